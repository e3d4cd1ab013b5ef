using Microsoft.Extensions.Logging.Abstractions;
using PanchayatBot.Content;
using PanchayatBot.Messages;
using PanchayatBot.Tests.Support;

namespace PanchayatBot.Tests.Content;

public sealed class TextsTests : IDisposable
{
    private const string Start = """
        start.welcome:
          hi: "नमस्ते **{name}**। पूछिए।"
          en: "Namaste **{name}**. Ask."
        desk.open:
          hi: {one: "{count} शिकायत खुली है", other: "{count} शिकायतें खुली हैं"}
          en: {one: "{count} complaint is open", other: "{count} complaints are open"}
        words.language: {words: [भाषा, bhasha, language]}
        """;

    private readonly TempFolder _content = new();

    public void Dispose() => _content.Dispose();

    [Fact]
    public void A_sentence_is_said_in_the_language_asked_for()
    {
        using var texts = Load(Start);
        Assert.Empty(texts.Problems);
        Assert.Equal("नमस्ते **सीता**। पूछिए।", texts.Say("start.welcome", Language.Hindi, ("name", "सीता")));
        Assert.Equal("Namaste **Sita**. Ask.", texts.Say("start.welcome", Language.English, ("name", "Sita")));
    }

    [Theory]
    [InlineData(Language.Hindi, 0, "0 शिकायत खुली है")]
    [InlineData(Language.Hindi, 1, "1 शिकायत खुली है")]
    [InlineData(Language.Hindi, 2, "2 शिकायतें खुली हैं")]
    [InlineData(Language.English, 0, "0 complaints are open")]
    [InlineData(Language.English, 1, "1 complaint is open")]
    [InlineData(Language.English, 100000, "1,00,000 complaints are open")]
    public void The_count_chooses_the_form(Language language, int count, string said)
    {
        using var texts = Load(Start);
        Assert.Equal(said, texts.Say("desk.open", language, ("count", count)));
        Assert.Equal(said, texts.Say("desk.open", language, ("count", (long)count)));
    }

    [Fact]
    public void What_people_typed_is_escaped_and_markdown_is_not()
    {
        using var texts = Load(Start);
        Assert.Equal(@"Namaste **\*x\***. Ask.", texts.Say("start.welcome", Language.English, ("name", "*x*")));
        Assert.Equal("Namaste ***x***. Ask.", texts.Say("start.welcome", Language.English, ("name", new Markup.Raw("*x*"))));
        Assert.Equal("Namaste **राम**. Ask.", texts.Say("start.welcome", Language.English, ("name", new Bilingual("Ram", "राम"))));
        Assert.Equal("Namaste ****. Ask.", texts.Say("start.welcome", Language.English, ("name", null)));
    }

    [Fact]
    public void An_address_fits_into_a_link()
    {
        using var texts = Load("page.open: {hi: \"[खोलें]({url})\", en: \"[open]({url})\"}");
        Assert.Empty(texts.Problems);
        var said = texts.Say("page.open", Language.English, ("url", new Uri("https://a.in/x_(1)?b=1&copy=2")));
        Assert.Equal("<a href=\"https://a.in/x_%281%29?b=1&amp;copy=2\">open</a>", Markup.ToTelegramHtml(said));
    }

    [Fact]
    public void A_wrong_key_names_itself_and_the_nearest()
    {
        using var texts = Load(Start);
        Assert.Contains("'start.welcom' in content/texts; did you mean 'start.welcome'?", Assert.Throws<KeyNotFoundException>(() => texts.Say("start.welcom", Language.Hindi)).Message, StringComparison.Ordinal);
        Assert.Contains("{name}", Assert.Throws<ArgumentException>(() => texts.Say("start.welcome", Language.Hindi)).Message, StringComparison.Ordinal);
        Assert.Throws<KeyNotFoundException>(() => texts.Say("words.language", Language.Hindi));
        Assert.Throws<KeyNotFoundException>(() => texts.Words("start.welcome"));
        Assert.Equal(["भाषा", "bhasha", "language"], texts.Words("words.language"));
    }

    [Theory]
    [InlineData("a.b: {hi: नमस्ते}", 1, "'en' is missing")]
    [InlineData("a.b: {hi: नमस्ते, en: hello, eng: x}", 1, "'eng' is not a known key: did you mean 'en'?")]
    [InlineData("a.b: {hi: \"{name}\", en: hello}", 1, "'hi' has the placeholder {name}, 'en' has not")]
    [InlineData("a.b:\n  hi: \"{name\"\n  en: hello", 2, "a brace without its partner")]
    [InlineData("A.b: {hi: क, en: k}", 1, "'A.b' is not a good key")]
    [InlineData("a.b: {hi: {one: क}, en: k}", 1, "'other' is missing")]
    [InlineData("a.b: {hi: {one: क, other: ख}, en: k}", 1, "chosen by {count}")]
    [InlineData("a.b: {hi: क, en: k}\na.b: {hi: क, en: k}", 2, "'a.b' stands here a second time (first in line 1)")]
    [InlineData("a.b: नमस्ते", 1, "'a.b' must be keys of its own")]
    [InlineData("a.b: {words: []}", 1, "'a.b' has no words")]
    [InlineData("a.b:\n  hi: |\n    एक\n    <b>दो</b>\n  en: k", 4, "HTML is not shown")]
    [InlineData("a.b: {hi: \"[क](pmkisan)\", en: k}", 1, "is not a web address")]
    [InlineData("a.b: {hi: कृपया login करें, en: k}", 1, "'login' stands in Latin letters")]
    [InlineData("a.b: [", 1, "not valid YAML")]
    public void Mistakes_are_told_with_their_line(string yaml, int line, string message)
    {
        using var texts = Load(yaml);
        Assert.Contains(texts.Problems, problem => problem.Line == line && problem.Message.Contains(message, StringComparison.Ordinal));
        Assert.All(texts.Problems, problem => Assert.EndsWith("a.yml", problem.File, StringComparison.Ordinal));
    }

    [Fact]
    public void A_key_in_two_files_is_a_mistake_and_the_first_counts()
    {
        _content.Write("texts/b.yml", "\na.b: {hi: दो, en: two}");
        using var texts = Load("a.b: {hi: एक, en: one}");
        var problem = Assert.Single(texts.Problems);
        Assert.Equal((2, "b.yml"), (problem.Line, Path.GetFileName(problem.File)));
        Assert.Equal("one", texts.Say("a.b", Language.English));
    }

    [Fact]
    public void An_edited_sentence_is_said_from_then_on_and_a_broken_file_changes_nothing()
    {
        using var texts = Load(Start);
        _content.Write("texts/a.yml", Start.Replace("Ask.", "Please ask.", StringComparison.Ordinal));
        Assert.True(texts.Refresh());
        Assert.Equal("Namaste **Sita**. Please ask.", texts.Say("start.welcome", Language.English, ("name", "Sita")));

        _content.Write("texts/a.yml", "start.welcome: {hi: क}");
        Assert.True(texts.Refresh());
        Assert.Equal("Namaste **Sita**. Please ask.", texts.Say("start.welcome", Language.English, ("name", "Sita")));
        Assert.Single(texts.Problems);
    }

    private Texts Load(string yaml)
    {
        _content.Write("texts/a.yml", yaml);
        return new(_content.Path, NullLogger<Texts>.Instance, TimeProvider.System);
    }
}
