namespace PanchayatBot.Dates;

/// <summary>Finds the dates in a text whose times are taken already.</summary>
internal sealed class CalendarParse
{
    private const int DaysAWeek = 7;

    private readonly DateOnly _today;
    private readonly List<DateOnly> _dates = [];
    private bool _hasBareMonth;

    private CalendarParse(DateOnly today) => _today = today;

    /// <summary>The different dates found.</summary>
    public IReadOnlyList<DateOnly> Dates => _dates;

    /// <summary>A date was written that is in no calendar.</summary>
    public bool IsImpossible { get; private set; }

    /// <summary>Takes every date.</summary>
    /// <param name="row">The tokens.</param>
    /// <param name="today">The present date in India.</param>
    public static CalendarParse Read(DateTokenRow row, DateOnly today)
    {
        var calendar = new CalendarParse(today);
        foreach (var at in row.Places(DateWord.FullDate))
            calendar.Add(row[at].Third, row[at].Second, row[at].Value);
        foreach (var at in row.Places(DateWord.Pair))
            calendar.AddNext(row[at].Second, row[at].Value);
        foreach (var at in row.Places(DateWord.Holiday))
            calendar.AddNext(row[at].Value / 100, row[at].Value % 100, calendar.YearAt(row, row.Beside(at, 1)));
        foreach (var at in row.Places(DateWord.Month))
            calendar.Month(row, at);
        foreach (var at in row.Places(DateWord.MonthUnit))
            calendar.NamedMonth(row, at);
        foreach (var at in row.Places(DateWord.Number))
            calendar.Distance(row, at);
        foreach (var at in row.Places(DateWord.DateUnit))
            calendar.DayOfMonth(row, at);
        foreach (var at in row.Places(DateWord.Day))
        {
            // आज से 5 दिन बाद
            if (!row.Is(row.Beside(at, 1), DateWord.Till) || !row.Contains(DateWord.After))
                calendar.Add(today.AddDays(row[at].Value));
        }

        foreach (var at in row.Places(DateWord.Weekday))
            calendar.Weekday(row, at);
        return calendar;
    }

    /// <summary>A lone number as a day of the month, when the day is what was asked for.</summary>
    public void ReadLoneDay(DateTokenRow row)
    {
        if (row.Places(DateWord.Number).ToList() is [var only] && row[only].Digits <= 2)
            AddNextDay(row[only].Value);
    }

    private void Month(DateTokenRow row, int at)
    {
        var (before, after) = (row.Beside(at, -1), row.Beside(at, 1));
        if (row.Is(before, DateWord.DateUnit))
            before = row.Beside(before, -1);
        var day = IsDay(row, before) ? before : after;
        if (!IsDay(row, day))
        {
            _hasBareMonth = true;
            return;
        }

        var year = YearAt(row, day == after ? row.Beside(after, 1) : after);
        foreach (var place in new[] { row.Alternative(day), day }.Where(place => IsDay(row, place)))
        {
            row.Take(place);
            AddNext(row[at].Value, row[place].Value, year);
        }
    }

    // दिसंबर के पहले सोमवार: an ordinal of the weekday is no day of the month.
    private static bool IsDay(DateTokenRow row, int at) =>
        row.Is(at, DateWord.Number) && row[at].Digits <= 2 && !(row[at].Digits == 0 && row.Is(row.Beside(at, 1), DateWord.Weekday));

    // 2027, or 27 behind a month: no hour is so late, and no meeting so early.
    private int? YearAt(DateTokenRow row, int at)
    {
        if (!row.Is(at, DateWord.Number))
            return null;
        var year = row[at] switch
        {
            { Digits: 4, Value: var full } => full,
            { Digits: 2, Value: var last } when last >= _today.Year % 100 => 2000 + last,
            _ => (int?)null,
        };
        if (year is not null)
            row.Take(at);
        return year;
    }

    // अगले महीने की 5 तारीख, 5 तारीख अगले महीने
    private void NamedMonth(DateTokenRow row, int at)
    {
        var sign = row.Beside(at, -1);
        var isNext = row.Is(sign, DateWord.Next) || row.Is(sign, DateWord.Coming);
        if (!isNext && !row.Is(sign, DateWord.This))
            return;
        var day = row.Beside(at, 1);
        if (row.Is(day, DateWord.DateUnit))
            day = row.Beside(day, 1);
        if (!IsDay(row, day))
        {
            day = row.Beside(sign, -1);
            if (row.Is(day, DateWord.DateUnit))
                day = row.Beside(day, -1);
        }

        if (!IsDay(row, day))
        {
            _hasBareMonth = true;
            return;
        }

        row.Take(at, day);
        var month = _today.AddDays(1 - _today.Day).AddMonths(isNext ? 1 : 0);
        Add(month.Year, month.Month, row[day].Value);
    }

    // 5 दिन बाद, in 2 weeks
    private void Distance(DateTokenRow row, int at)
    {
        var unit = row.Beside(at, 1);
        var signed = row.Is(row.Beside(unit, 1), DateWord.After) || row.Is(row.Beside(at, -1), DateWord.After) || row.Is(row.Beside(at, -1), DateWord.In);
        if (!signed || row[at].Digits > 3)
            return;
        var count = row[at].Value;
        if (row.Is(unit, DateWord.DayUnit))
            Add(_today.AddDays(count));
        else if (row.Is(unit, DateWord.WeekUnit))
            Add(_today.AddDays(count * DaysAWeek));
        else if (row.Is(unit, DateWord.MonthUnit))
            Add(_today.AddMonths(count));
        else
            return;
        row.Take(at, unit);
    }

    // 5 तारीख, तारीख 5
    private void DayOfMonth(DateTokenRow row, int at)
    {
        var (before, after) = (row.Beside(at, -1), row.Beside(at, 1));
        var day = IsDay(row, before) ? before : after;
        if (!IsDay(row, day))
            return;
        foreach (var place in new[] { row.Alternative(day), day }.Where(place => IsDay(row, place)))
        {
            row.Take(place);
            AddNextDay(row[place].Value);
        }
    }

    private void Weekday(DateTokenRow row, int at)
    {
        var day = (DayOfWeek)row[at].Value;
        if (_dates.Count > 0)
        {
            Fit(day);
            return;
        }

        // "the last Monday of December" is more than is understood here; the next Monday would be wrong.
        if (_hasBareMonth)
            return;
        var (before, after) = (row.Beside(at, -1), row.Beside(at, 1));
        if (IsNextWeek(row, row.Beside(before, -1)) || IsNextWeek(row, after))
        {
            var (sundayFirst, mondayFirst) = ((int)_today.DayOfWeek, ((int)_today.DayOfWeek + 6) % DaysAWeek);
            Add(_today.AddDays(DaysAWeek - sundayFirst + (int)day));
            Add(_today.AddDays(DaysAWeek - mondayFirst + ((int)day + 6) % DaysAWeek));
            return;
        }

        var ahead = ((int)day - (int)_today.DayOfWeek + DaysAWeek - 1) % DaysAWeek + 1;
        var isNext = row.Is(before, DateWord.Next);
        if (row.Is(before, DateWord.This) && ahead == DaysAWeek)
            Add(_today);
        else if (!isNext || ahead > 1)
            Add(_today.AddDays(ahead));
        if (isNext && (ahead == 1 || (int)_today.DayOfWeek + ahead < DaysAWeek))
            Add(_today.AddDays(ahead + DaysAWeek));
    }

    private static bool IsNextWeek(DateTokenRow row, int at) => (row.Is(at, DateWord.Next) || row.Is(at, DateWord.Coming)) && row.Is(row.Beside(at, 1), DateWord.WeekUnit);

    // A weekday beside a date tells which of several is meant, or that one of the two is a slip.
    private void Fit(DayOfWeek day)
    {
        if (_dates.Exists(date => date.DayOfWeek == day))
        {
            _dates.RemoveAll(date => date.DayOfWeek != day);
            return;
        }

        var date = _dates[0];
        var shift = ((int)day - (int)date.DayOfWeek + DaysAWeek) % DaysAWeek;
        Add(date.AddDays(shift > DaysAWeek / 2 ? shift - DaysAWeek : shift));
    }

    private void AddNextDay(int day)
    {
        for (var month = _today.AddDays(1 - _today.Day); day is >= 1 and <= 31; month = month.AddMonths(1))
        {
            if (day <= DateTime.DaysInMonth(month.Year, month.Month) && month.AddDays(day - 1) >= _today)
            {
                Add(month.AddDays(day - 1));
                return;
            }
        }

        IsImpossible = true;
    }

    private void AddNext(int month, int day, int? year = null)
    {
        // 2024 has a 29 February.
        if (year is not null || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(2024, month))
        {
            Add(year ?? _today.Year, month, day);
            return;
        }

        var next = _today.Year;
        while (day > DateTime.DaysInMonth(next, month) || new DateOnly(next, month, day) < _today)
            next++;
        Add(next, month, day);
    }

    private void Add(int year, int month, int day)
    {
        if (year is < 1 or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            IsImpossible = true;
        else
            Add(new DateOnly(year, month, day));
    }

    private void Add(DateOnly date)
    {
        if (!_dates.Contains(date))
            _dates.Add(date);
    }
}
