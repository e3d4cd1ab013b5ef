using PanchayatBot.FakeTelegram.Http;

namespace PanchayatBot.FakeTelegram;

/// <summary>When a connection is cut.</summary>
public enum DropMoment
{
    /// <summary>Never.</summary>
    Never,

    /// <summary>Before the call is looked at: nothing happened.</summary>
    BeforeAccepting,

    /// <summary>After the call took effect: the message is there, the updates below the offset are forgotten, the bot hears nothing.</summary>
    AfterAccepting,

    /// <summary>As before, and the bot gets half of the answer.</summary>
    MidAnswer,
}

/// <summary>Something that goes wrong between the bot and Telegram. Choose what goes wrong by a factory, and which calls it hits with <c>with { … }</c>.</summary>
public sealed record Fault
{
    private int _hits;

    /// <summary>The method that is hit, in any case; null hits every method but getUpdates.</summary>
    public string? Method { get; init; }

    /// <summary>Only calls for this chat; null hits all.</summary>
    public long? Chat { get; init; }

    /// <summary>How many calls are hit before the fault is over; null for no end.</summary>
    public int? Count { get; init; }

    /// <summary>Share of the matching calls that are hit, 0 to 1.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>Answer with this HTTP status; 0 for none. 502 comes as a web server's HTML page.</summary>
    public int Status { get; init; }

    /// <summary>Of a 429, seconds to wait.</summary>
    public int RetryAfter { get; init; }

    /// <summary>Wait before the call is looked at.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Cut the connection.</summary>
    public DropMoment Drop { get; init; }

    /// <summary>Calls that were hit so far.</summary>
    public int Hits => Volatile.Read(ref _hits);

    /// <summary>An answer with this status instead of the call taking effect: 500 in JSON, 502 as an HTML page.</summary>
    public static Fault OfStatus(int status) => new() { Status = status };

    /// <summary>A 429 that asks for <paramref name="seconds"/> of silence.</summary>
    public static Fault TooManyRequests(int seconds) => new() { Status = 429, RetryAfter = seconds };

    /// <summary>The call takes longer by this much, and then effect.</summary>
    public static Fault Slow(TimeSpan delay) => new() { Delay = delay };

    /// <summary>The connection is cut at this moment.</summary>
    public static Fault Cut(DropMoment moment) => new() { Drop = moment };

    /// <summary>Decides whether this call is hit, and counts it. Called under the bot's lock.</summary>
    internal bool Hit(string method, long? chat, Random chance)
    {
        var meant = Method is null ? !method.Equals("getUpdates", StringComparison.OrdinalIgnoreCase) : method.Equals(Method, StringComparison.OrdinalIgnoreCase);
        if (!meant || (Chat is not null && Chat != chat) || _hits >= Count || (Probability < 1 && chance.NextDouble() >= Probability))
            return false;
        _hits++;
        return true;
    }

    internal void ThrowIfError()
    {
        if (Status == 429)
            throw BotApiException.TooManyRequests(RetryAfter);
        if (Status >= 500)
            throw new BotApiException(Status, "Internal Server Error");
        if (Status != 0)
            throw new BotApiException(Status, $"FAKE: fault with status {Status}");
    }
}
