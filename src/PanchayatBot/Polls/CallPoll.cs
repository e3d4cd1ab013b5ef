using PanchayatBot.Content;
using PanchayatBot.Conversations;
using PanchayatBot.Dates;
using PanchayatBot.Delivery.Broadcasts;
using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Places;
using PanchayatBot.Polls.Counting;

namespace PanchayatBot.Polls;

/// <summary>The secretary's dialog: what is asked, until when, open or secret. The second tap publishes; until the vote opens it can be taken back.</summary>
public sealed class CallPoll(LiveDates dates, Texts texts, PollQuestions questions, PollLife life) : IConversation
{
    private const string Route = "new-poll";
    private const string UndoRoute = "poll-undo";
    private const int MostPanchayats = 10;
    private const int MostWards = 40;
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
        var panchayats = await Grants.PanchayatsAsync(turn.Db, turn.Chat.PersonId, Role.Secretary);
        if (panchayats.Count == 0)
            return await Routes.UnknownButton(turn, "", CancellationToken.None);
        var options = new List<PlaceOption>();
        foreach (var panchayat in panchayats.Take(MostPanchayats))
            options.Add(await PlaceOption.FullAsync(turn.Db, panchayat));
        return options.Count == 1 ? Answer.Ask<PollStep>(new PollStep.WhichKind(options[0])) : Answer.Ask<PollStep>(new PollStep.WhichPanchayat(options));
    }

    private async Task<Answer> AnswerAsync(Turn turn, PollStep step, CancellationToken cancellation)
    {
        // Whoever lost the office in the middle of the dialog has no say in it any more.
        if (step is PollStep.OfDraft about && !await Grants.HoldsAsync(turn.Db, turn.Chat.PersonId, Role.Secretary, about.Draft.Panchayat.Id))
            return Answer.Close(turn.Say("button.unknown"), turn.MenuButtons);
        return step switch
        {
            PollStep.WhichPanchayat which => which.Options.FirstOrDefault(option => PollWords.Number(option.Id) == turn.Choice) is { } chosen ? Answer.Ask<PollStep>(new PollStep.WhichKind(chosen)) : Answer.Pass,
            PollStep.WhichKind kind => Kind(turn, kind.Panchayat),
            PollStep.WhatQuestion question => await QuestionAsync(turn, question.Draft),
            PollStep.WhatOptions options => await OptionsAsync(turn, options.Draft),
            PollStep.HowMany many => await HowManyAsync(turn, many.Draft),
            PollStep.UntilWhen until => await UntilAsync(turn, until),
            PollStep.Secrecy secrecy => turn.Choice is PollQuestions.Open or PollQuestions.Secret
                ? await NextAsync(turn, secrecy.Draft with { HasSecrecy = true, Content = secrecy.Draft.Content with { IsSecret = turn.Choice == PollQuestions.Secret } })
                : Answer.Pass,
            PollStep.Preview preview => await PreviewAsync(turn, preview.Draft),
            PollStep.Rules rules => await RulesAsync(turn, rules.Draft),
            PollStep.WhatRule rule => await RuleAsync(turn, rule),
            _ => Answer.Pass,
        };
    }

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
        var (people, _) = await BroadcastStore.AudienceAsync(turn.Db, draft.Panchayat.Id, content.WardId);
        return Answer.Ask<PollStep>(new PollStep.Preview(draft, people));
    }

    private Answer Kind(Turn turn, PlaceOption panchayat)
    {
        if (!Enum.TryParse<PollKind>(turn.Choice, out var kind) || !Enum.IsDefined(kind) || turn.Choice is not [>= 'A' and <= 'Z', ..])
            return Answer.Pass;
        IReadOnlyList<Bilingual> options = kind == PollKind.YesNo ? [.. Sides.Select(key => new Bilingual(texts.Say(key, Language.Hindi), texts.Say(key, Language.English)))] : [];
        return Answer.Ask<PollStep>(new PollStep.WhatQuestion(new(panchayat, new(kind, new("", ""), options) { Most = kind == PollKind.Approval ? 0 : 1 }, null, false)));
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
                return await NextAsync(turn, draft with { Closes = null });
            case PollQuestions.Publish:
                var poll = await life.PublishAsync(turn.Db, draft.Panchayat.Id, draft.Content, draft.Closes!.Value, turn.Chat.PersonId, turn.Now);
                return Answer.Say(turn.Say("newpoll.sent", ("time", life.UndoFor)),
                    Button.To(turn.Say("newpoll.undo"), UndoRoute, PollWords.Number(poll.Id)), Button.To(turn.Say("polldesk.open"), PollDesk.CardRoute, PollWords.Number(poll.Id)));
            case PollQuestions.Hide when !draft.Content.IsSecret:
                return await NextAsync(turn, draft with { Content = draft.Content with { IsHidden = !draft.Content.IsHidden } });
            case PollQuestions.Rules:
                return Answer.Ask<PollStep>(new PollStep.Rules(draft));
            case PollQuestions.Anew:
                return Answer.Ask<PollStep>(new PollStep.WhichKind(draft.Panchayat));
            default:
                return Answer.Pass;
        }
    }

    private static async Task<Answer> RulesAsync(Turn turn, PollDraft draft)
    {
        if (turn.Choice == PollQuestions.Back)
            return await NextAsync(turn, draft);
        if (!Enum.TryParse<PollRule>(turn.Choice, out var rule) || !Enum.IsDefined(rule))
            return Answer.Pass;
        var wards = rule == PollRule.Ward ? await PlaceStore.BelowAsync(turn.Db, draft.Panchayat.Id, PlaceKind.Ward, 0, MostWards) : [];
        return Answer.Ask<PollStep>(new PollStep.WhatRule(draft, rule, [.. wards.Select(PlaceOption.Of)]));
    }

    private static async Task<Answer> RuleAsync(Turn turn, PollStep.WhatRule step)
    {
        var content = step.Draft.Content;
        int? percent = turn.Choice == PollQuestions.None ? null : PollAccess.Number(turn.Choice ?? "") is >= 1 and <= 100 and var number ? (int)number : -1;
        var ward = step.Wards.FirstOrDefault(one => PollWords.Number(one.Id) == turn.Choice);
        if (step.Rule == PollRule.Ward ? ward is null && turn.Choice != PollQuestions.None : percent == -1)
            return Answer.Pass;
        return await NextAsync(turn, step.Draft with
        {
            Content = step.Rule switch
            {
                PollRule.Ward => content with { WardId = ward?.Id, Ward = ward is null ? null : new(ward.Hi, ward.En) },
                PollRule.Quorum => content with { QuorumPercent = percent },
                _ => content with { ThresholdPercent = percent },
            },
        });
    }

    private static async Task<Answer> UndoAsync(Turn turn, string id)
    {
        if (await PollAccess.OfOfficeAsync(turn, id, Role.Secretary) is not { } poll)
            return await Routes.UnknownButton(turn, "", CancellationToken.None);
        return await PollLife.WithdrawAsync(turn.Db, poll.Id, turn.Chat.PersonId, turn.Now)
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
