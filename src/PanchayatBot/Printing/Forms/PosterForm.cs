namespace PanchayatBot.Printing.Forms;

/// <summary>The poster for the office wall: to be read from two metres away, and scanned from half a metre.</summary>
internal static class PosterForm
{
    private const int LongestName = 70;

    /// <summary>Lays it out.</summary>
    public static Sheets LayOut(OfficePoster poster, Wording hindi, Wording english)
    {
        var page = new Composer(PageFormat.A4 with { Margin = 36, MostPages = 1 });
        Head(page, poster.Office, hindi, english);
        Line(page, "print.poster.headline", 2.7f, hindi, english);
        page.Skip(0.5f);
        foreach (var key in (string[])["print.poster.can.schemes", "print.poster.can.notices", "print.poster.can.speak"])
        {
            page.Row([new(6, "•", page.Letters(1.75f, bold: true, Ink.Green), Side.Middle), new(94, hindi.Say(key), page.Letters(1.75f, bold: true))]);
            page.Row([new(6, "", page.Letters()), new(94, english.Say(key), page.Letters(1.05f, color: Ink.Grey))]);
            page.Skip(0.3f);
        }

        page.Skip(0.6f);
        page.Row(
        [
            new(46, "", page.Letters(), Qr: poster.Link.AbsoluteUri), new(4, "", page.Letters()),
            new(50, Steps(poster.Link, hindi) + "\n\n" + Steps(poster.Link, english), page.Letters(1.22f)),
        ]);
        page.Skip(0.6f);
        page.Paragraph($"{hindi.Say("print.poster.link")} {english.Say("print.poster.link")}", page.Letters(1, color: Ink.Grey), Side.Middle);
        page.Paragraph(poster.Link.Authority + poster.Link.PathAndQuery, page.Letters(1.5f, bold: true, Ink.Green), Side.Middle);
        page.Skip(0.6f);
        page.Row([new(1, hindi.Say("print.poster.free") + "\n" + english.Say("print.poster.free"), page.Letters(1.05f), Side.Middle)], padding: 8, fill: Ink.Pale);
        return page.Finish(hindi.Say("print.panchayat", ("panchayat", Short(poster.Office.Panchayat.Hindi))), (_, _) => "", "");
    }

    private static void Head(Composer page, Office office, Wording hindi, Wording english)
    {
        office = office with { Panchayat = new(Short(office.Panchayat.Hindi), Short(office.Panchayat.English)), Block = new(Short(office.Block.Hindi), Short(office.Block.English)), District = new(Short(office.District.Hindi), Short(office.District.English)) };
        var name = hindi.Say("print.panchayat", ("panchayat", office.Panchayat));
        // A long name is set smaller rather than over many lines.
        var size = name.Length switch { < 24 => 3f, < 36 => 2.3f, _ => 1.7f };
        page.Row([new(1, name, page.Letters(size, bold: true, Ink.White), Side.Middle)], padding: 6, fill: Ink.Green);
        page.Row([new(1, hindi.PlaceOf(office), page.Letters(1.35f, color: Ink.White), Side.Middle)], padding: 2, fill: Ink.Green);
        page.Row(
            [new(1, $"{english.Say("print.panchayat", ("panchayat", office.Panchayat))}\n{english.PlaceOf(office)}", page.Letters(1.05f, color: Ink.White), Side.Middle)], padding: 6, fill: Ink.Green);
        page.Skip(0.8f);
    }

    private static void Line(Composer page, string key, float size, Wording hindi, Wording english)
    {
        page.Paragraph(hindi.Say(key), page.Letters(size, bold: true), Side.Middle);
        page.Paragraph(english.Say(key), page.Letters(1.25f, color: Ink.Grey), Side.Middle);
    }

    // On the web page there is nothing to start.
    private static string Steps(Uri link, Wording wording) =>
        $"1. {wording.Say("print.poster.step.scan")}\n2. {wording.Say(link.Host == "t.me" ? "print.poster.step.open" : "print.poster.step.page")}\n3. {wording.Say("print.poster.step.ask")}";

    private static string Short(string name) => name.Length <= LongestName ? name : string.Concat(LineBreaker.Aksharas(name).Take(LongestName / 2)) + PrintableText.Missing;
}
