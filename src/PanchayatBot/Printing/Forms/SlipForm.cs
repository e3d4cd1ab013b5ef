namespace PanchayatBot.Printing.Forms;

/// <summary>Slips for voters, twelve on a sheet, with lines to cut along.</summary>
internal static class SlipForm
{
    private const int Across = 2;
    private const float Padding = 7;

    /// <summary>Lays them out.</summary>
    public static Sheets LayOut(VoterSlips slips, Wording wording)
    {
        var page = new Composer(PageFormat.A4 with { Margin = 30, Body = 10.5f });
        foreach (var row in slips.Slips.Chunk(Across))
        {
            var cells = new List<Cell>();
            foreach (var slip in row)
            {
                cells.Add(new(22, "", page.Letters(), Qr: slip.Link.AbsoluteUri));
                cells.Add(new(52, string.Join('\n', wording.Say("print.panchayat", ("panchayat", slips.Panchayat)), wording.Say("print.slip.title"),
                    wording.Say("print.slip.code", ("code", slip.Code)), wording.Say("print.slip.how"), wording.Say("print.slip.until", ("until", slips.Until))), page.Letters(0.92f)));
            }

            while (cells.Count < 2 * Across)
                cells.Add(new(cells.Count % 2 == 0 ? 22 : 52, "", page.Letters()));
            page.Row(cells, padding: Padding, border: true);
        }

        return page.Finish(wording.Say("print.slip.title"), wording.Foot, wording.Say("print.unfinished"));
    }
}
