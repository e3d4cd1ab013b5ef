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
}
