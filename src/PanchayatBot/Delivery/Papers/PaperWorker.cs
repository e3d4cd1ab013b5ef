using Microsoft.Extensions.Options;
using PanchayatBot.Content;
using PanchayatBot.Messages;
using PanchayatBot.Storage;

namespace PanchayatBot.Delivery.Papers;

/// <summary>Lays out the papers that were ordered and puts them into the outbox: read, lay out outside of any transaction, write. An order is
/// struck off in the transaction that adds its files, so that it is brought once, whenever the process dies.</summary>
public sealed partial class PaperWorker(
    Database database, Outbox outbox, Texts texts, IEnumerable<PaperKind> kinds, IOptions<DeliveryOptions> options, TimeProvider clock, ILogger<PaperWorker> log) : BackgroundService
{
    private const int MostAttempts = 3;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    // Longer than any paper takes: an order that is older belongs to a process that died.
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, PaperKind> _kinds = kinds.ToDictionary(kind => kind.Name);

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
                LogAway(e);
            }
        }
    }

    /// <summary>Makes every paper that is due.</summary>
    internal async Task RoundAsync(CancellationToken cancellation)
    {
        foreach (var order in await database.ReadAsync(db => PaperOrders.DueAsync(db, clock.GetUtcNow()), cancellation))
        {
            var now = clock.GetUtcNow();
            if (await database.WriteAsync(db => PaperOrders.TakeAsync(db, order.Id, now, now + Lease), cancellation))
                await MakeAsync(order, cancellation);
        }
    }

    private async Task MakeAsync(PaperOrder order, CancellationToken cancellation)
    {
        var language = LanguageCodes.FromCode(order.Language) ?? Language.Hindi;
        IReadOnlyList<Paper>? papers;
        try
        {
            var layOut = _kinds.TryGetValue(order.Paper, out var kind) ? await database.ReadAsync(db => kind.Read(db, order.Subject, language), cancellation) : null;
            papers = layOut?.Invoke();
        }
#pragma warning disable CA1031 // Whatever goes wrong with one paper: it is tried again, then apologised for, and the others are made.
        catch (Exception e) when (e is not System.Data.Common.DbException and not OperationCanceledException)
#pragma warning restore CA1031
        {
            LogFailed(e, order.Paper, order.Attempts + 1);
            if (order.Attempts + 1 < MostAttempts)
                return;
            papers = null;
        }

        await database.WriteAsync(async db =>
        {
            if (!await PaperOrders.EndAsync(db, order.Id))
                return;
            var now = clock.GetUtcNow();
            if (papers is null)
                await outbox.AddAsync(db, order.To, new Reply(texts.Say("paper.failed", language)), language, Lane.Answer, now);
            foreach (var paper in papers ?? [])
            {
                // Kept as long as the message that carries it.
                var file = await Files.AddAsync(db, paper.Name, paper.MediaType, paper.Bytes, now, now + TimeSpan.FromDays(options.Value.KeepDays));
                await outbox.AddAsync(db, order.To, new Reply(paper.Words) { File = file }, language, Lane.Answer, now);
            }
        }, cancellation);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Papers could not be made; trying again in a second")]
    private partial void LogAway(Exception error);

    [LoggerMessage(Level = LogLevel.Error, Message = "The paper '{Paper}' could not be laid out (attempt {Attempt})")]
    private partial void LogFailed(Exception error, string paper, int attempt);
}
