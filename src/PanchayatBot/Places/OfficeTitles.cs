using PanchayatBot.Content;
using PanchayatBot.Storage;

namespace PanchayatBot.Places;

/// <summary>What is called differently from state to state. Names stand in the database; in lower case they are the keys of
/// content/places/states.yml.</summary>
public enum Title
{
    /// <summary>मुखिया / प्रधान / सरपंच: the elected head of the gram panchayat.</summary>
    Head,

    /// <summary>वार्ड सदस्य / पंच.</summary>
    Member,

    /// <summary>पंचायत सचिव.</summary>
    Secretary,

    /// <summary>प्रखंड / विकास खंड: the block itself.</summary>
    Block,

    /// <summary>प्रखंड विकास पदाधिकारी: the officer of the block.</summary>
    Officer,

    /// <summary>पंचायत भवन.</summary>
    Building,
}

/// <summary>What the offices of a place are called.</summary>
public sealed class OfficeTitles
{
    private readonly IReadOnlyDictionary<Title, Bilingual> _names;

    private OfficeTitles(IReadOnlyDictionary<Title, Bilingual> names) => _names = names;

    /// <summary>No titles at all: what stands there when content/places/states.yml could not be read.</summary>
    internal static OfficeTitles Unknown { get; } = new(Enum.GetValues<Title>().ToDictionary(title => title, _ => new Bilingual("", "")));

    /// <summary>The words for an office.</summary>
    public Bilingual this[Title title] => _names[title];

    /// <summary>The same, with other words for some offices.</summary>
    public OfficeTitles With(IReadOnlyDictionary<Title, Bilingual> own)
    {
        if (own.Count == 0)
            return this;
        var names = new Dictionary<Title, Bilingual>(_names);
        foreach (var (title, name) in own)
            names[title] = name;
        return new(names);
    }

    /// <summary>What a place calls its offices: its own words, else those of its state, else the usual ones.</summary>
    public static async Task<OfficeTitles> OfAsync(Db db, States states, Place place) => states.TitlesOf(place.State).With(await OwnAsync(db, place.Id));

    /// <summary>The words in which a place differs from its state.</summary>
    internal static async Task<IReadOnlyDictionary<Title, Bilingual>> OwnAsync(Db db, long place) =>
        (await db.QueryAsync<Row>("select title, name_hi, name_en from place_title where place_id = @place", new { place }))
            .ToDictionary(row => Enum.Parse<Title>(row.Title), row => new Bilingual(row.NameHi, row.NameEn));

    /// <summary>Gives a place its own word for an office.</summary>
    internal static Task SetAsync(Db db, long place, Title title, Bilingual name) => db.ExecuteAsync("""
        insert into place_title (place_id, title, name_hi, name_en) values (@place, @title, @Hindi, @English)
        on conflict (place_id, title) do update set name_hi = excluded.name_hi, name_en = excluded.name_en
        """, new { place, title = title.ToString(), name.Hindi, name.English });

    private sealed class Row
    {
        public required string Title { get; init; }
        public required string NameHi { get; init; }
        public required string NameEn { get; init; }
    }
}
