using System.Net;
using System.Text.Json;
using Microsoft.Net.Http.Headers;
using PanchayatBot.Content;
using PanchayatBot.Conversations;
using PanchayatBot.Delivery;
using PanchayatBot.Messages;

namespace PanchayatBot.Channels.WebChat;

/// <summary>The page on which people talk with the bot in a browser, and the few addresses behind it:
/// <c>GET /</c>, <c>GET /chat/me</c>, <c>GET /chat/events</c>, <c>GET /chat/stored/KEY</c>, <c>POST /chat/messages</c>.</summary>
#pragma warning disable MA0049 // The folder is named after what it holds.
public sealed partial class WebChat(
    Dispatcher dispatcher, Outbox outbox, Files files, WebChatChannel channel, WebChatOptions options, Texts texts, TimeProvider time,
    IHostApplicationLifetime lifetime, ILogger<WebChat> log) : IDisposable
#pragma warning restore MA0049
{
    /// <summary>Longest text of one message, in UTF-16 units.</summary>
    public const int TextLimit = 4_000;

    /// <summary>Below it lie the files that messages carry, each under its key.</summary>
    internal const string FilePath = "/chat/stored/";

    private const int BodyLimit = 16 * 1024;
    private const string KeyPrefix = "web.";

    // The words of the page itself; the sentences of a refusal travel with the refusal.
    private static readonly string[] PageWords =
    [
        "title", "tagline", "people", "placeholder", "send", "menu", "talk", "newest", "typing", "today", "you",
        "clear", "clear_question", "clear_yes", "clear_no", "welcome", "start", "example1", "example2", "example3",
        "offline", "reconnecting", "waiting", "sent", "failed", "opens_new_tab", "no_script",
    ];

    private readonly PageFiles _files = PageFiles.Load();
    private readonly WebPace _pace = new();

    /// <summary>Registers the channel and the page.</summary>
    /// <param name="services">The container of the process.</param>
    /// <param name="options">Demo mode and its people.</param>
    public static void Add(IServiceCollection services, WebChatOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<WebChatChannel>();
        services.AddSingleton<IChannel>(provider => provider.GetRequiredService<WebChatChannel>());
        services.AddSingleton<WebChat>();
    }

    /// <summary>Puts the page at <c>/</c> and what it needs below <c>/chat</c>.</summary>
    /// <param name="app">Of the process that also delivers the web channel's messages.</param>
    public static void Map(IEndpointRouteBuilder app)
    {
        var chat = app.ServiceProvider.GetRequiredService<WebChat>();
        app.ServiceProvider.GetRequiredService<BotLinks>().ServePage(app.ServiceProvider.GetRequiredService<WebChatOptions>().Address);
        app.MapGet("/", chat.Guarded(chat.PageAsync));
        app.MapGet(PageFiles.Path + "{name}", chat.Guarded(chat.FileAsync));
        app.MapGet("/chat/me", chat.Guarded(chat.MeAsync));
        app.MapGet("/chat/events", chat.Guarded(chat.EventsAsync));
        app.MapGet(FilePath + "{key}", chat.Guarded(chat.StoredFileAsync));
        app.MapPost("/chat/messages", chat.Guarded(chat.MessageAsync));
    }

    /// <inheritdoc/>
    public void Dispose() => _pace.Dispose();

    private RequestDelegate Guarded(RequestDelegate next) => http =>
    {
        Door.SetHeaders(http.Response.Headers);
        if (options.Demo && !Door.IsFromThisMachine(http))
        {
            if (_pace.MayWarn("demo_elsewhere"))
                LogDemoRefused();
            return RefuseAsync(http, StatusCodes.Status403Forbidden, "demo_elsewhere");
        }

        if (_pace.WaitOfAddress(http) is { } seconds)
            return SlowDownAsync(http, "crowded", seconds);

        // The page itself may be reached by a link from anywhere; what moves something, or tells of a talk, may not.
        return http.Request.Path != "/" && !Door.IsFromOwnPage(http.Request)
            ? RefuseAsync(http, StatusCodes.Status403Forbidden, "foreign_page")
            : next(http);
    };

    private Task PageAsync(HttpContext http)
    {
        if (!options.Demo)
            Visitor.GiveCookie(http);
        http.Response.Headers.CacheControl = "no-store";
        http.Response.ContentType = "text/html; charset=utf-8";
        // Hindi first; the page itself changes to English where that was chosen.
        return http.Response.WriteAsync(Words().Aggregate(_files.Html, (html, word) => html.Replace("{{" + word.Key + "}}", WebUtility.HtmlEncode(word.Value.Hindi), StringComparison.Ordinal)));
    }

    private Task FileAsync(HttpContext http)
    {
        if (_files.Find((string)http.Request.RouteValues["name"]!) is not { } file)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        http.Response.ContentType = file.ContentType;
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        http.Response.Headers.Vary = "Accept-Encoding";
        var bytes = file.Bytes;
        if (file.Gzip is not null && http.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
        {
            http.Response.Headers.ContentEncoding = "gzip";
            bytes = file.Gzip;
        }

        http.Response.ContentLength = bytes.Length;
        return http.Response.Body.WriteAsync(bytes, http.RequestAborted).AsTask();
    }

    /// <summary>A file that a message carries. Its key, which nobody can guess, is the permission.</summary>
    private async Task StoredFileAsync(HttpContext http)
    {
        var key = (string)http.Request.RouteValues["key"]!;
        if (await files.FindAsync(key, http.RequestAborted) is not { } file || await files.BytesAsync(key, http.RequestAborted) is not { } bytes)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        http.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        http.Response.ContentType = file.MediaType;
        var disposition = new ContentDispositionHeaderValue(file.IsPicture ? "inline" : "attachment");
        disposition.SetHttpFileName(file.Name);
        http.Response.Headers.ContentDisposition = disposition.ToString();
        http.Response.ContentLength = bytes.Length;
        await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
    }

    private Task MeAsync(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        return http.Response.WriteAsJsonAsync(new Me(options.Demo ? options.People : [], Words()), WebChatJson.Readable.Me);
    }

    private async Task EventsAsync(HttpContext http)
    {
        if (Visitor.Chat(http, options, http.Request.Query["person"]) is not { } chat)
        {
            await RefuseAsync(http, StatusCodes.Status403Forbidden, "unknown_visitor");
            return;
        }

        using var stream = channel.Open(chat.Id);
        if (stream is null)
        {
            await RefuseAsync(http, StatusCodes.Status503ServiceUnavailable, "busy");
            return;
        }

        // An open page must not keep the process from stopping.
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            await new EventStream(http.Response, chat, outbox, time).RunAsync(stream, LastSeen(http.Request), gone.Token);
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // The usual end of a stream.
        }
    }

    private async Task MessageAsync(HttpContext http)
    {
        if (!http.Request.HasJsonContentType())
        {
            await RefuseAsync(http, StatusCodes.Status415UnsupportedMediaType, "not_understood");
            return;
        }

        if (http.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = BodyLimit;
        Posted? posted;
        try
        {
            posted = await JsonSerializer.DeserializeAsync(http.Request.Body, WebChatJson.Readable.Posted, http.RequestAborted);
        }
        catch (JsonException)
        {
            posted = null;
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            await RefuseAsync(http, e.StatusCode, "too_long", ("limit", TextLimit));
            return;
        }

        if (posted is null)
            await RefuseAsync(http, StatusCodes.Status400BadRequest, "not_understood");
        else
            await TakeAsync(http, posted);
    }

    private async Task TakeAsync(HttpContext http, Posted posted)
    {
        var text = posted.Text?.Replace("\0", "", StringComparison.Ordinal).Trim() ?? "";
        var payload = string.IsNullOrEmpty(posted.Payload) ? null : posted.Payload;
        if (!Guid.TryParseExact(posted.Id, "D", out var id) || (text.Length == 0 && payload is null)
            || (payload is not null && (payload.Length > Button.MaxPayloadBytes || payload.Contains('\0', StringComparison.Ordinal))))
        {
            await RefuseAsync(http, StatusCodes.Status400BadRequest, "not_understood");
            return;
        }

        if (text.Length > TextLimit)
        {
            await RefuseAsync(http, StatusCodes.Status400BadRequest, "too_long", ("limit", TextLimit));
            return;
        }

        if (Visitor.Chat(http, options, posted.Person) is not { } chat)
        {
            await RefuseAsync(http, StatusCodes.Status403Forbidden, "unknown_visitor");
            return;
        }

        if (_pace.WaitOfBrowser(chat.Id) is { } seconds)
        {
            await SlowDownAsync(http, "slow_down", seconds);
            return;
        }

        try
        {
            // Not given up when the browser goes away: what was posted was meant.
            var message = new InboundMessage(chat, id.ToString("D"), text, payload) { AppLanguage = LanguageCodes.FromCode(posted.Language) };
            await dispatcher.HandleAsync(message, CancellationToken.None);
            http.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        catch (System.Data.Common.DbException e)
        {
            LogNotTaken(e, id);
            await RefuseAsync(http, StatusCodes.Status503ServiceUnavailable, "busy");
        }
    }

    private Task SlowDownAsync(HttpContext http, string code, int seconds)
    {
        http.Response.Headers.RetryAfter = seconds.ToString();
        return RefuseAsync(http, StatusCodes.Status429TooManyRequests, code, ("seconds", seconds));
    }

    private async Task RefuseAsync(HttpContext http, int status, string code, params (string Name, object? Value)[] values)
    {
        http.Response.StatusCode = status;
        http.Response.Headers.CacheControl = "no-store";
        var words = Say(code, values);
        if (http.Request.Path == "/")
        {
            http.Response.ContentType = "text/plain; charset=utf-8";
            await http.Response.WriteAsync($"{words.Hindi}\n{words.English}\n");
            return;
        }

        await http.Response.WriteAsJsonAsync(new Refusal(code, words), WebChatJson.Readable.Refusal);
    }

    private Dictionary<string, Bilingual> Words() => PageWords.ToDictionary(key => key, key => Say(key));

    private Bilingual Say(string key, params (string Name, object? Value)[] values) =>
        new(texts.Say(KeyPrefix + key, Language.Hindi, values), texts.Say(KeyPrefix + key, Language.English, values));

    /// <summary>A browser names the last event it got when it reconnects by itself; the page names it when it opens the stream anew.</summary>
    private static long LastSeen(HttpRequest request)
    {
        var header = request.Headers["Last-Event-ID"].ToString();
        return long.TryParse(header.Length > 0 ? header : request.Query["after"], out var id) && id > 0 ? id : 0;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The demo page was asked for from elsewhere or through a proxy and was refused: configure a channel to serve others")]
    private partial void LogDemoRefused();

    [LoggerMessage(Level = LogLevel.Error, Message = "Message {Id} from the web could not be taken; the page will send it again")]
    private partial void LogNotTaken(Exception error, Guid id);
}
