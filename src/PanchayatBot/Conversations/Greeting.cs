using System.Text.Json.Serialization;
using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Places;

namespace PanchayatBot.Conversations;

/// <summary>The first words: language, state, and what can be asked. Also /language and /state, which ask one of the two again.</summary>
public sealed class Greeting(States states) : IConversation
{
    /// <summary>The questions of the greeting.</summary>
    [JsonDerivedType(typeof(WhichLanguage), "language")]
    [JsonDerivedType(typeof(WhichState), "state")]
    public abstract record Step
    {
        /// <summary>भाषा चुनें; at the first greeting the state comes next, or what the link leads to that brought the person here.</summary>
        public sealed record WhichLanguage(bool First, string? Link = null) : Step;

        /// <summary>आप किस राज्य में रहते हैं?; at the first greeting the welcome comes next.</summary>
        public sealed record WhichState(bool First) : Step;
    }

    private const string Skip = "skip";
    private const string Other = "other";

    // Telegram allows 64 letters behind "start".
    private const int LongestLink = 64;

    /// <inheritdoc />
    public void Map(Routes routes)
    {
        routes.Dialog<Step>("greeting", Question, AnswerAsync);
        routes.Command("start", StartAsync);
        routes.Command("language", LanguageAsync);
        routes.Command("state", (_, _, _) => Task.FromResult(Answer.Ask<Step>(new Step.WhichState(First: false))));
        routes.Button("language", (_, _, _) => Task.FromResult(Answer.Ask<Step>(new Step.WhichLanguage(First: false))));
        routes.Button("state", (_, _, _) => Task.FromResult(Answer.Ask<Step>(new Step.WhichState(First: false))));
        routes.Menu(80, "menu.language", "language");
        routes.Menu(70, "menu.state", "state");
    }

    private static async Task<Answer> StartAsync(Turn turn, string argument, CancellationToken cancellation)
    {
        // Whoever had enough of broadcasts and says hello again wants them again.
        turn.Chat.SilencedAt = null;
        // A word that was brought into a group is meant for the group; nobody there is asked for a language.
        if (turn.Message.InGroup && await turn.FollowAsync(argument, cancellation) is { } followed)
            return followed;
        if (turn.Chat.Language is null)
            return Answer.Ask<Step>(new Step.WhichLanguage(First: true, argument.Length > 0 && argument.Length <= LongestLink ? argument : null));
        return await turn.FollowAsync(argument, cancellation) ?? await WelcomeAsync(turn);
    }

    private static Task<Answer> LanguageAsync(Turn turn, string argument, CancellationToken cancellation) =>
        Task.FromResult(LanguageMeant(turn.Text) is { } meant ? SetLanguage(turn, meant) : Answer.Ask<Step>(new Step.WhichLanguage(First: false)));

    private Reply Question(Turn turn, Step step) => step switch
    {
        Step.WhichLanguage { First: var first } => new Reply(turn.Say(first ? "start.language.question" : "language.question"))
        {
            Buttons = [Button.Choice(turn.Say("start.language.hindi"), "hi"), Button.Choice(turn.Say("start.language.english"), "en")],
        },
        _ => new Reply(turn.Say("start.state.question"))
        {
            Buttons =
            [
                .. states.Offered.Select(state => Button.Choice(state.Name[turn.Language], state.Code)),
                Button.Choice(turn.Say("start.state.other"), Other),
                Button.Choice(turn.Say("start.state.skip"), Skip),
            ],
        },
    };

    private async Task<Answer> AnswerAsync(Turn turn, Step step, CancellationToken cancellation)
    {
        if (step is Step.WhichLanguage language)
        {
            if ((LanguageCodes.FromCode(turn.Choice) ?? LanguageMeant(turn.Text)) is not { } chosen)
                return Answer.Pass;
            turn.Chat.Language = chosen.Code();
            if (language.Link is { } link && await turn.FollowAsync(link, cancellation) is { } followed)
                return followed;
            return !language.First ? Answer.Say(turn.Say("language.set"))
                : turn.Chat.State is null ? Answer.Ask<Step>(new Step.WhichState(First: true)) : await WelcomeAsync(turn);
        }

        var first = ((Step.WhichState)step).First;
        if (turn.Choice == Other)
            return Answer.Keep(turn.Say("start.state.type"));
        if (turn.Choice == Skip)
            return first ? await WelcomeAsync(turn) : Answer.Say(turn.Say("cancel.done"));
        var state = turn.Choice is { } code ? states.Find(code) : states.Named(turn.Text);
        if (state is null)
            return Answer.Pass;
        turn.Chat.State = state.Code;
        return first ? await WelcomeAsync(turn) : Answer.Say(turn.Say("start.state.set", ("state", state.Name[turn.Language])));
    }

    private static async Task<Answer> WelcomeAsync(Turn turn)
    {
        var person = turn.Chat.PersonId is { } id ? await PersonStore.FindAsync(turn.Db, id) : null;
        var hello = person is not { IsNamed: true } ? "" : turn.Say("start.welcome.name", ("name", person.Name[turn.Language])) + "\n\n";
        return Answer.Say(hello + turn.Say("start.welcome"), turn.MenuButtons);
    }

    private static Answer SetLanguage(Turn turn, Language language)
    {
        turn.Chat.Language = language.Code();
        return Answer.Say(turn.Say("language.set"));
    }

    /// <summary>"हिन्दी" and "English" name themselves.</summary>
    private static Language? LanguageMeant(string text) => text.Trim().ToLowerInvariant() switch
    {
        "hindi" or "हिन्दी" or "हिंदी" or "/language hi" => Language.Hindi,
        "english" or "अंग्रेज़ी" or "अंग्रेजी" or "inglish" or "/language en" => Language.English,
        _ => null,
    };
}
