using System.Text;
using HarfBuzzSharp;
using SkiaSharp;

namespace PanchayatBot.Printing;

/// <summary>A piece of one line with its signs in place: the matra of कि before its letter, conjuncts joined, र् on top. Lengths are in parts
/// of the font's size, so that it can be drawn at any.</summary>
/// <param name="Utf8">The text itself, kept for copying out of a PDF.</param>
/// <param name="Glyphs">Numbers of the signs in the font, from left to right.</param>
/// <param name="Places">Where each sign stands.</param>
/// <param name="Clusters">For each sign, where in the text the syllable begins that it belongs to.</param>
/// <param name="Width">How far it reaches.</param>
internal sealed record ShapedText(byte[] Utf8, ushort[] Glyphs, SKPoint[] Places, uint[] Clusters, float Width)
{
    private static readonly HarfBuzzSharp.Language Hindi = new("hi");

    /// <summary>Shapes text that <see cref="PrintableText"/> made fit for it.</summary>
    public static ShapedText Of(string text, PrintFont font)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        var (glyphs, places, clusters) = (new List<ushort>(utf8.Length), new List<SKPoint>(utf8.Length), new List<uint>(utf8.Length));
        float em = font.UnitsPerEm, x = 0;
        using var buffer = new HarfBuzzSharp.Buffer();
        foreach (var (start, length, script) in Runs(text))
        {
            buffer.Reset();
            buffer.Flags = BufferFlags.DoNotInsertDottedCircle;
            buffer.AddUtf8(utf8, start, length);
            buffer.Direction = Direction.LeftToRight;
            buffer.Script = script;
            buffer.Language = Hindi;
            font.Shape(buffer);

            var signs = buffer.GetGlyphInfoSpan();
            var steps = buffer.GetGlyphPositionSpan();
            for (var at = 0; at < signs.Length; at++)
            {
                glyphs.Add((ushort)signs[at].Codepoint);
                places.Add(new(x + (steps[at].XOffset / em), -steps[at].YOffset / em));
                clusters.Add(signs[at].Cluster);
                x += steps[at].XAdvance / em;
            }
        }

        return new(utf8, [.. glyphs], [.. places], [.. clusters], x);
    }

    /// <summary>Draws it.</summary>
    /// <param name="canvas">Where to.</param>
    /// <param name="font">The weight it was shaped with.</param>
    /// <param name="size">The font's size in points.</param>
    /// <param name="left">Where it begins.</param>
    /// <param name="baseline">The line it stands on.</param>
    /// <param name="color">Its colour.</param>
    public void Draw(SKCanvas canvas, PrintFont font, float size, float left, float baseline, SKColor color)
    {
        if (Glyphs.Length == 0)
            return;
        using var sized = font.At(size);
        using var builder = new SKTextBlobBuilder();
        // With text and clusters a PDF holds the words themselves beside the signs: they can be searched and copied.
        var run = builder.AllocateRawPositionedTextRun(sized, Glyphs.Length, Utf8.Length, null);
        Glyphs.CopyTo(run.Glyphs);
        Utf8.CopyTo(run.Text);
        Clusters.CopyTo(run.Clusters);
        for (var at = 0; at < Places.Length; at++)
            run.Positions[at] = new(left + (Places[at].X * size), Places[at].Y * size);
        using var blob = builder.Build();
        using var paint = new SKPaint { Color = color, IsAntialias = true };
        canvas.DrawText(blob, 0, baseline, paint);
    }

    /// <summary>Stretches of one script, in bytes; digits and signs belong to what stands before them. The shaper knows the rules of a script
    /// only if it is told which it is.</summary>
    private static IEnumerable<(int Start, int Length, Script Script)> Runs(string text)
    {
        var (start, at, script) = (0, 0, (Script?)null);
        foreach (var rune in text.EnumerateRunes())
        {
            Script? own = rune.Value is (>= 0x900 and <= 0x963) or (>= 0x971 and <= 0x97F) or 0x200C or 0x200D ? Script.Devanagari : Rune.IsLetter(rune) ? Script.Latin : null;
            if (own is not null && script is not null && own != script)
            {
                yield return (start, at - start, script.Value);
                start = at;
            }

            script = own ?? script;
            at += rune.Utf8SequenceLength;
        }

        if (at > start)
            yield return (start, at - start, script ?? Script.Latin);
    }
}
