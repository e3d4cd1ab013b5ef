using CsCheck;
using PanchayatBot.Content;
using PanchayatBot.Dates;
using PanchayatBot.Messages;
using PanchayatBot.Tests.Support;

namespace PanchayatBot.Tests.GramSabha;

public class WhenReaderTests
{
    private static readonly string[] Romanised = ["janvari", "farvari", "march", "aprail", "mai", "joon", "julai", "agast", "sitambar", "aktubar", "navambar", "disambar"];
    private static readonly string[] RomanisedDays = ["ravivar", "somvaar", "mangalwar", "budhvar", "guruvaar", "shukrawar", "shanivar"];

    // Sunday, 22 November 2026, 10:00 in India.
    private static readonly DateTimeOffset Sunday = new(2026, 11, 22, 4, 30, 0, TimeSpan.Zero);

    private static readonly WhenReader Reader = new(Words());

    private static readonly Gen<DateTimeOffset> Nows = Gen.Int[0, 4 * 365 * 24 * 60].Select(minutes => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minutes));

    [Theory]
    [InlineData("अगले सोमवार 11 बजे", "2026-11-30 11:00")]
    [InlineData("15 अगस्त सुबह 10:30", "2027-08-15 10:30")]
    [InlineData("kal 3 baje", "2026-11-23 15:00")]
    [InlineData("परसों शाम 4 बजे", "2026-11-24 16:00")]
    [InlineData("आज 5 बजे", "2026-11-22 17:00")]
    [InlineData("5 दिन बाद", "2026-11-27")]
    [InlineData("पाँच दिन के बाद दोपहर 2 बजे", "2026-11-27 14:00")]
    [InlineData("आज से 10 दिन बाद", "2026-12-02")]
    [InlineData("do hafte baad", "2026-12-06")]
    [InlineData("in 5 days at 4 pm", "2026-11-27 16:00")]
    [InlineData("agle mahine ki 5 tarikh", "2026-12-05")]
    [InlineData("5 तारीख अगले महीने", "2026-12-05")]
    [InlineData("इस महीने की 30 तारीख", "2026-11-30")]
    [InlineData("30 तारीख को", "2026-11-30")]
    [InlineData("5 tareekh 11 baje", "2026-12-05 11:00")]
    [InlineData("26 january", "2027-01-26")]
    [InlineData("26 jan 27 11 baje", "2027-01-26 11:00")]
    [InlineData("january 26, 2027", "2027-01-26")]
    [InlineData("26th january", "2027-01-26")]
    [InlineData("26/1", "2027-01-26")]
    [InlineData("26-01-2027", "2027-01-26")]
    [InlineData("26.1.27", "2027-01-26")]
    [InlineData("2026-12-05", "2026-12-05")]
    [InlineData("०५/१२/२०२६ ११:३०", "2026-12-05 11:30")]
    [InlineData("सोमवार को", "2026-11-23")]
    [InlineData("इस शुक्रवार", "2026-11-27")]
    [InlineData("अगला रविवार", "2026-11-29")]
    [InlineData("somwar ko 4 baje", "2026-11-23 16:00")]
    [InlineData("somavar", "2026-11-23")]
    [InlineData("thrusday", "2026-11-26")]
    [InlineData("12 disembar", "2026-12-12")]
    [InlineData("दिसम्बर 12", "2026-12-12")]
    [InlineData("गांधी जयंती", "2027-10-02")]
    [InlineData("gantantra diwas ko subah 11 baje", "2027-01-26 11:00")]
    [InlineData("2 अक्टूबर", "2027-10-02")]
    [InlineData("day after tomorrow", "2026-11-24")]
    [InlineData("दोपहर 12 बजे", "12:00")]
    [InlineData("साढ़े दस बजे", "10:30")]
    [InlineData("पौने ग्यारह", "10:45")]
    [InlineData("पौने एक बजे", "12:45")]
    [InlineData("सवा 3", "15:15")]
    [InlineData("सवा बजे", "13:15")]
    [InlineData("डेढ़ बजे", "13:30")]
    [InlineData("ढाई बजे", "14:30")]
    [InlineData("sadhe das baje", "10:30")]
    [InlineData("शाम साढ़े पाँच बजे", "17:30")]
    [InlineData("10 baje subah", "10:00")]
    [InlineData("10.30 am", "10:30")]
    [InlineData("11 a.m.", "11:00")]
    [InlineData("3pm", "15:00")]
    [InlineData("1530", "15:30")]
    [InlineData("1930 baje", "19:30")]
    [InlineData("रात 8 बजे", "20:00")]
    [InlineData("रात 12 बजे", "00:00")]
    [InlineData("noon", "12:00")]
    [InlineData("दस बजकर बीस मिनट", "10:20")]
    [InlineData("सुबह 10 से 12 बजे", "10:00")]
    [InlineData("10-12 बजे", "10:00")]
    [InlineData("सुबह 10", "10:00")]
    [InlineData("30 नवंबर को पंचायत भवन, वार्ड नंबर 5 में सुबह ११ बजे", "2026-11-30 11:00")]
    [InlineData("<b>30 नवंबर</b> 🙏 11 ब\u200Dजे", "2026-11-30 11:00")]
    [InlineData("सोमवार 30 नवंबर", "2026-11-30")]
    [InlineData("दिनांक 05.12.2026, समय पूर्वाह्न 11ः30 बजे", "2026-12-05 11:30")]
    [InlineData("11-30 बजे", "11:30")]
    [InlineData("11.30 से 1.30 बजे", "11:30")]
    [InlineData("10:30-12:30", "10:30")]
    [InlineData("कल 11 से 1 बजे तक", "2026-11-23 11:00")]
    [InlineData("आगामी सोमवार", "2026-11-23")]
    [InlineData("आगामी माह की 5 तारीख", "2026-12-05")]
    [InlineData("आगामी 25 तारीख को प्रातः 10:30 बजे", "2026-11-25 10:30")]
    [InlineData("26 जनवरी गणतंत्र दिवस को सुबह साढ़े दस बजे", "2027-01-26 10:30")]
    [InlineData("15 din baad subah 11 bje", "2026-12-07 11:00")]
    [InlineData("ek mahine baad", "2026-12-22")]
    [InlineData("sham ko 4", "16:00")]
    [InlineData("sat baje", "07:00")]
    [InlineData("दिन में 2 बजे", "14:00")]
    [InlineData("Friday, December 4 at half past 3", "2026-12-04 15:30")]
    [InlineData("kl 11bje", "2026-11-23 11:00")]
    [InlineData("kal sham ko", "2026-11-23")]
    [InlineData("बीस दिसंबर", "2026-12-20")]
    [InlineData("बाईस दिसंबर", "2026-12-22")]
    [InlineData("twenty two december", "2026-12-22")]
    public void People_are_understood(string written, string meant) => Assert.Equal(meant, Meaning(Reader.Read(written, Sunday)));

    [Theory]
    [InlineData("अगले शुक्रवार", "2026-11-27 | 2026-12-04")]
    [InlineData("agle hafte somvar", "2026-11-23 | 2026-11-30")]
    [InlineData("सोमवार 1 दिसंबर 11 बजे", "2026-11-30 11:00 | 2026-12-01 11:00")]
    [InlineData("मंगलवार या बुधवार", "2026-11-24 | 2026-11-25")]
    [InlineData("दिसंबर के आखिरी सोमवार", "not understood")]
    [InlineData("अगले महीने के पहले सोमवार", "not understood")]
    [InlineData("अगले 15 दिन में", "not understood")]
    [InlineData("5 या 6 दिसंबर", "2026-12-05 | 2026-12-06")]
    [InlineData("5 ya 6 tarikh ko", "2026-12-05 | 2026-12-06")]
    [InlineData("kal 10 ya 11 baje", "2026-11-23 10:00 | 2026-11-23 11:00")]
    [InlineData("5 दिसंबर या 6 दिसंबर", "2026-12-05 | 2026-12-06")]
    [InlineData("सुबह 10 बजे या शाम 4 बजे", "10:00 | 16:00")]
    [InlineData("21 नवंबर 2026", "past 2026-11-21")]
    [InlineData("आज 9 बजे", "past 2026-11-22 09:00")]
    [InlineData("इस महीने की 5 तारीख", "past 2026-11-05")]
    [InlineData("5/12/2099", "far 2099-12-05")]
    [InlineData("31 फ़रवरी", "no such date")]
    [InlineData("29/2/2027", "no such date")]
    [InlineData("32 तारीख", "no such date")]
    [InlineData("5/13", "no such date")]
    [InlineData("25:00", "no such time")]
    [InlineData("सुबह 10:75", "no such time")]
    [InlineData("26 बजे", "no such time")]
    [InlineData("", "not understood")]
    [InlineData("पता नहीं", "not understood")]
    [InlineData("9876543210", "not understood")]
    [InlineData("वार्ड 3", "not understood")]
    [InlineData("दोपहर में", "not understood")]
    [InlineData("👍🏽", "not understood")]
    public void What_is_open_or_wrong_is_told(string written, string told) => Assert.Equal(told, Meaning(Reader.Read(written, Sunday)));

    [Theory]
    [InlineData("2026-11-23", "अगले सोमवार", "2026-11-30")]
    [InlineData("2026-11-23", "सोमवार", "2026-11-30")]
    [InlineData("2026-11-23", "इस सोमवार", "2026-11-23")]
    [InlineData("2026-11-25", "अगले सोमवार", "2026-11-30")]
    [InlineData("2026-11-25", "अगले शुक्रवार", "2026-11-27 | 2026-12-04")]
    [InlineData("2026-11-25", "next week friday", "2026-12-04")]
    [InlineData("2026-11-28", "अगला रविवार", "2026-12-06")]
    [InlineData("2027-12-31", "1 january", "2028-01-01")]
    [InlineData("2027-03-01", "29 फरवरी", "2028-02-29")]
    [InlineData("2027-01-30", "31 tarikh", "2027-01-31")]
    [InlineData("2027-02-01", "31 tarikh", "2027-03-31")]
    public void It_depends_on_today(string today, string written, string meant) =>
        Assert.Equal(meant, Meaning(Reader.Read(written, new(DateOnly.Parse(today, System.Globalization.CultureInfo.InvariantCulture), new(10, 0), Formats.India.BaseUtcOffset))));

    [Fact]
    public void What_is_known_completes_what_is_written()
    {
        var monday = new When(new(2026, 11, 30), null);
        var four = new When(null, new(16, 0));
        Assert.Equal("2026-11-30 11:00", Meaning(Reader.Read("11", Sunday, monday)));
        Assert.Equal("2026-11-30 10:10", Meaning(Reader.Read("10.10", Sunday, monday)));
        Assert.Equal("2026-11-30 19:30", Meaning(Reader.Read("1930", Sunday, monday)));
        Assert.Equal("2026-12-05 16:00", Meaning(Reader.Read("5", Sunday, four)));
        Assert.Equal("2026-12-01 16:00", Meaning(Reader.Read("1 दिसंबर", Sunday, four)));
        Assert.Equal("2026-12-01", Meaning(Reader.Read("1 दिसंबर", Sunday, monday)));
        Assert.Equal("past 2026-11-22 09:00", Meaning(Reader.Read("9 बजे", Sunday, new(new(2026, 11, 22), null))));
    }

    [Fact]
    public void Every_day_of_the_next_400_is_understood_in_every_form_and_writing() =>
        Nows.Select(Gen.Int[1, 400], Gen.Int[0, 24 * 60 - 1]).Sample(
            (now, ahead, minute) =>
            {
                var date = Formats.IndianDate(now).AddDays(ahead);
                var time = new TimeOnly(minute / 60, minute % 60);
                var within = date < Formats.IndianDate(now).AddYears(1);
                foreach (var (written, needsYear) in Forms(date))
                {
                    if (within || !needsYear)
                        Assert.Equal(Meaning(new When(date, null)), Meaning(Reader.Read(written, now)));
                }

                var soon = Formats.IndianDate(now).AddDays(1 + ahead % 7);
                foreach (var weekday in new[] { Formats.Weekday(soon.DayOfWeek, Language.Hindi), Formats.Weekday(soon.DayOfWeek, Language.English), RomanisedDays[(int)soon.DayOfWeek] })
                    Assert.Equal(Meaning(new When(soon, null)), Meaning(Reader.Read(weekday, now)));
                Assert.Equal(Meaning(new When(date, null)), Meaning(Reader.Read($"{ahead} दिन बाद", now)));
                Assert.Equal(Meaning(new When(date, null)), Meaning(Reader.Read($"{ahead} din baad", now)));
                Assert.Equal(Meaning(new When(date, null)), Meaning(Reader.Read($"in {ahead} days", now)));
                foreach (var language in Enum.GetValues<Language>())
                {
                    var when = new When(date, time);
                    Assert.Equal(Meaning(when), Meaning(Reader.Read(when.InWords(language), now)));
                    Assert.Equal(Meaning(when with { Date = null }), Meaning(Reader.Read(Formats.Time(time, language), now)));
                }
            },
            iter: 1_000);

    [Fact]
    public void A_bare_hour_lies_in_the_working_day() => Gen.Int[1, 12].Select(Gen.OneOf("{0} baje", "{0} बजे", "{0}:00", "{0} o'clock")).Sample((hour, form) =>
    {
        var reading = Assert.IsType<WhenReading.Understood>(Reader.Read(string.Format(System.Globalization.CultureInfo.InvariantCulture, form, hour), Sunday));
        Assert.Equal(hour % 12, reading.When.Time!.Value.Hour % 12);
        Assert.InRange(reading.When.Time!.Value, new(7, 0), new(18, 59));
    });

    [Fact]
    public void Any_text_is_answered()
    {
        using var texts = new Texts(Content(), Microsoft.Extensions.Logging.Abstractions.NullLogger<Texts>.Instance, TimeProvider.System);
        string[] pieces = ["31", " ", "/", ":", "-", ".", "फ़रवरी", "साढ़े ", "बजे ", "कल ", "अगले ", "हफ्ते ", "महीने ", "की ", "सोमवार ", "9999", "0", "बाद ", "दिन ", "से ", "am ", "रात ", "\u200D", "🙏", "<i>", "\ud83d", "तारीख ", "बजकर ", "जनवरी ", "२९"];
        Gen.OneOf(Gen.String, Gen.Int[0, pieces.Length - 1].Select(i => pieces[i]).Array[0, 30].Select(parts => string.Concat(parts))).Select(Nows).Sample(
            (text, now) =>
            {
                foreach (var known in new[] { null, new When(Formats.IndianDate(now), null), new When(null, new(11, 0)) })
                {
                    var reading = Reader.Read(text, now, known);
                    Assert.NotEmpty(reading.Say(texts, Language.Hindi));
                    if (reading is WhenReading.Ambiguous several)
                        Assert.InRange(several.Choices.Distinct().Count(), 2, 4);
                    foreach (var when in reading switch { WhenReading.Understood one => [one.When], WhenReading.Ambiguous some => some.Choices, _ => [] })
                    {
                        Assert.False(when.Date is null && when.Time is null);
                        Assert.True(when.Date is null || when.Date >= Formats.IndianDate(now) && when.Date <= Formats.IndianDate(now).AddYears(WhenReader.FurthestYears));
                    }
                }
            },
            iter: 20_000);
    }

    [Theory]
    [InlineData(5_000)]
    [InlineData(1_000_000)]
    public void A_long_text_is_no_date(int length) => Assert.IsType<WhenReading.NotUnderstood>(Reader.Read(new string('1', length), Sunday));

    [Fact]
    public void The_word_table_reports_its_mistakes()
    {
        var problems = DateWords.Parse("dates.yml", "months: {13: [अगस्त]}\ndays: {1: [कल], 2: [कल]}\n").Problems.Select(problem => problem.ToString()).ToList();
        Assert.Contains(problems, problem => problem.StartsWith("dates.yml:1: '13' cannot stand in 'months'", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.StartsWith("dates.yml:2: 'कल' stands in this file already", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains("'numbers' is missing", StringComparison.Ordinal));
    }

    private static IEnumerable<(string Written, bool NeedsYear)> Forms(DateOnly date)
    {
        foreach (var month in new[] { Formats.Month(date.Month, Language.Hindi), Formats.Month(date.Month, Language.English), Romanised[date.Month - 1] })
        {
            yield return ($"{date.Day} {month}", true);
            yield return ($"{month} {date.Day}", true);
            yield return ($"{date.Day} {month} {date.Year}", false);
            yield return ($"{date.Day} {month} {date.Year % 100}", false);
            yield return ($"{month} {date.Day}, {date.Year}", false);
        }

        yield return ($"{date.Day}/{date.Month}", true);
        yield return ($"{date.Day:00}-{date.Month:00}-{date.Year}", false);
        yield return ($"{date.Day}.{date.Month}.{date.Year % 100}", false);
        yield return ($"{date:yyyy-MM-dd}", false);
        yield return (string.Concat($"{date.Day}/{date.Month}/{date.Year}".Select(c => char.IsAsciiDigit(c) ? (char)('०' + (c - '0')) : c)), false);
        yield return ($"{Formats.Words(date.Day, Language.Hindi)} {Formats.Month(date.Month, Language.Hindi)}", true);
    }

    private static string Meaning(WhenReading reading) => reading switch
    {
        WhenReading.Understood understood => Meaning(understood.When),
        WhenReading.Ambiguous ambiguous => string.Join(" | ", ambiguous.Choices.Select(Meaning)),
        WhenReading.Past past => "past " + Meaning(past.When),
        WhenReading.TooFar far => "far " + Meaning(far.When),
        WhenReading.NoSuchDate => "no such date",
        WhenReading.NoSuchTime => "no such time",
        _ => "not understood",
    };

    private static string Meaning(When when) => $"{when.Date:yyyy-MM-dd} {when.Time:HH:mm}".Trim();

    private static string Content() => Path.Combine(TestBot.RepositoryRoot(), "content");

    private static DateWords Words()
    {
        var file = Path.Combine(Content(), DateWords.FileName);
        var parsed = DateWords.Parse(file, File.ReadAllText(file));
        Assert.Empty(parsed.Problems);
        return parsed.Value!;
    }
}
