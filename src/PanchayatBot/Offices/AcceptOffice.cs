using System.Text.Json.Serialization;
using PanchayatBot.Content;
using PanchayatBot.Conversations;
using PanchayatBot.Delivery;
using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Places;

namespace PanchayatBot.Offices;

/// <summary>What an invitation's link opens: says which office it is, asks once more, and for the name of somebody who has none yet.</summary>
public sealed class AcceptOffice(States states, Outbox outbox, Texts texts) : IConversation
{
    /// <summary>Purpose of the consent under which the name of an office holder is kept.</summary>
    public const string Purpose = "office";

    /// <summary>Version of the words under <c>accept.name</c>.</summary>
    public const string NoticeVersion = "2026-11";

    private const string Yes = "yes";
    private const string No = "no";

    /// <summary>The questions of the dialog.</summary>
    [JsonDerivedType(typeof(Sure), "sure")]
    [JsonDerivedType(typeof(WhatName), "name")]
    public abstract record Step(string Hash, OfficeOption Office)
    {
        /// <summary>यह पद सँभालेंगे?; invited by the holder of an office, null for whoever runs the bot.</summary>
        public sealed record Sure(string Hash, OfficeOption Office, OfficeOption? By, string Name) : Step(Hash, Office);

        /// <summary>आपका नाम?</summary>
        public sealed record WhatName(string Hash, OfficeOption Office) : Step(Hash, Office);
    }

    /// <inheritdoc />
    public void Map(Routes routes)
    {
        routes.Dialog<Step>("accept", Question, AnswerAsync);
        routes.Link(Invitations.LinkPrefix, OpenAsync);
    }

    private async Task<Answer> OpenAsync(Turn turn, string code, CancellationToken cancellation)
    {
        // Everybody in a group speaks as one: an office held there would be everybody's.
        if (turn.Message.InGroup)
            return Answer.Say(turn.Say("office.private"));
        if (await Invitations.LinkedAsync(turn.Db, code) is not { } invitation || await PlaceStore.FindAsync(turn.Db, invitation.PlaceId) is not { } place)
        {
            turn.Refuse(Invitations.LinkPrefix);
            return Answer.Say(turn.Say("accept.unknown"), turn.MenuButtons);
        }

        // Whoever holds it has opened the link once more, or tries out what was meant for another.
        if ((await Grants.RolesAsync(turn.Db, turn.Chat.PersonId, place.Id)).Contains(invitation.Role))
            return Answer.Say(turn.Say("accept.already"), turn.MenuButtons);
        if (await Invitations.StandingAsync(turn.Db, invitation, turn.Now) is not InvitationStanding.Open and var standing)
            return await RefusedAsync(turn, invitation, standing);
        var person = turn.Chat.PersonId is { } id ? await PersonStore.FindAsync(turn.Db, id) : null;
        return Answer.Ask<Step>(new Step.Sure(invitation.CodeHash, await OfficeOption.OfAsync(turn.Db, states, invitation.Role, place), await InviterAsync(turn, invitation), person?.Name[turn.Language] ?? ""));
    }

    private static Reply Question(Turn turn, Step step)
    {
        if (step is not Step.Sure sure)
            return new Reply(turn.Say("accept.name"));
        var by = sure.By is { } inviter ? turn.Say("accept.by", ("inviter", inviter.Full(turn))) : turn.Say("accept.by.operator");
        var name = sure.Name.Length > 0 ? "\n" + turn.Say("accept.speaker", ("name", sure.Name)) : "";
        return new Reply(turn.Say("accept.sure", ("office", sure.Office.Full(turn)), ("by", by)) + name)
        {
            Buttons = [Button.Choice(turn.Say("accept.yes"), Yes), Button.Choice(turn.Say("accept.no"), No)],
        };
    }

    private async Task<Answer> AnswerAsync(Turn turn, Step step, CancellationToken cancellation)
    {
        if (turn.Choice == No)
            return Answer.Say(turn.Say("accept.declined"), turn.MenuButtons);
        if (step is Step.Sure ? turn.Choice != Yes : turn.Text.Length == 0)
            return Answer.Pass;
        // Nobody is asked for a name in vain: much may have happened while the question was open.
        var invitation = (await Invitations.FindAsync(turn.Db, step.Hash))!;
        if (await Invitations.StandingAsync(turn.Db, invitation, turn.Now) is not InvitationStanding.Open and var standing)
            return await RefusedAsync(turn, invitation, standing);
        if (step is Step.WhatName)
            return PersonStore.NameIn(turn.Text) is { } name ? await TakeUpAsync(turn, step, invitation, name) : Answer.Keep(turn.Say("family.name.bad"));
        var named = turn.Chat.PersonId is { } id && await PersonStore.FindAsync(turn.Db, id) is { IsNamed: true };
        return named ? await TakeUpAsync(turn, step, invitation, null) : Answer.Ask<Step>(new Step.WhatName(step.Hash, step.Office));
    }

    private async Task<Answer> TakeUpAsync(Turn turn, Step step, Invitation invitation, Bilingual? name)
    {
        var person = await turn.SpeakerAsync();
        if (await Invitations.UseAsync(turn.Db, invitation, person, turn.Now) is not InvitationStanding.Open and var standing)
            return await RefusedAsync(turn, invitation, standing);
        if (name is not null)
            await PersonStore.RenameAsync(turn.Db, person, name);
        var place = (await PlaceStore.FindAsync(turn.Db, invitation.PlaceId))!;
        turn.Chat.State ??= place.State;
        if (await PersonStore.FindAsync(turn.Db, person) is { PlaceId: null })
            await PersonStore.MoveAsync(turn.Db, person, place.Id);
        await Consents.GiveAsync(turn.Db, person, Purpose, NoticeVersion, turn.Language, turn.Chat.Channel, turn.Now);
        if (invitation.MadeIn is { } chat)
        {
            var language = await Chats.LanguageAsync(turn.Db, chat) ?? Language.Hindi;
            var who = (await PersonStore.FindAsync(turn.Db, person))!.Name[language];
            await outbox.AddAsync(turn.Db, chat, new Reply(texts.Say("invite.used", language, ("name", who), ("office", step.Office.Full(texts, language)))), language, Lane.Alert, turn.Now);
        }

        return Answer.Say(turn.Say($"accept.done.{step.Office.Role.ToString().ToLowerInvariant()}", ("office", step.Office.Full(turn))), turn.MenuButtons);
    }

    private static async Task<Answer> RefusedAsync(Turn turn, Invitation invitation, InvitationStanding why)
    {
        turn.Refuse(Invitations.LinkPrefix);
        await Invitations.RefuseAsync(turn.Db, invitation, why, turn.Chat.PersonId, turn.Now);
        return Answer.Say(turn.Say($"accept.{why.ToString().ToLowerInvariant()}"), turn.MenuButtons);
    }

    /// <summary>The highest office of whoever made the invitation that counts there: people know offices; a name a stranger could borrow.</summary>
    private async Task<OfficeOption?> InviterAsync(Turn turn, Invitation invitation)
    {
        if (invitation.InvitedBy is not { } by)
            return null;
        var above = (await PlaceStore.PathAsync(turn.Db, invitation.PlaceId)).ToDictionary(place => place.Id);
        return (await Grants.OfAsync(turn.Db, by)).FirstOrDefault(grant => above.ContainsKey(grant.PlaceId)) is { } grant
            ? await OfficeOption.OfAsync(turn.Db, states, grant.Role, above[grant.PlaceId])
            : null;
    }
}
