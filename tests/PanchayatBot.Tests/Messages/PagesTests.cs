using System.Globalization;
using CsCheck;
using PanchayatBot.Messages;

namespace PanchayatBot.Tests.Messages;

public class PagesTests
{
    private static readonly Gen<(string Text, int Limit)> Texts = Gen.Select(
        Gen.OneOf("क्षेत्र", "विद्यार्थी", "र्का", "योजना", "👩‍🌾", "é", "a", "pm", " ", "  ", "। ", ". ", "?\n", "\n", "\n\n", "- ", "**", "[x](https://x.in) ", "क्\u200Dष", "\u0303", "द्वितीय", "\\*")
            .Array[0, 200].Select(string.Concat),
        Gen.Int[Pages.SmallestLimit, 200]);

    [Fact]
    public void Pages_put_together_give_the_text_and_keep_the_limit() => Texts.Sample(
        sample =>
        {
            var pages = Pages.Split(sample.Text, sample.Limit);
            return string.Concat(pages) == sample.Text && pages.All(page => page.Length <= sample.Limit) && (pages.Count == 1 || pages.All(page => page.Length > 0));
        },
        iter: 5_000);

    [Fact]
    public void No_letter_is_torn_from_its_signs() => Texts.Sample(
        sample =>
        {
            var borders = new HashSet<int>(StringInfo.ParseCombiningCharacters(sample.Text)) { sample.Text.Length };
            var at = 0;
            foreach (var page in Pages.Split(sample.Text, sample.Limit))
            {
                at += page.Length;
                if (!borders.Contains(at) || (at < sample.Text.Length && page.TrimEnd('\u200D', '\u200C').EndsWith('\u094D')))
                    return false;
            }

            return true;
        },
        iter: 5_000);

    [Theory]
    [InlineData('p', "\n\n")]
    [InlineData('l', "\n")]
    [InlineData('s', "। ")]
    [InlineData('w', " ")]
    public void A_page_ends_at_the_best_border(char fill, string border)
    {
        var text = new string(fill, 50) + border + new string(fill, 60);
        var pages = Pages.Split(text, 80);
        Assert.Equal([new string(fill, 50) + border, new string(fill, 60)], pages);
    }

    [Fact]
    public void A_better_border_wins_over_a_later_one()
    {
        var paragraph = new string('a', 40) + ".\n\n";
        Assert.Equal(paragraph, Pages.Split(paragraph + "One.\nTwo. Three " + new string('b', 60), 64)[0]);
    }

    [Fact]
    public void Bold_words_and_links_are_not_cut_in_two()
    {
        var text = new string('a', 40) + " **one two three. four** " + new string('b', 60);
        Assert.Equal(new string('a', 40) + " ", Pages.Split(text, 64)[0]);
    }

    [Fact]
    public void Endless_words_are_cut_between_letters() => Assert.All(Pages.Split(string.Concat(Enumerable.Repeat("क्षे", 100)), 66), page => Assert.Equal(0, page.Length % 4));

    [Fact]
    public void Endless_signs_are_cut_between_characters()
    {
        var text = "a" + string.Concat(Enumerable.Repeat("\U000E0100", 100));
        var pages = Pages.Split(text, 64);
        Assert.Equal(text, string.Concat(pages));
        Assert.All(pages, page => Assert.False(char.IsHighSurrogate(page[^1])));
    }

    [Fact]
    public void Short_and_empty_texts_are_one_page()
    {
        Assert.Equal([""], Pages.Split("", 64));
        Assert.Equal(["abc"], Pages.Split("abc", 64));
    }
}
