using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using PanchayatBot.Content;
using PanchayatBot.GramSabha.Rules;
using PanchayatBot.Messages;

namespace PanchayatBot.GramSabha.Notices;

/// <summary>What a notice is about. Names stand in the database.</summary>
public enum NoticeKind
{
    /// <summary>साधारण ग्राम सभा.</summary>
    Ordinary,

    /// <summary>विशेष ग्राम सभा.</summary>
    Special,

    /// <summary>आपात ग्राम सभा: its reason is written down.</summary>
    Emergency,

    /// <summary>स्थगित बैठक: called again for want of a quorum.</summary>
    Adjourned,

    /// <summary>A meeting in each village of the panchayat, on different days.</summary>
    Villages,

    /// <summary>Any other announcement, without a meeting.</summary>
    Announcement,
}

/// <summary>How a published notice stands. Names stand in the database in lower case.</summary>
public enum NoticeState
{
    /// <summary>In force.</summary>
    Published,

    /// <summary>The meeting is off for now; its new day is still to be named.</summary>
    Postponed,

    /// <summary>The meeting does not take place.</summary>
    Cancelled,

    /// <summary>Taken back before anybody got it.</summary>
    Withdrawn,
}

/// <summary>What was done to a notice. Names stand in the database in lower case.</summary>
public enum NoticeAct
{
    /// <summary>First published.</summary>
    Published,

    /// <summary>Something in it was put right.</summary>
    Corrected,

    /// <summary>The meeting was moved to another day, or to one still to be named.</summary>
    Postponed,

    /// <summary>The meeting was called off.</summary>
    Cancelled,
}

/// <summary>When and where people meet.</summary>
/// <param name="Date">In India.</param>
/// <param name="Time">In India.</param>
/// <param name="Place">As people know it.</param>
public sealed record Sitting(DateOnly Date, TimeOnly Time, string Place)
{
    /// <summary>The moment at which it begins.</summary>
    [JsonIgnore]
    public DateTimeOffset At => new(Date.ToDateTime(Time), Formats.India.BaseUtcOffset);
}

/// <summary>What a notice says: the same for every output. What is empty is left out.</summary>
public sealed record NoticeContent
{
    private static readonly JsonSerializerOptions Json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>What it is about.</summary>
    public NoticeKind Kind { get; init; }

    /// <summary>One meeting, or one for each village; by date. Empty for an announcement and for a meeting whose day is still to be named.</summary>
    public IReadOnlyList<Sitting> Sittings { get; init; } = [];

    /// <summary>कार्यसूची. What the secretary wrote is the same in both languages.</summary>
    public IReadOnlyList<Bilingual> Agenda { get; init; } = [];

    /// <summary>More the secretary wants to say; for an announcement, all of it.</summary>
    public string? Message { get; init; }

    /// <summary>Act and section, if others than the state's usual ones.</summary>
    public string? LegalBasis { get; init; }

    /// <summary>Who presides, if somebody else than the law says.</summary>
    public string? Presides { get; init; }

    /// <summary>पत्रांक.</summary>
    public string? Reference { get; init; }

    /// <summary>Why at short notice, or in an emergency.</summary>
    public string? Reason { get; init; }

    /// <summary>The signed letter.</summary>
    public StoredFile? Letter { get; init; }

    /// <summary>Where the meeting is on the map; null when it was not told.</summary>
    public MapPoint? Pin { get; init; }

    /// <summary>Only this ward; null for the whole panchayat.</summary>
    public long? WardId { get; init; }

    /// <summary>Its name.</summary>
    public Bilingual? Ward { get; init; }

    /// <summary>True for all but announcements.</summary>
    [JsonIgnore]
    public bool IsMeeting => Kind != NoticeKind.Announcement;

    /// <summary>The kind of meeting by which the state's rules go.</summary>
    [JsonIgnore]
    public MeetingKind MeetingKind => Kind switch
    {
        NoticeKind.Special => MeetingKind.Special,
        NoticeKind.Emergency => MeetingKind.Emergency,
        NoticeKind.Adjourned => MeetingKind.Adjourned,
        _ => MeetingKind.Ordinary,
    };

    /// <summary>As it stands in the database.</summary>
    public string Pack() => JsonSerializer.Serialize(this, Json);

    /// <summary>Reads what <see cref="Pack"/> wrote.</summary>
    public static NoticeContent Unpack(string packed) => JsonSerializer.Deserialize<NoticeContent>(packed, Json)!;
}

/// <summary>A notice as it stands in the database.</summary>
public sealed class Notice
{
    private NoticeContent? _content;

    /// <summary>Its number among all notices.</summary>
    public long Id { get; init; }

    /// <summary>The panchayat.</summary>
    public long PlaceId { get; init; }

    /// <summary>Year of <see cref="Serial"/>.</summary>
    public int Year { get; init; }

    /// <summary>Its number in the panchayat and year, from 1 without gaps; one that was taken back keeps it.</summary>
    public int Serial { get; init; }

    /// <summary>How it stands.</summary>
    public NoticeState State { get; init; }

    /// <summary>1 when first published, one more with every change.</summary>
    public int Version { get; init; }

    /// <summary>When it was first published.</summary>
    public DateTimeOffset PublishedAt { get; init; }

    /// <summary>Who published it; null when deleted on the person's wish.</summary>
    public long? CreatedBy { get; init; }

    internal string Packed { get; init; } = "";

    /// <summary>What it says now.</summary>
    public NoticeContent Content => _content ??= NoticeContent.Unpack(Packed);

    /// <summary>What broadcasts, register entries and files about it are filed under.</summary>
    public string Subject => SubjectOf(Id);

    /// <summary>3/2026.</summary>
    public string Number => $"{Serial}/{Year}";

    internal static string SubjectOf(long id) => $"notice:{id}";
}

/// <summary>One version of a notice.</summary>
public sealed class NoticeVersion
{
    private NoticeContent? _content;

    /// <summary>From 1.</summary>
    public int Version { get; init; }

    /// <summary>What was done.</summary>
    public NoticeAct Act { get; init; }

    /// <summary>How the notice stood afterwards.</summary>
    public NoticeState State { get; init; }

    /// <summary>Why; null when no reason was asked for.</summary>
    public string? Reason { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset DoneAt { get; init; }

    /// <summary>The broadcast that told of it.</summary>
    public long? BroadcastId { get; init; }

    /// <summary>When it was taken back; null when it was not.</summary>
    public DateTimeOffset? UndoneAt { get; init; }

    /// <summary>When the broadcast was over and counted; null before.</summary>
    public DateTimeOffset? CountedAt { get; init; }

    /// <summary>Chats that got it.</summary>
    public int Sent { get; init; }

    /// <summary>Chats that nothing reaches.</summary>
    public int Unreachable { get; init; }

    /// <summary>Chats of which nobody knows whether they got it, or that refused it.</summary>
    public int Unclear { get; init; }

    internal string Packed { get; init; } = "";

    /// <summary>What the notice said then.</summary>
    public NoticeContent Content => _content ??= NoticeContent.Unpack(Packed);
}
