using PanchayatBot.Schemes.Finding;

namespace PanchayatBot.Schemes;

/// <summary>All schemes in force together with the index that finds them.</summary>
/// <param name="Catalog">The schemes.</param>
/// <param name="Finder">Finds among exactly these.</param>
public sealed record SchemeLibrary(SchemeCatalog Catalog, Finder Finder);

/// <summary>The library as the content files say now; when a file changes, catalogue and index are replaced together.</summary>
public sealed class LiveSchemeLibrary
{
    private readonly LiveSchemes _schemes;
    private readonly Func<SchemeCatalog, Finder> _index;
    private volatile SchemeLibrary _value;

    /// <summary>Builds the index and keeps it up to date.</summary>
    /// <param name="schemes">The files.</param>
    /// <param name="index">Builds the index of a catalogue.</param>
    public LiveSchemeLibrary(LiveSchemes schemes, Func<SchemeCatalog, Finder> index)
    {
        _schemes = schemes;
        _index = index;
        _value = Build();
        schemes.Changed += (_, _) => _value = Build();
    }

    /// <summary>The library now; keep the reference while catalogue and index must fit together.</summary>
    public SchemeLibrary Value => _value;

    private SchemeLibrary Build() => new(_schemes.Catalog, _index(_schemes.Catalog));
}
