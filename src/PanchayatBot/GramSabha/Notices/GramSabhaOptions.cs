using PanchayatBot.Dates;

namespace PanchayatBot.GramSabha.Notices;

/// <summary>Settings under <c>GramSabha</c>.</summary>
public sealed class GramSabhaOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "GramSabha";

    /// <summary>How long before a meeting people are reminded.</summary>
    public IReadOnlyList<TimeSpan> RemindBefore { get; set; } = [];

    /// <summary>What holds when nothing is set: two days and two hours before.</summary>
    public static IReadOnlyList<TimeSpan> UsualReminders { get; } = [TimeSpan.FromDays(2), TimeSpan.FromHours(2)];

    /// <summary>The reminders in force.</summary>
    public IReadOnlyList<TimeSpan> Reminders => RemindBefore.Count == 0 ? UsualReminders : RemindBefore;

    /// <summary>The hour, in India, from which nobody is disturbed by a reminder; 0 to 23.</summary>
    public int QuietFrom { get; set; } = 21;

    /// <summary>The hour, in India, until which nobody is disturbed; 0 to 23, less than <see cref="QuietFrom"/>.</summary>
    public int QuietUntil { get; set; } = 7;

    /// <summary>The night.</summary>
    public QuietHours Quiet => new(QuietFrom, QuietUntil);

    /// <summary>How long a notice waits before it goes out, so that it can be taken back.</summary>
    public TimeSpan UndoFor { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>So many people must support a citizens' proposal before it goes on the next agenda; at least 2.</summary>
    public int SupportsNeeded { get; set; } = 10;

    /// <summary>So many proposals of one person may gather support at a time; at least 1.</summary>
    public int ProposalsAtATime { get; set; } = 2;
}
