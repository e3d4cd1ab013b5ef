using PanchayatBot.Content;

namespace PanchayatBot.Printing.Forms;

/// <summary>The notice of a meeting as offices write it: head, number and date, subject, text, date and place boxed, agenda, copies, signature.</summary>
internal static class NoticeForm
{
    /// <summary>Lays it out.</summary>
    public static Sheets LayOut(PrintedNotice notice, Wording wording, PageFormat format)
    {
        var page = new Composer(format);
        page.Letterhead(notice.Office, wording);
        page.Row(
        [
            new(1, string.IsNullOrWhiteSpace(notice.LetterNumber) ? "" : wording.Say("print.letter.number", ("number", notice.LetterNumber)), page.Letters()),
            new(1, wording.Say("print.letter.date", ("date", notice.LetterDate)), page.Letters(), Side.Right),
        ]);
        page.Skip(0.5f);
        Title(page, notice, wording);
        if (notice.Subject.Length > 0)
        {
            var label = page.Format.Body * 4.6f;
            page.Row([new(label, wording.Say("print.notice.subject"), page.Letters(bold: true)), new(page.Format.TextWidth - label, notice.Subject, page.Letters(bold: true))]);
            page.Skip(0.4f);
        }

        foreach (var paragraph in Opening(notice, wording))
        {
            page.Paragraph(paragraph, page.Letters());
            page.Skip(0.35f);
        }

        Meetings(page, notice, wording);
        Changes(page, notice.Changes, wording);
        if (notice.Agenda.Count > 0)
        {
            page.Heading(wording.Say("print.notice.agenda"));
            page.Numbered(notice.Agenda, page.Letters());
        }

        page.Signature(notice.Signatory, notice.Office, wording, notice.Link?.AbsoluteUri, Caption(notice.Link, wording));
        // Who else got the letter is nothing that people forward to each other.
        if (notice.CopiesTo.Count > 0 && format == PageFormat.A4)
        {
            page.Skip(0.6f);
            var small = page.Letters(0.9f);
            page.Need(2 * small.LineHeight);
            page.Paragraph(wording.Say("print.notice.copies"), small with { IsBold = true });
            page.Numbered(notice.CopiesTo, small);
        }

        return page.Finish(notice.Subject, wording.Foot, wording.Say("print.unfinished"), notice.Standing == NoticeStanding.Cancelled ? wording.Say("print.notice.watermark") : null);
    }

    private static void Title(Composer page, PrintedNotice notice, Wording wording)
    {
        var (key, color) = notice.Standing switch
        {
            NoticeStanding.Corrected => ("print.notice.title.corrected", Ink.Red),
            NoticeStanding.Postponed => ("print.notice.title.postponed", Ink.Red),
            NoticeStanding.Cancelled => ("print.notice.title.cancelled", Ink.Red),
            _ => ("print.notice.title", Ink.Black),
        };
        var changed = notice.Standing != NoticeStanding.Published;
        // What was changed must be seen from afar, next to the old notice on the same board: white on a dark bar, even from a black printer.
        page.Row([new(1, wording.Say(key), page.Letters(1.45f, bold: true, changed ? Ink.White : color), Side.Middle)], padding: changed ? 5 : 0, fill: changed ? color : null);
        page.Skip(0.5f);
    }

    private static IEnumerable<string> Opening(PrintedNotice notice, Wording wording)
    {
        if (!string.IsNullOrWhiteSpace(notice.Meeting))
        {
            var key = notice.Standing switch
            {
                NoticeStanding.Corrected => "print.notice.opening.corrected",
                NoticeStanding.Postponed => "print.notice.opening.postponed",
                NoticeStanding.Cancelled => "print.notice.opening.cancelled",
                _ => "print.notice.opening",
            };
            var sentence = wording.Say(key, ("meeting", notice.Meeting), ("panchayat", notice.Office.Panchayat));
            if (notice.Standing == NoticeStanding.Postponed)
                sentence += " " + wording.Say(notice.Sittings.Count > 0 ? "print.notice.postponed.to" : "print.notice.postponed.open");
            if (!string.IsNullOrWhiteSpace(notice.LegalBasis))
                sentence += " " + wording.Say("print.notice.basis", ("basis", notice.LegalBasis));
            yield return sentence;
        }

        if (!string.IsNullOrWhiteSpace(notice.Reason))
            yield return wording.Say("print.notice.reason", ("reason", notice.Reason));
        if (!string.IsNullOrWhiteSpace(notice.Message))
            yield return notice.Message;
    }

    private static void Meetings(Composer page, PrintedNotice notice, Wording wording)
    {
        if (notice.Sittings.Count == 0)
            return;
        page.Heading(wording.Say(notice.Standing == NoticeStanding.Cancelled ? "print.notice.when.cancelled" : "print.notice.when"));
        string[] labels = [wording.Say("print.notice.date"), wording.Say("print.notice.time"), wording.Say("print.notice.place")];
        var rows = notice.Sittings.Select(sitting => (string[])
            [$"{Formats.Date(sitting.Date, wording.Language)}, {Formats.Weekday(sitting.Date.DayOfWeek, wording.Language)}", Formats.Time(sitting.Time, wording.Language), sitting.Place]);
        if (notice.Sittings.Count == 1)
            page.Facts(labels.Zip(rows.Single(), (label, value) => new Fact(label, value)), 25, 75);
        else
            page.Table([40, 25, 35], labels, rows);
        page.Skip(0.3f);
    }

    private static void Changes(Composer page, IReadOnlyList<NoticeChange> changes, Wording wording)
    {
        if (changes.Count == 0)
            return;
        page.Heading(wording.Say("print.notice.changes"));
        page.Table(
            [24, 38, 38],
            [wording.Say("print.notice.changes.what"), wording.Say("print.notice.changes.before"), wording.Say("print.notice.changes.now")],
            changes.Select(change => (string[])[change.What, change.Before, change.Now]));
        page.Skip(0.3f);
    }

    /// <summary>The address stands below, too: nobody can scan the telephone that shows the picture.</summary>
    private static string? Caption(Uri? link, Wording wording) => link is null ? null : $"{wording.Say("print.notice.scan")}\n{link.Authority}{link.PathAndQuery}";
}
