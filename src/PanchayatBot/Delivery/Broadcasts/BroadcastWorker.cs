using PanchayatBot.Content;
using PanchayatBot.Messages;
using PanchayatBot.Storage;

namespace PanchayatBot.Delivery.Broadcasts;

/// <summary>Begins broadcasts when their time has come, writes their messages into the outbox piece by piece, shows how far they are, and ends
/// them. Everything it knows is in the database: after a restart it goes on where it was.</summary>
public sealed partial class BroadcastWorker(Database database, Outbox outbox, Texts texts, IEnumerable<IChannel> channels, TimeProvider clock, ILogger<BroadcastWorker> log) : BackgroundService
{
    /// <summary>The route of the button that stops a broadcast; the slice that orders broadcasts answers to it.</summary>
    public const string StopRoute = "broadcast-stop";

    // One piece is one transaction: short enough that no answer waits for it.
    private const int Piece = 500;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ReportEvery = TimeSpan.FromSeconds(3);

    private readonly Dictionary<long, DateTimeOffset> _reportedAt = [];

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RoundAsync(stoppingToken);
            }
            catch (System.Data.Common.DbException e)
            {
                LogFailed(e);
            }
        }
    }

    /// <summary>Moves every busy broadcast on.</summary>
    internal async Task RoundAsync(CancellationToken cancellation)
    {
        foreach (var busy in await database.ReadAsync(db => BroadcastStore.BusyAsync(db, clock.GetUtcNow()), cancellation))
        {
            while (await database.WriteAsync(db => StepAsync(db, busy.Id), cancellation))
                await Task.Yield();
        }
    }

    /// <summary>One transaction's worth of work; true if there is more to fill at once.</summary>
    private async Task<bool> StepAsync(Db db, long id)
    {
        var now = clock.GetUtcNow();
        if (await BroadcastStore.TakeAsync(db, id) is not { } broadcast)
            return false;
        if (broadcast.State is BroadcastState.Waiting or BroadcastState.Filling or BroadcastState.Done)
        {
            var last = await BroadcastStore.FillAsync(db, broadcast, Piece, now);
            db.AfterCommit(outbox.Ring);
            if (!last)
                return true;
            await BroadcastStore.FilledAsync(db, id, now);
            return broadcast.State != BroadcastState.Done;
        }

        if (broadcast.State == BroadcastState.Sending)
            await FollowAsync(db, broadcast, now);
        return false;
    }

    private async Task FollowAsync(Db db, Broadcast broadcast, DateTimeOffset now)
    {
        var finished = broadcast.FinishedAt is not null;
        if (_reportedAt.TryGetValue(broadcast.Id, out var last) && now - last < ReportEvery)
            return;
        _reportedAt[broadcast.Id] = now;
        var count = await BroadcastStore.CountAsync(db, broadcast.Id);
        if (count.Waiting == 0 && count.Group is not ("waiting" or "sending"))
        {
            await BroadcastStore.DoneAsync(db, broadcast.Id, now);
            _reportedAt.Remove(broadcast.Id);
        }

        // Newcomers do not bring the old report back to the top of the secretary's chat.
        if (broadcast.ReportTo is { } to && !finished)
            await ReportAsync(db, broadcast, to, count, now);
    }

    private async Task ReportAsync(Db db, Broadcast broadcast, ChatAddress to, BroadcastCount count, DateTimeOffset now)
    {
        var language = LanguageCodes.FromCode(broadcast.ReportLanguage) ?? Language.Hindi;
        var done = count.Waiting == 0;
        var text = done
            ? texts.Say("broadcast.done", language, ("sent", count.Sent), ("unreachable", count.Unreachable), ("unclear", count.Unknown + count.Failed)) + (count.Group is { } group ? "\n" + texts.Say(group == "sent" ? "broadcast.group" : "broadcast.group.not", language) : "")
            : texts.Say("broadcast.progress", language, ("sent", count.Sent), ("total", count.Total), ("unreachable", count.Unreachable), ("left", TimeLeft(count.Waiting, to.Channel, language)));
        if (text == broadcast.Reported)
            return;
        await BroadcastStore.ReportedAsync(db, broadcast.Id, text);
        var stop = Button.To(texts.Say("broadcast.stop", language), StopRoute, $"{broadcast.Id}");
        await outbox.AddAsync(db, to, new Reply(text) { Board = broadcast.Board, Buttons = done ? [] : [stop] }, language, Lane.Alert, now);
    }

    private string TimeLeft(long waiting, string channel, Language language)
    {
        var perSecond = channels.FirstOrDefault(one => one.Name == channel)?.Pace.PerSecond ?? double.PositiveInfinity;
        return Formats.Duration(TimeSpan.FromSeconds(double.IsInfinity(perSecond) ? 1 : Math.Ceiling(waiting / perSecond)), language);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Broadcasts could not be moved on; trying again in a second")]
    private partial void LogFailed(Exception error);
}
