using PanchayatBot.Storage;

namespace PanchayatBot.Polls;

/// <summary>What has to be done when its time comes: open, remind, close, and destroy the keys of what is over. Everything it knows is in the database,
/// and doing it twice does it once.</summary>
public sealed class PollClock(PollLife life, BallotKeys keys)
{
    private const int Piece = 20;

    /// <summary>One piece of work, in a transaction of its own.</summary>
    /// <returns>How much was done; 0 when nothing is due.</returns>
    public async Task<int> TickAsync(Db db, DateTimeOffset now)
    {
        var done = 0;
        foreach (var poll in await PollStore.DueAsync(db, now, Piece))
        {
            if (poll.State == PollState.Scheduled)
                await life.OpenAsync(db, poll.Id, now);
            else
                await life.CloseAsync(db, poll.Id, now);
            done++;
        }

        foreach (var poll in await PollStore.ToRemindAsync(db, now, Piece))
        {
            await life.RemindAsync(db, poll.Id, now);
            done++;
        }

        // Only what is closed on disk loses its key: in a transaction of its own, after the one that closed it.
        foreach (var (id, key) in done == 0 ? await PollStore.SpentKeysAsync(db) : [])
        {
            keys.Destroy(key);
            await PollStore.KeyDestroyedAsync(db, id);
            done++;
        }

        return done + await PollStore.DisperseAsync(db);
    }
}
