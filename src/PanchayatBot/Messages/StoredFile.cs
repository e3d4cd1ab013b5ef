namespace PanchayatBot.Messages;

/// <summary>A file that the bot keeps and can hand to people: a picture, a PDF, a table.</summary>
/// <param name="Key">Its key in the table <c>file</c>: 128 random bits, so that whoever was not given it cannot guess it.</param>
/// <param name="Name">The name under which people save it.</param>
/// <param name="MediaType">Its media type, e.g. <c>application/pdf</c>.</param>
public sealed record StoredFile(string Key, string Name, string MediaType)
{
    /// <summary>True for what a messenger shows as a picture.</summary>
    public bool IsPicture => MediaType is "image/png" or "image/jpeg";
}
