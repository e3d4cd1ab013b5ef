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

    private static readonly int[] Percents = [10, 20, 33, 50, 67];

    /// <summary>Puts a question into words.</summary>
    public Reply Ask(Turn turn, PollStep step) => step switch
    {
        PollStep.WhichPanchayat which => new Reply(turn.Say("newpoll.panchayat")) { Buttons = Places(turn, which.Options) },
        PollStep.WhichKind kind => new Reply(turn.Say("newpoll.kind", ("place", kind.Panchayat[turn.Language])))
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
        PollStep.Rules => new Reply(turn.Say("newpoll.rules.ask"))
        {
            Buttons = [.. Enum.GetValues<PollRule>().Select(rule => Button.Choice(turn.Say($"newpoll.rules.{PollStore.Name(rule)}"), rule.ToString())), Button.Choice(turn.Say("newpoll.rules.back"), Back)],
        },
        PollStep.WhatRule { Rule: PollRule.Ward } rule => new Reply(turn.Say("newpoll.rules.ward")) { Buttons = [.. Places(turn, rule.Wards), Button.Choice(turn.Say("newpoll.ward.all"), None)] },
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

    private Reply Preview(Turn turn, PollStep.Preview step)
    {
        var content = step.Draft.Content;
        return new Reply(turn.Say("newpoll.preview") + "\n\n" + words.Text(content, step.Draft.Closes!.Value, turn.Language)
            + (content.Ward is { } ward ? "\n\n" + turn.Say("poll.ward", ("ward", ward)) : "")
            + (content.IsHidden ? "\n\n" + turn.Say("newpoll.hidden") : "")
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
