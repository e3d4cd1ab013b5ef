namespace PanchayatBot.FakeTelegram;

/// <summary>One update and what became of it.</summary>
public sealed class UpdateRecord
{
    internal UpdateRecord(int id, string kind, long chat, long user, long queueKey, DateTimeOffset injectedAt, DateTimeOffset expiresAt)
    {
        Id = id;
        Kind = kind;
        Chat = chat;
        User = user;
        QueueKey = queueKey;
        InjectedAt = injectedAt;
        ExpiresAt = expiresAt;
    }

    /// <summary>Telegram's update_id.</summary>
    public int Id { get; }

    /// <summary>Telegram's name of its kind, e.g. <c>message</c> or <c>callback_query</c>.</summary>
    public string Kind { get; }

    /// <summary>The chat it comes from.</summary>
    public long Chat { get; }

    /// <summary>Who caused it.</summary>
    public long User { get; }

    /// <summary>The message it carries or, of a button press, the message that was pressed; 0 when it carries none.</summary>
    public int MessageId { get; internal set; }

    /// <summary>When the person acted.</summary>
    public DateTimeOffset InjectedAt { get; }

    /// <summary>When the bot was first given it; null when it was not.</summary>
    public DateTimeOffset? HandedOutAt { get; internal set; }

    /// <summary>How often the bot was given it.</summary>
    public int TimesHandedOut { get; internal set; }

    /// <summary>When the bot acknowledged it, by a later offset or by a 2xx of its webhook; null when it did not.</summary>
    public DateTimeOffset? ConfirmedAt { get; internal set; }

    /// <summary>When the bot's first answer was accepted; null when there was none.</summary>
    public DateTimeOffset? RepliedAt { get; internal set; }

    /// <summary>From the person's act to the bot's first answer.</summary>
    public TimeSpan? ReplyTime => RepliedAt - InjectedAt;

    /// <summary>From the moment the bot was given it to the bot's first answer.</summary>
    public TimeSpan? ReplyTimeOfBot => RepliedAt - HandedOutAt;

    internal long QueueKey { get; }

    internal DateTimeOffset ExpiresAt { get; }

    /// <summary>Expired or dropped by the bot's wish.</summary>
    internal bool Gone { get; set; }

    /// <summary>The whole update in JSON; null once it is forgotten.</summary>
    internal byte[]? Body { get; set; }
}

/// <summary>A message or an edit that was accepted.</summary>
/// <param name="Message">The message as it stands after it.</param>
/// <param name="IsEdit">An earlier message was changed.</param>
/// <param name="Time">When it was accepted.</param>
/// <param name="Answers">The act of a person that it answers: the one it replies to, else the oldest that waits in the chat.</param>
public sealed record Send(ChatMessage Message, bool IsEdit, DateTimeOffset Time, UpdateRecord? Answers);

/// <summary>The bot acknowledged all updates below an offset.</summary>
/// <param name="Offset">The offset it asked for.</param>
/// <param name="Time">When.</param>
public sealed record Confirmation(int Offset, DateTimeOffset Time);

/// <summary>The bot was told to wait.</summary>
/// <param name="Method">What it had called.</param>
/// <param name="Chat">The chat it must leave alone; null when all must wait.</param>
/// <param name="RetryAfter">Seconds it was told.</param>
/// <param name="Time">When it was told.</param>
public sealed record TooManyRequests(string Method, long? Chat, int RetryAfter, DateTimeOffset Time);

/// <summary>A call that was answered with an error, injected ones included.</summary>
/// <param name="Method">What the bot called.</param>
/// <param name="Code">The HTTP status.</param>
/// <param name="Description">What the bot was told.</param>
/// <param name="Time">When.</param>
public sealed record Refusal(string Method, int Code, string Description, DateTimeOffset Time);

/// <summary>A send made although the bot had been told to wait.</summary>
/// <param name="Method">What it called.</param>
/// <param name="Chat">Where to.</param>
/// <param name="Time">When.</param>
/// <param name="ToldAt">When it had been told; a send that follows by milliseconds may have been under way.</param>
/// <param name="Until">When it might have sent.</param>
public sealed record HastySend(string Method, long Chat, DateTimeOffset Time, DateTimeOffset ToldAt, DateTimeOffset Until);

/// <summary>The bot acknowledged a button press.</summary>
/// <param name="User">Who had pressed.</param>
/// <param name="Text">What flashes up; empty for nothing.</param>
/// <param name="IsAlert">Shown in a box that must be closed.</param>
/// <param name="Time">When.</param>
public sealed record CallbackAnswer(long User, string Text, bool IsAlert, DateTimeOffset Time);

/// <summary>The bot showed what it is doing, e.g. <c>typing</c>.</summary>
/// <param name="Chat">Where.</param>
/// <param name="Action">Telegram's name of the action.</param>
/// <param name="Time">When.</param>
public sealed record ChatAction(long Chat, string Action, DateTimeOffset Time);

/// <summary>What happened between a bot and the server. Every list is a copy, safe to walk through.</summary>
public sealed class BotRecords
{
    private readonly Lock _gate;
    private readonly List<UpdateRecord> _updates;

    internal BotRecords(Lock gate, List<UpdateRecord> updates)
    {
        _gate = gate;
        _updates = updates;
    }

    /// <summary>Every update, oldest first.</summary>
    public IReadOnlyList<UpdateRecord> Updates => Copy(_updates);

    /// <summary>Every offset that acknowledged something, in order.</summary>
    public IReadOnlyList<Confirmation> Confirmations => Copy(ConfirmationList);

    /// <summary>Every accepted message and edit, in order; empty without <see cref="FakeTelegramOptions.KeepHistory"/>.</summary>
    public IReadOnlyList<Send> Sends => Copy(SendList);

    /// <summary>Every call that was answered with an error, in order; the first hundred without <see cref="FakeTelegramOptions.KeepHistory"/>.</summary>
    public IReadOnlyList<Refusal> Refusals => Copy(RefusalList);

    /// <summary>Every 429, in order.</summary>
    public IReadOnlyList<TooManyRequests> TooManyRequests => Copy(TooManyRequestsList);

    /// <summary>Every send made while a wait was in force, in order.</summary>
    public IReadOnlyList<HastySend> HastySends => Copy(HastySendList);

    /// <summary>Every acknowledged button press, in order; empty without <see cref="FakeTelegramOptions.KeepHistory"/>.</summary>
    public IReadOnlyList<CallbackAnswer> CallbackAnswers => Copy(CallbackAnswerList);

    /// <summary>Every chat action, in order; empty without <see cref="FakeTelegramOptions.KeepHistory"/>.</summary>
    public IReadOnlyList<ChatAction> ChatActions => Copy(ChatActionList);

    /// <summary>How often a method was called, refused calls included. The name's case does not matter.</summary>
    public int Calls(string method)
    {
        lock (_gate)
            return CallCounts.GetValueOrDefault(method);
    }

    internal List<Confirmation> ConfirmationList { get; } = [];

    internal List<Send> SendList { get; } = [];

    internal List<Refusal> RefusalList { get; } = [];

    internal List<TooManyRequests> TooManyRequestsList { get; } = [];

    internal List<HastySend> HastySendList { get; } = [];

    internal List<CallbackAnswer> CallbackAnswerList { get; } = [];

    internal List<ChatAction> ChatActionList { get; } = [];

    internal Dictionary<string, int> CallCounts { get; } = new(StringComparer.OrdinalIgnoreCase);

    private IReadOnlyList<T> Copy<T>(List<T> list)
    {
        lock (_gate)
            return [.. list];
    }
}
