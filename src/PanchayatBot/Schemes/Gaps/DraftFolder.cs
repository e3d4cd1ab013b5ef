using System.Text;

namespace PanchayatBot.Schemes.Gaps;

/// <summary>The folder of the drafts. The bot never reads schemes from it. Files are whole or not there at all, and none is ever written over.</summary>
/// <param name="path">Its full path; made with the first draft.</param>
public sealed class DraftFolder(string path)
{
    private const string Ending = ".md";

    /// <summary>The folder's full path.</summary>
    public string FolderPath => path;

    /// <summary>Files of all drafts, by name.</summary>
    public IReadOnlyList<string> Files =>
        Directory.Exists(path) ? [.. Directory.GetFiles(path, "*" + Ending).Order(StringComparer.Ordinal)] : [];

    /// <summary>The file of a draft, whether it is there or not.</summary>
    /// <exception cref="ArgumentException">The slug is none; so nobody can reach a file outside the folder.</exception>
    public string FileOf(string slug) =>
        SchemeFile.IsSlug(slug) ? Path.Combine(path, slug + Ending) : throw new ArgumentException($"'{slug}' is not a name of a draft.", nameof(slug));

    /// <summary>Writes a draft so that it is on disk when this returns. A file that is there already is left as it is: it may have been edited.</summary>
    /// <returns>True if the draft of this origin is there now; false if the name belongs to another one.</returns>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The bot may not write there.</exception>
    internal bool Write(string slug, string text, string originLine)
    {
        var file = FileOf(slug);
        Directory.CreateDirectory(path);
        if (!File.Exists(file))
        {
            var whole = $"{file}.{Guid.NewGuid():N}.tmp";
            try
            {
                using (var stream = new FileStream(whole, FileMode.CreateNew, FileAccess.Write))
                {
                    stream.Write(Encoding.UTF8.GetBytes(text));
                    stream.Flush(flushToDisk: true);
                }

                File.Move(whole, file, overwrite: false);
                return true;
            }
            catch (IOException) when (File.Exists(file))
            {
                // Another process was quicker: looked at below.
            }
            finally
            {
                File.Delete(whole);
            }
        }

        return File.ReadLines(file).Contains(originLine);
    }

    /// <summary>Adds wordings for a scheme that is there to <c>SLUG.wordings</c>, each once.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The bot may not write there.</exception>
    internal void AddWordings(string slug, IEnumerable<string> wordings)
    {
        var file = Path.ChangeExtension(FileOf(slug), ".wordings");
        Directory.CreateDirectory(path);
        using var stream = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        var there = reader.ReadToEnd().Split('\n').ToHashSet(StringComparer.Ordinal);
        var added = wordings.Select(wording => "  - " + Draft.Quoted(wording)).Where(there.Add).ToList();
        stream.Seek(0, SeekOrigin.End);
        stream.Write(Encoding.UTF8.GetBytes(string.Concat(added.Select(line => line + "\n"))));
        stream.Flush(flushToDisk: true);
    }
}
