using PanchayatBot.Delivery;
using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Places;

namespace PanchayatBot.Conversations;

/// <summary>What every talk needs: menu, help, leaving a question, reading on, and what is known about oneself.</summary>
public sealed class MainMenu(States states) : IConversation
{
    /// <inheritdoc />
    public void Map(Routes routes)
    {
        routes.Command("menu", MenuAsync);
        routes.Command("help", HelpAsync);
        routes.Command("cancel", CancelAsync);
        routes.Command("me", MeAsync);
        routes.Button("menu", MenuAsync);
        routes.Button("help", HelpAsync);
        routes.Button(Outbox.MoreRoute, MoreAsync);
        routes.Menu(90, "menu.help", "help");
    }

    private static async Task<Answer> MenuAsync(Turn turn, string argument, CancellationToken cancellation) =>
        Answer.Close([new Reply(turn.Say("menu.title")) { Buttons = turn.MenuButtons }, .. await DutiesAsync(turn)]);

    private static async Task<Answer> HelpAsync(Turn turn, string argument, CancellationToken cancellation) =>
        Answer.Say([new Reply(turn.Say("help.text")) { Buttons = turn.MenuButtons }, .. await DutiesAsync(turn)]);

    /// <summary>What an office asks for, apart from what everybody can do.</summary>
    private static async Task<IReadOnlyList<Reply>> DutiesAsync(Turn turn) =>
        await turn.DutyButtonsAsync() is { Count: > 0 } duties ? [new Reply(turn.Say("menu.duties")) { Buttons = duties }] : [];

    private static Task<Answer> CancelAsync(Turn turn, string argument, CancellationToken cancellation) =>
        Task.FromResult(Answer.Close(turn.Say(turn.Chat.Dialog is null ? "cancel.nothing" : "cancel.done")));

    private static async Task<Answer> MoreAsync(Turn turn, string page, CancellationToken cancellation) =>
        await Outbox.PageAsync(turn.Db, turn.Chat.Address, page) is { } next ? Answer.Say(next) : Answer.Say(turn.Say("more.gone"));

    private async Task<Answer> MeAsync(Turn turn, string argument, CancellationToken cancellation)
    {
        if (turn.Chat.PersonId is not { } id || await PersonStore.FindAsync(turn.Db, id) is not { IsNamed: true } person)
        {
            var state = turn.Chat.State is { } code && states.Find(code) is { } known ? known.Name[turn.Language] : turn.Say("me.state.none");
            var language = turn.Say(turn.Language == Language.Hindi ? "start.language.hindi" : "start.language.english");
            return Answer.Say(turn.Say("me.anonymous", ("language", language), ("state", state)));
        }

        var role = await Grants.HighestAsync(turn.Db, id);
        var path = person.PlaceId is { } place ? await PlaceStore.PathAsync(turn.Db, place) : [];
        return Answer.Say(turn.Say("me.person",
            ("name", person.Name[turn.Language]),
            ("role", turn.Say($"role.{role.ToString().ToLowerInvariant()}")),
            ("place", string.Join(", ", path.Select(p => p.Name[turn.Language])))));
    }
}
