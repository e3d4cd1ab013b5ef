namespace PanchayatBot.Channels.Telegram;

/// <summary>Waits that double while trouble lasts: 1, 2, 4 … 30 seconds.</summary>
internal sealed class BackOff(TimeProvider clock)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private TimeSpan last;
    private DateTimeOffset? since;

    /// <summary>The next wait.</summary>
    public TimeSpan Next(TimeSpan atLeast = default)
    {
        since ??= clock.GetUtcNow();
        var next = last == TimeSpan.Zero ? TimeSpan.FromSeconds(1) : last * 2;
        last = next > Longest ? Longest : next < atLeast ? atLeast : next;
        return last;
    }

    /// <summary>All is well again.</summary>
    /// <returns>How long the trouble had lasted; null if there was none.</returns>
    public TimeSpan? Reset()
    {
        last = TimeSpan.Zero;
        var lasted = clock.GetUtcNow() - since;
        since = null;
        return lasted;
    }
}
