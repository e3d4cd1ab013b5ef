using System.Text.Json.Serialization;
using PanchayatBot.Dates;
using PanchayatBot.Places;

namespace PanchayatBot.Polls;

/// <summary>A vote that is being written.</summary>
/// <param name="Panchayat">Whose vote.</param>
/// <param name="Content">What it asks so far.</param>
/// <param name="Closes">When it closes; null when not told yet.</param>
/// <param name="HasSecrecy">True once open or secret was chosen.</param>
public sealed record PollDraft(PlaceOption Panchayat, PollContent Content, DateTimeOffset? Closes, bool HasSecrecy);

/// <summary>A rule of a vote that is set on demand.</summary>
public enum PollRule
{
    /// <summary>Only one ward.</summary>
    Ward,

    /// <summary>So many percent of the roll.</summary>
    Quorum,

    /// <summary>So many percent for the leading option.</summary>
    Threshold,
}

/// <summary>The questions of the dialog in which a vote is written.</summary>
[JsonDerivedType(typeof(WhichPanchayat), "panchayat")]
[JsonDerivedType(typeof(WhichKind), "kind")]
[JsonDerivedType(typeof(WhatQuestion), "question")]
[JsonDerivedType(typeof(WhatOptions), "options")]
[JsonDerivedType(typeof(HowMany), "most")]
[JsonDerivedType(typeof(UntilWhen), "until")]
[JsonDerivedType(typeof(Secrecy), "secrecy")]
[JsonDerivedType(typeof(Preview), "preview")]
[JsonDerivedType(typeof(Rules), "rules")]
[JsonDerivedType(typeof(WhatRule), "rule")]
public abstract record PollStep
{
    /// <summary>A question about a vote that is being written.</summary>
    public abstract record OfDraft(PollDraft Draft) : PollStep;

    /// <summary>किस पंचायत का मतदान?</summary>
    public sealed record WhichPanchayat(IReadOnlyList<PlaceOption> Options) : PollStep;

    /// <summary>किस तरह का?</summary>
    public sealed record WhichKind(PlaceOption Panchayat) : PollStep;

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

    /// <summary>The vote as it will look; the tap that publishes.</summary>
    public sealed record Preview(PollDraft Draft, long People) : OfDraft(Draft);

    /// <summary>क्या तय करना है?</summary>
    public sealed record Rules(PollDraft Draft) : OfDraft(Draft);

    /// <summary>The value of a rule.</summary>
    public sealed record WhatRule(PollDraft Draft, PollRule Rule, IReadOnlyList<PlaceOption> Wards) : OfDraft(Draft);
}
