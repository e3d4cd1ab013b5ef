namespace PanchayatBot.FakeTelegram;

internal enum ChatKind
{
    Private,
    Group,
    Supergroup,
}

/// <summary>A simulated user.</summary>
internal sealed record Person(long Id, string FirstName, string Language);

/// <summary>A chat and what stands in it. Guarded by its bot's lock.</summary>
internal sealed class Chat(long id, ChatKind kind, string title)
{
    private readonly List<ChatMessage> _messages = [];

    public long Id => id;

    public ChatKind Kind { get; } = kind;

    /// <summary>Name of the group, or the person's first name.</summary>
    public string Title => title;

    public List<long> Members { get; } = [];

    /// <summary>The person wrote or pressed Start: only then may the bot write.</summary>
    public bool Started { get; set; }

    public bool Blocked { get; set; }

    public bool Deactivated { get; set; }

    /// <summary>The bot was thrown out of the group.</summary>
    public bool Removed { get; set; }

    public long? MigratedTo { get; set; }

    /// <summary>Labels of the reply keyboard that is on screen.</summary>
    public IReadOnlyList<string> ReplyKeyboard { get; set; } = [];

    /// <summary>What people did here and the bot has not answered yet, oldest first.</summary>
    public LinkedList<UpdateRecord> Unanswered { get; } = [];

    public TokenBucket? Bucket { get; set; }

    public DateTimeOffset WaitSince { get; set; }

    public DateTimeOffset WaitUntil { get; set; }

    /// <summary>The last id that was given in a supergroup, which counts its messages by itself.</summary>
    public int LastOwnId { get; set; }

    public IReadOnlyList<ChatMessage> Messages => _messages;

    public bool IsPrivate => Kind == ChatKind.Private;

    public void Add(ChatMessage message, int remembered)
    {
        // In blocks, so that forgetting costs nothing per message.
        if (_messages.Count >= (long)remembered * 2)
            _messages.RemoveRange(0, _messages.Count - remembered);
        _messages.Add(message);
    }

    /// <summary>The message with this id, or null.</summary>
    public ChatMessage? Find(int messageId) => IndexOf(messageId) is var index and >= 0 ? _messages[index] : null;

    public void Replace(ChatMessage message) => _messages[IndexOf(message.Id)] = message;

    public ChatMessage? Last(Func<ChatMessage, bool> which)
    {
        for (var i = _messages.Count - 1; i >= 0; i--)
        {
            if (which(_messages[i]))
                return _messages[i];
        }

        return null;
    }

    // Ids grow within a chat, so the list is sorted.
    private int IndexOf(int messageId)
    {
        int low = 0, high = _messages.Count - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var found = _messages[middle].Id;
            if (found == messageId)
                return middle;
            if (found < messageId)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return -1;
    }
}
