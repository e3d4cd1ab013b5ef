namespace PanchayatBot.Polls;

/// <summary>Cells of comma-separated tables (RFC 4180).</summary>
internal static class Cell
{
    /// <summary>A cell that no spreadsheet takes for a formula (OWASP, CSV injection).</summary>
    public static string Guarded(string cell) => cell.Length > 0 && cell[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + cell : cell;

    /// <summary>Such a cell, in quotes where it needs them.</summary>
    public static string Quoted(string cell)
    {
        var guarded = Guarded(cell).ReplaceLineEndings(" ");
        return guarded.AsSpan().ContainsAny(',', '"') ? $"\"{guarded.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : guarded;
    }
}
