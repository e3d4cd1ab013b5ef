using Microsoft.Extensions.Options;
using PanchayatBot.Storage;

namespace PanchayatBot.Delivery;

/// <summary>Writes down what became of a message, and decides whether and when it is tried again.</summary>
internal sealed partial class Outcomes(IOptions<DeliveryOptions> options, TimeProvider clock, ILogger<Outcomes> log)
{
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromMinutes(5);

    /// <summary>Records one outcome.</summary>
    /// <returns>When the message is due again; null when it is settled.</returns>
    public async Task<DateTimeOffset?> RecordAsync(Db db, OutboxRow row, DeliveryResult result)
    {
        var now = clock.GetUtcNow();
        switch (result)
        {
            case DeliveryResult.Sent sent:
                await OutboxClaims.SentAsync(db, row.Id, sent.Reference, now);
                return null;
            case DeliveryResult.Wait wait:
                return await AgainAsync(db, row, now + wait.After, "asked to wait", countsAttempt: false);
            case DeliveryResult.TryLater later:
                LogLater(row.Id, row.Channel, row.Attempts, later.Why);
                return await RetryAsync(db, row, later.Why, now, wasUnknown: false);
            case DeliveryResult.Unknown unknown:
                LogUnknown(row.Id, row.Channel, unknown.Why, options.Value.WhenUnknown);
                if (options.Value.WhenUnknown == WhenUnknown.Resend)
                    return await RetryAsync(db, row, unknown.Why, now, wasUnknown: true);
                await OutboxClaims.EndAsync(db, row.Id, "unknown", unknown.Why, now);
                return null;
            case DeliveryResult.Refused refused:
                LogRefused(row.Id, row.Channel, refused.Why);
                await OutboxClaims.EndAsync(db, row.Id, "refused", refused.Why, now);
                return null;
            case DeliveryResult.Unreachable unreachable:
                LogUnreachable(row.Id, row.Channel, unreachable.Why);
                await OutboxClaims.EndAsync(db, row.Id, "unreachable", unreachable.Why, now);
                await Chats.MarkUnreachableAsync(db, row.To, now);
                return null;
            case DeliveryResult.Moved moved:
                LogMoved(row.Id, row.Channel);
                await Chats.MoveAsync(db, row.To, moved.NewId);
                return await AgainAsync(db, row, now, "moved", countsAttempt: false);
            default:
                throw new InvalidOperationException($"A channel answered with {result.GetType().Name}, which nobody knows.");
        }
    }

    private async Task<DateTimeOffset?> RetryAsync(Db db, OutboxRow row, string why, DateTimeOffset now, bool wasUnknown)
    {
        if (now - row.CreatedAt > TimeSpan.FromHours(options.Value.GiveUpHours))
        {
            LogGivenUp(row.Id, row.Channel, row.Attempts);
            await OutboxClaims.EndAsync(db, row.Id, "refused", "given up: " + why, now);
            return null;
        }

        var backOff = TimeSpan.FromSeconds(Math.Min(Math.Pow(2, row.Attempts - 1), LongestBackOff.TotalSeconds));
        return await AgainAsync(db, row, now + backOff, why, countsAttempt: true, wasUnknown);
    }

    private static async Task<DateTimeOffset?> AgainAsync(Db db, OutboxRow row, DateTimeOffset due, string why, bool countsAttempt, bool wasUnknown = false)
    {
        await OutboxClaims.AgainAsync(db, row.Id, due, why, countsAttempt, wasUnknown);
        return due;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Message {Id} on {Channel} goes later (attempt {Attempt}): {Why}")]
    private partial void LogLater(long id, string channel, int attempt, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Message {Id} on {Channel} may or may not have arrived ({Why}); setting Delivery:WhenUnknown = {Then}")]
    private partial void LogUnknown(long id, string channel, string why, WhenUnknown then);

    [LoggerMessage(Level = LogLevel.Error, Message = "Message {Id} was refused by {Channel} and is not tried again: {Why}")]
    private partial void LogRefused(long id, string channel, string why);

    [LoggerMessage(Level = LogLevel.Information, Message = "Message {Id}: its chat on {Channel} cannot be reached until the person writes again: {Why}")]
    private partial void LogUnreachable(long id, string channel, string why);

    [LoggerMessage(Level = LogLevel.Information, Message = "Message {Id}: its group on {Channel} goes on under a new id")]
    private partial void LogMoved(long id, string channel);

    [LoggerMessage(Level = LogLevel.Error, Message = "Message {Id} on {Channel} is given up after {Attempts} attempts")]
    private partial void LogGivenUp(long id, string channel, int attempts);
}
