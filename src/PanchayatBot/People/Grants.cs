using PanchayatBot.Places;
using PanchayatBot.Storage;

namespace PanchayatBot.People;

/// <summary>Who may do what, and where. A grant within a place holds for every place below it; whoever has none is a citizen.</summary>
public static class Grants
{
    /// <summary>Grants a role within a place; granting it again changes nothing.</summary>
    public static Task GiveAsync(Db db, long person, Role role, long place, DateTimeOffset now) => db.ExecuteAsync("""
        insert into role_grant (person_id, role, place_id, granted_at) values (@person, @role, @place, @now)
        on conflict (person_id, role, place_id) do update set revoked_at = null
        """, new { person, role = role.ToString(), place, now });

    /// <summary>The person's highest role in force, wherever it was granted.</summary>
    public static async Task<Role> HighestAsync(Db db, long person)
    {
        var roles = await db.QueryAsync<string>("select role from role_grant where person_id = @person and revoked_at is null", new { person });
        return roles.Select(Enum.Parse<Role>).DefaultIfEmpty(Role.Citizen).Max();
    }

    /// <summary>True if the person holds this role or a higher one in the place or in one above it.</summary>
    /// <param name="db">The transaction.</param>
    /// <param name="person">Null for somebody unknown, who holds nothing.</param>
    /// <param name="atLeast">The lowest role that is enough.</param>
    /// <param name="place">Where.</param>
    public static async Task<bool> HoldsAsync(Db db, long? person, Role atLeast, long place)
    {
        if (person is not { } known)
            return false;
        var roles = await db.QueryAsync<string>("""
            with recursive up (id, parent_id) as (
                select id, parent_id from place where id = @place
                union all
                select p.id, p.parent_id from place p join up on p.id = up.parent_id)
            select g.role from role_grant g join up on g.place_id = up.id where g.person_id = @known and g.revoked_at is null
            """, new { place, known });
        return roles.Any(role => Enum.Parse<Role>(role) >= atLeast);
    }

    /// <summary>The panchayats in which the person holds this role or a higher one, by name; none for somebody unknown.</summary>
    public static async Task<IReadOnlyList<Place>> PanchayatsAsync(Db db, long? person, Role atLeast)
    {
        if (person is not { } known)
            return [];
        var enough = Enum.GetValues<Role>().Where(role => role >= atLeast).Select(role => role.ToString()).ToHashSet();
        var grants = await db.QueryAsync<(string Role, long Place)>("select role, place_id from role_grant where person_id = @known and revoked_at is null", new { known });
        var panchayats = new Dictionary<long, Place>();
        foreach (var (_, place) in grants.Where(grant => enough.Contains(grant.Role)).DistinctBy(grant => grant.Place))
        {
            foreach (var panchayat in await PlaceStore.PanchayatsWithinAsync(db, place))
                panchayats[panchayat.Id] = panchayat;
        }

        return [.. panchayats.Values.OrderBy(panchayat => panchayat.NameHi, StringComparer.Ordinal).ThenBy(panchayat => panchayat.Id)];
    }
}
