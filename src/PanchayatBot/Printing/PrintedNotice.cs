namespace PanchayatBot.Printing;

/// <summary>What became of a notice.</summary>
public enum NoticeStanding
{
    /// <summary>As first published.</summary>
    Published,

    /// <summary>संशोधित: something in it was changed.</summary>
    Corrected,

    /// <summary>स्थगित: the meeting is moved to another day, or to one still to be named.</summary>
    Postponed,

    /// <summary>निरस्त: the meeting does not take place.</summary>
    Cancelled,
}

/// <summary>When and where people meet.</summary>
/// <param name="Date">In India.</param>
/// <param name="Time">In India.</param>
/// <param name="Place">As people know it.</param>
public sealed record Sitting(DateOnly Date, TimeOnly Time, string Place);

/// <summary>Something that was changed after publication.</summary>
/// <param name="What">E.g. समय.</param>
/// <param name="Before">What was published first.</param>
/// <param name="Now">What holds now.</param>
public sealed record NoticeChange(string What, string Before, string Now);

/// <summary>Who signs.</summary>
/// <param name="Name">May be empty: then only the title stands below the line.</param>
/// <param name="Title">E.g. मुखिया, पंचायत सचिव.</param>
public sealed record Signatory(string Name, string Title);

/// <summary>A notice as it hangs on the board. All texts are in the language in which it is printed. What is empty is left out.</summary>
/// <param name="Office">The panchayat.</param>
/// <param name="LetterDate">Of the letter.</param>
/// <param name="Subject">विषय.</param>
public sealed record PrintedNotice(Office Office, DateOnly LetterDate, string Subject)
{
    /// <summary>पत्रांक.</summary>
    public string? LetterNumber { get; init; }

    /// <summary>What became of it.</summary>
    public NoticeStanding Standing { get; init; }

    /// <summary>What is held, so that “… आयोजित की जाएगी” can follow: “ग्राम सभा की साधारण बैठक”; null for an announcement without a meeting.</summary>
    public string? Meeting { get; init; }

    /// <summary>Act and section.</summary>
    public string? LegalBasis { get; init; }

    /// <summary>More that the secretary wants to say; for an announcement, all of it.</summary>
    public string? Message { get; init; }

    /// <summary>Why it was changed, postponed or cancelled, or called at short notice.</summary>
    public string? Reason { get; init; }

    /// <summary>One meeting, or one for each village of a series.</summary>
    public IReadOnlyList<Sitting> Sittings { get; init; } = [];

    /// <summary>What was changed.</summary>
    public IReadOnlyList<NoticeChange> Changes { get; init; } = [];

    /// <summary>कार्यसूची, without numbers.</summary>
    public IReadOnlyList<string> Agenda { get; init; } = [];

    /// <summary>Who gets a copy, without numbers.</summary>
    public IReadOnlyList<string> CopiesTo { get; init; } = [];

    /// <summary>साधारण, विशेष or स्थगित सभा, in the words of the state.</summary>
    public string? Kind { get; init; }

    /// <summary>Who presides, e.g. मुखिया सुनीता देवी.</summary>
    public string? PresidedBy { get; init; }

    /// <summary>How many people must come, with the rule it follows, e.g. “मतदाताओं का 1/20: 143 व्यक्ति”.</summary>
    public string? Quorum { get; init; }

    /// <summary>How it was made known, in one line: सूचना पट्ट, मुनादी, पंचायत बॉट.</summary>
    public string? PublishedBy { get; init; }

    /// <summary>Who signs, from left to right: the secretary, then the head of the panchayat. More than two share a line too narrow for a name.</summary>
    public IReadOnlyList<Signatory> Signatories { get; init; } = [];

    /// <summary>The link that opens the chat of the panchayat.</summary>
    public Uri? Link { get; init; }
}
