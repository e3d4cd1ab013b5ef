using PanchayatBot.Content;
using PanchayatBot.Delivery;
using PanchayatBot.Delivery.Broadcasts;
using PanchayatBot.Messages;
using PanchayatBot.Places;

namespace PanchayatBot.Dashboard;

/// <summary>Messages to many, with how far each has come.</summary>
internal sealed class BroadcastsPage : IOfficePage
{
    private const int OnLeaf = 20;
    private const int LongestTitle = 120;

    // What it is, whose it is, and what it says first.
    private const int LinesOfTitle = 3;
    private const int DaysOfToday = 7;

    /// <inheritdoc />
    public string Name => "broadcasts";

    /// <inheritdoc />
    public int Order => 40;

    /// <inheritdoc />
    public async Task<Html?> BodyAsync(OfficeView view)
    {
        var broadcasts = await BroadcastStore.WithinAsync(view.Db, view.Place.Id, view.Leaf * OnLeaf, OnLeaf + 1);
        var table = new Table(view.Say("pages.broadcasts"),
        [
            new(view.Say("pages.broadcasts.what")), .. view.IsPanchayat ? Array.Empty<Column>() : [new(view.Say("results.column.panchayat"))], new(view.Say("pages.broadcasts.when")), new(view.Say("results.column.state")),
            new(view.Say("pages.broadcasts.sent"), IsNumber: true), new(view.Say("pages.broadcasts.unreachable"), IsNumber: true), new(view.Say("pages.broadcasts.unclear"), IsNumber: true),
        ]);
        foreach (var broadcast in broadcasts.Take(OnLeaf))
        {
            var count = await BroadcastStore.CountAsync(view.Db, broadcast.Id);
            // Not begun; or over for so long that its messages are forgotten, and with them what became of them.
            var none = count.Total == 0;
            table.Add(
            [
                Parts.Text(Title(broadcast, view.Language)),
                .. view.IsPanchayat ? Array.Empty<Html>() : [Parts.Text((await PlaceStore.FindAsync(view.Db, broadcast.PlaceId))!.Name[view.Language])],
                Parts.Text(Formats.DateAndTime(broadcast.StartsAt, view.Language)),
                Parts.Text(view.Say($"pages.broadcast.{broadcast.State.ToString().ToLowerInvariant()}")),
                none ? Html.Empty : Html.Of($"{view.Say("pages.broadcasts.of", ("sent", count.Sent), ("all", count.Total))} {Parts.Bar(Parts.Share(count.Sent, count.Total))}"),
                none ? Html.Empty : Parts.Number(count.Unreachable), none ? Html.Empty : Parts.Number(count.Unknown + count.Failed),
            ]);
        }

        return broadcasts.Count == 0 ? Parts.Paragraph(view.Say("pages.broadcasts.none")) : Html.Join(table.ToHtml(), Parts.Paragraph(view.Say("pages.broadcasts.about")), Parts.Leaves(view, Name, broadcasts.Count > OnLeaf));
    }

    /// <inheritdoc />
    public async Task<Html> TodayAsync(OfficeView view)
    {
        var lost = await BroadcastStore.UndeliveredAsync(view.Db, view.Place.Id, view.Now.AddDays(-DaysOfToday));
        return Parts.Section(view.Say("pages.undelivered", ("days", DaysOfToday)),
            lost.Count == 0 ? Html.Empty : Parts.Facts(lost.Select(one => (view.Say($"pages.undelivered.{one.State}"), Parts.Number(one.Messages)))),
            Html.Of($"<p>{Parts.Link(view.Link(Name), view.Say("pages.broadcasts"))}</p>").When(lost.Count > 0));
    }

    /// <summary>The beginning of what it says.</summary>
    private static string Title(Broadcast broadcast, Language language)
    {
        var lines = Markup.ToPlainText(Outbox.Unpack(BroadcastStore.Bodies(language == Language.English ? broadcast.BodiesEn : broadcast.BodiesHi)[0]).Text)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var text = string.Join(" · ", lines.Take(LinesOfTitle));
        return text.Length == 0 ? broadcast.Subject : text.Length <= LongestTitle ? text : text[..(LongestTitle - 1)].TrimEnd() + "…";
    }
}
