using System.Globalization;

namespace PanchayatBot.Messages;

/// <summary>Splits long texts for channels that limit the length of a message.</summary>
public static class Pages
{
    /// <summary>The smallest limit; a shorter page could not hold every letter with its signs.</summary>
    public const int SmallestLimit = 64;

    private const char Virama = '\u094D';
    private const char ZeroWidthNonJoiner = '\u200C';
    private const char ZeroWidthJoiner = '\u200D';

    /// <summary>Splits a text into pages. Put together they give the text again, character for character. A page ends after a paragraph
    /// if that leaves it at least half full, else after a line, a sentence or a word, and only at the worst between two letters; never
    /// within a letter and its signs.</summary>
    /// <param name="markdown">Text in the small Markdown of <see cref="Markup"/>.</param>
    /// <param name="limit">The longest page in UTF-16 units, at least <see cref="SmallestLimit"/>.</param>
    /// <returns>At least one page; one empty page for an empty text.</returns>
    public static IReadOnlyList<string> Split(string markdown, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, SmallestLimit);
        var pages = new List<string>();
        var rest = markdown.AsSpan();
        while (rest.Length > limit)
        {
            var end = End(rest, limit);
            pages.Add(rest[..end].ToString());
            rest = rest[end..];
        }

        if (rest.Length > 0 || pages.Count == 0)
            pages.Add(rest.ToString());
        return pages;
    }

    private static int End(ReadOnlySpan<char> text, int limit)
    {
        var half = limit / 2;
        if (LastBorder(text, limit, half, Border.Paragraph) is > 0 and var paragraph)
            return paragraph;
        if (LastBorder(text, limit, half, Border.Line) is > 0 and var line)
            return line;
        if (LastBorder(text, limit, half, Border.Sentence) is > 0 and var sentence)
            return sentence;
        return LastBorder(text, limit, 0, Border.Word) is > 0 and var word ? word : LastLetterBorder(text, limit);
    }

    private static int LastBorder(ReadOnlySpan<char> text, int limit, int least, Border border)
    {
        for (var end = limit; end > least; end--)
        {
            if (IsBorder(text, end, border))
                return end;
        }

        return 0;
    }

    // White space stays at the end of a page, so a border is where white space ends.
    private static bool IsBorder(ReadOnlySpan<char> text, int end, Border border)
    {
        var (last, next) = (text[end - 1], text[end]);
        if (last is not (' ' or '\n') || next is ' ' or '\n')
            return false;
        if (last == ' ' && StringInfo.GetNextTextElementLength(text[(end - 1)..]) > 1)
            return false; // A sign that stands on the space.
        var before = text[..end].TrimEnd(" \n");
        return border switch
        {
            Border.Paragraph => text[before.Length..end].Count('\n') > 1,
            Border.Line => last == '\n',
            Border.Sentence => before.Length > 0 && before[^1] is '।' or '.' or '?' or '!' && IsOpenGround(text, end),
            _ => before.Length > 0 && IsOpenGround(text, end),
        };
    }

    // Not within bold words or a link, whose halves would show their marks.
    private static bool IsOpenGround(ReadOnlySpan<char> text, int end)
    {
        var line = text[(text[..end].LastIndexOf('\n') + 1)..end];
        return line.Count("**") % 2 == 0 && line.LastIndexOf('[') <= line.LastIndexOf(')');
    }

    private static int LastLetterBorder(ReadOnlySpan<char> text, int limit)
    {
        var best = 0;
        for (var end = StringInfo.GetNextTextElementLength(text); end <= limit; end += StringInfo.GetNextTextElementLength(text[end..]))
        {
            if (!JoinsNext(text[..end]))
                best = end;
        }

        // Letters with more signs than fit on a page are nobody's language; cut them between characters.
        return best > 0 ? best : char.IsHighSurrogate(text[limit - 1]) ? limit - 1 : limit;
    }

    // क् + ष is one letter to the eye, though two to Unicode's older rules; a backslash belongs to the sign after it.
    private static bool JoinsNext(ReadOnlySpan<char> before) => before.TrimEnd([ZeroWidthJoiner, ZeroWidthNonJoiner]) is [.., Virama or '\\'];

    private enum Border
    {
        Paragraph,
        Line,
        Sentence,
        Word,
    }
}
