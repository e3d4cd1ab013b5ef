using System.Globalization;
using PanchayatBot.Content;
using PanchayatBot.Dates;
using PanchayatBot.GramSabha.Notices;
using PanchayatBot.Places;
using PanchayatBot.Storage;

namespace PanchayatBot.GramSabha.Meetings;

/// <summary>What an officer looks at. Names stand in buttons in lower case.</summary>
public enum ReportView
{
    /// <summary>Panchayats that called a meeting.</summary>
    Called,

    /// <summary>Panchayats without a meeting.</summary>
    Missing,
}

/// <summary>A meeting of the quarter, or a panchayat without one.</summary>
public sealed class ReportRow
{
    /// <summary>The panchayat.</summary>
    public long PlaceId { get; init; }

    /// <summary>Its number in the Local Government Directory; null when it has none.</summary>
    public long? LgdCode { get; init; }

    internal string NameHi { get; init; } = "";

    internal string NameEn { get; init; } = "";

    internal string? BlockHi { get; init; }

    internal string? BlockEn { get; init; }

    internal string? CallerHi { get; init; }

    internal string? CallerEn { get; init; }

    internal string? Day { get; init; }

    /// <summary>The panchayat's name.</summary>
    public Bilingual Name => new(NameHi, NameEn);

    /// <summary>The block's name; null for a panchayat without one.</summary>
    public Bilingual? Block => BlockHi is null ? null : new(BlockHi, BlockEn!);

    /// <summary>Who called it; null when nobody did, or the person was forgotten.</summary>
    public Bilingual? Caller => string.IsNullOrEmpty(CallerHi) ? null : new(CallerHi, CallerEn!);

    /// <summary>The notice; null when no meeting was called.</summary>
    public long? NoticeId { get; init; }

    /// <summary>When it was first published.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>The kind of the meeting.</summary>
    public NoticeKind? Kind { get; init; }

    /// <summary>How far it has come; null while it is not entered.</summary>
    public MeetingState? State { get; init; }

    /// <summary>Whether enough came; null while it is not entered.</summary>
    public QuorumState? Quorum { get; init; }

    /// <summary>Who came; null while it is not entered.</summary>
    public int? People { get; init; }

    /// <summary>Women among them.</summary>
    public int? Women { get; init; }

    /// <summary>The day of the meeting; null when none was called.</summary>
    public DateOnly? Date => Day is null ? null : DateOnly.ParseExact(Day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Days between publishing and meeting, as the rules of most states count them: the day of the meeting counts.</summary>
    public int? LeadDays => PublishedAt is { } published && Date is { } date ? date.DayNumber - Formats.IndianDate(published).DayNumber : null;
}

/// <summary>The numbers above an officer's table.</summary>
public sealed class ReportCount
{
    /// <summary>Panchayats of the place.</summary>
    public int Panchayats { get; init; }

    /// <summary>Panchayats in which a meeting took place.</summary>
    public int Held { get; init; }

    /// <summary>Meetings that were called.</summary>
    public int Called { get; init; }

    /// <summary>Meetings whose day is over and that nobody entered.</summary>
    public int Open { get; init; }

    /// <summary>Meetings adjourned for want of a quorum.</summary>
    public int Adjourned { get; init; }

    /// <summary>Panchayats without a meeting that took place.</summary>
    public int Missing => Panchayats - Held;
}

/// <summary>The officers' question: who met in a quarter, and who did not. One query behind chat, CSV and Excel.</summary>
public static class MeetingReport
{
    // Panchayats within a place, and the sittings of their notices in the quarter; a series of village meetings is a row for each that was entered.
    private const string Meetings = $"""
        {PlaceStore.Down},
        called as (
            select n.id, n.place_id, n.kind, n.published_at, n.created_by, coalesce(m.held_on, n.meets_on) as day, m.state, m.quorum, m.people, m.women
            from notice n join down on down.id = n.place_id left join meeting m on m.notice_id = n.id and m.held_on between @from and @until
            where n.state = 'published' and n.meets_on <= @until and n.meets_until >= @from)
        """;

    /// <summary>Notices that were published in a stretch of time and not taken back, with the names of their panchayats.</summary>
    public static Task<IReadOnlyList<(long Id, string Hindi, string English)>> PublishedAsync(Db db, long place, DateTimeOffset from, DateTimeOffset until, int most) => db.QueryAsync<(long Id, string Hindi, string English)>($"""
        {PlaceStore.Down} select n.id, p.name_hi, p.name_en from notice n join down on down.id = n.place_id join place p on p.id = n.place_id
        where n.published_at >= @from and n.published_at < @until and n.state <> 'withdrawn' order by n.published_at, n.id limit @most
        """, new { place, from, until, most });

    /// <summary>Meetings that took place in a stretch of time.</summary>
    public static Task<IReadOnlyList<ReportRow>> HeldAsync(Db db, long place, DateTimeOffset from, DateTimeOffset until, int most) => db.QueryAsync<ReportRow>($"""
        {PlaceStore.Down} select m.place_id, p.name_hi, p.name_en, m.held_on as day, m.people, m.women from meeting m join down on down.id = m.place_id join place p on p.id = m.place_id
        where m.state <> 'adjourned' and m.held_on >= @first and m.held_on < @end order by m.held_on, p.name_hi limit @most
        """, new { place, first = NoticeStore.Day(Formats.IndianDate(from)), end = NoticeStore.Day(Formats.IndianDate(until)), most });

    /// <summary>The numbers.</summary>
    public static Task<ReportCount> CountAsync(Db db, long place, Quarter quarter, DateOnly today) => db.SingleAsync<ReportCount>($"""
        {Meetings}
        select (select count(*) from place p join down on down.id = p.id where p.kind = 'Panchayat') as panchayats,
            count(distinct case when c.state in ('held', 'approved') then c.place_id end) as held,
            count(c.id) as called,
            count(case when c.state is null and c.day < @today then 1 end) as open,
            count(case when c.state = 'adjourned' then 1 end) as adjourned
        from called c
        """, Arguments(place, quarter, 0, 0, today));

    /// <summary>Rows of a view, by block and name.</summary>
    /// <param name="db">The transaction.</param>
    /// <param name="place">Block, district or state.</param>
    /// <param name="quarter">The quarter.</param>
    /// <param name="view">Which rows; null for both one after the other in one table.</param>
    /// <param name="skip">So many are left out.</param>
    /// <param name="most">At most so many.</param>
    public static Task<IReadOnlyList<ReportRow>> RowsAsync(Db db, long place, Quarter quarter, ReportView? view, int skip, int most)
    {
        var only = view switch
        {
            ReportView.Called => "and c.id is not null",
            ReportView.Missing => "and not exists (select 1 from called o where o.place_id = p.id and o.state in ('held', 'approved'))",
            _ => "",
        };
        return db.QueryAsync<ReportRow>($"""
            {Meetings}
            select p.id as place_id, p.lgd_code, p.name_hi, p.name_en, b.name_hi as block_hi, b.name_en as block_en, w.name_hi as caller_hi, w.name_en as caller_en,
                c.id as notice_id, c.published_at, c.kind, c.day, c.state, c.quorum, c.people, c.women
            from place p join down on down.id = p.id left join place b on b.id = p.parent_id left join called c on c.place_id = p.id left join person w on w.id = c.created_by
            where p.kind = 'Panchayat' {only}
            order by b.name_hi, p.name_hi, p.id, c.day, c.id limit @most offset @skip
            """, Arguments(place, quarter, skip, most, default));
    }

    /// <summary>Meetings within a place on some days that nobody has entered yet, by day.</summary>
    /// <param name="db">The transaction.</param>
    /// <param name="place">Panchayat, block, district or state.</param>
    /// <param name="from">The first day.</param>
    /// <param name="until">The last day.</param>
    /// <param name="most">At most so many.</param>
    public static Task<IReadOnlyList<ReportRow>> NotEnteredAsync(Db db, long place, DateOnly from, DateOnly until, int most) => db.QueryAsync<ReportRow>($"""
        {Meetings}
        select p.id as place_id, p.name_hi, p.name_en, c.id as notice_id, c.published_at, c.kind, c.day from called c join place p on p.id = c.place_id
        where c.state is null and c.day between @from and @until order by c.day, c.id limit @most
        """, new { place, from = NoticeStore.Day(from), until = NoticeStore.Day(until), most });

    private static object Arguments(long place, Quarter quarter, int skip, int most, DateOnly today) =>
        new { place, from = NoticeStore.Day(quarter.Start), until = NoticeStore.Day(quarter.End), skip, most, today = NoticeStore.Day(today) };
}
