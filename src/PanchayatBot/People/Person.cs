using System.Globalization;
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

    /// <summary>False for somebody who agreed to something but told no name.</summary>
    public bool IsNamed => NameHi.Length > 0;

    /// <summary>The name in both languages.</summary>
    public Bilingual Name => new(NameHi, NameEn);
}

/// <summary>As told with the verb. Names stand in the database in lower case.</summary>
public enum Gender
{
    /// <summary>हो चुका हूँ.</summary>
    Man,

    /// <summary>हो चुकी हूँ.</summary>
    Woman,
}

/// <summary>The SQL of the table <c>person</c>; <see cref="Grants"/> has what they may do.</summary>
public static class PersonStore
{
    private const int LongestName = 40;

    /// <summary>Adds a person.</summary>
    public static Task<long> AddAsync(Db db, Bilingual name, long? place, DateTimeOffset now) => db.SingleAsync<long>(
        "insert into person (place_id, name_hi, name_en, created_at) values (@place, @Hindi, @English, @now) returning id",
        new { place, name.Hindi, name.English, now });

    /// <summary>The person with this key; null when there is none.</summary>
    public static Task<Person?> FindAsync(Db db, long id) =>
        db.FirstOrDefaultAsync<Person>("select id, place_id, name_hi, name_en from person where id = @id", new { id });

    /// <summary>The name that somebody wrote, the same in both languages; null when it is no name: too long, or with signs that names do not have.</summary>
    public static Bilingual? NameIn(string written)
    {
        var name = string.Join(' ', written.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return name.Length is > 0 and <= LongestName && name.Any(char.IsLetter) && name.All(c => char.IsLetter(c)
            || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark || c is ' ' or '.' or '\u200c' or '\u200d')
            ? new Bilingual(name, name)
            : null;
    }

    /// <summary>Gives a person another name.</summary>
    public static Task RenameAsync(Db db, long id, Bilingual name) =>
        db.ExecuteAsync("update person set name_hi = @Hindi, name_en = @English where id = @id", new { id, name.Hindi, name.English });

    /// <summary>Notes where a person belongs.</summary>
    public static Task MoveAsync(Db db, long id, long? place) => db.ExecuteAsync("update person set place_id = @place where id = @id", new { id, place });

    /// <summary>True if the person declared to be 18 or older.</summary>
    public static async Task<bool> IsAdultAsync(Db db, long id) => await db.SingleAsync<long>("select count(*) from person where id = @id and adult_at is not null", new { id }) > 0;

    /// <summary>Notes that a person declared to be 18 or older, and perhaps told whether a man or a woman speaks.</summary>
    public static Task DeclareAdultAsync(Db db, long id, Gender? gender, DateTimeOffset now) => db.ExecuteAsync(
        "update person set adult_at = coalesce(adult_at, @now), gender = coalesce(@gender, gender) where id = @id", new { id, gender = gender?.ToString().ToLowerInvariant(), now });

    /// <summary>What the person told; null for nothing.</summary>
    public static async Task<Gender?> GenderAsync(Db db, long id) =>
        Enum.TryParse<Gender>(await db.FirstOrDefaultAsync<string>("select gender from person where id = @id", new { id }), ignoreCase: true, out var gender) ? gender : null;

    /// <summary>Forgets whether it is a man or a woman.</summary>
    public static Task ForgetGenderAsync(Db db, long id) => db.ExecuteAsync("update person set gender = null where id = @id", new { id });
}
