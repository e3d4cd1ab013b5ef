using PanchayatBot.Content;

namespace PanchayatBot.Dates;

/// <summary>The night, in which nobody is disturbed by a reminder.</summary>
/// <param name="From">The hour, in India, in which it begins; 0 to 23.</param>
/// <param name="Until">The hour, in India, in which it ends; less than <paramref name="From"/>.</param>
public sealed record QuietHours(int From, int Until)
{
    // Closer to the event than this a reminder is of no use: people are on their way.
    private static readonly TimeSpan TooLate = TimeSpan.FromMinutes(30);

    /// <summary>A moment outside the night: the wanted one, or the morning after, or, where the event is too early for that, the evening before.</summary>
    /// <param name="wanted">When the reminder is meant to go out.</param>
    /// <param name="happens">When that happens of which it reminds.</param>
    public DateTimeOffset Audible(DateTimeOffset wanted, DateTimeOffset happens)
    {
        var local = wanted.ToOffset(Formats.India.BaseUtcOffset);
        if (local.Hour >= Until && local.Hour < From)
            return local;
        var midnight = new DateTimeOffset(local.Date, local.Offset);
        var morning = midnight.AddDays(local.Hour >= From ? 1 : 0).AddHours(Until);
        return morning <= happens - TooLate ? morning : morning.AddHours(From - Until).AddDays(-1).AddMinutes(-30);
    }
}
