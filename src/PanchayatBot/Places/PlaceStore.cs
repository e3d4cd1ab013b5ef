using System.Globalization;
using PanchayatBot.Content;
using PanchayatBot.Storage;

namespace PanchayatBot.Places;

/// <summary>The SQL of the table <c>place</c>.</summary>
public static class PlaceStore
{
    internal const string Columns = "p.id, p.kind, p.parent_id, p.lgd_code, p.state, p.name_hi, p.name_en";

    /// <summary>True for a place p whose name sounds like <see cref="Patterns"/>, given as @one to @four.</summary>
    internal const string SoundsLike = """
        (cast(@one as text) is null or p.sounds like @one) and (cast(@two as text) is null or p.sounds like @two)
            and (cast(@three as text) is null or p.sounds like @three) and (cast(@four as text) is null or p.sounds like @four)
        """;

    /// <summary>Begins a query over the place @place and all below it, wards left out: <c>down</c> has their numbers.</summary>
    internal const string Down = """
        with recursive down (id) as (
            select id from place where id = @place
            union all
            select c.id from place c join down on c.parent_id = down.id where c.kind <> 'Ward')
        """;

    /// <summary>Adds a place.</summary>
    /// <param name="db">The transaction.</param>
    /// <param name="kind">Its level.</param>
    /// <param name="parent">The place above.</param>
    /// <param name="state">Two-letter code of its state.</param>
    /// <param name="name">Its name.</param>
    /// <param name="lgdCode">Its number in the Local Government Directory; null when it has none.</param>
    public static Task<long> AddAsync(Db db, PlaceKind kind, long? parent, string state, Bilingual name, long? lgdCode) => db.SingleAsync<long>("""
        insert into place (kind, parent_id, lgd_code, state, name_hi, name_en, sounds) values (@kind, @parent, @lgdCode, @state, @Hindi, @English, @sounds) returning id
        """, new { kind = kind.ToString(), parent, lgdCode, state, name.Hindi, name.English, sounds = PlaceSounds.Of(name) });

    /// <summary>Changes a place's name and, if it is told, its number.</summary>
    public static Task ChangeAsync(Db db, long id, Bilingual name, long? lgdCode) => db.ExecuteAsync(
        "update place set name_hi = @Hindi, name_en = @English, sounds = @sounds, lgd_code = coalesce(@lgdCode, lgd_code) where id = @id",
        new { id, name.Hindi, name.English, sounds = PlaceSounds.Of(name), lgdCode });

    /// <summary>The place with this key; null when there is none.</summary>
    public static Task<Place?> FindAsync(Db db, long id) => db.FirstOrDefaultAsync<Place>($"select {Columns} from place p where p.id = @id", new { id });

    /// <summary>The place with this number in the Local Government Directory; null when there is none.</summary>
    public static Task<Place?> ByLgdAsync(Db db, PlaceKind kind, long lgdCode) =>
        db.FirstOrDefaultAsync<Place>($"select {Columns} from place p where p.kind = @kind and p.lgd_code = @lgdCode", new { kind = kind.ToString(), lgdCode });

    /// <summary>The state with this two-letter code; null when none was entered.</summary>
    public static Task<Place?> StateAsync(Db db, string code) => db.FirstOrDefaultAsync<Place>($"select {Columns} from place p where p.kind = 'State' and p.state = @code", new { code });

    /// <summary>The place with this English name below another; null when there is none.</summary>
    public static Task<Place?> NamedAsync(Db db, PlaceKind kind, long parent, string english) => db.FirstOrDefaultAsync<Place>(
        $"select {Columns} from place p where p.parent_id = @parent and p.kind = @kind and lower(p.name_en) = @english",
        new { kind = kind.ToString(), parent, english = english.ToLowerInvariant() });

    /// <summary>Places of any level with exactly this name, in either language; names are not unique.</summary>
    public static Task<IReadOnlyList<Place>> CalledAsync(Db db, string name) => db.QueryAsync<Place>(
        $"select {Columns} from place p where p.name_hi = @name or lower(p.name_en) = @english order by p.id", new { name, english = name.ToLowerInvariant() });

    /// <summary>The panchayat that a link names; null when there is none.</summary>
    /// <param name="db">The transaction.</param>
    /// <param name="code"><see cref="Place.LinkCode"/>, from outside: may be anything.</param>
    public static async Task<Place?> LinkedAsync(Db db, string code)
    {
        var own = code.StartsWith("id", StringComparison.Ordinal);
        if (!long.TryParse(own ? code[2..] : code, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return null;
        var place = own ? await FindAsync(db, number) : await ByLgdAsync(db, PlaceKind.Panchayat, number);
        return place?.Kind == PlaceKind.Panchayat ? place : null;
    }

    /// <summary>A place and all above it, the place itself first.</summary>
    public static Task<IReadOnlyList<Place>> PathAsync(Db db, long id) => db.QueryAsync<Place>($"""
        with recursive up (id, parent_id, step) as (
            select id, parent_id, 0 from place where id = @id
            union all
            select a.id, a.parent_id, up.step + 1 from place a join up on a.id = up.parent_id)
        select {Columns} from place p join up on up.id = p.id order by up.step
        """, new { id });

    /// <summary>Places directly below another, by name; of a null place, the states.</summary>
    public static Task<IReadOnlyList<Place>> BelowAsync(Db db, long? parent, PlaceKind kind, int skip, int most) => db.QueryAsync<Place>($"""
        select {Columns} from place p where p.kind = @kind and {(parent is null ? "p.parent_id is null" : "p.parent_id = @parent")}
        order by p.name_hi, p.id limit @most offset @skip
        """, new { parent, kind = kind.ToString(), skip, most });

    /// <summary>Panchayats whose name has words that sound like (the beginnings of) these.</summary>
    /// <param name="db">The transaction.</param>
    /// <param name="sounds">Sounds of the words, as <see cref="PlaceSounds.Typed"/> gives them; none finds nothing.</param>
    /// <param name="state">Only in this state; null for all.</param>
    /// <param name="most">The most that are returned; names that are nothing but these words come first.</param>
    public static async Task<IReadOnlyList<Place>> SoundingAsync(Db db, IReadOnlyList<string> sounds, string? state, int most)
    {
        if (sounds.Count == 0)
            return [];
        var patterns = Patterns(sounds);
        return await db.QueryAsync<Place>($"""
            select {Columns} from place p
            where p.kind = 'Panchayat' and (cast(@state as text) is null or p.state = @state) and {SoundsLike}
            order by case when p.sounds like @begin then 0 else 1 end, length(p.sounds), p.name_hi, p.id
            limit @most
            """, new { state, one = patterns[0], two = patterns[1], three = patterns[2], four = patterns[3], begin = $"|{sounds[0]}%", most });
    }

    /// <summary>What names have to look like for words that sound so: four patterns, null where there is no word.</summary>
    internal static IReadOnlyList<string?> Patterns(IReadOnlyList<string> sounds) =>
        // Keys are made of letters only: nothing in them means anything to "like". Nobody types more words than a name has.
        [.. Enumerable.Range(0, 4).Select(at => at < sounds.Count ? $"%|{sounds[at]}%" : null)];
}
