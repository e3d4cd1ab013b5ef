namespace PanchayatBot.FakeTelegram;

/// <summary>Lets through a burst, then so many a second. Not safe for several threads.</summary>
internal sealed class TokenBucket(double perSecond, double burst, DateTimeOffset now)
{
    // Counted from the full bucket downwards.
    private double _taken;
    private DateTimeOffset _filledAt = now;

    /// <summary>Time until one more is let through; zero when it is now.</summary>
    public TimeSpan Wait(DateTimeOffset time)
    {
        _taken = Math.Max(0, _taken - (perSecond * (time - _filledAt).TotalSeconds));
        _filledAt = time;
        return burst - _taken >= 1 ? TimeSpan.Zero : TimeSpan.FromSeconds((_taken + 1 - burst) / perSecond);
    }

    /// <summary>Takes what <see cref="Wait"/> promised.</summary>
    public void Take() => _taken++;
}
