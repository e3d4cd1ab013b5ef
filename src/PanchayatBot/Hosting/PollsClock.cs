using PanchayatBot.Polls;
using PanchayatBot.Storage;

namespace PanchayatBot.Hosting;

/// <summary>Winds the clock of votes: they open, remind and close when it is time. Votes are refused by their own time, not by this clock.</summary>
public sealed partial class PollsClock(Database database, PollClock polls, TimeProvider clock, ILogger<PollsClock> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                while (await database.WriteAsync(db => polls.TickAsync(db, clock.GetUtcNow()), stoppingToken) > 0)
                    await Task.Yield();
            }
            catch (Exception e) when (e is System.Data.Common.DbException or IOException)
            {
                LogFailed(e);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Votes could not be looked through; trying again in a moment")]
    private partial void LogFailed(Exception error);
}
