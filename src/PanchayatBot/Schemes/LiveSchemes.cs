using PanchayatBot.Content;

namespace PanchayatBot.Schemes;

/// <summary>The scheme catalogue as content/schemes, content/categories.yml and content/latin-words.yml say now; edits are taken up while the bot runs.</summary>
public sealed class LiveSchemes : IDisposable
{
    private const string CategoriesFile = "categories.yml";
    private const string LatinWordsFile = "latin-words.yml";

    private readonly Live<RulesFile, SchemeRules> _rules;
    private readonly Live<SchemeFile, SchemeCatalog> _schemes;

    /// <summary>Loads everything and begins to watch.</summary>
    /// <param name="contentFolder">The folder that holds categories.yml and schemes/.</param>
    /// <param name="logger">Gets every problem once per change.</param>
    /// <param name="clock">Time for the regular look at the folders.</param>
    public LiveSchemes(string contentFolder, ILogger<LiveSchemes> logger, TimeProvider clock)
    {
        _rules = new(contentFolder, new("*.yml", ReadRules, files => Combine(contentFolder, files)), logger, clock);
        _schemes = new(
            Path.Combine(contentFolder, "schemes"),
            new("*.md", (file, text) => SchemeFile.Read(file, text, _rules.Value), files => SchemeCatalog.From(files, _rules.Value.Categories), () => _rules.Value),
            logger,
            clock);
        _rules.Changed += (_, _) => _schemes.Refresh();
    }

    /// <summary>Raised after <see cref="Catalog"/> was swapped; the place to build an index anew.</summary>
    public event EventHandler? Changed
    {
        add => _schemes.Changed += value;
        remove => _schemes.Changed -= value;
    }

    /// <summary>The catalogue now; reading it costs nothing.</summary>
    public SchemeCatalog Catalog => _schemes.Value;

    /// <summary>Every mistake in these files now.</summary>
    public IReadOnlyList<ContentProblem> Problems => [.. _rules.Problems, .. _schemes.Problems];

    /// <summary>Looks for changed files now; true if the catalogue was swapped.</summary>
    public bool Refresh()
    {
        var before = _schemes.Value;
        _rules.Refresh();
        _schemes.Refresh();
        return !ReferenceEquals(before, _schemes.Value);
    }

    /// <summary>Stops watching.</summary>
    public void Dispose()
    {
        _rules.Dispose();
        _schemes.Dispose();
    }

    private static Parsed<RulesFile> ReadRules(string file, string text)
    {
        switch (Path.GetFileName(file))
        {
            case CategoriesFile:
                var categories = Categories.Parse(file, text);
                return new(categories.Value is null ? null : new RulesFile(categories.Value, null), categories.Problems);
            case LatinWordsFile:
                var problems = new ProblemList(file);
                var map = YamlMap.Read(text, 1, problems);
                var words = map?.Texts("words").Select(word => word.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
                map?.ReportUnknownKeys();
                return problems.Parsed(words is null ? null : new RulesFile(null, words));
            case var other:
                return new(null, [new(file, 1, $"'{other}' is not a file the bot knows here: {Nearest.Hint(other, [CategoriesFile, LatinWordsFile])}")]);
        }
    }

    private static (SchemeRules, IReadOnlyList<ContentProblem>) Combine(string folder, IReadOnlyList<RulesFile> files)
    {
        var categories = files.Select(file => file.Categories).FirstOrDefault(found => found is not null);
        var words = files.Select(file => file.LatinNames).FirstOrDefault(found => found is not null);
        return (
            new(categories ?? new([]), words ?? new HashSet<string>()),
            categories is null ? [new(Path.Combine(folder, CategoriesFile), 1, "there is no such file that can be used: restore it, schemes need its categories.")] : []);
    }

    private sealed record RulesFile(Categories? Categories, IReadOnlySet<string>? LatinNames);
}
