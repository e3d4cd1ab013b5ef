using System.Globalization;
using Humanizer;
using PanchayatBot.Messages;

namespace PanchayatBot.Content;

/// <summary>How numbers, dates and lengths of time are written for people, the same on every machine. Everything is in Indian time.</summary>
public static class Formats
{
    private static readonly NumberFormatInfo Indian = NumberFormatInfo.ReadOnly(new() { NumberGroupSizes = [3, 2], NumberGroupSeparator = ",", NumberDecimalSeparator = "." });

    private static readonly string[] HindiMonths = ["जनवरी", "फ़रवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई", "अगस्त", "सितंबर", "अक्टूबर", "नवंबर", "दिसंबर"];

    private static readonly string[] HindiWeekdays = ["रविवार", "सोमवार", "मंगलवार", "बुधवार", "गुरुवार", "शुक्रवार", "शनिवार"];

    /// <summary>India's time, UTC+05:30 all year since 1945; no table of time zones is needed on the machine.</summary>
    public static TimeZoneInfo India { get; } = TimeZoneInfo.CreateCustomTimeZone("Asia/Kolkata", new(5, 30, 0), "India", "India");

    /// <summary>A whole number grouped the Indian way: 1,00,000.</summary>
    public static string Number(long number) => number.ToString("#,0", Indian);

    /// <summary>A number with at most two decimals: 1,00,000.5.</summary>
    public static string Number(decimal number) => number.ToString("#,0.##", Indian);

    /// <summary>A sum of money: ₹1,00,000.</summary>
    public static string Rupees(long rupees) => rupees < 0 ? "-₹" + Number(rupees)[1..] : "₹" + Number(rupees);

    /// <summary>A number in words: बारह हज़ार, twelve thousand.</summary>
    public static string Words(long number, Language language) => number.ToWords(Culture(language));

    /// <summary>पहला, 11वाँ; 1st, 11th.</summary>
    /// <param name="number">From 1.</param>
    /// <param name="language">The language.</param>
    /// <param name="feminine">Before a Hindi word of feminine gender: पहली किस्त.</param>
    public static string Ordinal(int number, Language language, bool feminine = false) =>
        number.Ordinalize(feminine ? GrammaticalGender.Feminine : GrammaticalGender.Masculine, Culture(language));

    /// <summary>क, ख और ग; a, b and c. Empty entries are left out.</summary>
    public static string List(IEnumerable<string> items, Language language) => Configurator.CollectionFormatters.ResolveForCulture(Culture(language)).Humanize(items);

    /// <summary>15 अगस्त 2026; 15 August 2026.</summary>
    public static string Date(DateOnly date, Language language) => $"{date.Day} {Month(date.Month, language)} {date.Year}";

    /// <summary>The Indian date of a moment: 15 अगस्त 2026; 15 August 2026.</summary>
    public static string Date(DateTimeOffset moment, Language language) => Date(IndianDate(moment), language);

    /// <summary>शनिवार, 15 अगस्त 2026; Saturday, 15 August 2026.</summary>
    public static string DateWithWeekday(DateOnly date, Language language) => $"{Weekday(date.DayOfWeek, language)}, {Date(date, language)}";

    /// <summary>सोमवार, 30 नवंबर 2026, प्रातः 11:00 बजे; Monday, 30 November 2026, 11:00 am: when a meeting is, leaving nothing to guess.</summary>
    public static string DateWithWeekday(DateOnly date, TimeOnly time, Language language) => $"{DateWithWeekday(date, language)}, {Time(time, language)}";

    /// <summary>शनिवार; Saturday.</summary>
    public static string Weekday(DayOfWeek day, Language language) =>
        language == Language.English ? CultureInfo.InvariantCulture.DateTimeFormat.GetDayName(day) : HindiWeekdays[(int)day];

    /// <summary>अगस्त; August.</summary>
    /// <param name="month">1 to 12.</param>
    /// <param name="language">The language.</param>
    public static string Month(int month, Language language) =>
        language == Language.English ? CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(month) : HindiMonths[month - 1];

    /// <summary>प्रातः 10:30 बजे; 10:30 am. The words are those of official notices: प्रातः from 4, दोपहर from 12, अपराह्न from 2, सायं from 5,
    /// रात from 8 in the evening.</summary>
    public static string Time(TimeOnly time, Language language)
    {
        var clock = $"{(time.Hour + 11) % 12 + 1}:{time.Minute:00}";
        return language == Language.English ? clock + (time.Hour < 12 ? " am" : " pm") : $"{PartOfDay(time.Hour)} {clock} बजे";
    }

    /// <summary>15 अगस्त 2026, प्रातः 10:30 बजे; 15 August 2026, 10:30 am: in India, whatever the offset of the moment.</summary>
    public static string DateAndTime(DateTimeOffset moment, Language language) =>
        $"{Date(moment, language)}, {Time(TimeOnly.FromTimeSpan(InIndia(moment).TimeOfDay), language)}";

    /// <summary>The date in India at a moment.</summary>
    public static DateOnly IndianDate(DateTimeOffset moment) => DateOnly.FromDateTime(InIndia(moment).DateTime);

    /// <summary>The moment at which a day begins in India.</summary>
    public static DateTimeOffset IndianMidnight(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), India.BaseUtcOffset);

    /// <summary>3 दिन पहले, 2 घंटे में; 3 days ago, 2 hours from now. For looking back and waiting; the date of a meeting is given as a date.</summary>
    public static string Relative(DateTimeOffset moment, DateTimeOffset now, Language language) => moment.Humanize(now, Culture(language));

    /// <summary>The two largest units of a length of time: 2 दिन 3 घंटे; 2 days and 3 hours. Days are not gathered into weeks.</summary>
    public static string Duration(TimeSpan length, Language language) =>
        length.Humanize(precision: 2, culture: Culture(language), maxUnit: TimeUnit.Day, minUnit: TimeUnit.Second, collectionSeparator: language == Language.English ? null : " ");

    private static DateTimeOffset InIndia(DateTimeOffset moment) => moment.ToOffset(India.BaseUtcOffset);

    private static CultureInfo Culture(Language language) => language == Language.English ? HindiHumanizer.English : HindiHumanizer.Hindi;

    private static string PartOfDay(int hour) => hour switch
    {
        >= 4 and < 12 => "प्रातः",
        12 or 13 => "दोपहर",
        >= 14 and < 17 => "अपराह्न",
        >= 17 and < 20 => "सायं",
        _ => "रात",
    };
}
