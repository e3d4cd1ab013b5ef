using System.Globalization;
using PanchayatBot.Content;
using PanchayatBot.GramSabha.Notices;
using PanchayatBot.GramSabha.Rules;

namespace PanchayatBot.GramSabha.Meetings;

/// <summary>How far a meeting has come. Names stand in the database in lower case.</summary>
public enum MeetingState
{
    /// <summary>It took place; its minutes are being written.</summary>
    Held,

    /// <summary>स्थगित: too few came.</summary>
    Adjourned,

    /// <summary>Its minutes are approved and published.</summary>
    Approved,
}

/// <summary>A meeting that was called and whose day has come, as its secretary entered it.</summary>
public sealed class Meeting
{
    /// <summary>Its number among all meetings.</summary>
    public long Id { get; init; }

    /// <summary>The panchayat.</summary>
    public long PlaceId { get; init; }

    /// <summary>The notice that called it.</summary>
    public long NoticeId { get; init; }

    /// <summary>Its kind.</summary>
    public NoticeKind Kind { get; init; }

    /// <summary>How far it has come.</summary>
    public MeetingState State { get; init; }

    /// <summary>Where it was.</summary>
    public required string Venue { get; init; }

    /// <summary>All who came.</summary>
    public int People { get; init; }

    /// <summary>Women among them.</summary>
    public int Women { get; init; }

    /// <summary>Voters on the roll then; null when not known.</summary>
    public int? Voters { get; init; }

    /// <summary>The quorum; null when not known.</summary>
    public int? Needed { get; init; }

    /// <summary>Women it needs; null when no rule was found.</summary>
    public int? NeededWomen { get; init; }

    /// <summary>Whether enough came.</summary>
    public QuorumState Quorum { get; init; }

    /// <summary>Grows with every change of the minutes.</summary>
    public int Revision { get; init; }

    /// <summary>When its minutes were approved; null before.</summary>
    public DateTimeOffset? ApprovedAt { get; init; }

    internal int Sc { get; init; }

    internal int St { get; init; }

    internal int Obc { get; init; }

    internal int Other { get; init; }

    internal string Day { get; init; } = "";

    internal string Clock { get; init; } = "";

    /// <summary>The day, in India.</summary>
    public DateOnly HeldOn => DateOnly.ParseExact(Day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>When it was to begin, in India.</summary>
    public TimeOnly HeldAt => TimeOnly.ParseExact(Clock, "HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Who came.</summary>
    public Attendance Attendance => new(People, Women, Sc, St, Obc, Other);

    /// <summary>What broadcasts and register entries about it are filed under.</summary>
    public string Subject => $"meeting:{Id}";
}

/// <summary>What became of an item of the agenda. Names stand in the database in lower case.</summary>
public enum Outcome
{
    /// <summary>सर्वसम्मति से पारित.</summary>
    Unanimous,

    /// <summary>बहुमत से पारित.</summary>
    Passed,

    /// <summary>अस्वीकृत.</summary>
    Rejected,

    /// <summary>Talked about, nothing resolved.</summary>
    Discussed,

    /// <summary>Not taken up.</summary>
    Skipped,
}

/// <summary>How far a passed resolution has come. Names stand in the database in lower case.</summary>
public enum ResolutionStatus
{
    /// <summary>Nothing was reported yet.</summary>
    Open,

    /// <summary>काम शुरू हुआ.</summary>
    Started,

    /// <summary>पूरा हुआ.</summary>
    Done,

    /// <summary>नहीं हो सका.</summary>
    Failed,
}

/// <summary>What is written down about one matter.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Body">The words of the resolution; null where there is none.</param>
/// <param name="Responsible">Who is to do it; null when nobody was named.</param>
/// <param name="Due">Until when; null when no day was named.</param>
public sealed record Decision(Outcome Outcome, string? Body, string? Responsible, DateOnly? Due)
{
    /// <summary>True for what was resolved in favour.</summary>
    public bool IsPassed => Outcome is Outcome.Unanimous or Outcome.Passed;

    /// <summary>True for what has words of its own: passed or rejected.</summary>
    public bool IsResolution => Outcome is Outcome.Unanimous or Outcome.Passed or Outcome.Rejected;
}

/// <summary>An item of the minutes.</summary>
public sealed class MinuteItem
{
    /// <summary>Its number among all.</summary>
    public long Id { get; init; }

    /// <summary>The panchayat.</summary>
    public long PlaceId { get; init; }

    /// <summary>The meeting.</summary>
    public long MeetingId { get; init; }

    /// <summary>How far a passed resolution has come; null for anything else, and before the approval.</summary>
    public ResolutionStatus? Status { get; init; }

    /// <summary>Since when.</summary>
    public DateTimeOffset? StatusAt { get; init; }

    internal string? TitleHi { get; init; }

    internal string? TitleEn { get; init; }

    internal Outcome? Outcome { get; init; }

    internal string? Body { get; init; }

    internal string? Responsible { get; init; }

    internal string? DueDay { get; init; }

    /// <summary>The day of the meeting, where it was asked for.</summary>
    internal string? Day { get; init; }

    /// <summary>The item of the agenda; null for what was added at the meeting.</summary>
    public Bilingual? Title => TitleHi is null ? null : new(TitleHi, TitleEn!);

    /// <summary>What became of it; null while that is not entered.</summary>
    public Decision? Decision => Outcome is { } outcome
        ? new(outcome, Body, Responsible, DueDay is null ? null : DateOnly.ParseExact(DueDay, "yyyy-MM-dd", CultureInfo.InvariantCulture))
        : null;

    /// <summary>What broadcasts and register entries about the resolution are filed under.</summary>
    public string Subject => SubjectOf(Id);

    internal static string SubjectOf(long id) => $"resolution:{id}";
}

/// <summary>Something that was reported of a resolution.</summary>
public sealed class ResolutionStep
{
    /// <summary>From 1.</summary>
    public int Number { get; init; }

    /// <summary>How far it has come.</summary>
    public ResolutionStatus Status { get; init; }

    /// <summary>More about it; null when nothing was written.</summary>
    public string? Note { get; init; }

    /// <summary>When it was reported.</summary>
    public DateTimeOffset DoneAt { get; init; }
}

/// <summary>What was put right below approved minutes.</summary>
public sealed class MinutesCorrection
{
    /// <summary>From 1.</summary>
    public int Number { get; init; }

    /// <summary>The words.</summary>
    public required string Body { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset EnteredAt { get; init; }
}

/// <summary>A meeting as it is entered.</summary>
/// <param name="Notice">The notice that called it.</param>
/// <param name="Sitting">Which of its sittings.</param>
/// <param name="Attendance">Who came.</param>
/// <param name="Voters">Voters on the roll; null when not known.</param>
/// <param name="Needed">The quorum; null when the roll is not known.</param>
/// <param name="State">Held or adjourned.</param>
public sealed record MeetingRecord(Notice Notice, Sitting Sitting, Attendance Attendance, int? Voters, QuorumNeeded? Needed, MeetingState State);
