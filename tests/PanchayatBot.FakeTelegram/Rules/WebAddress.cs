namespace PanchayatBot.FakeTelegram;

/// <summary>What Telegram takes for a web address.</summary>
internal static class WebAddress
{
    /// <summary>True for http, https and tg addresses; a host without a dot, localhost included, is none.</summary>
    public static bool IsValid(string address)
    {
        var text = address.Contains("://", StringComparison.Ordinal) ? address : $"http://{address}";
        return Uri.TryCreate(text, UriKind.Absolute, out var uri)
            && (uri.Scheme is "tg" or "ton" || (uri.Scheme is "http" or "https" && uri.Host.Contains('.', StringComparison.Ordinal)));
    }
}
