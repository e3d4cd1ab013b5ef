using PanchayatBot.Messages;
using PanchayatBot.Places;
using PanchayatBot.Storage;

namespace PanchayatBot.People;

/// <summary>A role that somebody holds within a place.</summary>
public sealed class Grant
{
    /// <summary>Who holds it.</summary>
    public long PersonId { get; init; }

    /// <summary>The person's name in Devanagari; empty when none was told.</summary>
    public required string NameHi { get; init; }

    /// <summary>The same in Latin letters.</summary>
    public required string NameEn { get; init; }

    /// <summary>What the person may do.</summary>
    public Role Role { get; init; }

    /// <summary>Where, and everywhere below.</summary>
    public long PlaceId { get; init; }

    /// <summary>Since when.</summary>
    public DateTimeOffset GrantedAt { get; init; }
}

/// <summary>Who may do what, and where: the SQL of the table <c>role_grant</c>. A grant within a place holds for every place below it; whoever has
/// none is a citizen. <see cref="Appointments"/> has the rules by which grants are given and ended.</summary>
public static class Grants
{
    private const string Columns = "g.person_id, g.role, g.place_id, g.granted_at, h.name_hi, h.name_en from role_grant g join person h on h.id = g.person_id";

    /// <summary>Grants a role within a place; granting it again changes nothing.</summary>
    public static Task GiveAsync(Db db, long person, Role role, long place, DateTimeOffset now) => db.ExecuteAsync("""
        insert into role_grant (person_id, role, place_id, granted_at) values (@person, @role, @place, @now)
        on conflict (person_id, role, place_id) do update set revoked_at = null
        """, new { person, role = role.ToString(), place, now });

    /// <summary>Ends a grant; false when it was not in force.</summary>
    internal static async Task<bool> EndAsync(Db db, long person, Role role, long place, DateTimeOffset now) => await db.ExecuteAsync(
        "update role_grant set revoked_at = @now where person_id = @person and role = @role and place_id = @place and revoked_at is null",
        new { person, role = role.ToString(), place, now }) > 0;

    /// <summary>How many administrators' grants are in force. They stay as they are until the transaction ends, so that two administrators cannot
    /// end each other at the same moment.</summary>
    internal static Task<int> LockAdministratorsAsync(Db db) =>
        db.ExecuteAsync("update role_grant set role = role where role = 'Administrator' and revoked_at is null");

    /// <summary>The person's highest role in force, wherever it was granted.</summary>
    public static async Task<Role> HighestAsync(Db db, long person)
    {
        var roles = await db.QueryAsync<string>("select role from role_grant where person_id = @person and revoked_at is null", new { person });
        return roles.Select(Enum.Parse<Role>).DefaultIfEmpty(Role.Citizen).Max();
    }

    /// <summary>What a person holds, the highest first.</summary>
    public static async Task<IReadOnlyList<Grant>> OfAsync(Db db, long person) =>
        [.. (await db.QueryAsync<Grant>($"select {Columns} where g.person_id = @person and g.revoked_at is null order by g.place_id", new { person })).OrderByDescending(grant => grant.Role)];

    /// <summary>Every grant in force, by place; for the command line.</summary>
    public static Task<IReadOnlyList<Grant>> AllAsync(Db db) =>
        db.QueryAsync<Grant>($"select {Columns} where g.revoked_at is null order by g.place_id, g.role, g.person_id");

    /// <summary>Every role a person holds in a place or in one above it.</summary>
    /// <param name="db">The transaction.</param>
    /// <param name="person">Null for somebody unknown, who holds nothing.</param>
    /// <param name="place">Where.</param>
    public static async Task<IReadOnlyList<Role>> RolesAsync(Db db, long? person, long place)
    {
        if (person is not { } known)
            return [];
        var roles = await db.QueryAsync<string>("""
            with recursive up (id, parent_id) as (
                select id, parent_id from place where id = @place
                union all
                select p.id, p.parent_id from place p join up on p.id = up.parent_id)
            select g.role from role_grant g join up on g.place_id = up.id where g.person_id = @known and g.revoked_at is null
            """, new { place, known });
        return [.. roles.Select(Enum.Parse<Role>)];
    }

    /// <summary>True if the person holds this role or a higher one in the place or in one above it.</summary>
    /// <param name="db">The transaction.</param>
    /// <param name="person">Null for somebody unknown, who holds nothing.</param>
    /// <param name="atLeast">The lowest role that is enough.</param>
    /// <param name="place">Where.</param>
    public static async Task<bool> HoldsAsync(Db db, long? person, Role atLeast, long place) => (await RolesAsync(db, person, place)).Any(role => role >= atLeast);

    /// <summary>Grants in force within the places in which the person holds a role from secretary upwards, the person's own left out.</summary>
    public static Task<IReadOnlyList<Grant>> WithinReachAsync(Db db, long person, int skip, int most) => db.QueryAsync<Grant>($"""
        {Reach([Role.Secretary, Role.Officer, Role.Administrator], wards: true)}
        select {Columns} join down on down.id = g.place_id
        where g.revoked_at is null and g.person_id <> @person order by g.place_id, g.role, g.person_id limit @most offset @skip
        """, new { person, skip, most });

    /// <summary>Places of some levels within those in which the person holds one of some roles, the upper levels first.</summary>
    /// <param name="db">The transaction.</param>
    /// <param name="person">Who.</param>
    /// <param name="holding">The roles that count.</param>
    /// <param name="kinds">The levels wanted.</param>
    /// <param name="sounds">Only places whose name sounds so, as <see cref="PlaceSounds.Typed"/> has it; none for all.</param>
    /// <param name="skip">So many are left out.</param>
    /// <param name="most">The most that are returned.</param>
    public static Task<IReadOnlyList<Place>> PlacesAsync(Db db, long person, IEnumerable<Role> holding, IEnumerable<PlaceKind> kinds, IReadOnlyList<string> sounds, int skip, int most)
    {
        var (patterns, levels) = (PlaceStore.Patterns(sounds), kinds.ToList());
        // Wards are counted, not spelt: 2 comes before 10.
        return db.QueryAsync<Place>($"""
            {Reach(holding, levels.Contains(PlaceKind.Ward))}
            select {PlaceStore.Columns} from place p join down on down.id = p.id
            where p.kind in ({Listed(levels)}) and {PlaceStore.SoundsLike}
            order by case p.kind when 'State' then 0 when 'District' then 1 when 'Block' then 2 when 'Panchayat' then 3 else 4 end,
                case p.kind when 'Ward' then p.parent_id else 0 end, case p.kind when 'Ward' then length(p.name_hi) else 0 end, p.name_hi, p.id
            limit @most offset @skip
            """, new { person, one = patterns[0], two = patterns[1], three = patterns[2], four = patterns[3], skip, most });
    }

    /// <summary>The panchayats in which the person holds this role or a higher one, by name; none for somebody unknown.</summary>
    public static async Task<IReadOnlyList<Place>> PanchayatsAsync(Db db, long? person, Role atLeast) =>
        person is { } known ? await PlacesAsync(db, known, Enum.GetValues<Role>().Where(role => role >= atLeast), [PlaceKind.Panchayat], [], 0, int.MaxValue) : [];

    /// <summary>Chats in which a secretary of the panchayat speaks.</summary>
    public static Task<IReadOnlyList<ChatAddress>> SecretaryChatsAsync(Db db, long panchayat) => db.QueryAsync<ChatAddress>("""
        select c.channel as Channel, c.chat_id as Id from chat c
        where c.person_id in (select g.person_id from role_grant g where g.role = @role and g.place_id = @panchayat and g.revoked_at is null)
        order by c.channel, c.chat_id
        """, new { role = nameof(Role.Secretary), panchayat });

    /// <summary>All places within those in which @person holds one of these roles. Wards are many times all the others together.</summary>
    internal static string Reach(IEnumerable<Role> holding, bool wards) => $"""
        with recursive down (id) as (
            select place_id from role_grant where person_id = @person and revoked_at is null and role in ({Listed(holding)})
            union
            select c.id from place c join down on c.parent_id = down.id{(wards ? "" : " where c.kind <> 'Ward'")})
        """;

    // Names of our own enumerations: nothing in them needs quoting.
    private static string Listed<T>(IEnumerable<T> names) where T : struct, Enum => string.Join(", ", names.Select(name => $"'{name}'"));
}
