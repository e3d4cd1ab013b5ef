using System.Globalization;
using System.Text.Json.Serialization;
using PanchayatBot.Content;
using PanchayatBot.Conversations;
using PanchayatBot.Ledger;
using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Places;
using PanchayatBot.Polls.Counting;

namespace PanchayatBot.Polls;

/// <summary>The questions of whoever votes. Of a secret vote they hold nothing that the database could read.</summary>
[JsonDerivedType(typeof(Adult), "adult")]
[JsonDerivedType(typeof(Picking), "pick")]
[JsonDerivedType(typeof(Slip), "slip")]
public abstract record VoteStep
{
    /// <summary>क्या आप 18 वर्ष के हो चुके हैं?</summary>
    public sealed record Adult([property: JsonRequired] long Poll) : VoteStep;

    /// <summary>पर्ची का कोड?; the vote that waits for it, null for none.</summary>
    public sealed record Slip(long? Poll) : VoteStep;

    /// <summary>One step after the other until the vote is whole.</summary>
    /// <param name="Poll">The vote.</param>
    /// <param name="Content">What it asks.</param>
    /// <param name="Taps">How many taps there were.</param>
    /// <param name="Chosen">The options tapped; sealed when the vote is secret.</param>
    public sealed record Picking([property: JsonRequired] long Poll, PollContent Content, int Taps, string Chosen) : VoteStep
    {
        /// <summary>For whom an officer enters the vote; null for the own one.</summary>
        public NamedPerson? For { get; init; }
    }
}

/// <summary>A villager votes. The key of the turnout stops the second vote, the row of the vote keeps it from being counted meanwhile: a tap counts,
/// or is told that it came too late.</summary>
public sealed class CastVote(BallotBox box, HalfMadeChoice halfMade, PollWords words, Texts texts) : IConversation
{
    private const string Cast = "cast";
    private const string Again = "again";
    private const string NoSlip = "none";

    /// <inheritdoc />
    public void Map(Routes routes)
    {
        routes.Dialog<VoteStep>("vote", Ask, AnswerAsync);
        routes.Button(PollWords.VoteRoute, TapAsync);
        routes.Button(PollWords.BallotRoute, (turn, id, _) => BeginAsync(turn, id));
        routes.Command("slip", Routes.Privately((turn, code, _) => code.Length == 0 ? Task.FromResult(Answer.Ask<VoteStep>(new VoteStep.Slip(null))) : SlipAsync(turn, code, null)));
        routes.Link(VoterDesk.LinkPrefix, Routes.Privately((turn, code, _) => SlipAsync(turn, code, null)));
    }

    private async Task<Answer> TapAsync(Turn turn, string argument, CancellationToken cancellation)
    {
        var parts = argument.Split(' ');
        if (parts.Length != 2 || PollAccess.Number(parts[1]) is not { } option || await PollAccess.OfOwnAsync(turn, parts[0]) is not { } poll
            || !poll.Content.IsOneTap || option >= poll.Content.Options.Count)
            return await Routes.UnknownButton(turn, "", cancellation);
        return await CastAsync(turn, poll.Id, Picks.ToBallot(poll.Content, [(int)option])!);
    }

    private async Task<Answer> BeginAsync(Turn turn, string id)
    {
        if (await PollAccess.OfOwnAsync(turn, id) is not { } poll)
            return await Routes.UnknownButton(turn, "", CancellationToken.None);
        if (await HinderedAsync(turn, poll) is { } hindered)
            return hindered;
        return poll.Content.IsOneTap
            ? Answer.Say(words.Card(poll, (await PlaceStore.FindAsync(turn.Db, poll.PlaceId))!, turn.Language))
            : Answer.Ask<VoteStep>(Start(poll.Id, poll.Content));
    }

    /// <summary>What stands in the way of this person's vote; null when nothing does.</summary>
    private static async Task<Answer?> HinderedAsync(Turn turn, Poll poll)
    {
        if (poll.State == PollState.Cancelled)
            return Answer.Close(turn.Say("vote.cancelled", ("reason", poll.Reason)));
        if (!poll.TakesVotesAt(turn.Now))
            return Answer.Close(turn.Say("vote.closed"), Button.To(turn.Say("polls.results"), ShowPolls.ResultsRoute));
        if (!PollAccess.Concerns(turn, poll))
            return Answer.Close(turn.Say("vote.elsewhere"));
        var person = await turn.SpeakerAsync();
        if (!await PersonStore.IsAdultAsync(turn.Db, person))
            return Answer.Ask<VoteStep>(new VoteStep.Adult(poll.Id));
        return await PollStore.WayAsync(turn.Db, poll.Id, person) switch
        {
            VotingWay.Hall => Answer.Close(turn.Say("vote.hall")),
            VotingWay.Assisted => Answer.Close(turn.Say("vote.assisted")),
            VotingWay.Phone when poll.Content.IsSecret => Answer.Close(turn.Say("vote.already"), Family(turn)),
            null when !await PollStore.IsOnRollAsync(turn.Db, poll.Id, person) => await NewcomerAsync(turn, poll, person),
            _ => null,
        };
    }

    /// <summary>What stands in the way of somebody who is not on the roll; null when nothing does, and they join late.</summary>
    private static async Task<Answer?> NewcomerAsync(Turn turn, Poll poll, long person)
    {
        if (await PollStore.IsGoneAsync(turn.Db, poll.Id, turn.Chat.Address))
            return Answer.Close(turn.Say("vote.again"));
        return poll.Content.ForVerified && !await VoterRegister.IsVerifiedAsync(turn.Db, poll.PlaceId, person) ? Answer.Ask<VoteStep>(new VoteStep.Slip(poll.Id)) : null;
    }

    private async Task<Answer> CastAsync(Turn turn, long id, Ballot ballot, NamedPerson? assisted = null)
    {
        // From here until the end of the turn nobody counts.
        if (await PollStore.HoldAsync(turn.Db, id) is not { } poll)
            return await Routes.UnknownButton(turn, "", CancellationToken.None);
        if (assisted is not null)
            return await AssistedAsync(turn, poll, ballot, assisted);
        if (await HinderedAsync(turn, poll) is { } hindered)
            return hindered;
        var person = await turn.SpeakerAsync();
        if (!await PollStore.IsOnRollAsync(turn.Db, poll.Id, person))
            await PollStore.AddLateAsync(turn.Db, poll.Id, person);
        var first = await PollStore.TakePartAsync(turn.Db, poll.Id, person, VotingWay.Phone, turn.Chat.WardId);
        if (poll.Content.IsSecret)
        {
            if (!first)
                return Answer.Close(turn.Say("vote.already"), Family(turn));
            var code = await box.CastAsync(turn.Db, poll, ballot.ToString());
            return Answer.Close(await SpeakerAsync(turn, person) + turn.Say("vote.secret.done", ("code", code)), Button.To(turn.Say("vote.check"), ShowPolls.ReceiptRoute, code), Family(turn));
        }

        await PollStore.VoteAsync(turn.Db, poll.Id, person, ballot.ToString());
        var said = turn.Say(first ? "vote.done" : "vote.changed", ("choice", PollWords.Choice(poll.Content, ballot, turn.Language)));
        return Answer.Close(await SpeakerAsync(turn, person) + said + "\n\n" + turn.Say("vote.change.hint", ("when", poll.ClosesAt)),
            [.. poll.Content.IsHidden ? [] : new[] { Button.To(turn.Say("poll.so.far"), PollWords.ShowRoute, PollWords.Number(poll.Id)) }, Family(turn)]);
    }

    /// <summary>An officer enters the vote of somebody else: it is recorded by whom, and never what.</summary>
    private async Task<Answer> AssistedAsync(Turn turn, Poll poll, Ballot ballot, NamedPerson voter)
    {
        var number = PollWords.Number(poll.Id);
        if (await PollAccess.OfOfficeAsync(turn, number, Role.Secretary) is null)
            return Answer.Close(turn.Say("button.unknown"), turn.MenuButtons);
        Button[] more = [Button.To(turn.Say("assist.more"), AssistDesk.Route, number), Button.To(turn.Say("polldesk.open"), PollDesk.CardRoute, number)];
        if (!poll.TakesVotesAt(turn.Now))
            return Answer.Close(turn.Say("polldesk.over"));
        if (!await PollStore.IsOnRollAsync(turn.Db, poll.Id, voter.Id))
            await PollStore.AddLateAsync(turn.Db, poll.Id, voter.Id);
        if (!await PollStore.TakePartAsync(turn.Db, poll.Id, voter.Id, VotingWay.Assisted, null))
            return Answer.Close(turn.Say("assist.voted", ("name", voter.Name)), more);
        await LedgerBook.WriteAsync(turn.Db, poll.PlaceId, turn.Chat.PersonId, "poll-assisted", poll.Subject, new { person = voter.Id }, turn.Now);
        if (!poll.Content.IsSecret)
        {
            await PollStore.VoteAsync(turn.Db, poll.Id, voter.Id, ballot.ToString());
            return Answer.Close(turn.Say("assist.done", ("name", voter.Name), ("choice", PollWords.Choice(poll.Content, ballot, turn.Language))), more);
        }

        var code = await box.CastAsync(turn.Db, poll, ballot.ToString());
        return Answer.Close(turn.Say("assist.secret.done", ("name", voter.Name), ("code", code)), more);
    }

    /// <summary>Who is voting, where one has a name: several may share the phone.</summary>
    private static async Task<string> SpeakerAsync(Turn turn, long person) =>
        await PersonStore.FindAsync(turn.Db, person) is { IsNamed: true } named ? turn.Say("vote.speaker", ("name", named.Name)) + "\n" : "";

    private static Button Family(Turn turn) => Button.To(turn.Say("vote.family"), "family");

    /// <summary>The first question of a vote that an officer enters for somebody.</summary>
    internal VoteStep StartFor(Poll poll, NamedPerson voter) => Start(poll.Id, poll.Content, voter);

    private VoteStep.Picking Start(long id, PollContent content, NamedPerson? voter = null) => new(id, content, 0, Pack(content, [])) { For = voter };

    private string Pack(PollContent content, IReadOnlyList<int> picks) => content.IsSecret ? halfMade.Seal(picks) : Picks.Pack(picks);

    private IReadOnlyList<int>? Unpack(VoteStep.Picking step) => step.Content.IsSecret ? halfMade.Open(step.Chosen) : Picks.Unpack(step.Chosen);

    private Reply Ask(Turn turn, VoteStep step)
    {
        if (step is VoteStep.Slip slip)
            return new Reply(turn.Say(slip.Poll is null ? "slip.ask" : "slip.ask.vote")) { Buttons = [Button.Choice(turn.Say("slip.none"), NoSlip)] };
        if (step is not VoteStep.Picking picking)
            return new Reply(turn.Say("vote.adult")) { Buttons = AdultQuestion.Buttons(turn) };
        var content = picking.Content;
        var kind = PollStore.Name(content.Kind);
        var full = picking.Taps == Picks.Most(content);
        var text = turn.Say(full ? "pick.full" : $"pick.{kind}", ("question", content.Question), ("number", picking.Taps + 1), ("count", picking.Taps), ("most", content.Most));
        // A message of a secret vote never shows what was chosen, not even by what it leaves out: it stands in the outbox.
        if (!content.IsSecret && picking.Taps > 0 && Unpack(picking) is { } picks)
            text += "\n\n" + texts.Say("pick.so.far", turn.Language, ("choice", Picks.InWords(content, picks, turn.Language)));
        if (picking.Taps == 0)
            text += "\n\n" + PollWords.Options(content, turn.Language) + (content.IsOneTap ? "" : "\n\n" + turn.Say($"pick.numbers.{kind}"));
        if (picking.For is { } voter)
            text = turn.Say("assist.for", ("name", voter.Name)) + "\n\n" + text;
        return new Reply(text)
        {
            Buttons =
            [
                .. full ? [] : content.Options.Select((option, at) => Button.Choice(PollWords.Label(option[turn.Language]), at.ToString(CultureInfo.InvariantCulture))),
                .. Picks.IsEnough(content, picking.Taps) ? new[] { Button.Choice(turn.Say("pick.cast"), Cast) } : [],
                .. picking.Taps > 0 ? new[] { Button.Choice(turn.Say("pick.restart"), Again) } : [],
            ],
        };
    }

    private async Task<Answer> AnswerAsync(Turn turn, VoteStep step, CancellationToken cancellation)
    {
        if (step is VoteStep.Adult adult)
            return await AdultAsync(turn, adult);
        if (step is VoteStep.Slip slip)
        {
            return turn.Choice == NoSlip ? Answer.Close(turn.Say("slip.where"), turn.MenuButtons)
                : turn.Choice is null && VoterRegister.LooksLikeCode(turn.Text) ? await SlipAsync(turn, turn.Text, slip.Poll)
                : Answer.Pass;
        }

        var picking = (VoteStep.Picking)step;
        if (turn.Choice is null)
            return await WrittenAsync(turn, picking);
        if (turn.Choice == Again)
            return Answer.Ask<VoteStep>(Start(picking.Poll, picking.Content, picking.For));
        if (Unpack(picking) is not { } picks)
            return Answer.Ask<VoteStep>(Start(picking.Poll, picking.Content, picking.For), new Reply(turn.Say("pick.lost")));
        if (turn.Choice == Cast)
            return Picks.ToBallot(picking.Content, picks) is { } ballot ? await CastAsync(turn, picking.Poll, ballot, picking.For) : Answer.Pass;
        if (PollAccess.Number(turn.Choice) is not { } option || option >= picking.Content.Options.Count || picks.Count >= Picks.Most(picking.Content))
            return Answer.Pass;
        if (!Picks.MayRepeat(picking.Content.Kind) && picks.Contains((int)option))
            return Answer.Keep(turn.Say("pick.twice"));
        return Answer.Ask<VoteStep>(picking with { Taps = picking.Taps + 1, Chosen = Pack(picking.Content, [.. picks, (int)option]) });
    }

    private async Task<Answer> WrittenAsync(Turn turn, VoteStep.Picking picking)
    {
        // Six numbers and more look like one private number.
        var numbers = Picks.Numbers(turn.Text);
        if (numbers.Count == 0 && picking.Content.Options.Count >= 6 && turn.TakeCounts(picking.Content.Options.Count) is { } counts)
            numbers = counts;
        if (numbers.Count == 0)
            return Answer.Pass;
        return Picks.Written(picking.Content, numbers) is { } ballot ? await CastAsync(turn, picking.Poll, ballot, picking.For) : Answer.Keep(turn.Say("pick.unclear"));
    }

    private async Task<Answer> AdultAsync(Turn turn, VoteStep.Adult step) => await AdultQuestion.TakeAsync(turn) switch
    {
        true => await BeginAsync(turn, PollWords.Number(step.Poll)),
        false => Answer.Close(turn.Say("vote.young"), turn.MenuButtons),
        _ => Answer.Pass,
    };

    /// <summary>A slip verifies whoever speaks, once; then the vote that waited goes on.</summary>
    private async Task<Answer> SlipAsync(Turn turn, string typed, long? waiting)
    {
        if (await VoterRegister.PlaceOfSlipAsync(turn.Db, typed, turn.Now) is not { } place)
            return waiting is null ? Answer.Say(turn.Say("slip.unknown"), turn.MenuButtons) : Answer.Keep(turn.Say("slip.unknown"));
        if (turn.Chat.PanchayatId != place)
        {
            var panchayat = (await PlaceStore.FindAsync(turn.Db, place))!;
            return Answer.Say(turn.Say("slip.elsewhere", ("place", panchayat.Name)), Button.To(turn.Say("polls.choose"), "join", panchayat.LinkCode));
        }

        var person = await turn.SpeakerAsync();
        // Somebody verified already would spend the slip of another one of the household.
        if (await VoterRegister.IsVerifiedAsync(turn.Db, place, person))
            return Answer.Close(turn.Say("slip.already"), Family(turn));
        if (!await VoterRegister.SpendAsync(turn.Db, typed, turn.Now))
            return Answer.Say(turn.Say("slip.unknown"), turn.MenuButtons);
        await VoterRegister.VerifyAsync(turn.Db, place, person, bySlip: true, null, turn.Now);
        var done = await SpeakerAsync(turn, person) + turn.Say("slip.done");
        return waiting is { } poll ? await BeginAsync(turn, PollWords.Number(poll)) is var answer && answer.Replies.Count > 0
                ? Answer.Close([new Reply(done), .. answer.Replies])
                : answer
            : Answer.Close(done, Button.To(turn.Say("menu.polls"), "polls"));
    }
}
