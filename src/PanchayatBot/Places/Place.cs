using PanchayatBot.Content;
using PanchayatBot.Storage;

namespace PanchayatBot.Places;

/// <summary>The levels of the tree, from the top down. Names stand in the database.</summary>
public enum PlaceKind
{
    /// <summary>राज्य</summary>
    State,

    /// <summary>जिला</summary>
    District,

    /// <summary>प्रखंड / विकास खंड</summary>
    Block,

    /// <summary>ग्राम पंचायत</summary>
    Panchayat,

    /// <summary>वार्ड or village</summary>
    Ward,
}

/// <summary>A node of the tree state > district > block > panchayat > ward.</summary>
public sealed class Place
{
    /// <summary>Key in the database.</summary>
    public long Id { get; init; }

    /// <summary>The place above; null for a state.</summary>
    public long? ParentId { get; init; }

    /// <summary>Two-letter code of the state.</summary>
    public required string State { get; init; }

    /// <summary>Name in Devanagari.</summary>
    public required string NameHi { get; init; }

    /// <summary>Name in Latin letters.</summary>
    public required string NameEn { get; init; }

    /// <summary>The name in both languages.</summary>
    public Bilingual Name => new(NameHi, NameEn);
}

/// <summary>The SQL of the table <c>place</c>.</summary>
public static class PlaceStore
{
    /// <summary>Adds a place.</summary>
    /// <param name="db">The transaction.</param>
    /// <param name="kind">Its level.</param>
    /// <param name="parent">The place above.</param>
    /// <param name="state">Two-letter code of its state.</param>
    /// <param name="name">Its name.</param>
    /// <param name="lgdCode">Its number in the Local Government Directory; null when it has none.</param>
    public static Task<long> AddAsync(Db db, PlaceKind kind, long? parent, string state, Bilingual name, long? lgdCode) => db.SingleAsync<long>("""
        insert into place (kind, parent_id, lgd_code, state, name_hi, name_en) values (@kind, @parent, @lgdCode, @state, @Hindi, @English) returning id
        """, new { kind = kind.ToString(), parent, lgdCode, state, name.Hindi, name.English });

    /// <summary>A place and all above it, the place itself first.</summary>
    public static Task<IReadOnlyList<Place>> PathAsync(Db db, long id) => db.QueryAsync<Place>("""
        with recursive up (id, parent_id, state, name_hi, name_en, step) as (
            select id, parent_id, state, name_hi, name_en, 0 from place where id = @id
            union all
            select p.id, p.parent_id, p.state, p.name_hi, p.name_en, up.step + 1 from place p join up on p.id = up.parent_id)
        select id, parent_id, state, name_hi, name_en from up order by step
        """, new { id });

    /// <summary>Every panchayat within a place; the place itself if it is one.</summary>
    public static Task<IReadOnlyList<Place>> PanchayatsWithinAsync(Db db, long id) => db.QueryAsync<Place>("""
        with recursive down (id) as (
            select id from place where id = @id
            union all
            select p.id from place p join down on p.parent_id = down.id where p.kind <> 'Ward')
        select p.id, p.parent_id, p.state, p.name_hi, p.name_en from place p join down on down.id = p.id where p.kind = 'Panchayat'
        """, new { id });
}
