using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using PanchayatBot.GramSabha.Rules;

namespace PanchayatBot.GramSabha.Meetings;

/// <summary>What does not fit in an attendance; each has its sentence.</summary>
public enum AttendanceFault
{
    /// <summary>More women than people.</summary>
    Women,

    /// <summary>The four groups together are not all the people.</summary>
    Sum,

    /// <summary>More people than voters on the roll.</summary>
    Voters,

    /// <summary>Nobody was there, or more than any panchayat has.</summary>
    Size,
}

/// <summary>How many came to a meeting, as the register says. Numbers only, never names.</summary>
/// <param name="People">All.</param>
/// <param name="Women">Women among them.</param>
/// <param name="Sc">Of the Scheduled Castes.</param>
/// <param name="St">Of the Scheduled Tribes.</param>
/// <param name="Obc">Of the Other Backward Classes.</param>
/// <param name="Other">All others.</param>
public sealed record Attendance(int People, int Women, int Sc, int St, int Obc, int Other)
{
    /// <summary>How many numbers it has.</summary>
    public const int Numbers = 6;

    /// <summary>The most people that are believed.</summary>
    public const int Most = 99_999;

    /// <summary>The numbers with the names that texts give them.</summary>
    [JsonIgnore]
    public IReadOnlyList<(string Key, int Count)> Groups => [("people", People), ("women", Women), ("sc", Sc), ("st", St), ("obc", Obc), ("other", Other)];

    /// <summary>Takes the numbers in their order.</summary>
    public static Attendance Of(IReadOnlyList<int> numbers) => new(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]);

    /// <summary>The first thing that does not fit; null when all fits.</summary>
    /// <param name="voters">Voters on the roll; null when not known.</param>
    public AttendanceFault? Fault(int? voters) =>
        People is < 1 or > Most ? AttendanceFault.Size
        : Women > People ? AttendanceFault.Women
        : Sc + St + Obc + Other != People ? AttendanceFault.Sum
        : People > voters ? AttendanceFault.Voters
        : null;

    /// <summary>Whether the quorum was there.</summary>
    public QuorumState Compared(QuorumNeeded? needed) => needed?.IsReached(People, Women) switch { true => QuorumState.Reached, false => QuorumState.Missed, null => QuorumState.Unknown };
}

/// <summary>Whether enough people came. Names stand in the database in lower case.</summary>
public enum QuorumState
{
    /// <summary>गणपूर्ति पूरी.</summary>
    Reached,

    /// <summary>गणपूर्ति पूरी नहीं.</summary>
    Missed,

    /// <summary>The rule or the roll is not known.</summary>
    Unknown,
}

/// <summary>Reads counts of people as they are typed: "120 45 20 5 60 35", "१२०, ४५", "कुल 1,200".</summary>
public static partial class CountReader
{
    /// <summary>The counts in a text, in order; null when one is longer than any count of people.</summary>
    public static IReadOnlyList<int>? Read(string text)
    {
        var counts = new List<int>();
        foreach (Match match in Count().Matches(text))
        {
            var digits = string.Concat(match.Value.Where(char.IsDigit).Select(digit => (char)('0' + (int)char.GetNumericValue(digit))));
            if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count > Attendance.Most)
                return null;
            counts.Add(count);
        }

        return counts;
    }

    // A comma within a number stands before its last three digits (1,200) or in the Indian way (1,20,000); any other parts two numbers.
    [GeneratedRegex(@"(?<![\d,])\d{1,2}(?:,\d\d)*,\d{3}(?![\d,])|\d+", RegexOptions.None, 1000)]
    private static partial Regex Count();
}
