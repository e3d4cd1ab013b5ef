using System.Text.Json.Serialization;
using PanchayatBot.Conversations;
using PanchayatBot.Messages;
using PanchayatBot.Places;

namespace PanchayatBot.Schemes.Eligibility;

/// <summary>मुझे कौन सी योजना मिलेगी: a few questions by tap, then the schemes that fit; or the same for one scheme. The answers live in the
/// open question only, unless the person lets them be kept.</summary>
public sealed class CheckEligibility(LiveSchemeLibrary library, EligibilityWords words, SchemeCards cards, States states) : IConversation
{
    private const string Skip = "skip";
    private const string Back = "back";
    private const string Next = "next";
    private const string More = "more";
    private const string WhyNot = "whynot";

    /// <summary>The questions of the check.</summary>
    [JsonDerivedType(typeof(About), "about")]
    [JsonDerivedType(typeof(Shown), "shown")]
    public abstract record Step
    {
        /// <summary>A question about the person.</summary>
        /// <param name="Answers">What is known so far.</param>
        /// <param name="Topic">What is asked.</param>
        /// <param name="Asked">What was asked before, in order.</param>
        /// <param name="Slug">The scheme it is about; null for all.</param>
        /// <param name="Ticked">Words ticked so far, where several may hold.</param>
        public sealed record About(Answers Answers, Topic Topic, IReadOnlyList<Topic> Asked, string? Slug, IReadOnlyList<string> Ticked) : Step;

        /// <summary>The result was shown: keep the answers? See more?</summary>
        /// <param name="Answers">What is known.</param>
        /// <param name="Slug">The scheme it is about; null for all.</param>
        /// <param name="ListShown">How many schemes of the list were shown.</param>
        /// <param name="NoShown">How many of those ruled out were shown.</param>
        /// <param name="Kept">True when the answers are kept already.</param>
        public sealed record Shown(Answers Answers, string? Slug, int ListShown, int NoShown, bool Kept) : Step;
    }

    /// <inheritdoc />
    public void Map(Routes routes)
    {
        routes.Dialog<Step>("eligible", Question, AnswerAsync);
        routes.Command("eligible", (turn, _, _) => StartAsync(turn, null));
        routes.Command("ami", (turn, _, _) => StartAsync(turn, turn.Topic), listed: false);
        routes.Command("delete", ForgetAsync, listed: false);
        routes.Button("eligible", (turn, slug, _) => StartAsync(turn, slug.Length == 0 ? null : slug));
        routes.Button("forget", ForgetAsync);
        routes.Menu(20, "menu.eligible", "eligible");
    }

    private async Task<Answer> StartAsync(Turn turn, string? slug)
    {
        if (slug is not null && !library.Value.Catalog.BySlug.ContainsKey(slug))
            return Answer.Say(turn.Say("scheme.gone"), turn.MenuButtons);
        if (slug is not null)
            turn.TalkAbout(slug);
        var answers = await EligibilityProfiles.FindAsync(turn) ?? new Answers();
        return await GoOnAsync(turn, answers with { State = turn.Chat.State ?? answers.State }, [], slug);
    }

    private static async Task<Answer> ForgetAsync(Turn turn, string argument, CancellationToken cancellation) =>
        Answer.Close(turn.Say(await EligibilityProfiles.ForgetAsync(turn) ? "eligible.forgotten" : "eligible.nothing"));

    private Questionnaire About(string? slug, Answers answers)
    {
        var catalog = library.Value.Catalog;
        return slug is not null
            ? new(catalog.BySlug.TryGetValue(slug, out var scheme) ? [scheme] : [], Among: false)
            : new([.. catalog.Schemes.Where(scheme => !scheme.Closed && scheme.ExistsIn(answers.State) && Assessment.IsFor(scheme))], Among: true);
    }

    private Reply Question(Turn turn, Step step) => step is Step.About about ? Ask(turn, about) : AskAfter(turn, (Step.Shown)step);

    private Reply Ask(Turn turn, Step.About step)
    {
        var several = Questionnaire.TakesSeveral(step.Topic);
        var buttons = Options(turn, step).Select(option => !several ? Button.Choice(option.Label, option.Word)
            : step.Ticked.Contains(option.Word) ? Button.Choice("✔ " + option.Label, "-" + option.Word) : Button.Choice(option.Label, "+" + option.Word)).ToList();
        if (several)
            buttons.Add(Button.Choice(turn.Say(step.Ticked.Count == 0 ? "eligible.next.none" : "eligible.next"), Next));
        buttons.Add(Button.Choice(turn.Say("eligible.skip"), Skip));
        if (step.Asked.Count > 0)
            buttons.Add(Button.Choice(turn.Say("eligible.back"), Back));
        var question = turn.Say($"fit.ask.{step.Topic.ToString().ToLowerInvariant()}");
        return new Reply(step.Asked.Count > 0 ? question : turn.Say("eligible.start") + "\n\n" + question)
        {
            Buttons = buttons,
            // A tick changes the message in which it was made.
            Board = several ? $"ticks {turn.Chat.Question}" : null,
        };
    }

    private List<(string Word, string Label)> Options(Turn turn, Step.About step) => step.Topic == Topic.State
        ? [.. states.Offered.Select(state => (state.Code, state.Name[turn.Language]))]
        : [.. About(step.Slug, step.Answers).Options(step.Topic, step.Answers).Select(word => (word, turn.Say(step.Topic switch
        {
            Topic.Occupation or Topic.Conditions => $"fit.fact.{word}",
            _ => $"fit.{step.Topic.ToString().ToLowerInvariant()}.{word.Replace('-', '_')}",
        })))];

    private async Task<Answer> AnswerAsync(Turn turn, Step step, CancellationToken cancellation) =>
        step is Step.About about ? await TakeAsync(turn, about) : await AfterAsync(turn, (Step.Shown)step);

    private async Task<Answer> TakeAsync(Turn turn, Step.About step)
    {
        var options = Options(turn, step);
        switch (turn.Choice)
        {
            case Skip:
                return await GoOnAsync(turn, step.Answers, [.. step.Asked, step.Topic], step.Slug);
            case Back when step.Asked.Count > 0:
                var last = step.Asked[^1];
                return Answer.Ask<Step>(new Step.About(step.Answers.Without(last), last, [.. step.Asked.SkipLast(1)], step.Slug, []));
            case Next when Questionnaire.TakesSeveral(step.Topic):
                var facts = options.Select(option => KeyValuePair.Create(option.Word, step.Ticked.Contains(option.Word)));
                return await GoOnAsync(turn, step.Answers.With(facts), [.. step.Asked, step.Topic], step.Slug);
        }

        if (Questionnaire.TakesSeveral(step.Topic))
        {
            return turn.Choice is [var sign, ..] tick && options.Any(option => option.Word == tick[1..])
                ? Answer.Amend<Step>(step with { Ticked = sign == '+' ? [.. step.Ticked.Union([tick[1..]])] : [.. step.Ticked.Except([tick[1..]])] })
                : Answer.Pass;
        }

        var answered = turn.Choice ?? options.FirstOrDefault(option => string.Equals(option.Label, turn.Text, StringComparison.OrdinalIgnoreCase)).Word ?? turn.Text;
        if (step.Topic == Topic.State)
        {
            if ((turn.Choice is null ? states.Named(turn.Text) : states.Find(turn.Choice)) is not { } state)
                return Answer.Pass;
            turn.Chat.State = answered = state.Code;
        }

        return Questionnaire.Answered(step.Answers, step.Topic, answered) is { } answers
            ? await GoOnAsync(turn, answers, [.. step.Asked, step.Topic], step.Slug)
            : Answer.Pass;
    }

    private async Task<Answer> GoOnAsync(Turn turn, Answers answers, IReadOnlyList<Topic> asked, string? slug) =>
        About(slug, answers).Next(answers, asked) is { } topic
            ? Answer.Ask<Step>(new Step.About(answers, topic, asked, slug, []))
            : await ShowAsync(turn, answers, slug);

    private async Task<Answer> ShowAsync(Turn turn, Answers answers, string? slug)
    {
        var kept = await EligibilityProfiles.FindAsync(turn) is not null;
        if (kept && !answers.PerhapsChild)
            await EligibilityProfiles.KeepAsync(turn, answers);
        var step = new Step.Shown(answers, slug, 0, 0, kept);
        if (slug is not null)
        {
            var assessment = About(slug, answers).Assess(answers)[0];
            // Nothing about the person decides it: the card says all there is.
            return assessment.Findings.Count == 0
                ? Answer.Say(cards.Card(assessment.Scheme, Facet.Eligibility, turn.Language, turn.Now))
                : EndOrAsk(turn, step, words.One(assessment, turn.Language));
        }

        return ShowMore(turn, step);
    }

    private Answer ShowMore(Turn turn, Step.Shown step)
    {
        var ranked = Ranked(step.Answers);
        return ranked.Count == 0
            ? EndOrAsk(turn, step, new Reply(turn.Say("eligible.list.empty")))
            : EndOrAsk(turn, step with { ListShown = Math.Min(step.ListShown + EligibilityWords.PerScreen, ranked.Count) }, words.Likely(ranked, step.ListShown, turn.Language));
    }

    /// <summary>A question below the result only where there is something to decide or to see.</summary>
    private Answer EndOrAsk(Turn turn, Step.Shown step, Reply result) =>
        AskAfter(turn, step).Buttons.Any(button => button.IsChoice) ? Answer.Ask<Step>(step, result)
            : Answer.Say(step.Kept ? result with { Buttons = [.. result.Buttons, Forget(turn)] } : result);

    private Reply AskAfter(Turn turn, Step.Shown step)
    {
        var buttons = new List<Button>();
        var mayKeep = !step.Kept && !step.Answers.PerhapsChild;
        if (mayKeep)
            buttons.AddRange([Button.Choice(turn.Say("eligible.keep.yes"), "yes"), Button.Choice(turn.Say("eligible.keep.no"), "no")]);
        if (step.Slug is null && step.ListShown < Ranked(step.Answers).Count)
            buttons.Add(Button.Choice(turn.Say("eligible.more"), More));
        if (step.Slug is null && step.NoShown < RuledOut(step.Answers).Count)
            buttons.Add(Button.Choice(turn.Say(step.NoShown == 0 ? "eligible.whynot" : "eligible.whynot.more"), WhyNot));
        if (!mayKeep && buttons.Count > 0)
            buttons.Add(Button.Choice(turn.Say("eligible.done"), "no"));
        if (step.Kept)
            buttons.Add(Forget(turn));
        return new Reply(turn.Say(mayKeep ? "eligible.consent" : step.Kept ? "eligible.after.kept" : "eligible.after")) { Buttons = buttons };
    }

    private async Task<Answer> AfterAsync(Turn turn, Step.Shown step)
    {
        switch (turn.Choice)
        {
            case "yes" when !step.Answers.PerhapsChild:
                await EligibilityProfiles.KeepAsync(turn, step.Answers);
                return Answer.Say(turn.Say("eligible.kept"), Forget(turn));
            case "no":
                return Answer.Say(turn.Say(step.Kept ? "cancel.done" : "eligible.notkept"));
            case More when step.Slug is null && step.ListShown < Ranked(step.Answers).Count:
                return ShowMore(turn, step);
            case WhyNot when step.Slug is null:
                var no = RuledOut(step.Answers);
                return Answer.Ask<Step>(step with { NoShown = Math.Min(step.NoShown + EligibilityWords.PerScreen, no.Count) }, words.RuledOut(no, step.NoShown, turn.Language));
            default:
                return Answer.Pass;
        }
    }

    /// <summary>All that are not ruled out: those that fit first, and among them the most valuable.</summary>
    private List<Assessment> Ranked(Answers answers) =>
        [.. About(null, answers).Assess(answers).Where(assessment => assessment.Verdict != Truth.No)
            .OrderByDescending(assessment => assessment.Verdict).ThenByDescending(assessment => SchemeWorth.Of(assessment.Scheme)).ThenBy(assessment => assessment.Scheme.Slug, StringComparer.Ordinal)];

    private List<Assessment> RuledOut(Answers answers) => [.. About(null, answers).Assess(answers).Where(assessment => assessment.Verdict == Truth.No)];

    private static Button Forget(Turn turn) => Button.To(turn.Say("eligible.forget"), "forget");
}
