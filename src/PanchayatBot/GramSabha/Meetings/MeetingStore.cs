using System.Globalization;
using PanchayatBot.GramSabha.Notices;
using PanchayatBot.People;
using PanchayatBot.Storage;

namespace PanchayatBot.GramSabha.Meetings;

/// <summary>The SQL of meetings and their minutes. The minutes of an approved meeting are never written: every statement says so.</summary>
public static class MeetingStore
{
    private const string Columns = """
        id, place_id, notice_id, kind, held_on as day, held_at as clock, venue, state, people, women, sc, st, obc, other, voters, needed, needed_women, quorum, revision, approved_at
        """;

    private const string ItemColumns = "i.id, i.place_id, i.meeting_id, i.title_hi, i.title_en, i.outcome, i.body, i.responsible, i.due as due_day, i.status, i.status_at";

    /// <summary>Keys of a meeting's photos, in the order in which they were sent; some may still be on their way.</summary>
    public static async Task<IReadOnlyList<string>> PhotosAsync(Db db, long meeting) =>
        await db.QueryAsync<string>("select file_key from meeting_photo where meeting_id = @meeting order by number", new { meeting });

    /// <summary>Adds a photo.</summary>
    public static Task<int> AddPhotoAsync(Db db, Meeting meeting, string key, long? by, DateTimeOffset now) => db.ExecuteAsync("""
        insert into meeting_photo (meeting_id, number, place_id, file_key, added_by, added_at)
        select @Id, coalesce(max(number), 0) + 1, @PlaceId, @key, @by, @now from meeting_photo where meeting_id = @Id
        """, new { meeting.Id, meeting.PlaceId, key, by, now });

    /// <summary>Enters a meeting with its agenda; null when somebody has entered it already.</summary>
    public static async Task<long?> AddAsync(Db db, MeetingRecord record, long? by, DateTimeOffset now)
    {
        var (notice, sitting, came) = (record.Notice, record.Sitting, record.Attendance);
        var id = await db.FirstOrDefaultAsync<long?>("""
            insert into meeting (place_id, notice_id, kind, held_on, held_at, venue, state, people, women, sc, st, obc, other, voters, needed, needed_women, quorum, revision, recorded_by, recorded_at)
            values (@PlaceId, @Id, @kind, @day, @clock, @Place, @state, @People, @Women, @Sc, @St, @Obc, @Other, @Voters, @needed, @neededWomen, @quorum, 1, @by, @now)
            on conflict (notice_id, held_on) do nothing
            returning id
            """, new
        {
            notice.PlaceId,
            notice.Id,
            kind = notice.Content.Kind.ToString(),
            day = NoticeStore.Day(sitting.Date),
            clock = sitting.Time.ToString("HH:mm", CultureInfo.InvariantCulture),
            sitting.Place,
            state = Name(record.State),
            came.People,
            came.Women,
            came.Sc,
            came.St,
            came.Obc,
            came.Other,
            record.Voters,
            needed = record.Needed?.People,
            neededWomen = record.Needed?.Women,
            quorum = Name(came.Compared(record.Needed)),
            by,
            now,
        });
        if (id is { } meeting && record.State == MeetingState.Held)
            await AddAgendaAsync(db, notice, meeting);
        return id;
    }

    /// <summary>Puts the numbers of a meeting right while its minutes are not approved; null when they are.</summary>
    public static async Task<long?> ChangeAsync(Db db, long id, MeetingRecord record)
    {
        var came = record.Attendance;
        var before = await TakeAsync(db, id);
        if (before is not { State: MeetingState.Held or MeetingState.Adjourned })
            return null;
        await db.ExecuteAsync("""
            update meeting set state = @state, people = @People, women = @Women, sc = @Sc, st = @St, obc = @Obc, other = @Other, voters = @Voters, needed = @needed,
                needed_women = @neededWomen, quorum = @quorum, revision = revision + 1
            where id = @id
            """, new
        {
            id,
            state = Name(record.State),
            came.People,
            came.Women,
            came.Sc,
            came.St,
            came.Obc,
            came.Other,
            record.Voters,
            needed = record.Needed?.People,
            neededWomen = record.Needed?.Women,
            quorum = Name(came.Compared(record.Needed)),
        });
        if (record.State == MeetingState.Held && (await ItemsAsync(db, id)).Count == 0)
            await AddAgendaAsync(db, record.Notice, id);
        return id;
    }

    /// <summary>The meeting with this number; null when there is none.</summary>
    public static Task<Meeting?> FindAsync(Db db, long id) => db.FirstOrDefaultAsync<Meeting>($"select {Columns} from meeting where id = @id", new { id });

    /// <summary>The meeting of a notice's sitting on a day; null while it is not entered.</summary>
    public static Task<Meeting?> OfAsync(Db db, long notice, DateOnly day) =>
        db.FirstOrDefaultAsync<Meeting>($"select {Columns} from meeting where notice_id = @notice and held_on = @day", new { notice, day = NoticeStore.Day(day) });

    /// <summary>Takes the meeting for this transaction: of two who change it one waits, and then sees the other's change.</summary>
    public static Task<Meeting?> TakeAsync(Db db, long id) => db.FirstOrDefaultAsync<Meeting>($"update meeting set state = state where id = @id returning {Columns}", new { id });

    /// <summary>Sittings of the panchayats a person looks after whose day has come and that are not entered yet: numbers of notices, the latest first.</summary>
    public static Task<IReadOnlyList<long>> ToRecordAsync(Db db, long person, DateOnly today, DateOnly since, int most) => db.QueryAsync<long>($"""
        {Mine}
        select n.id from notice n join down on down.id = n.place_id
        where n.state = 'published' and n.meets_on <= @today and n.meets_until >= @since
            and (n.meets_on <> n.meets_until or not exists (select 1 from meeting m where m.notice_id = n.id))
        order by n.meets_on desc, n.id desc limit @most
        """, new { person, today = NoticeStore.Day(today), since = NoticeStore.Day(since), most });

    /// <summary>Meetings of those panchayats whose minutes are not approved yet, the latest first.</summary>
    public static Task<IReadOnlyList<Meeting>> UnfinishedAsync(Db db, long person, int most) => db.QueryAsync<Meeting>($"""
        {Mine}
        select {Columns} from meeting where state = 'held' and place_id in (select id from down) order by held_on desc, id desc limit @most
        """, new { person, most });

    /// <summary>The items of a meeting, in order.</summary>
    public static Task<IReadOnlyList<MinuteItem>> ItemsAsync(Db db, long meeting) =>
        db.QueryAsync<MinuteItem>($"select {ItemColumns} from minute_item i where i.meeting_id = @meeting order by i.position, i.id", new { meeting });

    /// <summary>One item with the day of its meeting; null when there is none.</summary>
    public static Task<MinuteItem?> ItemAsync(Db db, long id) => db.FirstOrDefaultAsync<MinuteItem>(
        $"select {ItemColumns}, m.held_on as day from minute_item i join meeting m on m.id = i.meeting_id where i.id = @id", new { id });

    /// <summary>Adds a matter that was not on the agenda.</summary>
    /// <returns>Its number; null when the minutes are approved.</returns>
    public static async Task<long?> AddItemAsync(Db db, Meeting meeting)
    {
        if (!await TouchAsync(db, meeting.Id))
            return null;
        return await db.SingleAsync<long>("""
            insert into minute_item (place_id, meeting_id, position)
            values (@PlaceId, @Id, (select coalesce(max(position), 0) + 1 from minute_item where meeting_id = @Id)) returning id
            """, new { meeting.PlaceId, meeting.Id });
    }

    /// <summary>Enters what became of an item, or, with null, that this is still to be entered.</summary>
    /// <returns>False when the minutes are approved.</returns>
    public static async Task<bool> DecideAsync(Db db, MinuteItem item, Decision? decision)
    {
        if (!await TouchAsync(db, item.MeetingId))
            return false;
        await db.ExecuteAsync("update minute_item set outcome = @outcome, body = @Body, responsible = @Responsible, due = @due where id = @Id",
            new { outcome = decision is null ? null : Name(decision.Outcome), decision?.Body, decision?.Responsible, due = decision?.Due is { } due ? NoticeStore.Day(due) : null, item.Id });
        return true;
    }

    /// <summary>Takes a matter that was not on the agenda out again.</summary>
    /// <returns>False when the minutes are approved.</returns>
    public static async Task<bool> DropAsync(Db db, MinuteItem item) =>
        await TouchAsync(db, item.MeetingId) && await db.ExecuteAsync("delete from minute_item where id = @Id and title_hi is null", new { item.Id }) > 0;

    /// <summary>Approves the minutes as they were seen; passed resolutions are open from now on.</summary>
    /// <returns>False when somebody changed or approved them meanwhile.</returns>
    public static async Task<bool> ApproveAsync(Db db, long meeting, int revision, long? by, DateTimeOffset now)
    {
        if (await db.ExecuteAsync("update meeting set state = 'approved', approved_by = @by, approved_at = @now where id = @meeting and state = 'held' and revision = @revision",
            new { meeting, revision, by, now }) == 0)
            return false;
        await db.ExecuteAsync("update minute_item set status = 'open', status_at = @now where meeting_id = @meeting and outcome in ('unanimous', 'passed')", new { meeting, now });
        return true;
    }

    /// <summary>What was put right below the minutes, in order.</summary>
    public static Task<IReadOnlyList<MinutesCorrection>> CorrectionsAsync(Db db, long meeting) =>
        db.QueryAsync<MinutesCorrection>("select number, body, entered_at from minutes_correction where meeting_id = @meeting order by number", new { meeting });

    /// <summary>Puts something right below approved minutes.</summary>
    /// <returns>The number of the correction; the meeting's row was taken before.</returns>
    public static Task<int> CorrectAsync(Db db, Meeting meeting, string body, long? by, DateTimeOffset now) => db.SingleAsync<int>("""
        insert into minutes_correction (meeting_id, number, place_id, body, entered_by, entered_at)
        values (@Id, (select coalesce(max(number), 0) + 1 from minutes_correction where meeting_id = @Id), @PlaceId, @body, @by, @now) returning number
        """, new { meeting.Id, meeting.PlaceId, body, by, now });

    internal static string Name<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    // Places in which the person may enter something: those of a grant, and all below them.
    private static string Mine => Grants.Reach([Role.Secretary, Role.Officer, Role.Administrator], wards: false);

    private static async Task AddAgendaAsync(Db db, Notice notice, long meeting)
    {
        foreach (var (item, position) in notice.Content.Agenda.Select((item, at) => (item, at + 1)))
        {
            await db.ExecuteAsync("insert into minute_item (place_id, meeting_id, position, title_hi, title_en) values (@PlaceId, @meeting, @position, @Hindi, @English)",
                new { notice.PlaceId, meeting, position, item.Hindi, item.English });
        }
    }

    private static async Task<bool> TouchAsync(Db db, long meeting) =>
        await db.ExecuteAsync("update meeting set revision = revision + 1 where id = @meeting and state = 'held'", new { meeting }) > 0;
}
