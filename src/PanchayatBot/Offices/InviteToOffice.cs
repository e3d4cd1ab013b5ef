using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using PanchayatBot.Content;
using PanchayatBot.Conversations;
using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Places;

namespace PanchayatBot.Offices;

/// <summary>/invite: a one-time link for somebody who is to hold an office. Whoever has none to give does not see the command.</summary>
public sealed class InviteToOffice(States states, BotLinks links, IOptions<OfficeOptions> options) : IConversation
{
    /// <summary>The questions of the dialog.</summary>
    [JsonDerivedType(typeof(WhichOffice), "office")]
    [JsonDerivedType(typeof(WhichPlace), "place")]
    public abstract record Step
    {
        /// <summary>किस पद के लिए?</summary>
        public sealed record WhichOffice(IReadOnlyList<Role> Roles) : Step;

        /// <summary>कहाँ के लिए?</summary>
        public sealed record WhichPlace(Role Role, PlaceChoice Places) : Step;
    }

    /// <inheritdoc />
    public void Map(Routes routes)
    {
        routes.Dialog<Step>("invite", Question, AnswerAsync);
        routes.Command("invite", StartAsync, needs: Role.Secretary);
        routes.Button("invite", StartAsync, needs: Role.Secretary);
    }

    private static async Task<Answer> StartAsync(Turn turn, string argument, CancellationToken cancellation)
    {
        // In a group everybody would read the link.
        if (turn.Message.InGroup)
            return Answer.Say(turn.Say("office.private"));
        var held = await Grants.OfAsync(turn.Db, turn.Chat.PersonId!.Value);
        return Answer.Ask<Step>(new Step.WhichOffice([.. held.SelectMany(grant => Appointments.GivenBy(grant.Role)).Distinct().Order()]));
    }

    private static Reply Question(Turn turn, Step step)
    {
        if (step is Step.WhichOffice which)
            return new Reply(turn.Say("invite.office")) { Buttons = [.. which.Roles.Select(role => Button.Choice(OfficeOption.NameOf(turn, role), role.ToString()))] };
        var where = (Step.WhichPlace)step;
        return new Reply(turn.Say("invite.place", ("office", OfficeOption.NameOf(turn, where.Role)))) { Buttons = where.Places.Buttons(turn) };
    }

    private async Task<Answer> AnswerAsync(Turn turn, Step step, CancellationToken cancellation)
    {
        if (step is Step.WhichOffice which)
        {
            if (!Enum.TryParse<Role>(turn.Choice, out var role) || !which.Roles.Contains(role))
                return Answer.Pass;
            var places = await PlaceChoice.FirstAsync(turn, Appointments.GiversOf(role), Appointments.LevelsOf(role));
            return places.Options.Count switch
            {
                0 => Refused(turn),
                1 => await InviteAsync(turn, role, places.Options[0].Id),
                _ => Answer.Ask<Step>(new Step.WhichPlace(role, places)),
            };
        }

        var where = (Step.WhichPlace)step;
        if (where.Places.Chosen(turn) is { } chosen)
            return await InviteAsync(turn, where.Role, chosen.Id);
        return await where.Places.MovedAsync(turn) is { } moved ? Answer.Ask<Step>(where with { Places = moved })
            : turn.Choice is null && turn.Text.Length > 0 ? Answer.Keep(turn.Say("office.notfound"))
            : Answer.Pass;
    }

    private async Task<Answer> InviteAsync(Turn turn, Role role, long id)
    {
        // Asked again at the last step: the office may have ended while the question was open.
        var person = turn.Chat.PersonId;
        if (person is not { } by || await PlaceStore.FindAsync(turn.Db, id) is not { } place || !await Appointments.MayGiveAsync(turn.Db, by, role, place))
            return Refused(turn);
        if (await Invitations.CountOpenAsync(turn.Db, by, turn.Now) >= Invitations.MostOpen)
            return Answer.Say(turn.Say("invite.toomany", ("count", Invitations.MostOpen)));
        var lasts = TimeSpan.FromDays(options.Value.InvitationDays);
        var word = await Invitations.MakeAsync(turn.Db, role, place.Id, by, turn.Chat.Address, turn.Now, lasts);
        var office = await OfficeOption.OfAsync(turn.Db, states, role, place);
        // The link stands alone in its message, so that it can be passed on as it is.
        return Answer.Say(
            new Reply(turn.Say("invite.made", ("office", office.Full(turn)), ("date", Formats.Date(turn.Now + lasts, turn.Language)))),
            new Reply(links.To(word).AbsoluteUri));
    }

    private static Answer Refused(Turn turn)
    {
        turn.Refuse("invite");
        return Answer.Say(turn.Say("office.notyours"));
    }
}
