using System.Globalization;
using System.Text.RegularExpressions;
using MiniExcelLibs;
using PanchayatBot.Content;

namespace PanchayatBot.Places;

/// <summary>One row of an import: a panchayat or a ward with all that lies above it. What is null was not told.</summary>
/// <param name="Line">Line of the file, from 1.</param>
/// <param name="State">Two-letter code.</param>
/// <param name="District">The district.</param>
/// <param name="Block">The block; null when the row ends above it.</param>
/// <param name="Panchayat">The gram panchayat; null when the row ends above it.</param>
/// <param name="Ward">The ward or village; null when the row ends above it.</param>
/// <param name="Titles">What the panchayat calls its offices, where the file tells it.</param>
public sealed record PlaceRow(int Line, string State, NamedPlace District, NamedPlace? Block, NamedPlace? Panchayat, NamedPlace? Ward, IReadOnlyDictionary<Title, Bilingual> Titles);

/// <summary>A name with its number in the Local Government Directory.</summary>
/// <param name="Name">The name; where no Hindi name was told, the English one stands for it.</param>
/// <param name="LgdCode">The number; null when it was not told.</param>
public sealed record NamedPlace(Bilingual Name, long? LgdCode);

/// <summary>A table of places as CSV (UTF-8) or Excel (.xlsx). Column names are those of docs/operations.md or of the directory's own
/// downloads; their order does not matter.</summary>
public sealed partial class PlaceFile
{
    // Our name of a column, and what the Local Government Directory calls it.
    private static readonly Dictionary<string, string> Synonyms = new()
    {
        ["state code"] = "state",
        ["state lgd code"] = "state",
        ["district code"] = "district_lgd",
        ["district lgd code"] = "district_lgd",
        ["district name"] = "district_en",
        ["district name en"] = "district_en",
        ["district name in english"] = "district_en",
        ["block code"] = "block_lgd",
        ["block lgd code"] = "block_lgd",
        ["block name"] = "block_en",
        ["block name en"] = "block_en",
        ["block name local"] = "block_hi",
        ["block name hi"] = "block_hi",
        ["local body code"] = "panchayat_lgd",
        ["local body name"] = "panchayat_en",
        ["local body name in english"] = "panchayat_en",
        ["local body name local"] = "panchayat_hi",
        ["village code"] = "ward_lgd",
        ["village name"] = "ward_en",
        ["village name in english"] = "ward_en",
        ["village name local"] = "ward_hi",
    };

    // The block's name has the column "block" already.
    private static readonly Dictionary<Title, string> TitleColumns =
        Enum.GetValues<Title>().ToDictionary(title => title, title => title == Title.Block ? "block_word" : title.ToString().ToLowerInvariant());

    private static readonly string[] Columns =
    [
        "state", "district_lgd", "district_en", "district_hi", "block_lgd", "block_en", "block_hi", "panchayat_lgd", "panchayat_en", "panchayat_hi",
        "ward_lgd", "ward_en", "ward_hi", .. TitleColumns.Values.SelectMany(column => new[] { column + "_en", column + "_hi" }),
    ];

    private static readonly string[] Needed = ["state", "district_en"];

    private readonly States _states;
    private readonly ProblemList _problems;

    private PlaceFile(States states, ProblemList problems) => (_states, _problems) = (states, problems);

    /// <summary>Reads a file. Rows with a mistake are reported with their line and left out; the others are returned.</summary>
    /// <param name="path">Ends in .csv or .xlsx.</param>
    /// <param name="states">The states that there are.</param>
    public static Parsed<IReadOnlyList<PlaceRow>> Read(string path, States states)
    {
        var file = new PlaceFile(states, new ProblemList(Path.GetFileName(path)));
        return file._problems.Parsed<IReadOnlyList<PlaceRow>>(file.Rows(path));
    }

    private List<PlaceRow> Rows(string path)
    {
        var type = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".csv" => ExcelType.CSV,
            ".xlsx" => ExcelType.XLSX,
            _ => ExcelType.UNKNOWN,
        };
        if (type == ExcelType.UNKNOWN)
        {
            _problems.Add(1, "is neither a .csv nor an .xlsx file. Save it from Excel as \"CSV UTF-8\" or as .xlsx.");
            return [];
        }

        var rows = new List<PlaceRow>();
        var line = 0;
        Dictionary<string, string>? columns = null;
        foreach (IDictionary<string, object> cells in MiniExcel.Query(path, excelType: type))
        {
            line++;
            if (columns is null)
            {
                columns = Header(cells);
                if (columns is null)
                    return [];
                continue;
            }

            var values = columns.ToDictionary(column => column.Value, column => Convert.ToString(cells[column.Key], CultureInfo.InvariantCulture)?.Trim() ?? "");
            if (values.Values.All(value => value.Length == 0))
                continue;
            if (Row(line, values) is { } row)
                rows.Add(row);
        }

        return rows;
    }

    /// <summary>Which column of the table is which of ours; null when the table cannot be read.</summary>
    private Dictionary<string, string>? Header(IDictionary<string, object> cells)
    {
        var columns = new Dictionary<string, string>();
        foreach (var (letter, cell) in cells)
        {
            var name = Separators().Replace($"{cell}".Trim().ToLowerInvariant(), " ").Trim();
            var ours = Columns.Contains(name.Replace(' ', '_')) ? name.Replace(' ', '_') : Synonyms.GetValueOrDefault(name);
            // Other columns (serial numbers, versions, census codes) may stand in the file; the first of two alike counts.
            if (ours is not null && !columns.ContainsValue(ours))
                columns[letter] = ours;
        }

        var missing = Needed.Where(needed => !columns.ContainsValue(needed)).ToList();
        if (missing.Count == 0)
            return columns;
        _problems.Add(1, $"has no column {string.Join(" and no column ", missing)}. Known columns: {string.Join(", ", Columns)}.");
        return null;
    }

    private PlaceRow? Row(int line, Dictionary<string, string> values)
    {
        string Value(string column) => values.GetValueOrDefault(column, "");
        var state = long.TryParse(Value("state"), out var lgd) ? _states.All.FirstOrDefault(one => one.LgdCode == lgd) : _states.Named(Value("state"));
        if (state is null)
        {
            _problems.Add(line, $"'{Value("state")}' is no state. Write two letters (BR), the name, or the number of the Local Government Directory.");
            return null;
        }

        var (district, block, panchayat, ward) = (Part("district"), Part("block"), Part("panchayat"), Part("ward"));
        if (district is null)
            _problems.Add(line, "has no district. Fill in district_en.");
        else if (panchayat is not null && block is null || ward is not null && panchayat is null)
            _problems.Add(line, "names a place without the one above it: a panchayat needs its block, a ward its panchayat.");
        else
            return new PlaceRow(line, state.Code, district, block, panchayat, ward, Titles());
        return null;

        NamedPlace? Part(string level)
        {
            if (Names(level) is not { } name)
                return null;
            var code = Value(level + "_lgd");
            if (code.Length == 0 || code == "0")
                return new NamedPlace(name, null);
            if (long.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return new NamedPlace(name, number);
            _problems.Add(line, $"'{code}' in {level}_lgd is no number.");
            return new NamedPlace(name, null);
        }

        Dictionary<Title, Bilingual> Titles() => TitleColumns
            .Select(column => (Title: column.Key, Name: Names(column.Value)))
            .Where(one => one.Name is not null)
            .ToDictionary(one => one.Title, one => one.Name!);

        Bilingual? Names(string level)
        {
            var (english, hindi) = (Tidy(Value(level + "_en")), Value(level + "_hi"));
            return (english, hindi) is ("", "") ? null : new Bilingual(hindi.Length > 0 ? hindi : english, english.Length > 0 ? english : hindi);
        }
    }

    /// <summary>The directory writes PURNIA EAST; people write Purnia East.</summary>
    private static string Tidy(string name) =>
        name.Length > 3 && !name.Any(char.IsLower) ? CultureInfo.InvariantCulture.TextInfo.ToTitleCase(name.ToLowerInvariant()) : name;

    [GeneratedRegex(@"[\s_()\[\].]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Separators();
}
