using System.Text.Json.Serialization;
using PanchayatBot.Content;
using PanchayatBot.Dates;
using PanchayatBot.Places;

namespace PanchayatBot.GramSabha.Notices;

/// <summary>A notice that is being written, or a published one that is being changed.</summary>
/// <param name="Panchayat">Whose notice.</param>
/// <param name="Content">What it says so far.</param>
public sealed record Draft(PlaceOption Panchayat, NoticeContent Content)
{
    /// <summary>The published notice that is changed; null for a new one.</summary>
    public long? Notice { get; init; }

    /// <summary>The version of it that was seen.</summary>
    public int Version { get; init; }

    /// <summary>What is to be done.</summary>
    public NoticeAct Act { get; init; }

    /// <summary>True once the kind was chosen.</summary>
    public bool HasKind { get; init; }

    /// <summary>True once the agenda was finished.</summary>
    public bool HasAgenda { get; init; }

    /// <summary>True once no more meetings of a series are to come.</summary>
    public bool HasAllSittings { get; init; }

    /// <summary>Numbers of the citizens' suggestions that were put on the agenda.</summary>
    public IReadOnlyList<long> Suggestions { get; init; } = [];

    /// <summary>Key of a letter that was sent and has not arrived yet; null when none is on its way.</summary>
    public string? Sent { get; init; }

    /// <summary>Why a published notice is changed; null when not asked yet, empty when nothing was told.</summary>
    public string? Why { get; init; }

    /// <summary>Why, for those who hear of it; null when nothing was told.</summary>
    [JsonIgnore]
    public string? Reason => string.IsNullOrEmpty(Why) ? null : Why;

    /// <summary>The same draft with another content.</summary>
    public Draft With(NoticeContent content) => this with { Content = content };
}

/// <summary>Fields of a notice that have a usual value and are asked for only on demand.</summary>
public enum ExtraField
{
    /// <summary>पत्रांक.</summary>
    Reference,

    /// <summary>Act and section.</summary>
    Basis,

    /// <summary>अध्यक्षता.</summary>
    Presides,

    /// <summary>Voters on the roll.</summary>
    Voters,

    /// <summary>The signed letter, as a photo or PDF.</summary>
    Letter,

    /// <summary>The place on the map.</summary>
    Pin,

    /// <summary>Only one ward.</summary>
    Ward,

    /// <summary>More words below the agenda.</summary>
    Message,
}

/// <summary>The questions of the dialog in which a notice is written.</summary>
[JsonDerivedType(typeof(WhichPanchayat), "panchayat")]
[JsonDerivedType(typeof(WhichKind), "kind")]
[JsonDerivedType(typeof(WhenIs), "when")]
[JsonDerivedType(typeof(WhereIs), "where")]
[JsonDerivedType(typeof(MoreVillages), "villages")]
[JsonDerivedType(typeof(WhatAgenda), "agenda")]
[JsonDerivedType(typeof(WhatMessage), "message")]
[JsonDerivedType(typeof(WhatReason), "reason")]
[JsonDerivedType(typeof(Preview), "preview")]
[JsonDerivedType(typeof(Extras), "extras")]
[JsonDerivedType(typeof(WhatExtra), "extra")]
[JsonDerivedType(typeof(Confirm), "confirm")]
public abstract record NoticeStep
{
    /// <summary>A question about a notice that is being written.</summary>
    public abstract record OfDraft(Draft Draft) : NoticeStep;

    /// <summary>किस पंचायत की सूचना?; typed when there are too many for buttons.</summary>
    public sealed record WhichPanchayat(IReadOnlyList<PlaceOption> Options) : NoticeStep;

    /// <summary>किस तरह की सूचना?</summary>
    public sealed record WhichKind(Draft Draft) : OfDraft(Draft);

    /// <summary>कब?; what was understood so far, and what is offered as buttons.</summary>
    /// <param name="Draft">The draft.</param>
    /// <param name="Place">The place of the meeting that is moved; null for a new meeting.</param>
    /// <param name="Known">What was understood so far.</param>
    /// <param name="Choices">Dates offered as buttons.</param>
    public sealed record WhenIs(Draft Draft, string? Place, When Known, IReadOnlyList<When> Choices) : OfDraft(Draft);

    /// <summary>कहाँ?; with places of earlier meetings.</summary>
    public sealed record WhereIs(Draft Draft, Sitting Sitting, IReadOnlyList<string> Earlier) : OfDraft(Draft);

    /// <summary>और किसी गाँव की सभा?</summary>
    public sealed record MoreVillages(Draft Draft) : OfDraft(Draft);

    /// <summary>किन विषयों पर?; with the items that one tap adds.</summary>
    public sealed record WhatAgenda(Draft Draft, IReadOnlyList<OfferedItem> Offered, bool Removing) : OfDraft(Draft);

    /// <summary>सूचना में क्या लिखना है?</summary>
    public sealed record WhatMessage(Draft Draft) : OfDraft(Draft);

    /// <summary>क्यों?</summary>
    public sealed record WhatReason(Draft Draft, string? Warnings) : OfDraft(Draft);

    /// <summary>The notice as it will look.</summary>
    public sealed record Preview(Draft Draft, string Shown, string Warnings) : OfDraft(Draft);

    /// <summary>और क्या बदलना है?</summary>
    public sealed record Extras(Draft Draft) : OfDraft(Draft);

    /// <summary>The value of such a field.</summary>
    public sealed record WhatExtra(Draft Draft, ExtraField Field, IReadOnlyList<PlaceOption> Wards) : OfDraft(Draft);

    /// <summary>How many will get it; the second tap publishes.</summary>
    public sealed record Confirm(Draft Draft, long People, long Unreachable, double Seconds) : OfDraft(Draft);
}

/// <summary>An item that one tap puts on the agenda.</summary>
/// <param name="Item">The words.</param>
/// <param name="Suggestion">Number of the citizen's suggestion it is; null for one of the state's standing items.</param>
public sealed record OfferedItem(Bilingual Item, long? Suggestion);
