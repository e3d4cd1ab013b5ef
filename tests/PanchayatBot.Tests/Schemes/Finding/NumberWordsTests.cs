using PanchayatBot.Schemes.Finding;
using PanchayatBot.Sounds;

namespace PanchayatBot.Tests.Schemes.Finding;

/// <summary>Numbers however they are written.</summary>
public sealed class NumberWordsTests
{
    [Theory]
    [InlineData("das hazar rupaye", "10000 rupaye")]
    [InlineData("दो लाख का बीमा", "200000 का बीमा")]
    [InlineData("1.2 लाख", "120000")]
    [InlineData("डेढ़ लाख", "150000")]
    [InlineData("1 lakh 20 hajar", "120000")]
    [InlineData("बीस रुपये", "20 रुपये")]
    [InlineData("५ लाख", "500000")]
    [InlineData("12,000 toilet", "12000 toilet")]
    [InlineData("नंबर बता दो", "नंबर बता दो")] // दो: give, not two
    [InlineData("ek yojana", "ek yojana")]
    public void Number_words_become_digits(string text, string expected)
    {
        var words = Words.Of(text);
        new NumberWords(GivenSchemes.Words.Numbers, GivenSchemes.Words.Concepts["money"]).Join(words, words.ConvertAll(SoundKey.Of));
        Assert.Equal(expected, string.Join(' ', words.Select(word => word.Text)));
    }
}
