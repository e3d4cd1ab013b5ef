using System.Globalization;

namespace PanchayatBot.GramSabha.Proposals;

/// <summary>How far a citizens' proposal has come. Names stand in the database in lower case.</summary>
public enum ProposalState
{
    /// <summary>It gathers support.</summary>
    Open,

    /// <summary>Enough people support it: it goes on the next agenda.</summary>
    Ready,

    /// <summary>It stands on a published agenda.</summary>
    Agenda,

    /// <summary>The panchayat answered.</summary>
    Answered,

    /// <summary>The secretary took it down, with a reason.</summary>
    Removed,

    /// <summary>Its author took it back.</summary>
    Withdrawn,
}

/// <summary>What somebody of a panchayat proposes for its gram sabha.</summary>
public sealed class Proposal
{
    /// <summary>Its number.</summary>
    public long Id { get; init; }

    /// <summary>The panchayat.</summary>
    public long PlaceId { get; init; }

    /// <summary>Who proposed it; null once forgotten. Shown to the secretary alone.</summary>
    public long? PersonId { get; init; }

    /// <summary>The words, as typed: to be escaped wherever they are shown.</summary>
    public required string Body { get; init; }

    /// <summary>How far it has come.</summary>
    public ProposalState State { get; init; }

    /// <summary>How many support it, its author among them.</summary>
    public long Supports { get; init; }

    /// <summary>The notice on whose agenda it stands; null for none.</summary>
    public long? NoticeId { get; init; }

    /// <summary>The panchayat's answer, or why it was removed; null for neither.</summary>
    public string? Answer { get; init; }

    /// <summary>Whether people may still support it.</summary>
    public bool IsOpen => State is ProposalState.Open or ProposalState.Ready;

    /// <summary>Its name in the register and for broadcasts.</summary>
    public string Subject => string.Create(CultureInfo.InvariantCulture, $"proposal:{Id}");
}
