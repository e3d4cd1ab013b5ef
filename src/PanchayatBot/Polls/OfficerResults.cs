using PanchayatBot.Content;
using PanchayatBot.Conversations;
using PanchayatBot.Dates;
using PanchayatBot.Delivery.Papers;
using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Places;

namespace PanchayatBot.Polls;

/// <summary>/results: what was voted in one's own panchayats, block or district in a quarter; in chat, as CSV, Excel and JSON.</summary>
public sealed class OfficerResults(PollWords words, PollTable table) : IConversation
{
    private const string Route = "results";
    private const int OnPage = 6;
    private const int MostPlaces = 20;

    /// <inheritdoc />
    public void Map(Routes routes)
    {
        routes.Command("results", Routes.Privately((turn, _, _) => BeginAsync(turn)), needs: Role.Secretary);
        routes.Button(Route, Routes.Privately((turn, argument, _) => argument.Length == 0 ? BeginAsync(turn) : ShownAsync(turn, argument)), Role.Secretary);
        routes.Duty(28, "results.duty", Route);
        foreach (var kind in table.Kinds)
            routes.Button(kind.Name, Routes.Privately((turn, argument, _) => OrderAsync(turn, argument, kind)), Role.Secretary);
    }

    private async Task<Answer> BeginAsync(Turn turn)
    {
        var places = (await Grants.OfAsync(turn.Db, turn.Chat.PersonId!.Value)).Where(grant => grant.Role >= Role.Secretary).Select(grant => grant.PlaceId).Distinct().Take(MostPlaces).ToList();
        var quarter = Quarter.Of(Formats.IndianDate(turn.Now));
        if (places is [var only])
            return await ShowAsync(turn, only, quarter, 0);
        var buttons = new List<Button>();
        foreach (var id in places)
        {
            if (await PlaceStore.FindAsync(turn.Db, id) is { } place)
                buttons.Add(Button.To(PollWords.Label((await PlaceOption.FullAsync(turn.Db, place))[turn.Language]), Route, Argument(id, quarter, 0)));
        }

        return Answer.Say(turn.Say("results.which"), buttons);
    }

    private static string Argument(long place, Quarter quarter, int page) => $"{PollTable.Subject(place, quarter)} {page}";

    private async Task<Answer> ShownAsync(Turn turn, string argument)
    {
        var parts = argument.Split(' ');
        return parts.Length == 3 && await PlaceAsync(turn, parts[0]) is { } place && Quarter.Parse(parts[1]) is { } quarter && int.TryParse(parts[2], out var page) && page is >= 0 and < 10_000
            ? await ShowAsync(turn, place, quarter, page)
            : await Routes.UnknownButton(turn, "", CancellationToken.None);
    }

    /// <summary>The place that a button names, if the person serves there.</summary>
    private static async Task<long?> PlaceAsync(Turn turn, string id)
    {
        if (PollAccess.Number(id) is not { } place)
            return null;
        if (await Grants.HoldsAsync(turn.Db, turn.Chat.PersonId, Role.Secretary, place))
            return place;
        turn.Refuse($"results of {place}");
        return null;
    }

    private async Task<Answer> ShowAsync(Turn turn, long place, Quarter quarter, int page)
    {
        var name = (await PlaceStore.FindAsync(turn.Db, place))!.Name;
        // One more than is shown tells whether there is another page.
        var held = await PollReport.HeldAsync(turn.Db, place, quarter, page * OnPage, OnPage + 1);
        var lines = new List<string>();
        var buttons = new List<Button>();
        foreach (var (one, number) in held.Take(OnPage).Select((one, at) => (one, (page * OnPage) + at + 1)))
        {
            var poll = (await PollStore.FindAsync(turn.Db, one.Id))!;
            lines.Add(Line(turn, poll, one, number));
            buttons.Add(Button.To(turn.Say("results.open.one", ("number", number)), PollWords.ShowRoute, PollWords.Number(poll.Id)));
        }

        return Answer.Say(string.Join("\n\n", [turn.Say(held.Count == 0 ? "results.none" : "results.head", ("place", name), ("quarter", Name(turn, quarter))), .. lines]),
        [
            .. buttons,
            .. page > 0 ? new[] { Button.To(turn.Say("list.previous"), Route, Argument(place, quarter, page - 1)) } : [],
            .. held.Count > OnPage ? new[] { Button.To(turn.Say("list.next"), Route, Argument(place, quarter, page + 1)) } : [],
            Button.To("◀ " + Name(turn, quarter.Add(-1)), Route, Argument(place, quarter.Add(-1), 0)),
            .. quarter.End < Formats.IndianDate(turn.Now) ? new[] { Button.To(Name(turn, quarter.Add(1)) + " ▶", Route, Argument(place, quarter.Add(1), 0)) } : [],
            .. held.Count == 0 ? [] : table.Kinds.Select(kind => Button.To(turn.Say($"results.as.{kind.Name.Split('-')[1]}"), kind.Name, PollTable.Subject(place, quarter))),
        ]);
    }

    private static string Name(Turn turn, Quarter quarter) => turn.Say("report.quarter",
        ("from", Formats.Month(quarter.Start.Month, turn.Language)), ("until", Formats.Month(quarter.End.Month, turn.Language)), ("year", $"{quarter.Start.Year}"));

    private string Line(Turn turn, Poll poll, ReportedPoll held, int number)
    {
        var line = turn.Say("results.line", ("number", number), ("place", held.Name), ("question", poll.Content.Question));
        return line + "\n" + (poll.Result is { } result
            ? words.Leaders(poll.Content, result.Tally, turn.Language) + "\n" + turn.Say("results.line.turnout", ("people", result.People), ("roll", poll.Roll + result.Late), ("percent", PollWords.Percent(result.People, poll.Roll + result.Late)))
            : poll.State == PollState.Open ? turn.Say("results.line.open", ("when", poll.ClosesAt)) : turn.Say($"polldesk.state.{PollStore.Name(poll.State)}"));
    }

    private static async Task<Answer> OrderAsync(Turn turn, string argument, PaperKind paper)
    {
        var parts = argument.Split(' ');
        if (parts.Length != 2 || await PlaceAsync(turn, parts[0]) is not { } place || Quarter.Parse(parts[1]) is not { } quarter)
            return await Routes.UnknownButton(turn, "", CancellationToken.None);
        await PaperOrders.AddAsync(turn.Db, paper, PollTable.Subject(place, quarter), turn.Chat.Address, turn.Language, turn.Now);
        return Answer.Say(turn.Say("report.ordered"));
    }
}
