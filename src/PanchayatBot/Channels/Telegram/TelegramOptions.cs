namespace PanchayatBot.Channels.Telegram;

/// <summary>Settings under <c>Telegram</c>; without a token the channel is off.</summary>
public sealed class TelegramOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Telegram";

    /// <summary>The token that BotFather gave. A secret: it never reaches a log.</summary>
    public string? BotToken { get; set; }

    /// <summary>A Bot API server of one's own, scheme and authority only; null for Telegram's.</summary>
    public Uri? ApiBaseUrl { get; set; }

    /// <summary>Messages a second over all chats (Telegram: about 30 for notices; answers may be faster).</summary>
    public double MessagesPerSecond { get; set; } = 29;

    /// <summary>Receiving by webhook; without an address the bot polls.</summary>
    public WebhookOptions Webhook { get; set; } = new();

    /// <summary>True when a token is set.</summary>
    public bool IsConfigured => !string.IsNullOrWhiteSpace(BotToken);
}

/// <summary>Settings under <c>Telegram:Webhook</c>.</summary>
public sealed class WebhookOptions
{
    /// <summary>The public https address that Telegram calls; its path is the one served here.</summary>
    public Uri? Url { get; set; }

    /// <summary>1–256 of A–Z a–z 0–9 _ -, which Telegram sends along; made from the token when empty.</summary>
    public string? SecretToken { get; set; }
}
