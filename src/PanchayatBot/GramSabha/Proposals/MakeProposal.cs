using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using PanchayatBot.Content;
using PanchayatBot.Conversations;
using PanchayatBot.Delivery.Broadcasts;
using PanchayatBot.GramSabha.Notices;
using PanchayatBot.Messages;
using PanchayatBot.People;

namespace PanchayatBot.GramSabha.Proposals;

/// <summary>The questions of whoever proposes something.</summary>
[JsonDerivedType(typeof(What), "what")]
[JsonDerivedType(typeof(Sure), "sure")]
[JsonDerivedType(typeof(Adult), "adult")]
public abstract record ProposalStep
{
    /// <summary>क्या प्रस्ताव है?</summary>
    public sealed record What : ProposalStep;

    /// <summary>ऐसा दिखेगा - भेजें?</summary>
    public sealed record Sure(string Body) : ProposalStep;

    /// <summary>क्या आप 18 वर्ष के हो चुके हैं?; the proposal to support then, null for making one.</summary>
    public sealed record Adult(long? Proposal) : ProposalStep;
}

/// <summary>People propose what the gram sabha should talk about, and support each other's proposals. Who supports what is shown to nobody.</summary>
public sealed partial class MakeProposal(ProposalNews news, IOptions<GramSabhaOptions> options) : IConversation
{
    /// <summary>The list of proposals, from a page on.</summary>
    public const string ListRoute = "proposals";

    private const string SupportRoute = "support";
    private const string UnsupportRoute = "unsupport";
    private const string TakeBackRoute = "proposal-back";
    private const string Yes = "yes";
    private const string No = "no";
    private const int OnPage = 5;
    private const int Longest = 250;
    private const int Shortest = 8;

    /// <inheritdoc />
    public void Map(Routes routes)
    {
        routes.Dialog<ProposalStep>("proposal", Ask, AnswerAsync);
        routes.Command("propose", Routes.Privately((turn, _, _) => BeginAsync(turn)));
        routes.Button("propose", Routes.Privately((turn, _, _) => BeginAsync(turn)));
        routes.Command("proposals", Routes.Privately((turn, _, _) => ListAsync(turn, 0)));
        routes.Button(ListRoute, Routes.Privately((turn, page, _) => ListAsync(turn, int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var from) ? Math.Min(from, 1_000) : 0)));
        routes.Button(SupportRoute, Routes.Privately((turn, id, _) => OfOwnAsync(turn, id, proposal => SupportAsync(turn, proposal.Id))));
        routes.Button(UnsupportRoute, Routes.Privately((turn, id, _) => OfOwnAsync(turn, id, proposal => UnsupportAsync(turn, proposal.Id))));
        routes.Button(TakeBackRoute, Routes.Privately((turn, id, _) => OfOwnAsync(turn, id, proposal => TakeBackAsync(turn, proposal.Id))));
    }

    private static async Task<Answer> OfOwnAsync(Turn turn, string id, Func<Proposal, Task<Answer>> act) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && await ProposalStore.FindAsync(turn.Db, number) is { } proposal && proposal.PlaceId == turn.Chat.PanchayatId
            ? await act(proposal)
            : await Routes.UnknownButton(turn, "", CancellationToken.None);

    private async Task<Answer> BeginAsync(Turn turn)
    {
        if (turn.Chat.PanchayatId is null)
            return Answer.Say(turn.Say("proposals.nowhere"), Button.To(turn.Say("sabha.choose"), "panchayat"));
        var person = await turn.SpeakerAsync();
        if (!await PersonStore.IsAdultAsync(turn.Db, person))
            return Answer.Ask<ProposalStep>(new ProposalStep.Adult(null));
        return await EnoughAsync(turn, person) is { } enough
            ? Answer.Close(enough, Button.To(turn.Say("proposals.button"), ListRoute))
            : Answer.Ask<ProposalStep>(new ProposalStep.What());
    }

    /// <summary>Why this person proposes nothing more for now; null when they may. What was taken back or down counts for a day, too: every
    /// proposal calls the secretary, and nobody may do so without end.</summary>
    private async Task<string?> EnoughAsync(Turn turn, long person) =>
        await ProposalStore.OpenOfAsync(turn.Db, person) >= options.Value.ProposalsAtATime ? turn.Say("proposal.enough", ("count", options.Value.ProposalsAtATime))
            : await ProposalStore.MadeSinceAsync(turn.Db, person, turn.Now - TimeSpan.FromDays(1)) >= options.Value.ProposalsAtATime ? turn.Say("proposal.tomorrow", ("count", options.Value.ProposalsAtATime))
            : null;

    private Reply Ask(Turn turn, ProposalStep step) => step switch
    {
        ProposalStep.What => new Reply(turn.Say("proposal.what", ("count", options.Value.SupportsNeeded))),
        ProposalStep.Sure sure => new Reply(turn.Say("proposal.sure", ("proposal", sure.Body))) { Buttons = [Button.Choice(turn.Say("proposal.send"), Yes), Button.Choice(turn.Say("proposal.again"), No)] },
        _ => new Reply(turn.Say("proposal.adult")) { Buttons = AdultQuestion.Buttons(turn) },
    };

    private async Task<Answer> AnswerAsync(Turn turn, ProposalStep step, CancellationToken cancellation)
    {
        if (turn.Chat.PanchayatId is not { } place)
            return Answer.Close(turn.Say("proposals.nowhere"), Button.To(turn.Say("sabha.choose"), "panchayat"));
        switch (step)
        {
            case ProposalStep.Adult adult:
                return await AdultQuestion.TakeAsync(turn) switch
                {
                    true => adult.Proposal is { } id ? await OfOwnAsync(turn, $"{id}", proposal => SupportAsync(turn, proposal.Id)) : await BeginAsync(turn),
                    false => Answer.Close(turn.Say("proposal.young"), turn.MenuButtons),
                    _ => Answer.Pass,
                };
            case ProposalStep.Sure sure when turn.Choice == Yes:
                return await ProposeAsync(turn, place, sure.Body);
            case ProposalStep.Sure when turn.Choice == No:
                return Answer.Ask<ProposalStep>(new ProposalStep.What());
            case ProposalStep.What or ProposalStep.Sure when turn.Choice is null && OfficialText.CleanLine(turn.Text) is { Length: > 0 } typed:
                return typed.Length < Shortest ? Answer.Keep(turn.Say("proposal.short"))
                    : typed.Length > Longest ? Answer.Keep(turn.Say("call.long", ("most", Longest), ("length", typed.Length)))
                    : Address().IsMatch(typed) ? Answer.Keep(turn.Say("proposal.link"))
                    : Answer.Ask<ProposalStep>(new ProposalStep.Sure(typed));
            default:
                return Answer.Pass;
        }
    }

    private async Task<Answer> ProposeAsync(Turn turn, long place, string body)
    {
        var person = await turn.SpeakerAsync();
        if (await EnoughAsync(turn, person) is { } enough)
            return Answer.Close(enough, Button.To(turn.Say("proposals.button"), ListRoute));
        var id = await ProposalStore.AddAsync(turn.Db, place, person, body, turn.Now);
        var proposal = (await ProposalStore.FindAsync(turn.Db, id))!;
        await Followers.AddAsync(turn.Db, place, proposal.Subject, turn.Chat.Address, turn.Now);
        await news.TellSecretariesAsync(turn.Db, proposal, "proposals.new", turn.Now);
        return Answer.Say(turn.Say("proposal.done", ("count", options.Value.SupportsNeeded)),
            Button.To(turn.Say("proposals.button"), ListRoute), Button.To(turn.Say("proposal.back"), TakeBackRoute, $"{id}"));
    }

    private async Task<Answer> ListAsync(Turn turn, int page)
    {
        if (turn.Chat.PanchayatId is not { } place)
            return Answer.Say(turn.Say("proposals.nowhere"), Button.To(turn.Say("sabha.choose"), "panchayat"));
        var open = await ProposalStore.OpenAsync(turn.Db, place, page * OnPage, OnPage + 1);
        var shown = open.Take(OnPage).Select((proposal, at) => (Proposal: proposal, Number: (page * OnPage) + at + 1)).ToList();
        var lines = shown.Select(one => turn.Say(one.Proposal.State == ProposalState.Ready ? "proposals.line.ready" : "proposals.line",
            ("number", one.Number), ("proposal", one.Proposal.Body), ("count", one.Proposal.Supports), ("needed", options.Value.SupportsNeeded)));
        return Answer.Say(shown.Count == 0 ? turn.Say("proposals.none") : turn.Say("proposals.list") + "\n\n" + string.Join("\n\n", lines),
        [
            .. shown.Select(one => Button.To(turn.Say("proposals.support", ("number", one.Number)), SupportRoute, $"{one.Proposal.Id}")),
            .. page > 0 ? new[] { Button.To(turn.Say("list.previous"), ListRoute, $"{page - 1}") } : [],
            .. open.Count > OnPage ? new[] { Button.To(turn.Say("list.next"), ListRoute, $"{page + 1}") } : [],
            Button.To(turn.Say("proposal.button"), "propose"),
        ]);
    }

    private async Task<Answer> SupportAsync(Turn turn, long id)
    {
        var person = await turn.SpeakerAsync();
        if (!await PersonStore.IsAdultAsync(turn.Db, person))
            return Answer.Ask<ProposalStep>(new ProposalStep.Adult(id));
        if (await ProposalStore.TakeAsync(turn.Db, id) is not { IsOpen: true } before)
            return Answer.Close(turn.Say("proposal.over"), Button.To(turn.Say("proposals.button"), ListRoute));
        if (!await ProposalStore.SupportAsync(turn.Db, id, person))
            return Answer.Close(turn.Say("proposal.already", ("proposal", before.Body)), Button.To(turn.Say("proposal.unsupport"), UnsupportRoute, $"{id}"), Button.To(turn.Say("vote.family"), "family"));
        var proposal = (await ProposalStore.FindAsync(turn.Db, id))!;
        await Followers.AddAsync(turn.Db, proposal.PlaceId, proposal.Subject, turn.Chat.Address, turn.Now);
        if (proposal.State == ProposalState.Open && proposal.Supports >= options.Value.SupportsNeeded)
        {
            await ProposalStore.SetAsync(turn.Db, id, ProposalState.Ready, null, null, turn.Now);
            await news.TellSecretariesAsync(turn.Db, proposal, "proposals.ready", turn.Now);
        }

        return Answer.Close(turn.Say(proposal.Supports >= options.Value.SupportsNeeded ? "proposal.supported.ready" : "proposal.supported", ("proposal", proposal.Body), ("count", proposal.Supports), ("needed", options.Value.SupportsNeeded)),
            Button.To(turn.Say("proposal.unsupport"), UnsupportRoute, $"{id}"), Button.To(turn.Say("proposals.button"), ListRoute), Button.To(turn.Say("vote.family"), "family"));
    }

    private static async Task<Answer> UnsupportAsync(Turn turn, long id)
    {
        // What is enough for the agenda stays so: nobody can tip it to and fro.
        if (turn.Chat.PersonId is not { } person || await ProposalStore.TakeAsync(turn.Db, id) is not { State: ProposalState.Open } proposal)
            return Answer.Say(turn.Say("proposal.over"), Button.To(turn.Say("proposals.button"), ListRoute));
        var had = await ProposalStore.UnsupportAsync(turn.Db, id, person);
        if (!await ProposalStore.ConcernsAsync(turn.Db, id, turn.Chat.Address))
            await Followers.RemoveAsync(turn.Db, proposal.PlaceId, proposal.Subject, turn.Chat.Address);
        return Answer.Say(turn.Say(had ? "proposal.unsupported" : "proposal.notsupported", ("proposal", proposal.Body)), Button.To(turn.Say("proposals.button"), ListRoute));
    }

    private static async Task<Answer> TakeBackAsync(Turn turn, long id)
    {
        if (turn.Chat.PersonId is not { } person || await ProposalStore.TakeAsync(turn.Db, id) is not { State: ProposalState.Open } proposal || proposal.PersonId != person)
            return Answer.Say(turn.Say("proposal.over"), Button.To(turn.Say("proposals.button"), ListRoute));
        await ProposalStore.SetAsync(turn.Db, id, ProposalState.Withdrawn, null, null, turn.Now);
        return Answer.Say(turn.Say("proposal.withdrawn"), Button.To(turn.Say("proposals.button"), ListRoute));
    }

    // Where a proposal is read by everybody, an address would be a trap.
    [GeneratedRegex(@"https?:|www\.|t\.me/|wa\.me/|\b[a-z0-9-]+\.(?:com|in|org|net|info|xyz|top|link|site|online|me|ly)\b|@\w{4,}", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Address();
}

/// <summary>What is kept of people who propose and support.</summary>
public sealed class ProposalData : IPersonalData
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> TellAsync(Turn turn)
    {
        if (turn.Chat.PersonId is not { } person)
            return [];
        var (made, supported) = await ProposalStore.KeptAsync(turn.Db, person);
        return [.. made > 0 ? new[] { turn.Say("proposal.kept.made", ("count", made)) } : [], .. supported > 0 ? new[] { turn.Say("proposal.kept.supported", ("count", supported)) } : []];
    }

    /// <inheritdoc />
    public async Task ForgetAsync(Turn turn)
    {
        if (turn.Chat.PersonId is { } person)
            await ProposalStore.ForgetAsync(turn.Db, person);
    }
}
