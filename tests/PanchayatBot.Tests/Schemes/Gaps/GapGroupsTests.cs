using System.Diagnostics;
using CsCheck;
using PanchayatBot.Schemes.Finding;
using PanchayatBot.Schemes.Gaps;
using PanchayatBot.Tests.Schemes.Finding;

namespace PanchayatBot.Tests.Schemes.Gaps;

/// <summary>Questions of one need are one line of the secretary's list.</summary>
public sealed class GapGroupsTests
{
    private static readonly Finder Finder = new(GivenSchemes.Real, GivenSchemes.Words);

    [Fact]
    public void Writings_of_one_need_are_one_group_and_other_needs_are_not()
    {
        var groups = GapGroups.Of(
        [
            Asked(1, "गाँव में पुस्तकालय कब खुलेगा", 2), Asked(2, "pustakalay kab khulega gaon me", 3), Asked(3, "पुस्तकालय कहाँ खुलेगा", 1), Asked(4, "कल मैच कौन जीतेगा", 4),
        ]);
        Assert.Equal(["pustakalay kab khulega gaon me", "कल मैच कौन जीतेगा"], groups.Select(group => group.Title));
        Assert.Equal([6, 4], groups.Select(group => group.Asked));
        Assert.Equal(3, groups[0].Wordings.Count);
    }

    [Fact]
    public void The_order_of_the_questions_makes_no_difference()
    {
        var words = new[] { "pustakalay", "match", "mela", "khel", "sadak", "bus", "paisa", "gaon" };
        var question = Gen.Int[0, words.Length - 1].Select(at => words[at]).Array[1, 4].Select(Gen.Int[1, 5]);
        question.Array[1, 30].Sample(all =>
        {
            var questions = all.Select((one, at) => Given(at + 1, string.Join(' ', one.Item1), one.Item2, [.. one.Item1.Distinct().Select(word => new KeyWord(word, 1 + Array.IndexOf(words, word), true))])).ToList();
            var straight = GapGroups.Of(questions).Select(group => string.Join(',', group.Questions.Select(one => one.Id)));
            var turned = GapGroups.Of(Enumerable.Reverse(questions)).Select(group => string.Join(',', group.Questions.Select(one => one.Id)));
            Assert.Equal(straight, turned);
        }, iter: 300);
    }

    [Fact]
    public void Ten_thousand_questions_make_their_groups()
    {
        // Forty needs, 250 wordings of each: two words of the need, one of everyday talk that all needs share, one of the wording's own.
        var questions = Enumerable.Range(0, 10_000).Select(at => Given(at + 1, $"q{at}", 1,
            [new($"need{at % 40}", 5, true), new($"other{at % 40}", 4, true), new("paisa", 0.7f, true), new($"own{at}", 2, false)])).ToList();
        var watch = Stopwatch.StartNew();
        var groups = GapGroups.Of(questions);
        TestContext.Current.SendDiagnosticMessage($"grouped in {watch.ElapsedMilliseconds} ms");
        Assert.Equal(40, groups.Count);
        Assert.All(groups, group => Assert.Equal(250, group.Asked));
    }

    [Theory]
    [InlineData("मेरा नंबर 98765 43210 है", "मेरा नंबर ••• है")]
    [InlineData("aadhaar 1234-5678-9012 galat", "aadhaar ••• galat")]
    [InlineData("खाता १२३४५६७८ बंद", "खाता ••• बंद")]
    [InlineData("sita@okbank par paisa", "••• par paisa")]
    [InlineData("वार्ड 3 में 2000 नहीं आया", "वार्ड 3 में 2000 नहीं आया")]
    [InlineData("एक\nदो\t तीन", "एक दो तीन")]
    public void Numbers_and_addresses_of_people_are_masked(string text, string kept) => Assert.Equal(kept, GapText.Masked(text));

    [Fact]
    public void No_text_keeps_a_long_number_or_a_line_break() =>
        Gen.Char["ab \n-.12345६७@क"].Array[0, 400].Select(letters => new string(letters)).Sample(text =>
        {
            var masked = GapText.Masked(text);
            Assert.DoesNotMatch(@"\d{5}|\n", masked);
            Assert.True(masked.Length <= GapText.Longest + 1);
        });

    [Theory]
    [InlineData("गाँव में पुस्तकालय कब खुलेगा", true)]
    [InlineData("gaon me library kab khulegi", true)]
    [InlineData("when will the library open", true)]
    [InlineData("asdf qwer zxcv", false)]
    [InlineData("sdkfjhsdkf skdjfhsk hai", false)]
    [InlineData("पुस्तकालय", false)]
    [InlineData("😀😀 ??? !!", false)]
    [InlineData("12345 67890 kab", false)]
    [InlineData("है क्या", false)]
    public void Only_what_may_be_a_question_is_kept(string text, bool kept) => Assert.Equal(kept, GapText.IsPlausible(text, Finder.Understand(text)));

    private static GapQuestion Asked(long id, string text, int times) => Given(id, text, times, Finder.KeyWords(Finder.Understand(text)));

    private static GapQuestion Given(long id, string text, int times, IReadOnlyList<KeyWord> words) =>
        new() { Id = id, Kind = "refused", Question = text, KeyWords = GapKeys.Write(words), Asked = times };
}
