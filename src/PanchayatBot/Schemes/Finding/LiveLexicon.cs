using PanchayatBot.Content;

namespace PanchayatBot.Schemes.Finding;

/// <summary>The search words as content/search says now; edits are taken up while the bot runs. A file that turns out broken or is
/// taken away is reported, and the words of before stay in force.</summary>
public sealed class LiveLexicon : IDisposable
{
    private readonly string _folder;
    private readonly Live<LexiconFile, Lexicon> _files;
    private Lexicon? _complete;

    /// <summary>Loads all files and begins to watch. Whether they can be used say <see cref="Problems"/>.</summary>
    /// <param name="contentFolder">The folder that holds search/.</param>
    /// <param name="logger">Gets every problem once per change.</param>
    /// <param name="clock">Time for the regular look at the folder.</param>
    public LiveLexicon(string contentFolder, ILogger<LiveLexicon> logger, TimeProvider clock)
    {
        _folder = Path.Combine(contentFolder, "search");
        _files = new(_folder, new("*.yml", LexiconFile.Parse, Combine), logger, clock);
    }

    /// <summary>Raised after <see cref="Value"/> was swapped; the place to build an index anew.</summary>
    public event EventHandler? Changed
    {
        add => _files.Changed += value;
        remove => _files.Changed -= value;
    }

    /// <summary>The words now; reading it costs nothing.</summary>
    public Lexicon Value => _files.Value;

    /// <summary>Every mistake in the files now.</summary>
    public IReadOnlyList<ContentProblem> Problems => _files.Problems;

    /// <summary>Looks for changed files now; true if the words were swapped.</summary>
    public bool Refresh() => _files.Refresh();

    /// <summary>Stops watching.</summary>
    public void Dispose() => _files.Dispose();

    private (Lexicon Whole, IReadOnlyList<ContentProblem> Problems) Combine(IReadOnlyList<LexiconFile> files)
    {
        var missing = LexiconFile.Names.Except(files.Select(file => file.Name)).Select(name => Path.Combine(_folder, name)).ToList();
        // Without its common words the finder would believe almost anything.
        if (missing.Count == 0 || _complete is null)
            _complete = Lexicon.Of([.. files.Select(file => file.Words)]);
        return (_complete, [.. missing.Where(file => !File.Exists(file)).Select(file => new ContentProblem(file, 1, "this file is missing: put it back, empty if there is nothing to list."))]);
    }
}
