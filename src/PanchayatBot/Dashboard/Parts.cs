using System.Globalization;
using PanchayatBot.Content;
using PanchayatBot.Dates;

namespace PanchayatBot.Dashboard;

/// <summary>What several pages are made of.</summary>
public static class Parts
{
    /// <summary>Text alone.</summary>
    public static Html Text(string? text) => Html.Of($"{text}");

    /// <summary>A number alone.</summary>
    public static Html Number(long number) => Html.Of($"{number}");

    /// <summary>A link.</summary>
    public static Html Link(string address, string text) => Html.Of($"<a href=\"{address}\">{text}</a>");

    /// <summary>A paragraph.</summary>
    public static Html Paragraph(string text) => Html.Of($"<p>{text}</p>");

    /// <summary>A section below a heading of the second level; nothing when it is empty.</summary>
    public static Html Section(string heading, params IReadOnlyList<Html> content) =>
        Html.Of($"<section><h2>{heading}</h2>{content}</section>").When(content.Any(part => !part.IsEmpty));

    /// <summary>Names with what belongs to each.</summary>
    public static Html Facts(params IEnumerable<(string Name, Html Value)> facts) =>
        Html.Of($"<dl>{facts.Select(fact => Html.Of($"<div><dt>{fact.Name}</dt><dd>{fact.Value}</dd></div>"))}</dl>");

    /// <summary>A bar that shows a share; the figure stands beside it in words.</summary>
    /// <param name="percent">0 to 100; what is beyond is cut off.</param>
    public static Html Bar(decimal percent) => Html.Of($"""
        <svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="whole" width="100" height="10"/><rect class="share" width="{Math.Clamp(percent, 0, 100).ToString("0.#", CultureInfo.InvariantCulture)}" height="10"/></svg>
        """);

    /// <summary>Links to the quarter before, and to the one after unless it has not come yet.</summary>
    public static Html Quarters(OfficeView view, string page)
    {
        var (before, after) = (view.Quarter.Add(-1), view.Quarter.Add(1));
        return Html.Of($"""
            <nav class="pager" aria-label="{view.Say("pages.quarters")}"><a href="{view.Link(page, ("quarter", before.Code))}">← {Name(view, before)}</a> <strong>{Name(view, view.Quarter)}</strong> {Link(view.Link(page, ("quarter", after.Code)), Name(view, after) + " →").When(after.Start <= view.Today)}</nav>
            """);
    }

    /// <summary>Links to the leaf before and the leaf after of a long list; nothing when there is one leaf.</summary>
    /// <param name="view">The view.</param>
    /// <param name="page">The page.</param>
    /// <param name="hasMore">There is another leaf.</param>
    /// <param name="more">What else the address names.</param>
    public static Html Leaves(OfficeView view, string page, bool hasMore, params IReadOnlyList<(string Name, string Value)> more)
    {
        string To(int leaf) => view.Link(page, [.. more, ("leaf", leaf.ToString(CultureInfo.InvariantCulture))]);
        return Html.Of($"<nav class=\"pager\" aria-label=\"{view.Say("pages.leaves")}\">{Link(To(view.Leaf - 1), "← " + view.Say("pages.previous")).When(view.Leaf > 0)} {Link(To(view.Leaf + 1), view.Say("pages.next") + " →").When(hasMore)}</nav>")
            .When(view.Leaf > 0 || hasMore);
    }

    /// <summary>A share as it is written: 66.7%.</summary>
    public static string Percent(long part, long whole) => Formats.Number(Share(part, whole)) + "%";

    /// <summary>A share in percent, to one decimal; of nothing it is 0.</summary>
    public static decimal Share(long part, long whole) => whole == 0 ? 0 : Math.Round(100m * part / whole, 1, MidpointRounding.AwayFromZero);

    private static string Name(OfficeView view, Quarter quarter) => view.Say("report.quarter",
        ("from", Formats.Month(quarter.Start.Month, view.Language)), ("until", Formats.Month(quarter.End.Month, view.Language)), ("year", quarter.Start.Year.ToString(CultureInfo.InvariantCulture)));
}
