using Microsoft.Extensions.Logging.Abstractions;
using PanchayatBot.Schemes;
using PanchayatBot.Tests.Support;

namespace PanchayatBot.Tests.Schemes;

public sealed class LiveSchemesTests : IDisposable
{
    private readonly TempFolder _content = new();

    public LiveSchemesTests()
    {
        _content.Write("categories.yml", "food: {hi: राशन, en: Ration}\nfarming: {hi: खेती, en: Farming}\n");
        _content.Write("latin-words.yml", "words: [DigiLocker]\n");
        Scheme("seed-help", SampleScheme.Text);
    }

    public void Dispose() => _content.Dispose();

    [Fact]
    public void The_catalogue_finds_schemes_by_slug_category_and_state()
    {
        Scheme("all-india", Renamed("ऐप").Replace("states: [BR, UP]", "states: all", StringComparison.Ordinal));
        Scheme("cg-only", Renamed("क").Replace("states: [BR, UP]", "states: [CG]", StringComparison.Ordinal));
        using var live = Load();
        Assert.Empty(live.Problems);
        Assert.Equal(["all-india", "cg-only", "seed-help"], live.Catalog.Schemes.Select(scheme => scheme.Slug));
        Assert.Equal("seed-help", live.Catalog.BySlug["seed-help"].Slug);
        Assert.Equal(["food", "farming"], live.Catalog.Categories.Keys);
        Assert.Equal("Ration", live.Catalog.Categories.Find("food")!.Name.English);
        Assert.Equal(["all-india", "seed-help"], live.Catalog.In("farming", "BR").Select(scheme => scheme.Slug));
        Assert.Equal(["all-india", "cg-only", "seed-help"], live.Catalog.In("farming", null).Select(scheme => scheme.Slug));
        Assert.Empty(live.Catalog.In("food", null));
        Assert.Empty(live.Catalog.In("nothing", null));
    }

    [Fact]
    public void Two_schemes_of_one_short_name_are_reported_and_both_used()
    {
        Scheme("seed-two", SampleScheme.Text.Replace("hi: बीज सहायता,", "hi: दूसरा बीज,", StringComparison.Ordinal));
        using var live = Load();
        Assert.Equal(2, live.Catalog.Schemes.Count);
        var problem = Assert.Single(live.Problems);
        Assert.Equal(("seed-two.md", 3), (Path.GetFileName(problem.File), problem.Line));
        Assert.StartsWith("seed-help has the short name 'Seed help', too", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_scheme_keeps_its_last_good_version()
    {
        using var live = Load();
        Scheme("seed-help", SampleScheme.Text.Replace("## Where\n", "## Were\n", StringComparison.Ordinal));
        live.Refresh();
        Assert.Equal("seed-help", Assert.Single(live.Catalog.Schemes).Slug);
        Assert.Equal(2, live.Problems.Count);
    }

    [Fact]
    public void A_change_of_categories_has_the_schemes_checked_again()
    {
        using var live = Load();
        var changes = 0;
        live.Changed += (_, _) => changes++;
        _content.Write("categories.yml", "food: {hi: राशन, en: Ration}\n");
        Assert.True(live.Refresh());
        Assert.Contains("'farming' is not a word for 'category'", Assert.Single(live.Problems).Message, StringComparison.Ordinal);
        Assert.Equal(["food"], live.Catalog.Categories.Keys);
        Assert.Equal(1, changes);
    }

    [Fact]
    public void A_name_added_to_the_latin_words_is_no_mistake_any_more()
    {
        Scheme("seed-help", SampleScheme.Text.Replace("पंचायत भवन।", "BeejPortal देखें।", StringComparison.Ordinal));
        using var live = Load();
        Assert.Single(live.Problems);
        _content.Write("latin-words.yml", "words: [DigiLocker, BeejPortal]\n");
        live.Refresh();
        Assert.Empty(live.Problems);
    }

    [Fact]
    public void Missing_categories_are_a_mistake_of_their_own()
    {
        File.Delete(Path.Combine(_content.Path, "categories.yml"));
        using var live = Load();
        Assert.Contains(live.Problems, problem => problem.File.EndsWith("categories.yml", StringComparison.Ordinal));
    }

    private static string Renamed(string name) => SampleScheme.Text.Replace("short: {hi: बीज सहायता, en: Seed help}", $"short: {{hi: {name}, en: {name} x}}", StringComparison.Ordinal);

    private void Scheme(string slug, string text) => _content.Write($"schemes/{slug}.md", text);

    private LiveSchemes Load() => new(_content.Path, NullLogger<LiveSchemes>.Instance, TimeProvider.System);
}
