using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http.Features;

namespace PanchayatBot.Web;

/// <summary>Decides which requests may come in at all, and tells browsers what the page may do.</summary>
internal static class Door
{
    /// <summary>Everything comes from this server, and nothing stands inline.</summary>
    public const string OwnContent = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    // The first 64 bits of an IPv6 address are one connection; its owner makes up the rest as often as they like.
    private const int Ipv6Network = 8;

    private static readonly string[] TracesOfProxy = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via"];

    /// <summary>True when the request comes from this very machine and asks for it by its own name. The name matters: a strange page
    /// can make its own host name point to 127.0.0.1 (DNS rebinding), and a proxy on this machine passes on strangers.</summary>
    public static bool IsFromThisMachine(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && IsLoopbackHost(http.Request.Host.Host)
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

    /// <summary>True for a host name or address that only this machine itself reaches.</summary>
    public static bool IsLoopbackHost(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    /// <summary>True when the browser speaks https, be it with this server or with the proxy before it.</summary>
    public static bool IsEncrypted(HttpRequest request) =>
        request.IsHttps || request.Headers["X-Forwarded-Proto"].ToString().StartsWith("https", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whose request it is: the address of the connection; behind a proxy on this machine, the one that the proxy saw. Null for this machine itself.</summary>
    public static string? AddressOf(HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress;
        if (address is not null && IPAddress.IsLoopback(address))
            // The last entry is the proxy's own; those before it are whatever the visitor sent.
            address = IPAddress.TryParse(http.Request.Headers["X-Forwarded-For"].ToString().Split(',')[^1].Trim(), out var seen) ? seen : null;
        if (address is null)
            return null;
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, Ipv6Network)) : address.ToString();
    }

    /// <summary>More than so many bytes of a request are not read.</summary>
    public static void LimitBody(HttpContext http, long bytes)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = bytes;
    }

    /// <summary>Tells browsers what a page may do; nobody may frame it.</summary>
    /// <param name="headers">Of the response.</param>
    /// <param name="content">The content security policy.</param>
    public static void SetHeaders(IHeaderDictionary headers, string content = OwnContent)
    {
        headers.ContentSecurityPolicy = content;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
    }
}
