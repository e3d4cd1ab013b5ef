using PanchayatBot.Storage;

namespace PanchayatBot.Delivery;

/// <summary>The worker's SQL: claiming rows, and writing down what became of them.</summary>
internal static class OutboxClaims
{
    /// <summary>Takes rows that are due, the urgent and old ones first, and never one whose chat still waits for an earlier one of the
    /// same lane: that keeps the order within a chat. Whoever claims has until <paramref name="leaseUntil"/> to record the outcome.</summary>
    public static async Task<IReadOnlyList<OutboxRow>> TakeAsync(Db db, string channel, Lane from, Lane to, int limit, string worker, DateTimeOffset now, DateTimeOffset leaseUntil)
    {
        var rows = await db.QueryAsync<OutboxRow>($"""
            update outbox set state = 'sending', leased_by = @worker, lease_until = @leaseUntil, attempts = attempts + 1
            where id in (
                select o.id from outbox o
                where o.channel = @channel and o.state = 'waiting' and o.lane between @from and @to and o.due <= @now
                    and not exists (
                        select 1 from outbox earlier
                        where earlier.channel = o.channel and earlier.chat_id = o.chat_id and earlier.lane = o.lane
                            and earlier.state in ('waiting', 'sending') and earlier.id < o.id)
                order by o.lane, o.due, o.id
                limit @limit {(db.Dialect == Dialect.PostgreSql ? "for update of o skip locked" : "")})
            returning id, channel, chat_id, lane, body, attempts, created_at, board
            """, new { channel, from = (int)from, to = (int)to, limit, worker, now, leaseUntil });
        foreach (var row in rows.Where(row => row.Board is not null))
            row.Replaces = await LastOfBoardAsync(db, row);
        return [.. rows.OrderBy(row => row.Lane).ThenBy(row => row.Id)];
    }

    private static Task<string?> LastOfBoardAsync(Db db, OutboxRow row) => db.FirstOrDefaultAsync<string>("""
        select reference from outbox where channel = @Channel and chat_id = @ChatId and board = @Board and id < @Id and state = 'sent'
        order by id desc limit 1
        """, new { row.Channel, row.ChatId, row.Board, row.Id });

    /// <summary>Rows whose process died, or lost its way, between sending and recording.</summary>
    /// <param name="db">The transaction.</param>
    /// <param name="worker">On SQLite there is one process: any other worker's rows are orphans at once.</param>
    /// <param name="now">The present moment.</param>
    public static Task<IReadOnlyList<OutboxRow>> OrphansAsync(Db db, string worker, DateTimeOffset now) => db.QueryAsync<OutboxRow>($"""
        select id, channel, chat_id, lane, body, attempts, created_at, board from outbox
        where state = 'sending' and (lease_until < @now {(db.Dialect == Dialect.Sqlite ? "or leased_by <> @worker" : "")})
        order by id
        """, new { worker, now });

    public static Task SentAsync(Db db, long id, string reference, DateTimeOffset now) =>
        db.ExecuteAsync("update outbox set state = 'sent', reference = @reference, settled_at = @now where id = @id", new { id, reference, now });

    /// <summary>Ends a row: refused, unreachable or unknown.</summary>
    public static Task EndAsync(Db db, long id, string state, string reason, DateTimeOffset now) => db.ExecuteAsync("""
        update outbox set state = @state, reason = @reason, settled_at = @now,
            was_unknown = case when @state = 'unknown' then 1 else was_unknown end
        where id = @id
        """, new { id, state, reason, now });

    public static Task AgainAsync(Db db, long id, DateTimeOffset due, string reason, bool countsAttempt, bool wasUnknown) => db.ExecuteAsync("""
        update outbox set state = 'waiting', due = @due, reason = @reason, attempts = attempts - @back,
            was_unknown = case when @wasUnknown = 1 then 1 else was_unknown end
        where id = @id
        """, new { id, due, reason, back = countsAttempt ? 0 : 1, wasUnknown = wasUnknown ? 1 : 0 });

    /// <summary>Forgets messages settled before <paramref name="before"/>. Looks at the thousand oldest rows only: numbers grow with time,
    /// so an index for this alone, paid for by every message, is not needed. Those of a broadcast stay as long as it is remembered who got it.</summary>
    public static Task<int> ForgetAsync(Db db, DateTimeOffset before, DateTimeOffset now) => db.ExecuteAsync(
        """
        delete from outbox where id in (select id from outbox order by id limit 1000) and settled_at < @before
            and not exists (select 1 from broadcast b where b.id = outbox.broadcast_id and b.keep_until > @now)
        """, new { before, now });
}
