using PanchayatBot.Messages;
using PanchayatBot.People;

namespace PanchayatBot.Conversations;

/// <summary>Handles a button, a command or free text.</summary>
/// <param name="turn">The turn.</param>
/// <param name="argument">What the button carried, what stood behind the command, or the free text.</param>
/// <param name="cancellation">The process is stopping.</param>
public delegate Task<Answer> TurnHandler(Turn turn, string argument, CancellationToken cancellation);

/// <summary>Handles the answer to an open question. Runs again for the same state when the person's words were no answer.</summary>
public delegate Task<Answer> DialogHandler<in TState>(Turn turn, TState state, CancellationToken cancellation);

/// <summary>A part of the bot that talks: it registers what it answers to.</summary>
public interface IConversation
{
    /// <summary>Registers routes, commands and dialogs; called once at start.</summary>
    void Map(Routes routes);
}

/// <summary>Everything the bot answers to. Filled at start by every <see cref="IConversation"/>, read-only afterwards.</summary>
public sealed class Routes
{
    private readonly Dictionary<string, TurnHandler> _buttons = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TurnHandler> _commands = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dialog> _dialogs = new(StringComparer.Ordinal);
    private readonly List<(int Order, string TextKey, string Route)> _menu = [];
    private readonly List<(int Order, string TextKey, string Route)> _duties = [];
    private readonly List<string> _publicCommands = [];
    private readonly Dictionary<string, TurnHandler> _links = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Role> _needs = new(StringComparer.Ordinal);

    /// <summary>Collects what every conversation registers.</summary>
    public static Routes Of(IEnumerable<IConversation> conversations)
    {
        var routes = new Routes();
        foreach (var conversation in conversations)
            conversation.Map(routes);
        return routes;
    }

    /// <summary>Names of the commands shown in a messenger's list, in order; <c>command.NAME.description</c> says what each does.</summary>
    public IReadOnlyList<string> PublicCommands => _publicCommands;

    /// <summary>All routes that buttons lead to.</summary>
    public IReadOnlyCollection<string> ButtonRoutes => _buttons.Keys;

    /// <summary>All commands.</summary>
    public IReadOnlyCollection<string> Commands => _commands.Keys;

    internal TurnHandler? FreeText { get; private set; }

    internal Func<string, object>? Prepare { get; private set; }

    /// <summary>A target for <see cref="Messages.Button.To"/>.</summary>
    /// <param name="route">The target's name.</param>
    /// <param name="handler">Handles the press.</param>
    /// <param name="needs">The lowest role that may press it, wherever it is held; whether it holds for the matter at hand is the handler's to
    /// decide. For everybody else the button does not exist.</param>
    public void Button(string route, TurnHandler handler, Role needs = Role.Citizen) => _buttons.Add(route, Guarded(route, handler, needs, UnknownButton));

    /// <summary>What a link of the bot leads to: <c>/start</c> followed by a word that begins with <paramref name="prefix"/>. The handler gets
    /// the rest of the word, which may be anything.</summary>
    public void Link(string prefix, TurnHandler handler) => _links.Add(prefix, handler);

    /// <summary>A command, typed as <c>/name</c> or as one of the words listed under <c>command.NAME.words</c> in content/texts.</summary>
    /// <param name="name">Its name in Latin letters.</param>
    /// <param name="handler">Handles it.</param>
    /// <param name="listed">It stands in the messenger's list; commands that need a role never do.</param>
    /// <param name="needs">The lowest role that may give it, wherever it is held. For everybody else the command does not exist.</param>
    public void Command(string name, TurnHandler handler, bool listed = true, Role needs = Role.Citizen)
    {
        _commands.Add(name, Guarded(name, handler, needs, (turn, argument, cancellation) => _commands["help"](turn, argument, cancellation)));
        if (listed && needs == Role.Citizen)
            _publicCommands.Add(name);
    }

    /// <summary>An entry of the main menu; lower orders come first.</summary>
    public void Menu(int order, string textKey, string route) => _menu.Add((order, textKey, route));

    /// <summary>An entry of the list of duties, which whoever holds the role of its route sees below the main menu; lower orders come first.</summary>
    public void Duty(int order, string textKey, string route) => _duties.Add((order, textKey, route));

    /// <summary>What everything else typed goes to; there is one.</summary>
    /// <param name="handler">Handles the text.</param>
    /// <param name="prepare">The work that needs only the text: done before the transaction, on any thread, so that the one writer of a
    /// SQLite file does not wait for it. The handler finds the result in <see cref="Turn.Prepared"/>.</param>
    public void OtherText(TurnHandler handler, Func<string, object>? prepare = null)
    {
        FreeText = FreeText is null ? handler : throw new InvalidOperationException("Free text has a handler already.");
        Prepare = prepare;
    }

    /// <summary>A dialog: the words of its questions, and what follows from the answers. <typeparamref name="TState"/> is an abstract record with
    /// one <c>[JsonDerivedType]</c> for each question that can wait.</summary>
    /// <param name="name">Stands in the database; never changes.</param>
    /// <param name="question">Puts the question of a state into words; called again whenever it has to be repeated.</param>
    /// <param name="handler">Handles what the person pressed or typed.</param>
    public void Dialog<TState>(string name, Func<Turn, TState, Reply> question, DialogHandler<TState> handler) where TState : class =>
        _dialogs.Add(name, new Dialog(name, typeof(TState), (turn, state) => question(turn, (TState)state), (turn, state, ct) => handler(turn, (TState)state, ct)));

    /// <summary>Routes and commands that need a role, with the lowest that is enough.</summary>
    public IReadOnlyDictionary<string, Role> Needs => _needs;

    internal TurnHandler? LinkHandler(string link, out string rest)
    {
        foreach (var (prefix, handler) in _links)
        {
            if (link.StartsWith(prefix, StringComparison.Ordinal))
            {
                rest = link[prefix.Length..];
                return handler;
            }
        }

        rest = "";
        return null;
    }

    /// <summary>The same handler for private chats; in a group, where everybody reads and presses along, it says so and does nothing.</summary>
    public static TurnHandler Privately(TurnHandler handler) => (turn, argument, cancellation) =>
        turn.Message.InGroup ? Task.FromResult(Answer.Say(turn.Say("office.private"))) : handler(turn, argument, cancellation);

    /// <summary>What is said to a button that leads nowhere.</summary>
    public static Task<Answer> UnknownButton(Turn turn, string argument, CancellationToken cancellation) =>
        Task.FromResult(Answer.Say(turn.Say("button.unknown"), turn.MenuButtons));

    private TurnHandler Guarded(string route, TurnHandler handler, Role needs, TurnHandler unknown)
    {
        if (needs == Role.Citizen)
            return handler;
        _needs[route] = needs;
        return async (turn, argument, cancellation) =>
        {
            if (turn.Chat.PersonId is { } person && await Grants.HighestAsync(turn.Db, person) >= needs)
                return await handler(turn, argument, cancellation);
            turn.Refuse(route);
            return await unknown(turn, argument, cancellation);
        };
    }

    internal IReadOnlyList<Button> MenuButtons(Turn turn) =>
        [.. _menu.OrderBy(entry => entry.Order).Select(entry => Messages.Button.To(turn.Say(entry.TextKey), entry.Route))];

    /// <summary>Buttons for the duties of a role.</summary>
    internal IReadOnlyList<Button> DutyButtons(Turn turn, Role role) =>
        [.. _duties.Where(entry => role > Role.Citizen && role >= _needs[entry.Route]).OrderBy(entry => entry.Order).Select(entry => Messages.Button.To(turn.Say(entry.TextKey), entry.Route))];

    internal TurnHandler? ButtonHandler(string route) => _buttons.GetValueOrDefault(route);

    internal TurnHandler? CommandHandler(string name) => _commands.GetValueOrDefault(name);

    internal Dialog? DialogNamed(string name) => _dialogs.GetValueOrDefault(name);

    internal Dialog DialogOf(object state) =>
        _dialogs.Values.FirstOrDefault(dialog => dialog.StateType.IsInstanceOfType(state))
        ?? throw new InvalidOperationException($"No dialog is registered for {state.GetType().FullName}.");
}

internal sealed record Dialog(string Name, Type StateType, Func<Turn, object, Reply> Question, Func<Turn, object, CancellationToken, Task<Answer>> Handler);
