using System.Globalization;
using System.Text.Json.Serialization;
using PanchayatBot.Content;
using PanchayatBot.Conversations;
using PanchayatBot.Messages;

namespace PanchayatBot.Schemes.Checklist;

/// <summary>साथ ले जाने की सूची: the person ticks the papers at hand and gets one message to take along or pass on.</summary>
public sealed class MakeChecklist(LiveSchemeLibrary library) : IConversation
{
    private const string Done = "done";

    // The place is a hint on a small screen; the card has the whole of it.
    private const int LongestPlace = 160;

    /// <summary>The one question: which papers are at hand?</summary>
    [JsonDerivedType(typeof(Tick), "tick")]
    public abstract record Step
    {
        /// <summary>Which papers do you have?</summary>
        /// <param name="Slug">The scheme.</param>
        /// <param name="Have">Papers ticked, by their Hindi entry, so that a changed list moves no tick to another paper.</param>
        public sealed record Tick(string Slug, IReadOnlyList<string> Have) : Step;
    }

    /// <inheritdoc />
    public void Map(Routes routes)
    {
        routes.Dialog<Step>("checklist", (turn, step) => Question(turn, (Step.Tick)step), (turn, step, _) => Task.FromResult(Take(turn, (Step.Tick)step)));
        routes.Button("checklist", (turn, slug, _) => Task.FromResult(Start(turn, slug)));
    }

    private Answer Start(Turn turn, string slug)
    {
        if (Find(slug) is not { } scheme || PaperList.Of(scheme).Count == 0)
            return Answer.Say(turn.Say("scheme.gone"), turn.MenuButtons);
        turn.TalkAbout(slug);
        return Answer.Ask<Step>(new Step.Tick(slug, []));
    }

    private Reply Question(Turn turn, Step.Tick step)
    {
        // A scheme taken out of the content meanwhile has no papers left to tick.
        var papers = Find(step.Slug) is { } scheme ? PaperList.Of(scheme) : [];
        return new Reply(turn.Say("checklist.question", ("scheme", Find(step.Slug)?.Short[turn.Language] ?? step.Slug)))
        {
            Buttons =
            [
                .. papers.Select((paper, at) => step.Have.Contains(paper.Whole.Hindi)
                    ? Button.Choice("☑ " + paper.Name[turn.Language], $"-{at}")
                    : Button.Choice("☐ " + paper.Name[turn.Language], $"+{at}")),
                Button.Choice(turn.Say("checklist.done"), Done),
            ],
            // A tick changes the message in which it was made.
            Board = $"ticks {turn.Chat.Question}",
        };
    }

    private Answer Take(Turn turn, Step.Tick step)
    {
        if (Find(step.Slug) is not { } scheme)
            return Answer.Close(turn.Say("scheme.gone"), turn.MenuButtons);
        if (turn.Choice == Done)
            return Answer.Say(Finished(turn, scheme, step.Have));
        var papers = PaperList.Of(scheme);
        if (turn.Choice is not [var sign, ..] tick || !int.TryParse(tick.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var at) || at >= papers.Count)
            return Answer.Pass;
        var paper = papers[at].Whole.Hindi;
        return Answer.Amend<Step>(step with { Have = sign == '+' ? [.. step.Have.Union([paper])] : [.. step.Have.Except([paper])] });
    }

    /// <summary>The list to take along.</summary>
    private Reply Finished(Turn turn, Scheme scheme, IReadOnlyList<string> have)
    {
        var catalog = library.Value.Catalog;
        var papers = PaperList.Of(scheme);
        var missing = papers.Where(paper => !have.Contains(paper.Whole.Hindi)).ToList();
        List<string> parts = [turn.Say("checklist.title", ("scheme", scheme.Short[turn.Language]))];
        if (missing.Count < papers.Count)
            parts.Add(string.Join('\n', papers.Except(missing).Select(paper => "☑ " + Markup.Escape(paper.Name[turn.Language]))));
        parts.Add(missing.Count == 0 ? turn.Say("checklist.complete")
            : turn.Say("checklist.missing") + "\n" + string.Join('\n', missing.Select(paper => "☐ " + paper.Whole[turn.Language])));
        parts.Add(scheme.Fee switch
        {
            0 => turn.Say("checklist.free"),
            { } fee => turn.Say("checklist.fee", ("fee", Formats.Rupees(fee))),
            null => turn.Say("checklist.fee.varies"),
        });
        parts.Add(turn.Say("checklist.where", ("where", new Markup.Raw(Beginning(scheme.Part(SchemePart.Where, turn.Language))))));
        if (scheme.Helplines.Count > 0)
            parts.Add(turn.Say("checklist.helpline", ("numbers", string.Join(", ", scheme.Helplines.Take(2)))));
        var services = missing.SelectMany(paper => catalog.Papers.Of(paper, scheme, catalog, turn.Chat.State)).Distinct().ToList();
        if (services.Count > 0)
            parts.Add(turn.Say("checklist.services"));
        return new Reply(string.Join("\n\n", parts)) { Buttons = [.. services.Select(service => Button.To(service.Short[turn.Language], "scheme", service.Slug))] };
    }

    /// <summary>The first sentences of a part, as many as fit a hint; at least one.</summary>
    private static string Beginning(string part)
    {
        var paragraph = part.Split("\n\n")[0].Split('\n')[0].TrimStart('-', ' ');
        var end = -1;
        for (var at = paragraph.IndexOfAny(['।', '?']); at >= 0 && (end < 0 || at < LongestPlace); at = paragraph.IndexOf('।', at + 1))
            end = at;
        return end < 0 ? paragraph : paragraph[..(end + 1)];
    }

    private Scheme? Find(string slug) => library.Value.Catalog.BySlug.GetValueOrDefault(slug);
}
