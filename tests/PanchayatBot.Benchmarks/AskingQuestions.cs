using BenchmarkDotNet.Attributes;
using PanchayatBot.Schemes.Finding;

namespace PanchayatBot.Benchmarks;

/// <summary>Time and memory of one question, with as many schemes as there are columns. One operation asks every question of the files
/// of judged questions once; time and memory are told for each question.</summary>
[MemoryDiagnoser]
public class AskingQuestions
{
    // The number of questions must be known when the program is compiled.
    private const int Questions = 300;

    private Question[] _questions = [];
    private Finder _finder = null!;

    /// <summary>Schemes in the index: the real ones, and made-up ones for the rest.</summary>
    [Params(100, 1000, 4000)]
    public int Schemes { get; set; }

    /// <summary>Builds the index; not measured.</summary>
    [GlobalSetup]
    public void Build()
    {
        _finder = new(Given.Catalog(Schemes), Given.Words());
        _questions = Given.Questions(Questions);
    }

    /// <summary>Finds what answers each question.</summary>
    [Benchmark(OperationsPerInvoke = Questions)]
    public int Find()
    {
        var candidates = 0;
        foreach (var question in _questions)
            candidates += _finder.Find(question).Candidates.Count;
        return candidates;
    }
}
