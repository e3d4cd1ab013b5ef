using System.Text.Json.Serialization;
using PanchayatBot.Content;
using PanchayatBot.Conversations;
using PanchayatBot.Delivery;
using PanchayatBot.Ledger;
using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Places;

namespace PanchayatBot.Offices;

/// <summary>/group: the Telegram group or channel of a panchayat. Three steps: the secretary gets a word, brings the bot and the word into the group,
/// and says here that this is the group. Whoever does not hold the word, or holds no office, links nothing.</summary>
public sealed class LinkGroup(BotLinks links, Outbox outbox, Texts texts) : IConversation
{
    private const int LongestTitle = 100;

    // A code's hash is longer than a button carries.
    private const int HashInButton = 40;

    /// <summary>किस पंचायत का समूह?</summary>
    /// <param name="Places">The panchayats to choose from.</param>
    public sealed record WhichPanchayat([property: JsonRequired] PlaceChoice Places);

    /// <inheritdoc />
    public void Map(Routes routes)
    {
        routes.Dialog<WhichPanchayat>("group", (turn, step) => new Reply(turn.Say("group.which")) { Buttons = step.Places.Buttons(turn) }, ChosenAsync);
        routes.Command("group", Routes.Privately(StartAsync), needs: Role.Secretary);
        routes.Button("group", Routes.Privately(StartAsync), needs: Role.Secretary);
        routes.Button("group-new", Routes.Privately((turn, place, _) => OfPlaceAsync(turn, place, one => InstructAsync(turn, one))), needs: Role.Secretary);
        routes.Button("group-end", Routes.Privately((turn, place, _) => OfPlaceAsync(turn, place, one => UnlinkAsync(turn, one))), needs: Role.Secretary);
        routes.Button("group-yes", Routes.Privately(ConfirmAsync), needs: Role.Secretary);
        routes.Command("link", (turn, code, _) => FoundAsync(turn, code.StartsWith(GroupCode.LinkPrefix, StringComparison.Ordinal) ? code[GroupCode.LinkPrefix.Length..] : code), listed: false);
        routes.Link(GroupCode.LinkPrefix, (turn, code, _) => FoundAsync(turn, code));
        routes.Duty(75, "duty.group", "group");
    }

    private async Task<Answer> StartAsync(Turn turn, string argument, CancellationToken cancellation)
    {
        var places = await PlaceChoice.FirstAsync(turn, [Role.Secretary], [PlaceKind.Panchayat]);
        return places.Options.Count switch
        {
            0 => Answer.Say(turn.Say("office.notyours")),
            1 => await ShowAsync(turn, (await PlaceStore.FindAsync(turn.Db, places.Options[0].Id))!),
            _ => Answer.Ask(new WhichPanchayat(places)),
        };
    }

    private async Task<Answer> ChosenAsync(Turn turn, WhichPanchayat step, CancellationToken cancellation) =>
        step.Places.Chosen(turn) is { } chosen ? await OfPlaceAsync(turn, $"{chosen.Id}", place => ShowAsync(turn, place))
        : await step.Places.MovedAsync(turn) is { } moved ? Answer.Ask(new WhichPanchayat(moved))
        : turn.Choice is null && turn.Text.Length > 0 ? Answer.Keep(turn.Say("office.notfound"))
        : Answer.Pass;

    /// <summary>A panchayat whose secretary the person is; the number comes from outside.</summary>
    private static async Task<Answer> OfPlaceAsync(Turn turn, string id, Func<Place, Task<Answer>> act)
    {
        if (long.TryParse(id, out var number) && await PlaceStore.FindAsync(turn.Db, number) is { Kind: PlaceKind.Panchayat } place
            && await Grants.HoldsAsync(turn.Db, turn.Chat.PersonId, Role.Secretary, place.Id))
            return await act(place);
        turn.Refuse("group");
        return await Routes.UnknownButton(turn, "", CancellationToken.None);
    }

    private async Task<Answer> ShowAsync(Turn turn, Place place) => await LinkedGroups.OfAsync(turn.Db, place.Id) is not { } group
        ? await InstructAsync(turn, place)
        : Answer.Say(turn.Say(group.UnreachableSince is null ? "group.linked" : "group.linked.lost", ("group", group.Title), ("place", place.Name), ("date", group.LinkedAt)),
            Button.To(turn.Say("group.replace"), "group-new", $"{place.Id}"), Button.To(turn.Say("group.unlink"), "group-end", $"{place.Id}"));

    private async Task<Answer> InstructAsync(Turn turn, Place place)
    {
        var code = await GroupCodes.MakeAsync(turn.Db, place.Id, turn.Chat.PersonId!.Value, turn.Chat.Address, turn.Now);
        if (links.ToGroup(GroupCode.LinkPrefix + code) is not { } address)
            return Answer.Say(turn.Say("group.telegram"));
        // The word stands alone in its message, so that it can be copied or passed on as it is.
        return Answer.Say(
            new Reply(turn.Say("group.steps", ("place", place.Name))) { Buttons = [Button.Link(turn.Say("group.choose"), address)] },
            new Reply("/link " + code));
    }

    /// <summary>The word was posted somewhere. In a group it names the group; whether that is right is asked in private.</summary>
    private async Task<Answer> FoundAsync(Turn turn, string code)
    {
        if (!turn.Message.InGroup)
            return Answer.Say(turn.Say("group.word.private"));
        if (await GroupCodes.FindAsync(turn.Db, OneTimeCode.Hash(code.Trim()), turn.Now) is not { } known || await PlaceStore.FindAsync(turn.Db, known.PlaceId) is not { } place
            || !await Grants.HoldsAsync(turn.Db, known.MadeBy, Role.Secretary, place.Id))
        {
            turn.Refuse("group-word");
            return Answer.Say(turn.Say("group.word.bad"));
        }

        if (await LinkedGroups.AtAsync(turn.Db, turn.Chat.Address) is { } linked)
            return Answer.Say(turn.Say(linked.PanchayatId == place.Id ? "group.already" : "group.taken"));
        var title = Title(turn.Message.GroupTitle);
        await GroupCodes.FoundAsync(turn.Db, known, turn.Chat.Address, title);
        var language = await Chats.LanguageAsync(turn.Db, known.MadeIn) ?? Language.Hindi;
        await outbox.AddAsync(turn.Db, known.MadeIn, new Reply(texts.Say("group.found", language, ("group", title), ("place", place.Name)))
        {
            Buttons = [Button.To(texts.Say("group.yes", language), "group-yes", known.CodeHash[..HashInButton]), Button.To(texts.Say("group.no", language), "group-new", $"{place.Id}")],
        }, language, Lane.Alert, turn.Now);
        return Answer.Say(turn.Say("group.wait"));
    }

    private async Task<Answer> ConfirmAsync(Turn turn, string argument, CancellationToken cancellation)
    {
        if (await GroupCodes.StartingAsync(turn.Db, argument, turn.Chat.PersonId, turn.Now) is not { Found: { } group, FoundTitle: { } title } code || await PlaceStore.FindAsync(turn.Db, code.PlaceId) is not { } place)
            return Answer.Say(turn.Say("group.late"), Button.To(turn.Say("duty.group"), "group"));
        return await OfPlaceAsync(turn, $"{place.Id}", async _ =>
        {
            if (!await GroupCodes.UseAsync(turn.Db, code) || !await LinkedGroups.LinkAsync(turn.Db, group, place.Id, title, turn.Now))
                return Answer.Say(turn.Say("group.taken.private"));
            await LedgerBook.WriteAsync(turn.Db, place.Id, turn.Chat.PersonId, "group-linked", $"group:{group.Channel}:{group.Id}", new { title }, turn.Now);
            // Also the proof that the bot may write there: what is refused is told to the secretary.
            await outbox.AddAsync(turn.Db, group, new Reply(texts.Say("group.hello", Language.Hindi, ("place", place.Name))) { Buttons = [Button.Link(texts.Say("group.open", Language.Hindi), links.To(place.LinkWord))] },
                Language.Hindi, Lane.Alert, turn.Now);
            return Answer.Say(turn.Say("group.done", ("group", title), ("place", place.Name)));
        });
    }

    private static async Task<Answer> UnlinkAsync(Turn turn, Place place)
    {
        if (await LinkedGroups.OfAsync(turn.Db, place.Id) is not { } group)
            return Answer.Say(turn.Say("group.none"));
        await LinkedGroups.UnlinkAsync(turn.Db, place.Id);
        await LedgerBook.WriteAsync(turn.Db, place.Id, turn.Chat.PersonId, "group-unlinked", $"group:{group.Channel}:{group.ChatId}", new { title = group.Title }, turn.Now);
        return Answer.Say(turn.Say("group.ended", ("group", group.Title), ("place", place.Name)));
    }

    private static string Title(string? title) => title is null or "" ? "-" : title.Length <= LongestTitle ? title : title[..LongestTitle];
}
