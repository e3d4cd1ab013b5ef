using PanchayatBot.Conversations;
using PanchayatBot.Messages;
using PanchayatBot.Places;
using PanchayatBot.Schemes.Finding;
using PanchayatBot.Schemes.Gaps;

namespace PanchayatBot.Schemes;

/// <summary>Answers questions about schemes, and lets people browse them by topic.</summary>
public sealed class SchemesSlice(LiveSchemeLibrary library, SchemeCards cards, FraudGuard fraud, GapIntake gaps, States states) : IConversation
{
    /// <inheritdoc />
    public void Map(Routes routes)
    {
        routes.OtherText(AnswerQuestionAsync, prepare: text => library.Value.Finder.Understand(text));
        routes.Command("schemes", BrowseAsync);
        routes.Button("schemes", BrowseAsync);
        routes.Button("category", CategoryAsync);
        routes.Button("scheme", SchemeAsync);
        routes.Button("again", (turn, _, _) => Task.FromResult(Answer.Say(turn.Say("none.example"))));
        routes.Menu(10, "menu.schemes", "schemes");
    }

    private async Task<Answer> AnswerQuestionAsync(Turn turn, string text, CancellationToken cancellation)
    {
        var finder = library.Value.Finder;
        var understanding = turn.Prepared as Understanding ?? finder.Understand(text);
        var found = finder.Find(new Question(text) { State = turn.Chat.State, Topic = turn.Topic }, understanding);
        var topic = turn.Topic is { } slug ? library.Value.Catalog.BySlug.GetValueOrDefault(slug) : null;
        // Whoever begins with a question instead of a greeting has shown the language by it; "pm kisan" shows none.
        if (found.LanguageIsClear)
            turn.Chat.Language ??= found.Language.Code();
        else
            found = found with { Language = turn.Language };
        if (found.Outcome == Outcome.Answer)
            turn.TalkAbout(found.Candidates[0].Scheme.Slug);
        var told = library.Value.Fraud.KindOf(text);
        // Who is asked for money for a form needs the true way to apply, not the way to complain.
        if (told == FraudKind.Middleman)
            found = found with { Facet = Facet.Apply };
        var reply = cards.ReplyTo(found, StateOf(turn), turn.Now);
        return told is { } kind
            ? Answer.Say(fraud.Replies(kind, found, reply, topic))
            : Answer.Say(await gaps.LookAtAsync(turn, understanding, found, reply));
    }

    private Task<Answer> BrowseAsync(Turn turn, string argument, CancellationToken cancellation) =>
        Task.FromResult(Answer.Say(cards.Categories(library.Value.Catalog, turn.Chat.State, turn.Language)));

    private Task<Answer> CategoryAsync(Turn turn, string key, CancellationToken cancellation) =>
        Task.FromResult(Answer.Say(cards.Category(library.Value.Catalog, key, turn.Chat.State, turn.Language)));

    /// <summary>A button of a card: <c>slug</c> or <c>slug/facet</c>.</summary>
    private Task<Answer> SchemeAsync(Turn turn, string argument, CancellationToken cancellation)
    {
        var slash = argument.IndexOf('/', StringComparison.Ordinal);
        var slug = slash < 0 ? argument : argument[..slash];
        var facet = slash >= 0 && Enum.TryParse<Facet>(argument[(slash + 1)..], ignoreCase: true, out var named) ? named : Facet.Overview;
        if (!library.Value.Catalog.BySlug.TryGetValue(slug, out var scheme))
            return Task.FromResult(Answer.Say(turn.Say("scheme.gone"), turn.MenuButtons));
        turn.TalkAbout(slug);
        return Task.FromResult(Answer.Say(cards.Card(scheme, facet, turn.Language, turn.Now)));
    }

    private State? StateOf(Turn turn) => turn.Chat.State is { } code ? states.Find(code) : null;
}
