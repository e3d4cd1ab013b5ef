namespace PanchayatBot.Dashboard;

/// <summary>The first page: what of every other page matters today.</summary>
/// <param name="others">The other pages, in their order.</param>
internal sealed class TodayPage(IReadOnlyList<IOfficePage> others) : IOfficePage
{
    /// <inheritdoc />
    public string Name => "today";

    /// <inheritdoc />
    public int Order => 0;

    /// <inheritdoc />
    public async Task<Html?> BodyAsync(OfficeView view) => await TodayAsync(view) is { IsEmpty: false } today ? today : Parts.Paragraph(view.Say("pages.today.nothing"));

    /// <inheritdoc />
    public async Task<Html> TodayAsync(OfficeView view)
    {
        var parts = new List<Html>();
        foreach (var page in others)
            parts.Add(await page.TodayAsync(view));
        return Html.Join(parts);
    }
}
