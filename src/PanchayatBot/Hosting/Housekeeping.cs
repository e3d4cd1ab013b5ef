using Microsoft.Extensions.Options;
using PanchayatBot.Conversations;
using PanchayatBot.Dashboard;
using PanchayatBot.Delivery;
using PanchayatBot.Delivery.Inbound;
using PanchayatBot.Schemes.Gaps;
using PanchayatBot.Storage;

namespace PanchayatBot.Hosting;

/// <summary>Forgets what need not be kept: delivered messages, the marks of handled ones, files whose time is over, old questions; and tells those
/// who waited for a scheme. Small pieces, so that nobody waits.</summary>
public sealed partial class Housekeeping(Database database, IOptions<DeliveryOptions> options, IOptions<GapOptions> gaps, GapNews news, TimeProvider clock, ILogger<Housekeeping> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await TidyAsync(stoppingToken);
            }
            catch (System.Data.Common.DbException e)
            {
                LogFailed(e);
            }
        }
    }

    /// <summary>One round.</summary>
    internal async Task TidyAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await InPiecesAsync(db => HandledMessages.ForgetAsync(db, now - HandledMessages.Kept), cancellation);
        await InPiecesAsync(db => OutboxClaims.ForgetAsync(db, now - TimeSpan.FromDays(options.Value.KeepDays), now), cancellation);
        await InPiecesAsync(db => Files.ForgetAsync(db, now), cancellation);
        await InPiecesAsync(db => InboundFiles.ForgetAsync(db, now), cancellation);
        await InPiecesAsync(db => SignIns.ForgetAsync(db, now), cancellation);
        // Told before forgotten: whoever waits for the scheme that came today must not lose it with the question.
        await InPiecesAsync(db => news.TellSomeAsync(db, now), cancellation);
        await InPiecesAsync(db => GapNews.ForgetAsync(db, gaps.Value, now), cancellation);
    }

    private async Task InPiecesAsync(Func<Db, Task<int>> piece, CancellationToken cancellation)
    {
        while (await database.WriteAsync(piece, cancellation) > 0)
            await Task.Yield();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Tidying up failed; it is tried again in an hour")]
    private partial void LogFailed(Exception error);
}
