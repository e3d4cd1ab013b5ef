using PanchayatBot.FakeTelegram.Http;

namespace PanchayatBot.FakeTelegram;

// What the bot does to chats. Callers hold the lock.
public sealed partial class FakeBot
{
    /// <summary>The chat to which a call wants to send.</summary>
    /// <exception cref="BotApiException">The bot may not write there.</exception>
    internal Chat ChatToWrite(Parameters parameters)
    {
        var chat = ChatToRead(parameters);
        if (chat.MigratedTo is { } newId)
            throw new BotApiException(400, "Bad Request: group chat was upgraded to a supergroup chat") { MigrateTo = newId };
        if (chat.Deactivated)
            throw BotApiException.Forbidden("user is deactivated");
        if (chat.Blocked)
            throw BotApiException.Forbidden("bot was blocked by the user");
        if (chat.IsPrivate && !chat.Started)
            throw BotApiException.Forbidden("bot can't initiate conversation with a user");
        if (chat.Removed)
            throw BotApiException.Forbidden(chat.Kind == ChatKind.Group ? "bot was kicked from the group chat" : "bot was kicked from the supergroup chat");
        return chat;
    }

    /// <summary>The chat that a call names.</summary>
    /// <exception cref="BotApiException">There is none.</exception>
    internal Chat ChatToRead(Parameters parameters)
    {
        if (string.IsNullOrWhiteSpace(parameters.Text("chat_id")))
            throw BotApiException.BadRequest("chat_id is empty");
        return parameters.Number("chat_id") is { } id && _chats.TryGetValue(id, out var chat) ? chat : throw BotApiException.BadRequest("chat not found");
    }

    /// <summary>Refuses a send that comes too fast.</summary>
    internal void CheckPace(Chat chat, string method)
    {
        if (Options.Limits is not { } limits)
            return;
        var now = Options.Time.GetUtcNow();
        _overall ??= Bucket(limits.PerSecond, limits.PerSecond);
        chat.Bucket ??= chat.IsPrivate ? Bucket(limits.PerChatPerSecond, limits.PerChatBurst) : Bucket(limits.PerGroupPerMinute / 60, limits.PerGroupPerMinute);
        var all = _overall.Wait(now);
        var one = chat.Bucket.Wait(now);
        if (all > TimeSpan.Zero || one > TimeSpan.Zero)
        {
            var seconds = (int)Math.Ceiling(Math.Max(all.TotalSeconds, one.TotalSeconds));
            RememberWait(method, all > TimeSpan.Zero ? null : chat, seconds);
            throw BotApiException.TooManyRequests(seconds);
        }

        _overall.Take();
        chat.Bucket.Take();

        TokenBucket Bucket(double perSecond, double burst) =>
            perSecond > 0 ? new TokenBucket(perSecond, burst, now) : new TokenBucket(double.MaxValue, double.MaxValue, now);
    }

    /// <summary>Puts a message of the bot into the chat.</summary>
    internal Send Accept(Chat chat, ChatMessage draft, IReadOnlyList<string>? keyboard)
    {
        var message = draft with { Id = NextMessageId(chat) };
        chat.Add(message, Options.MessagesPerChat);
        chat.ReplyKeyboard = keyboard ?? chat.ReplyKeyboard;
        return Remember(chat, message, false, draft.ReplyTo);
    }

    /// <summary>Puts an edited message in its place.</summary>
    internal Send AcceptEdit(Chat chat, ChatMessage message)
    {
        chat.Replace(message);
        return Remember(chat, message, true, null);
    }

    /// <summary>Tells whoever waits for it that a send was accepted. Called without the lock.</summary>
    internal void Announce(Send send)
    {
        _changes.Tell();
        Accepted?.Invoke(send);
    }

    /// <summary>An empty message of the bot, to be filled.</summary>
    internal ChatMessage Draft(Chat chat) => new() { Id = 0, Chat = chat.Id, From = Id, FromBot = true, Time = Options.Time.GetUtcNow() };

    internal Person Owner(long id) => _people[id];

    internal Person? FindPerson(long id) => _people.GetValueOrDefault(id);

    private Send Remember(Chat chat, ChatMessage message, bool isEdit, int? replyTo)
    {
        var now = Options.Time.GetUtcNow();
        var send = new Send(message, isEdit, now, Answered(chat, replyTo));
        if (send.Answers is { } update)
            update.RepliedAt = now;
        if (Options.KeepHistory)
            Records.SendList.Add(send);
        return send;
    }

    private static UpdateRecord? Answered(Chat chat, int? replyTo)
    {
        var node = chat.Unanswered.First;
        while (replyTo is not null && node is not null && node.Value.MessageId != replyTo)
            node = node.Next;
        node ??= chat.Unanswered.First;
        if (node is not null)
            chat.Unanswered.Remove(node);
        return node?.Value;
    }

    /// <summary>Writes down a send that comes although a wait is in force.</summary>
    private void RememberHaste(string method, Parameters parameters)
    {
        if (!method.StartsWith("send", StringComparison.OrdinalIgnoreCase) || method.Equals("sendChatAction", StringComparison.OrdinalIgnoreCase))
            return;
        var now = Options.Time.GetUtcNow();
        var id = parameters.Number("chat_id") ?? 0;
        var chat = _chats.GetValueOrDefault(id);
        if (now < _waitUntil)
            Records.HastySendList.Add(new HastySend(method, id, now, _waitSince, _waitUntil));
        else if (now < chat?.WaitUntil)
            Records.HastySendList.Add(new HastySend(method, id, now, chat.WaitSince, chat.WaitUntil));
    }

    private void RememberWait(string method, Chat? chat, int seconds)
    {
        var now = Options.Time.GetUtcNow();
        Records.TooManyRequestsList.Add(new TooManyRequests(method, chat?.Id, seconds, now));
        var until = now + TimeSpan.FromSeconds(seconds);
        if (chat is not null)
            (chat.WaitSince, chat.WaitUntil) = (now, until);
        else
            (_waitSince, _waitUntil) = (now, until);
    }
}
