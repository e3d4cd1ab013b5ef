using System.Text.RegularExpressions;

namespace PanchayatBot.Content;

/// <summary>Checks that a text is plain enough for someone with five years of school.</summary>
public static partial class PlainWords
{
    /// <summary>A sentence may have this many words; writing-schemes.md asks for about 20.</summary>
    public const int LongestSentence = 30;

    /// <summary>Notes sentences that are too long and digits that are not 0-9.</summary>
    public static void Check(Passage passage, ProblemList problems)
    {
        // Most passages are too short for a long sentence; counting words is the dear part.
        if (passage.Text.Length > 2 * LongestSentence)
            CheckSentences(passage, problems);
        foreach (var digits in DevanagariDigits.EnumerateMatches(passage.Text))
            problems.AddStyle(passage.LineAt(digits.Index), $"'{passage.Text.Substring(digits.Index, digits.Length)}': write digits as 0-9.");
    }

    /// <summary>Notes words in Latin letters in a Hindi text. Allowed are link texts, addresses, words in quotes (a label as it stands on
    /// the screen), abbreviations in capitals and the names listed in content/latin-words.yml.</summary>
    public static void CheckHindi(Passage passage, LatinNames latinNames, ProblemList problems)
    {
        if (!passage.OutsideLinks.AsSpan().ContainsAnyInRange('a', 'z'))
            return;
        var text = Quoted.Replace(passage.OutsideLinks, " ");
        foreach (var match in LatinWord.EnumerateMatches(text))
        {
            var word = text.Substring(match.Index, match.Length).Trim('.', '-', '\'', '/');
            if (word.Contains('.') || word.Contains('@') || word.Contains('/') || !word.Any(char.IsAsciiLetterLower) || latinNames.Contains(word))
                continue;
            problems.AddStyle(passage.LineAt(Math.Max(0, passage.Text.IndexOf(word, StringComparison.Ordinal))), $"'{word}' stands in Latin letters in the Hindi text: write it in Devanagari, in quotes if it is the label of a button, or add it to content/latin-words.yml if it is a name that people say.");
        }
    }

    private static void CheckSentences(Passage passage, ProblemList problems)
    {
        foreach (var sentence in SentenceEnd.EnumerateSplits(passage.Text))
        {
            var words = Word.Count(passage.Text.AsSpan(sentence));
            if (words > LongestSentence)
                problems.AddStyle(passage.LineAt(FirstLetter(passage.Text, sentence)), $"this sentence has {words} words: make two of it ({LongestSentence} is the most, 20 is good).");
        }
    }

    private static int FirstLetter(string text, Range sentence)
    {
        var (start, length) = sentence.GetOffsetAndLength(text.Length);
        var end = start + length;
        while (start < end - 1 && char.IsWhiteSpace(text[start]))
            start++;
        return start;
    }

    [GeneratedRegex(@"[।.?!]+(?=[\s""”’)]|$)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SentenceEnd { get; }

    [GeneratedRegex(@"[\p{L}\p{N}]\S*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Word { get; }

    [GeneratedRegex("[०-९]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DevanagariDigits { get; }

    [GeneratedRegex("""["“][^"“”\n]{1,60}["”]|['‘][^'‘’\n]{1,60}['’]""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Quoted { get; }

    [GeneratedRegex("[A-Za-z][A-Za-z0-9.@'/+-]*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LatinWord { get; }
}
