using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace PanchayatBot.Printing;

/// <summary>Makes any text fit for paper: what the font has no sign for becomes plain words or nothing, so that nobody ever sees an empty box.</summary>
public static class PrintableText
{
    /// <summary>Stands for a word in letters that the font does not have.</summary>
    public const char Missing = '…';

    // Hindi needs at most four: consonant with dot below, vowel sign, anusvara, and the sign that joins.
    private const int MostMarks = 4;
    private const char NonJoiner = '\u200C';
    private const char Joiner = '\u200D';

    private static readonly FrozenDictionary<int, string> Plain = new Dictionary<int, string>
    {
        ['½'] = "1/2",
        ['¼'] = "1/4",
        ['¾'] = "3/4",
        ['⅓'] = "1/3",
        ['⅔'] = "2/3",
        ['²'] = "2",
        ['³'] = "3",
        ['№'] = "No.",
        ['→'] = ">",
        ['←'] = "<",
        ['≤'] = "<=",
        ['≥'] = ">=",
        ['−'] = "-",
        ['\u2011'] = "-",
        ['\u2015'] = "—",
        ['′'] = "'",
        ['″'] = "\"",
        ['●'] = "•",
        ['▪'] = "•",
        ['◦'] = "•",
        ['■'] = "•",
        ['~'] = "~",
        ['`'] = "'",
    }.ToFrozenDictionary();

    /// <summary>The text as it can be printed: line ends as \n, no control characters, no direction marks, no emoji; joiners only where they
    /// shape a Hindi letter; at most four marks on one letter; words in other scripts as “…”.</summary>
    public static string Of(string text)
    {
        var result = new StringBuilder(text.Length);
        var marks = 0;
        foreach (var rune in text.Replace("\r\n", "\n", StringComparison.Ordinal).EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            var last = result.Length > 0 ? result[^1] : '\n';
            if (IsMark(category))
            {
                // A mark without a letter below it, and one upon twenty others, says nothing.
                if (marks < MostMarks && last is not (' ' or '\n' or Missing) && !IsSelector(rune) && PrintFont.Regular.Has(rune.Value))
                {
                    result.Append(rune);
                    marks++;
                }

                continue;
            }

            if (rune.Value is NonJoiner or Joiner)
            {
                if (last is >= '\u0900' and <= '\u097F')
                    result.Append(rune);
                continue;
            }

            marks = 0;
            Append(result, rune, category, last);
        }

        return Tidy(result);
    }

    private static void Append(StringBuilder result, Rune rune, UnicodeCategory category, char last)
    {
        if (rune.Value is '\n' or '\r' or 0x85 || category is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            result.Append('\n');
        else if (rune.Value == '\t' || category == UnicodeCategory.SpaceSeparator)
            result.Append(rune.Value == '\u00A0' ? '\u00A0' : ' ');
        else if (category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned)
            return;
        else if (PrintFont.Regular.Has(rune.Value))
            result.Append(rune);
        else if (Plain.TryGetValue(rune.Value, out var plain))
            result.Append(plain);
        else if (IsLetter(category) && last != Missing)
            result.Append(Missing);
    }

    private static bool IsMark(UnicodeCategory category) =>
        category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    private static bool IsLetter(UnicodeCategory category) => category is <= UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber
        or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    /// <summary>Chooses between two pictures of the sign before it, as after ☎.</summary>
    private static bool IsSelector(Rune rune) => rune.Value is (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);

    /// <summary>Emoji leave two blanks, or a blank at the end of a line.</summary>
    private static string Tidy(StringBuilder text)
    {
        var result = new StringBuilder(text.Length);
        var lineEnds = 0;
        for (var at = 0; at < text.Length; at++)
        {
            var c = text[at];
            if (c == ' ' && (result.Length == 0 || result[^1] is ' ' or '\n'))
                continue;
            lineEnds = c == '\n' ? lineEnds + 1 : 0;
            if (c == '\n')
            {
                while (result.Length > 0 && result[^1] == ' ')
                    result.Length--;
                // One empty line is enough between paragraphs.
                if (lineEnds > 2 || result.Length == 0)
                    continue;
            }

            result.Append(c);
        }

        return result.ToString().TrimEnd();
    }
}
