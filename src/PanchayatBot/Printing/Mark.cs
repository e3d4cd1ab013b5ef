using SkiaSharp;

namespace PanchayatBot.Printing;

/// <summary>The few inks of official papers; dark enough for an office printer without colours.</summary>
internal static class Ink
{
    public static readonly SKColor Black = new(0x1A, 0x1A, 0x1A);
    public static readonly SKColor Grey = new(0x55, 0x55, 0x55);
    public static readonly SKColor Pale = new(0xF1, 0xF4, 0xF2);
    public static readonly SKColor Line = new(0x8A, 0x93, 0x8E);
    public static readonly SKColor Green = new(0x0B, 0x5D, 0x3B);
    public static readonly SKColor Red = new(0xA8, 0x1C, 0x1C);
    public static readonly SKColor White = SKColors.White;
}

/// <summary>How a text looks.</summary>
/// <param name="Size">Of the font, in points.</param>
/// <param name="IsBold">Its weight.</param>
/// <param name="Color">Its ink; null for black.</param>
internal readonly record struct Lettering(float Size, bool IsBold = false, SKColor? Color = null)
{
    /// <summary>From one line to the next, in points: Devanagari has signs above and below its letters.</summary>
    public float LineHeight => Size * 1.45f;

    /// <summary>From the top of a line down to where the letters stand, in points.</summary>
    public float Ascent => Size * 1.05f;

    /// <summary>The weight.</summary>
    public PrintFont Font => IsBold ? PrintFont.Bold : PrintFont.Regular;
}

/// <summary>Something that stands at its place on a page, in points from the upper left corner. Holds no native memory.</summary>
internal abstract record Mark
{
    /// <summary>Puts it on paper or into a picture.</summary>
    public abstract void Draw(SKCanvas canvas);

    /// <summary>One line of text.</summary>
    public sealed record Text(ShapedText Shaped, Lettering Lettering, float Left, float Baseline) : Mark
    {
        /// <inheritdoc />
        public override void Draw(SKCanvas canvas) => Shaped.Draw(canvas, Lettering.Font, Lettering.Size, Left, Baseline, Lettering.Color ?? Ink.Black);
    }

    /// <summary>A filled area, with round corners if wanted.</summary>
    public sealed record Area(SKRect Rectangle, SKColor Color, float Radius = 0) : Mark
    {
        /// <inheritdoc />
        public override void Draw(SKCanvas canvas)
        {
            using var paint = new SKPaint { Color = Color, IsAntialias = Radius > 0 };
            canvas.DrawRoundRect(Rectangle, Radius, Radius, paint);
        }
    }

    /// <summary>An outline, or a line if the rectangle has no height.</summary>
    public sealed record Frame(SKRect Rectangle, float Thickness, SKColor Color) : Mark
    {
        /// <inheritdoc />
        public override void Draw(SKCanvas canvas)
        {
            using var paint = new SKPaint { Color = Color, IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeWidth = Thickness };
            if (Rectangle.Height == 0)
                canvas.DrawLine(Rectangle.Left, Rectangle.Top, Rectangle.Right, Rectangle.Bottom, paint);
            else
                canvas.DrawRect(Rectangle, paint);
        }
    }

    /// <summary>A word across the whole page, behind everything.</summary>
    public sealed record Watermark(ShapedText Shaped, Lettering Lettering, SKPoint Middle) : Mark
    {
        /// <inheritdoc />
        public override void Draw(SKCanvas canvas)
        {
            canvas.Save();
            canvas.RotateDegrees(-35, Middle.X, Middle.Y);
            Shaped.Draw(canvas, Lettering.Font, Lettering.Size, Middle.X - (Shaped.Width * Lettering.Size / 2), Middle.Y + (Lettering.Size / 3), Lettering.Color ?? Ink.Black);
            canvas.Restore();
        }
    }
}
