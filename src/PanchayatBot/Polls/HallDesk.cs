using System.Text.Json.Serialization;
using PanchayatBot.Content;
using PanchayatBot.Conversations;
using PanchayatBot.Ledger;
using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Polls.Counting;

namespace PanchayatBot.Polls;

/// <summary>The questions about votes in the hall.</summary>
[JsonDerivedType(typeof(What), "what")]
[JsonDerivedType(typeof(Name), "name")]
[JsonDerivedType(typeof(Who), "who")]
[JsonDerivedType(typeof(Counts), "counts")]
[JsonDerivedType(typeof(People), "people")]
[JsonDerivedType(typeof(Why), "why")]
public abstract record HallStep
{
    /// <summary>The vote.</summary>
    [JsonRequired]
    public required long Poll { get; init; }

    /// <summary>Names or numbers?</summary>
    public sealed record What(long Marked) : HallStep;

    /// <summary>Whose name?</summary>
    public sealed record Name : HallStep;

    /// <summary>Which of these?</summary>
    public sealed record Who(IReadOnlyList<NamedPerson> Found) : HallStep;

    /// <summary>How many for each option?</summary>
    public sealed record Counts(string Options, int Count) : HallStep;

    /// <summary>How many people?</summary>
    public sealed record People(IReadOnlyList<long> Votes) : HallStep;

    /// <summary>Why do they not match?</summary>
    public sealed record Why(IReadOnlyList<long> Votes, long Voters, long Marked) : HallStep;
}

/// <summary>Somebody on the roll as a question shows them.</summary>
/// <param name="Id">The person's number.</param>
/// <param name="Name">The name.</param>
public sealed record NamedPerson(long Id, string Name);

/// <summary>Votes by hand and on paper: who gave one does not vote by phone, and the totals count beside those of the phones. Numbers that do not match
/// need a written note, which stands in the result.</summary>
public sealed class HallDesk : IConversation
{
    /// <summary>The route that begins.</summary>
    public const string Route = "poll-hall";

    private const string Mark = "mark";
    private const string Count = "count";
    private const int MostFound = 8;
    private const int LongestNote = 300;
    private const long MostPeople = 100_000;

    /// <inheritdoc />
    public void Map(Routes routes)
    {
        routes.Dialog<HallStep>("poll-hall", Ask, AnswerAsync);
        routes.Button(Route, async (turn, id, _) => await PollAccess.OfOfficeAsync(turn, id, Role.Secretary) switch
        {
            null => await Routes.UnknownButton(turn, "", CancellationToken.None),
            { } poll when !poll.TakesVotesAt(turn.Now) => Answer.Say(turn.Say("polldesk.over")),
            { Content.Kind: PollKind.Ranked or PollKind.Budget } => Answer.Say(turn.Say("hall.not.here")),
            { } poll => await BackAsync(turn, poll),
        }, Role.Secretary);
    }

    private static async Task<long> MarkedAsync(Turn turn, long poll) => (await PollStore.WaysAsync(turn.Db, poll)).GetValueOrDefault(VotingWay.Hall);

    private static async Task<Answer> BackAsync(Turn turn, Poll poll) => Answer.Ask<HallStep>(new HallStep.What(await MarkedAsync(turn, poll.Id)) { Poll = poll.Id });

    private static Reply Ask(Turn turn, HallStep step) => step switch
    {
        HallStep.What what => new Reply(turn.Say("hall.what", ("marked", what.Marked))) { Buttons = [Button.Choice(turn.Say("hall.mark"), Mark), Button.Choice(turn.Say("hall.count"), Count)] },
        HallStep.Name => new Reply(turn.Say("hall.name")),
        HallStep.Who who => new Reply(turn.Say("hall.who")) { Buttons = [.. who.Found.Select(person => Button.Choice(PollWords.Label(person.Name), PollWords.Number(person.Id)))] },
        HallStep.Counts counts => new Reply(turn.Say("hall.counts", ("options", new Markup.Raw(counts.Options)))),
        HallStep.People => new Reply(turn.Say("hall.people")),
        HallStep.Why why => new Reply(turn.Say("hall.mismatch", ("votes", why.Votes.Sum()), ("people", why.Voters), ("marked", why.Marked))),
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };

    private static async Task<Answer> AnswerAsync(Turn turn, HallStep step, CancellationToken cancellation)
    {
        if (await PollAccess.OfOfficeAsync(turn, PollWords.Number(step.Poll), Role.Secretary) is null)
            return Answer.Close(turn.Say("button.unknown"), turn.MenuButtons);
        // What is entered here counts, or comes too late, like any vote.
        if (await PollStore.HoldAsync(turn.Db, step.Poll) is not { } poll || !poll.TakesVotesAt(turn.Now))
            return Answer.Close(turn.Say("polldesk.over"));
        return step switch
        {
            HallStep.What => turn.Choice switch
            {
                Mark => Answer.Ask<HallStep>(new HallStep.Name { Poll = poll.Id }),
                Count => Answer.Ask<HallStep>(new HallStep.Counts(PollWords.Options(poll.Content, turn.Language), poll.Content.Options.Count) { Poll = poll.Id }),
                _ => Answer.Pass,
            },
            HallStep.Name => await NameAsync(turn, poll),
            HallStep.Who who => await WhoAsync(turn, who, poll),
            HallStep.Counts counts => Numbers(turn, counts.Count) is { } votes
                ? Answer.Ask<HallStep>(new HallStep.People(votes) { Poll = poll.Id })
                : Answer.Keep(turn.Say("hall.counts.unclear", ("count", counts.Count))),
            HallStep.People people => await PeopleAsync(turn, people, poll),
            HallStep.Why why => OfficialText.CleanLine(turn.Text) is { Length: > 0 and <= LongestNote } note ? await EnterAsync(turn, poll, new(why.Votes, why.Voters, note)) : Answer.Pass,
            _ => Answer.Pass,
        };
    }

    private static async Task<Answer> NameAsync(Turn turn, Poll poll)
    {
        if (turn.Text.Length == 0)
            return Answer.Pass;
        var found = await HallStore.NamedAsync(turn.Db, poll.Id, OfficialText.CleanLine(turn.Text), MostFound);
        return found.Count == 0
            ? Answer.Ask<HallStep>(new HallStep.What(await MarkedAsync(turn, poll.Id)) { Poll = poll.Id }, new Reply(turn.Say("hall.nobody")))
            : Answer.Ask<HallStep>(new HallStep.Who([.. found.Select(one => new NamedPerson(one.Id, turn.Language == Language.English ? one.NameEn : one.NameHi))]) { Poll = poll.Id });
    }

    private static async Task<Answer> WhoAsync(Turn turn, HallStep.Who step, Poll poll)
    {
        if (step.Found.FirstOrDefault(one => PollWords.Number(one.Id) == turn.Choice) is not { } person)
            return Answer.Pass;
        var marked = await PollStore.TakePartAsync(turn.Db, poll.Id, person.Id, VotingWay.Hall, null);
        return Answer.Ask<HallStep>(new HallStep.What(await MarkedAsync(turn, poll.Id)) { Poll = poll.Id },
            new Reply(marked ? turn.Say("hall.marked", ("name", person.Name)) : turn.Say("hall.voted")));
    }

    private static async Task<Answer> PeopleAsync(Turn turn, HallStep.People step, Poll poll)
    {
        if (PollAccess.Number(turn.Text) is not { } people || people > MostPeople)
            return Answer.Keep(turn.Say("hall.people.unclear"));
        var marked = await MarkedAsync(turn, poll.Id);
        var (votes, most) = (step.Votes.Sum(), poll.Content.Kind == PollKind.Approval ? poll.Content.Most : 1);
        // One paper holds one vote, in an approval poll up to a number; whoever was named was there.
        var fits = marked <= people && (most == 1 ? votes == people : votes >= people && votes <= people * most && step.Votes.All(count => count <= people));
        return fits ? await EnterAsync(turn, poll, new(step.Votes, people, null)) : Answer.Ask<HallStep>(new HallStep.Why(step.Votes, people, marked) { Poll = poll.Id });
    }

    private static async Task<Answer> EnterAsync(Turn turn, Poll poll, HallVotes votes)
    {
        await HallStore.SetAsync(turn.Db, poll.Id, votes, turn.Chat.PersonId);
        await LedgerBook.WriteAsync(turn.Db, poll.PlaceId, turn.Chat.PersonId, "poll-hall", poll.Subject, new { counts = votes.Counts, people = votes.People, note = votes.Note }, turn.Now);
        return Answer.Say(turn.Say("hall.done"), Button.To(turn.Say("polldesk.open"), PollDesk.CardRoute, PollWords.Number(poll.Id)));
    }

    private static IReadOnlyList<long>? Numbers(Turn turn, int count)
    {
        var numbers = count >= 6 && turn.TakeCounts(count) is { } counts ? counts : Picks.Numbers(turn.Text);
        return numbers.Count == count ? [.. numbers.Select(number => (long)number)] : null;
    }
}
