using CsCheck;
using PanchayatBot.Sounds;

namespace PanchayatBot.Tests.Schemes.Finding;

/// <summary>One key for one sound, whatever the letters.</summary>
public sealed class SoundKeyTests
{
    [Theory]
    [InlineData("योजना yojana yojna")]
    [InlineData("पेंशन पेन्शन पेंसन pension penshan pensan pention")]
    [InlineData("विश्वकर्मा vishwakarma biswakarma vishvakarma")]
    [InlineData("विधवा बिधवा vidhwa vidhva bidhwa")]
    [InlineData("सम्पदा संपदा sampada")]
    [InlineData("गाँव गांव")]
    [InlineData("फ़सल फसल fasal")]
    [InlineData("कागज़ कागज kagaz kagaj kaagaj")]
    [InlineData("मुफ़्त मुफ्त muft")]
    [InlineData("उज्ज्वला उज्वला ujjwala ujwala ujjawala")]
    [InlineData("वृद्धा vridha vriddha briddha")]
    [InlineData("समृद्धि samriddhi samridhi")]
    [InlineData("पढ़ाई padhai parhai")]
    [InlineData("शौचालय sauchalay shauchalay sochalay")]
    [InlineData("लड़कियाँ लड़कियां लड़की ladki ladkiyan")]
    [InlineData("महिलाओं mahilaon")]
    [InlineData("बिटिया bitiya bitia")]
    [InlineData("१२००० 12000 12,000 १२,०००")]
    [InlineData("सब्सिडी sabsidy sabsidi")]
    [InlineData("ज्ञान gyan gyaan")]
    [InlineData("पैसा पइसा paisa")]
    [InlineData("चौथा चउथा chautha")]
    [InlineData("आवास awas aawas avas awaas")]
    public void Writings_of_one_word_have_one_key(string writings)
    {
        var keys = writings.Split(' ').Select(Key).ToList();
        Assert.All(keys, key => Assert.Equal(keys[0], key));
    }

    [Theory]
    [InlineData("आय", "आया")] // income, came
    [InlineData("गाय", "गया")] // cow, went
    [InlineData("बेटी", "बेटा")]
    [InlineData("दादी", "दी")]
    [InlineData("नल", "नाला")]
    [InlineData("साथ", "सात")]
    [InlineData("6000", "60000")]
    public void Different_words_keep_different_keys(string one, string other) => Assert.NotEqual(Key(one), Key(other));

    [Theory]
    [InlineData("केसीसी", "kcc")]
    [InlineData("पीएम", "pm")]
    [InlineData("एसएचजी", "shg")]
    [InlineData("पीएमजेजेबीवाई", "pmjjby")]
    public void Letter_names_spell_an_abbreviation(string devanagari, string latin) =>
        Assert.Equal(Key(latin), SoundKey.Other(Words.Of(devanagari)[0]));

    [Fact]
    public void A_word_that_only_looks_like_a_letter_name_stays_a_word() => Assert.Null(SoundKey.Other(Words.Of("के")[0]));

    [Fact]
    public void What_is_not_heard_changes_nothing() =>
        Gen.Char['क', 'ह'].Array[1, 12].Select(letters => new string(letters)).Sample(word =>
            Assert.Equal(Key(word), Key(string.Join("\u093C", word.AsEnumerable()) + "\u200D")));

    [Fact]
    public void Any_text_can_be_read() =>
        Gen.String.Sample(text => Assert.All(Words.Of(text), word => Assert.NotNull(SoundKey.Of(word))));

    [Fact]
    public void A_vowel_sign_typed_before_its_consonant_is_put_behind_it() => Assert.Equal(Key("पेंशन"), Key("ेपंशन"));

    private static string Key(string word) => SoundKey.Of(Words.Of(word)[0]);
}
