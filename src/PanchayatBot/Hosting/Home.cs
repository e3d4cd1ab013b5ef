namespace PanchayatBot.Hosting;

/// <summary>The folder that holds <c>content</c>, the settings and the data: found, so that the bot starts from anywhere.</summary>
public static class Home
{
    /// <summary>The working folder if it has a <c>content</c> folder, else the nearest folder above the program that has one.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no content folder.</exception>
    public static string Find()
    {
        foreach (var start in new[] { Directory.GetCurrentDirectory(), AppContext.BaseDirectory })
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                if (Directory.Exists(Path.Combine(folder.FullName, "content", "texts")))
                    return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException(
            $"No content folder was found in {Directory.GetCurrentDirectory()} or above. Start the bot in its own folder, or copy 'content' beside the program.");
    }
}
