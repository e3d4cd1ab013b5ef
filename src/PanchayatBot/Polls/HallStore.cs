using PanchayatBot.Storage;

namespace PanchayatBot.Polls;

/// <summary>What was counted in the hall, by hand or on paper.</summary>
/// <param name="Counts">For each option.</param>
/// <param name="People">How many voted there.</param>
/// <param name="Note">Why the numbers do not match; null when they do.</param>
public sealed record HallVotes(IReadOnlyList<long> Counts, long People, string? Note);

/// <summary>The SQL of votes in the hall.</summary>
public static class HallStore
{
    /// <summary>Enters what was counted, or corrects it while the vote is open.</summary>
    public static Task SetAsync(Db db, long poll, HallVotes votes, long? by) => db.ExecuteAsync("""
        insert into poll_hall (poll_id, counts, people, note, entered_by) values (@poll, @counts, @People, @Note, @by)
        on conflict (poll_id) do update set counts = excluded.counts, people = excluded.people, note = excluded.note, entered_by = excluded.entered_by
        """, new { poll, counts = string.Join(',', votes.Counts), votes.People, votes.Note, by });

    /// <summary>What was counted; null when nobody entered anything.</summary>
    public static async Task<HallVotes?> FindAsync(Db db, long poll) =>
        await db.FirstOrDefaultAsync<Row>("select counts, people, note from poll_hall where poll_id = @poll", new { poll }) is { } row
            ? new HallVotes([.. row.Counts.Split(',').Select(long.Parse)], row.People, row.Note)
            : null;

    /// <summary>People on the roll whose name begins so and who have not voted.</summary>
    public static Task<IReadOnlyList<(long Id, string NameHi, string NameEn)>> NamedAsync(Db db, long poll, string name, int most) => db.QueryAsync<(long Id, string NameHi, string NameEn)>("""
        select p.id, p.name_hi, p.name_en from poll_roll r join person p on p.id = r.person_id
        where r.poll_id = @poll and (lower(p.name_hi) like @pattern or lower(p.name_en) like @pattern)
            and not exists (select 1 from poll_turnout t where t.poll_id = r.poll_id and t.person_id = r.person_id)
        order by p.name_hi, p.id limit @most
        """, new { poll, pattern = VoterRegister.Beginning(name), most });

    private sealed class Row
    {
        public required string Counts { get; init; }
        public long People { get; init; }
        public string? Note { get; init; }
    }
}
