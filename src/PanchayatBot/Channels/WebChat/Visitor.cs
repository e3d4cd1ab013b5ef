using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using PanchayatBot.Messages;
using PanchayatBot.Web;

namespace PanchayatBot.Channels.WebChat;

/// <summary>Who sits before the page: a demo person, or whoever holds the browser's cookie.</summary>
internal static class Visitor
{
    /// <summary>Name of the cookie that holds the browser's secret.</summary>
    public const string Cookie = "panchayatbot-chat";

    private const int SecretBytes = 16;
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);

    /// <summary>The visitor's chat; null when the person is unknown, when a person is named outside demo mode, or when there is no cookie.</summary>
    /// <param name="http">The request.</param>
    /// <param name="options">Demo mode and its people.</param>
    /// <param name="person">The key of a demo person as the page names it; nothing means the first one.</param>
    public static ChatAddress? Chat(HttpContext http, WebChatOptions options, string? person)
    {
        if (options.Demo)
        {
            var known = options.People.FirstOrDefault(p => string.IsNullOrEmpty(person) || p.Key == person);
            return known is null ? null : new ChatAddress(WebChatChannel.ChannelName, $"demo-{known.Key}");
        }

        return string.IsNullOrEmpty(person) && Secret(http) is { } secret ? new ChatAddress(WebChatChannel.ChannelName, ChatId(secret)) : null;
    }

    /// <summary>Gives the browser its secret, or prolongs the one it has for a year.</summary>
    public static void GiveCookie(HttpContext http)
    {
        var secret = Secret(http) ?? RandomNumberGenerator.GetBytes(SecretBytes);
        http.Response.Cookies.Append(Cookie, WebEncoders.Base64UrlEncode(secret), new CookieOptions
        {
            HttpOnly = true,
            IsEssential = true,
            MaxAge = Lifetime,
            Path = "/",
            SameSite = SameSiteMode.Strict,
            Secure = Door.IsEncrypted(http.Request),
        });
    }

    /// <summary>The chat's id: who reads the database learns no cookie from it.</summary>
    private static string ChatId(byte[] secret) =>
        "browser-" + WebEncoders.Base64UrlEncode(SHA256.HashData([.. Encoding.UTF8.GetBytes(Cookie), .. secret]).AsSpan(0, SecretBytes));

    private static byte[]? Secret(HttpContext http)
    {
        if (!http.Request.Cookies.TryGetValue(Cookie, out var text))
            return null;
        try
        {
            var secret = WebEncoders.Base64UrlDecode(text);
            return secret.Length == SecretBytes ? secret : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
