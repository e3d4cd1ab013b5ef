using PanchayatBot.GramSabha.Notices;
using PanchayatBot.Offices;
using PanchayatBot.Storage;

namespace PanchayatBot.Hosting;

/// <summary>Winds the clocks of notices and of linked groups: reminders go out when they are due, and a group that is lost is told of.</summary>
public sealed partial class GramSabhaClock(Database database, NoticeClock notices, GroupWatch groups, TimeProvider clock, ILogger<GramSabhaClock> log) : BackgroundService
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
                await database.WriteAsync(db => groups.TickAsync(db, clock.GetUtcNow()), stoppingToken);
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
