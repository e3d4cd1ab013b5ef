using QRCoder;
using SkiaSharp;

namespace PanchayatBot.Printing;

/// <summary>A QR code drawn as squares, sharp at every size. A seventh of it may be dirty or torn (error correction M).</summary>
/// <param name="Content">What a camera reads out of it.</param>
/// <param name="Rectangle">Where it stands, white border included.</param>
internal sealed record QrMark(string Content, SKRect Rectangle) : Mark
{
    /// <inheritdoc />
    public override void Draw(SKCanvas canvas)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(Content, QRCodeGenerator.ECCLevel.M);
        var rows = code.ModuleMatrix;
        var side = Rectangle.Width / rows.Count;
        using var path = new SKPath();
        for (var y = 0; y < rows.Count; y++)
        {
            // Squares side by side become one: fine white lines between them would confuse a camera.
            for (var x = 0; x < rows.Count; x++)
            {
                var from = x;
                while (x < rows.Count && rows[y][x])
                    x++;
                if (x > from)
                    path.AddRect(new(Rectangle.Left + (from * side), Rectangle.Top + (y * side), Rectangle.Left + (x * side), Rectangle.Top + ((y + 1) * side)));
            }
        }

        using var white = new SKPaint { Color = Ink.White };
        canvas.DrawRect(Rectangle, white);
        using var black = new SKPaint { Color = SKColors.Black, IsAntialias = false };
        canvas.DrawPath(path, black);
    }
}
