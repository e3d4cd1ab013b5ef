namespace PanchayatBot.Channels.Telegram;

/// <summary>Waits that double while trouble lasts: 1, 2, 4 … 30 seconds.</summary>
internal sealed class BackOff(TimeProvider clock)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private TimeSpan _last;
    private DateTimeOffset? _since;

    /// <summary>The next wait.</summary>
    public TimeSpan Next(TimeSpan atLeast = default)
    {
        _since ??= clock.GetUtcNow();
        var next = _last == TimeSpan.Zero ? TimeSpan.FromSeconds(1) : _last * 2;
        _last = next > Longest ? Longest : next < atLeast ? atLeast : next;
        return _last;
    }

    /// <summary>All is well again.</summary>
    /// <returns>How long the trouble had lasted; null if there was none.</returns>
    public TimeSpan? Reset()
    {
        _last = TimeSpan.Zero;
        var lasted = clock.GetUtcNow() - _since;
        _since = null;
        return lasted;
    }
}
