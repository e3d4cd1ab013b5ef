namespace PanchayatBot.Printing;

/// <summary>The paper, or what stands for it on a screen.</summary>
/// <param name="Width">In points, 1/72 inch on paper.</param>
/// <param name="Height">In points.</param>
/// <param name="Margin">On all four sides, in points.</param>
/// <param name="Body">Size of running text in points; every other size is a multiple of it.</param>
/// <param name="MostPages">What does not fit on so many pages is left to the paper form.</param>
/// <param name="EndsWithContent">A page ends below its last line instead of at its height.</param>
internal sealed record PageFormat(float Width, float Height, float Margin, float Body, int MostPages, bool EndsWithContent)
{
    /// <summary>210 × 297 mm.</summary>
    public static PageFormat A4 { get; } = new(595, 842, 46, 12f, 2000, EndsWithContent: false);

    /// <summary>The same with smaller letters, the largest first, for what would leave little on a second sheet.</summary>
    public static IReadOnlyList<PageFormat> CloseA4 { get; } = [.. Enumerable.Range(1, 14).Select(step => A4 with { Body = 12f - (step / 4f) })];

    /// <summary>As wide as a telephone: a point is a pixel of a 360 pixel screen, drawn twice as fine. Messengers show no more than ten
    /// pictures together, and shrink what is much taller than three times its width.</summary>
    public static PageFormat Phone { get; } = new(360, 1100, 18, 13.5f, 10, EndsWithContent: true);

    /// <summary>Between the margins.</summary>
    public float TextWidth => Width - (2 * Margin);

    /// <summary>Between the margins.</summary>
    public float TextHeight => Height - (2 * Margin);
}
