namespace PanchayatBot.Printing;

/// <summary>How far a publication came. The five numbers are independent; all of them are printed as given.</summary>
/// <param name="Sent">People it was sent to, all in all.</param>
/// <param name="Delivered">The messenger took it.</param>
/// <param name="Unreachable">Blocked, or gone.</param>
/// <param name="Unknown">Sent, but nobody knows whether it arrived.</param>
/// <param name="Pending">Still waiting; not printed when nothing waits.</param>
/// <param name="AsOf">The moment of counting.</param>
public sealed record Reach(int Sent, int Delivered, int Unreachable, int Unknown, int Pending, DateTimeOffset AsOf);

/// <summary>An official act on something that was published.</summary>
/// <param name="At">When.</param>
/// <param name="What">What was done, in the language of the certificate.</param>
/// <param name="Entry">Its number in the register.</param>
public sealed record LaterChange(DateTimeOffset At, string What, long Entry);

/// <summary>A row of a table: what it is, and what it says.</summary>
/// <param name="Label">At the left.</param>
/// <param name="Value">At the right.</param>
public sealed record Fact(string Label, string Value);

/// <summary>What a certificate of publication says. All texts are in the language in which it is printed.</summary>
/// <param name="Office">The panchayat.</param>
/// <param name="Notice">Title of what was published.</param>
/// <param name="LetterNumber">पत्रांक; may be empty.</param>
/// <param name="PublishedAt">When.</param>
/// <param name="Reach">How far it came.</param>
/// <param name="Entry">Number of the act in the register.</param>
/// <param name="Hash">The register's hash at this entry, in hexadecimal digits.</param>
/// <param name="IssuedAt">When the certificate was made.</param>
public sealed record PublicationCertificate(Office Office, string Notice, string LetterNumber, DateTimeOffset PublishedAt, Reach Reach, long Entry, string Hash, DateTimeOffset IssuedAt)
{
    /// <summary>Who published it, e.g. पंचायत सचिव; may be empty.</summary>
    public string PublishedBy { get; init; } = "";

    /// <summary>More about it: date, time and place of the meeting, agenda.</summary>
    public IReadOnlyList<Fact> Facts { get; init; } = [];

    /// <summary>All later changes, the oldest first.</summary>
    public IReadOnlyList<LaterChange> Changes { get; init; } = [];

    /// <summary>Who signs.</summary>
    public Signatory? Signatory { get; init; }
}
