using System.Collections.Frozen;
using System.Globalization;
using System.Runtime.InteropServices;
using PanchayatBot.Content;
using PanchayatBot.Sounds;

namespace PanchayatBot.Dates;

/// <summary>What a word says about a date or a time; the value that goes with it stands behind the dash.</summary>
internal enum DateWord
{
    /// <summary>A word nobody knows here, or one that carries nothing.</summary>
    Nothing,

    /// <summary>A month: 1 to 12.</summary>
    Month,

    /// <summary>A weekday: as <see cref="DayOfWeek"/>.</summary>
    Weekday,

    /// <summary>आज, कल: days from today.</summary>
    Day,

    /// <summary>A day of every year: month * 100 + day.</summary>
    Holiday,

    /// <summary>सुबह, शाम: a <see cref="PartOfDay"/>.</summary>
    Part,

    /// <summary>A time with a name: minutes since midnight.</summary>
    Time,

    /// <summary>साढ़े, पौने: minutes to add to the hour that follows.</summary>
    Minutes,

    /// <summary>A number, in digits or as a word.</summary>
    Number,

    /// <summary>10:30: the hour, and as second number the minutes; either may be too large.</summary>
    Clock,

    /// <summary>26/1: two numbers of which the first may be a day and the second a month, or an hour and its minutes.</summary>
    Pair,

    /// <summary>A day with month and year.</summary>
    FullDate,

    /// <summary>अगला.</summary>
    Next,

    /// <summary>आगामी: with a weekday the very next one, with a week or month the one after this.</summary>
    Coming,

    /// <summary>इस.</summary>
    This,

    /// <summary>बाद, behind the number of days.</summary>
    After,

    /// <summary>in, before the number of days.</summary>
    In,

    /// <summary>दिन as a unit.</summary>
    DayUnit,

    /// <summary>हफ़्ता as a unit.</summary>
    WeekUnit,

    /// <summary>महीना as a unit.</summary>
    MonthUnit,

    /// <summary>तारीख.</summary>
    DateUnit,

    /// <summary>बजे.</summary>
    OClock,

    /// <summary>बजकर.</summary>
    Past,

    /// <summary>मिनट.</summary>
    MinuteUnit,

    /// <summary>से, or a dash between two numbers.</summary>
    Till,

    /// <summary>या.</summary>
    Or,
}

/// <summary>The parts of a day by which an hour is told from the same hour half a day later.</summary>
internal enum PartOfDay
{
    /// <summary>am.</summary>
    Am,

    /// <summary>pm.</summary>
    Pm,

    /// <summary>सुबह.</summary>
    Morning,

    /// <summary>दोपहर.</summary>
    Midday,

    /// <summary>अपराह्न.</summary>
    Afternoon,

    /// <summary>शाम.</summary>
    Evening,

    /// <summary>रात.</summary>
    Night,
}

/// <summary>What one or more words mean.</summary>
/// <param name="Kind">What they say.</param>
/// <param name="Value">The value that goes with it.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DateMeaning(DateWord Kind, int Value);

/// <summary>The words for dates and times, from content/dates.yml, known by their letters or else by their sound: सोमवार, somvar and somwaar are
/// one word. Words of different meaning that sound alike (बीस and बाईस) are known by their letters only.</summary>
public sealed class DateWords
{
    /// <summary>The file in the content folder.</summary>
    public const string FileName = "dates.yml";

    /// <summary>A shorter sound is too soon taken for another word.</summary>
    private const int ShortestMisspelt = 4;

    private static readonly Dictionary<string, DateWord> Signs = new(StringComparer.Ordinal)
    {
        ["next"] = DateWord.Next,
        ["coming"] = DateWord.Coming,
        ["this"] = DateWord.This,
        ["after"] = DateWord.After,
        ["in"] = DateWord.In,
        ["day"] = DateWord.DayUnit,
        ["week"] = DateWord.WeekUnit,
        ["month"] = DateWord.MonthUnit,
        ["date"] = DateWord.DateUnit,
        ["oclock"] = DateWord.OClock,
        ["past"] = DateWord.Past,
        ["minute"] = DateWord.MinuteUnit,
        ["till"] = DateWord.Till,
        ["or"] = DateWord.Or,
    };

    private readonly FrozenDictionary<string, DateMeaning> _written;
    private readonly FrozenDictionary<string, DateMeaning> _spoken;
    private readonly string[] _names;
    private readonly int _longest;

    private DateWords(Dictionary<string, DateMeaning> written, Dictionary<string, DateMeaning?> spoken)
    {
        _written = written.ToFrozenDictionary(StringComparer.Ordinal);
        _spoken = spoken.Where(entry => entry.Value is not null).ToFrozenDictionary(entry => entry.Key, entry => entry.Value!.Value, StringComparer.Ordinal);
        _longest = written.Keys.Select(words => words.Count(' ') + 1).DefaultIfEmpty().Max();
        _names = [.. _spoken.Where(entry => entry.Value.Kind is DateWord.Month or DateWord.Weekday && entry.Key.Length >= ShortestMisspelt).Select(entry => entry.Key)];
    }

    /// <summary>How the file is read.</summary>
    public static LiveFiles<DateWords, DateWords> FilesIn(string contentFolder) => new(
        FileName,
        Parse,
        files => files.Count > 0 ? (files[0], []) : (new([], []), [new(Path.Combine(contentFolder, FileName), 1, "there are no words for dates: restore the file, no date can be read without it.")]));

    /// <summary>Reads content/dates.yml.</summary>
    public static Parsed<DateWords> Parse(string file, string text)
    {
        var problems = new ProblemList(file);
        if (YamlMap.Read(text, 1, problems) is not { } map)
            return problems.Parsed<DateWords>(null);
        var table = new Table(problems);
        table.Add(map, "months", DateWord.Month, key => Whole(key, 1, 12), count: 12);
        table.Add(map, "weekdays", DateWord.Weekday, key => Named<DayOfWeek>(key), count: 7);
        table.Add(map, "days", DateWord.Day, key => Whole(key, 0, 31));
        table.Add(map, "holidays", DateWord.Holiday, key => key.Split('-') is [var month, var day] && Whole(month, 1, 12) is { } m && Whole(day, 1, DateTime.DaysInMonth(2024, m)) is { } d ? m * 100 + d : null);
        table.Add(map, "parts", DateWord.Part, key => Named<PartOfDay>(key), count: Enum.GetValues<PartOfDay>().Length);
        table.Add(map, "times", DateWord.Time, key => TimeOnly.TryParseExact(key, "H:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time.Hour * 60 + time.Minute : null);
        table.Add(map, "minutes", DateWord.Minutes, key => Whole(key, -59, 59));
        table.Add(map, "numbers", DateWord.Number, key => Whole(key, 0, 59));
        table.AddSigns(map);
        table.AddWords(map, "nothing", new(DateWord.Nothing, 0));
        map.ReportUnknownKeys();
        return problems.Parsed(new DateWords(table.Written, table.Spoken));
    }

    /// <summary>What the words from here on mean, and how many of them make it up; the longest entry wins. (Nothing, 1) for an unknown word.</summary>
    internal (DateMeaning Meaning, int Taken) Match(IReadOnlyList<Word> words, int at)
    {
        for (var count = Math.Min(_longest, words.Count - at); count > 0; count--)
        {
            if (_written.TryGetValue(Joined(words, at, count, word => word.Text), out var meaning) || _spoken.TryGetValue(Joined(words, at, count, SoundKey.Of), out meaning))
                return (meaning, count);
        }

        return (Misspelt(SoundKey.Of(words[at])), 1);
    }

    // Names of months and weekdays with a letter wrong; the first letter is hardly ever the wrong one.
    private DateMeaning Misspelt(string sound) =>
        sound.Length >= ShortestMisspelt && Nearest.Of(sound, _names.Where(name => name[0] == sound[0])) is { } name ? _spoken[name] : default;

    private static string Joined(IReadOnlyList<Word> words, int at, int count, Func<Word, string> form) =>
        count == 1 ? form(words[at]) : string.Join(' ', Enumerable.Range(at, count).Select(place => form(words[place])));

    private static int? Whole(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : null;

    private static int? Named<T>(string name)
        where T : struct, Enum => name.All(char.IsAsciiLetter) && Enum.TryParse<T>(name, ignoreCase: true, out var value) ? Convert.ToInt32(value, CultureInfo.InvariantCulture) : null;

    /// <summary>Gathers the words of the file.</summary>
    private sealed class Table(ProblemList problems)
    {
        public Dictionary<string, DateMeaning> Written { get; } = new(StringComparer.Ordinal);

        /// <summary>By sound; null for a sound with several meanings.</summary>
        public Dictionary<string, DateMeaning?> Spoken { get; } = new(StringComparer.Ordinal);

        /// <summary>A chapter of the file whose keys stand for values; <paramref name="count"/> of them must be there.</summary>
        public void Add(YamlMap file, string chapter, DateWord kind, Func<string, int?> value, int count = 1)
        {
            if (file.Map(chapter) is not { } map)
                return;
            foreach (var key in map.Keys)
            {
                if (value(key) is { } number)
                    AddWords(map, key, new(kind, number));
                else
                    problems.Add(map.LineOf(key), $"'{key}' cannot stand in '{chapter}': compare the other keys there.");
            }

            if (map.Keys.Count() < count)
                problems.Add(map.Line, $"'{chapter}' has {map.Keys.Count()} keys, {count} are needed.");
        }

        public void AddSigns(YamlMap file)
        {
            if (file.Map("words") is not { } map)
                return;
            foreach (var (key, kind) in Signs)
                AddWords(map, key, new(kind, 0));
        }

        public void AddWords(YamlMap map, string key, DateMeaning meaning)
        {
            foreach (var text in map.Texts(key))
            {
                var words = Words.Of(text.Value);
                if (words.Count == 0)
                {
                    problems.Add(text.Line, $"'{text.Value}' has no letters: write a word.");
                    continue;
                }

                if (!Written.TryAdd(Joined(words, 0, words.Count, word => word.Text), meaning))
                    problems.AddStyle(text.Line, $"'{text.Value}' stands in this file already, and that meaning stays in force: remove one of the two.");
                var sound = Joined(words, 0, words.Count, SoundKey.Of);
                Spoken[sound] = Spoken.TryGetValue(sound, out var other) && other != meaning ? null : meaning;
            }
        }
    }
}
