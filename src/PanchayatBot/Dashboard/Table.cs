namespace PanchayatBot.Dashboard;

/// <summary>A column of a <see cref="Table"/>.</summary>
/// <param name="Head">What stands above it.</param>
/// <param name="IsNumber">Figures stand below each other at the right.</param>
public sealed record Column(string Head, bool IsNumber = false);

/// <summary>A table that can be read on a narrow telephone, where each row becomes a card, by a screen reader, and on paper.</summary>
/// <param name="caption">What it is about.</param>
/// <param name="columns">From left to right; the first names the row.</param>
public sealed class Table(string caption, params IReadOnlyList<Column> columns)
{
    private readonly List<Html> _rows = [];

    /// <summary>True where no heading above says what it is about; otherwise only a screen reader says it.</summary>
    public bool ShowsCaption { get; init; }

    /// <summary>Adds a row: a cell for each column, empty where there is nothing to tell.</summary>
    public Table Add(params IReadOnlyList<Html> cells)
    {
        if (cells.Count != columns.Count)
            throw new ArgumentException($"The table has {columns.Count} columns, the row {cells.Count} cells.", nameof(cells));
        _rows.Add(Html.Of($"<tr role=\"row\">{cells.Select(Cell)}</tr>"));
        return this;
    }

    /// <summary>The table; nothing when it has no rows.</summary>
    public Html ToHtml() => Html.Of($"""
        <table role="table"><caption{Html.Of($" class=\"unseen\"").When(!ShowsCaption)}>{caption}</caption>
        <thead role="rowgroup"><tr role="row">{columns.Select(column => Html.Of($"<th role=\"columnheader\" scope=\"col\"{Class(column)}>{column.Head}</th>"))}</tr></thead>
        <tbody role="rowgroup">{_rows}</tbody></table>
        """).When(_rows.Count > 0);

    // Roles are written out: a browser that shows rows as cards forgets that they were a table. The label stands before the cell there.
    private Html Cell(Html content, int at) => at == 0
        ? Html.Of($"<th role=\"rowheader\" scope=\"row\">{content}</th>")
        : content.IsEmpty ? Html.Of($"<td role=\"cell\" class=\"none{(columns[at].IsNumber ? " number" : "")}\">–</td>")
        : Html.Of($"<td role=\"cell\" data-label=\"{columns[at].Head}\"{Class(columns[at])}>{content}</td>");

    private static Html Class(Column column) => Html.Of($" class=\"number\"").When(column.IsNumber);
}
