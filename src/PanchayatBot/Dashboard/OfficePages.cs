using System.Security.Cryptography;
using System.Text;
using PanchayatBot.Content;
using PanchayatBot.Delivery;
using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Storage;
using PanchayatBot.Web;

namespace PanchayatBot.Dashboard;

/// <summary>The pages of the office for secretaries and officers: <c>GET /office</c> and <c>GET /office/NAME</c>; <c>GET</c> and <c>POST /office/in</c> with
/// the code of a link, <c>POST /office/out</c>, <c>POST /office/language</c>. Nothing official is done here: the pages only show.</summary>
public sealed partial class OfficePages : IDisposable
{
    /// <summary>Below it lie the pages.</summary>
    public const string Root = "/office";

    /// <summary>Where a link leads, and where its form is posted.</summary>
    public const string SignInPath = Root + "/in";

    /// <summary>Name of the cookie.</summary>
    public const string Cookie = "panchayatbot-office";

    internal const string SignOutPath = Root + "/out";
    internal const string LanguagePath = Root + "/language";
    internal const string Style = "dashboard.css";

    private const string FilesPath = Root + "/files/";
    private const int BodyLimit = 8 * 1024;
    private const int LongestToken = 64;

    // No script at all, nothing from elsewhere, in no frame.
    private const string Content = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private readonly Database _database;
    private readonly Outbox _outbox;
    private readonly Texts _texts;
    private readonly TimeProvider _time;
    private readonly ILogger<OfficePages> _log;
    private readonly PageFiles _files = PageFiles.Load(FilesPath, Style);
    private readonly OfficePace _pace = new();
    private readonly Layout _layout;
    private readonly IReadOnlyList<IOfficePage> _pages;

    /// <summary>Collects the pages.</summary>
    public OfficePages(Database database, Outbox outbox, Texts texts, TimeProvider time, IEnumerable<IOfficePage> pages, ILogger<OfficePages> log)
    {
        (_database, _outbox, _texts, _time, _log) = (database, outbox, texts, time, log);
        _layout = new Layout(texts, _files);
        var others = pages.OrderBy(page => page.Order).ToList();
        _pages = [new TodayPage(others), .. others];
    }

    /// <summary>Puts the pages at <c>/office</c>.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        var office = app.ServiceProvider.GetRequiredService<OfficePages>();
        app.MapGet(FilesPath + "{name}", office.Guarded(http => office._files.SendAsync(http, (string)http.Request.RouteValues["name"]!)));
        app.MapGet(SignInPath, office.Guarded(http => SendAsync(http, StatusCodes.Status200OK, office._layout.SignIn(http.Request.Query["code"].ToString()))));
        app.MapPost(SignInPath, office.Guarded(office.Form(office.SignInAsync)));
        app.MapPost(SignOutPath, office.Guarded(office.Form(office.SignOutAsync)));
        app.MapPost(LanguagePath, office.Guarded(office.Form(office.SpeakAsync)));
        app.MapGet(Root, office.Guarded(http => office.PageAsync(http, office._pages[0])));
        app.MapGet(Root + "/{name}", office.Guarded(http => office.PageAsync(http, office._pages.FirstOrDefault(page => page.Name == (string)http.Request.RouteValues["name"]!))));
    }

    /// <inheritdoc />
    public void Dispose() => _pace.Dispose();

    private RequestDelegate Guarded(RequestDelegate next) => async http =>
    {
        Door.SetHeaders(http.Response.Headers, Content);
        // With "no-referrer" a browser would not tell our own forms from a stranger's.
        http.Response.Headers["Referrer-Policy"] = "same-origin";
        http.Response.Headers.CacheControl = "no-store";
        if (_pace.WaitOf(http) is { } seconds)
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
            LogUnavailable(e);
            await SayAsync(http, e is System.Data.Common.DbException ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError, "pages.busy");
        }
    };

    /// <summary>Reads a short form that comes from one of these pages.</summary>
    private RequestDelegate Form(Func<HttpContext, IFormCollection, Task> next) => async http =>
    {
        if (!Door.IsFromOwnPage(http.Request) || !http.Request.HasFormContentType)
        {
            await SayAsync(http, StatusCodes.Status403Forbidden, "pages.foreign");
            return;
        }

        Door.LimitBody(http, BodyLimit);
        IFormCollection form;
        try
        {
            form = await http.Request.ReadFormAsync(new Microsoft.AspNetCore.Http.Features.FormOptions { ValueCountLimit = 10, MultipartBodyLengthLimit = BodyLimit }, http.RequestAborted);
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException)
        {
            await SayAsync(http, e is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status400BadRequest, "pages.foreign");
            return;
        }

        await next(http, form);
    };

    private async Task SignInAsync(HttpContext http, IFormCollection form)
    {
        if (_pace.WaitOfSignIn(http) is { } seconds)
        {
            await SlowDownAsync(http, seconds);
            return;
        }

        var now = _time.GetUtcNow();
        var token = await _database.WriteAsync(async db =>
        {
            // Somebody whose office ended since the link was made has used it up all the same.
            if (await SignIns.UseAsync(db, form["code"].ToString(), now) is not { } link || await Grants.HighestAsync(db, link.PersonId) < Role.Secretary)
                return null;
            // A browser is signed in once: what it was before is over.
            if (Token(http) is { } before)
                await SignIns.EndAsync(db, before);
            var language = LanguageCodes.FromCode(link.Language) ?? Language.Hindi;
            await _outbox.AddAsync(db, link.AskedIn, new Reply(_texts.Say("desk.used", language, ("when", now)))
            {
                Buttons = [Button.To(_texts.Say("desk.end", language), OpenDesk.EndRoute)],
            }, language, Lane.Alert, now);
            return await SignIns.BeginAsync(db, link, now);
        }, CancellationToken.None);
        if (token is null)
        {
            await SayAsync(http, StatusCodes.Status403Forbidden, "pages.in.late");
            return;
        }

        http.Response.Cookies.Append(Cookie, token, CookieFor(http.Request, SignIns.Longest));
        SeeOther(http, Root);
    }

    private async Task SignOutAsync(HttpContext http, IFormCollection form)
    {
        if (await OwnAsync(http, form) is not { } signIn)
            return;
        await _database.WriteAsync(db => form.ContainsKey("everywhere") ? SignIns.EndAllAsync(db, signIn.PersonId) : SignIns.EndAsync(db, Token(http)!), CancellationToken.None);
        http.Response.Cookies.Delete(Cookie, CookieFor(http.Request, null));
        await SayAsync(http, StatusCodes.Status200OK, "pages.out.done");
    }

    private async Task SpeakAsync(HttpContext http, IFormCollection form)
    {
        if (await OwnAsync(http, form) is not { } signIn)
            return;
        if (LanguageCodes.FromCode(form["language"]) is { } language)
            await _database.WriteAsync(db => SignIns.SpeakAsync(db, signIn, language), CancellationToken.None);
        var back = form["back"].ToString();
        // Only to one of these pages, and only what a header can carry.
        SeeOther(http, back.StartsWith(Root, StringComparison.Ordinal) && Uri.IsWellFormedUriString(back, UriKind.Relative) ? back : Root);
    }

    private async Task PageAsync(HttpContext http, IOfficePage? page)
    {
        var now = _time.GetUtcNow();
        var (token, query) = (Token(http), http.Request.Query);
        var (status, html, signIn) = await _database.ReadAsync(async db =>
        {
            if (token is null || await SignIns.FindAsync(db, token, now) is not { } known)
                return (StatusCodes.Status403Forbidden, _layout.Outside("pages.closed"), null);
            if (_pace.WaitOf(known) is { } seconds)
            {
                http.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
                return (StatusCodes.Status429TooManyRequests, _layout.Outside("pages.slow"), null);
            }

            var (view, holdsOffice) = await OfficeView.OpenAsync(db, _texts, query, known, now);
            if (view is null || page is null || await page.BodyAsync(view) is not { } body)
            {
                LogRefused(page?.Name ?? "", known.PersonId);
                return holdsOffice ? (StatusCodes.Status404NotFound, _layout.NotFound(), known) : (StatusCodes.Status403Forbidden, _layout.Outside("pages.nooffice"), null);
            }

            return (StatusCodes.Status200OK, await _layout.PageAsync(view, _pages, page, body, SignIns.FormKey(token), http.Request.Path + http.Request.QueryString), (SignIn?)known);
        }, http.RequestAborted);
        if (signIn is not null && SignIns.IsToBeNoted(signIn, now))
            await _database.WriteAsync(db => SignIns.NoteAsync(db, signIn, now), CancellationToken.None);
        await SendAsync(http, status, html);
    }

    /// <summary>Who posted a form of their own page; null, and told so, for everybody else.</summary>
    private async Task<SignIn?> OwnAsync(HttpContext http, IFormCollection form)
    {
        if (Token(http) is { } token
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(form["key"].ToString()), Encoding.UTF8.GetBytes(SignIns.FormKey(token)))
            && await _database.ReadAsync(db => SignIns.FindAsync(db, token, _time.GetUtcNow()), http.RequestAborted) is { } signIn)
            return signIn;
        await SayAsync(http, StatusCodes.Status403Forbidden, "pages.closed");
        return null;
    }

    private static string? Token(HttpContext http) => http.Request.Cookies[Cookie] is { Length: > 0 and <= LongestToken } token ? token : null;

    private static CookieOptions CookieFor(HttpRequest request, TimeSpan? lasts) =>
        new() { HttpOnly = true, IsEssential = true, MaxAge = lasts, Path = Root, SameSite = SameSiteMode.Strict, Secure = Door.IsEncrypted(request) };

    private Task SlowDownAsync(HttpContext http, int seconds)
    {
        http.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return SayAsync(http, StatusCodes.Status429TooManyRequests, "pages.slow");
    }

    private Task SayAsync(HttpContext http, int status, string key) => SendAsync(http, status, _layout.Outside(key));

    private static void SeeOther(HttpContext http, string path)
    {
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = path;
    }

    private static Task SendAsync(HttpContext http, int status, Html html)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/html; charset=utf-8";
        return http.Response.WriteAsync(html.ToString());
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "An office page was refused: '{Page}', person {Person}")]
    private partial void LogRefused(string page, long person);

    [LoggerMessage(Level = LogLevel.Error, Message = "An office page could not be shown")]
    private partial void LogUnavailable(Exception error);
}
