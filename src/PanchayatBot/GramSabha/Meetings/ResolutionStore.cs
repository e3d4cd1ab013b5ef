using PanchayatBot.Storage;

namespace PanchayatBot.GramSabha.Meetings;

/// <summary>The SQL of what becomes of passed resolutions.</summary>
public static class ResolutionStore
{
    private const string Columns = "i.id, i.place_id, i.meeting_id, i.title_hi, i.title_en, i.outcome, i.body, i.responsible, i.due as due_day, i.status, i.status_at, m.held_on as day";

    /// <summary>Resolutions of a panchayat on which something is still to be done: those with the nearest day first.</summary>
    public static Task<IReadOnlyList<MinuteItem>> OpenAsync(Db db, long place, int most) => db.QueryAsync<MinuteItem>($"""
        select {Columns} from minute_item i join meeting m on m.id = i.meeting_id
        where i.place_id = @place and i.status in ('open', 'started')
        order by case when i.due is null then 1 else 0 end, i.due, i.id limit @most
        """, new { place, most });

    /// <summary>All passed resolutions of a panchayat: those on which something is still to be done first, then the latest.</summary>
    public static Task<IReadOnlyList<MinuteItem>> AllAsync(Db db, long place, int skip, int most) => db.QueryAsync<MinuteItem>($"""
        select {Columns} from minute_item i join meeting m on m.id = i.meeting_id
        where i.place_id = @place and i.status is not null
        order by case when i.status in ('open', 'started') then 0 else 1 end, case when i.status in ('open', 'started') and i.due is not null then i.due else '9999' end, i.id desc
        limit @most offset @skip
        """, new { place, skip, most });

    /// <summary>How many passed resolutions a panchayat has.</summary>
    public static Task<int> CountAsync(Db db, long place) => db.SingleAsync<int>("select count(*) from minute_item where place_id = @place and status is not null", new { place });

    /// <summary>What was reported of a resolution, in order.</summary>
    public static Task<IReadOnlyList<ResolutionStep>> StepsAsync(Db db, long item) =>
        db.QueryAsync<ResolutionStep>("select number, status, note, done_at from resolution_step where item_id = @item order by number", new { item });

    /// <summary>Reports how far a resolution has come.</summary>
    /// <returns>The number of the report; null when it is no passed resolution of approved minutes, or stands so already.</returns>
    public static async Task<int?> ReportAsync(Db db, MinuteItem item, ResolutionStatus status, string? note, long? by, DateTimeOffset now)
    {
        var name = MeetingStore.Name(status);
        // Takes the resolution's row: two reports get two numbers.
        if (await db.ExecuteAsync("update minute_item set status = @name, status_at = @now where id = @Id and status is not null and (status <> @name or @note is not null)",
            new { name, now, item.Id, note }) == 0)
            return null;
        return await db.SingleAsync<int>("""
            insert into resolution_step (item_id, number, place_id, status, note, done_by, done_at)
            values (@Id, (select coalesce(max(number), 0) + 1 from resolution_step where item_id = @Id), @PlaceId, @name, @note, @by, @now) returning number
            """, new { item.Id, item.PlaceId, name, note, by, now });
    }
}
