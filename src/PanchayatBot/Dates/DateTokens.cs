using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using PanchayatBot.Sounds;

namespace PanchayatBot.Dates;

/// <summary>A word or a group of digits of a text.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="Value">As <see cref="DateWord"/> explains; the first number of a pair, the day of a full date.</param>
/// <param name="Second">The second number of a pair; the month of a full date.</param>
/// <param name="Third">The year of a full date.</param>
/// <param name="Sign">Between the numbers of a pair.</param>
/// <param name="Digits">How many digits a number was written with; 0 for a word.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DateToken(DateWord Kind, int Value = 0, int Second = 0, int Third = 0, char Sign = '\0', int Digits = 0);

/// <summary>Cuts a text into what it says about dates and times.</summary>
internal static class DateTokens
{
    /// <summary>Digits that are a number here; a longer row is a telephone number.</summary>
    private const int MostDigits = 4;

    private static readonly string[] OrdinalEndings = ["st", "nd", "rd", "th"];

    public static List<DateToken> Of(string text, DateWords words)
    {
        var plain = Plain(text);
        var tokens = new List<DateToken>();
        for (var at = 0; at < plain.Length;)
        {
            var end = at;
            if (char.IsAsciiDigit(plain[at]))
            {
                tokens.Add(Digits(plain, ref end));
                at = end;
                continue;
            }

            while (end < plain.Length && !char.IsAsciiDigit(plain[end]))
                end++;
            AddWords(tokens, plain[at..end], words);
            at = end;
        }

        return tokens;
    }

    private static void AddWords(List<DateToken> tokens, string text, DateWords words)
    {
        if (text.AsSpan().Trim() is "-" or "–" or "—")
        {
            tokens.Add(new(DateWord.Till));
            return;
        }

        var spoken = Words.Of(text);
        for (var at = 0; at < spoken.Count;)
        {
            var (meaning, taken) = words.Match(spoken, at);
            tokens.Add(new(meaning.Kind, meaning.Value));
            at += taken;
        }
    }

    // Up to three numbers with the same sign between them, directly behind each other.
    private static DateToken Digits(string text, ref int at)
    {
        var numbers = new List<(int Value, int Digits)> { Number(text, ref at) };
        var sign = '\0';
        while (numbers.Count < 3 && at + 1 < text.Length && text[at] is ':' or '/' or '.' or '-' && char.IsAsciiDigit(text[at + 1]) && (sign == '\0' || sign == text[at]))
        {
            sign = text[at++];
            numbers.Add(Number(text, ref at));
        }

        var start = at;
        if (OrdinalEndings.FirstOrDefault(ending => text.AsSpan(start).StartsWith(ending, StringComparison.OrdinalIgnoreCase)) is { } ordinal
            && (at + ordinal.Length == text.Length || !char.IsLetter(text[at + ordinal.Length])))
            at += ordinal.Length;
        if (numbers.Any(number => number.Digits > MostDigits))
            return default;
        return numbers switch
        {
            [var only] => new(DateWord.Number, only.Value, Digits: only.Digits),
            [var hour, var minute, ..] when sign == ':' => new(DateWord.Clock, hour.Value, minute.Value),
            [var first, var second] => new(DateWord.Pair, first.Value, second.Value, Sign: sign),
            [{ Digits: 4 } year, var month, var day] => new(DateWord.FullDate, day.Value, month.Value, year.Value),
            [var day, var month, var year] => new(DateWord.FullDate, day.Value, month.Value, year.Digits <= 2 ? 2000 + year.Value : year.Value),
            _ => default,
        };
    }

    private static (int Value, int Digits) Number(string text, ref int at)
    {
        var (value, start) = (0, at);
        for (; at < text.Length && char.IsAsciiDigit(text[at]); at++)
            value = at - start < MostDigits ? value * 10 + (text[at] - '0') : value;
        return (value, at - start);
    }

    // Digits of any script as 0-9, and without what cannot be seen.
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (char.IsDigit(letter))
                plain.Append((char)('0' + CharUnicodeInfo.GetDecimalDigitValue(letter)));
            else if (letter == 'ः' && plain.Length > 0 && char.IsAsciiDigit(plain[^1]))
                plain.Append(':'); // 10ः30, on Hindi keyboards the visarga looks like a colon
            else if (char.GetUnicodeCategory(letter) != UnicodeCategory.Format)
                plain.Append(letter);
        }

        return plain.ToString();
    }
}
