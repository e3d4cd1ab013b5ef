using System.Text.Json.Serialization;
using PanchayatBot.Content;
using PanchayatBot.Conversations;
using PanchayatBot.Ledger;
using PanchayatBot.Messages;
using PanchayatBot.People;

namespace PanchayatBot.Polls;

/// <summary>The questions before an officer enters the vote of a person without a phone.</summary>
[JsonDerivedType(typeof(Name), "name")]
[JsonDerivedType(typeof(Who), "who")]
[JsonDerivedType(typeof(Sure), "sure")]
public abstract record AssistStep
{
    /// <summary>The vote.</summary>
    [JsonRequired]
    public required long Poll { get; init; }

    /// <summary>किसका मत?</summary>
    public sealed record Name : AssistStep;

    /// <summary>Which of these, or somebody new?</summary>
    public sealed record Who(string Typed, IReadOnlyList<NamedPerson> Found) : AssistStep;

    /// <summary>इसी पंचायत के, 18 के, सामने?</summary>
    public sealed record Sure(NamedPerson? Voter, string Called) : AssistStep;
}

/// <summary>Whoever has no phone votes with the help of the panchayat: the officer names them, confirms, and enters what they say. They count as
/// helped, apart from the others, and cannot vote a second time. Nobody who has a phone can be voted for here; the register notes who helped whom, never what was chosen.</summary>
public sealed class AssistDesk(CastVote votes) : IConversation
{
    /// <summary>The route that begins.</summary>
    public const string Route = "poll-assist";

    private const string New = "new";
    private const string Yes = "yes";
    private const string Back = "back";
    private const int MostFound = 8;

    /// <inheritdoc />
    public void Map(Routes routes)
    {
        routes.Dialog<AssistStep>("poll-assist", Ask, AnswerAsync);
        routes.Button(Route, Routes.Privately(async (turn, id, _) => await PollAccess.OfOfficeAsync(turn, id, Role.Secretary) switch
        {
            null => await Routes.UnknownButton(turn, "", CancellationToken.None),
            { } poll when !poll.TakesVotesAt(turn.Now) => Answer.Say(turn.Say("polldesk.over")),
            { } poll => Answer.Ask<AssistStep>(new AssistStep.Name { Poll = poll.Id }),
        }), Role.Secretary);
    }

    private static Reply Ask(Turn turn, AssistStep step) => step switch
    {
        AssistStep.Who who => new Reply(turn.Say("assist.who"))
        {
            Buttons =
            [
                .. who.Found.Select(person => Button.Choice(PollWords.Label(person.Name), PollWords.Number(person.Id))),
                Button.Choice(PollWords.Label(turn.Say("assist.new", ("name", who.Typed))), New),
            ],
        },
        AssistStep.Sure sure => new Reply(turn.Say("assist.sure", ("name", sure.Called))) { Buttons = [Button.Choice(turn.Say("assist.sure.yes"), Yes), Button.Choice(turn.Say("newpoll.rules.back"), Back)] },
        _ => new Reply(turn.Say("assist.name")),
    };

    private async Task<Answer> AnswerAsync(Turn turn, AssistStep step, CancellationToken cancellation)
    {
        if (await PollAccess.OfOfficeAsync(turn, PollWords.Number(step.Poll), Role.Secretary) is not { } poll)
            return Answer.Close(turn.Say("button.unknown"), turn.MenuButtons);
        if (!poll.TakesVotesAt(turn.Now))
            return Answer.Close(turn.Say("polldesk.over"));
        switch (step)
        {
            case AssistStep.Who who when turn.Choice is not null:
                return turn.Choice == New
                    ? Answer.Ask<AssistStep>(new AssistStep.Sure(null, who.Typed) { Poll = poll.Id })
                    : who.Found.FirstOrDefault(person => PollWords.Number(person.Id) == turn.Choice) is { } found ? Answer.Ask<AssistStep>(new AssistStep.Sure(found, found.Name) { Poll = poll.Id }) : Answer.Pass;
            case AssistStep.Sure sure when turn.Choice == Yes:
                var voter = sure.Voter ?? await EnteredAsync(turn, poll, sure.Called);
                await VerifyAsync(turn, poll, voter.Id);
                return Answer.Ask(votes.StartFor(poll, voter));
            case AssistStep.Sure when turn.Choice == Back:
                return Answer.Ask<AssistStep>(new AssistStep.Name { Poll = poll.Id });
            case AssistStep.Sure:
                return Answer.Pass;
            default:
                return turn.Choice is null && turn.Text.Length > 0 ? await NamedAsync(turn, poll) : Answer.Pass;
        }
    }

    private static async Task<Answer> NamedAsync(Turn turn, Poll poll)
    {
        if (PersonStore.NameIn(OfficialText.CleanLine(turn.Text)) is not { } name)
            return Answer.Keep(turn.Say("assist.bad"));
        var found = await VoterRegister.WithoutPhoneAsync(turn.Db, poll, name.Hindi, MostFound);
        return Answer.Ask<AssistStep>(new AssistStep.Who(name.Hindi, [.. found.Select(one => new NamedPerson(one.Id, turn.Language == Language.English ? one.NameEn : one.NameHi))]) { Poll = poll.Id });
    }

    /// <summary>Somebody the bot did not know: of this panchayat and of age, as the officer declares.</summary>
    private static async Task<NamedPerson> EnteredAsync(Turn turn, Poll poll, string name)
    {
        var person = await PersonStore.AddAsync(turn.Db, new(name, name), poll.PlaceId, turn.Now);
        await PersonStore.DeclareAdultAsync(turn.Db, person, null, turn.Now);
        return new NamedPerson(person, name);
    }

    /// <summary>The officer recognised this voter face to face: a vote for verified voters only is open to them, and the register says who did so.</summary>
    private static async Task VerifyAsync(Turn turn, Poll poll, long person)
    {
        if (await VoterRegister.IsVerifiedAsync(turn.Db, poll.PlaceId, person))
            return;
        await VoterRegister.VerifyAsync(turn.Db, poll.PlaceId, person, bySlip: false, turn.Chat.PersonId, turn.Now);
        await LedgerBook.WriteAsync(turn.Db, poll.PlaceId, turn.Chat.PersonId, "voter-verified", $"person:{person}", new { }, turn.Now);
    }
}
