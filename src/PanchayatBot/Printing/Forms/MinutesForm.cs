using System.Globalization;
using PanchayatBot.Content;

namespace PanchayatBot.Printing.Forms;

/// <summary>The minutes as they stand in the register of proceedings: the meeting, who came by number, quorum, resolutions, signatures.</summary>
internal static class MinutesForm
{
    /// <summary>Lays it out.</summary>
    public static Sheets LayOut(PrintedMinutes minutes, Wording wording, PageFormat format)
    {
        var page = new Composer(format);
        var title = wording.Say("print.minutes.title");
        page.Letterhead(minutes.Office, wording);
        page.Paragraph(title, page.Letters(1.45f, bold: true), Side.Middle);
        page.Heading(wording.Say("print.notice.when"));
        page.Facts(
            OfficeParts.Known(
                (wording.Say("print.minutes.meeting"), minutes.Meeting),
                (wording.Say("print.certificate.number"), minutes.LetterNumber),
                (wording.Say("print.notice.date"), $"{Formats.Date(minutes.Held.Date, wording.Language)}, {Formats.Weekday(minutes.Held.Date.DayOfWeek, wording.Language)}"),
                (wording.Say("print.notice.time"), Formats.Time(minutes.Held.Time, wording.Language)),
                (wording.Say("print.notice.place"), minutes.Held.Place),
                (wording.Say("print.notice.presiding"), minutes.PresidedBy)),
            25,
            75);
        if (minutes.Attendance.Count > 0)
        {
            page.Heading(wording.Say("print.minutes.attendance"));
            page.Table(
                [.. minutes.Attendance.Select(_ => 1f)],
                [.. minutes.Attendance.Select(group => group.Label)],
                [[.. minutes.Attendance.Select(group => Formats.Number(group.Count))]]);
        }

        if (!string.IsNullOrWhiteSpace(minutes.Quorum))
        {
            page.Skip(0.4f);
            page.Paragraph(wording.Say("print.minutes.quorum", ("quorum", minutes.Quorum)), page.Letters(bold: true));
        }

        Resolutions(page, minutes.Resolutions, wording);
        page.Signature(minutes.Signatories, minutes.Office, wording);
        return page.Finish($"{title}: {minutes.Meeting}", wording.Foot, wording.Say("print.unfinished"));
    }

    private static void Resolutions(Composer page, IReadOnlyList<PrintedResolution> resolutions, Wording wording)
    {
        page.Heading(wording.Say("print.minutes.resolutions"));
        if (resolutions.Count == 0)
        {
            page.Paragraph(wording.Say("print.minutes.resolutions.none"), page.Letters());
            return;
        }

        page.Table(
            [7, 42, 18, 18, 15],
            [wording.Say("print.minutes.number"), wording.Say("print.minutes.resolution"), wording.Say("print.minutes.status"), wording.Say("print.minutes.responsible"), wording.Say("print.minutes.due")],
            resolutions.Select((resolution, at) => (string[])
                [(at + 1).ToString(CultureInfo.InvariantCulture), resolution.Text, resolution.Status, resolution.Responsible, resolution.Due is { } due ? Formats.Date(due, wording.Language) : ""]));
    }
}
