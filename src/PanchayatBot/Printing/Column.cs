using SkiaSharp;

namespace PanchayatBot.Printing;

/// <summary>A cell whose lines are broken and wait for their place on a page.</summary>
internal sealed class Column
{
    private readonly Cell _cell;
    private readonly List<string> _lines;
    private int _next;

    private Column(Cell cell, List<string> lines, float left, float width, SKSize qr) => (_cell, _lines, Left, Width, QrSize) = (cell, lines, left, width, qr);

    /// <summary>The left border in points.</summary>
    public float Left { get; }

    /// <summary>From border to border, in points.</summary>
    public float Width { get; }

    /// <summary>From line to line, in points.</summary>
    public float LineHeight => _cell.Lettering.LineHeight;

    /// <summary>The QR code above the text.</summary>
    public string? Qr => _cell.Qr;

    /// <summary>There are lines that stand on no page yet.</summary>
    public bool HasLines => _next < _lines.Count;

    /// <summary>What everything that waits needs, in points.</summary>
    public float Height => HeightOf(_lines.Count - _next);

    private SKSize QrSize { get; set; }

    /// <summary>Breaks the text of a cell.</summary>
    public static Column Of(Cell cell, float left, float width, float padding)
    {
        var inner = Math.Max(width - (2 * padding), 1);
        var text = PrintableText.Of(cell.Text);
        var lines = text.Length == 0 ? [] : LineBreaker.Lines(text, cell.Lettering.Font, inner / cell.Lettering.Size);
        return new(cell, lines, left, width, cell.Qr is null ? SKSize.Empty : new(inner, inner));
    }

    /// <summary>How many of the waiting lines fit.</summary>
    public int Fitting(float room, bool atLeastOne) =>
        Math.Clamp((int)((room - QrSize.Height) / LineHeight), atLeastOne ? Math.Min(1, _lines.Count - _next) : 0, _lines.Count - _next);

    /// <summary>What so many lines need, in points.</summary>
    public float HeightOf(int lines) => QrSize.Height + (lines * LineHeight);

    /// <summary>Puts the next lines in place.</summary>
    /// <param name="lines">How many.</param>
    /// <param name="top">Where the first begins.</param>
    /// <param name="padding">Between border and text.</param>
    public IEnumerable<Mark> Take(int lines, float top, float padding)
    {
        if (_cell.Qr is not null && QrSize.Height > 0)
        {
            yield return new QrMark(_cell.Qr, new(Left + padding, top, Left + padding + QrSize.Width, top + QrSize.Height));
            top += QrSize.Height;
            QrSize = SKSize.Empty;
        }

        for (var at = 0; at < lines; at++)
        {
            var shaped = ShapedText.Of(_lines[_next++], _cell.Lettering.Font);
            var spare = Width - (2 * padding) - (shaped.Width * _cell.Lettering.Size);
            var left = Left + padding + (_cell.Side switch { Side.Middle => spare / 2, Side.Right => spare, _ => 0 });
            yield return new Mark.Text(shaped, _cell.Lettering, left, top + (at * LineHeight) + _cell.Lettering.Ascent);
        }
    }
}
