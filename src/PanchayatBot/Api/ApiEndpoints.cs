using System.Globalization;
using System.Net.Mime;
using System.Text.Json;
using PanchayatBot.Content;
using PanchayatBot.Dates;
using PanchayatBot.Messages;
using PanchayatBot.Places;
using PanchayatBot.Storage;
using PanchayatBot.Web;

namespace PanchayatBot.Api;

/// <summary>Tables for programs, read-only: <c>GET /api/v1/NAME.FORMAT</c> and <c>GET /api/v1/NAME/ID/results.FORMAT</c> with a key, and
/// <c>GET /api/v1/openapi.json</c>, which describes them, without one.</summary>
public sealed partial class ApiEndpoints : IDisposable
{
    /// <summary>Below it lie the tables.</summary>
    public const string Root = "/api/v1";

    private const int LongestKey = 64;

    // A sheet asks once an hour; a district's sheets may all come from one address.
    private const int RequestsAtOnce = 60;
    private const int RequestsOfAddressAtOnce = 120;

    private static readonly PlaceKind[] Levels = [PlaceKind.Panchayat, PlaceKind.Block, PlaceKind.District];

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly Database _database;
    private readonly TimeProvider _time;
    private readonly ILogger<ApiEndpoints> _log;
    private readonly IReadOnlyDictionary<string, IApiTable> _tables;
    private readonly Buckets _keys = new(RequestsAtOnce, TimeSpan.FromSeconds(2));
    private readonly Buckets _addresses = new(RequestsOfAddressAtOnce, TimeSpan.FromSeconds(1));
    private readonly byte[] _description;

    /// <summary>Collects the tables.</summary>
    public ApiEndpoints(Database database, IEnumerable<IApiTable> tables, TimeProvider time, ILogger<ApiEndpoints> log)
    {
        (_database, _time, _log) = (database, time, log);
        _tables = tables.ToDictionary(table => table.Name);
        _description = OpenApi.Describe(_tables.Values);
    }

    /// <summary>Puts the tables at <c>/api/v1</c>.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        var api = app.ServiceProvider.GetRequiredService<ApiEndpoints>();
        app.MapGet(Root + "/openapi.json", api.Guarded(http => SendAsync(http, api._description, MediaTypeNames.Application.Json)));
        app.MapGet(Root + "/{file}", api.Guarded(http => api.TableAsync(http, Part(http, "file"))));
        app.MapGet(Root + "/{name}/{id}/{file}", api.Guarded(http => api.ItemAsync(http, Part(http, "name"), Part(http, "id"), Part(http, "file"))));
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _keys.Dispose();
        _addresses.Dispose();
    }

    private static string Part(HttpContext http, string name) => http.Request.RouteValues[name]?.ToString() ?? "";

    private RequestDelegate Guarded(RequestDelegate next) => async http =>
    {
        Door.SetHeaders(http.Response.Headers, "default-src 'none'; frame-ancestors 'none'");
        http.Response.Headers.CacheControl = "no-store";
        // Nothing is read of a body: none is needed.
        Door.LimitBody(http, 0);
        if ((Door.AddressOf(http) is { } address ? _addresses.Wait(address) : null) is { } seconds)
        {
            await SlowDownAsync(http, seconds);
            return;
        }

        try
        {
            await next(http);
        }
        catch (Exception e) when (e is not OperationCanceledException && !http.Response.HasStarted)
        {
            LogFailed(e);
            await ProblemAsync(http, e is System.Data.Common.DbException ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError, "This cannot be told at the moment. Try again in a minute.");
        }
    };

    private async Task TableAsync(HttpContext http, string file)
    {
        var (name, format) = Split(file);
        if (!_tables.TryGetValue(name, out var table) || !table.Formats.Contains(format))
        {
            await ProblemAsync(http, StatusCodes.Status404NotFound, $"There is no such table. {Root}/openapi.json lists them.");
            return;
        }

        await AnswerAsync(http, format, async (db, key, language) =>
        {
            var query = http.Request.Query;
            if (Quarter.Parse(query["quarter"].FirstOrDefault() ?? Quarter.Of(Formats.IndianDate(_time.GetUtcNow())).Code) is not { } quarter)
                return Found.Wrong("quarter is the first month of a quarter as yyyyMM: 202601, 202604, 202607 or 202610.");
            return await PlaceAsync(db, key, query["place"].FirstOrDefault()) is { } place
                ? new Found(await table.WriteAsync(db, place, quarter, format, language), $"{name}-{quarter.Code}.{format}", null)
                : Found.Wrong("place is a number of the Local Government Directory, or idN, within the place of this key. Leave it out for all of it.");
        });
    }

    private async Task ItemAsync(HttpContext http, string name, string id, string file)
    {
        var (part, format) = Split(file);
        if (!_tables.TryGetValue(name, out var table) || table.ItemSummary is null || part != "results" || !table.Formats.Contains(format)
            || !long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            await ProblemAsync(http, StatusCodes.Status404NotFound, $"There is no such table. {Root}/openapi.json lists them.");
            return;
        }

        await AnswerAsync(http, format, async (db, key, language) =>
            await table.ItemAsync(db, number, format, language) is { } item && await ApiKeys.CoversAsync(db, key, item.Place)
                ? new Found(await item.Write(), $"{name}-{number}.{format}", null)
                : Found.Nothing);
    }

    /// <summary>What a request comes to, for whoever shows a key in force.</summary>
    private async Task AnswerAsync(HttpContext http, string format, Func<Db, ApiKey, Language, Task<Found>> find)
    {
        if (Shown(http.Request) is not { } shown)
        {
            await UnknownAsync(http, "A key is needed: Authorization: Bearer KEY, or ?key=KEY. An officer makes one with /apikey in the chat.");
            return;
        }

        var language = http.Request.Query["language"].FirstOrDefault() switch { null or "hi" => (Language?)Language.Hindi, "en" => Language.English, _ => null };
        if (language is not { } spoken)
        {
            await ProblemAsync(http, StatusCodes.Status400BadRequest, "language is hi or en.");
            return;
        }

        var (key, found) = await _database.ReadAsync(async db => await ApiKeys.FindAsync(db, shown) is { } one ? (one, _keys.Wait($"{one.Id}") is { } wait ? Found.Later(wait) : await find(db, one, spoken)) : ((ApiKey?)null, Found.Nothing), http.RequestAborted);
        if (key is null)
        {
            await UnknownAsync(http, "This key is not in force: it was never made, was revoked, or its owner does not hold the place any more.");
            return;
        }

        var today = Formats.IndianDate(_time.GetUtcNow()).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (key.UsedOn != today)
            await _database.WriteAsync(db => ApiKeys.UsedAsync(db, key, today), http.RequestAborted);
        if (found.Seconds is { } seconds)
            await SlowDownAsync(http, seconds);
        else if (found.Problem is { } problem)
            await ProblemAsync(http, StatusCodes.Status400BadRequest, problem);
        else if (found.Bytes is { } bytes)
        {
            http.Response.Headers.ContentDisposition = $"attachment; filename={found.Name}";
            await SendAsync(http, bytes, format switch { "csv" => Spreadsheet.CsvType, "xlsx" => Spreadsheet.ExcelType, _ => MediaTypeNames.Application.Json });
        }
        else
            await ProblemAsync(http, StatusCodes.Status404NotFound, "There is nothing with this number within the place of this key.");
    }

    /// <summary>The place asked for, if the key covers it; null otherwise. Without one, the key's own.</summary>
    private static async Task<long?> PlaceAsync(Db db, ApiKey key, string? asked)
    {
        if (asked is null)
            return key.PlaceId;
        var own = asked.StartsWith("id", StringComparison.Ordinal);
        if (!long.TryParse(own ? asked[2..] : asked, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return null;
        if (own)
            return await ApiKeys.CoversAsync(db, key, number) ? number : null;
        // Each level of the directory has numbers of its own.
        foreach (var kind in Levels)
        {
            if (await PlaceStore.ByLgdAsync(db, kind, number) is { } place && await ApiKeys.CoversAsync(db, key, place.Id))
                return place.Id;
        }

        return null;
    }

    /// <summary>The key that a request shows; null for none. In the header where a program can set one; in the address for sheets, which cannot.</summary>
    private static string? Shown(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        var shown = header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header["Bearer ".Length..].Trim() : request.Query["key"].FirstOrDefault();
        return shown is { Length: > 0 and <= LongestKey } ? shown : null;
    }

    private static (string Name, string Format) Split(string file) => file.LastIndexOf('.') is var dot && dot < 0 ? (file, "json") : (file[..dot], file[(dot + 1)..]);

    private static Task UnknownAsync(HttpContext http, string detail)
    {
        http.Response.Headers.WWWAuthenticate = "Bearer";
        return ProblemAsync(http, StatusCodes.Status401Unauthorized, detail);
    }

    private static Task SlowDownAsync(HttpContext http, int seconds)
    {
        http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return ProblemAsync(http, StatusCodes.Status429TooManyRequests, $"Too many requests. Try again in {seconds} s.");
    }

    /// <summary>An error as RFC 9457 has it.</summary>
    private static Task ProblemAsync(HttpContext http, int status, string detail)
    {
        http.Response.StatusCode = status;
        return SendAsync(http, JsonSerializer.SerializeToUtf8Bytes(new { status, detail }, Json), "application/problem+json");
    }

    private static async Task SendAsync(HttpContext http, byte[] bytes, string mediaType)
    {
        http.Response.ContentType = mediaType;
        http.Response.ContentLength = bytes.Length;
        await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
    }

    private sealed record Found(byte[]? Bytes, string? Name, string? Problem)
    {
        public int? Seconds { get; init; }

        public static Found Nothing { get; } = new(null, null, null);

        public static Found Wrong(string problem) => new(null, null, problem);

        public static Found Later(int seconds) => new(null, null, null) { Seconds = seconds };
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A table could not be written for a program")]
    private partial void LogFailed(Exception error);
}
