using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using PanchayatBot.Storage;

namespace PanchayatBot.Delivery;

/// <summary>The one loop that sends: claim, hand over, record. Many messages are on their way at once; within a chat they keep their order.
/// What one round records and what it claims next is a single transaction.</summary>
public sealed partial class DeliveryWorker : BackgroundService
{
    // A send is given half of it, so a claim that is older belongs to a process that died.
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan IdleLook = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan OrphanLook = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly string _worker = Guid.NewGuid().ToString("N");
    private readonly ConcurrentQueue<Finished> _finished = new();
    private readonly List<Line> _lines;
    private readonly Database _database;
    private readonly Outbox _outbox;
    private readonly Outcomes _outcomes;
    private readonly int _mostInFlight;
    private readonly TimeProvider _clock;
    private readonly ILogger<DeliveryWorker> _log;
    private int _inFlight;
    private DateTimeOffset _nextOrphanLook;
    private DateTimeOffset _nextDue = DateTimeOffset.MaxValue;

    /// <summary>Sends through all channels that are configured.</summary>
    public DeliveryWorker(
        IEnumerable<IChannel> channels, Database database, Outbox outbox, IOptions<DeliveryOptions> options, TimeProvider clock, ILoggerFactory logs)
    {
        _database = database;
        _outbox = outbox;
        _clock = clock;
        _mostInFlight = options.Value.InFlight;
        _log = logs.CreateLogger<DeliveryWorker>();
        _outcomes = new Outcomes(options, clock, logs.CreateLogger<Outcomes>());
        _lines = [.. channels.Select(channel => new Line(channel, new Throttle(channel.Pace, clock)))];
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!await RoundAsync())
                    await _outbox.WaitAsync(UntilNextLook(), stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
#pragma warning disable CA1031 // The database may be away for a while; delivery goes on when it is back.
            catch (Exception e)
#pragma warning restore CA1031
            {
                LogRoundFailed(e);
                await Task.Delay(IdleLook, _clock, CancellationToken.None);
            }
        }

        await FinishAsync();
    }

    /// <summary>Records what came back and claims what may go; true if there may be more to claim at once.</summary>
    private async Task<bool> RoundAsync()
    {
        var done = Drain();
        List<Claimed> claimed;
        try
        {
            claimed = await _database.WriteAsync(async db =>
            {
                foreach (var (row, result) in done)
                    LookAgain(await _outcomes.RecordAsync(db, row, result));
                await AdoptOrphansAsync(db);
                return await ClaimAsync(db);
            });
        }
        catch
        {
            // Not written down: the same outcomes are recorded in the next round.
            foreach (var outcome in done)
                _finished.Enqueue(outcome);
            throw;
        }

        foreach (var (line, row) in claimed)
        {
            Interlocked.Increment(ref _inFlight);
            _ = SendAsync(line, row);
        }

        return claimed.Count > 0;
    }

    private async Task<List<Claimed>> ClaimAsync(Db db)
    {
        var now = _clock.GetUtcNow();
        var claimed = new List<Claimed>();
        foreach (var line in _lines)
        {
            if (line.Throttle.PausedUntil > now)
            {
                LookAgain(line.Throttle.PausedUntil);
                continue;
            }

            var room = _mostInFlight - Volatile.Read(ref _inFlight) - claimed.Count;
            if (room <= 0)
                break;
            await ClaimAsync(db, line, Lane.Answer, Lane.Alert, room, now, claimed);
            var spare = line.Throttle.Spare(_mostInFlight - Volatile.Read(ref _inFlight) - claimed.Count);
            await ClaimAsync(db, line, Lane.Broadcast, Lane.Broadcast, spare, now, claimed);
            if (spare == 0)
                LookAgain(line.Throttle.MoreAt);
        }

        return claimed;
    }

    private async Task ClaimAsync(Db db, Line line, Lane from, Lane to, int room, DateTimeOffset now, List<Claimed> claimed)
    {
        if (room <= 0)
            return;
        foreach (var row in await OutboxClaims.TakeAsync(db, line.Channel.Name, from, to, room, _worker, now, now + Lease))
        {
            if (line.Throttle.TryTake(row.ChatId, out var rest))
            {
                claimed.Add(new Claimed(line, row));
                continue;
            }

            await OutboxClaims.AgainAsync(db, row.Id, now + rest, "pace", countsAttempt: false, wasUnknown: false);
            LookAgain(now + rest);
        }
    }

    /// <summary>Takes over what a dead process had claimed: it may have arrived or not.</summary>
    private async Task AdoptOrphansAsync(Db db)
    {
        var now = _clock.GetUtcNow();
        if (now < _nextOrphanLook)
            return;
        _nextOrphanLook = now + OrphanLook;
        foreach (var row in await OutboxClaims.OrphansAsync(db, _worker, now))
            LookAgain(await _outcomes.RecordAsync(db, row, new DeliveryResult.Unknown("the process ended while it was being sent")));
    }

    private async Task SendAsync(Line line, OutboxRow row)
    {
        DeliveryResult result;
        try
        {
            using var patience = new CancellationTokenSource(Lease / 2);
            result = await line.Channel.SendAsync(row.ToOutgoing(), patience.Token);
        }
#pragma warning disable CA1031 // A channel that throws has a defect; the message must not be lost through it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            LogChannelThrew(e, line.Channel.Name, row.Id);
            result = new DeliveryResult.Unknown(e.GetType().Name);
        }

        // The pause holds from this moment, not from the moment at which it is written down.
        if (result is DeliveryResult.Wait wait)
        {
            line.Throttle.Pause(wait.After);
            LogPaused(line.Channel.Name, wait.After.TotalSeconds);
        }

        _finished.Enqueue(new Finished(row, result));
        Interlocked.Decrement(ref _inFlight);
        _outbox.Ring();
    }

    /// <summary>Waits for what is on its way and writes it down, so that an orderly stop leaves nothing unknown.</summary>
    private async Task FinishAsync()
    {
        var until = _clock.GetUtcNow() + Patience;
        while (Volatile.Read(ref _inFlight) > 0 && _clock.GetUtcNow() < until)
            await Task.Delay(20, CancellationToken.None);
        var done = Drain();
        if (done.Count == 0)
            return;
        await _database.WriteAsync(async db =>
        {
            foreach (var (row, result) in done)
                await _outcomes.RecordAsync(db, row, result);
        }, CancellationToken.None);
    }

    private List<Finished> Drain()
    {
        var done = new List<Finished>();
        while (_finished.TryDequeue(out var outcome))
            done.Add(outcome);
        return done;
    }

    private void LookAgain(DateTimeOffset? due)
    {
        if (due < _nextDue)
            _nextDue = due.Value;
    }

    private TimeSpan UntilNextLook()
    {
        var wait = _nextDue - _clock.GetUtcNow();
        if (wait <= TimeSpan.Zero)
            _nextDue = DateTimeOffset.MaxValue;
        return wait <= TimeSpan.Zero ? TimeSpan.Zero : wait < IdleLook ? wait : IdleLook;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A delivery round failed; trying again in a second")]
    private partial void LogRoundFailed(Exception error);

    [LoggerMessage(Level = LogLevel.Error, Message = "Channel {Channel} threw while it sent message {Id}")]
    private partial void LogChannelThrew(Exception error, string channel, long id);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Channel} asks to wait {Seconds} s; nothing is sent there before")]
    private partial void LogPaused(string channel, double seconds);

    private sealed record Line(IChannel Channel, Throttle Throttle);

    private readonly record struct Claimed(Line Line, OutboxRow Row);

    private readonly record struct Finished(OutboxRow Row, DeliveryResult Result);
}
