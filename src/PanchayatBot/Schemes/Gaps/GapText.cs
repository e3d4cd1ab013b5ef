using System.Text.RegularExpressions;
using PanchayatBot.Schemes.Finding;
using PanchayatBot.Sounds;

namespace PanchayatBot.Schemes.Gaps;

/// <summary>What of a question may be kept, and whether it is worth keeping.</summary>
internal static partial class GapText
{
    /// <summary>UTF-16 units of a question that are kept.</summary>
    public const int Longest = 200;

    private const string Mask = "•••";
    private const double LeastLetters = 0.7;
    private const double LeastKnown = 0.34;
    private const int LongestRun = 4;

    /// <summary>One line without numbers that could belong to somebody (five digits or more, blanks and hyphens between them included)
    /// and without addresses of mail and payment, cut to <see cref="Longest"/>.</summary>
    public static string Masked(string text)
    {
        var line = Numbers().Replace(Addresses().Replace(Blanks().Replace(text, " ").Trim(), Mask), Mask);
        if (line.Length <= Longest)
            return line;
        var end = char.IsHighSurrogate(line[Longest - 1]) ? Longest - 1 : Longest;
        return line[..end].TrimEnd() + "…";
    }

    /// <summary>True for what somebody may have meant as a question: mostly letters, at least two words that are known or could be words,
    /// a fair share of them known, and one that tells something.</summary>
    public static bool IsPlausible(string text, Understanding understanding)
    {
        var signs = text.Where(c => !char.IsWhiteSpace(c)).ToList();
        if (signs.Count(IsLetter) < LeastLetters * signs.Count)
            return false;
        var (words, known) = (0, 0);
        foreach (var unit in understanding.Reading.Units)
        {
            var isKnown = unit.Variants.Length > 0 && unit.Certainty >= 1 || unit.Kind != WordKind.Plain || unit.State is not null;
            known += isKnown ? unit.Length : 0;
            words += isKnown || CouldBeWord(understanding.Reading.Words[unit.At]) ? unit.Length : 0;
        }

        return words >= 2 && known >= LeastKnown * understanding.Reading.Words.Count && understanding.Reading.Units.Any(unit => unit.Counts);
    }

    // A word of Latin letters has a vowel and no long run of consonants; in Devanagari the vowel is in the letter.
    private static bool CouldBeWord(Word word) => word.Script switch
    {
        Script.Devanagari => word.Text.Length > 1,
        Script.Latin => word.Text.Length > 2 && word.Text.Any(IsVowel) && LongestConsonants(word.Text) <= LongestRun,
        _ => false,
    };

    private static int LongestConsonants(string word)
    {
        var (longest, run) = (0, 0);
        foreach (var c in word)
            longest = Math.Max(longest, run = IsVowel(c) ? 0 : run + 1);
        return longest;
    }

    private static bool IsVowel(char c) => c is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';

    private static bool IsLetter(char c) => char.IsLetter(c) || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark
        or System.Globalization.UnicodeCategory.SpacingCombiningMark or System.Globalization.UnicodeCategory.Format;

    [GeneratedRegex(@"\d(?:[ .\-]?\d){4,}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Numbers();

    [GeneratedRegex(@"\S+@\S+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Addresses();

    [GeneratedRegex(@"[\s\p{C}-[\u200C\u200D]]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Blanks();
}
