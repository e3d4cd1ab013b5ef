namespace PanchayatBot.Dashboard;

/// <summary>A page of the office at /office/NAME. Its reader holds an office from secretary upwards in <see cref="OfficeView.Place"/>; everything the
/// page shows lies within that place.</summary>
public interface IOfficePage
{
    /// <summary>Its name in addresses; <c>pages.NAME</c> in content/texts is its title.</summary>
    string Name { get; }

    /// <summary>Where it stands among the pages; lower comes first.</summary>
    int Order { get; }

    /// <summary>What it shows; null when the address names something that is not there, or not within the reader's places.</summary>
    Task<Html?> BodyAsync(OfficeView view);

    /// <summary>What of it matters today, for the first page: paragraphs, lists and tables below a heading of the second level; nothing when nothing does.</summary>
    Task<Html> TodayAsync(OfficeView view);
}
