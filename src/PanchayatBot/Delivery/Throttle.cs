namespace PanchayatBot.Delivery;

/// <summary>The speed of one channel, kept in memory: a bucket for all chats, one for each chat, and the pause that the other side asked for.</summary>
internal sealed class Throttle(Pace pace, TimeProvider clock)
{
    // Chats that have been quiet for so long have a full bucket anyway.
    private const int MostChats = 20_000;

    private readonly Dictionary<string, DateTimeOffset> _fullAgainAt = new(StringComparer.Ordinal);
    private double _tokens = double.IsInfinity(pace.PerSecond) ? 0 : pace.PerSecond;
    private DateTimeOffset _counted = clock.GetUtcNow();
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
        Refill();
        return (int)Math.Clamp(Math.Floor(_tokens), 0, Math.Max(atMost, 0));
    }

    /// <summary>True if this chat takes a message now, which is then counted; otherwise how long the chat has to rest.
    /// Answers may run into debt of one second, which broadcasts then wait for.</summary>
    public bool TryTake(string chat, out TimeSpan rest)
    {
        if (!ChatTakes(chat, out rest))
            return false;
        if (!double.IsInfinity(pace.PerSecond))
        {
            Refill();
            _tokens = Math.Max(_tokens - 1, -pace.PerSecond);
        }

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

    private void Refill()
    {
        var now = clock.GetUtcNow();
        _tokens = Math.Min(pace.PerSecond, _tokens + ((now - _counted).TotalSeconds * pace.PerSecond));
        _counted = now;
    }

    private void Sweep(DateTimeOffset now)
    {
        foreach (var quiet in _fullAgainAt.Where(chat => chat.Value <= now).Select(chat => chat.Key).ToList())
            _fullAgainAt.Remove(quiet);
    }
}
