using System.Globalization;
using PanchayatBot.Dashboard;
using PanchayatBot.People;

namespace PanchayatBot.Schemes.Gaps;

/// <summary>Questions without a good answer on the pages of the office, most asked first; what is done with them is done in chat (/gaps).</summary>
public sealed class GapsPage : IOfficePage
{
    private const int OnLeaf = 25;
    private const int MostToday = 5;
    private const int MostWordings = 8;

    /// <inheritdoc />
    public string Name => "gaps";

    /// <inheritdoc />
    public int Order => 50;

    /// <inheritdoc />
    public async Task<Html?> BodyAsync(OfficeView view)
    {
        var groups = await GroupsAsync(view);
        return groups.Count == 0
            ? Parts.Paragraph(view.Say("gap.list.empty"))
            : Html.Join(
                Parts.Paragraph(view.Say("pages.gaps.about")),
                TableOf(view, groups.Skip(view.Leaf * OnLeaf).Take(OnLeaf)),
                Parts.Leaves(view, Name, groups.Count > (view.Leaf + 1) * OnLeaf));
    }

    /// <inheritdoc />
    public async Task<Html> TodayAsync(OfficeView view)
    {
        var groups = await GroupsAsync(view);
        return Parts.Section(view.Say("pages.gaps"), TableOf(view, groups.Take(MostToday)),
            Html.Of($"<p>{Parts.Link(view.Link(Name), view.Say("pages.gaps.all", ("count", groups.Count)))}</p>").When(groups.Count > MostToday));
    }

    /// <summary>Questions of people who told no panchayat belong to nobody's place; officers see them beside those of their own.</summary>
    private static async Task<List<GapGroup>> GroupsAsync(OfficeView view) =>
        GapGroups.Of(await GapStore.OpenWithinAsync(view.Db, view.Place.Id, unknown: !view.IsPanchayat && view.Offices[0].Role >= Role.Officer));

    private static Html TableOf(OfficeView view, IEnumerable<GapGroup> groups)
    {
        var table = new Table(view.Say("pages.gaps"), new(view.Say("results.column.question")), new(view.Say("pages.gaps.asked"), IsNumber: true), new(view.Say("pages.gaps.wanted"), IsNumber: true), new(view.Say("pages.gaps.wordings")));
        foreach (var group in groups)
        {
            var others = group.Wordings.Skip(1).ToList();
            table.Add(Parts.Text(group.Title), Parts.Number(group.Asked), Parts.Number(group.Questions.Sum(question => question.Wanted)), others.Count == 0
                ? Html.Empty
                : Html.Of($"<details><summary>{others.Count.ToString(CultureInfo.InvariantCulture)}</summary><ul>{others.Take(MostWordings).Select(wording => Html.Of($"<li>{wording}</li>"))}</ul></details>"));
        }

        return table.ToHtml();
    }
}
