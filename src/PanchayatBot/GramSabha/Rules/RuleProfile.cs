using System.Runtime.InteropServices;
using PanchayatBot.Content;

namespace PanchayatBot.GramSabha.Rules;

/// <summary>How well a value is founded.</summary>
public enum Certainty
{
    /// <summary>Read in the text of the Act or the rules.</summary>
    Law,

    /// <summary>Read in an official order or notice that applies the rule.</summary>
    Order,

    /// <summary>Read in a newspaper, a course book or on another page; the law itself was not seen.</summary>
    Secondary,
}

/// <summary>A page on which rules were read.</summary>
/// <param name="Url">The page.</param>
/// <param name="Read">When it was read.</param>
/// <param name="Certainty">How well it founds a value.</param>
public sealed record RuleSource(Uri Url, DateOnly Read, Certainty Certainty);

/// <summary>A value of a rule with where it stands.</summary>
/// <typeparam name="T">What the value is.</typeparam>
/// <param name="Value">The value.</param>
/// <param name="Clause">Section or rule, as in a notice: नियम 5(1); null when the source does not name it.</param>
/// <param name="Source">Where it was read.</param>
public sealed record Rule<T>(T Value, Bilingual? Clause, RuleSource Source);

/// <summary>Days a notice must be published before the meeting.</summary>
/// <param name="Days">How many, from 1.</param>
/// <param name="Clear">Clear days: neither the day of publishing nor that of the meeting counts. Otherwise the day of the meeting counts:
/// a notice of the 1st is 7 days before a meeting on the 8th.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct NoticeDays(int Days, bool Clear)
{
    /// <summary>The days between publishing and meeting as this rule counts them; negative when the meeting comes first.</summary>
    public int Given(DateOnly published, DateOnly meeting) => meeting.DayNumber - published.DayNumber - (Clear ? 1 : 0);

    /// <summary>The first date on which a meeting may be, published on this day.</summary>
    public DateOnly Earliest(DateOnly published) => published.AddDays(Days + (Clear ? 1 : 0));
}

/// <summary>A share such as one tenth.</summary>
/// <param name="Numerator">Above the line; 0 for none needed.</param>
/// <param name="Denominator">Below the line, not 0 and not less than the numerator.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Fraction(int Numerator, int Denominator)
{
    /// <summary>The share of a number of people, rounded up: a quorum is reached with whole persons.</summary>
    public int Of(int people) => (int)(((long)people * Numerator + Denominator - 1) / Denominator);

    /// <summary>1/10.</summary>
    public override string ToString() => $"{Numerator}/{Denominator}";
}

/// <summary>The kinds of meetings for which a notice is given.</summary>
public enum MeetingKind
{
    /// <summary>साधारण.</summary>
    Ordinary,

    /// <summary>विशेष.</summary>
    Special,

    /// <summary>आपात: special, in an emergency whose nature is written down.</summary>
    Emergency,

    /// <summary>स्थगित: called again because the quorum was missing.</summary>
    Adjourned,
}

/// <summary>How many must be there.</summary>
/// <param name="Share">Of the voters on the roll.</param>
/// <param name="Cap">Never more than this many; null without limit.</param>
/// <param name="Women">Of those who must be there, this share are women; null where the rule says nothing or it was not found.</param>
public sealed record QuorumRule(Rule<Fraction> Share, Rule<int>? Cap, Rule<Fraction>? Women);

/// <summary>What a state's law says about gram sabha meetings, from content/rules; docs/rules.md describes the file. A rule that was not
/// found is null: nothing is guessed.</summary>
public sealed record RuleProfile
{
    /// <summary>Two-letter code of the state, as in content/places/states.yml.</summary>
    public required string State { get; init; }

    /// <summary>The Act, as a notice names it.</summary>
    public required Bilingual Basis { get; init; }

    /// <summary>Who presides: मुखिया, प्रधान, सरपंच.</summary>
    public required Rule<Bilingual> Presides { get; init; }

    /// <summary>Who calls a meeting, and who may demand one; null when not found.</summary>
    public Rule<Bilingual>? Callers { get; init; }

    /// <summary>Days of notice by kind of meeting; a kind that was not found is missing.</summary>
    public required IReadOnlyDictionary<MeetingKind, Rule<NoticeDays>> Notice { get; init; }

    /// <summary>The quorum; null when not found.</summary>
    public QuorumRule? Quorum { get; init; }

    /// <summary>The quorum of an adjourned meeting, 0 in the numerator for none; null when not found.</summary>
    public Rule<Fraction>? AdjournedQuorum { get; init; }

    /// <summary>Whether an adjourned meeting may only take up the agenda of the first; null when not found.</summary>
    public Rule<bool>? AdjournedSameAgenda { get; init; }

    /// <summary>The least number of meetings a year; null when not found.</summary>
    public Rule<int>? MeetingsAYear { get; init; }

    /// <summary>The most calendar months between two meetings; null when not found.</summary>
    public Rule<int>? GreatestGapMonths { get; init; }

    /// <summary>Days on which gram sabhas meet everywhere, as month and day, in the order of the year.</summary>
    public required IReadOnlyList<(int Month, int Day)> FixedDates { get; init; }

    /// <summary>Standing items of the agenda; the first is always the action taken on earlier resolutions.</summary>
    public required IReadOnlyList<Bilingual> Agenda { get; init; }

    /// <summary>The pages the rules were read on.</summary>
    public required IReadOnlyList<RuleSource> Sources { get; init; }

    /// <summary>Name and office of who compared the profile with the law in force; null while nobody has.</summary>
    public string? VerifiedBy { get; init; }

    /// <summary>When that was; null while nobody has.</summary>
    public DateOnly? VerifiedOn { get; init; }

    /// <summary>After this day the profile must be compared anew.</summary>
    public required DateOnly ReviewAfter { get; init; }

    /// <summary>The Act and the clause of a rule, as a sentence names them.</summary>
    public Bilingual Law(Bilingual? clause) => clause is null ? Basis : new($"{Basis.Hindi}, {clause.Hindi}", $"{Basis.English}, {clause.English}");

    /// <summary>True when somebody has compared it with the law and the comparison is not too old.</summary>
    public bool IsVerified(DateOnly today) => VerifiedOn is not null && today <= ReviewAfter;
}
