namespace PanchayatBot.Printing;

/// <summary>One bar.</summary>
/// <param name="Label">What it counts.</param>
/// <param name="Count">How many; not below 0.</param>
public sealed record Bar(string Label, long Count);

/// <summary>Counts as bars, one below the other in the given order.</summary>
/// <param name="Title">Above the bars.</param>
/// <param name="Bars">From top to bottom.</param>
/// <param name="Total">What the percentages are of: all who voted, which may be more or fewer than the bars together.</param>
/// <param name="Footer">Below the bars: where the figures come from, and when they were counted.</param>
public sealed record BarChart(string Title, IReadOnlyList<Bar> Bars, long Total, string Footer);
