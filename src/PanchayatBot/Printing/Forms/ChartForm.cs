using SkiaSharp;

namespace PanchayatBot.Printing.Forms;

/// <summary>Bars one below the other, each with its label above: Hindi labels are long, and telephones narrow.</summary>
internal static class ChartForm
{
    private const float BarHeight = 16;

    /// <summary>Lays it out.</summary>
    public static Sheets LayOut(BarChart chart, Wording wording)
    {
        var page = new Composer(PageFormat.Phone);
        page.Paragraph(chart.Title, page.Letters(1.35f, bold: true));
        page.Skip(0.3f);
        page.Rule(1.2f, Ink.Green);
        page.Skip(0.4f);
        var most = Math.Max(1, chart.Bars.Select(bar => bar.Count).DefaultIfEmpty(1).Max());
        foreach (var bar in chart.Bars)
        {
            page.Row([new(64, bar.Label, page.Letters()), new(36, Value(bar.Count, chart.Total, wording), page.Letters(bold: true), Side.Right)]);
            var share = (float)Math.Max(bar.Count, 0) / most;
            page.Block(BarHeight, (left, top) => Bar(left, top, page.Format.TextWidth, share));
            page.Skip(0.5f);
        }

        page.Paragraph(wording.Say("print.chart.total", ("total", chart.Total)), page.Letters(bold: true));
        page.Paragraph(chart.Footer, page.Letters(0.85f, color: Ink.Grey));
        return page.Finish(chart.Title, wording.Foot, wording.Say("print.unfinished"));
    }

    private static string Value(long count, long total, Wording wording) =>
        wording.Say("print.chart.value", ("amount", count), ("percent", total <= 0 ? 0m : Math.Round(100m * count / total, 1, MidpointRounding.AwayFromZero)));

    private static IEnumerable<Mark> Bar(float left, float top, float width, float share)
    {
        yield return new Mark.Area(new SKRect(left, top + 2, left + width, top + BarHeight), Ink.Pale, 3);
        if (share > 0)
            yield return new Mark.Area(new SKRect(left, top + 2, left + Math.Max(width * share, 3), top + BarHeight), Ink.Green, 3);
    }
}
