using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using PanchayatBot.Storage;

namespace PanchayatBot.Ledger;

/// <summary>The register of official acts: written in the transaction of the act itself, never changed. The database refuses changes by a
/// trigger; whoever gets around that breaks the chain.</summary>
public static class LedgerBook
{
    private static readonly JsonSerializerOptions Json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Adds an entry to a place's chain.</summary>
    /// <param name="db">The transaction of the act.</param>
    /// <param name="place">The place whose act it is.</param>
    /// <param name="actor">Who did it; null for the bot itself or the command line.</param>
    /// <param name="act">What was done, e.g. <c>notice-published</c>.</param>
    /// <param name="subject">What it was done to, e.g. <c>notice:17</c>.</param>
    /// <param name="details">What belongs to it: numbers and official texts, no names of people.</param>
    /// <param name="now">The present moment.</param>
    /// <returns>The entry with its hash.</returns>
    public static async Task<LedgerEntry> WriteAsync(Db db, long place, long? actor, string act, string subject, object details, DateTimeOffset now)
    {
        // Takes the place's row: two writers of one chain come one after the other.
        var head = await db.SingleAsync<Head>("""
            insert into ledger_head (place_id, number, hash) values (@place, 1, '')
            on conflict (place_id) do update set number = ledger_head.number + 1
            returning place_id, number, hash
            """, new { place });
        var entry = new LedgerEntry
        {
            PlaceId = place,
            Number = head.Number,
            // What is sealed is what is read back: databases keep different fractions of a millisecond.
            At = DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds()),
            ActorId = actor,
            Act = act,
            Subject = subject,
            Details = JsonSerializer.Serialize(details, Json),
        };
        entry = entry with { Hash = entry.HashAfter(head.Hash) };
        await db.ExecuteAsync("""
            insert into ledger_entry (place_id, number, at, actor_id, act, subject, details, hash)
            values (@PlaceId, @Number, @At, @ActorId, @Act, @Subject, @Details, @Hash)
            """, entry);
        await db.ExecuteAsync("update ledger_head set hash = @Hash where place_id = @PlaceId", entry);
        return entry;
    }

    /// <summary>All entries about one thing, in order.</summary>
    public static Task<IReadOnlyList<LedgerEntry>> AboutAsync(Db db, long place, string subject) => db.QueryAsync<LedgerEntry>(
        "select * from ledger_entry where place_id = @place and subject = @subject order by number", new { place, subject });

    /// <summary>The newest entries of a place, newest first.</summary>
    public static Task<IReadOnlyList<LedgerEntry>> NewestAsync(Db db, long place, int most) => db.QueryAsync<LedgerEntry>(
        "select * from ledger_entry where place_id = @place order by number desc limit @most", new { place, most });

    /// <summary>Entries of a place below a number, the newest first.</summary>
    public static Task<IReadOnlyList<LedgerEntry>> LeafAsync(Db db, long place, long below, int most) => db.QueryAsync<LedgerEntry>(
        "select * from ledger_entry where place_id = @place and number < @below order by number desc limit @most", new { place, below, most });

    /// <summary>How many entries the places within a place have, itself and wards included; only those that have any.</summary>
    public static Task<IReadOnlyList<(long PlaceId, long Entries)>> ChainsAsync(Db db, long place, int most) => db.QueryAsync<(long PlaceId, long Entries)>("""
        with recursive down (id) as (
            select id from place where id = @place
            union all
            select c.id from place c join down on c.parent_id = down.id)
        select h.place_id, h.number from ledger_head h join down on down.id = h.place_id order by h.place_id limit @most
        """, new { place, most });

    /// <summary>Every chain's head, by place.</summary>
    internal static Task<IReadOnlyList<Head>> HeadsAsync(Db db) => db.QueryAsync<Head>("select place_id, number, hash from ledger_head order by place_id");

    /// <summary>Places that have entries, with or without a head.</summary>
    internal static Task<IReadOnlyList<long>> PlacesAsync(Db db) =>
        db.QueryAsync<long>("select place_id from ledger_entry union select place_id from ledger_head order by place_id");

    /// <summary>A stretch of a chain.</summary>
    internal static Task<IReadOnlyList<LedgerEntry>> StretchAsync(Db db, long place, long after, int most) => db.QueryAsync<LedgerEntry>(
        "select * from ledger_entry where place_id = @place and number > @after order by number limit @most", new { place, after, most });

    /// <summary>The newest entry of a chain as its head row tells it.</summary>
    internal sealed class Head
    {
        public long PlaceId { get; init; }
        public long Number { get; init; }
        public required string Hash { get; init; }
    }
}
