using PanchayatBot.Content;
using PanchayatBot.Dates;
using PanchayatBot.Places;
using PanchayatBot.Storage;

namespace PanchayatBot.Polls;

/// <summary>A vote with the panchayat it belongs to.</summary>
public sealed class ReportedPoll
{
    /// <summary>Number of the vote.</summary>
    public long Id { get; init; }

    /// <summary>The panchayat's number in the Local Government Directory; null when it has none.</summary>
    public long? LgdCode { get; init; }

    internal string NameHi { get; init; } = "";

    internal string NameEn { get; init; } = "";

    internal string? BlockHi { get; init; }

    internal string? BlockEn { get; init; }

    /// <summary>The panchayat.</summary>
    public Bilingual Name => new(NameHi, NameEn);

    /// <summary>Its block; null when it was not entered.</summary>
    public Bilingual? Block => BlockHi is null ? null : new(BlockHi, BlockEn!);
}

/// <summary>The officers' question: which votes were held within a place, and when. One query behind chat, CSV, Excel and JSON.</summary>
public static class PollReport
{
    private const string Within = $"""
        {PlaceStore.Down}
        select q.id, p.lgd_code, p.name_hi, p.name_en, b.name_hi as block_hi, b.name_en as block_en
        from poll q join down on down.id = q.place_id join place p on p.id = q.place_id left join place b on b.id = p.parent_id
        """;

    // Whatever was open on a day of the quarter and was not taken back.
    private const string Held = $"{Within} where q.state in ('open', 'closed', 'cancelled') and q.opens_at < @until and q.closes_at >= @from";

    /// <summary>Votes that are announced and not open yet, within a panchayat, block, district or state; the next to open first.</summary>
    public static Task<IReadOnlyList<ReportedPoll>> ComingAsync(Db db, long place, int most) => db.QueryAsync<ReportedPoll>(
        $"{Within} where q.state = 'scheduled' order by q.opens_at, q.id limit @most", new { place, most });

    /// <summary>Votes that are open now within a panchayat, block, district or state; the next to close first.</summary>
    public static Task<IReadOnlyList<ReportedPoll>> OpenAsync(Db db, long place, DateTimeOffset now, int most) => db.QueryAsync<ReportedPoll>(
        $"{Held} and q.state = 'open' and q.closes_at > @from order by q.closes_at, q.id limit @most", new { place, from = now, until = now, most });

    /// <summary>Votes of a quarter within a panchayat, block, district or state; by block and panchayat, the newest first.</summary>
    public static Task<IReadOnlyList<ReportedPoll>> HeldAsync(Db db, long place, Quarter quarter, int skip, int most) =>
        HeldAsync(db, place, Formats.IndianMidnight(quarter.Start), Formats.IndianMidnight(quarter.End.AddDays(1)), skip, most);

    /// <summary>The same for any stretch of time.</summary>
    public static Task<IReadOnlyList<ReportedPoll>> HeldAsync(Db db, long place, DateTimeOffset from, DateTimeOffset until, int skip, int most) => db.QueryAsync<ReportedPoll>(
        $"{Held} order by b.name_hi, p.name_hi, p.id, q.closes_at desc, q.id desc limit @most offset @skip",
        new { place, from, until, skip, most });
}
