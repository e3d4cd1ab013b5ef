using PanchayatBot.Content;
using PanchayatBot.Ledger;
using PanchayatBot.People;
using PanchayatBot.Places;
using PanchayatBot.Storage;

namespace PanchayatBot.Api;

/// <summary>A key by which a program pulls tables of one place.</summary>
public sealed class ApiKey
{
    /// <summary>Its number.</summary>
    public long Id { get; init; }

    /// <summary>Whose tables: this place and everything below it.</summary>
    public long PlaceId { get; init; }

    /// <summary>Who made it; null for one made at the keyboard.</summary>
    public long? PersonId { get; init; }

    /// <summary>What it is for.</summary>
    public required string Label { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset MadeAt { get; init; }

    /// <summary>The last day on which it was used, yyyy-MM-dd; null for never.</summary>
    public string? UsedOn { get; init; }
}

/// <summary>The SQL of the table <c>api_key</c>.</summary>
public static class ApiKeys
{
    /// <summary>What every key begins with, so that one that leaked is known for what it is.</summary>
    public const string Prefix = "pbk_";

    private const string Columns = "id, place_id, person_id, label, made_at, used_on";

    /// <summary>Makes a key.</summary>
    /// <returns>The key. It is told once, and kept nowhere.</returns>
    public static async Task<string> MakeAsync(Db db, long place, long? person, string label, DateTimeOffset now)
    {
        var key = Prefix + OneTimeCode.New();
        var id = await db.SingleAsync<long>("insert into api_key (key_hash, place_id, person_id, label, made_at) values (@hash, @place, @person, @label, @now) returning id",
            new { hash = OneTimeCode.Hash(key), place, person, label, now });
        await LedgerBook.WriteAsync(db, place, person, "apikey-made", $"apikey:{id}", new { label }, now);
        return key;
    }

    /// <summary>The key in force that somebody shows; null when there is none. One that a person made is in force as long as the person holds the place.</summary>
    /// <param name="db">The transaction.</param>
    /// <param name="shown">From outside: may be anything.</param>
    public static async Task<ApiKey?> FindAsync(Db db, string shown) =>
        await db.FirstOrDefaultAsync<ApiKey>($"select {Columns} from api_key where key_hash = @hash and revoked_at is null", new { hash = OneTimeCode.Hash(shown) }) is { } key
            && (key.PersonId is null || await Grants.HoldsAsync(db, key.PersonId, Role.Secretary, key.PlaceId)) ? key : null;

    /// <summary>Notes the day on which it was used.</summary>
    public static Task UsedAsync(Db db, ApiKey key, string day) => db.ExecuteAsync("update api_key set used_on = @day where id = @Id", new { key.Id, day });

    /// <summary>Keys in force: of a person, or all for null.</summary>
    public static Task<IReadOnlyList<ApiKey>> InForceAsync(Db db, long? person) =>
        db.QueryAsync<ApiKey>($"select {Columns} from api_key where revoked_at is null and (cast(@person as bigint) is null or person_id = @person) order by id desc", new { person });

    /// <summary>Ends a key; false when it was not in force, or is another person's.</summary>
    /// <param name="db">The transaction.</param>
    /// <param name="id">The key.</param>
    /// <param name="person">Whose it must be; null at the keyboard.</param>
    /// <param name="now">The present moment.</param>
    public static async Task<bool> RevokeAsync(Db db, long id, long? person, DateTimeOffset now)
    {
        var place = await db.FirstOrDefaultAsync<long?>(
            "update api_key set revoked_at = @now where id = @id and revoked_at is null and (cast(@person as bigint) is null or person_id = @person) returning place_id", new { id, person, now });
        if (place is { } where)
            await LedgerBook.WriteAsync(db, where, person, "apikey-revoked", $"apikey:{id}", new { }, now);
        return place is not null;
    }

    /// <summary>Ends all keys of a person.</summary>
    public static async Task ForgetAsync(Db db, long person, DateTimeOffset now)
    {
        foreach (var key in await InForceAsync(db, person))
            await RevokeAsync(db, key.Id, person, now);
    }

    /// <summary>True if a place is the key's, or lies within it.</summary>
    public static async Task<bool> CoversAsync(Db db, ApiKey key, long place) => (await PlaceStore.PathAsync(db, place)).Any(above => above.Id == key.PlaceId);

    /// <summary>What a key may be called: at most 60 letters, on one line.</summary>
    public static string? Label(string typed) => OfficialText.CleanLine(typed) is { Length: > 0 and <= 60 } label ? label : null;
}
