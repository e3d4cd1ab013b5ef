using Microsoft.Extensions.Options;
using PanchayatBot.Conversations;
using PanchayatBot.Delivery;
using PanchayatBot.Storage;

namespace PanchayatBot.Hosting;

/// <summary>Forgets what need not be kept: delivered messages, the marks of handled ones, files whose time is over. Small pieces, so that nobody waits.</summary>
public sealed partial class Housekeeping(Database database, IOptions<DeliveryOptions> options, TimeProvider clock, ILogger<Housekeeping> log) : BackgroundService
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
    }

    private async Task InPiecesAsync(Func<Db, Task<int>> forget, CancellationToken cancellation)
    {
        while (await database.WriteAsync(forget, cancellation) > 0)
            await Task.Yield();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Tidying up failed; it is tried again in an hour")]
    private partial void LogFailed(Exception error);
}
