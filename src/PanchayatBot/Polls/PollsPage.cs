using PanchayatBot.Content;
using PanchayatBot.Dashboard;
using PanchayatBot.Places;
using PanchayatBot.Polls.Counting;

namespace PanchayatBot.Polls;

/// <summary>Votes on the pages of the office: how many take part while they are open, what came out once they are closed. The figures of a secret or
/// hidden vote stay away until then, as they do in chat.</summary>
public sealed class PollsPage(PollWords words) : IOfficePage
{
    private const int OnLeaf = 20;
    private const int MostToday = 10;

    /// <inheritdoc />
    public string Name => "polls";

    /// <inheritdoc />
    public int Order => 10;

    /// <inheritdoc />
    public Task<Html?> BodyAsync(OfficeView view) => view.Number("poll") is { } id ? OneAsync(view, id) : ListAsync(view);

    /// <inheritdoc />
    public async Task<Html> TodayAsync(OfficeView view)
    {
        var open = await PollReport.OpenAsync(view.Db, view.Place.Id, view.Now, MostToday);
        return Html.Join(
            Parts.Section(view.Say("pages.polls.open"), await TableAsync(view, view.Say("pages.polls.open"), open, areOpen: true),
                Html.Of($"<p>{Parts.Link(view.Link(Name), view.Say("pages.polls.all"))}</p>").When(open.Count == MostToday)),
            await ComingAsync(view));
    }

    private async Task<Html?> ListAsync(OfficeView view)
    {
        var held = await PollReport.HeldAsync(view.Db, view.Place.Id, view.Quarter, view.Leaf * OnLeaf, OnLeaf + 1);
        return Html.Join(
            Parts.Quarters(view, Name),
            view.Leaf == 0 ? await ComingAsync(view) : Html.Empty,
            held.Count == 0 ? Parts.Paragraph(view.Say("pages.polls.none")) : await TableAsync(view, view.Say("pages.polls.held"), held.Take(OnLeaf), areOpen: false),
            Parts.Leaves(view, Name, held.Count > OnLeaf, ("quarter", view.Quarter.Code)));
    }

    private async Task<Html> ComingAsync(OfficeView view)
    {
        var title = view.Say("pages.polls.coming");
        var table = new Table(title, [new(view.Say("results.column.question")), .. view.IsPanchayat ? Array.Empty<Column>() : [new(view.Say("results.column.panchayat"))], new(view.Say("pages.polls.opens"))]);
        foreach (var one in await PollReport.ComingAsync(view.Db, view.Place.Id, MostToday))
        {
            var poll = (await PollStore.FindAsync(view.Db, one.Id))!;
            table.Add(
            [
                Parts.Link(view.Link(Name, ("poll", PollWords.Number(poll.Id))), poll.Content.Question[view.Language]),
                .. view.IsPanchayat ? Array.Empty<Html>() : [Parts.Text(one.Name[view.Language])],
                Parts.Text(Formats.DateAndTime(poll.OpensAt, view.Language)),
            ]);
        }

        return Parts.Section(title, table.ToHtml());
    }

    private async Task<Html> TableAsync(OfficeView view, string caption, IEnumerable<ReportedPoll> held, bool areOpen)
    {
        var table = new Table(caption,
        [
            new(view.Say("results.column.question")), .. view.IsPanchayat ? Array.Empty<Column>() : [new(view.Say("results.column.panchayat"))],
            .. areOpen ? Array.Empty<Column>() : [new(view.Say("results.column.state"))],
            new(view.Say("results.column.closes")), new(view.Say("results.column.people"), IsNumber: true),
            .. areOpen ? Array.Empty<Column>() : [new(view.Say("pages.polls.result"))],
        ]);
        foreach (var one in held)
        {
            var poll = (await PollStore.FindAsync(view.Db, one.Id))!;
            var (people, roll) = await TurnoutAsync(view, poll);
            table.Add(
            [
                Parts.Link(view.Link(Name, ("poll", PollWords.Number(poll.Id))), poll.Content.Question[view.Language]),
                .. view.IsPanchayat ? Array.Empty<Html>() : [Parts.Text(one.Name[view.Language])],
                .. areOpen ? Array.Empty<Html>() : [Parts.Text(view.Say($"polldesk.state.{PollStore.Name(poll.State)}"))],
                Parts.Text(Formats.DateAndTime(poll.ClosesAt, view.Language)),
                Parts.Text(view.Say("pages.polls.turnout", ("people", people), ("roll", roll), ("percent", PollWords.Percent(people, roll)))),
                .. areOpen ? Array.Empty<Html>() : [Parts.Text(poll.Result is { } result ? OfficeView.Plain(words.Leaders(poll.Content, result.Tally, view.Language)) : "")],
            ]);
        }

        return table.ToHtml();
    }

    /// <summary>Who took part, and who may: those who joined late included.</summary>
    private static async Task<(long People, long Roll)> TurnoutAsync(OfficeView view, Poll poll) => poll.Result is { } result
        ? (result.People, poll.Roll + result.Late)
        : ((await PollStore.WaysAsync(view.Db, poll.Id)).Values.Sum(), poll.Roll + await PollStore.LateAsync(view.Db, poll.Id));

    private async Task<Html?> OneAsync(OfficeView view, long id)
    {
        if (await PollStore.FindAsync(view.Db, id) is not { State: not PollState.Withdrawn } poll || !await view.MayAsync(poll.PlaceId))
            return null;
        var place = (await PlaceStore.FindAsync(view.Db, poll.PlaceId))!;
        var turnout = await TurnoutPartAsync(view, poll);
        var group = await GroupPartAsync(view, poll);
        var figures = poll.Result is { } result ? ResultPart(view, poll, result) : await RunningPartAsync(view, poll);
        return Html.Of($"""
            <h2>{poll.Content.Question[view.Language]}</h2>
            {Parts.Facts(Facts(view, poll, place))}
            {turnout}
            {figures}
            {group}
            <p>{Parts.Link(view.Link(Name, ("quarter", Dates.Quarter.Of(Formats.IndianDate(poll.ClosesAt)).Code)), "← " + view.Say("pages.polls.all"))}</p>
            """);
    }

    /// <summary>The same vote in other panchayats, for whoever serves over all of them; all of a group lie in one block.</summary>
    private async Task<Html> GroupPartAsync(OfficeView view, Poll poll)
    {
        if (poll.GroupId is not { } group || (await PlaceStore.FindAsync(view.Db, poll.PlaceId))!.ParentId is not { } block || !await view.MayAsync(block))
            return Html.Empty;
        var members = await PollGroup.MembersAsync(view.Db, group);
        var table = new Table(view.Say("pollgroup.button"), new(view.Say("results.column.panchayat")), new(view.Say("results.column.people"), IsNumber: true), new(view.Say("pages.polls.bar")), new(view.Say("pages.polls.result")));
        foreach (var member in members)
        {
            table.Add(Parts.Link(view.Link(Name, ("poll", PollWords.Number(member.Poll.Id))), member.Panchayat[view.Language]),
                Parts.Text(view.Say("pages.polls.turnout", ("people", member.People), ("roll", member.Roll), ("percent", member.Turnout))), Parts.Bar(member.Turnout),
                Parts.Text(member.Poll.Result is { } result ? OfficeView.Plain(words.Lead(member.Poll.Content, result.Tally, view.Language)) : ""));
        }

        var together = await PollGroup.TogetherAsync(view.Db, members.Select(member => member.Poll));
        return Parts.Section(view.Say("pollgroup.button"),
            together is null
                ? Parts.Paragraph(view.Say("pollgroup.waiting", ("closed", members.Count(member => member.Poll.State == PollState.Closed)), ("count", members.Count)))
                : OptionsTable(view, poll.Content, view.Say("pollgroup.button"), together, null),
            table.ToHtml());
    }

    private IEnumerable<(string Name, Html Value)> Facts(OfficeView view, Poll poll, Place place)
    {
        var content = poll.Content;
        yield return (view.Say("results.column.panchayat"), Parts.Text(place.Name[view.Language]));
        if (content.Ward is { } ward)
            yield return (view.Say("results.column.ward"), Parts.Text(ward[view.Language]));
        yield return (view.Say("results.column.kind"), Parts.Text(view.Say($"newpoll.kind.{PollStore.Name(content.Kind)}")));
        yield return (view.Say("results.column.secrecy"), Parts.Text(view.Say(content.IsSecret ? "results.secret" : "results.open")));
        yield return (view.Say("results.column.state"), Parts.Text(view.Say($"polldesk.state.{PollStore.Name(poll.State)}")));
        yield return (view.Say("results.column.opened"), Parts.Text(Formats.DateAndTime(poll.OpensAt, view.Language)));
        yield return (view.Say("results.column.closes"), Parts.Text(Formats.DateAndTime(poll.ClosesAt, view.Language)));
        if (poll.Reason is { } reason)
            yield return (view.Say("pages.polls.reason"), Parts.Text(reason));
        if (content.ForVerified)
            yield return (view.Say("pages.polls.rule"), Parts.Text(view.Say("poll.verified")));
        foreach (var rule in words.Rules(content, view.Language))
            yield return (view.Say("pages.polls.rule"), Parts.Text(OfficeView.Plain(rule)));
    }

    private static async Task<Html> TurnoutPartAsync(OfficeView view, Poll poll)
    {
        if (poll.State == PollState.Scheduled)
            return Html.Empty;
        var (people, roll) = await TurnoutAsync(view, poll);
        var wards = new Table(view.Say("pages.polls.wards"), new(view.Say("results.column.ward")), new(view.Say("results.column.people"), IsNumber: true)) { ShowsCaption = true };
        // What is counted tells its wards itself.
        foreach (var (ward, count) in poll.Result is null ? Breakdown.Shown(await PollStore.WardsAsync(view.Db, poll.Id), people) : [])
            wards.Add(Parts.Text(ward[view.Language]), Parts.Number(count));
        return Parts.Section(view.Say("pages.polls.people"),
            Html.Of($"<p class=\"figure\"><strong>{view.Say("pages.polls.turnout", ("people", people), ("roll", roll), ("percent", PollWords.Percent(people, roll)))}</strong> {Parts.Bar(PollWords.Percent(people, roll))}</p>"),
            Parts.Paragraph(view.Say("pages.polls.registered", ("count", poll.Registered))),
            wards.ToHtml());
    }

    private static async Task<Html> RunningPartAsync(OfficeView view, Poll poll) => poll.State != PollState.Open ? Html.Empty
        : poll.Content.IsHidden || poll.Content.IsSecret ? Parts.Section(view.Say("pages.polls.result"), Parts.Paragraph(view.Say("poll.hidden")))
        : Parts.Section(view.Say("pages.polls.running"), OptionsTable(view, poll.Content, view.Say("pages.polls.running"), await PollCount.LiveAsync(view.Db, poll), null));

    private Html ResultPart(OfficeView view, Poll poll, PollResult result)
    {
        var (content, rounds) = (poll.Content, words.Rounds(poll.Content, result.Tally, view.Language));
        return Parts.Section(view.Say("pages.polls.result"),
            Html.Of($"<p class=\"figure\"><strong>{OfficeView.Plain(words.Leaders(content, result.Tally, view.Language))}</strong></p>"),
            OptionsTable(view, content, view.Say("pages.polls.result"), result.Tally, result),
            Lines(rounds.Split('\n', StringSplitOptions.RemoveEmptyEntries)),
            Lines(words.Particulars(poll, result, view.Language)),
            poll.OutcomeHi is null ? Html.Empty : Parts.Paragraph(OfficeView.Plain(words.OutcomeLine(poll, view.Language))),
            Parts.Paragraph(view.Say("result.advice")));
    }

    private static Html Lines(IEnumerable<string> lines) => lines.Select(line => Html.Of($"<li>{OfficeView.Plain(line)}</li>")).ToList() is { Count: > 0 } items ? Html.Of($"<ul>{items}</ul>") : Html.Empty;

    private static Html OptionsTable(OfficeView view, PollContent content, string caption, Tally tally, PollResult? result)
    {
        var hall = result is { Hall: > 0 };
        var table = new Table(caption,
        [
            new(view.Say("results.column.option")), new(view.Say("pages.polls.bar")),
            .. hall ? new Column[] { new(view.Say("results.column.phone"), IsNumber: true), new(view.Say("results.column.hall"), IsNumber: true) } : [],
            new(view.Say("results.column.total"), IsNumber: true), new(view.Say("results.column.percent"), IsNumber: true),
        ]);
        var whole = PollWords.Whole(content, tally);
        for (var at = 0; at < content.Options.Count; at++)
        {
            table.Add(
            [
                Parts.Text(content.Options[at][view.Language]), Parts.Bar(PollWords.Percent(tally.Counts[at], whole)),
                .. hall ? new[] { Count(content, result!.PhoneCounts[at]), Count(content, result.HallCounts[at]) } : [],
                Count(content, tally.Counts[at]), Parts.Text(Parts.Percent(tally.Counts[at], whole)),
            ]);
        }

        return table.ToHtml();
    }

    private static Html Count(PollContent content, long count) => content.Kind == PollKind.Budget ? Parts.Text(Formats.Rupees(count)) : Parts.Number(count);
}
