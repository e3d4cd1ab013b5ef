using System.Globalization;
using System.Text.Json.Serialization;
using PanchayatBot.Content;
using PanchayatBot.Conversations;
using PanchayatBot.Ledger;
using PanchayatBot.Messages;
using PanchayatBot.People;

namespace PanchayatBot.GramSabha.Proposals;

/// <summary>The questions of the secretary about a proposal.</summary>
[JsonDerivedType(typeof(WhatAnswer), "answer")]
[JsonDerivedType(typeof(WhyRemoved), "removed")]
public abstract record ProposalDeskStep
{
    /// <summary>The proposal.</summary>
    [JsonRequired]
    public required long Proposal { get; init; }

    /// <summary>पंचायत का जवाब?</summary>
    public sealed record WhatAnswer : ProposalDeskStep;

    /// <summary>क्यों हटाएँ?</summary>
    public sealed record WhyRemoved : ProposalDeskStep;
}

/// <summary>What the secretary sees of proposals: who made them, how many support them; answers them, or takes down what must not stand there, with a reason.</summary>
public sealed class ProposalDesk(ProposalNews news) : IConversation
{
    /// <summary>One proposal.</summary>
    public const string CardRoute = "proposal-desk";

    private const string Route = "all-proposals";
    private const string AnswerRoute = "proposal-answer";
    private const string RemoveRoute = "proposal-remove";
    private const int OnPage = 8;
    private const int Longest = 500;

    /// <inheritdoc />
    public void Map(Routes routes)
    {
        routes.Dialog<ProposalDeskStep>("proposal-desk", (turn, step) => new Reply(turn.Say(step is ProposalDeskStep.WhatAnswer ? "proposals.answer.ask" : "proposals.remove.ask")), AnswerAsync);
        routes.Button(Route, Routes.Privately((turn, page, _) => ListAsync(turn, page)), Role.Secretary);
        routes.Duty(15, "proposals.button", Route);
        routes.Button(CardRoute, Routes.Privately((turn, id, _) => OfOfficeAsync(turn, id, proposal => CardAsync(turn, proposal))), Role.Secretary);
        routes.Button(AnswerRoute, Routes.Privately((turn, id, _) => OfOfficeAsync(turn, id, proposal => Task.FromResult(Answer.Ask<ProposalDeskStep>(new ProposalDeskStep.WhatAnswer { Proposal = proposal.Id })))), Role.Secretary);
        routes.Button(RemoveRoute, Routes.Privately((turn, id, _) => OfOfficeAsync(turn, id, proposal => Task.FromResult(proposal.IsOpen
            ? Answer.Ask<ProposalDeskStep>(new ProposalDeskStep.WhyRemoved { Proposal = proposal.Id })
            : Answer.Say(turn.Say("proposal.over"))))), Role.Secretary);
    }

    private static async Task<Answer> OfOfficeAsync(Turn turn, string id, Func<Proposal, Task<Answer>> act) =>
        await FindAsync(turn, id) is { } proposal ? await act(proposal) : await Routes.UnknownButton(turn, "", CancellationToken.None);

    private static async Task<Proposal?> FindAsync(Turn turn, string id)
    {
        if (!long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || await ProposalStore.FindAsync(turn.Db, number) is not { } proposal)
            return null;
        if (await Grants.HoldsAsync(turn.Db, turn.Chat.PersonId, Role.Secretary, proposal.PlaceId))
            return proposal;
        turn.Refuse($"proposal {number}");
        return null;
    }

    private static async Task<Answer> ListAsync(Turn turn, string page)
    {
        var from = int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var typed) ? Math.Min(typed, 1_000) : 0;
        var found = await ProposalStore.NewestAsync(turn.Db, turn.Chat.PersonId!.Value, from * OnPage, OnPage + 1);
        return found.Count == 0
            ? Answer.Say(turn.Say("proposals.none.yet"))
            : Answer.Say(turn.Say("proposals.desk"),
            [
                .. found.Take(OnPage).Select(proposal => Button.To(ProposalNews.Label($"{proposal.Supports} - {proposal.Body}"), CardRoute, $"{proposal.Id}")),
                .. from > 0 ? new[] { Button.To(turn.Say("list.previous"), Route, $"{from - 1}") } : [],
                .. found.Count > OnPage ? new[] { Button.To(turn.Say("list.next"), Route, $"{from + 1}") } : [],
            ]);
    }

    private static async Task<Answer> CardAsync(Turn turn, Proposal proposal)
    {
        return Answer.Say(turn.Say("proposals.card", ("proposal", proposal.Body), ("count", proposal.Supports), ("name", await AuthorAsync(turn, proposal)), ("state", turn.Say($"proposals.state.{proposal.State.ToString().ToLowerInvariant()}")))
            + (proposal.Answer is { } answer ? "\n\n" + turn.Say("proposals.answered", ("answer", answer)) : ""),
        [
            .. proposal.State is ProposalState.Removed or ProposalState.Withdrawn ? [] : new[] { Button.To(turn.Say("proposals.answer"), AnswerRoute, $"{proposal.Id}") },
            .. proposal.IsOpen ? new[] { Button.To(turn.Say("proposals.remove"), RemoveRoute, $"{proposal.Id}") } : [],
            Button.To(turn.Say("proposals.button"), Route),
        ]);
    }

    /// <summary>The name of the author, for the secretary of the panchayat alone: so it was promised. Officers above see the proposal without it.</summary>
    private static async Task<string> AuthorAsync(Turn turn, Proposal proposal)
    {
        if (!(await Grants.RolesAsync(turn.Db, turn.Chat.PersonId, proposal.PlaceId)).Contains(Role.Secretary))
            return turn.Say("proposals.name.hidden");
        return proposal.PersonId is { } person && await PersonStore.FindAsync(turn.Db, person) is { IsNamed: true } named ? named.Name[turn.Language] : turn.Say("proposals.nameless");
    }

    private async Task<Answer> AnswerAsync(Turn turn, ProposalDeskStep step, CancellationToken cancellation)
    {
        if (await FindAsync(turn, $"{step.Proposal}") is null)
            return Answer.Close(turn.Say("button.unknown"), turn.MenuButtons);
        if (turn.Choice is not null || OfficialText.CleanLine(turn.Text) is not { Length: > 0 } typed)
            return Answer.Pass;
        if (typed.Length > Longest)
            return Answer.Keep(turn.Say("call.long", ("most", Longest), ("length", typed.Length)));
        var remove = step is ProposalDeskStep.WhyRemoved;
        if (await ProposalStore.TakeAsync(turn.Db, step.Proposal) is not { } proposal || (remove ? !proposal.IsOpen : proposal.State is ProposalState.Removed or ProposalState.Withdrawn))
            return Answer.Say(turn.Say("proposal.over"));
        await ProposalStore.SetAsync(turn.Db, proposal.Id, remove ? ProposalState.Removed : ProposalState.Answered, typed, turn.Chat.PersonId, turn.Now);
        // What was taken down because it must not be read does not come back in the register: it stands there by its number.
        await LedgerBook.WriteAsync(turn.Db, proposal.PlaceId, turn.Chat.PersonId, remove ? "proposal-removed" : "proposal-answered", proposal.Subject, new { supports = proposal.Supports, reason = typed }, turn.Now);
        await news.SettledAsync(turn.Db, proposal, remove, typed, turn.Now);
        return Answer.Say(turn.Say(remove ? "proposals.removed" : "proposals.answer.done"), Button.To(turn.Say("proposals.button"), Route));
    }
}
