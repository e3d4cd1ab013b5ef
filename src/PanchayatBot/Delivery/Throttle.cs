namespace PanchayatBot.Delivery;

/// <summary>The speed of one channel, kept in memory: what left a moment ago, a bucket for each chat, and the pause that the other side asked for.
/// No second has more broadcasts than the channel takes, not even the first one after a restart.</summary>
internal sealed class Throttle(Pace pace, TimeProvider clock)
{
    // Chats that have been quiet for so long have a full bucket anyway.
    private const int MostChats = 20_000;

    // What leaves evenly comes closer together on the way.
    private const double Slack = 1.01;

    // Broadcasts leave in small lots, so that an answer in between finds room on the other side; smaller ones would lose time at every waking.
    private const double LotSeconds = 0.5;

    // Whoever ran before may have sent until a moment ago.
    private static readonly TimeSpan QuietAtStart = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, DateTimeOffset> _fullAgainAt = new(StringComparer.Ordinal);
    private readonly int _most = (int)Math.Clamp(Math.Floor(pace.PerSecond * LotSeconds), 1, int.MaxValue);
    private readonly TimeSpan _window = double.IsInfinity(pace.PerSecond) ? default : TimeSpan.FromSeconds(Slack * Math.Max(LotSeconds, 1 / pace.PerSecond));
    private readonly Queue<DateTimeOffset> _left = new();
    private readonly DateTimeOffset _from = clock.GetUtcNow() + QuietAtStart;
    private long _pausedUntilTicks;

    /// <summary>Nothing is sent before. Sends that end set it while the worker's loop reads it.</summary>
    public DateTimeOffset PausedUntil => new(Interlocked.Read(ref _pausedUntilTicks), TimeSpan.Zero);

    /// <summary>The other side asked for a pause; the longest one wins.</summary>
    public void Pause(TimeSpan forSo)
    {
        var until = (clock.GetUtcNow() + forSo).UtcTicks;
        long before;
        do
        {
            before = Interlocked.Read(ref _pausedUntilTicks);
        }
        while (until > before && Interlocked.CompareExchange(ref _pausedUntilTicks, until, before) != before);
    }

    /// <summary>Broadcasts that may leave now: what answers have left over.</summary>
    public int Spare(int atMost)
    {
        if (double.IsInfinity(pace.PerSecond))
            return atMost;
        var now = clock.GetUtcNow();
        while (_left.TryPeek(out var first) && first + _window <= now)
            _left.Dequeue();
        return _from > now ? 0 : Math.Clamp(_most - _left.Count, 0, Math.Max(atMost, 0));
    }

    /// <summary>When <see cref="Spare"/> grows next; null when it is as large as it can be.</summary>
    public DateTimeOffset? MoreAt => double.IsInfinity(pace.PerSecond) ? null
        : _left.TryPeek(out var first) ? first + _window
        : _from > clock.GetUtcNow() ? _from : null;

    /// <summary>True if this chat takes a message now, which is then counted; otherwise how long the chat has to rest.
    /// Answers leave at once; broadcasts then wait until there is room again.</summary>
    public bool TryTake(string chat, out TimeSpan rest)
    {
        if (!ChatTakes(chat, out rest))
            return false;
        if (!double.IsInfinity(pace.PerSecond))
            _left.Enqueue(clock.GetUtcNow());
        return true;
    }

    private bool ChatTakes(string chat, out TimeSpan rest)
    {
        rest = TimeSpan.Zero;
        var seconds = pace.IsGroup(chat) ? pace.PerGroupSeconds : pace.PerChatSeconds;
        if (seconds <= 0)
            return true;
        var now = clock.GetUtcNow();
        var step = TimeSpan.FromSeconds(seconds);
        var full = _fullAgainAt.GetValueOrDefault(chat);
        var next = (full > now ? full : now) + step;
        var over = next - now - (step * pace.PerChatBurst);
        if (over > TimeSpan.Zero)
        {
            rest = over;
            return false;
        }

        _fullAgainAt[chat] = next;
        if (_fullAgainAt.Count > MostChats)
            Sweep(now);
        return true;
    }

    private void Sweep(DateTimeOffset now)
    {
        foreach (var quiet in _fullAgainAt.Where(chat => chat.Value <= now).Select(chat => chat.Key).ToList())
            _fullAgainAt.Remove(quiet);
    }
}
