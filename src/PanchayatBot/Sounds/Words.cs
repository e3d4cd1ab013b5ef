using System.Globalization;
using System.Runtime.InteropServices;

namespace PanchayatBot.Sounds;

/// <summary>The letters a word is written in.</summary>
internal enum Script
{
    Latin,
    Devanagari,
    Number,
    Other,
}

/// <summary>A word of a text.</summary>
/// <param name="Text">In lower case, without nukta, joiners and digit grouping; digits are 0-9.</param>
/// <param name="Script">What it is written in.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Word(string Text, Script Script);

/// <summary>Cuts a text into words: a change of script ends a word, and what cannot be heard (nukta, ZWJ, ZWNJ) is dropped.</summary>
internal static class Words
{
    /// <summary>No question needs more; a longer text is read up to here, so that nobody can make the bot work long.</summary>
    private const int LongestText = 1000;
    private const int LongestWord = 40;

    public static List<Word> Of(string text)
    {
        var words = new List<Word>();
        var letters = new char[LongestWord];
        var (length, script, decimals) = (0, Script.Other, false);
        var end = Math.Min(text.Length, LongestText);
        for (var i = 0; i <= end; i++)
        {
            var letter = i < end ? Plain(text[i]) : ' ';
            if (letter == '\0')
                continue;
            if (letter == '%')
            {
                Close();
                words.Add(new("percent", Script.Latin));
                continue;
            }

            var next = ScriptOf(letter);
            // 1,20,000 and 1.2 are one number.
            if (next is null && script == Script.Number && length > 0 && letter is ',' or '.' && i + 1 < end && ScriptOf(Plain(text[i + 1])) == Script.Number)
            {
                if (letter == '.' && length < LongestWord)
                    (letters[length++], decimals) = ('.', true);
                continue;
            }

            if (next != script || next is null)
                Close();
            if (next is null)
                continue;
            script = next.Value;
            if (length < LongestWord)
                letters[length++] = char.ToLowerInvariant(letter);
            // No word begins with a vowel sign: somebody typed it before its consonant.
            if (length == 2 && IsSign(letters[0]))
                (letters[0], letters[1]) = (letters[1], letters[0]);
        }

        return words;

        void Close()
        {
            if (length > 0)
            {
                var word = letters.AsSpan(0, length);
                words.Add(new(script == Script.Number && !decimals ? Digits(word) : word.ToString(), script));
            }

            (length, decimals, script) = (0, false, Script.Other);
        }
    }

    // 007 and 7 are one number; a telephone number stays as typed.
    private static string Digits(ReadOnlySpan<char> word) => word.Length > 1 ? word[..^1].TrimStart('0').ToString() + word[^1] : word.ToString();

    private static bool IsSign(char letter) => letter is >= '\u0900' and <= '\u0903' or >= '\u093A' and <= '\u094F';

    private static Script? ScriptOf(char letter) => letter switch
    {
        >= '0' and <= '9' => Script.Number,
        >= 'a' and <= 'z' or >= 'A' and <= 'Z' => Script.Latin,
        >= '\u0900' and <= '\u0963' or >= '\u0971' and <= '\u097F' => Script.Devanagari,
        _ => char.IsLetter(letter) || char.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark ? Script.Other : null,
    };

    // '\0': not heard at all, as if it were not there.
    private static char Plain(char letter) => letter switch
    {
        '\u200C' or '\u200D' or '\uFEFF' or '\u093C' or '\'' or '’' => '\0',
        >= '\u0966' and <= '\u096F' => (char)('0' + (letter - '\u0966')),
        '\u0958' => 'क',
        '\u0959' => 'ख',
        '\u095A' => 'ग',
        '\u095B' => 'ज',
        '\u095C' => 'ड',
        '\u095D' => 'ढ',
        '\u095E' => 'फ',
        '\u095F' => 'य',
        '\u0929' => 'न',
        '\u0931' => 'र',
        '\u0934' => 'ळ',
        _ => letter,
    };
}
