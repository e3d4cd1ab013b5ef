using System.Text.RegularExpressions;

namespace PanchayatBot.FakeTelegram;

// What people do. Whoever acts without having been introduced is introduced by it: a Hindi speaker who pressed Start.
public sealed partial class FakeBot
{
    private static readonly TimeSpan UpdateLifetime = TimeSpan.FromHours(24);
    private static readonly TimeSpan CallbackUpdateLifetime = TimeSpan.FromSeconds(150);

    // Telegram queues a user's button presses and membership apart from the chat's messages.
    private const long CallbackQueue = 3L << 33;
    private const long MembershipQueue = 5L << 33;

    // Ids of the small size of a photo; whichever is sent again, the photo is sent.
    private const string SmallPhoto = "small-";

    private readonly Dictionary<string, OpenPress> _presses = [];
    private readonly Dictionary<string, Attached> _files = [];
    private int _lastGroup = 4_000_000;
    private int _lastPress;
    private int _lastFile;

    /// <summary>Introduces a person.</summary>
    /// <param name="user">Id of the user and of their private chat; greater than 0.</param>
    /// <param name="firstName">Name that the bot sees.</param>
    /// <param name="language">Language of their app, e.g. <c>hi</c> or <c>en</c>.</param>
    /// <param name="started">They pressed Start before the server began; otherwise the bot may not write to them until they act.</param>
    public void AddPerson(long user, string firstName, string language = "hi", bool started = false)
    {
        lock (Gate)
        {
            _people[user] = new Person(user, firstName, language);
            // The chat's title is the name.
            _chats.TryAdd(user, new Chat(user, ChatKind.Private, firstName) { Members = { user }, Started = started });
        }
    }

    /// <summary>A person writes.</summary>
    /// <param name="user">Who.</param>
    /// <param name="text">What; commands and mentions are recognised as by Telegram.</param>
    /// <param name="chat">The group; the person's own chat when left out.</param>
    /// <param name="replyTo">The message it replies to.</param>
    /// <returns>The update_id; null when the bot does not hear of it (privacy mode, allowed_updates).</returns>
    /// <exception cref="InvalidOperationException">The person blocked the bot, or is not in the group.</exception>
    public int? SendText(long user, string text, long? chat = null, int? replyTo = null)
    {
        lock (Gate)
        {
            var place = PlaceOf(user, chat);
            return Say(place, user, draft => draft with { Text = text, Entities = FindEntities(text), ReplyTo = replyTo });
        }
    }

    /// <summary>A person presses Start.</summary>
    /// <param name="user">Who.</param>
    /// <param name="payload">What a link of the form t.me/bot?start=… carried.</param>
    public int? Start(long user, string? payload = null) => SendText(user, payload is null ? "/start" : $"/start {payload}");

    /// <summary>A person in a group writes to the bot by its name.</summary>
    public int? Mention(long user, string text, long group) => SendText(user, $"@{Username} {text}", group);

    /// <summary>A person replies to the bot's last message.</summary>
    /// <exception cref="InvalidOperationException">The bot has said nothing there.</exception>
    public int? ReplyToBot(long user, string text, long? chat = null)
    {
        lock (Gate)
        {
            var last = PlaceOf(user, chat).Last(message => message.FromBot) ?? throw new InvalidOperationException("The bot has said nothing there.");
            return SendText(user, text, chat, last.Id);
        }
    }

    /// <summary>A person sends something other than text.</summary>
    /// <param name="user">Who.</param>
    /// <param name="kind">What.</param>
    /// <param name="caption">Words below it.</param>
    /// <param name="chat">The group; the person's own chat when left out.</param>
    public int? Attach(long user, AttachedKind kind, string? caption = null, long? chat = null)
    {
        lock (Gate)
        {
            var file = kind is AttachedKind.Location or AttachedKind.Venue or AttachedKind.Contact
                ? new Attached(kind, "", null, default)
                : StoreFile(kind, kind == AttachedKind.Document ? "kagaz.pdf" : null, default);
            return Say(PlaceOf(user, chat), user, draft => draft with { Attached = file, Text = caption ?? "", Entities = FindEntities(caption ?? "") });
        }
    }

    /// <summary>A person sends a file with something in it, which the bot may fetch.</summary>
    /// <param name="user">Who.</param>
    /// <param name="file">What; its id is made here.</param>
    /// <param name="caption">Words below it.</param>
    public int? Attach(long user, Attached file, string? caption = null)
    {
        lock (Gate)
        {
            var kept = file.FileId.Length > 0 || file.Kind is AttachedKind.Location or AttachedKind.Venue ? file : Keep(file);
            return Say(PlaceOf(user, null), user, draft => draft with { Attached = kept, Text = caption ?? "", Entities = FindEntities(caption ?? "") });
        }
    }

    /// <summary>Telegram loses the bytes of a file: its id no longer opens anything.</summary>
    public void Lose(string fileId)
    {
        lock (Gate)
            _files.Remove(fileId);
    }

    /// <summary>The file that lies at this path; null when there is none.</summary>
    internal Attached? FindPath(string path) => FindFile(path[(path.LastIndexOf('/') + 1)..]) is { } file && file.Path == path ? file : null;

    /// <summary>A person changes the text of their last message.</summary>
    /// <exception cref="InvalidOperationException">They wrote none.</exception>
    public int? Edit(long user, string newText, long? chat = null)
    {
        lock (Gate)
        {
            var place = PlaceOf(user, chat);
            var last = place.Last(message => message.From == user && message.Text.Length > 0) ?? throw new InvalidOperationException($"{user} wrote nothing there.");
            var edited = last with { Text = newText, Entities = FindEntities(newText), EditedAt = Options.Time.GetUtcNow() };
            place.Replace(edited);
            return Hears(place, edited) ? Push("edited_message", place, user, place.Id, UpdateLifetime, edited.Id, json => WriteMessage(json, place, edited))?.Id : null;
        }
    }

    /// <summary>A person presses the newest button with this label or this data, or a label of the keyboard on screen.</summary>
    /// <returns>The update_id; null when the bot does not hear of it.</returns>
    /// <exception cref="InvalidOperationException">There is no such button, or it is a link.</exception>
    public int? Press(long user, string labelOrData, long? chat = null)
    {
        lock (Gate)
        {
            var place = PlaceOf(user, chat);
            foreach (var message in place.Messages.Reverse())
            {
                var button = message.Buttons.SelectMany(row => row).FirstOrDefault(button => button.Label == labelOrData || button.Data == labelOrData);
                if (button is not null)
                    return Press(user, place, message, button.Data ?? throw new InvalidOperationException($"[{button.Label}] is a link."));
            }

            if (place.ReplyKeyboard.Contains(labelOrData))
                return Say(place, user, draft => draft with { Text = labelOrData });
            throw new InvalidOperationException($"No button [{labelOrData}] among {string.Concat(place.Messages.Reverse().SelectMany(m => m.Labels).Select(label => $"[{label}]"))}.");
        }
    }

    /// <summary>A person presses a button of an old message, also one that is no longer there.</summary>
    /// <exception cref="InvalidOperationException">There is no such message.</exception>
    public int? PressData(long user, int messageId, string data, long? chat = null)
    {
        lock (Gate)
        {
            var place = PlaceOf(user, chat);
            return Press(user, place, place.Find(messageId) ?? throw new InvalidOperationException($"No message {messageId}."), data);
        }
    }

    /// <summary>A person blocks the bot.</summary>
    public int? Block(long user) => ChangeMembership(user, blocked: true);

    /// <summary>A person lets the bot write again.</summary>
    public int? Unblock(long user) => ChangeMembership(user, blocked: false);

    /// <summary>A person deletes their account; nobody tells the bot.</summary>
    public void Deactivate(long user)
    {
        lock (Gate)
            PlaceOf(user, null).Deactivated = true;
    }

    /// <summary>The file with this id; null when there is none.</summary>
    public Attached? FindFile(string fileId)
    {
        lock (Gate)
            return _files.GetValueOrDefault(fileId.StartsWith(SmallPhoto, StringComparison.Ordinal) ? fileId[SmallPhoto.Length..] : fileId);
    }

    /// <summary>The commands that the bot set for exactly this language and scope; empty when none.</summary>
    /// <param name="language">Two letters; empty for all other languages.</param>
    /// <param name="scope">Telegram's name of the scope.</param>
    public IReadOnlyList<BotCommand> CommandsOf(string language = "", string scope = "default")
    {
        lock (Gate)
            return Profile.Commands.GetValueOrDefault((scope, language)) ?? [];
    }

    /// <summary>A text the bot set about itself, or for all other languages, or nothing.</summary>
    /// <param name="field"><c>description</c> or <c>short_description</c>.</param>
    /// <param name="language">Two letters; empty for all other languages.</param>
    public string ProfileText(string field, string language = "")
    {
        lock (Gate)
            return Profile.Texts.GetValueOrDefault((field, language)) ?? Profile.Texts.GetValueOrDefault((field, "")) ?? "";
    }

    internal Attached StoreFile(AttachedKind kind, string? name, ReadOnlyMemory<byte> content)
    {
        lock (Gate)
            return Keep(new Attached(kind, "", name, content));
    }

    private Attached Keep(Attached file)
    {
        var kept = file with { FileId = $"{file.Kind}-{++_lastFile}-{Id}" };
        _files.Add(kept.FileId, kept);
        return kept;
    }

    /// <summary>Acknowledges a press; false when it is unknown, too old or acknowledged already.</summary>
    internal bool AnswerPress(string id, string text, bool isAlert)
    {
        lock (Gate)
        {
            var now = Options.Time.GetUtcNow();
            if (!_presses.Remove(id, out var press) || now - press.Time > Options.CallbackLifetime)
                return false;
            if (Options.KeepHistory)
                Records.CallbackAnswerList.Add(new CallbackAnswer(press.User, text, isAlert, now));
        }

        _changes.Tell();
        return true;
    }

    private int? Press(long user, Chat place, ChatMessage message, string data)
    {
        var id = $"{Id}{++_lastPress:D9}";
        _presses[id] = new OpenPress(user, Options.Time.GetUtcNow());
        var update = Push("callback_query", place, user, user + CallbackQueue, CallbackUpdateLifetime, message.Id, json =>
        {
            json.WriteStartObject();
            json.WriteString("id"u8, id);
            json.WriteStartObject("from"u8);
            WritePersonFields(json, _people[user]);
            json.WriteEndObject();
            json.WritePropertyName("message"u8);
            WriteMessage(json, place, message);
            json.WriteString("chat_instance"u8, place.Id.ToString());
            json.WriteString("data"u8, data);
            json.WriteEndObject();
        });
        if (update is not null)
            place.Unanswered.AddLast(update);
        return update?.Id;
    }

    private int? Say(Chat place, long user, Func<ChatMessage, ChatMessage> fill, bool isService = false)
    {
        var message = fill(new ChatMessage
        {
            Id = NextMessageId(place),
            Chat = place.Id,
            From = user,
            FromBot = false,
            Time = Options.Time.GetUtcNow(),
        });
        place.Started = true;
        place.Add(message, Options.MessagesPerChat);
        _changes.Tell();
        if (!isService && !Hears(place, message))
            return null;
        var update = Push("message", place, user, place.Id, UpdateLifetime, message.Id, json => WriteMessage(json, place, message));
        if (update is not null && !isService)
            place.Unanswered.AddLast(update);
        return update?.Id;
    }

    private bool Hears(Chat place, ChatMessage message)
    {
        if (place.IsPrivate || !Options.PrivacyMode)
            return true;
        if (message.ReplyTo is { } original && place.Find(original) is { FromBot: true })
            return true;
        return message.Entities.Any(entity =>
        {
            var words = message.Text.AsSpan(entity.Offset, entity.Length);
            var at = words.IndexOf('@');
            return (at < 0 && entity.Type == "bot_command") || (at >= 0 && words[(at + 1)..].Equals(Username, StringComparison.OrdinalIgnoreCase));
        });
    }

    private Chat PlaceOf(long user, long? chat)
    {
        if (!_people.ContainsKey(user))
            AddPerson(user, $"ग्रामीण {user}");
        if (!_chats.TryGetValue(chat ?? user, out var place))
            throw new InvalidOperationException($"There is no chat {chat}.");
        if (place.Blocked)
            throw new InvalidOperationException($"{user} blocked the bot.");
        return place.Members.Contains(user) ? place : throw new InvalidOperationException($"{user} is not in the chat {chat}.");
    }

    private static List<TextEntity> FindEntities(string text)
    {
        if (text.AsSpan().IndexOfAny('/', '@') < 0)
            return [];
        return [.. CommandOrMention().Matches(text).Select(match => new TextEntity(match.ValueSpan[0] == '/' ? "bot_command" : "mention", match.Index, match.Length))];
    }

    [GeneratedRegex(@"(?<![\w/@])(/[A-Za-z0-9_]{1,64}(@[A-Za-z0-9_]{3,32})?|@[A-Za-z0-9_]{4,32})(?![\w/])")]
    private static partial Regex CommandOrMention();

    private readonly record struct OpenPress(long User, DateTimeOffset Time);
}
