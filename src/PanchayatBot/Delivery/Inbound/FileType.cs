namespace PanchayatBot.Delivery.Inbound;

/// <summary>A kind of file that can be kept.</summary>
/// <param name="Name">As the setting spells it.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="Extension">What its names end with, the dot included.</param>
internal sealed record FileType(string Name, string MediaType, string Extension)
{
    public static readonly FileType Jpeg = new("jpeg", "image/jpeg", ".jpg");
    public static readonly FileType Png = new("png", "image/png", ".png");
    public static readonly FileType Webp = new("webp", "image/webp", ".webp");
    public static readonly FileType Pdf = new("pdf", "application/pdf", ".pdf");
    public static readonly IReadOnlyList<FileType> All = [Jpeg, Png, Webp, Pdf];

    public bool IsPicture => this != Pdf;

    public static FileType? Named(string name) => All.FirstOrDefault(type => string.Equals(type.Name, name, StringComparison.OrdinalIgnoreCase));
}
