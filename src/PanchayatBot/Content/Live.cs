namespace PanchayatBot.Content;

/// <summary>Content files that may be edited while the bot runs. What is built from them is swapped as a whole; a file that turns out
/// broken is reported, and its last good version stays in force.</summary>
/// <typeparam name="TItem">What one file describes.</typeparam>
/// <typeparam name="TWhole">What is built from all files; must not change once built.</typeparam>
public sealed class Live<TItem, TWhole> : IDisposable
    where TItem : class
    where TWhole : class
{
    // The promise is five seconds. The file system's own messages arrive at once but get lost on network disks; a look at the
    // directory (a few microseconds a file) needs no promise from anybody.
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(2);

    // Editors save in several steps; after the first sign of a change this much is waited for the rest.
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(200);

    private readonly string _folder;
    private readonly LiveFiles<TItem, TWhole> _files;
    private readonly ILogger _logger;
    private readonly Lock _refreshing = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly ITimer _timer;
    private readonly FileSystemWatcher? _watcher;
    private object? _basis;
    private IReadOnlyList<ContentProblem> _wholeProblems = [];
    private volatile TWhole _value = null!;
    private volatile IReadOnlyList<ContentProblem> _problems = [];
    private int _hurrying;
    private bool _disposed;

    /// <summary>Loads all files and begins to watch the folder. A missing folder is a problem, not an error: it may appear later.</summary>
    /// <param name="folder">The folder; folders in it are not looked into.</param>
    /// <param name="files">Which files, and how they are read.</param>
    /// <param name="logger">Gets every problem once per change.</param>
    /// <param name="clock">Time for the regular look at the folder.</param>
    public Live(string folder, LiveFiles<TItem, TWhole> files, ILogger logger, TimeProvider clock)
    {
        (_folder, _files, _logger) = (folder, files, logger);
        Refresh();
        _timer = clock.CreateTimer(_ => Look(), null, BetweenLooks, Timeout.InfiniteTimeSpan);
        _watcher = Watch();
    }

    /// <summary>Raised after <see cref="Value"/> was swapped, on the thread that noticed the change; to build what depends on it.</summary>
    public event EventHandler? Changed;

    /// <summary>What the files say now. Reading it costs nothing; keep the reference while several things must fit together.</summary>
    public TWhole Value => _value;

    /// <summary>Every mistake that is in the files now, by file and line.</summary>
    public IReadOnlyList<ContentProblem> Problems => _problems;

    /// <summary>Looks for changed files now and takes them up; true if <see cref="Value"/> was swapped.</summary>
    public bool Refresh()
    {
        bool swapped;
        lock (_refreshing)
            swapped = RefreshAlone();
        if (swapped)
            Changed?.Invoke(this, EventArgs.Empty);
        return swapped;
    }

    /// <summary>Stops watching; <see cref="Value"/> stays.</summary>
    public void Dispose()
    {
        lock (_refreshing)
            _disposed = true;
        _timer.Dispose();
        _watcher?.Dispose();
    }

    private bool RefreshAlone()
    {
        if (_disposed)
            return false;
        var first = _value is null;
        var basis = _files.Basis?.Invoke();
        var stamps = Stamps();
        var changed = stamps.Where(stamp => !Equals(basis, _basis) || !_entries.TryGetValue(stamp.Key, out var entry) || entry.Stamp != stamp.Value).ToArray();
        var read = changed.AsParallel().Select(stamp => (Name: stamp.Key, Entry: Read(stamp.Key, stamp.Value))).Where(file => !IsStillUnreadable(file.Name, file.Entry)).ToArray();
        var gone = _entries.Keys.Where(name => !stamps.ContainsKey(name)).ToArray();
        _basis = basis;
        if (!first && read.Length == 0 && gone.Length == 0)
            return false;

        foreach (var (name, entry) in read)
        {
            LogChange(name, entry);
            _entries[name] = entry;
        }

        foreach (var name in gone)
            _entries.Remove(name);

        var items = _entries.OrderBy(entry => entry.Key, StringComparer.Ordinal).Where(entry => entry.Value.LastGood is not null).Select(entry => entry.Value.LastGood!);
        var (whole, wholeProblems) = _files.Combine([.. items]);
        Log(wholeProblems.Except(_wholeProblems));
        _wholeProblems = wholeProblems;
        _problems = [.. _entries.Values.SelectMany(entry => entry.Problems).Concat(wholeProblems).OrderBy(problem => problem.File, StringComparer.Ordinal).ThenBy(problem => problem.Line)];
        _value = whole;
        if (!first)
            _logger.LogInformation("{Folder}: {Changed} files taken up, {Gone} removed, {Problems} problems", _folder, read.Length, gone.Length, _problems.Count);
        return true;
    }

    private Dictionary<string, Stamp> Stamps()
    {
        var folder = new DirectoryInfo(_folder);
        return folder.Exists
            ? folder.EnumerateFiles(_files.Pattern).ToDictionary(file => file.Name, file => new Stamp(file.LastWriteTimeUtc, file.Length), StringComparer.Ordinal)
            : [];
    }

    private Entry Read(string name, Stamp stamp)
    {
        var path = Path.Combine(_folder, name);
        var before = _entries.GetValueOrDefault(name)?.LastGood;
        try
        {
            var parsed = _files.Parse(path, File.ReadAllText(path));
            return new(stamp, parsed.Value ?? before, parsed.Problems);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // No stamp, so that it is tried again at the next look.
            return new(null, before, [new(path, 1, $"the file cannot be read ({e.Message}): check that the bot's user may read it.")]);
        }
        catch (Exception e)
        {
            // Our own mistake, met in one file; the others must not wait for its repair.
            _logger.LogError(e, "{File} cannot be read because of an error in the bot", path);
            return new(stamp, before, [new(path, 1, $"reading this file failed inside the bot ({e.GetType().Name}): undo the last change and report it to the developers.")]);
        }
    }

    private bool IsStillUnreadable(string name, Entry entry) => entry.Stamp is null && _entries.TryGetValue(name, out var before) && before.Stamp is null;

    private void LogChange(string name, Entry entry)
    {
        var before = _entries.GetValueOrDefault(name)?.Problems ?? [];
        Log(entry.Problems.Except(before));
        if (before.Count > 0 && entry.Problems.Count == 0)
            _logger.LogInformation("{File} is in order again", Path.Combine(_folder, name));
    }

    private void Log(IEnumerable<ContentProblem> problems)
    {
        foreach (var problem in problems)
            _logger.LogWarning("{Problem}", problem);
    }

    private FileSystemWatcher? Watch()
    {
        FileSystemWatcher? watcher = null;
        try
        {
            watcher = new(_folder, _files.Pattern);
            watcher.Changed += (_, _) => Hurry();
            watcher.Created += (_, _) => Hurry();
            watcher.Deleted += (_, _) => Hurry();
            watcher.Renamed += (_, _) => Hurry();
            watcher.Error += (_, _) => Hurry();
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception e) when (e is IOException or ArgumentException)
        {
            // No folder yet, or the system's limit of watched folders is reached: the regular look is enough.
            watcher?.Dispose();
            _logger.LogDebug("{Folder} is looked at every {Seconds} s only: {Reason}", _folder, BetweenLooks.TotalSeconds, e.Message);
            return null;
        }
    }

    private void Hurry()
    {
        // Later signs must not put the look off for ever.
        if (Interlocked.Exchange(ref _hurrying, 1) == 0)
            _timer.Change(Settling, Timeout.InfiniteTimeSpan);
    }

    private void Look()
    {
        _hurrying = 0;
        try
        {
            Refresh();
        }
        catch (Exception e)
        {
            // A look that fails must not take the process along: what was read last stays in force.
            _logger.LogError(e, "{Folder} could not be looked at; the content read last stays in force", _folder);
        }
        finally
        {
            // Looks never run into each other, however long one takes or however far the clock jumps.
            _timer.Change(BetweenLooks, Timeout.InfiniteTimeSpan);
        }
    }

    private readonly record struct Stamp(DateTime Written, long Length);

    private sealed record Entry(Stamp? Stamp, TItem? LastGood, IReadOnlyList<ContentProblem> Problems);
}

/// <summary>Which files a <see cref="Live{TItem,TWhole}"/> reads, and how.</summary>
/// <typeparam name="TItem">What one file describes.</typeparam>
/// <typeparam name="TWhole">What is built from all files.</typeparam>
/// <param name="Pattern">Which files of the folder, e.g. <c>*.md</c>.</param>
/// <param name="Parse">Reads one file: its path, its text. Must bear being called by several threads at once.</param>
/// <param name="Combine">Builds the whole from the files in force, by file name, and notes what is wrong between them.</param>
/// <param name="Basis">What every file is read against; when it returns something that does not equal what it returned before, all files are read anew.</param>
public sealed record LiveFiles<TItem, TWhole>(
    string Pattern,
    Func<string, string, Parsed<TItem>> Parse,
    Func<IReadOnlyList<TItem>, (TWhole Whole, IReadOnlyList<ContentProblem> Problems)> Combine,
    Func<object?>? Basis = null)
    where TItem : class
    where TWhole : class;
