namespace PanchayatBot.FakeTelegram;

/// <summary>How a <see cref="FakeTelegramServer"/> behaves; the defaults suit a test.</summary>
public sealed record FakeTelegramOptions
{
    /// <summary>The loopback port; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>The only tokens that are let in; null lets in every token of the usual shape, each a bot of its own.</summary>
    public IReadOnlyCollection<string>? Tokens { get; init; }

    /// <summary>Username of every bot, without the @.</summary>
    public string BotUsername { get; init; } = "panchayat_fake_bot";

    /// <summary>The clock of dates, expiry, limits and waits.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Flood limits; null (the default) limits nothing.</summary>
    public FloodLimits? Limits { get; init; }

    /// <summary>In groups the bot hears only commands, mentions of it and replies to it, as Telegram's privacy mode has it.</summary>
    public bool PrivacyMode { get; init; } = true;

    /// <summary>How long a button press may be answered. Telegram keeps the figure to itself; people report 5 to 20 seconds.</summary>
    public TimeSpan CallbackLifetime { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>A second conflict of pollers within this time is answered only after this time, as by Telegram (3 s).</summary>
    public TimeSpan ConflictDelay { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>First pause between two tries of a webhook delivery, after one repeat at once; each further pause is twice as long (1 s at Telegram).</summary>
    public TimeSpan WebhookRetryUnit { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Messages remembered of each chat; older ones can neither be read nor edited. Small values keep long loads small.</summary>
    public int MessagesPerChat { get; init; } = int.MaxValue;

    /// <summary>Keeps every send, chat action and callback answer in <see cref="FakeBot.Records"/>; off for long loads.</summary>
    public bool KeepHistory { get; init; } = true;
}

/// <summary>Flood limits as published for bots; the real ones are secret and vary. A limit of 0 is off.</summary>
/// <param name="PerSecond">Messages a second over all chats, with as many at once.</param>
/// <param name="PerChatPerSecond">Messages a second in one private chat.</param>
/// <param name="PerChatBurst">Messages that one private chat takes at once.</param>
/// <param name="PerGroupPerMinute">Messages a minute in one group, with as many at once.</param>
public sealed record FloodLimits(double PerSecond = 30, double PerChatPerSecond = 1, int PerChatBurst = 3, double PerGroupPerMinute = 20);
