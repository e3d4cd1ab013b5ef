namespace PanchayatBot.Tests.Support;

/// <summary>A folder for one test, gone afterwards.</summary>
public sealed class TempFolder : IDisposable
{
    /// <summary>Makes the folder.</summary>
    public TempFolder() => Path = Directory.CreateTempSubdirectory("panchayatbot-").FullName;

    /// <summary>Its full path.</summary>
    public string Path { get; }

    /// <summary>Writes a file, making the folders above it, and returns its full path.</summary>
    public string Write(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Removes the folder and everything in it.</summary>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
