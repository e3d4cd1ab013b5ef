using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using PanchayatBot.Content;
using PanchayatBot.Conversations;
using PanchayatBot.Messages;
using PanchayatBot.Polls.Counting;

namespace PanchayatBot.Polls;

/// <summary>How far a vote has come. Names stand in the database in lower case.</summary>
public enum PollState
{
    /// <summary>Published, but its time has not come; it may still be taken back.</summary>
    Scheduled,

    /// <summary>People vote.</summary>
    Open,

    /// <summary>Counted.</summary>
    Closed,

    /// <summary>Ended with a reason and without a result.</summary>
    Cancelled,

    /// <summary>Taken back before it opened: nobody heard of it.</summary>
    Withdrawn,
}

/// <summary>By which way somebody voted. Names stand in the database in lower case.</summary>
public enum VotingWay
{
    /// <summary>By the own phone.</summary>
    Phone,

    /// <summary>By hand or on paper, in the hall.</summary>
    Hall,

    /// <summary>An officer entered the vote of a person without a phone, at that person's word.</summary>
    Assisted,
}

/// <summary>What a vote asks, and by which rules it is counted.</summary>
/// <param name="Kind">How people vote.</param>
/// <param name="Question">The question.</param>
/// <param name="Options">The options in their order: two to twelve.</param>
public sealed record PollContent(PollKind Kind, Bilingual Question, IReadOnlyList<Bilingual> Options)
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, IgnoreReadOnlyProperties = true };

    /// <summary>गुप्त मत: nobody can tell who voted what, and a vote is final. Otherwise खुला मत, which may be changed.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Nobody sees figures before the vote closes. Always so with a secret vote.</summary>
    public bool IsHidden { get; init; }

    /// <summary>Of an approval poll, how many options one may choose.</summary>
    public int Most { get; init; } = 1;

    /// <summary>So many percent of the roll must take part; null for no such rule.</summary>
    public int? QuorumPercent { get; init; }

    /// <summary>So many percent must be for the leading option (<see cref="Tally.Reaches"/>); null for no such rule.</summary>
    public int? ThresholdPercent { get; init; }

    /// <summary>Only this ward; null for the whole panchayat.</summary>
    public long? WardId { get; init; }

    /// <summary>What that ward is called.</summary>
    public Bilingual? Ward { get; init; }

    /// <summary>Only persons whom the panchayat has verified may vote (<see cref="VoterRegister"/>); otherwise everybody of the panchayat.</summary>
    public bool ForVerified { get; init; }

    /// <summary>What the vote is about: a scheme, an item of an agenda; null for nothing else.</summary>
    public Topic? About { get; init; }

    /// <summary>A picture that goes before the question; null for none.</summary>
    public StoredFile? Picture { get; init; }

    /// <summary>True if a single tap on an option is the whole vote.</summary>
    public bool IsOneTap => Kind is PollKind.YesNo or PollKind.One;

    /// <summary>As it stands in the database.</summary>
    internal string Pack() => JsonSerializer.Serialize(this, Json);

    /// <summary>Back from there.</summary>
    internal static PollContent Unpack(string packed) => JsonSerializer.Deserialize<PollContent>(packed, Json)!;
}

/// <summary>A part of those who took part.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="People">How many.</param>
public sealed record Part(Bilingual Name, long People);

/// <summary>What came out of a vote.</summary>
/// <param name="Tally">All votes together.</param>
/// <param name="Phone">People who voted by their own phone.</param>
/// <param name="Hall">People who voted in the hall.</param>
/// <param name="PhoneCounts">For each option what came by phone, own or an officer's.</param>
/// <param name="HallCounts">For each option what came from the hall; empty when nobody voted there.</param>
/// <param name="QuorumMet">Whether enough took part; null when no number was asked for.</param>
/// <param name="ThresholdMet">Whether enough are for the leading option; null when no share was asked for.</param>
/// <param name="Late">People on the roll who joined after the vote had opened.</param>
/// <param name="Note">Why the numbers of the hall do not match; null when they do.</param>
public sealed record PollResult(Tally Tally, long Phone, long Hall, IReadOnlyList<long> PhoneCounts, IReadOnlyList<long> HallCounts, bool? QuorumMet, bool? ThresholdMet, long Late, string? Note)
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, IgnoreReadOnlyProperties = true };

    /// <summary>People whose vote an officer entered for them.</summary>
    public long Assisted { get; init; }

    /// <summary>How many came from each ward, as far as it may be told (<see cref="Breakdown"/>).</summary>
    public IReadOnlyList<Part> Wards { get; init; } = [];

    /// <summary>Women among those who took part; null when it may not be told.</summary>
    public long? Women { get; init; }

    /// <summary>Men; null when it may not be told.</summary>
    public long? Men { get; init; }

    /// <summary>How many took part.</summary>
    public long People => Phone + Assisted + Hall;

    /// <summary>As it stands in the database.</summary>
    internal string Pack() => JsonSerializer.Serialize(this, Json);

    /// <summary>Back from there.</summary>
    internal static PollResult Unpack(string packed) => JsonSerializer.Deserialize<PollResult>(packed, Json)!;
}

/// <summary>A vote as it stands in the database.</summary>
public sealed class Poll
{
    private PollContent? _content;
    private PollResult? _result;

    /// <summary>Its number.</summary>
    public long Id { get; init; }

    /// <summary>The panchayat.</summary>
    public long PlaceId { get; init; }

    /// <summary>How far it has come.</summary>
    public PollState State { get; init; }

    /// <summary>When it opens, or opened.</summary>
    public DateTimeOffset OpensAt { get; init; }

    /// <summary>When it closes; a vote at that very moment is too late.</summary>
    public DateTimeOffset ClosesAt { get; init; }

    /// <summary>How many were on the roll when it opened.</summary>
    public long Roll { get; init; }

    /// <summary>How many chats listened to the panchayat or ward when it opened.</summary>
    public long Registered { get; init; }

    /// <summary>The same number stands in all votes that were published together in many panchayats; null for a vote of one.</summary>
    public long? GroupId { get; init; }

    /// <summary>Who published it.</summary>
    public long? CreatedBy { get; init; }

    /// <summary>When it was published.</summary>
    public DateTimeOffset PublishedAt { get; init; }

    /// <summary>When it was counted or cancelled.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Why it was extended or cancelled; null when it was neither.</summary>
    public string? Reason { get; init; }

    /// <summary>SHA-256 of the file of ballots, in small hexadecimal letters; null before it closed.</summary>
    public string? ResultHash { get; init; }

    /// <summary>What the panchayat did with the result, in Hindi; null when nothing was told yet.</summary>
    public string? OutcomeHi { get; init; }

    /// <summary>The same in English.</summary>
    public string? OutcomeEn { get; init; }

    internal string? KeyName { get; init; }

    internal string Packed { get; init; } = "";

    internal string? PackedResult { get; init; }

    /// <summary>What it asks.</summary>
    public PollContent Content => _content ??= PollContent.Unpack(Packed);

    /// <summary>What came out; null before it closed.</summary>
    public PollResult? Result => PackedResult is null ? null : _result ??= PollResult.Unpack(PackedResult);

    /// <summary>Its name in the register and for broadcasts.</summary>
    public string Subject => SubjectOf(Id);

    /// <summary>The name of the vote with this number.</summary>
    public static string SubjectOf(long id) => string.Create(CultureInfo.InvariantCulture, $"poll:{id}");

    /// <summary>True while a vote is taken at this moment, whether or not the clock has opened or closed it yet.</summary>
    public bool TakesVotesAt(DateTimeOffset now) => State == PollState.Open && now < ClosesAt;
}
