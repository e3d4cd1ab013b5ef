using PanchayatBot.Content;

namespace PanchayatBot.Dates;

/// <summary>What content/dates.yml says now; edits are taken up while the bot runs.</summary>
public sealed class LiveDates : IDisposable
{
    private readonly Live<DateWords, DateWords> _words;

    /// <summary>Loads the words and begins to watch.</summary>
    /// <param name="contentFolder">The folder that holds dates.yml.</param>
    /// <param name="logger">Gets every problem once per change.</param>
    /// <param name="clock">Time for the regular look at the file.</param>
    public LiveDates(string contentFolder, ILogger<LiveDates> logger, TimeProvider clock) =>
        _words = new(contentFolder, DateWords.FilesIn(contentFolder), logger, clock);

    /// <summary>Reads dates and times with the words there are now.</summary>
    public WhenReader When => new(_words.Value);

    /// <summary>Every mistake in the file now.</summary>
    public IReadOnlyList<ContentProblem> Problems => _words.Problems;

    /// <summary>Looks for a changed file now; true if it was taken up.</summary>
    public bool Refresh() => _words.Refresh();

    /// <summary>Stops watching.</summary>
    public void Dispose() => _words.Dispose();
}
