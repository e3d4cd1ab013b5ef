using PanchayatBot.Content;

namespace PanchayatBot.Dates;

/// <summary>Understands when a meeting is to be, in Hindi, English and romanised Hindi in any mixture: "अगले सोमवार 11 बजे", "kal 3 baje",
/// "26.1.27 10.30 am". Words it does not know are passed over. How it decides what is open:
/// <list type="bullet">
/// <item>कल and परसों are days to come.</item>
/// <item>An hour without part of day lies in the working day: 7 to 11 are morning, 12 to 6 afternoon.</item>
/// <item>A day and month without year, or a day of the month alone, is the next one from today on.</item>
/// <item>A weekday alone, or with इस or आगामी, is the next one after today; with इस on that very weekday it is today.</item>
/// <item>"अगले सोमवार" is never tomorrow, then the one of the week after is meant; on a Monday it is in 7 days. When that day is still to
/// come in the same week (Sunday to Saturday) people mean either, so both are offered.</item>
/// <item>"अगले हफ़्ते सोमवार" is in the week after this one; where it matters whether weeks begin on Sunday or Monday, both are offered.</item>
/// <item>A weekday that does not fit the date beside it: both are offered.</item>
/// <item>Numbers are day before month, as everywhere in India: 5/12 is 5 December.</item>
/// <item>A bare number is an hour when the date is known, and a day when the time is known.</item>
/// </list></summary>
/// <param name="words">The words for dates and times.</param>
public sealed class WhenReader(DateWords words)
{
    /// <summary>Years ahead within which a meeting may lie.</summary>
    public const int FurthestYears = 2;

    /// <summary>Nobody needs more letters for a date; in a longer text numbers and weekdays mean something else.</summary>
    private const int LongestText = 200;

    /// <summary>As many as fit under a question as buttons.</summary>
    private const int MostChoices = 4;

    /// <summary>Reads a text; never throws, whatever it is.</summary>
    /// <param name="text">What the person wrote.</param>
    /// <param name="now">The present moment; "today" is its date in India.</param>
    /// <param name="known">What was understood before; a part the text names anew is replaced.</param>
    public WhenReading Read(string text, DateTimeOffset now, When? known = null)
    {
        if (text.Length > LongestText)
            return new WhenReading.NotUnderstood();
        known ??= new(null, null);
        var present = now.ToOffset(Formats.India.BaseUtcOffset);
        var today = DateOnly.FromDateTime(present.DateTime);
        var tokens = new DateTokenRow(DateTokens.Of(text, words));
        var clock = ClockParse.Read(tokens, dateIsKnown: known.Date is not null);
        var calendar = CalendarParse.Read(tokens, today);
        ClockParse.ReadRest(tokens, clock, known.Date is not null && calendar.Dates.Count == 0);
        if (calendar.Dates.Count == 0 && clock.Times.Count == 0 && known.Time is not null)
            calendar.ReadLoneDay(tokens);

        if (calendar.IsImpossible)
            return new WhenReading.NoSuchDate();
        if (clock.IsImpossible)
            return new WhenReading.NoSuchTime();
        var dates = calendar.Dates.Count > 0 ? [.. calendar.Dates.Select(date => (DateOnly?)date)] : new[] { known.Date };
        var times = clock.Times.Count > 0 ? [.. clock.Times.Select(time => (TimeOnly?)time)] : new[] { known.Time };
        if (calendar.Dates.Count == 0 && clock.Times.Count == 0)
            return new WhenReading.NotUnderstood();
        return Decide([.. from date in dates from time in times select new When(date, time)], today, TimeOnly.FromTimeSpan(present.TimeOfDay));
    }

    private static WhenReading Decide(IReadOnlyList<When> found, DateOnly today, TimeOnly timeNow)
    {
        var ahead = found.Where(when => when.Date is not { } date || date > today || date == today && (when.Time is not { } time || time > timeNow)).ToList();
        if (ahead.Count == 0)
            return new WhenReading.Past(found[0]);
        var near = ahead.Where(when => when.Date is null || when.Date <= today.AddYears(FurthestYears)).OrderBy(when => when.Date).ThenBy(when => when.Time).ToList();
        return near.Count switch
        {
            0 => new WhenReading.TooFar(ahead[0]),
            1 => new WhenReading.Understood(near[0]),
            _ => new WhenReading.Ambiguous([.. near.Take(MostChoices)]),
        };
    }
}
