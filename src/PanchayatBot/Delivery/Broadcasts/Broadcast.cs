using PanchayatBot.Messages;

namespace PanchayatBot.Delivery.Broadcasts;

/// <summary>Who hears a broadcast. Names stand in the database.</summary>
public enum Audience
{
    /// <summary>Every chat of the panchayat (or ward) that wants to hear it, and those who join while it is open.</summary>
    Subscribers,

    /// <summary>Exactly those whom an earlier broadcast about the same subject reached or may have reached, and who have not stopped
    /// listening since.</summary>
    Recipients,

    /// <summary>Those who asked to be told about the subject (<see cref="Broadcasts.Followers"/>).</summary>
    Followers,
}

/// <summary>How far a broadcast has come. Names stand in the database in lower case.</summary>
public enum BroadcastState
{
    /// <summary>Not begun: it may be undone.</summary>
    Waiting,

    /// <summary>Its messages are being written into the outbox.</summary>
    Filling,

    /// <summary>All its messages are in the outbox.</summary>
    Sending,

    /// <summary>Every message has an outcome.</summary>
    Done,

    /// <summary>Stopped by a person; what had left, had left.</summary>
    Stopped,

    /// <summary>Taken back before it began: nobody got it.</summary>
    Undone,
}

/// <summary>One message to many, as it is ordered.</summary>
/// <param name="PlaceId">The panchayat.</param>
/// <param name="Subject">What it tells of, e.g. <c>notice:17</c>: ties corrections to what they correct.</param>
/// <param name="Once">Key within the panchayat: ordering with the same key again changes nothing.</param>
/// <param name="Hindi">What is said in Hindi; each is a message of its own, of one page.</param>
/// <param name="English">The same in English.</param>
/// <param name="StartsAt">Not before this moment; until then it can be undone.</param>
/// <param name="KeepUntil">Until when it is remembered who got it.</param>
public sealed record BroadcastOrder(long PlaceId, string Subject, string Once, IReadOnlyList<Reply> Hindi, IReadOnlyList<Reply> English, DateTimeOffset StartsAt, DateTimeOffset KeepUntil)
{
    /// <summary>Only this ward; null for the whole panchayat.</summary>
    public long? WardId { get; init; }

    /// <summary>Who hears it.</summary>
    public Audience Audience { get; init; }

    /// <summary>Newcomers get it too until this moment; null for nobody later.</summary>
    public DateTimeOffset? OpenUntil { get; init; }

    /// <summary>The chat that is shown the progress; null for none.</summary>
    public ChatAddress? ReportTo { get; init; }

    /// <summary>Language of the progress.</summary>
    public Language ReportLanguage { get; init; }
}

/// <summary>A broadcast as it stands in the database.</summary>
public sealed class Broadcast
{
    /// <summary>Its number.</summary>
    public long Id { get; init; }

    /// <summary>The panchayat.</summary>
    public long PlaceId { get; init; }

    /// <summary>Only this ward; null for the whole panchayat.</summary>
    public long? WardId { get; init; }

    /// <summary>What it tells of.</summary>
    public required string Subject { get; init; }

    /// <summary>Who hears it.</summary>
    public Audience Audience { get; init; }

    /// <summary>How far it has come.</summary>
    public BroadcastState State { get; init; }

    /// <summary>When it was ordered.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it begins, or began.</summary>
    public DateTimeOffset StartsAt { get; init; }

    /// <summary>Newcomers get it until then.</summary>
    public DateTimeOffset? OpenUntil { get; init; }

    /// <summary>When the last message had an outcome; null before.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    internal string BodiesHi { get; init; } = "";

    internal string BodiesEn { get; init; } = "";

    internal DateTimeOffset? FilledAt { get; init; }

    internal string FillChannel { get; init; } = "";

    internal string FillChat { get; init; } = "";

    internal string? ReportChannel { get; init; }

    internal string? ReportChat { get; init; }

    internal string? ReportLanguage { get; init; }

    internal string Reported { get; init; } = "";

    internal ChatAddress? ReportTo => ReportChannel is null ? null : new ChatAddress(ReportChannel, ReportChat!);

    /// <summary>The name of the message that shows the progress.</summary>
    internal string Board => $"broadcast:{Id}";
}

/// <summary>What has become of a broadcast's messages, in chats.</summary>
/// <param name="Sent">Confirmed by the channel.</param>
/// <param name="Waiting">Still to be sent, or on their way.</param>
/// <param name="Unreachable">Blocked the bot, or gone.</param>
/// <param name="Unknown">May have arrived or not.</param>
/// <param name="Failed">Refused by the channel, or given up.</param>
/// <param name="Stopped">Not sent because the broadcast was stopped.</param>
public sealed record BroadcastCount(long Sent, long Waiting, long Unreachable, long Unknown, long Failed, long Stopped)
{
    /// <summary>What became of the message to the panchayat's own group or channel, as the outbox calls it (sent, waiting, …); null when it has
    /// none. It is in none of the numbers.</summary>
    public string? Group { get; init; }

    /// <summary>All chats that are meant.</summary>
    public long Total => Sent + Waiting + Unreachable + Unknown + Failed + Stopped;
}
