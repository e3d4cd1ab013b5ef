namespace PanchayatBot.GramSabha.Notices;

/// <summary>One reminder of one meeting.</summary>
/// <param name="At">When it goes out.</param>
/// <param name="Sitting">The meeting.</param>
/// <param name="Before">How long before the meeting it was meant to be.</param>
public sealed record Reminder(DateTimeOffset At, Sitting Sitting, TimeSpan Before);

/// <summary>When people are reminded of a meeting. Pure.</summary>
public static class Reminders
{
    /// <summary>All reminders of a notice, in order. One that falls into the quiet hours goes out in the morning, or, where the meeting is
    /// too early for that, in the evening before. Two at the same moment are one.</summary>
    public static IReadOnlyList<Reminder> Of(NoticeContent content, GramSabhaOptions options) =>
    [
        .. content.Sittings.SelectMany(sitting => options.Reminders.Select(before => new Reminder(options.Quiet.Audible(sitting.At - before, sitting.At), sitting, before)))
            .GroupBy(reminder => (reminder.At, reminder.Sitting)).Select(same => same.First())
            .OrderBy(reminder => reminder.At).ThenBy(reminder => reminder.Sitting.At),
    ];

    /// <summary>The next reminder after a moment; null when all are over.</summary>
    public static DateTimeOffset? Next(NoticeContent content, GramSabhaOptions options, DateTimeOffset after) =>
        Of(content, options).Where(reminder => reminder.At > after).Select(reminder => (DateTimeOffset?)reminder.At).FirstOrDefault();
}
