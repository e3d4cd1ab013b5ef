using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using HarfBuzzSharp;
using SkiaSharp;

namespace PanchayatBot.Printing;

/// <summary>One weight of the font that everything is printed in: Noto Sans Devanagari, which has Latin letters, too (SIL Open Font License,
/// Fonts/OFL.txt). It is part of the program, so that paper looks the same on every machine. Read only after it was loaded: safe from many
/// threads; both weights live as long as the process.</summary>
[SuppressMessage("Design", "CA1001", Justification = "Both weights live as long as the process.")]
internal sealed class PrintFont
{
    private readonly SKTypeface _typeface;
    private readonly HarfBuzzSharp.Font _shaper;

    private PrintFont(string name)
    {
        using var stream = typeof(PrintFont).Assembly.GetManifestResourceStream($"PanchayatBot.Printing.Fonts.{name}.ttf")!;
        using var data = SKData.Create(stream);
        _typeface = SKTypeface.FromData(data);

        // The shaper reads the font's bytes as long as it lives: the copy is never given back.
        var length = (int)data.Size;
        var copy = Marshal.AllocHGlobal(length);
        Marshal.Copy(data.ToArray(), 0, copy, length);
        using var blob = new Blob(copy, length, MemoryMode.ReadOnly);
        using var face = new Face(blob, 0) { UnitsPerEm = _typeface.UnitsPerEm };
        face.MakeImmutable();
        _shaper = new HarfBuzzSharp.Font(face);
        _shaper.SetFunctionsOpenType();
    }

    /// <summary>For running text.</summary>
    public static PrintFont Regular { get; } = new("NotoSansDevanagari-Regular");

    /// <summary>For headings and what must be seen first.</summary>
    public static PrintFont Bold { get; } = new("NotoSansDevanagari-Bold");

    /// <summary>How many of the font's own units make its size.</summary>
    public int UnitsPerEm => _typeface.UnitsPerEm;

    /// <summary>True if the font has a picture for this character.</summary>
    public bool Has(int character) => _typeface.ContainsGlyph(character);

    /// <summary>The font at a size in points, for drawing. To be disposed by the caller.</summary>
    public SKFont At(float size) => new(_typeface, size) { Subpixel = true, LinearMetrics = true, Hinting = SKFontHinting.None, Edging = SKFontEdging.Antialias };

    /// <summary>Puts the signs of one run in place.</summary>
    /// <param name="run">Text, direction and script; afterwards the signs.</param>
    public void Shape(HarfBuzzSharp.Buffer run) => _shaper.Shape(run);
}
