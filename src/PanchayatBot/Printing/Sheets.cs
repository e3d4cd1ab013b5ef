using SkiaSharp;

namespace PanchayatBot.Printing;

/// <summary>A page that is laid out.</summary>
/// <param name="Width">In points.</param>
/// <param name="Height">In points.</param>
/// <param name="Marks">What stands on it, from back to front.</param>
internal sealed record Sheet(float Width, float Height, IReadOnlyList<Mark> Marks);

/// <summary>Finished pages, to be had as PDF and as pictures. The same input gives the same pages. Holds no native memory and may be used
/// from several threads.</summary>
public sealed class Sheets
{
    private const int DotsPerInch = 150;
    private const int PointsPerInch = 72;

    private readonly IReadOnlyList<Sheet> _pages;
    private readonly string _title;

    internal Sheets(string title, IReadOnlyList<Sheet> pages) => (_title, _pages) = (title, pages);

    /// <summary>How many pages there are; at least one.</summary>
    public int Count => _pages.Count;

    /// <summary>All pages as one PDF, with text that can be searched and copied.</summary>
    public byte[] Pdf()
    {
        using var stream = new SKDynamicMemoryWStream();
        using (var document = SKDocument.CreatePdf(stream, new SKDocumentPdfMetadata { Title = _title, Creator = "PanchayatBot", Producer = "PanchayatBot", RasterDpi = 300 }))
        {
            foreach (var page in _pages)
            {
                var canvas = document.BeginPage(page.Width, page.Height);
                foreach (var mark in page.Marks)
                    mark.Draw(canvas);
                document.EndPage();
            }

            document.Close();
        }

        using var data = stream.DetachAsData();
        return data.ToArray();
    }

    /// <summary>One page as PNG, 150 dots an inch.</summary>
    /// <param name="page">From 0.</param>
    public byte[] Picture(int page = 0) => Picture(page, (int)MathF.Round(_pages[page].Width * DotsPerInch / PointsPerInch));

    /// <summary>One page as PNG.</summary>
    /// <param name="page">From 0.</param>
    /// <param name="width">In pixels; the height follows.</param>
    public byte[] Picture(int page, int width)
    {
        var sheet = _pages[page];
        var scale = width / sheet.Width;
        using var surface = SKSurface.Create(new SKImageInfo(width, (int)MathF.Ceiling(sheet.Height * scale), SKColorType.Rgb888x, SKAlphaType.Opaque));
        surface.Canvas.Clear(SKColors.White);
        surface.Canvas.Scale(scale);
        foreach (var mark in sheet.Marks)
            mark.Draw(surface.Canvas);
        using var pixels = surface.PeekPixels();
        using var png = pixels.Encode(new SKPngEncoderOptions(SKPngEncoderFilterFlags.NoFilters, 6));
        return png!.ToArray();
    }

    /// <summary>Every page as PNG.</summary>
    /// <param name="width">In pixels.</param>
    public IReadOnlyList<byte[]> Pictures(int width) => [.. Enumerable.Range(0, Count).Select(page => Picture(page, width))];
}
