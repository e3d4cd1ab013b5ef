using PanchayatBot.Content;
using PanchayatBot.Conversations;
using PanchayatBot.Dates;
using PanchayatBot.Delivery.Broadcasts;
using PanchayatBot.Delivery.Inbound;
using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Places;
using PanchayatBot.Polls.Counting;

namespace PanchayatBot.Polls;

/// <summary>The secretary's dialog: what is asked, until when, open or secret. The second tap publishes; until the vote opens it can be taken back.</summary>
public sealed class CallPoll(LiveDates dates, Texts texts, PollQuestions questions, PollRules rules, PollLife life) : IConversation
{
    internal const string Route = "new-poll";
    private const string UndoRoute = "poll-undo";
    private const int MostPlaces = 8;
    private const int LongestQuestion = 300;
    private const int LongestOption = 60;

    private static readonly string[] Sides = ["poll.yes", "poll.no", "poll.abstain"];
    private static readonly int[] OfferedDays = [1, 3, 7];
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(10);

    /// <inheritdoc />
    public void Map(Routes routes)
    {
        routes.Dialog<PollStep>("poll", questions.Ask, AnswerAsync);
        routes.Command("newpoll", (turn, _, _) => BeginAsync(turn), needs: Role.Secretary);
        routes.Button(Route, (turn, _, _) => BeginAsync(turn), Role.Secretary);
        routes.Duty(12, "newpoll.button", Route);
        routes.Button(UndoRoute, (turn, id, _) => UndoAsync(turn, id), Role.Secretary);
    }

    private static async Task<Answer> BeginAsync(Turn turn)
    {
        if (turn.Message.InGroup)
            return Answer.Say(turn.Say("call.private"));
        var which = await PlacesAsync(turn, []);
        return which switch
        {
            { Panchayats: [var only], Blocks: [] } => Answer.Ask<PollStep>(new PollStep.WhichKind(only, Everywhere: false)),
            { Panchayats: [], Blocks: [] } => await Routes.UnknownButton(turn, "", CancellationToken.None),
            _ => Answer.Ask<PollStep>(which),
        };
    }

    /// <summary>Panchayats of the person, and blocks in which an officer may hold one vote in every panchayat.</summary>
    private static async Task<PollStep.WhichPlace> PlacesAsync(Turn turn, IReadOnlyList<string> sounds)
    {
        async Task<IReadOnlyList<PlaceOption>> HeldAsync(Role atLeast, PlaceKind kind)
        {
            var options = new List<PlaceOption>();
            foreach (var place in turn.Chat.PersonId is { } person ? await Grants.PlacesAsync(turn.Db, person, Enum.GetValues<Role>().Where(role => role >= atLeast), [kind], sounds, 0, MostPlaces) : [])
                options.Add(await PlaceOption.FullAsync(turn.Db, place));
            return options;
        }

        return new(await HeldAsync(Role.Secretary, PlaceKind.Panchayat), await HeldAsync(Role.Officer, PlaceKind.Block));
    }

    private static async Task<Answer> PlaceAsync(Turn turn, PollStep.WhichPlace step)
    {
        if (turn.Choice is { } pressed)
        {
            var everywhere = step.Blocks.FirstOrDefault(block => PollWords.Number(block.Id) == pressed);
            return (everywhere ?? step.Panchayats.FirstOrDefault(panchayat => PollWords.Number(panchayat.Id) == pressed)) is { } chosen ? Answer.Ask<PollStep>(new PollStep.WhichKind(chosen, everywhere is not null)) : Answer.Pass;
        }

        if (PlaceSounds.Typed(turn.Text) is not { Count: > 0 } sounds)
            return Answer.Pass;
        var found = await PlacesAsync(turn, sounds);
        return found is { Panchayats: [], Blocks: [] } ? Answer.Keep(turn.Say("newpoll.place.none")) : Answer.Ask<PollStep>(found);
    }

    private async Task<Answer> AnswerAsync(Turn turn, PollStep step, CancellationToken cancellation)
    {
        // Whoever lost the office in the middle of the dialog has no say in it any more.
        if (step is PollStep.OfDraft about && !await Grants.HoldsAsync(turn.Db, turn.Chat.PersonId, about.Draft.Everywhere ? Role.Officer : Role.Secretary, about.Draft.Place.Id))
            return Answer.Close(turn.Say("button.unknown"), turn.MenuButtons);
        if (step is PollStep.OfDraft of && await rules.PictureAsync(turn, of.Draft) is { } sent)
            return sent.Answer ?? (step is PollStep.Preview or PollStep.Rules or PollStep.WhatRule
                ? await NextAsync(turn, sent.Draft!)
                : Answer.Ask<PollStep>(of with { Draft = sent.Draft! }, new Reply(turn.Say("newpoll.picture.kept"))));
        return step switch
        {
            PollStep.WhichPlace which => await PlaceAsync(turn, which),
            PollStep.WhichKind kind => Kind(turn, kind),
            PollStep.WhatQuestion question => await QuestionAsync(turn, question.Draft),
            PollStep.WhatOptions options => await OptionsAsync(turn, options.Draft),
            PollStep.HowMany many => await HowManyAsync(turn, many.Draft),
            PollStep.UntilWhen until => await UntilAsync(turn, until),
            PollStep.Secrecy secrecy => turn.Choice is PollQuestions.Open or PollQuestions.Secret
                ? await NextAsync(turn, secrecy.Draft with { HasSecrecy = true, Content = secrecy.Draft.Content with { IsSecret = turn.Choice == PollQuestions.Secret } })
                : Answer.Pass,
            PollStep.Preview preview => await PreviewAsync(turn, preview.Draft),
            PollStep.Rules set => await GoOnAsync(turn, await rules.ChosenAsync(turn, set.Draft)),
            PollStep.WhatRule rule => await GoOnAsync(turn, PollRules.Set(turn, rule)),
            PollStep.FromWhen from => await GoOnAsync(turn, rules.Starting(turn, from, Shortest)),
            PollStep.WhatAbout what => await GoOnAsync(turn, await rules.AboutAsync(turn, what)),
            _ => Answer.Pass,
        };
    }

    private static async Task<Answer> GoOnAsync(Turn turn, Ruled ruled) => ruled.Answer ?? await NextAsync(turn, ruled.Draft!);

    /// <summary>Asks for the first thing that is missing; when nothing is, shows the vote.</summary>
    private static async Task<Answer> NextAsync(Turn turn, PollDraft draft)
    {
        var content = draft.Content;
        if (content.Question.Hindi.Length == 0)
            return Answer.Ask<PollStep>(new PollStep.WhatQuestion(draft));
        if (content.Options.Count == 0)
            return Answer.Ask<PollStep>(new PollStep.WhatOptions(draft));
        if (content is { Kind: PollKind.Approval, Most: 0 })
            return content.Options.Count == 2 ? await NextAsync(turn, draft with { Content = content with { Most = 2 } }) : Answer.Ask<PollStep>(new PollStep.HowMany(draft));
        if (draft.Closes is null)
        {
            var today = Formats.IndianDate(turn.Now);
            return Answer.Ask<PollStep>(new PollStep.UntilWhen(draft, new(null, null), [.. OfferedDays.Select(days => new When(today.AddDays(days), new TimeOnly(17, 0)))]));
        }

        if (!draft.HasSecrecy)
            return Answer.Ask<PollStep>(new PollStep.Secrecy(draft));
        var panchayats = draft.Everywhere ? await PlaceStore.BelowAsync(turn.Db, draft.Place.Id, PlaceKind.Panchayat, 0, PollLife.MostTogether) : [];
        var people = 0L;
        foreach (var place in draft.Everywhere ? panchayats.Select(panchayat => panchayat.Id) : [draft.Place.Id])
            people += (await BroadcastStore.AudienceAsync(turn.Db, place, content.WardId)).Reachable;
        return Answer.Ask<PollStep>(new PollStep.Preview(draft, people, panchayats.Count));
    }

    private Answer Kind(Turn turn, PollStep.WhichKind step)
    {
        if (!Enum.TryParse<PollKind>(turn.Choice, out var kind) || !Enum.IsDefined(kind) || turn.Choice is not [>= 'A' and <= 'Z', ..])
            return Answer.Pass;
        IReadOnlyList<Bilingual> options = kind == PollKind.YesNo ? [.. Sides.Select(key => new Bilingual(texts.Say(key, Language.Hindi), texts.Say(key, Language.English)))] : [];
        return Answer.Ask<PollStep>(new PollStep.WhatQuestion(new(step.Place, new(kind, new("", ""), options) { Most = kind == PollKind.Approval ? 0 : 1 }, null, false) { Everywhere = step.Everywhere }));
    }

    private static async Task<Answer> QuestionAsync(Turn turn, PollDraft draft)
    {
        if (Written(turn.Text) is not { } question)
            return Answer.Pass;
        if (question.Hindi.Length > LongestQuestion || question.English.Length > LongestQuestion)
            return Answer.Keep(turn.Say("newpoll.question.long", ("most", LongestQuestion)));
        return await NextAsync(turn, draft with { Content = draft.Content with { Question = question } });
    }

    private static async Task<Answer> OptionsAsync(Turn turn, PollDraft draft)
    {
        if (turn.Text.Length == 0)
            return Answer.Pass;
        var options = OfficialText.Items(turn.Text.Replace(';', '\n')).Select(Written).OfType<Bilingual>().ToList();
        if (options.Count is < 2 or > Ballot.MostOptions || options.Select(option => option.Hindi).Distinct(StringComparer.OrdinalIgnoreCase).Count() < options.Count)
            return Answer.Keep(turn.Say("newpoll.options.count"));
        if (options.FirstOrDefault(option => option.Hindi.Length > LongestOption || option.English.Length > LongestOption) is { } tooLong)
            return Answer.Keep(turn.Say("newpoll.options.long", ("most", LongestOption), ("option", PollWords.Label(tooLong.Hindi))));
        return await NextAsync(turn, draft with { Content = draft.Content with { Options = options } });
    }

    private static async Task<Answer> HowManyAsync(Turn turn, PollDraft draft)
    {
        var all = draft.Content.Options.Count;
        var most = turn.Choice == PollQuestions.All ? all : PollAccess.Number(turn.Choice ?? turn.Text) is >= 1 and var number && number <= all ? (int)number : 0;
        return most == 0 ? Answer.Pass : await NextAsync(turn, draft with { Content = draft.Content with { Most = most } });
    }

    private async Task<Answer> UntilAsync(Turn turn, PollStep.UntilWhen step)
    {
        if (WhenAsked.Read(turn, dates, texts, step.Known, step.Choices) is not { } asked)
            return Answer.Pass;
        if (asked.Remark is { } remark)
            return Answer.Keep(remark);
        if (asked.At is not { } closes)
            return Answer.Ask<PollStep>(step with { Known = asked.Known, Choices = asked.Choices });
        return closes < turn.Now + Shortest ? Answer.Keep(turn.Say("newpoll.until.soon")) : await NextAsync(turn, step.Draft with { Closes = closes });
    }

    private async Task<Answer> PreviewAsync(Turn turn, PollDraft draft)
    {
        switch (turn.Choice)
        {
            case PollQuestions.Publish when draft.Closes < turn.Now + Shortest:
                return await NextAsync(turn, draft with { Closes = null, Opens = null });
            case PollQuestions.Publish:
                return await PublishAsync(turn, draft);
            case PollQuestions.Hide when !draft.Content.IsSecret:
                return await NextAsync(turn, draft with { Content = draft.Content with { IsHidden = !draft.Content.IsHidden } });
            case PollQuestions.Rules:
                return Answer.Ask<PollStep>(new PollStep.Rules(draft));
            case PollQuestions.Anew:
                return Answer.Ask<PollStep>(new PollStep.WhichKind(draft.Place, draft.Everywhere));
            default:
                return Answer.Pass;
        }
    }

    private async Task<Answer> PublishAsync(Turn turn, PollDraft waiting)
    {
        var arrived = await PollRules.ArrivedAsync(turn, waiting);
        if (arrived.Draft is not { } draft)
            return arrived.Answer!;
        if (draft.Content.Picture is { } picture)
            await InboundFiles.KeepUntilAsync(turn.Db, picture.Key, until: null);
        var first = draft.Everywhere
            ? await life.PublishTogetherAsync(turn.Db, draft.Place.Id, draft.Content, draft.Closes!.Value, turn.Chat.PersonId, turn.Now, draft.Opens)
            : await life.PublishAsync(turn.Db, draft.Place.Id, draft.Content, draft.Closes!.Value, turn.Chat.PersonId, turn.Now, draft.Opens);
        return first is null
            ? Answer.Say(turn.Say("newpoll.everywhere.none"))
            : Answer.Say(draft.Opens is null ? turn.Say("newpoll.sent", ("time", life.UndoFor)) : turn.Say("newpoll.sent.later", ("when", first.OpensAt)),
                Button.To(turn.Say("newpoll.undo"), UndoRoute, PollWords.Number(first.Id)), Button.To(turn.Say("polldesk.open"), PollDesk.CardRoute, PollWords.Number(first.Id)));
    }

    private static async Task<Answer> UndoAsync(Turn turn, string id)
    {
        if (await PollAccess.OfChiefAsync(turn, id) is not { } poll)
            return await Routes.UnknownButton(turn, "", CancellationToken.None);
        var taken = false;
        foreach (var one in await PollGroup.WithAsync(turn.Db, poll))
            taken |= await PollLife.WithdrawAsync(turn.Db, one.Id, turn.Chat.PersonId, turn.Now);
        return taken
            ? Answer.Say(turn.Say("newpoll.undone"))
            : Answer.Say(turn.Say("newpoll.undo.late"), Button.To(turn.Say("polldesk.open"), PollDesk.CardRoute, PollWords.Number(poll.Id)));
    }

    /// <summary>"Hindi | English", or the same in both languages; null for nothing.</summary>
    private static Bilingual? Written(string typed)
    {
        var parts = OfficialText.CleanLine(typed).Split('|', 2, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return parts.Length switch { 0 => null, 1 => new(parts[0], parts[0]), _ => new(parts[0], parts[1]) };
    }
}
