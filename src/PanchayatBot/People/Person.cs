using PanchayatBot.Content;
using PanchayatBot.Storage;

namespace PanchayatBot.People;

/// <summary>Somebody the bot knows by name; several may share one chat, and one may have several chats.</summary>
public sealed class Person
{
    /// <summary>Key in the database.</summary>
    public long Id { get; init; }

    /// <summary>The place the person belongs to; null when not told.</summary>
    public long? PlaceId { get; init; }

    /// <summary>Name in Devanagari.</summary>
    public required string NameHi { get; init; }

    /// <summary>Name in Latin letters.</summary>
    public required string NameEn { get; init; }

    /// <summary>The name in both languages.</summary>
    public Bilingual Name => new(NameHi, NameEn);
}

/// <summary>The SQL of the tables <c>person</c> and <c>role_grant</c>.</summary>
public static class PersonStore
{
    /// <summary>Adds a person.</summary>
    public static Task<long> AddAsync(Db db, Bilingual name, long? place, DateTimeOffset now) => db.SingleAsync<long>(
        "insert into person (place_id, name_hi, name_en, created_at) values (@place, @Hindi, @English, @now) returning id",
        new { place, name.Hindi, name.English, now });

    /// <summary>The person with this key; null when there is none.</summary>
    public static Task<Person?> FindAsync(Db db, long id) =>
        db.FirstOrDefaultAsync<Person>("select id, place_id, name_hi, name_en from person where id = @id", new { id });

    /// <summary>Grants a role within a place; granting it again changes nothing.</summary>
    public static Task GrantAsync(Db db, long person, Role role, long place, DateTimeOffset now) => db.ExecuteAsync("""
        insert into role_grant (person_id, role, place_id, granted_at) values (@person, @role, @place, @now)
        on conflict (person_id, role, place_id) do update set revoked_at = null
        """, new { person, role = role.ToString(), place, now });

    /// <summary>The person's highest role in force; a citizen has none written down.</summary>
    public static async Task<Role> HighestRoleAsync(Db db, long person)
    {
        var roles = await db.QueryAsync<string>("select role from role_grant where person_id = @person and revoked_at is null", new { person });
        return roles.Select(Enum.Parse<Role>).DefaultIfEmpty(Role.Citizen).Max();
    }
}
