using System.Text;
using MiniExcelLibs;

namespace PanchayatBot.Content;

/// <summary>Tables for officers: the first row holds the headings. Every cell is text that no spreadsheet takes for a formula.</summary>
public static class Spreadsheet
{
    /// <summary>Media type of a CSV file.</summary>
    public const string CsvType = "text/csv";

    /// <summary>Media type of an Excel file.</summary>
    public const string ExcelType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>A cell that begins with one of these signs would be computed by a spreadsheet (OWASP, CSV injection).</summary>
    public static string Guarded(string cell) => cell.Length > 0 && cell[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + cell : cell;

    /// <summary>A guarded cell, in quotes where it needs them (RFC 4180).</summary>
    public static string Quoted(string cell)
    {
        var guarded = Guarded(cell);
        return guarded.AsSpan().ContainsAny(",\"\r\n") ? $"\"{guarded.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : guarded;
    }

    /// <summary>RFC 4180, with the mark by which Excel knows UTF-8.</summary>
    public static byte[] Csv(IReadOnlyList<string[]> rows)
    {
        var text = new StringBuilder("\ufeff");
        foreach (var row in rows)
            text.AppendJoin(',', row.Select(Quoted)).Append("\r\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>The same for Excel; numbers are numbers, so that officers can add them up.</summary>
    public static byte[] Excel(IReadOnlyList<string[]> rows)
    {
        using var stream = new MemoryStream();
        stream.SaveAs(rows.Skip(1).Select(row => row.Select((cell, at) => (cell, at)).ToDictionary(one => rows[0][one.at], one => Typed(Guarded(one.cell)))));
        return stream.ToArray();
    }

    private static object Typed(string cell) => cell is [>= '1' and <= '9', ..] or "0" && cell.Length < 10 && int.TryParse(cell, out var number) ? number : cell;
}
