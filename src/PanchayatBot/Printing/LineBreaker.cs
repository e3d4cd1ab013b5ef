using System.Globalization;
using System.Text;

namespace PanchayatBot.Printing;

/// <summary>Breaks text into lines: between words, after a hyphen between letters, and, where a word is wider than the line, between
/// syllables. Never inside an akshara: क्ष, न्द्रि and ज़ stay whole.</summary>
internal static class LineBreaker
{
    private const char Virama = '\u094D';

    // Longer than any akshara of a real word; a chain of a thousand joined consonants is broken nevertheless.
    private const int LongestAkshara = 24;

    /// <summary>The lines of a text.</summary>
    /// <param name="text">Printable text; its own line ends are kept.</param>
    /// <param name="font">The weight.</param>
    /// <param name="width">The width of a line in parts of the font's size.</param>
    public static List<string> Lines(string text, PrintFont font, float width)
    {
        var lines = new List<string>();
        var space = ShapedText.Of(" ", font).Width;
        foreach (var paragraph in text.Split('\n'))
        {
            var line = new StringBuilder();
            var used = 0f;
            foreach (var (piece, blankBefore) in Pieces(paragraph))
            {
                var wide = ShapedText.Of(piece, font).Width;
                var gap = blankBefore && line.Length > 0 ? space : 0;
                if (used + gap + wide <= width)
                {
                    line.Append(gap > 0 ? " " : "").Append(piece);
                    used += gap + wide;
                    continue;
                }

                if (line.Length > 0)
                    lines.Add(line.ToString());
                line.Clear();
                used = 0;
                foreach (var part in wide <= width ? [piece] : Split(piece, font, width))
                {
                    if (line.Length > 0)
                        lines.Add(line.ToString());
                    line.Clear().Append(part);
                }

                used = ShapedText.Of(line.ToString(), font).Width;
            }

            lines.Add(line.ToString());
        }

        return lines;
    }

    /// <summary>Parts of a word, none wider than a line.</summary>
    private static IEnumerable<string> Split(string word, PrintFont font, float width)
    {
        var part = new StringBuilder();
        var used = 0f;
        foreach (var akshara in Aksharas(word))
        {
            var wide = ShapedText.Of(akshara, font).Width;
            if (part.Length > 0 && used + wide > width)
            {
                yield return part.ToString();
                part.Clear();
                used = 0;
            }

            part.Append(akshara);
            used += wide;
        }

        yield return part.ToString();
    }

    /// <summary>The written syllables of a word. Unicode's own rule breaks after the sign that joins two consonants; Hindi does not.</summary>
    public static IEnumerable<string> Aksharas(string word)
    {
        var (start, at) = (0, 0);
        while (at < word.Length)
        {
            at += StringInfo.GetNextTextElementLength(word, at);
            var joins = word[at - 1] == Virama || (at > 1 && word[at - 1] is '\u200C' or '\u200D' && word[at - 2] == Virama);
            if (at < word.Length && joins && at - start < LongestAkshara)
                continue;
            yield return word[start..at];
            start = at;
        }
    }

    private static IEnumerable<(string Piece, bool BlankBefore)> Pieces(string paragraph)
    {
        foreach (var word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var start = 0;
            for (var at = 1; at < word.Length - 1; at++)
            {
                if (word[at] is '-' or '–' or '—' && !char.IsDigit(word[at - 1]) && !char.IsDigit(word[at + 1]))
                {
                    yield return (word[start..(at + 1)], start == 0);
                    start = at + 1;
                }
            }

            yield return (word[start..], start == 0);
        }
    }
}
