namespace PanchayatBot.Dates;

/// <summary>Finds the times of day in a text.</summary>
internal sealed class ClockParse
{
    private const int Noon = 12;
    private const int FirstWorkingHour = 7;

    private readonly List<TimeOnly> _times = [];

    /// <summary>The different times found, in order.</summary>
    public IReadOnlyList<TimeOnly> Times => _times;

    /// <summary>A time was written that is on no clock.</summary>
    public bool IsImpossible { get; private set; }

    /// <summary>Takes every time that says that it is one; what is left may be dates.</summary>
    public static ClockParse Read(DateTokenRow row, bool dateIsKnown)
    {
        var clock = new ClockParse();
        for (var at = 0; at < row.Count; at++)
        {
            var next = row.Beside(at, 1);
            switch (row[at].Kind)
            {
                case DateWord.Minutes when row.Is(at, DateWord.Minutes):
                    clock.Fraction(row, at, next);
                    break;
                case DateWord.Time when row.Is(at, DateWord.Time):
                    clock.Add(row, at, row[at].Value / 60, row[at].Value % 60);
                    break;
                case DateWord.Clock when row.Is(at, DateWord.Clock):
                    clock.Add(row, at, row[at].Value, row[at].Second);
                    SkipEnd(row, at);
                    break;
                case DateWord.Pair when row.Is(at, DateWord.Pair) && row[at].Sign == '-' && row.Is(next, DateWord.OClock): // 10-12 बजे, but also 10-30 बजे
                    clock.Add(row, at, row[at].Value, row[at].Second > Noon ? row[at].Second : 0);
                    break;
                case DateWord.Pair when row.Is(at, DateWord.Pair) && row[at].Sign == '.' && (row[at].Second > Noon || dateIsKnown || row.Is(next, DateWord.OClock) || HasPart(row, at)):
                    clock.Add(row, at, row[at].Value, row[at].Second);
                    SkipEnd(row, at);
                    break;
                case DateWord.Number when row.Is(at, DateWord.Number) && row.Is(next, DateWord.Past):
                    clock.PastHour(row, at, next);
                    break;
                case DateWord.Number when row.Is(at, DateWord.Number) && (row.Is(next, DateWord.OClock) || row.Is(next, DateWord.Part) && IsHalfOfDay(row[next])):
                    clock.Hour(row, at);
                    break;
                case DateWord.Number when row.Is(at, DateWord.Number) && row.Is(next, DateWord.Till) && IsRange(row, next):
                    clock.Hour(row, at);
                    SkipEnd(row, at);
                    break;
            }
        }

        return clock;
    }

    /// <summary>Takes numbers beside a part of the day, four digits that are no year, and, if an hour is what was asked for, a lone number.</summary>
    public static void ReadRest(DateTokenRow row, ClockParse clock, bool hourIsAsked)
    {
        if (clock._times.Count > 0 || clock.IsImpossible)
            return;
        var numbers = row.Places(DateWord.Number).ToList();
        if (numbers.FindIndex(at => HasPart(row, at)) is >= 0 and var beside)
            clock.Hour(row, numbers[beside]);
        else if (numbers is [var only] && (hourIsAsked || row[only] is { Digits: 4, Value: < 1900 or >= 2200 }))
            clock.Hour(row, only);
    }

    private static bool IsHalfOfDay(DateToken part) => (PartOfDay)part.Value is PartOfDay.Am or PartOfDay.Pm;

    private static bool HasPart(DateTokenRow row, int at) => row.Is(row.Beside(at, 1), DateWord.Part) || row.Is(row.Beside(at, -1), DateWord.Part);

    private static bool IsRange(DateTokenRow row, int till)
    {
        var end = row.Beside(till, 1);
        return row.Is(end, DateWord.Number) && row.Is(row.Beside(end, 1), DateWord.OClock);
    }

    // 10:30 से 12 बजे: a meeting is announced with its beginning.
    private static void SkipEnd(DateTokenRow row, int at)
    {
        var till = row.Beside(at, 1);
        if (!row.Is(till, DateWord.Till))
            return;
        var end = row.Beside(till, 1);
        if (row.Is(end, DateWord.Number) || row.Is(end, DateWord.Clock) || row.Is(end, DateWord.Pair))
            row.Take(till, end);
    }

    private void Fraction(DateTokenRow row, int at, int next)
    {
        var minutes = row[at].Value;
        if (row.Is(next, DateWord.Number))
        {
            var hour = row[next].Value;
            row.Take(at);
            Add(row, next, minutes < 0 ? (hour + Noon - 2) % Noon + 1 : hour, (minutes + 60) % 60);
        }
        else if (row.Is(next, DateWord.OClock))
        {
            Add(row, at, minutes < 0 ? Noon : 1, (minutes + 60) % 60); // सवा बजे is a quarter past one
        }
    }

    private void PastHour(DateTokenRow row, int at, int past)
    {
        var minutes = row.Beside(past, 1);
        if (!row.Is(minutes, DateWord.Number))
        {
            Hour(row, at);
            return;
        }

        row.Take(past, minutes);
        Add(row, at, row[at].Value, row[minutes].Value);
    }

    // 3, or 1530.
    private void Hour(DateTokenRow row, int at)
    {
        if (row.Alternative(at) is >= 0 and var other)
            Hour(row, other);
        Add(row, at, row[at].Digits > 2 ? row[at].Value / 100 : row[at].Value, row[at].Digits > 2 ? row[at].Value % 100 : 0);
    }

    private void Add(DateTokenRow row, int at, int hour, int minute)
    {
        var part = PartFor(row, at);
        row.Take(at);
        if (hour > 23 || minute > 59)
        {
            IsImpossible = true;
            return;
        }

        var time = new TimeOnly(OnTheDay(hour, part), minute);
        if (!_times.Contains(time))
            _times.Add(time);
    }

    // The part beside the hour, across a बजे, or the only one of the text.
    private static PartOfDay? PartFor(DateTokenRow row, int at)
    {
        var before = row.Beside(at, -1);
        var after = row.Beside(at, 1);
        if (row.Is(after, DateWord.OClock))
            after = row.Beside(after, 1);
        if (row.Is(before, DateWord.Minutes))
            before = row.Beside(before, -1);
        if (row.Is(before, DateWord.Part))
            return (PartOfDay)row[before].Value;
        if (row.Is(after, DateWord.Part))
            return (PartOfDay)row[after].Value;
        return row.Places(DateWord.Part).Select(place => (PartOfDay?)row[place].Value).FirstOrDefault();
    }

    private static int OnTheDay(int hour, PartOfDay? part) => (hour, part) switch
    {
        ( > Noon or 0, _) => hour,
        (Noon, PartOfDay.Am or PartOfDay.Night) => 0,
        (Noon, _) => Noon,
        (_, PartOfDay.Am or PartOfDay.Morning) => hour,
        (_, PartOfDay.Pm or PartOfDay.Afternoon or PartOfDay.Evening) => hour + Noon,
        (_, PartOfDay.Midday) => hour < FirstWorkingHour ? hour + Noon : hour,
        (_, PartOfDay.Night) => hour < 5 ? hour : hour + Noon,
        _ => hour < FirstWorkingHour ? hour + Noon : hour,
    };
}
