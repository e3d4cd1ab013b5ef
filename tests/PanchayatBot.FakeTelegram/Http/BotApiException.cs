namespace PanchayatBot.FakeTelegram.Http;

/// <summary>The call is answered with an error, worded as Telegram words it.</summary>
internal sealed class BotApiException(int code, string description) : Exception(description)
{
    public int Code => code;

    /// <summary>Seconds to wait; 0 for none.</summary>
    public int RetryAfter { get; init; }

    /// <summary>The chat's new id; null when it did not move.</summary>
    public long? MigrateTo { get; init; }

    public static BotApiException BadRequest(string why) => new(400, $"Bad Request: {why}");

    public static BotApiException Forbidden(string why) => new(403, $"Forbidden: {why}");

    public static BotApiException Conflict(string why) => new(409, $"Conflict: {why}");

    public static BotApiException Unauthorized() => new(401, "Unauthorized");

    public static BotApiException TooManyRequests(int seconds) => new(429, $"Too Many Requests: retry after {seconds}") { RetryAfter = seconds };

    /// <summary>Telegram can do it and this server cannot: never the bot's fault.</summary>
    public static BotApiException NotModelled(string what) => BadRequest($"FAKE: {what} is not modelled by the fake server");
}
