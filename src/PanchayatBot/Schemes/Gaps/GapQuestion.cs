using System.Globalization;
using PanchayatBot.Schemes.Finding;

namespace PanchayatBot.Schemes.Gaps;

/// <summary>Why a question is a gap. Names stand in the database, in small letters.</summary>
internal enum GapKind
{
    /// <summary>Nothing in the content answers it.</summary>
    Refused,

    /// <summary>None of the schemes offered was meant.</summary>
    Declined,

    /// <summary>The answer did not help.</summary>
    Unhelpful,
}

/// <summary>A wording in a panchayat, with all days counted together.</summary>
internal sealed class GapQuestion
{
    /// <summary>The oldest row with this wording; names it in buttons.</summary>
    public long Id { get; init; }

    /// <summary>Where it was asked; 0 where no panchayat is known.</summary>
    public long PlaceId { get; init; }

    /// <summary>A <see cref="GapKind"/> in small letters.</summary>
    public required string Kind { get; init; }

    /// <summary>The masked words.</summary>
    public required string Question { get; init; }

    /// <summary>What <see cref="GapKeys"/> wrote.</summary>
    public required string KeyWords { get; init; }

    /// <summary>The scheme whose answer did not help; null otherwise.</summary>
    public string? Scheme { get; init; }

    /// <summary>How often it was asked; a chat counts once a day.</summary>
    public long Asked { get; init; }

    /// <summary>How often it was left for the secretary.</summary>
    public long Wanted { get; init; }
}

/// <summary>Key words as they stand in a column: <c>=farmer:2.1 boring:4.7</c>.</summary>
internal static class GapKeys
{
    private const int Most = 12;

    /// <summary>The most telling words; those that tell nothing are left out.</summary>
    public static string Write(IReadOnlyList<KeyWord> words) =>
        string.Join(' ', words.Where(word => word.Weight > 0).OrderByDescending(word => word.Weight).Take(Most)
            .Select(word => string.Create(CultureInfo.InvariantCulture, $"{word.Key}:{word.Weight:0.00}")));

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static IEnumerable<(string Key, double Weight)> Read(string keys)
    {
        foreach (var pair in keys.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = pair.LastIndexOf(':');
            yield return (pair[..colon], double.Parse(pair.AsSpan(colon + 1), CultureInfo.InvariantCulture));
        }
    }
}
