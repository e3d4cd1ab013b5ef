using System.Text.Json.Serialization;
using PanchayatBot.Conversations;
using PanchayatBot.Dates;
using PanchayatBot.Places;

namespace PanchayatBot.Polls;

/// <summary>A vote that is being written.</summary>
/// <param name="Place">Whose vote: a panchayat, or a block.</param>
/// <param name="Content">What it asks so far.</param>
/// <param name="Closes">When it closes; null when not told yet.</param>
/// <param name="HasSecrecy">True once open or secret was chosen.</param>
public sealed record PollDraft(PlaceOption Place, PollContent Content, DateTimeOffset? Closes, bool HasSecrecy)
{
    /// <summary>The same vote in every panchayat of the place, counted in each and together.</summary>
    public bool Everywhere { get; init; }

    /// <summary>When it opens; null for as soon as it cannot be taken back any more.</summary>
    public DateTimeOffset? Opens { get; init; }

    /// <summary>Key of a picture that is still under way; null for none.</summary>
    public string? Sent { get; init; }
}

/// <summary>A rule of a vote that is set on demand.</summary>
public enum PollRule
{
    /// <summary>Only one ward.</summary>
    Ward,

    /// <summary>So many percent of the roll.</summary>
    Quorum,

    /// <summary>So many percent for the leading option.</summary>
    Threshold,

    /// <summary>When it opens.</summary>
    Start,

    /// <summary>Everybody, or only whom the panchayat knows.</summary>
    Voters,

    /// <summary>A scheme or an item of an agenda.</summary>
    About,

    /// <summary>A picture above the question.</summary>
    Picture,
}

/// <summary>The questions of the dialog in which a vote is written.</summary>
[JsonDerivedType(typeof(WhichPlace), "place")]
[JsonDerivedType(typeof(WhichKind), "kind")]
[JsonDerivedType(typeof(WhatQuestion), "question")]
[JsonDerivedType(typeof(WhatOptions), "options")]
[JsonDerivedType(typeof(HowMany), "most")]
[JsonDerivedType(typeof(UntilWhen), "until")]
[JsonDerivedType(typeof(Secrecy), "secrecy")]
[JsonDerivedType(typeof(Preview), "preview")]
[JsonDerivedType(typeof(Rules), "rules")]
[JsonDerivedType(typeof(WhatRule), "rule")]
[JsonDerivedType(typeof(FromWhen), "from")]
[JsonDerivedType(typeof(WhatAbout), "about")]
public abstract record PollStep
{
    /// <summary>A question about a vote that is being written.</summary>
    public abstract record OfDraft(PollDraft Draft) : PollStep;

    /// <summary>किस पंचायत का मतदान?; blocks stand for the same vote in all their panchayats.</summary>
    public sealed record WhichPlace(IReadOnlyList<PlaceOption> Panchayats, IReadOnlyList<PlaceOption> Blocks) : PollStep;

    /// <summary>किस तरह का?</summary>
    public sealed record WhichKind(PlaceOption Place, bool Everywhere) : PollStep;

    /// <summary>क्या पूछना है?</summary>
    public sealed record WhatQuestion(PollDraft Draft) : OfDraft(Draft);

    /// <summary>विकल्प?</summary>
    public sealed record WhatOptions(PollDraft Draft) : OfDraft(Draft);

    /// <summary>कितने विकल्प चुन सकते हैं?</summary>
    public sealed record HowMany(PollDraft Draft) : OfDraft(Draft);

    /// <summary>कब तक?; what was understood so far, and what is offered.</summary>
    public sealed record UntilWhen(PollDraft Draft, When Known, IReadOnlyList<When> Choices) : OfDraft(Draft);

    /// <summary>खुला या गुप्त?</summary>
    public sealed record Secrecy(PollDraft Draft) : OfDraft(Draft);

    /// <summary>The vote as it will look, how many it reaches, and in how many panchayats (0 for a vote of one); the tap that publishes.</summary>
    public sealed record Preview(PollDraft Draft, long People, int Panchayats) : OfDraft(Draft);

    /// <summary>क्या तय करना है?</summary>
    public sealed record Rules(PollDraft Draft) : OfDraft(Draft);

    /// <summary>कब शुरू हो?; what was understood so far, and what is offered.</summary>
    public sealed record FromWhen(PollDraft Draft, When Known, IReadOnlyList<When> Choices) : OfDraft(Draft);

    /// <summary>किस बारे में?; what was found.</summary>
    public sealed record WhatAbout(PollDraft Draft, IReadOnlyList<Topic> Found) : OfDraft(Draft);

    /// <summary>The value of a rule.</summary>
    public sealed record WhatRule(PollDraft Draft, PollRule Rule, IReadOnlyList<PlaceOption> Wards) : OfDraft(Draft);
}
