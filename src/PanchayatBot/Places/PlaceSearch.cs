using PanchayatBot.Storage;

namespace PanchayatBot.Places;

/// <summary>Finds the panchayat that somebody types, in either script and half finished.</summary>
public static class PlaceSearch
{
    /// <summary>Panchayats whose name sounds like the text, the likeliest first. Names are not unique: show block and district with them.</summary>
    /// <param name="db">The transaction.</param>
    /// <param name="typed">What was typed.</param>
    /// <param name="state">The person's state, which is searched first; null for all.</param>
    /// <param name="most">The most that are returned.</param>
    public static async Task<IReadOnlyList<Place>> PanchayatsAsync(Db db, string typed, string? state, int most)
    {
        var readings = Readings(typed);
        foreach (var where in state is null ? new string?[] { null } : [state, null])
        {
            foreach (var reading in readings)
            {
                if (await PlaceStore.SoundingAsync(db, reading, where, most) is { Count: > 0 } found)
                    return found;
            }
        }

        return [];
    }

    /// <summary>The sounds of what somebody typed, in the ways in which it can be read: "bahadur pur" is one name, and "rampur bishanpur" may be
    /// two. None when nothing in it sounds.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Readings(string typed) => PlaceSounds.Typed(typed) switch
    {
        { Count: 0 } => [],
        { Count: 1 } sounds => [sounds],
        var sounds => [sounds, [string.Concat(sounds)]],
    };
}
