using System.Security.Cryptography;
using PanchayatBot.Storage;

namespace PanchayatBot.Polls;

/// <summary>The SQL of ballots and receipts. A ballot knows no person, no time and no order, and while a secret vote is open not even the database
/// knows what stands on it.</summary>
/// <param name="keys">The keys that seal ballots.</param>
public sealed class BallotBox(BallotKeys keys)
{
    // Letters and digits that nobody confuses when reading them out on the telephone.
    private const string CodeLetters = "ACDEFHJKLMNPRTUVWXY34679";
    private const int CodeLength = 8;
    private const int IdBytes = 16;

    // The longest ballot: twelve options, 100 for one of them; every seal has the same length, whatever is in it.
    private const int SealedLength = 40;

    // So many rows are read at a time, so that a million ballots need no more room than a few.
    private const int Stretch = 2_000;

    /// <summary>Puts a secret ballot in, and gives a code that shows that one was taken. Nothing joins the two.</summary>
    public async Task<string> CastAsync(Db db, Poll poll, string choices)
    {
        var id = RandomNumberGenerator.GetBytes(IdBytes);
        await db.ExecuteAsync("insert into ballot (poll_id, id, sealed) values (@poll, @id, @seal)",
            new { poll = poll.Id, id, seal = keys.Seal(poll.KeyName ?? throw new InvalidOperationException($"Poll {poll.Id} has no key."), id, choices, SealedLength) });
        var code = RandomNumberGenerator.GetString(CodeLetters, CodeLength);
        await db.ExecuteAsync("insert into poll_receipt (poll_id, code) values (@Id, @code)", new { poll.Id, code });
        return code;
    }

    /// <summary>Opens all ballots of a secret vote that has ended, mixes them and writes them anew. New keys, and the order of those keys: nothing
    /// of the old rows is left by which a copy of the database taken before could be matched with one taken after.</summary>
    public async Task OpenAsync(Db db, Poll poll)
    {
        var seals = await db.QueryAsync<(byte[] Id, byte[] Sealed)>("select id, sealed from ballot where poll_id = @Id and sealed is not null", new { poll.Id });
        if (seals.Count == 0)
            return;
        var opened = keys.Open(poll.KeyName ?? throw new InvalidOperationException($"Poll {poll.Id} has no key."), seals);
        await db.ExecuteAsync("delete from ballot where poll_id = @Id", new { poll.Id });
        await WriteAsync(db, poll.Id, opened);
    }

    /// <summary>Writes the ballots of an open vote that has ended, without the persons.</summary>
    public static async Task CopyAsync(Db db, Poll poll) =>
        await WriteAsync(db, poll.Id, await db.QueryAsync<string>("select choices from poll_vote where poll_id = @Id", new { poll.Id }));

    /// <summary>Ballots of a vote that has ended, in the order of their random keys; read a stretch at a time.</summary>
    public static async IAsyncEnumerable<string> ReadAsync(Db db, long poll)
    {
        byte[] after = [];
        while (true)
        {
            var rows = await db.QueryAsync<(byte[] Id, string Choices)>(
                "select id, choices from ballot where poll_id = @poll and id > @after and sealed is null order by id limit @Stretch", new { poll, after, Stretch });
            foreach (var row in rows)
                yield return row.Choices;
            if (rows.Count < Stretch)
                yield break;
            after = rows[^1].Id;
        }
    }

    /// <summary>Ballots of a vote that has ended, equal ones together.</summary>
    public static Task<IReadOnlyList<(string Choices, long People)>> CountAsync(Db db, long poll) =>
        db.QueryAsync<(string Choices, long People)>("select choices, count(*) from ballot where poll_id = @poll and sealed is null group by choices", new { poll });

    /// <summary>The vote in which this code was given; null when there is none.</summary>
    public static Task<long?> ReceiptAsync(Db db, string code) => db.FirstOrDefaultAsync<long?>("select poll_id from poll_receipt where code = @code", new { code });

    /// <summary>All codes of a vote, in the order of the alphabet.</summary>
    public static Task<IReadOnlyList<string>> ReceiptsAsync(Db db, long poll) => db.QueryAsync<string>("select code from poll_receipt where poll_id = @poll order by code", new { poll });

    private static async Task WriteAsync(Db db, long poll, IReadOnlyList<string> ballots)
    {
        var mixed = ballots.Select(choices => (Id: RandomNumberGenerator.GetBytes(IdBytes), Choices: choices)).ToArray();
        // Where a table keeps its rows in the order of writing, that order is the one of the new random keys.
        Array.Sort(mixed, (one, other) => one.Id.AsSpan().SequenceCompareTo(other.Id));
        foreach (var (id, choices) in mixed)
            await db.ExecuteAsync("insert into ballot (poll_id, id, choices) values (@poll, @id, @choices)", new { poll, id, choices });
    }
}
