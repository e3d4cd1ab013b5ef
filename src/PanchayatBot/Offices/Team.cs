using System.Text;
using System.Text.Json.Serialization;
using PanchayatBot.Content;
using PanchayatBot.Conversations;
using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Places;

namespace PanchayatBot.Offices;

/// <summary>/team: who holds an office in the own places, and which invitations are open; both can be ended after one more question.</summary>
public sealed class Team(States states) : IConversation
{
    private const int PageSize = 8;
    private const string Next = "next";
    private const string Yes = "yes";

    /// <summary>The questions of the dialog.</summary>
    [JsonDerivedType(typeof(Listed), "listed")]
    [JsonDerivedType(typeof(Sure), "sure")]
    public abstract record Step
    {
        /// <summary>किसका पद वापस लेना है?</summary>
        public sealed record Listed(IReadOnlyList<Entry> Entries, int Skipped, bool More) : Step;

        /// <summary>पक्का?</summary>
        public sealed record Sure(Entry Entry) : Step;
    }

    /// <summary>An office that somebody holds, or an open invitation to one.</summary>
    /// <param name="Office">The office.</param>
    /// <param name="Person">Who holds it; null for an invitation.</param>
    /// <param name="Hi">The holder's name.</param>
    /// <param name="En">The same in Latin letters.</param>
    /// <param name="Hash">The invitation; null for an office that is held.</param>
    /// <param name="Until">Until when the invitation can be used.</param>
    public sealed record Entry(OfficeOption Office, long? Person, string Hi, string En, string? Hash, DateTimeOffset? Until)
    {
        /// <summary>The holder's name; an invitation has none.</summary>
        public string Name(Turn turn) => (turn.Language == Language.English ? En : Hi) is { Length: > 0 } name ? name : turn.Say("team.unnamed");
    }

    /// <inheritdoc />
    public void Map(Routes routes)
    {
        routes.Dialog<Step>("team", Question, AnswerAsync);
        routes.Command("team", (turn, _, _) => ListAsync(turn, 0), needs: Role.Secretary);
        routes.Button("team", (turn, _, _) => ListAsync(turn, 0), needs: Role.Secretary);
    }

    private async Task<Answer> ListAsync(Turn turn, int skip)
    {
        // In a group everybody would see the names, and press the buttons.
        if (turn.Message.InGroup)
            return Answer.Say(turn.Say("office.private"));
        var person = turn.Chat.PersonId!.Value;
        var entries = new List<Entry>();
        if (skip == 0)
        {
            foreach (var invitation in await Invitations.WithinReachAsync(turn.Db, person, turn.Now, Invitations.MostOpen))
                entries.Add(new(await OfficeAsync(turn, invitation.Role, invitation.PlaceId), null, "", "", invitation.CodeHash, invitation.ExpiresAt));
        }

        var grants = await Grants.WithinReachAsync(turn.Db, person, skip, PageSize + 1);
        foreach (var grant in grants.Take(PageSize))
            entries.Add(new(await OfficeAsync(turn, grant.Role, grant.PlaceId), grant.PersonId, grant.NameHi, grant.NameEn, null, null));
        return entries.Count == 0
            ? Answer.Say(turn.Say("team.nobody"), Button.To(turn.Say("team.invite"), "invite"))
            : Answer.Ask<Step>(new Step.Listed(entries, skip, grants.Count > PageSize));
    }

    private async Task<OfficeOption> OfficeAsync(Turn turn, Role role, long place) =>
        await OfficeOption.OfAsync(turn.Db, states, role, (await PlaceStore.FindAsync(turn.Db, place))!);

    private static Reply Question(Turn turn, Step step)
    {
        if (step is Step.Sure { Entry: var entry })
        {
            return new Reply(entry.Hash is null
                ? turn.Say("team.revoke.sure", ("name", entry.Name(turn)), ("office", entry.Office.Full(turn)))
                : turn.Say("team.withdraw.sure", ("office", entry.Office.Full(turn))))
            {
                Buttons = [Button.Choice(turn.Say(entry.Hash is null ? "team.revoke.yes" : "team.withdraw.yes"), Yes), Button.Choice(turn.Say("team.no"), "no")],
            };
        }

        var listed = (Step.Listed)step;
        var text = new StringBuilder(turn.Say("team.title")).Append("\n\n");
        for (var i = 0; i < listed.Entries.Count; i++)
        {
            var one = listed.Entries[i];
            text.Append(i + 1).Append(". ").Append(one.Until is { } until
                ? turn.Say("team.invitation", ("office", one.Office.Full(turn)), ("date", Formats.Date(until, turn.Language)))
                : turn.Say("team.holder", ("name", one.Name(turn)), ("office", one.Office.Full(turn)))).Append('\n');
        }

        return new Reply(text.Append('\n').Append(turn.Say("team.hint")).ToString())
        {
            Buttons =
            [
                .. listed.Entries.Select((_, i) => Button.Choice($"{i + 1}", $"{i}")),
                .. listed.More ? new[] { Button.Choice(turn.Say("join.more"), Next) } : [],
                Button.To(turn.Say("team.invite"), "invite"),
            ],
        };
    }

    private async Task<Answer> AnswerAsync(Turn turn, Step step, CancellationToken cancellation)
    {
        if (step is Step.Listed listed)
        {
            if (turn.Choice == Next && turn.Chat.PersonId is not null)
                return await ListAsync(turn, listed.Skipped + PageSize);
            // Written or pressed, the number is the same.
            var number = turn.Choice is { } pressed ? int.TryParse(pressed, out var at) ? at : -1 : int.TryParse(turn.Text, out var written) ? written - 1 : -1;
            return number >= 0 && number < listed.Entries.Count ? Answer.Ask<Step>(new Step.Sure(listed.Entries[number])) : Answer.Pass;
        }

        if (turn.Choice is null)
            return Answer.Pass;
        if (turn.Choice != Yes)
            return Answer.Say(turn.Say("team.kept"));
        var entry = ((Step.Sure)step).Entry;
        return entry.Hash is { } hash ? await WithdrawAsync(turn, hash) : await RevokeAsync(turn, entry);
    }

    private static async Task<Answer> WithdrawAsync(Turn turn, string hash)
    {
        var invitation = (await Invitations.FindAsync(turn.Db, hash))!;
        if (turn.Chat.PersonId is not { } by || !await Appointments.MayEndAsync(turn.Db, by, invitation.Role, invitation.PlaceId))
            return Refused(turn);
        return Answer.Say(turn.Say(await Invitations.WithdrawAsync(turn.Db, invitation, by, turn.Now) ? "team.withdrawn" : "team.withdrawn.late"));
    }

    private static async Task<Answer> RevokeAsync(Turn turn, Entry entry)
    {
        var office = entry.Office;
        if (turn.Chat.PersonId is not { } by || !await Appointments.MayEndAsync(turn.Db, by, office.Role, office.Place.Id))
            return Refused(turn);
        return await Appointments.EndAsync(turn.Db, entry.Person!.Value, office.Role, office.Place.Id, by, turn.Now) switch
        {
            Ending.LastAdministrator => Answer.Say(turn.Say("team.last")),
            Ending.NotHeld => Answer.Say(turn.Say("team.gone")),
            _ => Answer.Say(turn.Say("team.revoked", ("name", entry.Name(turn)), ("office", office.Full(turn)))),
        };
    }

    private static Answer Refused(Turn turn)
    {
        turn.Refuse("team");
        return Answer.Say(turn.Say("office.notyours"));
    }
}
