using PanchayatBot.Content;
using PanchayatBot.Schemes.Checklist;

namespace PanchayatBot.Schemes;

/// <summary>The scheme catalogue as content/schemes, content/categories.yml, content/papers.yml and content/latin-words.yml say now; edits are taken up while the bot runs.</summary>
public sealed class LiveSchemes : IDisposable
{
    private readonly Live<Categories, Categories> _categories;
    private readonly Live<LatinNames, LatinNames> _latinNames;
    private readonly Live<PaperSources, PaperSources> _papers;
    private readonly Live<SchemeFile, SchemeCatalog> _schemes;

    /// <summary>Loads everything and begins to watch.</summary>
    /// <param name="contentFolder">The folder that holds categories.yml and schemes/.</param>
    /// <param name="logger">Gets every problem once per change.</param>
    /// <param name="clock">Time for the regular look at the folders.</param>
    public LiveSchemes(string contentFolder, ILogger<LiveSchemes> logger, TimeProvider clock)
    {
        _categories = new(contentFolder, Categories.FilesIn(contentFolder), logger, clock);
        _latinNames = new(contentFolder, LatinNames.Files, logger, clock);
        _papers = new(contentFolder, PaperSources.Files, logger, clock);
        SchemeRules Rules() => new(_categories.Value, _latinNames.Value);
        _schemes = new(
            Path.Combine(contentFolder, "schemes"),
            new("*.md", (file, text) => SchemeFile.Read(file, text, Rules()), files => SchemeCatalog.From(files, _categories.Value, _papers.Value), () => (Rules(), _papers.Value)),
            logger,
            clock);
        _categories.Changed += (_, _) => _schemes.Refresh();
        _latinNames.Changed += (_, _) => _schemes.Refresh();
        _papers.Changed += (_, _) => _schemes.Refresh();
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
    public IReadOnlyList<ContentProblem> Problems => [.. _categories.Problems, .. _latinNames.Problems, .. _papers.Problems, .. _schemes.Problems];

    /// <summary>Looks for changed files now; true if the catalogue was swapped.</summary>
    public bool Refresh()
    {
        var before = Catalog;
        _categories.Refresh();
        _latinNames.Refresh();
        _papers.Refresh();
        _schemes.Refresh();
        return !ReferenceEquals(before, Catalog);
    }

    /// <summary>Stops watching.</summary>
    public void Dispose()
    {
        _categories.Dispose();
        _latinNames.Dispose();
        _papers.Dispose();
        _schemes.Dispose();
    }
}
