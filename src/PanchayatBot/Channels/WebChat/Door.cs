using System.Net;

namespace PanchayatBot.Channels.WebChat;

/// <summary>Decides which requests may come in at all, and tells browsers what the page may do.</summary>
internal static class Door
{
    private static readonly string[] TracesOfProxy = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via"];

    /// <summary>True when the request comes from this very machine and asks for it by its own name. The name matters: a strange page
    /// can make its own host name point to 127.0.0.1 (DNS rebinding), and a proxy on this machine passes on strangers.</summary>
    public static bool IsFromThisMachine(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && WebChatOptions.IsLoopbackHost(http.Request.Host.Host)
        && !TracesOfProxy.Any(http.Request.Headers.ContainsKey);

    /// <summary>True unless the browser says that another site's page is asking. A browser always says so, by one header or the other;
    /// a program that says nothing has no stranger's cookie to misuse.</summary>
    public static bool IsFromOwnPage(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
            return site is "same-origin" || (site is "none" && HttpMethods.IsGet(request.Method));
        var origin = request.Headers.Origin.ToString();
        // The scheme is left out: behind a proxy that ends TLS the server sees http where the browser sees https.
        return origin.Length == 0
            || (Uri.TryCreate(origin, UriKind.Absolute, out var uri) && string.Equals(uri.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Everything comes from this server, nothing stands inline, nobody may frame the page.</summary>
    public static void SetHeaders(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
    }
}
