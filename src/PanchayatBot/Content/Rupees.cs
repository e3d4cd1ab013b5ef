using System.Globalization;
using System.Text.RegularExpressions;

namespace PanchayatBot.Content;

/// <summary>Finds the ₹ figures in a text: ₹6,000, ₹1.2 लाख, ₹1.2 lakh, ₹5 हज़ार, ₹2 crore.</summary>
public static partial class Rupees
{
    /// <summary>The sums in a text, each once. Sums that are not written in the Indian way are noted as mistakes and read all the same.</summary>
    /// <param name="text">The text.</param>
    /// <param name="firstLine">Line of the file on which it begins.</param>
    /// <param name="problems">Where mistakes are noted.</param>
    public static IEnumerable<long> In(string text, int firstLine, ProblemList problems)
    {
        text = Devanagari.OneSpelling(text);
        foreach (Match match in text.AsSpan().ContainsAnyInRange('0', '9') ? RupeesAsWord.Matches(text) : Enumerable.Empty<Match>())
            problems.AddStyle(LineOf(match), $"'{match.Value}': write ₹{match.Groups["figure"].Value}.");

        foreach (Match match in Figure.Matches(text))
        {
            var digits = match.Groups["digits"].Value;
            if (!IndianGrouping.IsMatch(digits))
                problems.AddStyle(LineOf(match), $"'₹{digits}': put the commas the Indian way, e.g. ₹6,000 or ₹1,20,000.");
            if (decimal.TryParse(digits.Replace(",", "", StringComparison.Ordinal), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
                yield return (long)(number * Unit(match.Groups["unit"].Value));
        }

        int LineOf(Match match) => firstLine + text.AsSpan(0, match.Index).Count('\n');
    }

    private static long Unit(string word) => word switch
    {
        "" => 1,
        "करोड़" or "crore" or "crores" => 10_000_000,
        "लाख" or "lakh" or "lakhs" => 100_000,
        _ => 1_000,
    };

    [GeneratedRegex(@"₹\s*(?<digits>\d(,?\d)*(\.\d+)?)(\s*(?<unit>लाख|हज़ार|हजार|करोड़|lakhs?|thousand|crores?)(?![A-Za-z\u0900-\u0963]))?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Figure { get; }

    [GeneratedRegex(@"^(\d{1,3}|\d{1,2}(,\d{2})*,\d{3})(\.\d+)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex IndianGrouping { get; }

    [GeneratedRegex(@"(?<![\d,.₹])(?<figure>\d[\d,.]*\d|\d)(\s(लाख|हज़ार|हजार|करोड़|lakh|thousand|crore))?\s?(रुपये|रुपए|रूपये|रुपया|rupees|Rs)(?![A-Za-z])|\bRs\.?\s?(?<figure>\d[\d,.]*)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RupeesAsWord { get; }
}
