using BenchmarkDotNet.Attributes;
using PanchayatBot.Schemes;
using PanchayatBot.Schemes.Finding;

namespace PanchayatBot.Benchmarks;

/// <summary>Time and memory of building the index anew, as after an edit.</summary>
[MemoryDiagnoser]
public class BuildingTheIndex
{
    private SchemeCatalog _catalog = null!;
    private Lexicon _words = null!;

    /// <summary>Schemes in the index: the real ones, and made-up ones for the rest.</summary>
    [Params(100, 1000, 4000)]
    public int Schemes { get; set; }

    /// <summary>Reads the files; not measured.</summary>
    [GlobalSetup]
    public void Read()
    {
        _catalog = Given.Catalog(Schemes);
        _words = Given.Words();
    }

    /// <summary>Builds the index.</summary>
    [Benchmark]
    public Finder Build() => new(_catalog, _words);
}
