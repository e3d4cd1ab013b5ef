using System.Security.Cryptography;
using PanchayatBot.People;
using PanchayatBot.Storage;

namespace PanchayatBot.Polls;

/// <summary>A person of a panchayat, and whether it has verified that they are a voter there.</summary>
public sealed class RegisteredVoter
{
    /// <summary>The person's number.</summary>
    public long Id { get; init; }

    /// <summary>Name in Devanagari.</summary>
    public required string NameHi { get; init; }

    /// <summary>Name in Latin letters.</summary>
    public required string NameEn { get; init; }

    /// <summary>Verified by the secretary or with a slip.</summary>
    public bool IsVerified => Verified == 1;

    internal int Verified { get; init; }
}

/// <summary>Whom a panchayat knows to be its voters: the SQL of the tables <c>verified_voter</c> and <c>voter_slip</c>. The secretary says so, or gives
/// a slip of paper with a code to a voter in front of the desk; whoever tells the code to the bot first is verified, and the code is spent.</summary>
public static class VoterRegister
{
    /// <summary>Letters on a slip. 19 letters, eight places: with 1,000 slips open one guess in 17 million finds one.</summary>
    public const int CodeLength = 8;

    // Letters that nobody confuses; digits would be taken for a private number.
    private const string CodeLetters = "ACDEFHJKLMNPRTUVWXY";

    /// <summary>How long a slip is good.</summary>
    public static TimeSpan SlipLasts { get; } = TimeSpan.FromDays(30);

    /// <summary>Verifies a person for a panchayat; once is enough.</summary>
    public static Task VerifyAsync(Db db, long place, long person, bool bySlip, long? by, DateTimeOffset now) => db.ExecuteAsync("""
        insert into verified_voter (place_id, person_id, by_slip, verified_by, verified_at) values (@place, @person, @slip, @by, @now) on conflict do nothing
        """, new { place, person, slip = bySlip ? 1 : 0, by, now });

    /// <summary>Takes that back; rolls of votes that are open stay as they are.</summary>
    public static Task UnverifyAsync(Db db, long place, long person) => db.ExecuteAsync("delete from verified_voter where place_id = @place and person_id = @person", new { place, person });

    /// <summary>Forgets that a person was verified, anywhere.</summary>
    public static Task ForgetAsync(Db db, long person) => db.ExecuteAsync("delete from verified_voter where person_id = @person", new { person });

    /// <summary>True if the panchayat has verified the person.</summary>
    public static async Task<bool> IsVerifiedAsync(Db db, long place, long person) =>
        await db.SingleAsync<long>("select count(*) from verified_voter where place_id = @place and person_id = @person", new { place, person }) > 0;

    /// <summary>How many are verified.</summary>
    public static Task<long> CountAsync(Db db, long place) => db.SingleAsync<long>("select count(*) from verified_voter where place_id = @place", new { place });

    /// <summary>Persons of the panchayat whose name begins so.</summary>
    public static Task<IReadOnlyList<RegisteredVoter>> NamedAsync(Db db, long place, string name, int most) => db.QueryAsync<RegisteredVoter>("""
        select p.id, p.name_hi, p.name_en, case when v.person_id is null then 0 else 1 end as verified
        from person p left join verified_voter v on v.place_id = p.place_id and v.person_id = p.id
        where p.place_id = @place and p.name_hi <> '' and (lower(p.name_hi) like @pattern or lower(p.name_en) like @pattern)
        order by p.name_hi, p.id limit @most
        """, new { place, pattern = Beginning(name), most });

    /// <summary>Persons of the panchayat without a phone whose name begins so and who have not voted.</summary>
    public static Task<IReadOnlyList<RegisteredVoter>> WithoutPhoneAsync(Db db, Poll poll, string name, int most) => db.QueryAsync<RegisteredVoter>("""
        select p.id, p.name_hi, p.name_en, 1 as verified from person p
        where p.place_id = @PlaceId and p.adult_at is not null and p.name_hi <> '' and (lower(p.name_hi) like @pattern or lower(p.name_en) like @pattern)
            and not exists (select 1 from chat c where c.person_id = p.id) and not exists (select 1 from chat_person h where h.person_id = p.id)
            and not exists (select 1 from poll_turnout t where t.poll_id = @Id and t.person_id = p.id)
        order by p.name_hi, p.id limit @most
        """, new { poll.PlaceId, poll.Id, pattern = Beginning(name), most });

    /// <summary>Makes slips. They are told once, and kept nowhere.</summary>
    public static async Task<IReadOnlyList<string>> MakeSlipsAsync(Db db, long place, int count, long? by, DateTimeOffset now)
    {
        await db.ExecuteAsync("delete from voter_slip where expires_at < @now", new { now });
        var codes = Enumerable.Range(0, count).Select(_ => RandomNumberGenerator.GetString(CodeLetters, CodeLength)).ToList();
        foreach (var code in codes)
            await db.ExecuteAsync("insert into voter_slip (code_hash, place_id, made_by, made_at, expires_at) values (@hash, @place, @by, @now, @until)",
                new { hash = OneTimeCode.Hash(code), place, by, now, until = now + SlipLasts });
        return codes;
    }

    /// <summary>How many slips are not used yet.</summary>
    public static Task<long> OpenSlipsAsync(Db db, long place, DateTimeOffset now) =>
        db.SingleAsync<long>("select count(*) from voter_slip where place_id = @place and expires_at > @now", new { place, now });

    /// <summary>The panchayat of an open slip; null when there is none with this code.</summary>
    /// <param name="db">The transaction.</param>
    /// <param name="typed">From outside: may be anything.</param>
    /// <param name="now">The present moment.</param>
    public static Task<long?> PlaceOfSlipAsync(Db db, string typed, DateTimeOffset now) =>
        db.FirstOrDefaultAsync<long?>("select place_id from voter_slip where code_hash = @hash and expires_at > @now", new { hash = OneTimeCode.Hash(Letters(typed)), now });

    /// <summary>Spends a slip; false when it was spent before.</summary>
    public static async Task<bool> SpendAsync(Db db, string typed, DateTimeOffset now) =>
        await db.ExecuteAsync("delete from voter_slip where code_hash = @hash and expires_at > @now", new { hash = OneTimeCode.Hash(Letters(typed)), now }) > 0;

    /// <summary>A code as it stands on paper, in two halves.</summary>
    public static string Written(string code) => $"{code[..(CodeLength / 2)]}-{code[(CodeLength / 2)..]}";

    /// <summary>True for what may be a code, right or wrong; not for a question about something else.</summary>
    public static bool LooksLikeCode(string typed) => typed.Length is > 0 and <= 2 * CodeLength && typed.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or ' ') && Letters(typed).Length is >= CodeLength - 2 and <= CodeLength + 2;

    /// <summary>A pattern for names that begin so.</summary>
    internal static string Beginning(string name) => name.ToLowerInvariant().Replace("%", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal) + "%";

    // Small letters, blanks and hyphens are no mistakes.
    private static string Letters(string typed) => string.Concat(typed.Where(char.IsAsciiLetter)).ToUpperInvariant();
}
