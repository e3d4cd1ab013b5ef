using PanchayatBot.Ledger;
using PanchayatBot.Places;
using PanchayatBot.Storage;

namespace PanchayatBot.People;

/// <summary>What became of the wish to end a grant.</summary>
public enum Ending
{
    /// <summary>It ended; from the next message on it holds no more.</summary>
    Ended,

    /// <summary>It was not in force.</summary>
    NotHeld,

    /// <summary>It is the last administrator's: without one, nobody could appoint the next.</summary>
    LastAdministrator,
}

/// <summary>The rules by which offices are given and ended. Nobody gives more than they hold, and every act is in the register of its place.</summary>
public static class Appointments
{
    /// <summary>The roles that the holder of a role may give within the own place.</summary>
    public static IReadOnlyList<Role> GivenBy(Role holder) => holder switch
    {
        Role.Secretary => [Role.WardMember, Role.Secretary],
        Role.Officer => [Role.Secretary, Role.Officer],
        Role.Administrator => [Role.WardMember, Role.Secretary, Role.Officer, Role.Administrator],
        _ => [],
    };

    /// <summary>The roles whose holders may give this one.</summary>
    public static IEnumerable<Role> GiversOf(Role role) => Enum.GetValues<Role>().Where(holder => GivenBy(holder).Contains(role));

    /// <summary>The levels at which there is such an office.</summary>
    public static IReadOnlyList<PlaceKind> LevelsOf(Role role) => role switch
    {
        Role.WardMember => [PlaceKind.Panchayat, PlaceKind.Ward],
        Role.Secretary => [PlaceKind.Panchayat],
        Role.Officer or Role.Administrator => [PlaceKind.State, PlaceKind.District, PlaceKind.Block],
        _ => [],
    };

    /// <summary>True if the person may give this role in this place, by an own role there or above.</summary>
    public static async Task<bool> MayGiveAsync(Db db, long? person, Role role, Place place) =>
        LevelsOf(role).Contains(place.Kind) && (await Grants.RolesAsync(db, person, place.Id)).Any(held => GivenBy(held).Contains(role));

    /// <summary>True if the person may end this grant of somebody: from secretary upwards, and no less than is ended.</summary>
    public static async Task<bool> MayEndAsync(Db db, long? person, Role role, long place) =>
        await Grants.HoldsAsync(db, person, role < Role.Secretary ? Role.Secretary : role, place);

    /// <summary>Grants a role and writes it into the register.</summary>
    /// <param name="db">The transaction.</param>
    /// <param name="person">Who gets it.</param>
    /// <param name="role">What.</param>
    /// <param name="place">Where.</param>
    /// <param name="by">Who gives it; null for the command line.</param>
    /// <param name="now">The present moment.</param>
    public static async Task GiveAsync(Db db, long person, Role role, long place, long? by, DateTimeOffset now)
    {
        await Grants.GiveAsync(db, person, role, place, now);
        await LedgerBook.WriteAsync(db, place, by, "grant.given", Subject(person), new { role = role.ToString() }, now);
    }

    /// <summary>Ends a grant and writes it into the register.</summary>
    /// <param name="db">The transaction.</param>
    /// <param name="person">Who loses it.</param>
    /// <param name="role">What.</param>
    /// <param name="place">Where.</param>
    /// <param name="by">Who ends it; null for the command line.</param>
    /// <param name="now">The present moment.</param>
    public static async Task<Ending> EndAsync(Db db, long person, Role role, long place, long? by, DateTimeOffset now)
    {
        var administrators = role == Role.Administrator ? await Grants.LockAdministratorsAsync(db) : 0;
        if (!await Grants.EndAsync(db, person, role, place, now))
            return Ending.NotHeld;
        if (administrators == 1)
        {
            await Grants.GiveAsync(db, person, role, place, now);
            return Ending.LastAdministrator;
        }

        await LedgerBook.WriteAsync(db, place, by, "grant.revoked", Subject(person), new { role = role.ToString() }, now);
        return Ending.Ended;
    }

    private static string Subject(long person) => $"person:{person}";
}
