using System.Text;
using MiniExcelLibs;
using PanchayatBot.Content;
using PanchayatBot.Delivery.Papers;
using PanchayatBot.Messages;
using PanchayatBot.Places;
using PanchayatBot.Storage;

namespace PanchayatBot.GramSabha.Meetings;

/// <summary>The officers' report as a table: all panchayats of a place, with the same rows as in chat.</summary>
public sealed class MeetingTable
{
    private const int MostRows = 100_000;

    private static readonly string[] Columns = ["lgd", "block", "panchayat", "kind", "date", "published", "lead", "caller", "state", "quorum", "people", "women"];

    private readonly Texts _texts;

    /// <summary>Puts the columns into words.</summary>
    public MeetingTable(Texts texts)
    {
        _texts = texts;
        Csv = new PaperKind("meetings-csv", (db, subject, language) => ReadAsync(db, subject, language, "csv", "text/csv", WriteCsv));
        Excel = new PaperKind("meetings-excel", (db, subject, language) =>
            ReadAsync(db, subject, language, "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", WriteExcel));
    }

    /// <summary>The report as CSV.</summary>
    public PaperKind Csv { get; }

    /// <summary>The report as Excel.</summary>
    public PaperKind Excel { get; }

    /// <summary>What a paper is ordered for: a place and a quarter.</summary>
    public static string Subject(long place, Quarter quarter) => $"{place} {quarter.Code}";

    private async Task<Func<IReadOnlyList<Paper>>?> ReadAsync(Db db, string subject, Language language, string extension, string mediaType, Func<IReadOnlyList<string[]>, byte[]> write)
    {
        var parts = subject.Split(' ');
        if (MeetingAccess.Number(parts[0]) is not { } id || Quarter.Parse(parts[1]) is not { } quarter || await PlaceStore.FindAsync(db, id) is not { } place)
            return null;
        var rows = await MeetingReport.RowsAsync(db, id, quarter, null, 0, MostRows);
        return () => [new(_texts.Say("report.file", language, ("place", place.Name)), $"meetings-{quarter.Code}.{extension}", mediaType, write(Cells(rows, language)))];
    }

    /// <summary>Headings and rows, every cell as text that no spreadsheet takes for a formula.</summary>
    internal IReadOnlyList<string[]> Cells(IReadOnlyList<ReportRow> rows, Language language)
    {
        string Word(string key) => Markup.ToPlainText(_texts.Say(key, language));
        return
        [
            [.. Columns.Select(column => Word($"report.column.{column}"))],
            .. rows.Select(row => new[]
            {
                $"{row.LgdCode}",
                row.Block?[language] ?? "",
                row.Name[language],
                row.Kind is { } kind ? Word($"notice.title.{MeetingStore.Name(kind)}") : Word("report.none"),
                row.Day ?? "",
                row.PublishedAt is { } published ? Notices.NoticeStore.Day(Formats.IndianDate(published)) : "",
                $"{row.LeadDays}",
                row.Caller?[language] ?? "",
                row.NoticeId is null ? "" : Word(row.State is { } state ? $"report.state.{MeetingStore.Name(state)}" : "report.state.open"),
                row.Quorum is { } quorum ? Word($"report.quorum.{MeetingStore.Name(quorum)}") : "",
                $"{row.People}",
                $"{row.Women}",
            }.Select(Guarded).ToArray()),
        ];
    }

    /// <summary>A cell that begins with one of these signs would be computed by a spreadsheet (OWASP, CSV injection).</summary>
    internal static string Guarded(string cell) => cell.Length > 0 && cell[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + cell : cell;

    // RFC 4180, with the mark by which Excel knows UTF-8.
    internal static byte[] WriteCsv(IReadOnlyList<string[]> cells)
    {
        var text = new StringBuilder("\ufeff");
        foreach (var row in cells)
            text.AppendJoin(',', row.Select(cell => cell.AsSpan().ContainsAny(",\"\r\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell)).Append("\r\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    internal static byte[] WriteExcel(IReadOnlyList<string[]> cells)
    {
        using var stream = new MemoryStream();
        stream.SaveAs(cells.Skip(1).Select(row => row.Select((cell, at) => (cell, at)).ToDictionary(one => cells[0][one.at], one => Typed(one.cell))));
        return stream.ToArray();
    }

    // Numbers as numbers, so that officers can add them up.
    private static object Typed(string cell) => cell is [>= '1' and <= '9', ..] or "0" && cell.Length < 10 && int.TryParse(cell, out var number) ? number : cell;
}
