using System.Text.Json.Serialization;
using PanchayatBot.Content;
using PanchayatBot.Conversations;
using PanchayatBot.Dates;
using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Places;
using PanchayatBot.Polls.Counting;

namespace PanchayatBot.Polls;

/// <summary>The questions of the secretary about a vote that was published.</summary>
[JsonDerivedType(typeof(Until), "until")]
[JsonDerivedType(typeof(Why), "why")]
[JsonDerivedType(typeof(WhatWasDone), "outcome")]
public abstract record DeskStep
{
    /// <summary>The vote.</summary>
    [JsonRequired]
    public required long Poll { get; init; }

    /// <summary>कब तक बढ़ाएँ?</summary>
    public sealed record Until(DateTimeOffset Closes, When Known, IReadOnlyList<When> Choices) : DeskStep;

    /// <summary>क्यों?; null for cancelling.</summary>
    public sealed record Why(DateTimeOffset? Closes) : DeskStep;

    /// <summary>पंचायत ने क्या किया?</summary>
    public sealed record WhatWasDone : DeskStep;
}

/// <summary>What the secretary sees of votes, and can do with them: more time, cancelling, telling what was done. What is asked cannot be changed.</summary>
public sealed class PollDesk(PollWords words, PollLife life, LiveDates dates, Texts texts) : IConversation
{
    /// <summary>The card of a vote.</summary>
    public const string CardRoute = "poll-desk";

    internal const string Route = "my-polls";
    private const int MostListed = 8;
    private const int LongestReason = 300;

    /// <inheritdoc />
    public void Map(Routes routes)
    {
        routes.Dialog<DeskStep>("poll-desk", Ask, AnswerAsync);
        routes.Command("mypolls", (turn, _, _) => ListAsync(turn), needs: Role.Secretary);
        routes.Button(Route, (turn, _, _) => ListAsync(turn), Role.Secretary);
        routes.Duty(13, "polldesk.button", Route);
        routes.Button(CardRoute, (turn, id, _) => OfOfficeAsync(turn, id, poll => CardAsync(turn, poll)), Role.Secretary);
        routes.Button("poll-extend", (turn, id, _) => OfChiefAsync(turn, id, poll => Task.FromResult(poll.TakesVotesAt(turn.Now)
            ? Answer.Ask<DeskStep>(new DeskStep.Until(poll.ClosesAt, new(null, null), []) { Poll = poll.Id })
            : Answer.Say(turn.Say("polldesk.over")))), Role.Secretary);
        routes.Button("poll-cancel", (turn, id, _) => OfChiefAsync(turn, id, poll => Task.FromResult(poll.State is PollState.Open or PollState.Scheduled
            ? Answer.Ask<DeskStep>(new DeskStep.Why(null) { Poll = poll.Id })
            : Answer.Say(turn.Say("polldesk.over")))), Role.Secretary);
        routes.Button("poll-outcome", (turn, id, _) => OfOfficeAsync(turn, id, poll => Task.FromResult(poll.State == PollState.Closed
            ? Answer.Ask<DeskStep>(new DeskStep.WhatWasDone { Poll = poll.Id })
            : Answer.Say(turn.Say("poll.hidden")))), Role.Secretary);
    }

    private static async Task<Answer> OfOfficeAsync(Turn turn, string id, Func<Poll, Task<Answer>> act) =>
        await PollAccess.OfOfficeAsync(turn, id, Role.Secretary) is { } poll ? await act(poll) : await Routes.UnknownButton(turn, "", CancellationToken.None);

    private static async Task<Answer> OfChiefAsync(Turn turn, string id, Func<Poll, Task<Answer>> act) =>
        await PollAccess.OfChiefAsync(turn, id) is { } poll ? await act(poll) : await Routes.UnknownButton(turn, "", CancellationToken.None);

    private static async Task<Answer> ListAsync(Turn turn)
    {
        var panchayats = await Grants.PanchayatsAsync(turn.Db, turn.Chat.PersonId, Role.Secretary);
        var polls = turn.Message.InGroup ? [] : await PollStore.NewestAsync(turn.Db, panchayats.Select(place => place.Id), MostListed);
        return polls.Count == 0
            ? Answer.Say(turn.Say("polldesk.none"))
            : Answer.Say(turn.Say("polldesk.list"), [.. polls.Select(poll => Button.To(PollWords.Label(poll.Content.Question[turn.Language]), CardRoute, PollWords.Number(poll.Id)))]);
    }

    private async Task<Answer> CardAsync(Turn turn, Poll poll)
    {
        var chief = await PollAccess.OfChiefAsync(turn, PollWords.Number(poll.Id)) is not null;
        Button[] together = poll.GroupId is { } group && chief ? [Button.To(turn.Say("pollgroup.button"), GroupDesk.Route, PollWords.Number(group))] : [];
        if (poll.State == PollState.Closed)
        {
            var result = words.Result(poll, (await PlaceStore.FindAsync(turn.Db, poll.PlaceId))!, turn.Language);
            return Answer.Say(result with { Buttons = [.. together, .. result.Buttons, Act(turn, "polldesk.outcome", "poll-outcome", poll)] });
        }

        var text = turn.Say("polldesk.card", ("question", poll.Content.Question), ("state", turn.Say($"polldesk.state.{PollStore.Name(poll.State)}")), ("until", new Markup.Raw(turn.Say("poll.until", ("when", poll.ClosesAt)))));
        if (poll.State == PollState.Scheduled)
            text += "\n" + turn.Say("newpoll.from.is", ("when", poll.OpensAt));
        Button[] cancel = chief ? [Act(turn, "polldesk.cancel", "poll-cancel", poll)] : [];
        if (poll.State != PollState.Open)
            return Answer.Say(text, poll.State == PollState.Scheduled ? [.. together, .. cancel] : together);
        var people = (await PollStore.WaysAsync(turn.Db, poll.Id)).Values.Sum();
        text += "\n" + turn.Say("polldesk.turnout", ("people", people), ("roll", poll.Roll));
        if (Breakdown.Shown(await PollStore.WardsAsync(turn.Db, poll.Id), people) is { Count: > 0 } wards)
            text += "\n\n" + turn.Say("polldesk.wards") + "\n" + string.Join('\n', wards.Select(ward => turn.Say("polldesk.ward", ("ward", ward.Name), ("people", ward.People))));
        return Answer.Say(text, [.. together, Act(turn, "polldesk.hall", HallDesk.Route, poll), Act(turn, "polldesk.assist", AssistDesk.Route, poll), .. chief ? new[] { Act(turn, "polldesk.extend", "poll-extend", poll) } : [], .. cancel]);
    }

    private static Button Act(Turn turn, string key, string route, Poll poll) => Button.To(turn.Say(key), route, PollWords.Number(poll.Id));

    private static Reply Ask(Turn turn, DeskStep step) => step switch
    {
        DeskStep.Until until => new Reply(until.Known switch
        {
            { Date: null, Time: null } => turn.Say("polldesk.extend.ask", ("when", until.Closes)),
            { Date: null } => turn.Say("newpoll.until.date", ("when", until.Known.InWords(turn.Language))),
            _ => turn.Say("newpoll.until.time", ("when", until.Known.InWords(turn.Language))),
        })
        {
            Buttons = [.. until.Choices.Select((when, at) => Button.Choice(when.InWords(turn.Language), PollWords.Number(at)))],
        },
        DeskStep.Why why => new Reply(turn.Say(why.Closes is null ? "polldesk.reason.cancel" : "polldesk.reason.extend")),
        _ => new Reply(turn.Say("polldesk.outcome.ask")),
    };

    private async Task<Answer> AnswerAsync(Turn turn, DeskStep step, CancellationToken cancellation)
    {
        var number = PollWords.Number(step.Poll);
        if (await (step is DeskStep.WhatWasDone ? PollAccess.OfOfficeAsync(turn, number, Role.Secretary) : PollAccess.OfChiefAsync(turn, number)) is not { } poll)
            return Answer.Close(turn.Say("button.unknown"), turn.MenuButtons);
        if (step is DeskStep.Until until)
            return Until(turn, until, poll);
        var written = OfficialText.CleanLine(turn.Text);
        if (turn.Choice is not null || written.Length == 0)
            return Answer.Pass;
        if (written.Length > LongestReason)
            return Answer.Keep(turn.Say("newpoll.question.long", ("most", LongestReason)));
        var by = turn.Chat.PersonId;
        return step switch
        {
            DeskStep.Why { Closes: { } closes } => await EachAsync(turn, poll, one => life.ExtendAsync(turn.Db, one, closes, written, by, turn.Now))
                ? Answer.Say(turn.Say("polldesk.extended", ("when", closes)))
                : Answer.Say(turn.Say("polldesk.over")),
            DeskStep.Why => await EachAsync(turn, poll, one => life.CancelAsync(turn.Db, one, written, by, turn.Now)) ? Answer.Say(turn.Say("polldesk.cancelled")) : Answer.Say(turn.Say("polldesk.over")),
            _ => await life.OutcomeAsync(turn.Db, poll.Id, new(written, written), by, turn.Now) ? Answer.Say(turn.Say("polldesk.outcome.done")) : Answer.Say(turn.Say("poll.hidden")),
        };
    }

    /// <summary>A vote of many panchayats ends for all of them at once.</summary>
    private static async Task<bool> EachAsync(Turn turn, Poll poll, Func<long, Task<bool>> act)
    {
        var done = false;
        foreach (var one in await PollGroup.WithAsync(turn.Db, poll))
            done |= await act(one.Id);
        return done;
    }

    private Answer Until(Turn turn, DeskStep.Until step, Poll poll)
    {
        if (WhenAsked.Read(turn, dates, texts, step.Known, step.Choices) is not { } asked)
            return Answer.Pass;
        if (asked.Remark is { } remark)
            return Answer.Keep(remark);
        if (asked.At is not { } closes)
            return Answer.Ask<DeskStep>(step with { Known = asked.Known, Choices = asked.Choices });
        return closes <= poll.ClosesAt ? Answer.Keep(turn.Say("polldesk.extend.later")) : Answer.Ask<DeskStep>(new DeskStep.Why(closes) { Poll = poll.Id });
    }
}
