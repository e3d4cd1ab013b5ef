using System.Globalization;

namespace PanchayatBot.Printing.Forms;

/// <summary>What all office papers have in common.</summary>
internal static class OfficeParts
{
    // Blank lines that keep room for a pen; a common blank would be taken for an accident and dropped.
    private const string RoomToSign = "\u00A0\n\u00A0\n\u00A0\n";

    /// <summary>Name of the office, with a line below.</summary>
    public static void Letterhead(this Composer page, Office office, Wording wording)
    {
        page.Paragraph(wording.Say("print.office", ("panchayat", office.Panchayat)), page.Letters(1.55f, bold: true, Ink.Green), Side.Middle);
        page.Paragraph(wording.PlaceOf(office), page.Letters(), Side.Middle);
        page.Skip(0.25f);
        page.Rule(1.6f, Ink.Green);
        page.Skip(0.4f);
    }

    /// <summary>A table with a row for each fact.</summary>
    public static void Facts(this Composer page, IEnumerable<Fact> facts, float label, float value)
    {
        foreach (var fact in facts)
            page.Row([new(label, fact.Label, page.Letters()), new(value, fact.Value, page.Letters(bold: true))], padding: 4, border: true);
    }

    /// <summary>A table with a head.</summary>
    /// <param name="page">The page.</param>
    /// <param name="widths">Of the columns, in proportion.</param>
    /// <param name="head">Names of the columns.</param>
    /// <param name="rows">The cells of each row.</param>
    public static void Table(this Composer page, float[] widths, string[] head, IEnumerable<string[]> rows)
    {
        page.Need(4 * page.Letters().LineHeight);
        page.Row([.. head.Zip(widths, (text, width) => new Cell(width, text, page.Letters(0.95f, bold: true)))], padding: 4, border: true, fill: Ink.Pale);
        foreach (var row in rows)
            page.Row([.. row.Zip(widths, (text, width) => new Cell(width, text, page.Letters(0.95f)))], padding: 4, border: true);
    }

    /// <summary>Entries with numbers from 1.</summary>
    public static void Numbered(this Composer page, IReadOnlyList<string> entries, Lettering lettering)
    {
        var number = 1;
        var digits = entries.Count.ToString(CultureInfo.InvariantCulture).Length;
        var width = lettering.Size * (0.9f + (0.6f * digits));
        foreach (var entry in entries)
        {
            page.Row([new(width, (number++).ToString(CultureInfo.InvariantCulture) + ".", lettering), new(page.Format.TextWidth - width, entry, lettering)]);
            page.Skip(0.12f);
        }
    }

    /// <summary>Facts without those that nobody filled in.</summary>
    public static IEnumerable<Fact> Known(params IEnumerable<(string Label, string? Value)> facts) =>
        facts.Where(fact => !string.IsNullOrWhiteSpace(fact.Value)).Select(fact => new Fact(fact.Label, fact.Value!));

    /// <summary>The lines for signature and seal side by side, and a QR code with a word on it at the left. A single signature stands at the right.</summary>
    public static void Signature(this Composer page, IReadOnlyList<Signatory> signatories, Office office, Wording wording, string? qr = null, string? caption = null)
    {
        if (signatories.Count == 0 && qr is null)
            return;
        page.Skip(0.6f);
        List<Cell> cells = [];
        if (qr is not null)
            cells.Add(new(23, caption ?? "", page.Letters(0.72f, color: Ink.Grey), Side.Middle, qr));
        if (signatories.Count < 2)
            cells.Add(new(qr is null ? 48 : 22, "", page.Letters()));
        foreach (var signatory in signatories)
        {
            string[] below = [RoomToSign + wording.Say("print.signature"), signatory.Name.Length > 0 ? $"({signatory.Name})" : "", signatory.Title, wording.Say("print.panchayat", ("panchayat", office.Panchayat))];
            cells.Add(new(signatories.Count < 2 ? 52 : 74f / signatories.Count, string.Join('\n', below.Where(line => line.Length > 0)), page.Letters(), Side.Middle));
        }

        page.Row(cells);
    }
}
