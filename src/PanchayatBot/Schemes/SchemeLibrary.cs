using PanchayatBot.Schemes.Finding;

namespace PanchayatBot.Schemes;

/// <summary>All schemes in force together with the index that finds them.</summary>
/// <param name="Catalog">The schemes.</param>
/// <param name="Finder">Finds among exactly these.</param>
public sealed record SchemeLibrary(SchemeCatalog Catalog, Finder Finder);

/// <summary>The library as the content files say now; when a file changes, catalogue and index are replaced together.</summary>
public sealed class LiveSchemeLibrary
{
    private readonly LiveSchemes schemes;
    private readonly Func<SchemeCatalog, Finder> index;
    private volatile SchemeLibrary value;

    /// <summary>Builds the index and keeps it up to date.</summary>
    /// <param name="schemes">The files.</param>
    /// <param name="index">Builds the index of a catalogue.</param>
    public LiveSchemeLibrary(LiveSchemes schemes, Func<SchemeCatalog, Finder> index)
    {
        this.schemes = schemes;
        this.index = index;
        value = Build();
        schemes.Changed += (_, _) => value = Build();
    }

    /// <summary>The library now; keep the reference while catalogue and index must fit together.</summary>
    public SchemeLibrary Value => value;

    private SchemeLibrary Build() => new(schemes.Catalog, index(schemes.Catalog));
}
