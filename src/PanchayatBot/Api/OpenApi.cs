using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using PanchayatBot.Content;

namespace PanchayatBot.Api;

/// <summary>Describes the tables to programs and programmers (OpenAPI 3.1).</summary>
internal static class OpenApi
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The document.</summary>
    public static byte[] Describe(IEnumerable<IApiTable> tables)
    {
        var paths = new JsonObject();
        foreach (var table in tables)
        {
            foreach (var format in table.Formats)
            {
                paths[$"{ApiEndpoints.Root}/{table.Name}.{format}"] = Path(table.Summary, format, [Query("place", "A number of the Local Government Directory, or idN, within the place of the key; without it, all of that place"), Query("quarter", "First month of the quarter as yyyyMM, e.g. 202610; without it, the present one"), Language()]);
                if (table.ItemSummary is { } item)
                    paths[$"{ApiEndpoints.Root}/{table.Name}/{{id}}/results.{format}"] = Path(item, format, [Id(), Language()]);
            }
        }

        return JsonSerializer.SerializeToUtf8Bytes(new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject { ["title"] = "PanchayatBot", ["version"] = "1", ["description"] = "Tables of a panchayat, block or district, read-only. Keys are made with /apikey in the chat and belong to one place." },
            ["security"] = new JsonArray(new JsonObject { ["bearer"] = new JsonArray() }, new JsonObject { ["address"] = new JsonArray() }),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["securitySchemes"] = new JsonObject
                {
                    ["bearer"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer" },
                    ["address"] = new JsonObject { ["type"] = "apiKey", ["in"] = "query", ["name"] = "key", ["description"] = "For spreadsheets, which cannot set a header. An address with a key is a secret." },
                },
            },
        }, Json);
    }

    private static JsonObject Path(string summary, string format, JsonArray parameters) => new()
    {
        ["get"] = new JsonObject
        {
            ["summary"] = summary,
            ["parameters"] = parameters,
            ["responses"] = new JsonObject
            {
                ["200"] = new JsonObject
                {
                    ["description"] = "The table",
                    ["content"] = new JsonObject { [format switch { "csv" => Spreadsheet.CsvType, "xlsx" => Spreadsheet.ExcelType, _ => "application/json" }] = new JsonObject() },
                },
                ["400"] = Problem("A parameter is wrong; detail says which and how it is written"),
                ["401"] = Problem("No key, or one that is not in force"),
                ["404"] = Problem("Nothing of this name or number within the place of the key"),
                ["429"] = Problem("Too many requests; Retry-After says how many seconds to wait"),
            },
        },
    };

    private static JsonObject Problem(string description) => new() { ["description"] = description, ["content"] = new JsonObject { ["application/problem+json"] = new JsonObject() } };

    private static JsonObject Query(string name, string description) => new() { ["name"] = name, ["in"] = "query", ["description"] = description, ["schema"] = new JsonObject { ["type"] = "string" } };

    private static JsonObject Language() => new()
    {
        ["name"] = "language",
        ["in"] = "query",
        ["description"] = "Of headings and words; hi without it",
        ["schema"] = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray("hi", "en") },
    };

    private static JsonObject Id() => new() { ["name"] = "id", ["in"] = "path", ["required"] = true, ["schema"] = new JsonObject { ["type"] = "integer", ["format"] = "int64" } };
}
