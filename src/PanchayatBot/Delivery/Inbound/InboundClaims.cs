using PanchayatBot.Storage;

namespace PanchayatBot.Delivery.Inbound;

/// <summary>The worker's SQL: claiming files that are to be fetched, and writing down what became of them. Whoever lost a claim writes nothing.</summary>
internal static class InboundClaims
{
    /// <summary>Takes files that are due, the oldest first. On SQLite there is one process: what another one had claimed is due at once.</summary>
    public static Task<IReadOnlyList<InboundRow>> TakeAsync(Db db, string channel, int limit, string worker, DateTimeOffset now, DateTimeOffset leaseUntil) =>
        db.QueryAsync<InboundRow>($"""
            update inbound_file set leased_by = @worker, due = @leaseUntil, attempts = attempts + 1
            where key in (
                select key from inbound_file
                where channel = @channel and state = 'waiting' and (due <= @now {(db.Dialect == Dialect.Sqlite ? "or leased_by <> @worker" : "")})
                order by due limit @limit {db.Dialect.SkipLocked()})
            returning {InboundRow.Columns}
            """, new { channel, limit, worker, now, leaseUntil });

    /// <summary>When the next file of these channels is due; null when none waits.</summary>
    public static Task<DateTimeOffset?> NextDueAsync(Db db) =>
        db.FirstOrDefaultAsync<DateTimeOffset?>("select due from inbound_file where state = 'waiting' order by due limit 1");

    /// <summary>Moves a file into the table <c>file</c>; false when the claim was lost, or nobody wants the file any more.</summary>
    public static async Task<bool> ArrivedAsync(Db db, InboundRow row, string worker, FileType type, byte[] bytes, DateTimeOffset now)
    {
        // As it stands now: how long it is kept may have changed while it was fetched.
        var taken = await db.FirstOrDefaultAsync<InboundRow>(
            $"delete from inbound_file where key = @Key and leased_by = @worker and state = 'waiting' returning {InboundRow.Columns}", new { row.Key, worker });
        if (taken is null)
            return false;
        await Files.PutAsync(db, new(row.Key, FileName.For(row.Name, type), type.MediaType), bytes, now, taken.KeepUntil);
        return true;
    }

    /// <summary>Ends a file that will never be had; false when the claim was lost.</summary>
    public static async Task<bool> RefuseAsync(Db db, string key, string worker, FileRefusal why, DateTimeOffset now) => await db.ExecuteAsync("""
        update inbound_file set state = 'refused', reason = @reason, due = @now, leased_by = null where key = @key and leased_by = @worker and state = 'waiting'
        """, new { key, worker, reason = why.ToString(), now }) > 0;

    /// <summary>Gives a claim back.</summary>
    public static Task AgainAsync(Db db, string key, string worker, DateTimeOffset due, bool countsAttempt) => db.ExecuteAsync("""
        update inbound_file set due = @due, leased_by = null, attempts = attempts - @back where key = @key and leased_by = @worker and state = 'waiting'
        """, new { key, worker, due, back = countsAttempt ? 0 : 1 });
}
