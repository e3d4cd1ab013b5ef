using System.Collections.Frozen;

namespace PanchayatBot.Content;

/// <summary>Names that may stand in Latin letters in a Hindi text, from content/latin-words.yml.</summary>
/// <param name="names">The names; case does not matter.</param>
public sealed class LatinNames(IEnumerable<string> names)
{
    /// <summary>The file in the content folder.</summary>
    public const string FileName = "latin-words.yml";

    private readonly FrozenSet<string> _names = names.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>How the file is read.</summary>
    public static LiveFiles<LatinNames, LatinNames> Files { get; } = new(FileName, Parse, files => (files.Count > 0 ? files[0] : new([]), []));

    /// <summary>True if the word may stand as it is.</summary>
    public bool Contains(string word) => _names.Contains(word);

    /// <summary>Reads content/latin-words.yml.</summary>
    public static Parsed<LatinNames> Parse(string file, string text)
    {
        var problems = new ProblemList(file);
        var map = YamlMap.Read(text, 1, problems);
        var names = map?.Texts("words").Select(word => word.Value);
        map?.ReportUnknownKeys();
        return problems.Parsed(names is null ? null : new LatinNames(names));
    }
}
