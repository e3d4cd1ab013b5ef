using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using PanchayatBot.Hosting;
using PanchayatBot.Schemes;
using PanchayatBot.Schemes.Finding;
using PanchayatBot.Tests.Support;

namespace PanchayatBot.Tests.Schemes.Finding;

/// <summary>The word files: mistakes are told with file and line, edits are taken up while the bot runs.</summary>
public sealed class LexiconTests : IDisposable
{
    private readonly TempFolder _content = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly List<string> _log = [];
    private LiveSchemes? _schemes;
    private LiveLexicon? _words;

    public LexiconTests()
    {
        foreach (var file in LexiconFile.Names)
            _content.Write($"search/{file}", "");
    }

    public void Dispose()
    {
        _schemes?.Dispose();
        _words?.Dispose();
        _content.Dispose();
    }

    [Theory]
    [InlineData("concepts.yml", "goat: [बकरी]\nfish: 'मछली\n", 2, "not valid YAML")]
    [InlineData("concepts.yml", "goat: [बकरी]\ngoat: [bakri]\n", 2, "a second time")]
    [InlineData("concepts.yml", "goat:\n  - बकरी\n  - '?!'\n", 3, "does not begin with a letter")]
    [InlineData("dialects.yml", "कैसे: [कइसन]\nकब: [कहिया, कौन दिन]\n", 2, "'कौन दिन' is not one word")]
    [InlineData("common.yml", "hindi: [का]\nhindee: [की]\n", 2, "did you mean 'hindi'")]
    [InlineData("numbers.yml", "10: [दस]\nten: [das]\n", 2, "'ten' is no number")]
    [InlineData("numbers.yml", "1: [एक]\n1.0: [ek]\n", 2, "a second time")]
    [InlineData("facets.yml", "price:\n  1: [दाम]\n", 1, "'price' is no part of a scheme")]
    [InlineData("facets.yml", "benefit:\n  much: [दाम]\n", 2, "how surely")]
    [InlineData("facets.yml", "benefit:\n  1: [… दाम]\n", 2, "does not begin with a letter")]
    [InlineData("concept.yml", "goat: [बकरी]\n", 1, "'concepts.yml'")]
    public void A_mistake_is_told_with_its_place(string file, string text, int line, string told)
    {
        var path = _content.Write($"search/{file}", text);
        var wrong = Assert.Throws<SettingsException>(() => ContentFiles.SearchWords(_content.Path, NullLogger<LiveLexicon>.Instance, _clock));
        Assert.StartsWith($"{path}:{line}: ", wrong.Message, StringComparison.Ordinal);
        Assert.Contains(told, wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_told()
    {
        File.Delete(Path.Combine(_content.Path, "search/common.yml"));
        var wrong = Assert.Throws<SettingsException>(() => ContentFiles.SearchWords(_content.Path, NullLogger<LiveLexicon>.Instance, _clock));
        Assert.Contains("common.yml:1: this file is missing", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_saved_word_finds_its_scheme_at_once()
    {
        var (library, words) = GoatLibrary();
        Assert.Equal(Outcome.None, library.Value.Finder.Ask("chheri").Outcome);
        _content.Write("search/concepts.yml", "goat: [बकरी, chheri]\n");
        words.Refresh();
        Assert.Equal("goat-farming", library.Value.Finder.Ask("chheri palan").First());
        Assert.Same(library.Value.Catalog.BySlug["goat-farming"], library.Value.Finder.Ask("chheri palan").Candidates[0].Scheme);
    }

    [Fact]
    public void A_mistake_keeps_the_finder_and_is_logged_with_file_and_line()
    {
        _content.Write("search/concepts.yml", "goat: [बकरी, chheri]\n");
        var (library, words) = GoatLibrary();
        var before = library.Value.Finder.Ask("chheri palan");
        Assert.Equal("goat-farming", before.First());

        var path = _content.Write("search/concepts.yml", "goat: [बकरी, chheri]\nfish: [\n");
        words.Refresh();
        Assert.Contains(_log, line => line.Contains($"{path}:2: not valid YAML", StringComparison.Ordinal));
        Assert.Equal(before.Candidates, library.Value.Finder.Ask("chheri palan").Candidates);

        File.Delete(path);
        words.Refresh();
        Assert.Contains(_log, line => line.Contains($"{path}:1: this file is missing", StringComparison.Ordinal));
        Assert.Equal(before.Candidates, library.Value.Finder.Ask("chheri palan").Candidates);
    }

    [Fact]
    public void A_verb_has_the_forms_people_use() =>
        Assert.Superset(new HashSet<string> { "भरता", "भरेगा", "भरवाना" }, VerbForms.Of("भर").ToHashSet());

    private (LiveSchemeLibrary Library, LiveLexicon Words) GoatLibrary()
    {
        _content.Write("categories.yml", "farming: {hi: खेती, en: Farming}\n");
        _content.Write("latin-words.yml", "words: [DigiLocker]\n");
        _content.Write("schemes/goat-farming.md", SampleScheme.Text
            .Replace("short: {hi: बीज सहायता, en: Seed help}", "short: {hi: बकरी पालन, en: Goat farming}", StringComparison.Ordinal));
        _schemes = new(_content.Path, NullLogger<LiveSchemes>.Instance, _clock);
        _words = ContentFiles.SearchWords(_content.Path, new ListLogger<LiveLexicon>(_log), _clock);
        return (new(_schemes, _words), _words);
    }
}
