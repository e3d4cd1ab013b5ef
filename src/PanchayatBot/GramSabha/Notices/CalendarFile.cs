using System.Globalization;
using System.Text;

namespace PanchayatBot.GramSabha.Notices;

/// <summary>A notice as a file for calendars (RFC 5545). A later version takes the place of the earlier in the calendar: same identity, higher
/// sequence.</summary>
public static class CalendarFile
{
    private const int LongestLine = 75;

    private static readonly TimeSpan Length = TimeSpan.FromHours(2);

    /// <summary>The text of the file.</summary>
    /// <param name="notice">The notice.</param>
    /// <param name="title">What stands in the calendar.</param>
    /// <param name="agenda">The items of the agenda.</param>
    public static string Of(Notice notice, string title, IEnumerable<string> agenda)
    {
        var file = new StringBuilder();
        Line(file, "BEGIN:VCALENDAR");
        Line(file, "VERSION:2.0");
        Line(file, "PRODID:-//PanchayatBot//Gram Sabha//HI");
        var description = string.Join("\\n", agenda.Select((item, at) => string.Create(CultureInfo.InvariantCulture, $"{at + 1}. ") + Text(item)));
        for (var i = 0; i < notice.Content.Sittings.Count; i++)
        {
            var sitting = notice.Content.Sittings[i];
            Line(file, "BEGIN:VEVENT");
            Line(file, string.Create(CultureInfo.InvariantCulture, $"UID:notice-{notice.Id}-{i}@panchayatbot"));
            Line(file, string.Create(CultureInfo.InvariantCulture, $"SEQUENCE:{notice.Version - 1}"));
            Line(file, "DTSTAMP:" + Moment(notice.PublishedAt));
            Line(file, "DTSTART:" + Moment(sitting.At));
            Line(file, "DTEND:" + Moment(sitting.At + Length));
            Line(file, "SUMMARY:" + Text(title));
            Line(file, "LOCATION:" + Text(sitting.Place));
            Line(file, "STATUS:" + (notice.State == NoticeState.Cancelled ? "CANCELLED" : "CONFIRMED"));
            if (notice.Content.Pin is { } pin)
                Line(file, string.Create(CultureInfo.InvariantCulture, $"GEO:{pin.Latitude:0.######};{pin.Longitude:0.######}"));
            if (description.Length > 0)
                Line(file, "DESCRIPTION:" + description);
            Line(file, "END:VEVENT");
        }

        Line(file, "END:VCALENDAR");
        return file.ToString();
    }

    private static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Section 3.3.11.</summary>
    private static string Text(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal)
        .Replace("\r", "", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    /// <summary>Section 3.1: a line longer than 75 bytes goes on in the next, after a blank.</summary>
    private static void Line(StringBuilder file, string line)
    {
        var bytes = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (bytes + rune.Utf8SequenceLength > LongestLine)
            {
                file.Append("\r\n ");
                bytes = 1;
            }

            file.Append(rune);
            bytes += rune.Utf8SequenceLength;
        }

        file.Append("\r\n");
    }
}
