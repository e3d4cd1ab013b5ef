using System.Text.Encodings.Web;
using System.Text.Json;
using PanchayatBot.Content;
using PanchayatBot.Dates;
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

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Texts _texts;

    /// <summary>Puts the columns into words.</summary>
    public MeetingTable(Texts texts)
    {
        _texts = texts;
        Csv = new PaperKind("meetings-csv", (db, subject, language) => ReadAsync(db, subject, language, "csv", Spreadsheet.CsvType, Spreadsheet.Csv));
        Excel = new PaperKind("meetings-excel", (db, subject, language) =>
            ReadAsync(db, subject, language, "xlsx", Spreadsheet.ExcelType, Spreadsheet.Excel));
    }

    /// <summary>The report as CSV.</summary>
    public PaperKind Csv { get; }

    /// <summary>The report as Excel.</summary>
    public PaperKind Excel { get; }

    /// <summary>What a paper is ordered for: a place and a quarter.</summary>
    public static string Subject(long place, Quarter quarter) => $"{place} {quarter.Code}";

    /// <summary>The report of a place and a quarter for programs: as CSV, Excel or JSON, in which every row has the names of the columns.</summary>
    public async Task<byte[]> WriteAsync(Db db, long place, Quarter quarter, string format, Language language)
    {
        var cells = Cells(await MeetingReport.RowsAsync(db, place, quarter, null, 0, MostRows), language);
        return format switch
        {
            "csv" => Spreadsheet.Csv(cells),
            "xlsx" => Spreadsheet.Excel(cells),
            _ => JsonSerializer.SerializeToUtf8Bytes(cells.Skip(1).Select(row => Columns.Zip(row).ToDictionary(cell => cell.First, cell => cell.Second)), Json),
        };
    }

    private async Task<Func<IReadOnlyList<Paper>>?> ReadAsync(Db db, string subject, Language language, string extension, string mediaType, Func<IReadOnlyList<string[]>, byte[]> write)
    {
        var parts = subject.Split(' ');
        if (MeetingAccess.Number(parts[0]) is not { } id || Quarter.Parse(parts[1]) is not { } quarter || await PlaceStore.FindAsync(db, id) is not { } place)
            return null;
        var rows = await MeetingReport.RowsAsync(db, id, quarter, null, 0, MostRows);
        return () => [new(_texts.Say("report.file", language, ("place", place.Name)), $"meetings-{quarter.Code}.{extension}", mediaType, write(Cells(rows, language)))];
    }

    /// <summary>Headings and rows.</summary>
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
            }.ToArray()),
        ];
    }
}
