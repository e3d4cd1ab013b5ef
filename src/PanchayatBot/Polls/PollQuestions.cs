using System.Globalization;
using PanchayatBot.Conversations;
using PanchayatBot.Dates;
using PanchayatBot.Messages;
using PanchayatBot.Places;
using PanchayatBot.Polls.Counting;

namespace PanchayatBot.Polls;

/// <summary>The words of the dialog in which a vote is written.</summary>
public sealed class PollQuestions(PollWords words)
{
    internal const string All = "all";
    internal const string Secret = "secret";
    internal const string Open = "open";
    internal const string Publish = "send";
    internal const string Anew = "again";
    internal const string Hide = "hide";
    internal const string Rules = "rules";
    internal const string Back = "back";
    internal const string None = "none";
    internal const string Verified = "verified";

    private static readonly int[] Percents = [10, 20, 33, 50, 67];

    /// <summary>Puts a question into words.</summary>
    public Reply Ask(Turn turn, PollStep step) => step switch
    {
        PollStep.WhichPlace which => new Reply(turn.Say("newpoll.panchayat"))
        {
            Buttons =
            [
                .. which.Blocks.Select(block => Button.Choice(PollWords.Label(turn.Say("newpoll.everywhere", ("place", block[turn.Language]))), PollWords.Number(block.Id))),
                .. Places(turn, which.Panchayats),
            ],
        },
        PollStep.WhichKind kind => new Reply(turn.Say(kind.Everywhere ? "newpoll.kind.everywhere" : "newpoll.kind", ("place", kind.Place[turn.Language])))
        {
            Buttons = [.. Enum.GetValues<PollKind>().Select(one => Button.Choice(turn.Say($"newpoll.kind.{PollStore.Name(one)}"), one.ToString()))],
        },
        PollStep.WhatQuestion => new Reply(turn.Say("newpoll.question")),
        PollStep.WhatOptions => new Reply(turn.Say("newpoll.options")),
        PollStep.HowMany many => new Reply(turn.Say("newpoll.most"))
        {
            Buttons = [.. Enumerable.Range(2, Math.Min(4, many.Draft.Content.Options.Count - 2)).Select(count => Button.Choice($"{count}", $"{count}")), Button.Choice(turn.Say("newpoll.most.all"), All)],
        },
        PollStep.UntilWhen until => Until(turn, until.Known, until.Choices),
        PollStep.Secrecy => new Reply(turn.Say("newpoll.secrecy")) { Buttons = [Button.Choice(turn.Say("newpoll.open"), Open), Button.Choice(turn.Say("newpoll.secret"), Secret)] },
        PollStep.Preview preview => Preview(turn, preview),
        PollStep.Rules rules => new Reply(turn.Say("newpoll.rules.ask"))
        {
            Buttons = [.. Enum.GetValues<PollRule>().Where(rule => rule != PollRule.Ward || !rules.Draft.Everywhere).Select(rule => Button.Choice(turn.Say($"newpoll.rules.{PollStore.Name(rule)}"), rule.ToString())), Button.Choice(turn.Say("newpoll.rules.back"), Back)],
        },
        PollStep.WhatRule { Rule: PollRule.Ward } rule => new Reply(turn.Say("newpoll.rules.ward")) { Buttons = [.. Places(turn, rule.Wards), Button.Choice(turn.Say("newpoll.ward.all"), None)] },
        PollStep.WhatRule { Rule: PollRule.Voters } => new Reply(turn.Say("newpoll.voters"))
        {
            Buttons = [Button.Choice(turn.Say("newpoll.voters.all"), All), Button.Choice(turn.Say("newpoll.voters.verified"), Verified)],
        },
        PollStep.WhatRule { Rule: PollRule.Picture } => new Reply(turn.Say("newpoll.picture.ask")) { Buttons = [Button.Choice(turn.Say("newpoll.picture.none"), None)] },
        PollStep.FromWhen from => From(turn, from.Known, from.Choices),
        PollStep.WhatAbout about => new Reply(turn.Say("newpoll.about.ask"))
        {
            Buttons = [.. about.Found.Select((topic, at) => Button.Choice(PollWords.Label(topic.Name[turn.Language]), PollWords.Number(at))), Button.Choice(turn.Say("newpoll.about.none"), None)],
        },
        PollStep.WhatRule => new Reply(turn.Say("newpoll.percent"))
        {
            Buttons = [.. Percents.Select(percent => Button.Choice(turn.Say("newpoll.percent.one", ("percent", percent)), percent.ToString(CultureInfo.InvariantCulture))), Button.Choice(turn.Say("newpoll.percent.none"), None)],
        },
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };

    private static Reply Until(Turn turn, When known, IReadOnlyList<When> choices) => new((known.Date, known.Time) switch
    {
        (null, null) => turn.Say("newpoll.until"),
        (null, _) => turn.Say("newpoll.until.date", ("when", known.InWords(turn.Language))),
        _ => turn.Say("newpoll.until.time", ("when", known.InWords(turn.Language))),
    })
    {
        Buttons = [.. choices.Select((when, at) => Button.Choice(when.InWords(turn.Language), at.ToString(CultureInfo.InvariantCulture)))],
    };

    private static Reply From(Turn turn, When known, IReadOnlyList<When> choices) => new((known.Date, known.Time) switch
    {
        (null, null) => turn.Say("newpoll.from"),
        (null, _) => turn.Say("newpoll.from.date", ("when", known.InWords(turn.Language))),
        _ => turn.Say("newpoll.from.time", ("when", known.InWords(turn.Language))),
    })
    {
        Buttons = [.. choices.Select((when, at) => Button.Choice(when.InWords(turn.Language), at.ToString(CultureInfo.InvariantCulture))), Button.Choice(turn.Say("newpoll.from.now"), None)],
    };

    private Reply Preview(Turn turn, PollStep.Preview step)
    {
        var content = step.Draft.Content;
        return new Reply(turn.Say("newpoll.preview") + "\n\n" + words.Text(content, step.Draft.Closes!.Value, turn.Language)
            + (content.Ward is { } ward ? "\n\n" + turn.Say("poll.ward", ("ward", ward)) : "")
            + (content.About is { } about ? "\n\n" + turn.Say("newpoll.about.is", ("topic", about.Name)) : "")
            + (content.Picture is not null || step.Draft.Sent is not null ? "\n\n" + turn.Say("newpoll.picture.is") : "")
            + (step.Draft.Opens is { } opens ? "\n\n" + turn.Say("newpoll.from.is", ("when", opens)) : "")
            + (content.IsHidden ? "\n\n" + turn.Say("newpoll.hidden") : "")
            + (step.Draft.Everywhere ? "\n\n" + turn.Say("newpoll.everywhere.is", ("place", step.Draft.Place[turn.Language]), ("count", step.Panchayats)) : "")
            + "\n\n" + turn.Say("newpoll.audience", ("count", step.People)) + "\n" + turn.Say("newpoll.fixed"))
        {
            Buttons =
            [
                Button.Choice(turn.Say("newpoll.publish"), Publish),
                .. content.IsSecret ? [] : new[] { Button.Choice(turn.Say(content.IsHidden ? "newpoll.show" : "newpoll.hide"), Hide) },
                Button.Choice(turn.Say("newpoll.rules"), Rules),
                Button.Choice(turn.Say("newpoll.again"), Anew),
            ],
        };
    }

    private static Button[] Places(Turn turn, IReadOnlyList<PlaceOption> places) =>
        [.. places.Select(place => Button.Choice(PollWords.Label(place[turn.Language]), PollWords.Number(place.Id)))];
}
