using Microsoft.Extensions.Options;
using PanchayatBot.Content;
using PanchayatBot.Messages;
using PanchayatBot.Storage;

namespace PanchayatBot.Delivery.Inbound;

/// <summary>Fetches the files that handlers kept: claim, ask the channel, look at the bytes, write down. Fetching twice does no harm, so a process
/// that died leaves nothing but a claim that runs out.</summary>
public sealed partial class InboundFileWorker(
    IEnumerable<IChannel> channels, Database database, InboundFiles inbound, Outbox outbox, Texts texts, IOptions<InboundFileOptions> options, TimeProvider clock,
    ILogger<InboundFileWorker> log) : BackgroundService
{
    // Each may need as much memory as the largest file.
    private const int AtOnce = 4;

    // A download gets half of its claim, so a claim that is older belongs to a process that died.
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan IdleLook = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromSeconds(1);

    private readonly string _worker = Guid.NewGuid().ToString("N");
    private readonly Dictionary<string, DateTimeOffset> _pausedUntil = new(StringComparer.Ordinal);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await RoundAsync(stoppingToken) == 0)
                    await inbound.WaitAsync(await UntilNextLookAsync(stoppingToken), stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (System.Data.Common.DbException e)
            {
                LogRoundFailed(e);
                await Task.Delay(AfterTrouble, clock, CancellationToken.None);
            }
        }
    }

    /// <summary>Fetches what is due, a few files of each channel; tells how many it tried.</summary>
    internal async Task<int> RoundAsync(CancellationToken cancellation)
    {
        var tried = 0;
        foreach (var channel in channels)
        {
            var now = clock.GetUtcNow();
            if (_pausedUntil.GetValueOrDefault(channel.Name) > now)
                continue;
            var claimed = await database.WriteAsync(db => InboundClaims.TakeAsync(db, channel.Name, AtOnce, _worker, now, now + Lease), cancellation);
            tried += claimed.Count;
            await Task.WhenAll(claimed.Select(row => FetchAsync(channel, row, cancellation)));
        }

        return tried;
    }

    private async Task FetchAsync(IChannel channel, InboundRow row, CancellationToken cancellation)
    {
        FetchResult result;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Lease / 2);
        try
        {
            result = await channel.FetchAsync(row.Reference, options.Value.MostBytes, patience.Token);
        }
#pragma warning disable CA1031 // A channel that throws has a defect, or was told to stop; the file stays to be fetched.
        catch (Exception e)
#pragma warning restore CA1031
        {
            // The exception itself could hold the file's address.
            result = new FetchResult.TryLater(e.GetType().Name);
        }

        // What was asked for is written down even if the process is stopping.
        await database.WriteAsync(db => SettleAsync(db, row, result, givenBack: cancellation.IsCancellationRequested), CancellationToken.None);
    }

    private async Task SettleAsync(Db db, InboundRow row, FetchResult result, bool givenBack)
    {
        var now = clock.GetUtcNow();
        switch (result)
        {
            case FetchResult.Got got:
                if (FileCheck.Refuses(got.Bytes, options.Value, out var type) is { } why)
                    await RefuseAsync(db, row, why, "what came is not taken", now);
                else
                    await InboundClaims.ArrivedAsync(db, row, _worker, type, got.Bytes, now);
                break;
            case FetchResult.Wait wait:
                _pausedUntil[row.Channel] = now + wait.After;
                LogPaused(row.Channel, wait.After.TotalSeconds);
                await InboundClaims.AgainAsync(db, row.Key, _worker, now + wait.After, countsAttempt: false);
                break;
            case FetchResult.TryLater when givenBack:
                await InboundClaims.AgainAsync(db, row.Key, _worker, now, countsAttempt: false);
                break;
            case FetchResult.TryLater later when now - row.CreatedAt < TimeSpan.FromHours(options.Value.GiveUpHours):
                LogLater(row.Channel, row.Attempts, later.Why);
                var backOff = TimeSpan.FromSeconds(Math.Min(Math.Pow(2, row.Attempts), LongestBackOff.TotalSeconds));
                await InboundClaims.AgainAsync(db, row.Key, _worker, now + backOff, countsAttempt: true);
                break;
            case FetchResult.TryLater later:
                await RefuseAsync(db, row, FileRefusal.Gone, "given up: " + later.Why, now);
                break;
            case FetchResult.Never never:
                await RefuseAsync(db, row, never.Reason, never.Why, now);
                break;
            default:
                throw new InvalidOperationException($"A channel answered with {result.GetType().Name}, which nobody knows.");
        }
    }

    /// <summary>Ends a file, and tells the person who sent it.</summary>
    private async Task RefuseAsync(Db db, InboundRow row, FileRefusal reason, string why, DateTimeOffset now)
    {
        if (!await InboundClaims.RefuseAsync(db, row.Key, _worker, reason, now))
            return;
        db.AfterCommit(() => LogRefused(row.Channel, reason, why));
        var chat = new ChatAddress(row.Channel, row.ChatId);
        var language = await Chats.LanguageAsync(db, chat) ?? Language.Hindi;
        await outbox.AddAsync(db, chat, new Reply(texts.Say(InboundFile.TextKeyOf(reason), language)), language, Lane.Alert, now);
    }

    private async Task<TimeSpan> UntilNextLookAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var wait = await database.ReadAsync(InboundClaims.NextDueAsync, cancellation) is { } due ? due - now : IdleLook;
        // A paused channel's files are due when the pause ends; others' claims when they run out.
        return wait < AfterTrouble ? AfterTrouble : wait < IdleLook ? wait : IdleLook;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A round of fetching files failed; trying again in a second")]
    private partial void LogRoundFailed(Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Channel} asks to wait {Seconds} s; no file is fetched there before")]
    private partial void LogPaused(string channel, double seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A file on {Channel} is fetched later (attempt {Attempt}): {Why}")]
    private partial void LogLater(string channel, int attempt, string why);

    [LoggerMessage(Level = LogLevel.Information, Message = "A file on {Channel} is not kept ({Reason}): {Why}")]
    private partial void LogRefused(string channel, FileRefusal reason, string why);
}
