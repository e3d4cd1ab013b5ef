using Microsoft.Extensions.Logging.Abstractions;
using PanchayatBot.Hosting;
using PanchayatBot.Schemes;
using PanchayatBot.Schemes.Finding;

namespace PanchayatBot.Benchmarks;

/// <summary>What is measured with: the repository's content and questions.</summary>
internal static class Given
{
    private const int Seed = 20261122;

    private static string Content => Path.Combine(Home.Find(), "content");

    /// <summary>The search words of the repository.</summary>
    public static Lexicon Words()
    {
        using var words = ContentFiles.SearchWords(Content, NullLogger<LiveLexicon>.Instance, TimeProvider.System);
        return words.Value;
    }

    /// <summary>The real schemes, and made-up ones until there are so many; fewer than the real ones are their first.</summary>
    public static SchemeCatalog Catalog(int schemes)
    {
        using var real = new LiveSchemes(Content, NullLogger<LiveSchemes>.Instance, TimeProvider.System);
        var all = real.Catalog.Schemes;
        return new(all.Concat(new MadeUpSchemes(all, Seed).Take(Math.Max(0, schemes - all.Count))).Take(schemes), real.Catalog.Categories);
    }

    /// <summary>So many judged questions, from all files evenly.</summary>
    public static Question[] Questions(int count)
    {
        var judged = Directory.GetFiles(Path.Combine(Home.Find(), "tests/PanchayatBot.Tests/Questions"), "*.jsonl").Order(StringComparer.Ordinal).SelectMany(QuestionFile.Read).ToList();
        return [.. Enumerable.Range(0, count).Select(i => judged[i * judged.Count / count]).Select(one => new Question(one.Text) { State = one.State, Topic = one.Earlier })];
    }
}
