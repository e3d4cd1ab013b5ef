using PanchayatBot.Content;
using PanchayatBot.Delivery;
using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Storage;

namespace PanchayatBot.Conversations;

/// <summary>One message being handled: who sent it, what is known of the chat, and the transaction in which all of it happens.
/// Handlers do no network I/O; what they change in <see cref="Chat"/> is saved with the turn.</summary>
public sealed class Turn
{
    // A talk that rested for half a day is a new talk: "documents?" then needs a name.
    private static readonly TimeSpan TopicLasts = TimeSpan.FromHours(12);

    private readonly Routes _routes;
    private readonly Texts _texts;

    internal Turn(InboundMessage message, Chat chat, Db db, Routes routes, Texts texts, DateTimeOffset now)
    {
        _routes = routes;
        Message = message;
        Chat = chat;
        Db = db;
        _texts = texts;
        Now = now;
    }

    /// <summary>What came in.</summary>
    public InboundMessage Message { get; }

    /// <summary>What is remembered of the chat.</summary>
    public Chat Chat { get; }

    /// <summary>The turn's transaction.</summary>
    public Db Db { get; }

    /// <summary>The moment at which the turn began, in UTC.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>The value of the pressed choice of the open question; null when the person typed.</summary>
    public string? Choice { get; internal set; }

    /// <summary>What the handler of free text had prepared for this text; null when nothing was.</summary>
    public object? Prepared { get; internal init; }

    /// <summary>A route that was refused because the person does not hold its role; null when none was.</summary>
    internal string? Refused { get; private set; }

    /// <summary>What the answer is given once for, however many messages ask for it; null for this message alone.</summary>
    internal string? OncePer { get; set; }

    /// <summary>Telephone numbers of the message; its text has them masked.</summary>
    internal IReadOnlyList<string> Phones { get; init; } = [];

    /// <summary>True if a dialog took the telephone number it had asked for.</summary>
    internal bool PhoneTaken { get; private set; }

    /// <summary>What was typed, private numbers and all: only for counting people, and never written down.</summary>
    internal string Typed { get; init; } = "";

    /// <summary>True if a dialog took the row of counts, or the mail address, it had asked for.</summary>
    internal bool TypedTaken { get; private set; }

    /// <summary>What was typed, without blanks around it and without private numbers (<see cref="PrivateNumbers"/>).</summary>
    public string Text => Message.Text.Trim();

    /// <summary>The language in which to speak: the chosen one, else that of the person's app, else Hindi.</summary>
    public Language Language => LanguageCodes.FromCode(Chat.Language) ?? Message.AppLanguage ?? Language.Hindi;

    /// <summary>The scheme last talked about; null when there is none or the talk is long past.</summary>
    public string? Topic => Chat.TopicAt + TopicLasts >= Now ? Chat.Topic : null;

    /// <summary>The main menu's buttons in the person's language.</summary>
    public IReadOnlyList<Button> MenuButtons => _routes.MenuButtons(this);

    /// <summary>Buttons for what the person's office asks for; none for citizens, and in groups.</summary>
    internal async Task<IReadOnlyList<Button>> DutyButtonsAsync() =>
        Chat.PersonId is { } person && !Message.InGroup ? _routes.DutyButtons(this, await Grants.HighestAsync(Db, person)) : [];

    /// <summary>What a link of the bot leads to; null when no part of it knows the word behind the address.</summary>
    internal async Task<Answer?> FollowAsync(string link, CancellationToken cancellation) =>
        _routes.LinkHandler(link, out var rest) is { } handler ? await handler(this, rest, cancellation) : null;

    /// <summary>The person who speaks in the chat; a chat without one gets a nameless person, for somebody agrees to something or answers.</summary>
    public async Task<long> SpeakerAsync() => Chat.PersonId ??= await PersonStore.AddAsync(Db, new Bilingual("", ""), Chat.PanchayatId, Now);

    /// <summary>Notes for the log that the person reached for something without the right to it; what is said then is the handler's.</summary>
    public void Refuse(string what) => Refused = what;

    /// <summary>Remembers what is being talked about.</summary>
    public void TalkAbout(string topic)
    {
        Chat.Topic = topic;
        Chat.TopicAt = Now;
    }

    /// <summary>For a dialog that asked for a telephone number: the ten digits given; null when the message has none. Nobody else may call it.</summary>
    public string? TakePhone()
    {
        PhoneTaken = Phones.Count > 0;
        return PhoneTaken ? Phones[0] : null;
    }

    /// <summary>For a dialog that asked for a row of counts, such as "120 45 20 5 60 35", which looks like one long private number: the counts; null
    /// when the message is not exactly so many numbers of at most five digits with blanks or signs between them. Nobody else may call it.</summary>
    /// <param name="howMany">More than the groups in which people write an Aadhaar or telephone number: at least six.</param>
    public IReadOnlyList<int>? TakeCounts(int howMany)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(howMany, 6);
        var parts = Typed.Split([' ', ',', ';', '/', '+', '-', '.', '\t', '\n', '\u00a0'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length != howMany || !parts.All(part => part.Length <= 5 && part.All(char.IsDigit)))
            return null;
        TypedTaken = true;
        return [.. parts.Select(part => part.Aggregate(0, (sum, digit) => (sum * 10) + (int)char.GetNumericValue(digit)))];
    }

    /// <summary>For a dialog that asked for a mail address, which may have a telephone number in it: the message as typed, if it has an @ and no
    /// blanks; null otherwise. Nobody else may call it.</summary>
    public string? TakeMailAddress()
    {
        var typed = Typed.Trim();
        TypedTaken = typed.Contains('@', StringComparison.Ordinal) && !typed.Any(char.IsWhiteSpace);
        return TypedTaken ? typed : null;
    }

    /// <summary>A sentence of <c>content/texts</c> in the person's language.</summary>
    public string Say(string key, params ReadOnlySpan<(string Name, object? Value)> values) => _texts.Say(key, Language, values);
}
