namespace PanchayatBot.FakeTelegram;

/// <summary>A stretch of a message's text with a form or a meaning, as Telegram's MessageEntity.</summary>
/// <param name="Type">Telegram's name of it, e.g. <c>bold</c>, <c>text_link</c>, <c>bot_command</c>.</param>
/// <param name="Offset">Where it begins, in UTF-16 units.</param>
/// <param name="Length">How long it is, in UTF-16 units.</param>
/// <param name="Value">Address of a <c>text_link</c>, language of a <c>pre</c>; otherwise null.</param>
public readonly record struct TextEntity(string Type, int Offset, int Length, string? Value = null);

/// <summary>A button below a message.</summary>
/// <param name="Label">What people read.</param>
/// <param name="Data">What the bot gets when it is pressed; null for a link.</param>
/// <param name="Url">Where it leads; null for a button with data.</param>
public sealed record ChatButton(string Label, string? Data, string? Url);

/// <summary>What a message can carry instead of text.</summary>
public enum AttachedKind
{
    /// <summary>A picture.</summary>
    Photo,

    /// <summary>A file.</summary>
    Document,

    /// <summary>A spoken message.</summary>
    Voice,

    /// <summary>A film.</summary>
    Video,

    /// <summary>A sticker.</summary>
    Sticker,

    /// <summary>A map pin.</summary>
    Location,

    /// <summary>A map pin with the name and address of the place.</summary>
    Venue,

    /// <summary>A contact card.</summary>
    Contact,
}

/// <summary>What came along with a message.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="FileId">The id by which the bot may send it again; empty for pins and contact cards.</param>
/// <param name="FileName">Name of the file, if it has one.</param>
/// <param name="Content">The bytes: what the bot uploaded, or what a simulated person was given to send.</param>
public sealed record Attached(AttachedKind Kind, string FileId, string? FileName, ReadOnlyMemory<byte> Content)
{
    /// <summary>The size that Telegram names, in bytes; by itself that of <see cref="Content"/>.</summary>
    public long Size { get; init; } = Math.Max(1, Content.Length);

    /// <summary>The media type that the sender's app names; null for none.</summary>
    public string? MediaType { get; init; }

    /// <summary>Of a pin: degrees north and east.</summary>
    public (double Latitude, double Longitude) Point { get; init; } = (25.7771, 87.4753);

    /// <summary>Of a venue: name and address of the place.</summary>
    public (string Title, string Address) Venue { get; init; } = ("पंचायत भवन", "मधुबनी");

    /// <summary>The same for all that was sent as one album; null for what stands alone.</summary>
    public string? Album { get; init; }

    /// <summary>Where the file is fetched, below <c>/file/bot&lt;token&gt;/</c>.</summary>
    internal string Path => $"{(Kind == AttachedKind.Photo ? "photos" : "documents")}/{FileId}";
}

/// <summary>A message of a chat as it stands now.</summary>
public sealed record ChatMessage
{
    /// <summary>Telegram's message_id.</summary>
    public required int Id { get; init; }

    /// <summary>The chat it stands in.</summary>
    public required long Chat { get; init; }

    /// <summary>Who wrote it: a user's id or the bot's.</summary>
    public required long From { get; init; }

    /// <summary>The bot wrote it.</summary>
    public required bool FromBot { get; init; }

    /// <summary>When it was sent.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>When it was last edited; null when never.</summary>
    public DateTimeOffset? EditedAt { get; init; }

    /// <summary>The text as people read it, or the caption; empty when there is none.</summary>
    public string Text { get; init; } = "";

    /// <summary>The HTML that the bot sent; null when it sent plain text.</summary>
    public string? Html { get; init; }

    /// <summary>Forms and meanings within the text.</summary>
    public IReadOnlyList<TextEntity> Entities { get; init; } = [];

    /// <summary>Rows of buttons below the message.</summary>
    public IReadOnlyList<IReadOnlyList<ChatButton>> Buttons { get; init; } = [];

    /// <summary>What came along; null for plain text.</summary>
    public Attached? Attached { get; init; }

    /// <summary>The message it replies to.</summary>
    public int? ReplyTo { get; init; }

    /// <summary>Of a service message, the field of Telegram's Message that holds its news and the news.</summary>
    internal (string Field, long Value)? Service { get; init; }

    /// <summary>The labels of all buttons in reading order.</summary>
    public IEnumerable<string> Labels => Buttons.SelectMany(row => row).Select(button => button.Label);

    /// <summary>One line for people: the text, then the buttons in brackets.</summary>
    public override string ToString() => $"{(FromBot ? "bot" : From)}> {Text}{string.Concat(Labels.Select(label => $" [{label}]"))}";
}
