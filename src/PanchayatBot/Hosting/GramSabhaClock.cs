using PanchayatBot.GramSabha.Notices;
using PanchayatBot.Storage;

namespace PanchayatBot.Hosting;

/// <summary>Winds the clock of notices: reminders go out when they are due.</summary>
public sealed partial class GramSabhaClock(Database database, NoticeClock notices, TimeProvider clock, ILogger<GramSabhaClock> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                while (await database.WriteAsync(db => notices.TickAsync(db, clock.GetUtcNow()), stoppingToken) > 0)
                    await Task.Yield();
            }
            catch (System.Data.Common.DbException e)
            {
                LogFailed(e);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Reminders could not be looked through; trying again in a moment")]
    private partial void LogFailed(Exception error);
}
