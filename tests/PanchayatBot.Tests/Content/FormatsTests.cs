using CsCheck;
using PanchayatBot.Content;
using PanchayatBot.Messages;

namespace PanchayatBot.Tests.Content;

public class FormatsTests
{
    private const Language Hindi = Language.Hindi;
    private const Language English = Language.English;

    private static readonly DateTimeOffset Now = new(2026, 8, 15, 5, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, "0")]
    [InlineData(999, "999")]
    [InlineData(1000, "1,000")]
    [InlineData(100000, "1,00,000")]
    [InlineData(12345678, "1,23,45,678")]
    [InlineData(-100000, "-1,00,000")]
    public void Numbers_are_grouped_the_indian_way(long number, string written) => Assert.Equal(written, Formats.Number(number));

    [Fact]
    public void Decimals_and_rupees()
    {
        Assert.Equal("1,00,000.5", Formats.Number(100000.5m));
        Assert.Equal("2.25", Formats.Number(2.25m));
        Assert.Equal("₹1,20,000", Formats.Rupees(120000));
        Assert.Equal("-₹500", Formats.Rupees(-500));
        Assert.Equal("-₹92,23,37,20,36,85,47,75,808", Formats.Rupees(long.MinValue));
    }

    [Theory]
    [InlineData(0, "रात 12:00 बजे", "12:00 am")]
    [InlineData(3, "रात 3:00 बजे", "3:00 am")]
    [InlineData(4, "प्रातः 4:00 बजे", "4:00 am")]
    [InlineData(11, "प्रातः 11:00 बजे", "11:00 am")]
    [InlineData(12, "दोपहर 12:00 बजे", "12:00 pm")]
    [InlineData(13, "दोपहर 1:00 बजे", "1:00 pm")]
    [InlineData(14, "अपराह्न 2:00 बजे", "2:00 pm")]
    [InlineData(16, "अपराह्न 4:00 बजे", "4:00 pm")]
    [InlineData(17, "सायं 5:00 बजे", "5:00 pm")]
    [InlineData(19, "सायं 7:00 बजे", "7:00 pm")]
    [InlineData(20, "रात 8:00 बजे", "8:00 pm")]
    [InlineData(23, "रात 11:00 बजे", "11:00 pm")]
    public void Hours(int hour, string hindi, string english)
    {
        Assert.Equal(hindi, Formats.Time(new(hour, 0), Hindi));
        Assert.Equal(english, Formats.Time(new(hour, 0), English));
    }

    [Fact]
    public void Moments_are_told_in_indian_time()
    {
        Assert.Equal("15 अगस्त 2026, प्रातः 10:30 बजे", Formats.DateAndTime(Now, Hindi));
        Assert.Equal("15 August 2026, 10:30 am", Formats.DateAndTime(Now, English));
        Assert.Equal("16 अगस्त 2026, रात 12:05 बजे", Formats.DateAndTime(new(2026, 8, 15, 18, 35, 0, TimeSpan.Zero), Hindi));
        Assert.Equal("16 August 2026", Formats.Date(new DateTimeOffset(2026, 8, 15, 14, 30, 0, TimeSpan.FromHours(-4)), English));
        Assert.Equal(new DateOnly(2026, 8, 16), Formats.IndianDate(new(2026, 8, 15, 18, 30, 0, TimeSpan.Zero)));
        Assert.Equal(TimeSpan.FromMinutes(330), Formats.India.GetUtcOffset(Now));
    }

    [Fact]
    public void Days_and_months()
    {
        Assert.Equal("शनिवार, 15 अगस्त 2026", Formats.DateWithWeekday(new(2026, 8, 15), Hindi));
        Assert.Equal("Saturday, 15 August 2026", Formats.DateWithWeekday(new(2026, 8, 15), English));
        Assert.Equal("रविवार सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार", string.Join(' ', Enum.GetValues<DayOfWeek>().Select(day => Formats.Weekday(day, Hindi))));
        Assert.Equal("जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर", string.Join(' ', Enumerable.Range(1, 12).Select(month => Formats.Month(month, Hindi))));
    }

    [Theory]
    [InlineData(-3 * 24 * 60, "3 दिन पहले", "3 days ago")]
    [InlineData(-24 * 60, "1 दिन पहले", "yesterday")]
    [InlineData(24 * 60, "1 दिन में", "tomorrow")]
    [InlineData(120, "2 घंटे में", "2 hours from now")]
    [InlineData(-60, "1 घंटे पहले", "an hour ago")]
    [InlineData(-5, "5 मिनट पहले", "5 minutes ago")]
    [InlineData(-45 * 24 * 60, "1 महीने पहले", "one month ago")]
    [InlineData(-3 * 365 * 24 * 60, "3 साल पहले", "3 years ago")]
    [InlineData(0, "अभी", "now")]
    public void Moments_seen_from_now(int minutes, string hindi, string english)
    {
        Assert.Equal(hindi, Formats.Relative(Now.AddMinutes(minutes), Now, Hindi));
        Assert.Equal(english, Formats.Relative(Now.AddMinutes(minutes), Now, English));
    }

    [Theory]
    [InlineData(60, "1 घंटा", "1 hour")]
    [InlineData(150, "2 घंटे 30 मिनट", "2 hours and 30 minutes")]
    [InlineData(45 * 24 * 60, "45 दिन", "45 days")]
    [InlineData(2 * 24 * 60 + 61, "2 दिन 1 घंटा", "2 days and 1 hour")]
    [InlineData(0, "0 सेकंड", "0 seconds")]
    public void Lengths_of_time(int minutes, string hindi, string english)
    {
        Assert.Equal(hindi, Formats.Duration(TimeSpan.FromMinutes(minutes), Hindi));
        Assert.Equal(english, Formats.Duration(TimeSpan.FromMinutes(minutes), English));
    }

    [Fact]
    public void Lists()
    {
        Assert.Equal("क, ख और ग", Formats.List(["क", "ख", "ग"], Hindi));
        Assert.Equal("क और ख", Formats.List(["क", "ख"], Hindi));
        Assert.Equal("a, b and c", Formats.List(["a", "b", "", "c"], English));
        Assert.Equal("a", Formats.List(["a"], English));
        Assert.Equal("", Formats.List([], Hindi));
    }

    [Fact]
    public void Ordinals()
    {
        Assert.Equal(
            "पहला दूसरा तीसरा चौथा पाँचवाँ छठा सातवाँ आठवाँ नौवाँ दसवाँ 11वाँ 100वाँ",
            string.Join(' ', Enumerable.Range(1, 11).Append(100).Select(number => Formats.Ordinal(number, Hindi))));
        Assert.Equal(
            "पहली दूसरी तीसरी चौथी पाँचवीं छठी सातवीं आठवीं नौवीं दसवीं 21वीं",
            string.Join(' ', Enumerable.Range(1, 10).Append(21).Select(number => Formats.Ordinal(number, Hindi, feminine: true))));
        Assert.Equal("1st 2nd 3rd 11th 22nd", string.Join(' ', new[] { 1, 2, 3, 11, 22 }.Select(number => Formats.Ordinal(number, English))));
    }

    // Written down a second time, in the order in which children learn them, so that a slip in either list shows.
    [Fact]
    public void Every_number_below_a_hundred_has_its_own_word()
    {
        const string counting = """
            शून्य
            एक दो तीन चार पाँच छह सात आठ नौ दस
            ग्यारह बारह तेरह चौदह पंद्रह सोलह सत्रह अठारह उन्नीस बीस
            इक्कीस बाईस तेईस चौबीस पच्चीस छब्बीस सत्ताईस अट्ठाईस उनतीस तीस
            इकतीस बत्तीस तैंतीस चौंतीस पैंतीस छत्तीस सैंतीस अड़तीस उनतालीस चालीस
            इकतालीस बयालीस तैंतालीस चवालीस पैंतालीस छियालीस सैंतालीस अड़तालीस उनचास पचास
            इक्यावन बावन तिरपन चौवन पचपन छप्पन सत्तावन अट्ठावन उनसठ साठ
            इकसठ बासठ तिरसठ चौंसठ पैंसठ छियासठ सड़सठ अड़सठ उनहत्तर सत्तर
            इकहत्तर बहत्तर तिहत्तर चौहत्तर पचहत्तर छिहत्तर सतहत्तर अठहत्तर उनासी अस्सी
            इक्यासी बयासी तिरासी चौरासी पचासी छियासी सतासी अट्ठासी नवासी नब्बे
            इक्यानवे बानवे तिरानवे चौरानवे पचानवे छियानवे सत्तानवे अट्ठानवे निन्यानवे
            """;
        var words = counting.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(100, words.Distinct().Count());
        Assert.Equal(words, Enumerable.Range(0, 100).Select(number => Formats.Words(number, Hindi)));
    }

    [Theory]
    [InlineData(100, "एक सौ")]
    [InlineData(125, "एक सौ पच्चीस")]
    [InlineData(2000, "दो हज़ार")]
    [InlineData(12000, "बारह हज़ार")]
    [InlineData(120000, "एक लाख बीस हज़ार")]
    [InlineData(12345678, "एक करोड़ तेईस लाख पैंतालीस हज़ार छह सौ अठहत्तर")]
    [InlineData(120_000_000_000, "बारह हज़ार करोड़")]
    [InlineData(-5, "ऋण पाँच")]
    public void Large_numbers_in_words(long number, string words) => Assert.Equal(words, Formats.Words(number, Hindi));

    [Fact]
    public void English_numbers_in_words() => Assert.Equal("twelve thousand", Formats.Words(12000, English));

    [Fact]
    public void No_two_numbers_share_their_words() => Gen.Long[0, 1_000_000_000_000].Select(Gen.Long[0, 1_000_000_000_000])
        .Sample((a, b) => a == b || Formats.Words(a, Hindi) != Formats.Words(b, Hindi), iter: 5_000);

    [Fact]
    public void The_smallest_number_has_words_too() => Assert.Equal(
        "ऋण बानवे हज़ार दो सौ तैंतीस करोड़ बहत्तर लाख तीन हज़ार छह सौ पचासी करोड़ सैंतालीस लाख पचहत्तर हज़ार आठ सौ आठ",
        Formats.Words(long.MinValue, Hindi));

    [Fact]
    public void Values_in_sentences_are_written_for_people()
    {
        Assert.Equal("15 अगस्त 2026, प्रातः 10:30 बजे", TextValue.ToMarkdown(Now, Hindi));
        Assert.Equal("15 August 2026", TextValue.ToMarkdown(new DateOnly(2026, 8, 15), English));
        Assert.Equal("राम और \\*सीता\\*", TextValue.ToMarkdown(new[] { "राम", "*सीता*" }, Hindi));
        Assert.Equal("3 दिन", TextValue.ToMarkdown(TimeSpan.FromDays(3), Hindi));
        Assert.Equal("62.5", TextValue.ToMarkdown(62.5, Hindi));
        Assert.Equal("1,00,000", TextValue.ToMarkdown(100_000L, English));
    }
}
