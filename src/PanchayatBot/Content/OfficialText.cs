using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace PanchayatBot.Content;

/// <summary>Makes what a secretary types fit for an official text: what nobody sees goes, what everybody sees stays.</summary>
public static partial class OfficialText
{
    private const char NonJoiner = '\u200c';
    private const char Joiner = '\u200d';

    /// <summary>Without control and direction signs and without spaces of no width (but for those that shape Hindi letters); line ends as \n,
    /// no blanks at the ends of lines, at most one empty line in a row.</summary>
    public static string Clean(string typed)
    {
        var text = new StringBuilder(typed.Length);
        foreach (var c in typed.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Replace('\u2028', '\n').Replace('\u2029', '\n'))
        {
            if (c is NonJoiner or Joiner ? text.Length > 0 && IsShaped(text[^1]) : c == '\n' || !IsUnseen(c))
                text.Append(char.IsWhiteSpace(c) && c != '\n' ? ' ' : c);
        }

        return ManyLines().Replace(Blanks().Replace(string.Join('\n', text.ToString().Split('\n').Select(line => line.Trim())), " "), "\n\n").Trim();
    }

    /// <summary>The same on one line.</summary>
    public static string CleanLine(string typed) => Clean(typed).Replace("\n\n", " ", StringComparison.Ordinal).Replace('\n', ' ');

    /// <summary>The items of a list that somebody typed, one a line, with or without numbers.</summary>
    public static IReadOnlyList<string> Items(string typed) =>
        [.. Clean(typed).Split('\n').Select(line => Number().Replace(line, "").Trim()).Where(line => line.Any(char.IsLetterOrDigit))];

    private static bool IsUnseen(char c) => char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse && c is not ('\t' or '\n');

    /// <summary>Letters that joiners shape: Devanagari, and the signs of which emoji are put together.</summary>
    private static bool IsShaped(char c) => c is >= '\u0900' and <= '\u097f' || char.IsSurrogate(c) || c == '\ufe0f';

    [GeneratedRegex(" {2,}", RegexOptions.None, 1000)]
    private static partial Regex Blanks();

    [GeneratedRegex("\n{3,}", RegexOptions.None, 1000)]
    private static partial Regex ManyLines();

    // 1. १) (2) - • * and the like at the beginning of a line; a bare number may be the beginning of a sentence.
    [GeneratedRegex(@"^(?:\(?\d{1,3}[.)\]:।-](?!\d)|[-–—•*▪◦●]+)\s*", RegexOptions.None, 1000)]
    private static partial Regex Number();
}
