namespace PanchayatBot.Schemes.Eligibility;

/// <summary>Kleene's three values, in the order that makes "and" a minimum and "or" a maximum. Names stand in nothing stored.</summary>
public enum Truth
{
    /// <summary>Certainly not.</summary>
    No,

    /// <summary>Depends on what was not told.</summary>
    Unknown,

    /// <summary>Certainly.</summary>
    Yes,
}

/// <summary>Logic with three values.</summary>
public static class TruthLogic
{
    /// <summary>Yes or no as a truth; null is unknown.</summary>
    public static Truth Of(bool? known) => known switch { true => Truth.Yes, false => Truth.No, null => Truth.Unknown };

    /// <summary>Yes turns to no and no to yes; unknown stays.</summary>
    public static Truth Not(this Truth truth) => Truth.Yes - (int)truth;

    /// <summary>True of all: yes for none at all.</summary>
    public static Truth All(this IEnumerable<Truth> truths) => truths.DefaultIfEmpty(Truth.Yes).Min();

    /// <summary>True of one at least: no for none at all.</summary>
    public static Truth Any(this IEnumerable<Truth> truths) => truths.DefaultIfEmpty(Truth.No).Max();
}
