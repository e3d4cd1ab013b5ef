using PanchayatBot.Content;
using PanchayatBot.Messages;

namespace PanchayatBot.Schemes;

/// <summary>What somebody wants to know about a scheme.</summary>
public enum Facet
{
    /// <summary>What it is.</summary>
    Overview,

    /// <summary>What one gets, and how much.</summary>
    Benefit,

    /// <summary>Who can get it and who cannot.</summary>
    Eligibility,

    /// <summary>Which papers are needed.</summary>
    Documents,

    /// <summary>How, where and for which fee to apply.</summary>
    Apply,

    /// <summary>How to see what became of an application or payment.</summary>
    Status,

    /// <summary>Helpline and office.</summary>
    Contact,

    /// <summary>Last date, and how long it takes.</summary>
    Deadline,

    /// <summary>What to do when the benefit does not come.</summary>
    Complaint,
}

/// <summary>A part of a scheme's body, in the order of the file; docs/writing-schemes.md lists the headings.</summary>
public enum SchemePart
{
    /// <summary>क्या है</summary>
    WhatItIs,

    /// <summary>लाभ</summary>
    Benefit,

    /// <summary>कौन ले सकता है</summary>
    WhoCan,

    /// <summary>कौन नहीं ले सकता</summary>
    WhoCannot,

    /// <summary>कागज़ात</summary>
    Documents,

    /// <summary>आवेदन कैसे करें</summary>
    HowToApply,

    /// <summary>कहाँ</summary>
    Where,

    /// <summary>शुल्क</summary>
    Fee,

    /// <summary>समय-सीमा</summary>
    TimeLimit,

    /// <summary>स्थिति कैसे देखें</summary>
    Status,

    /// <summary>लाभ न मिले तो</summary>
    IfItDoesNotCome,

    /// <summary>हेल्पलाइन</summary>
    Helpline,
}

/// <summary>A page on which a fact was seen.</summary>
/// <param name="Url">Its address.</param>
/// <param name="Read">The day on which it was read.</param>
public sealed record Source(Uri Url, DateOnly Read);

/// <summary>A sum that a scheme pays, in structured form.</summary>
/// <param name="Rupees">In rupees.</param>
/// <param name="Per">once, day, month, year, instalment, unit, cover or loan.</param>
public sealed record Amount(long Rupees, string Per);

/// <summary>A government scheme or service as written in <c>content/schemes/&lt;slug&gt;.md</c>.</summary>
public sealed record Scheme
{
    /// <summary>File name without ending: the scheme's key everywhere.</summary>
    public required string Slug { get; init; }

    /// <summary>The official name.</summary>
    public required Bilingual Name { get; init; }

    /// <summary>A name short enough for a button (at most 30 characters).</summary>
    public required Bilingual Short { get; init; }

    /// <summary>Codes of the states in which it exists, e.g. BR; empty means all of India.</summary>
    public IReadOnlyList<string> States { get; init; } = [];

    /// <summary>A key of content/categories.yml.</summary>
    public required string Category { get; init; }

    /// <summary>The ministry or department in charge.</summary>
    public required Bilingual Department { get; init; }

    /// <summary>Every ₹ figure of the benefit part.</summary>
    public IReadOnlyList<Amount> Amounts { get; init; } = [];

    /// <summary>Fee to apply in ₹; null where it varies.</summary>
    public long? Fee { get; init; }

    /// <summary>Conditions that can be decided from a person's own answers.</summary>
    public EligibilityRule Eligibility { get; init; } = new();

    /// <summary>What people call it, in both scripts.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>How somebody describes the need without naming the scheme.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>Whole questions in the three writings.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];

    /// <summary>The official site.</summary>
    public required Uri Site { get; init; }

    /// <summary>Telephone numbers, as people dial them.</summary>
    public IReadOnlyList<string> Helplines { get; init; } = [];

    /// <summary>Where the facts were seen.</summary>
    public IReadOnlyList<Source> Sources { get; init; } = [];

    /// <summary>The day on which somebody last checked the facts.</summary>
    public required DateOnly VerifiedOn { get; init; }

    /// <summary>From this day on the answer says that it may be out of date.</summary>
    public required DateOnly ReviewAfter { get; init; }

    /// <summary>No new applications are taken.</summary>
    public bool Closed { get; init; }

    /// <summary>The twelve parts of the body in small Markdown.</summary>
    public required IReadOnlyDictionary<SchemePart, Bilingual> Parts { get; init; }

    /// <summary>True if it exists in this state; a null state (unknown) passes everything.</summary>
    public bool ExistsIn(string? state) => state is null || States.Count == 0 || States.Contains(state);

    /// <summary>One part in one language.</summary>
    public string Part(SchemePart part, Language language) => Parts[part][language];
}

/// <summary>Who can get a scheme, as far as it can be decided from a person's own answers; what is null or empty does not matter.</summary>
public sealed record EligibilityRule
{
    /// <summary>female or male.</summary>
    public string? Gender { get; init; }

    /// <summary>Youngest age in years, inclusive.</summary>
    public int? MinAge { get; init; }

    /// <summary>Oldest age in years, inclusive.</summary>
    public int? MaxAge { get; init; }

    /// <summary>rural or urban.</summary>
    public string? Residence { get; init; }

    /// <summary>Social categories: sc, st, obc, ebc, minority, general.</summary>
    public IReadOnlyList<string> Social { get; init; } = [];

    /// <summary>Occupations, any of which is enough.</summary>
    public IReadOnlyList<string> Occupation { get; init; } = [];

    /// <summary>Highest yearly income of the family in ₹, inclusive.</summary>
    public long? IncomeMax { get; init; }

    /// <summary>owner, landless or tenant.</summary>
    public string? Land { get; init; }

    /// <summary>Conditions of which at least one must hold.</summary>
    public IReadOnlyList<string> AnyOf { get; init; } = [];

    /// <summary>Conditions which must all hold.</summary>
    public IReadOnlyList<string> AllOf { get; init; } = [];

    /// <summary>Conditions none of which may hold.</summary>
    public IReadOnlyList<string> NoneOf { get; init; } = [];
}
