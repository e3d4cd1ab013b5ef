using System.Text.Json.Serialization;
using PanchayatBot.Content;
using PanchayatBot.Conversations;
using PanchayatBot.Dates;
using PanchayatBot.Messages;
using PanchayatBot.People;

namespace PanchayatBot.GramSabha.Meetings;

/// <summary>The questions of the dialog in which minutes are written.</summary>
[JsonDerivedType(typeof(WhatHappened), "what")]
[JsonDerivedType(typeof(WhatWords), "words")]
[JsonDerivedType(typeof(WhatOutcome), "outcome")]
[JsonDerivedType(typeof(WhoDoes), "who")]
[JsonDerivedType(typeof(UntilWhen), "when")]
public abstract record MinutesStep(MinutesTarget Target)
{
    /// <summary>इस विषय पर क्या हुआ?</summary>
    public sealed record WhatHappened(MinutesTarget Target) : MinutesStep(Target);

    /// <summary>संकल्प के शब्द?</summary>
    public sealed record WhatWords(MinutesTarget Target) : MinutesStep(Target);

    /// <summary>पारित या अस्वीकृत?</summary>
    public sealed record WhatOutcome(MinutesTarget Target, string Body) : MinutesStep(Target);

    /// <summary>कौन करेगा?</summary>
    public sealed record WhoDoes(MinutesTarget Target, string Body, Outcome Outcome) : MinutesStep(Target);

    /// <summary>कब तक?; with the dates that what was written may mean.</summary>
    public sealed record UntilWhen(MinutesTarget Target, string Body, Outcome Outcome, string? Responsible, IReadOnlyList<DateOnly> Choices) : MinutesStep(Target);
}

/// <summary>The item that is being written.</summary>
/// <param name="Meeting">The meeting.</param>
/// <param name="Item">The item; null for a matter that was not on the agenda and has no words yet.</param>
/// <param name="Title">The item of the agenda, as it is shown.</param>
/// <param name="Left">How many items have nothing yet, this one among them.</param>
public sealed record MinutesTarget(long Meeting, long? Item, string Title, int Left);

/// <summary>The secretary writes the minutes, one item of the agenda after the other. Each is on disk as soon as it is said.</summary>
public sealed class WriteMinutes(LiveDates dates, Texts texts, MeetingWords words) : IConversation
{
    /// <summary>The route that goes on with a meeting's minutes.</summary>
    public const string Route = "minutes";

    private const int LongestBody = 1_000;
    private const int LongestName = 80;
    private const int MostItems = 100;
    private const int MostOpen = 20;
    private const string Resolved = "resolved";
    private const string Skip = "skip";
    private const string Later = "later";

    /// <inheritdoc />
    public void Map(Routes routes)
    {
        routes.Dialog<MinutesStep>("minutes", Question, AnswerAsync);
        routes.Button(Route, (turn, id, _) => GoOnAsync(turn, id), Role.Secretary);
        routes.Button("minutes-list", (turn, id, _) => ListAsync(turn, id), Role.Secretary);
        routes.Button("minutes-item", (turn, id, _) => EditAsync(turn, id), Role.Secretary);
        routes.Button("minutes-add", (turn, id, _) => AddAsync(turn, id), Role.Secretary);
        routes.Button("minutes-drop", (turn, id, _) => DropAsync(turn, id), Role.Secretary);
    }

    private async Task<Answer> GoOnAsync(Turn turn, string id) => await MeetingAccess.FindAsync(turn, id, writes: true) is { } meeting
        ? await NextAsync(turn, meeting, null)
        : await Routes.UnknownButton(turn, "", CancellationToken.None);

    private async Task<Answer> ListAsync(Turn turn, string id) => await MeetingAccess.FindAsync(turn, id, writes: true) is { } meeting
        ? Overview(turn, meeting, await MeetingStore.ItemsAsync(turn.Db, meeting.Id), null)
        : await Routes.UnknownButton(turn, "", CancellationToken.None);

    /// <summary>Asks for the first item without an outcome; when all have one, shows the list.</summary>
    private async Task<Answer> NextAsync(Turn turn, Meeting meeting, string? remark)
    {
        var items = await MeetingStore.ItemsAsync(turn.Db, meeting.Id);
        if (meeting.State != MeetingState.Held || items.FirstOrDefault(item => item.Decision is null) is not { } next)
            return Overview(turn, meeting, items, remark);
        var ask = new MinutesStep.WhatHappened(Target(turn, items, next));
        // The law's first item is what became of earlier resolutions: they are at hand to be read out.
        if (next == items[0] && await words.OpenLinesAsync(turn.Db, meeting.PlaceId, MostOpen) is { Count: > 0 } open)
            remark = (remark is null ? "" : remark + "\n\n") + turn.Say("minutes.open") + "\n\n" + string.Join('\n', open.Select(line => "- " + Markup.Escape(line[turn.Language])));
        return remark is null ? Answer.Ask<MinutesStep>(ask) : Answer.Ask<MinutesStep>(ask, new Reply(remark));
    }

    private MinutesTarget Target(Turn turn, IReadOnlyList<MinuteItem> items, MinuteItem item) =>
        new(item.MeetingId, item.Id, words.TitleOf(item, turn.Language), items.Count(one => one.Decision is null));

    private Answer Overview(Turn turn, Meeting meeting, IReadOnlyList<MinuteItem> items, string? remark)
    {
        if (meeting.State != MeetingState.Held)
            return Closed(turn, meeting.Id);
        var text = (remark is null ? "" : remark + "\n\n") + turn.Say("minutes.list", ("title", words.Title(meeting, turn.Language)));
        if (items.Count > 0)
            text += "\n\n" + words.Items(items, turn.Language);
        return Answer.Close(text,
        [
            .. items.Any(item => item.Decision is null) ? new[] { Button.To(turn.Say("minutes.goon"), Route, $"{meeting.Id}") }
                : items.Count > 0 ? new[] { Button.To(turn.Say("minutes.preview"), ApproveMinutes.Route, $"{meeting.Id}") } : [],
            .. items.Select((item, at) => (item, at)).Where(one => one.item.Decision is not null)
                .Select(one => Button.To(turn.Say("minutes.edit", ("number", one.at + 1)), "minutes-item", $"{one.item.Id}")),
            .. items.Count < MostItems ? new[] { Button.To(turn.Say("minutes.add"), "minutes-add", $"{meeting.Id}") } : [],
        ]);
    }

    private static Answer Closed(Turn turn, long meeting) => Answer.Close(turn.Say("minutes.closed"), MeetingCard.Open(turn, meeting));

    private async Task<Answer> EditAsync(Turn turn, string id)
    {
        if (await MeetingAccess.ItemAsync(turn, id, writes: true) is not { } item || await MeetingStore.FindAsync(turn.Db, item.MeetingId) is not { } meeting)
            return await Routes.UnknownButton(turn, "", CancellationToken.None);
        if (meeting.State != MeetingState.Held)
            return Closed(turn, meeting.Id);
        var items = await MeetingStore.ItemsAsync(turn.Db, meeting.Id);
        return Answer.Ask<MinutesStep>(new MinutesStep.WhatHappened(Target(turn, items, item)), new Reply(item.Decision is { } decision ? words.Decision(decision, turn.Language) : turn.Say("minutes.pending"))
        {
            Buttons = item.Title is null ? [Button.To(turn.Say("minutes.drop"), "minutes-drop", $"{item.Id}")] : [],
        });
    }

    private static async Task<Answer> AddAsync(Turn turn, string id)
    {
        if (await MeetingAccess.FindAsync(turn, id, writes: true) is not { } meeting)
            return await Routes.UnknownButton(turn, "", CancellationToken.None);
        return meeting.State == MeetingState.Held
            ? Answer.Ask<MinutesStep>(new MinutesStep.WhatWords(new(meeting.Id, null, turn.Say("minutes.extra"), 0)))
            : Closed(turn, meeting.Id);
    }

    private async Task<Answer> DropAsync(Turn turn, string id)
    {
        if (await MeetingAccess.ItemAsync(turn, id, writes: true) is not { } item || await MeetingStore.FindAsync(turn.Db, item.MeetingId) is not { } meeting)
            return await Routes.UnknownButton(turn, "", CancellationToken.None);
        return await MeetingStore.DropAsync(turn.Db, item)
            ? Overview(turn, meeting, await MeetingStore.ItemsAsync(turn.Db, meeting.Id), turn.Say("minutes.dropped"))
            : Closed(turn, meeting.Id);
    }

    private Reply Question(Turn turn, MinutesStep step) => step switch
    {
        MinutesStep.WhatHappened what => new Reply(turn.Say("minutes.what", ("title", what.Target.Title)) + (what.Target.Left > 1 ? "\n" + turn.Say("minutes.left", ("count", what.Target.Left)) : ""))
        {
            Buttons =
            [
                Button.Choice(turn.Say("minutes.what.resolved"), Resolved),
                Button.Choice(turn.Say("minutes.what.discussed"), nameof(Outcome.Discussed)),
                Button.Choice(turn.Say("minutes.what.skipped"), nameof(Outcome.Skipped)),
                Button.Choice(turn.Say("minutes.what.later"), Later),
            ],
        },
        MinutesStep.WhatWords what => new Reply(turn.Say("minutes.words", ("title", what.Target.Title))),
        MinutesStep.WhatOutcome => new Reply(turn.Say("minutes.decided"))
        {
            Buttons = [.. new[] { Outcome.Unanimous, Outcome.Passed, Outcome.Rejected }.Select(outcome => Button.Choice(words.Outcome(outcome, turn.Language), outcome.ToString()))],
        },
        MinutesStep.WhoDoes => new Reply(turn.Say("minutes.who")) { Buttons = [Button.Choice(turn.Say("minutes.who.skip"), Skip)] },
        MinutesStep.UntilWhen until => new Reply(turn.Say("minutes.when"))
        {
            Buttons = [.. until.Choices.Select((date, at) => Button.Choice(Formats.DateWithWeekday(date, turn.Language), $"{at}")), Button.Choice(turn.Say("minutes.when.skip"), Skip)],
        },
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };

    private async Task<Answer> AnswerAsync(Turn turn, MinutesStep step, CancellationToken cancellation)
    {
        // Whoever lost the office in the middle of the dialog has no say in it any more.
        if (await MeetingStore.FindAsync(turn.Db, step.Target.Meeting) is not { } meeting || !await MeetingAccess.MayAsync(turn, meeting.PlaceId, writes: true))
            return Answer.Close(turn.Say("button.unknown"), turn.MenuButtons);
        if (meeting.State != MeetingState.Held)
            return Closed(turn, meeting.Id);
        var typed = turn.Choice is null ? OfficialText.CleanLine(turn.Text) : "";
        return step switch
        {
            MinutesStep.WhatHappened => turn.Choice switch
            {
                Resolved => Answer.Ask<MinutesStep>(new MinutesStep.WhatWords(step.Target)),
                nameof(Outcome.Discussed) => await DecideAsync(turn, meeting, step.Target, new Decision(Outcome.Discussed, null, null, null)),
                nameof(Outcome.Skipped) => await DecideAsync(turn, meeting, step.Target, new Decision(Outcome.Skipped, null, null, null)),
                Later => Overview(turn, meeting, await MeetingStore.ItemsAsync(turn.Db, meeting.Id), null),
                _ => Answer.Pass,
            },
            MinutesStep.WhatWords => Fits(turn, typed, LongestBody) ?? Answer.Ask<MinutesStep>(new MinutesStep.WhatOutcome(step.Target, typed)),
            MinutesStep.WhatOutcome said => turn.Choice switch
            {
                nameof(Outcome.Unanimous) => Answer.Ask<MinutesStep>(new MinutesStep.WhoDoes(step.Target, said.Body, Outcome.Unanimous)),
                nameof(Outcome.Passed) => Answer.Ask<MinutesStep>(new MinutesStep.WhoDoes(step.Target, said.Body, Outcome.Passed)),
                nameof(Outcome.Rejected) => await DecideAsync(turn, meeting, step.Target, new Decision(Outcome.Rejected, said.Body, null, null)),
                _ => Answer.Pass,
            },
            MinutesStep.WhoDoes who when turn.Choice == Skip => Answer.Ask<MinutesStep>(new MinutesStep.UntilWhen(who.Target, who.Body, who.Outcome, null, [])),
            MinutesStep.WhoDoes who => Fits(turn, typed, LongestName) ?? Answer.Ask<MinutesStep>(new MinutesStep.UntilWhen(who.Target, who.Body, who.Outcome, typed, [])),
            MinutesStep.UntilWhen until => await UntilAsync(turn, meeting, until),
            _ => Answer.Pass,
        };
    }

    /// <summary>What is said about words that cannot be taken; null when they can.</summary>
    private static Answer? Fits(Turn turn, string typed, int most) => typed.Length == 0 ? Answer.Pass
        : typed.Length > most ? Answer.Keep(turn.Say("minutes.long", ("most", most), ("length", typed.Length)))
        : null;

    private async Task<Answer> UntilAsync(Turn turn, Meeting meeting, MinutesStep.UntilWhen step)
    {
        DateOnly? due = null;
        if (turn.Choice != Skip)
        {
            if (turn.Choice is { } pressed)
            {
                if (MeetingAccess.Number(pressed) is not { } at || at >= step.Choices.Count)
                    return Answer.Pass;
                due = step.Choices[(int)at];
            }
            else
            {
                if (turn.Text.Length == 0)
                    return Answer.Pass;
                var reading = dates.When.Read(turn.Text, turn.Now);
                if (reading is WhenReading.Ambiguous { Choices: var choices } && choices.Select(when => when.Date).OfType<DateOnly>().Distinct().ToList() is { Count: > 1 } days)
                    return Answer.Ask<MinutesStep>(step with { Choices = days }, new Reply(reading.Say(texts, turn.Language)));
                due = reading switch
                {
                    WhenReading.Understood understood => understood.When.Date,
                    WhenReading.Ambiguous ambiguous => ambiguous.Choices[0].Date,
                    _ => null,
                };
                if (due is null)
                    return Answer.Keep(reading is WhenReading.Understood or WhenReading.Ambiguous ? texts.Say("when.unclear", turn.Language) : reading.Say(texts, turn.Language));
            }
        }

        return await DecideAsync(turn, meeting, step.Target, new Decision(step.Outcome, step.Body, step.Responsible, due));
    }

    private async Task<Answer> DecideAsync(Turn turn, Meeting meeting, MinutesTarget target, Decision decision)
    {
        var id = target.Item ?? await MeetingStore.AddItemAsync(turn.Db, meeting);
        if (id is not { } known || await MeetingStore.ItemAsync(turn.Db, known) is not { } item || item.MeetingId != meeting.Id || !await MeetingStore.DecideAsync(turn.Db, item, decision))
            return Closed(turn, meeting.Id);
        return await NextAsync(turn, meeting, turn.Say("minutes.noted", ("title", target.Title)) + "\n" + words.Decision(decision, turn.Language));
    }
}
