using System.Net;
using System.Text.Json;
using Microsoft.Net.Http.Headers;
using PanchayatBot.Content;
using PanchayatBot.Conversations;
using PanchayatBot.Delivery;
using PanchayatBot.Delivery.Inbound;
using PanchayatBot.Messages;
using PanchayatBot.Web;

namespace PanchayatBot.Channels.WebChat;

/// <summary>The page on which people talk with the bot in a browser, and the few addresses behind it:
/// <c>GET /</c>, <c>GET /chat/me</c>, <c>GET /chat/events</c>, <c>GET /chat/stored/KEY</c>,
/// <c>POST /chat/messages</c>, <c>POST /chat/messages/file</c>.</summary>
#pragma warning disable MA0049 // The folder is named after what it holds.
public sealed partial class WebChat(
    Dispatcher dispatcher, Outbox outbox, Files files, InboundFiles inbound, WebChatChannel channel, WebChatOptions options, Texts texts, TimeProvider time,
    IHostApplicationLifetime lifetime, ILogger<WebChat> log) : IDisposable
#pragma warning restore MA0049
{
    /// <summary>Longest text of one message, in UTF-16 units.</summary>
    public const int TextLimit = 4_000;

    /// <summary>Below it lie the files that messages carry, each under its key.</summary>
    internal const string FilePath = "/chat/stored/";

    private const string PartsPath = "/chat/files/";
    private const int BodyLimit = 16 * 1024;

    private static readonly PageFiles Parts = PageFiles.Load(PartsPath, "chat.css", "chat.js");
    private static readonly string Html = Parts.Text("chat.html");

    private readonly PageWords _words = new(texts);
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
        app.MapGet(PartsPath + "{name}", chat.Guarded(http => Parts.SendAsync(http, (string)http.Request.RouteValues["name"]!)));
        app.MapGet("/chat/me", chat.Guarded(chat.MeAsync));
        app.MapGet("/chat/events", chat.Guarded(chat.EventsAsync));
        app.MapGet(FilePath + "{key}", chat.Guarded(chat.StoredFileAsync));
        app.MapPost("/chat/messages", chat.Guarded(chat.MessageAsync));
        app.MapPost("/chat/messages/file", chat.Guarded(chat.FileMessageAsync));
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
        return http.Response.WriteAsync(_words.All().Aggregate(Html, (html, word) => html.Replace("{{" + word.Key + "}}", WebUtility.HtmlEncode(word.Value.Hindi), StringComparison.Ordinal)));
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
        return http.Response.WriteAsJsonAsync(new Me(options.Demo ? options.People : [], inbound.MostBytes, _words.All()), WebChatJson.Readable.Me);
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

        Door.LimitBody(http, BodyLimit);
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

        if (await AdmitAsync(http, posted, withFile: false) is { } message)
            await HandInAsync(http, message);
    }

    /// <summary>A photo or document: the body is the file, the header <see cref="Upload.Header"/> the message it belongs to. The file is in memory
    /// until a handler keeps it or lets it go.</summary>
    private async Task FileMessageAsync(HttpContext http)
    {
        if (await AdmitAsync(http, Upload.MessageOf(http.Request), withFile: true) is not { } message)
            return;
        if (_pace.WaitOfFile(http, message.From.Id) is { } seconds)
        {
            await SlowDownAsync(http, "slow_down", seconds);
            return;
        }

        using var place = _pace.TakePlace(http);
        if (!place.IsAcquired)
        {
            await RefuseAsync(http, StatusCodes.Status503ServiceUnavailable, "busy");
            return;
        }

        Door.LimitBody(http, inbound.MostBytes + 1L);
        var (content, why) = await Upload.ReadAsync(http.Request, inbound.MostBytes, time);
        if (content is null && why is null)
        {
            // The line was too slow or broke: the page sends it again.
            await RefuseAsync(http, StatusCodes.Status503ServiceUnavailable, "busy");
            return;
        }

        var kind = AttachmentKind.Document;
        why ??= inbound.Refuses(content, out kind);
        if (why is { } reason)
            await RefuseAsync(http, StatusCodes.Status422UnprocessableEntity, _words.Why(reason));
        else
            await HandInAsync(http, message with { Attachment = message.Attachment! with { Kind = kind, Content = content, Bytes = content!.Length } });
    }

    /// <summary>The message that was posted, if it makes sense and its sender may send it now; otherwise it is refused, and null.</summary>
    private async Task<InboundMessage?> AdmitAsync(HttpContext http, Posted? posted, bool withFile)
    {
        var text = posted?.Text?.Replace("\0", "", StringComparison.Ordinal).Trim() ?? "";
        var payload = string.IsNullOrEmpty(posted?.Payload) ? null : posted.Payload;
        if (posted is null || !Guid.TryParseExact(posted.Id, "D", out var id) || (text.Length == 0 && payload is null && !withFile)
            || (payload is not null && (withFile || payload.Length > Button.MaxPayloadBytes || payload.Contains('\0', StringComparison.Ordinal))))
            await RefuseAsync(http, StatusCodes.Status400BadRequest, "not_understood");
        else if (text.Length > TextLimit)
            await RefuseAsync(http, StatusCodes.Status400BadRequest, "too_long", ("limit", TextLimit));
        else if (Visitor.Chat(http, options, posted.Person) is not { } chat)
            await RefuseAsync(http, StatusCodes.Status403Forbidden, "unknown_visitor");
        else if (_pace.WaitOfBrowser(chat.Id) is { } seconds)
            await SlowDownAsync(http, "slow_down", seconds);
        else
        {
            return new InboundMessage(chat, id.ToString("D"), text, payload)
            {
                AppLanguage = LanguageCodes.FromCode(posted.Language),
                Attachment = withFile ? new Attachment(AttachmentKind.Document) { Name = posted.Name } : null,
            };
        }

        return null;
    }

    private async Task HandInAsync(HttpContext http, InboundMessage message)
    {
        try
        {
            // Not given up when the browser goes away: what was posted was meant.
            await dispatcher.HandleAsync(message, CancellationToken.None);
            http.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        catch (System.Data.Common.DbException e)
        {
            LogNotTaken(e, message.MessageId);
            await RefuseAsync(http, StatusCodes.Status503ServiceUnavailable, "busy");
        }
    }

    private Task SlowDownAsync(HttpContext http, string code, int seconds)
    {
        http.Response.Headers.RetryAfter = seconds.ToString();
        return RefuseAsync(http, StatusCodes.Status429TooManyRequests, code, ("seconds", seconds));
    }

    private Task RefuseAsync(HttpContext http, int status, string code, params (string Name, object? Value)[] values) =>
        RefuseAsync(http, status, _words.Why(code, values));

    private static async Task RefuseAsync(HttpContext http, int status, Refusal refusal)
    {
        http.Response.StatusCode = status;
        http.Response.Headers.CacheControl = "no-store";
        if (http.Request.Path == "/")
        {
            http.Response.ContentType = "text/plain; charset=utf-8";
            await http.Response.WriteAsync($"{refusal.Message.Hindi}\n{refusal.Message.English}\n");
            return;
        }

        await http.Response.WriteAsJsonAsync(refusal, WebChatJson.Readable.Refusal);
    }

    /// <summary>A browser names the last event it got when it reconnects by itself; the page names it when it opens the stream anew.</summary>
    private static long LastSeen(HttpRequest request)
    {
        var header = request.Headers["Last-Event-ID"].ToString();
        return long.TryParse(header.Length > 0 ? header : request.Query["after"], out var id) && id > 0 ? id : 0;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The demo page was asked for from elsewhere or through a proxy and was refused: configure a channel to serve others")]
    private partial void LogDemoRefused();

    [LoggerMessage(Level = LogLevel.Error, Message = "Message {Id} from the web could not be taken; the page will send it again")]
    private partial void LogNotTaken(Exception error, string id);
}
