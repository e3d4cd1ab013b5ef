using SkiaSharp;

namespace PanchayatBot.Printing;

/// <summary>Where a text stands between its borders.</summary>
internal enum Side
{
    /// <summary>At the left.</summary>
    Left,

    /// <summary>In the middle.</summary>
    Middle,

    /// <summary>At the right.</summary>
    Right,
}

/// <summary>One cell of a row.</summary>
/// <param name="Width">In points; the cells of a row share the width of the page in this proportion.</param>
/// <param name="Text">Any text; it is made printable here.</param>
/// <param name="Lettering">How it looks.</param>
/// <param name="Side">Where it stands.</param>
/// <param name="Qr">Shown above the text as a QR code, as wide as the cell.</param>
internal sealed record Cell(float Width, string Text, Lettering Lettering, Side Side = Side.Left, string? Qr = null);

/// <summary>Lays out a document from top to bottom and turns the page when it is full. Everything is a row of cells: a paragraph has one, a
/// numbered entry two, a table as many as it has columns.</summary>
/// <param name="format">The paper.</param>
internal sealed class Composer(PageFormat format)
{
    // Rows up to this part of a page move to the next one rather than be torn.
    private const float KeptTogether = 0.25f;
    private const float FooterLines = 2.2f;

    private readonly List<List<Mark>> _pages = [[]];
    private readonly List<float> _ends = [];
    private float _y = format.Margin;
    private bool _isFull;

    /// <summary>The paper.</summary>
    public PageFormat Format => format;

    /// <summary>Running text of this paper, or a multiple of its size.</summary>
    public Lettering Letters(float times = 1, bool bold = false, SKColor? color = null) => new(format.Body * times, bold, color);

    /// <summary>Leaves room, but none at the top of a page.</summary>
    /// <param name="lines">In lines of running text.</param>
    public void Skip(float lines)
    {
        if (_y > format.Margin)
            _y += lines * Letters().LineHeight;
    }

    /// <summary>A paragraph.</summary>
    public void Paragraph(string text, Lettering lettering, Side side = Side.Left) => Row([new(1, text, lettering, side)]);

    /// <summary>A heading that never stands alone at the foot of a page.</summary>
    public void Heading(string text)
    {
        Skip(0.5f);
        var lettering = Letters(1.08f, bold: true, Ink.Green);
        Need(lettering.LineHeight + (3 * Letters().LineHeight));
        Paragraph(text, lettering);
        Skip(0.1f);
    }

    /// <summary>A line from margin to margin.</summary>
    public void Rule(float thickness, SKColor color)
    {
        Add(new Mark.Frame(new(format.Margin, _y, format.Width - format.Margin, _y), thickness, color));
        _y += thickness;
    }

    /// <summary>A row of cells; one that does not fit goes on overleaf.</summary>
    /// <param name="cells">From left to right.</param>
    /// <param name="padding">Around the text of a cell, in points.</param>
    /// <param name="border">Draws the borders of the cells.</param>
    /// <param name="fill">Colour of the ground.</param>
    public void Row(IReadOnlyList<Cell> cells, float padding = 0, bool border = false, SKColor? fill = null)
    {
        if (_isFull)
            return;
        var unit = format.TextWidth / cells.Sum(cell => cell.Width);
        var columns = new Column[cells.Count];
        var left = format.Margin;
        for (var at = 0; at < columns.Length; at++)
        {
            var width = cells[at].Width * unit;
            columns[at] = Column.Of(cells[at], left, width, padding);
            left += width;
        }

        var whole = columns.Max(column => column.Height) + (2 * padding);
        if (whole <= format.TextHeight * KeptTogether || columns.Any(column => column.Qr is not null))
            Need(whole);
        do
        {
            // At least one line goes on every page, whatever its size.
            if (_y > format.Margin && columns.Any(column => column.HasLines && column.LineHeight + (2 * padding) > Room))
                Turn();
            var fits = columns.Select(column => column.Fitting(Room - (2 * padding), atLeastOne: _y <= format.Margin)).ToArray();
            var height = columns.Zip(fits, (column, lines) => column.HeightOf(lines)).Max() + (2 * padding);
            for (var at = 0; at < columns.Length; at++)
            {
                var area = new SKRect(columns[at].Left, _y, columns[at].Left + columns[at].Width, _y + height);
                if (fill is { } color)
                    Add(new Mark.Area(area, color));
                if (border)
                    Add(new Mark.Frame(area, 0.7f, Ink.Line));
                foreach (var mark in columns[at].Take(fits[at], _y + padding, padding))
                    Add(mark);
            }

            _y += height;
        }
        while (columns.Any(column => column.HasLines) && !_isFull);
    }

    /// <summary>Marks that the caller places; for what is no text, as a bar. They move to the next page together.</summary>
    /// <param name="height">In points.</param>
    /// <param name="draw">Gets the left border and the top, both in points.</param>
    public void Block(float height, Func<float, float, IEnumerable<Mark>> draw)
    {
        Need(height);
        foreach (var mark in draw(format.Margin, _y))
            Add(mark);
        _y += height;
    }

    /// <summary>Turns the page unless so much room is left.</summary>
    /// <param name="height">In points.</param>
    public void Need(float height)
    {
        if (height > Room && _y > format.Margin)
            Turn();
    }

    /// <summary>Puts the feet below the pages.</summary>
    /// <param name="title">Name of the document, as readers of PDF show it.</param>
    /// <param name="foot">What stands at the foot of a page: its number, and how many there are.</param>
    /// <param name="unfinished">Said at the foot of the last page if there was more than the pages hold.</param>
    /// <param name="watermark">A word across every page.</param>
    public Sheets Finish(string title, Func<int, int, string> foot, string unfinished, string? watermark = null)
    {
        _ends.Add(_y);
        var small = Letters(0.78f, color: Ink.Grey);
        var sheets = new List<Sheet>(_pages.Count);
        for (var at = 0; at < _pages.Count; at++)
        {
            var text = _isFull && at == _pages.Count - 1 ? unfinished : foot(at + 1, _pages.Count);
            var height = format.EndsWithContent ? Math.Min(format.Height, _ends[at] + (text.Length > 0 ? FooterHeight : 0) + format.Margin) : format.Height;
            var column = Column.Of(new(1, text, small, Side.Middle), format.Margin, format.TextWidth, 0);
            var marks = column.Take(column.Fitting(FooterHeight, atLeastOne: true), height - format.Margin - Math.Min(column.Height, FooterHeight), 0);
            IEnumerable<Mark> behind = watermark is null ? [] : [Across(watermark, height)];
            sheets.Add(new(format.Width, height, [.. behind, .. _pages[at], .. marks]));
        }

        return new(title, sheets);
    }

    // A poster has nothing at its foot.
    private float FooterHeight => format.MostPages == 1 ? 0 : format.Body * FooterLines;

    private float Room => format.Height - format.Margin - FooterHeight - _y;

    private Mark.Watermark Across(string word, float height)
    {
        var shaped = ShapedText.Of(PrintableText.Of(word), PrintFont.Bold);
        return new(shaped, new(Math.Min(format.Width * 0.3f, format.Width / Math.Max(shaped.Width, 1)), IsBold: true, Ink.Red.WithAlpha(0x24)), new(format.Width / 2, height / 2));
    }

    private void Add(Mark mark)
    {
        if (!_isFull)
            _pages[^1].Add(mark);
    }

    private void Turn()
    {
        if (_pages.Count == format.MostPages)
        {
            _isFull = true;
            return;
        }

        _ends.Add(_y);
        _pages.Add([]);
        _y = format.Margin;
    }
}
