using PanchayatBot.Messages;
using PanchayatBot.Storage;

namespace PanchayatBot.Places;

/// <summary>A place as a question shows it: kept with the question, which is put into words again without asking the database.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Hi">What is shown in Hindi.</param>
/// <param name="En">What is shown in English.</param>
public sealed record PlaceOption(long Id, string Hi, string En)
{
    /// <summary>What is shown.</summary>
    public string this[Language language] => language == Language.English ? En : Hi;

    /// <summary>A place by its own name.</summary>
    public static PlaceOption Of(Place place) => new(place.Id, place.NameHi, place.NameEn);

    /// <summary>A place with block and district: names of panchayats are not unique.</summary>
    public static async Task<PlaceOption> FullAsync(Db db, Place place)
    {
        var path = (await PlaceStore.PathAsync(db, place.Id)).Where(one => one.Kind != PlaceKind.State).ToList();
        return new(place.Id, string.Join(", ", path.Select(one => one.NameHi)), string.Join(", ", path.Select(one => one.NameEn)));
    }
}
