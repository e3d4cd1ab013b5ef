using CsCheck;
using PanchayatBot.Schemes.Finding;

namespace PanchayatBot.Tests.Schemes.Finding;

/// <summary>How near two words are.</summary>
public sealed class SpellingTests
{
    private static readonly Gen<string> Keys = Gen.Char["abcdefghijklmnoprstuyBDGJKT"].Array[1, 10].Select(letters => new string(letters));

    [Fact]
    public void Difference_is_the_same_both_ways_and_nothing_to_itself() =>
        Gen.Select(Keys, Keys).Sample((one, other) =>
        {
            Assert.Equal(0, Spelling.Difference(one, one));
            Assert.Equal(Spelling.Difference(one, other), Spelling.Difference(other, one), 6);
            Assert.True(one == other || Spelling.Difference(one, other) > 0);
        });

    [Theory]
    [InlineData("benk", "bank", "boat")] // a vowel is less than a consonant
    [InlineData("gr", "Gr", "kr")] // breath is less than another sound
    [InlineData("pensn", "pens", "pent")] // a nasal left out is less than a wrong consonant
    public void What_ears_confuse_is_nearer(string written, string near, string far) =>
        Assert.True(Spelling.Difference(written, near) < Spelling.Difference(written, far));

    [Theory]
    [InlineData("pendion", "pension", true)] // a wrong letter
    [InlineData("किान", "किसान", true)] // a letter missing; the sounds are far apart
    [InlineData("बबेवा", "बेवा", true)] // one typed twice
    [InlineData("soor", "soro", true)] // two swapped
    [InlineData("lan", "loan", false)] // too short for a letter missing
    [InlineData("pesnoin", "pension", false)] // two slips
    [InlineData("pension", "pension", false)]
    public void A_thumb_slips_once_a_word(string typed, string known, bool oneSlip) => Assert.Equal(oneSlip, Spellings.IsOneSlip(typed, known));

    [Fact]
    public void Every_single_slip_in_a_longer_word_is_found() =>
        Gen.Select(Gen.Char.AlphaNumeric.Array[6, 12], Gen.Int[0, 11], Gen.Int[0, 3], Gen.Char.AlphaNumeric).Sample((letters, place, kind, other) =>
        {
            var (known, at) = (new string(letters), place % (letters.Length - 1));
            var typed = kind switch
            {
                0 => known.Remove(at, 1),
                1 => known.Insert(at, other.ToString()),
                2 => known[..at] + other + known[(at + 1)..],
                _ => known[..at] + known[at + 1] + known[at] + known[(at + 2)..],
            };
            Assert.Equal(typed != known, Spellings.IsOneSlip(typed, known));
        });
}
