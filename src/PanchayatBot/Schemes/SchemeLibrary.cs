using PanchayatBot.Schemes.Finding;

namespace PanchayatBot.Schemes;

/// <summary>All schemes in force together with the index that finds them.</summary>
/// <param name="Catalog">The schemes.</param>
/// <param name="Finder">Finds among exactly these.</param>
/// <param name="Fraud">Recognises who tells of fraud.</param>
public sealed record SchemeLibrary(SchemeCatalog Catalog, Finder Finder, FraudSigns Fraud);

/// <summary>The library as the content files say now; when schemes or search words change, catalogue and index are replaced together.</summary>
public sealed class LiveSchemeLibrary
{
    private readonly LiveSchemes _schemes;
    private readonly LiveLexicon _words;
    private readonly Lock _building = new();
    private volatile SchemeLibrary _value;

    /// <summary>Builds the index and keeps it up to date.</summary>
    /// <param name="schemes">The schemes.</param>
    /// <param name="words">The search words.</param>
    public LiveSchemeLibrary(LiveSchemes schemes, LiveLexicon words)
    {
        (_schemes, _words) = (schemes, words);
        _value = Build();
        schemes.Changed += (_, _) => Rebuild();
        words.Changed += (_, _) => Rebuild();
    }

    /// <summary>The library now; keep the reference while catalogue and index must fit together.</summary>
    public SchemeLibrary Value => _value;

    // Both folders are watched by threads of their own: one after the other, so that the last one built knows both changes.
    private void Rebuild()
    {
        lock (_building)
            _value = Build();
    }

    private SchemeLibrary Build()
    {
        var catalog = _schemes.Catalog;
        var words = _words.Value;
        return new(catalog, new(catalog, words), new(words));
    }
}
