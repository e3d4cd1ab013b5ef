using PanchayatBot.Content;
using PanchayatBot.Storage;

namespace PanchayatBot.Places;

/// <summary>What an import did, or would do.</summary>
/// <param name="Added">New places by level.</param>
/// <param name="Changed">Places whose name, number or titles changed.</param>
/// <param name="Unchanged">Places that were there as they are in the file.</param>
/// <param name="WithoutHindi">Places for which the file has no Hindi name.</param>
public sealed record PlaceImportReport(IReadOnlyDictionary<PlaceKind, int> Added, int Changed, int Unchanged, int WithoutHindi);

/// <summary>Brings a table of places into the tree: adds and changes, never deletes. A place is known by its number in the Local Government
/// Directory, else by its English name below the same parent.</summary>
public sealed class PlaceImport(Db db, States states)
{
    private static readonly Dictionary<Title, Bilingual> NoTitles = [];

    private readonly Dictionary<(PlaceKind Kind, long? Parent, string Name), long> _known = [];
    private readonly Dictionary<PlaceKind, int> _added = [];
    private int _changed;
    private int _unchanged;
    private int _withoutHindi;

    /// <summary>Imports rows; running it again changes nothing.</summary>
    public async Task<PlaceImportReport> RunAsync(IEnumerable<PlaceRow> rows)
    {
        foreach (var row in rows)
        {
            var state = states.Find(row.State)!;
            var above = await OneAsync(PlaceKind.State, null, row.State, new NamedPlace(state.Name, state.LgdCode), NoTitles);
            (PlaceKind Kind, NamedPlace? Place)[] levels = [(PlaceKind.District, row.District), (PlaceKind.Block, row.Block), (PlaceKind.Panchayat, row.Panchayat), (PlaceKind.Ward, row.Ward)];
            foreach (var (kind, place) in levels)
            {
                if (place is null)
                    break;
                above = await OneAsync(kind, above, row.State, place, kind == PlaceKind.Panchayat ? row.Titles : NoTitles);
            }
        }

        return new PlaceImportReport(_added, _changed, _unchanged, _withoutHindi);
    }

    private async Task<long> OneAsync(PlaceKind kind, long? parent, string state, NamedPlace place, IReadOnlyDictionary<Title, Bilingual> titles)
    {
        var key = (kind, parent, place.LgdCode is { } code ? $"#{code}" : place.Name.English.ToLowerInvariant());
        if (_known.TryGetValue(key, out var seen))
            return seen;
        if (place.Name.Hindi == place.Name.English)
            _withoutHindi++;
        var there = kind == PlaceKind.State ? await PlaceStore.StateAsync(db, state)
            : (place.LgdCode is { } lgd ? await PlaceStore.ByLgdAsync(db, kind, lgd) : null) ?? await PlaceStore.NamedAsync(db, kind, parent!.Value, place.Name.English);
        if (there is null)
        {
            _added[kind] = _added.GetValueOrDefault(kind) + 1;
            var added = await PlaceStore.AddAsync(db, kind, parent, state, place.Name, place.LgdCode);
            await EntitleAsync(added, titles);
            return _known[key] = added;
        }

        // A file without the Hindi name does not take away the one that is there.
        var name = place.Name.Hindi == place.Name.English ? place.Name with { Hindi = there.NameHi } : place.Name;
        var renamed = there.Name != name || (place.LgdCode is not null && place.LgdCode != there.LgdCode);
        if (renamed)
            await PlaceStore.ChangeAsync(db, there.Id, name, place.LgdCode);
        if (await EntitleAsync(there.Id, titles) || renamed)
            _changed++;
        else
            _unchanged++;
        return _known[key] = there.Id;
    }

    /// <summary>Takes over a place's own titles; true if one changed.</summary>
    private async Task<bool> EntitleAsync(long place, IReadOnlyDictionary<Title, Bilingual> titles)
    {
        if (titles.Count == 0)
            return false;
        var own = await OfficeTitles.OwnAsync(db, place);
        var changed = titles.Where(title => own.GetValueOrDefault(title.Key) != title.Value).ToList();
        foreach (var (title, name) in changed)
            await OfficeTitles.SetAsync(db, place, title, name);
        return changed.Count > 0;
    }
}
