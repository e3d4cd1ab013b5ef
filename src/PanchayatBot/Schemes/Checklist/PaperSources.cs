using PanchayatBot.Content;

namespace PanchayatBot.Schemes.Checklist;

/// <summary>Which scheme or service gives which paper: content/papers.yml lists, for a slug, the words by which the papers of a
/// scheme name it in Hindi.
/// <code>income-certificate: [आय प्रमाण-पत्र, आय का प्रमाण]</code></summary>
public sealed class PaperSources(string file, IReadOnlyList<PaperSources.Entry> entries)
{
    /// <summary>The file in the content folder.</summary>
    public const string FileName = "papers.yml";

    /// <summary>A service and its papers.</summary>
    /// <param name="Slug">The service.</param>
    /// <param name="Line">Where it stands.</param>
    /// <param name="Words">What its paper is called, in Hindi.</param>
    public sealed record Entry(string Slug, int Line, IReadOnlyList<string> Words);

    /// <summary>How the file is read; without it a checklist names no services.</summary>
    public static LiveFiles<PaperSources, PaperSources> Files { get; } = new(FileName, Parse, files => (files.Count > 0 ? files[0] : new(FileName, []), []));

    /// <summary>Reads content/papers.yml.</summary>
    public static Parsed<PaperSources> Parse(string file, string text)
    {
        var problems = new ProblemList(file);
        var entries = new List<Entry>();
        if (YamlMap.Read(text, 1, problems) is { } map)
        {
            foreach (var slug in map.Keys)
                entries.Add(new(slug, map.LineOf(slug), [.. map.Texts(slug).Select(word => Devanagari.OneSpelling(word.Value))]));
        }

        return problems.Parsed(new PaperSources(file, entries));
    }

    /// <summary>The services that give a paper, as far as they exist in the state; never the scheme that asks for it.</summary>
    public IReadOnlyList<Scheme> Of(Paper paper, Scheme asking, SchemeCatalog catalog, string? state)
    {
        var name = Devanagari.OneSpelling(paper.Name.Hindi);
        return [.. entries.Where(entry => entry.Slug != asking.Slug && entry.Words.Any(word => name.Contains(word, StringComparison.Ordinal)))
            .Select(entry => catalog.BySlug.GetValueOrDefault(entry.Slug)).OfType<Scheme>().Where(scheme => scheme.ExistsIn(state))];
    }

    /// <summary>What does not fit the schemes: unknown slugs, and words that no scheme asks for.</summary>
    public IEnumerable<ContentProblem> Check(SchemeCatalog catalog)
    {
        string[] papers = [.. catalog.Schemes.SelectMany(PaperList.Of).Select(paper => Devanagari.OneSpelling(paper.Name.Hindi))];
        foreach (var entry in entries)
        {
            if (!catalog.BySlug.ContainsKey(entry.Slug))
                yield return new(file, entry.Line, $"there is no scheme '{entry.Slug}': {Nearest.Hint(entry.Slug, [.. catalog.BySlug.Keys])}");
            foreach (var word in entry.Words.Where(word => !papers.Any(paper => paper.Contains(word, StringComparison.Ordinal))))
                yield return new(file, entry.Line, $"no scheme asks for the paper '{word}': write it as in a documents part, or remove it.");
        }
    }
}
