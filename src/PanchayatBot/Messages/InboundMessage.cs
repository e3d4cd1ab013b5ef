namespace PanchayatBot.Messages;

/// <summary>Where a conversation takes place: a channel's name and the chat's id in it, as that channel spells it.</summary>
/// <param name="Channel">Name of the channel, e.g. <c>telegram</c> or <c>web</c>.</param>
/// <param name="Id">The chat's id inside the channel; never shown to people and never a phone number.</param>
public readonly record struct ChatAddress(string Channel, string Id);

/// <summary>What kind of thing, other than text, came with a message.</summary>
public enum AttachmentKind
{
    /// <summary>A picture.</summary>
    Photo,

    /// <summary>A file, PDF included.</summary>
    Document,

    /// <summary>A spoken message or an audio file.</summary>
    Voice,

    /// <summary>A moving picture, round video notes included.</summary>
    Video,

    /// <summary>A map pin.</summary>
    Location,

    /// <summary>A contact card.</summary>
    Contact,

    /// <summary>A sticker or an animated emoji.</summary>
    Sticker,

    /// <summary>Anything the channel has and the bot does not know.</summary>
    Other,
}

/// <summary>Something other than text that came with a message. What is said of it comes from the sender: only <see cref="Content"/> itself
/// tells what a file is.</summary>
/// <param name="Kind">What it is.</param>
public sealed record Attachment(AttachmentKind Kind)
{
    /// <summary>Of a file that stays with the channel until somebody wants it: the channel's name for it, such as Telegram's file_id.</summary>
    public string? Reference { get; init; }

    /// <summary>Of a file that came with the message: its bytes, in memory only.</summary>
    public ReadOnlyMemory<byte>? Content { get; init; }

    /// <summary>The media type that the sender names; null when unknown.</summary>
    public string? MediaType { get; init; }

    /// <summary>The size that the channel names, in bytes; null when unknown.</summary>
    public long? Bytes { get; init; }

    /// <summary>The name of the file, or of the place; null when it has none.</summary>
    public string? Name { get; init; }

    /// <summary>Of a <see cref="AttachmentKind.Location"/>: where it is.</summary>
    public MapPoint? Point { get; init; }

    /// <summary>The same for all pictures that were sent together, each a message of its own; null for one that stands alone.</summary>
    public string? Album { get; init; }
}

/// <summary>One thing a person did in a chat: wrote, pressed a button, sent a picture, edited an earlier message.</summary>
/// <param name="From">The chat it came from.</param>
/// <param name="MessageId">Unique in the channel for ever; the same id again is a redelivery.</param>
/// <param name="Text">What was written, or the caption; empty when there is none.</param>
/// <param name="Payload">Of a pressed button, what the button carried; otherwise null.</param>
/// <param name="Attachment">What came along, if anything.</param>
public sealed record InboundMessage(ChatAddress From, string MessageId, string Text, string? Payload = null, Attachment? Attachment = null)
{
    /// <summary>The text replaces that of an earlier message, which was handled already.</summary>
    public bool IsEdit { get; init; }

    /// <summary>The chat has several people in it; the bot speaks there only when spoken to.</summary>
    public bool InGroup { get; init; }

    /// <summary>Name of the group or channel it came from; null in a private chat.</summary>
    public string? GroupTitle { get; init; }

    /// <summary>Language of the person's app, if the channel tells: a hint for the first words only.</summary>
    public Language? AppLanguage { get; init; }
}
