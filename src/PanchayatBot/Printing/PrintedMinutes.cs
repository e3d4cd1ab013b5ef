namespace PanchayatBot.Printing;

/// <summary>What a meeting resolved, as it stands in the register.</summary>
/// <param name="Text">The resolution.</param>
/// <param name="Status">What became of the vote, e.g. सर्वसम्मति से पारित.</param>
/// <param name="Responsible">Who is to do it; may be empty.</param>
/// <param name="Due">Until when; null if no day was set.</param>
public sealed record PrintedResolution(string Text, string Status, string Responsible, DateOnly? Due);

/// <summary>The minutes of one meeting. All texts are in the language in which they are printed. What is empty is left out.</summary>
/// <param name="Office">The panchayat.</param>
/// <param name="Meeting">What was held: “ग्राम सभा की साधारण बैठक”.</param>
/// <param name="Held">When and where.</param>
public sealed record PrintedMinutes(Office Office, string Meeting, Sitting Held)
{
    /// <summary>पत्रांक of the notice by which it was called.</summary>
    public string? LetterNumber { get; init; }

    /// <summary>Who presided.</summary>
    public string? PresidedBy { get; init; }

    /// <summary>Attendance by number, never by name: who (कुल, महिलाएँ, …) and how many; at most seven share a line.</summary>
    public IReadOnlyList<Bar> Attendance { get; init; } = [];

    /// <summary>How many were needed, and whether they came, in one sentence.</summary>
    public string? Quorum { get; init; }

    /// <summary>In the order in which they were put.</summary>
    public IReadOnlyList<PrintedResolution> Resolutions { get; init; } = [];

    /// <summary>Who signs, from left to right: the secretary, then who presided.</summary>
    public IReadOnlyList<Signatory> Signatories { get; init; } = [];
}
