using System.Globalization;
using PanchayatBot.Storage;

namespace PanchayatBot.GramSabha.Notices;

/// <summary>The SQL of notices and of what people answer to them.</summary>
public static class NoticeStore
{
    private const string Columns = "id, place_id, year, serial, state, version, published_at, created_by, content as packed";

    /// <summary>Enters a notice as published, with its first version.</summary>
    public static async Task<Notice> AddAsync(Db db, long place, NoticeContent content, long? by, DateTimeOffset? remindAt, DateTimeOffset now, int year)
    {
        // Takes the panchayat's row of the year: two who publish at once get two numbers.
        var serial = await db.SingleAsync<int>("""
            insert into notice_serial (place_id, year, last) values (@place, @year, 1)
            on conflict (place_id, year) do update set last = notice_serial.last + 1
            returning last
            """, new { place, year });
        var id = await db.SingleAsync<long>("""
            insert into notice (place_id, ward_id, year, serial, kind, state, version, content, meets_on, meets_until, created_by, published_at, remind_at)
            values (@place, @WardId, @year, @serial, @kind, 'published', 1, @packed, @from, @until, @by, @now, @remindAt)
            returning id
            """, new { place, content.WardId, year, serial, kind = content.Kind.ToString(), packed = content.Pack(), from = First(content), until = Last(content), by, now, remindAt });
        return (await FindAsync(db, id))!;
    }

    /// <summary>The notice with this number; null when there is none.</summary>
    public static Task<Notice?> FindAsync(Db db, long id) => db.FirstOrDefaultAsync<Notice>($"select {Columns} from notice where id = @id", new { id });

    /// <summary>Takes the notice for this transaction: of two who change it one waits, and then sees the other's change.</summary>
    public static Task<Notice?> TakeAsync(Db db, long id) => db.FirstOrDefaultAsync<Notice>($"update notice set state = state where id = @id returning {Columns}", new { id });

    /// <summary>Writes a new content, or the old one back.</summary>
    public static Task ChangeAsync(Db db, long id, int version, NoticeState state, NoticeContent content, DateTimeOffset? remindAt) => db.ExecuteAsync("""
        update notice set version = @version, state = @state, kind = @kind, content = @packed, meets_on = @from, meets_until = @until, remind_at = @remindAt where id = @id
        """, new { id, version, state = Name(state), kind = content.Kind.ToString(), packed = content.Pack(), from = First(content), until = Last(content), remindAt });

    /// <summary>Sets when the next reminder is due; null for none.</summary>
    public static Task RemindAsync(Db db, long id, DateTimeOffset? at) => db.ExecuteAsync("update notice set remind_at = @at where id = @id", new { id, at });

    /// <summary>Notices whose reminder is due.</summary>
    public static Task<IReadOnlyList<Notice>> ToRemindAsync(Db db, DateTimeOffset now, int most) =>
        db.QueryAsync<Notice>($"select {Columns} from notice where remind_at <= @now order by remind_at, id limit @most", new { now, most });

    /// <summary>Enters a version.</summary>
    public static Task AddVersionAsync(Db db, Notice notice, int version, NoticeAct act, NoticeState state, NoticeContent content, string? reason, long? by, long? broadcast, DateTimeOffset now) =>
        db.ExecuteAsync("""
            insert into notice_version (notice_id, version, place_id, act, state, content, reason, done_by, done_at, broadcast_id)
            values (@Id, @version, @PlaceId, @act, @state, @packed, @reason, @by, @now, @broadcast)
            """, new { notice.Id, version, notice.PlaceId, act = Name(act), state = Name(state), packed = content.Pack(), reason, by, now, broadcast });

    /// <summary>All versions of a notice, in order; those taken back too.</summary>
    public static Task<IReadOnlyList<NoticeVersion>> VersionsAsync(Db db, long notice) => db.QueryAsync<NoticeVersion>("""
        select version, act, state, reason, done_at, broadcast_id, undone_at, counted_at, coalesce(sent, 0) as sent, coalesce(unreachable, 0) as unreachable,
            coalesce(unclear, 0) as unclear, content as packed
        from notice_version where notice_id = @notice order by version
        """, new { notice });

    /// <summary>Notes that a version was taken back.</summary>
    public static Task UndoneAsync(Db db, long notice, int version, DateTimeOffset now) =>
        db.ExecuteAsync("update notice_version set undone_at = @now where notice_id = @notice and version = @version", new { notice, version, now });

    /// <summary>Versions whose broadcast is over and was not counted yet: notice, version and broadcast.</summary>
    public static Task<IReadOnlyList<(long Notice, int Version, long Broadcast)>> ToCountAsync(Db db, int most) => db.QueryAsync<(long Notice, int Version, long Broadcast)>("""
        select v.notice_id, v.version, v.broadcast_id from notice_version v join broadcast b on b.id = v.broadcast_id
        where v.counted_at is null and v.undone_at is null and b.state in ('done', 'stopped') order by v.notice_id, v.version limit @most
        """, new { most });

    /// <summary>Notes what became of a version's broadcast; false when another process did.</summary>
    public static async Task<bool> CountedAsync(Db db, long notice, int version, long sent, long unreachable, long unclear, DateTimeOffset now) => await db.ExecuteAsync("""
        update notice_version set counted_at = @now, sent = @sent, unreachable = @unreachable, unclear = @unclear
        where notice_id = @notice and version = @version and counted_at is null
        """, new { notice, version, sent, unreachable, unclear, now }) > 0;

    /// <summary>Meetings still to come and announcements of late, of a panchayat; the next meeting first.</summary>
    /// <param name="db">The transaction.</param>
    /// <param name="place">The panchayat.</param>
    /// <param name="today">The present date in India.</param>
    /// <param name="since">Announcements from this moment on.</param>
    /// <param name="most">At most so many.</param>
    public static Task<IReadOnlyList<Notice>> CurrentAsync(Db db, long place, DateOnly today, DateTimeOffset since, int most) => db.QueryAsync<Notice>($"""
        select {Columns} from notice
        where place_id = @place and state in ('published', 'postponed') and (meets_until >= @day or (meets_until is null and published_at >= @since))
        order by case when meets_on is null then 1 else 0 end, meets_on, id desc limit @most
        """, new { place, day = Day(today), since, most });

    /// <summary>All notices of the panchayats in which a person holds an office of a secretary or above, the newest first.</summary>
    public static Task<IReadOnlyList<Notice>> NewestOfAsync(Db db, long person, int skip, int most) => db.QueryAsync<Notice>($"""
        with recursive mine (id) as (
            select place_id from role_grant where person_id = @person and revoked_at is null and role in ('Secretary', 'Officer', 'Administrator')
            union
            select p.id from place p join mine on p.parent_id = mine.id where p.kind <> 'Ward')
        select {Columns} from notice where place_id in (select id from mine) and state <> 'withdrawn' order by id desc limit @most offset @skip
        """, new { person, skip, most });

    /// <summary>All notices of a panchayat, the newest first; without those taken back.</summary>
    public static Task<IReadOnlyList<Notice>> NewestAsync(Db db, long place, int skip, int most) => db.QueryAsync<Notice>($"""
        select {Columns} from notice where place_id = @place and state <> 'withdrawn' order by id desc limit @most offset @skip
        """, new { place, skip, most });

    /// <summary>The day of the last meeting that was called for a day before this; null when there was none.</summary>
    public static async Task<DateOnly?> LastMeetingAsync(Db db, long place, DateOnly before) =>
        await db.FirstOrDefaultAsync<string>("select max(meets_on) from notice where place_id = @place and state = 'published' and meets_on < @day", new { place, day = Day(before) }) is { } day
            ? DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture)
            : null;

    /// <summary>Voters on the roll; null when nobody entered them.</summary>
    public static Task<int?> VotersAsync(Db db, long place) => db.FirstOrDefaultAsync<int?>("select voters from electoral_roll where place_id = @place", new { place });

    /// <summary>Enters the voters on the roll.</summary>
    public static Task SetVotersAsync(Db db, long place, int voters, long? by, DateTimeOffset now) => db.ExecuteAsync("""
        insert into electoral_roll (place_id, voters, entered_at, entered_by) values (@place, @voters, @now, @by)
        on conflict (place_id) do update set voters = excluded.voters, entered_at = excluded.entered_at, entered_by = excluded.entered_by
        """, new { place, voters, now, by });

    /// <summary>A day as it stands in the database.</summary>
    internal static string Day(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? First(NoticeContent content) => content.Sittings.Count == 0 ? null : Day(content.Sittings.Min(sitting => sitting.Date));

    private static string? Last(NoticeContent content) => content.Sittings.Count == 0 ? null : Day(content.Sittings.Max(sitting => sitting.Date));

    private static string Name<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
