using PanchayatBot.Messages;
using PanchayatBot.Schemes.Finding;

namespace PanchayatBot.Tests.Schemes.Finding;

/// <summary>Hindi in either script is answered in Hindi.</summary>
public sealed class QuestionLanguageTests
{
    private readonly QuestionLanguage _language = new(GivenSchemes.Words);

    [Theory]
    [InlineData("पीएम किसान क्या है", Language.Hindi)]
    [InlineData("pm kisan ka paisa kab aayega", Language.Hindi)]
    [InlineData("viklang pension kitni hai", Language.Hindi)]
    [InlineData("kagaz kya lagenge", Language.Hindi)]
    [InlineData("pension kab aayegi", Language.Hindi)]
    [InlineData("what is pm kisan", Language.English)]
    [InlineData("how to apply for widow pension", Language.English)]
    [InlineData("pension documents", Language.English)]
    [InlineData("ration card status check", Language.English)]
    [InlineData("PM किसान status", Language.Hindi)]
    public void The_answer_follows_the_question(string text, Language expected) => Assert.Equal(expected, _language.Of(text));

    [Fact]
    public void A_number_has_no_language() => Assert.Null(_language.Of("6000 ?"));

    [Theory]
    [InlineData("pm kisan", false)]
    [InlineData("ration card", false)]
    [InlineData("kcc loan", false)]
    [InlineData("pm kisan kya hai", true)]
    [InlineData("what is pm kisan", true)]
    [InlineData("पीएम किसान", true)]
    public void A_name_alone_shows_no_language(string text, bool clear) => Assert.Equal(clear, _language.IsClear(PanchayatBot.Sounds.Words.Of(text)));
}
