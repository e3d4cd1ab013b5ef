using PanchayatBot.Messages;
using PanchayatBot.Storage;

namespace PanchayatBot.People;

/// <summary>What a person allowed to be kept, for a purpose, and when that ended; the SQL of the table <c>consent</c>.
/// A consent is never rewritten: a new one is a new row, so that it stays provable which words were agreed to.</summary>
public static class Consents
{
    /// <summary>Notes a consent; one that is in force already stays as it is.</summary>
    /// <param name="db">The transaction.</param>
    /// <param name="person">Who agrees.</param>
    /// <param name="purpose">What the data is for, e.g. <c>eligibility</c>.</param>
    /// <param name="notice">Version of the words that were shown.</param>
    /// <param name="language">Language in which they were shown.</param>
    /// <param name="channel">The channel on which the person agreed.</param>
    /// <param name="now">The present moment.</param>
    public static async Task GiveAsync(Db db, long person, string purpose, string notice, Language language, string channel, DateTimeOffset now)
    {
        if (!await HoldsAsync(db, person, purpose))
        {
            await db.ExecuteAsync("""
                insert into consent (person_id, purpose, notice_version, language, channel, given_at)
                values (@person, @purpose, @notice, @language, @channel, @now)
                on conflict (person_id, purpose, given_at) do update set withdrawn_at = null
                """, new { person, purpose, notice, language = language.Code(), channel, now });
        }
    }

    /// <summary>Ends the consent from now on; what was kept under it must be deleted in the same transaction.</summary>
    public static Task WithdrawAsync(Db db, long person, string purpose, DateTimeOffset now) => db.ExecuteAsync(
        "update consent set withdrawn_at = @now where person_id = @person and purpose = @purpose and withdrawn_at is null", new { person, purpose, now });

    /// <summary>Ends every consent of a person.</summary>
    public static Task WithdrawAllAsync(Db db, long person, DateTimeOffset now) =>
        db.ExecuteAsync("update consent set withdrawn_at = @now where person_id = @person and withdrawn_at is null", new { person, now });

    /// <summary>Purposes for which a consent is in force, with the moment it was given.</summary>
    public static async Task<IReadOnlyList<(string Purpose, DateTimeOffset Given)>> InForceAsync(Db db, long person) =>
        [.. (await db.QueryAsync<InForce>("select purpose, given_at from consent where person_id = @person and withdrawn_at is null order by given_at, purpose", new { person }))
            .Select(row => (row.Purpose, row.GivenAt))];

    /// <summary>True while a consent for this purpose is in force.</summary>
    public static async Task<bool> HoldsAsync(Db db, long person, string purpose) => await db.SingleAsync<long>(
        "select count(*) from consent where person_id = @person and purpose = @purpose and withdrawn_at is null", new { person, purpose }) > 0;

    private sealed class InForce
    {
        public required string Purpose { get; init; }
        public DateTimeOffset GivenAt { get; init; }
    }
}
