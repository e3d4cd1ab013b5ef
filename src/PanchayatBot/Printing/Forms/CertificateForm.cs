using System.Globalization;
using PanchayatBot.Content;

namespace PanchayatBot.Printing.Forms;

/// <summary>The certificate of publication: what, when, to how many, what was changed later, and how anybody can check that.</summary>
internal static class CertificateForm
{
    // Short enough to be compared by eye or read out.
    private const int HashGroup = 8;

    /// <summary>Lays it out.</summary>
    public static Sheets LayOut(PublicationCertificate certificate, Wording wording, PageFormat format)
    {
        var page = new Composer(format);
        page.Letterhead(certificate.Office, wording);
        page.Paragraph(wording.Say("print.certificate.title"), page.Letters(1.55f, bold: true), Side.Middle);
        page.Skip(0.4f);
        page.Paragraph(wording.Say("print.certificate.opening", ("panchayat", certificate.Office.Panchayat)), page.Letters());

        page.Heading(wording.Say("print.certificate.what"));
        page.Facts(What(certificate, wording), 30, 70);
        page.Heading(wording.Say("print.certificate.reach"));
        var counts = Counts(certificate.Reach, wording).ToArray();
        page.Table([.. counts.Select(_ => 1f)], [.. counts.Select(count => count.Label)], [[.. counts.Select(count => count.Value)]]);
        page.Paragraph(wording.Say("print.certificate.asof", ("moment", certificate.Reach.AsOf)), page.Letters(0.85f, color: Ink.Grey));
        Changes(page, certificate.Changes, wording);
        Seal(page, certificate, wording);

        page.Heading(wording.Say("print.certificate.check"));
        page.Numbered(
            [
                wording.Say("print.certificate.check.run"), wording.Say("print.certificate.check.compare", ("entry", certificate.Entry)),
                wording.Say("print.certificate.check.result"),
            ],
            page.Letters(0.95f));
        page.Skip(0.4f);
        page.Paragraph(wording.Say("print.certificate.issued", ("moment", certificate.IssuedAt)), page.Letters(0.9f));
        page.Signature(certificate.Signatory is { } signatory ? [signatory] : [], certificate.Office, wording, null, null);
        return page.Finish(wording.Say("print.certificate.title"), wording.Foot, "");
    }

    private static IEnumerable<Fact> What(PublicationCertificate certificate, Wording wording) =>
        new Fact[]
        {
            new(wording.Say("print.certificate.notice"), certificate.Notice),
            new(wording.Say("print.certificate.number"), certificate.LetterNumber),
            new(wording.Say("print.certificate.published"), Formats.DateAndTime(certificate.PublishedAt, wording.Language)),
            new(wording.Say("print.certificate.by"), certificate.PublishedBy),
        }.Where(fact => fact.Value.Length > 0).Concat(certificate.Facts);

    private static IEnumerable<Fact> Counts(Reach reach, Wording wording)
    {
        yield return new(wording.Say("print.certificate.sent"), Formats.Number(reach.Sent));
        yield return new(wording.Say("print.certificate.delivered"), Formats.Number(reach.Delivered));
        yield return new(wording.Say("print.certificate.unreachable"), Formats.Number(reach.Unreachable));
        yield return new(wording.Say("print.certificate.unknown"), Formats.Number(reach.Unknown));
        if (reach.Pending > 0)
            yield return new(wording.Say("print.certificate.pending"), Formats.Number(reach.Pending));
    }

    private static void Changes(Composer page, IReadOnlyList<LaterChange> changes, Wording wording)
    {
        page.Heading(wording.Say("print.certificate.changes"));
        if (changes.Count == 0)
        {
            page.Paragraph(wording.Say("print.certificate.changes.none"), page.Letters());
            return;
        }

        page.Table(
            [38, 48, 14],
            [wording.Say("print.certificate.changes.when"), wording.Say("print.certificate.changes.what"), wording.Say("print.certificate.changes.entry")],
            changes.Select(change => (string[])[Formats.DateAndTime(change.At, wording.Language), change.What, change.Entry.ToString(CultureInfo.InvariantCulture)]));
    }

    private static void Seal(Composer page, PublicationCertificate certificate, Wording wording)
    {
        var groups = string.Join("   ", certificate.Hash.Chunk(HashGroup).Select(group => new string(group)).Chunk(4).Select(line => string.Join(" ", line)));
        page.Need(page.Format.TextWidth * 0.26f);
        page.Heading(wording.Say("print.certificate.seal"));
        page.Row(
        [
            new(84, $"{wording.Say("print.certificate.entry", ("entry", certificate.Entry))}\n{groups}", page.Letters(1.15f, bold: true)),
            new(16, "", page.Letters(), Qr: certificate.Hash.Length > 0 ? certificate.Hash : null),
        ]);
    }
}
