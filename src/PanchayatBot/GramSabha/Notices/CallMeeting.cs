using PanchayatBot.Content;
using PanchayatBot.Conversations;
using PanchayatBot.Dates;
using PanchayatBot.Delivery;
using PanchayatBot.Delivery.Broadcasts;
using PanchayatBot.GramSabha.Proposals;
using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Places;

namespace PanchayatBot.GramSabha.Notices;

/// <summary>The secretary's dialog: calls a meeting or announces something, and changes what was published. Asks only for what is missing;
/// everything can be put right before the second tap publishes it.</summary>
public sealed class CallMeeting(LiveGramSabha gramSabha, States states, Texts texts, NoticeWords words, NoticeQuestions questions, NoticeEntries entries, NoticeEnclosures enclosures, Publication publication, IEnumerable<IChannel> channels) : IConversation
{
    /// <summary>The route that begins with a new notice.</summary>
    public const string Route = "call-meeting";

    /// <summary>The route that takes the latest act on a notice back: its number, then the version.</summary>
    public const string UndoRoute = "notice-undo";

    private const int MostPanchayats = 10;
    private const int MostProposals = 20;

    /// <inheritdoc />
    public void Map(Routes routes)
    {
        routes.Dialog<NoticeStep>("notice", questions.Ask, AnswerAsync);
        routes.Command("notice", (turn, _, _) => BeginAsync(turn), needs: Role.Secretary);
        routes.Button(Route, (turn, _, _) => BeginAsync(turn), Role.Secretary);
        routes.Duty(10, "notices.new", Route);
        routes.Button("notice-correct", (turn, id, _) => ChangeAsync(turn, id, NoticeAct.Corrected), Role.Secretary);
        routes.Button("notice-postpone", (turn, id, _) => ChangeAsync(turn, id, NoticeAct.Postponed), Role.Secretary);
        routes.Button("notice-cancel", (turn, id, _) => ChangeAsync(turn, id, NoticeAct.Cancelled), Role.Secretary);
        routes.Button(UndoRoute, (turn, argument, _) => UndoAsync(turn, argument), Role.Secretary);
    }

    /// <summary>Begins with a notice that is partly known, e.g. of an adjourned meeting; the person's right to the panchayat was checked.</summary>
    public Task<Answer> BeginAsync(Turn turn, PlaceOption panchayat, NoticeContent content) =>
        NextAsync(turn, new Draft(panchayat, content) { HasKind = true, HasAgenda = content.Agenda.Count > 0, HasAllSittings = true });

    private async Task<Answer> BeginAsync(Turn turn)
    {
        if (turn.Message.InGroup)
            return Answer.Say(turn.Say("call.private"));
        var panchayats = await Grants.PanchayatsAsync(turn.Db, turn.Chat.PersonId, Role.Secretary);
        if (panchayats.Count == 0)
            return await Routes.UnknownButton(turn, "", CancellationToken.None);
        if (panchayats.Count == 1)
            return await NextAsync(turn, new Draft(await PlaceOption.FullAsync(turn.Db, panchayats[0]), new NoticeContent()));
        var options = new List<PlaceOption>();
        foreach (var panchayat in panchayats.Count <= MostPanchayats ? panchayats : [])
            options.Add(await PlaceOption.FullAsync(turn.Db, panchayat));
        return Answer.Ask<NoticeStep>(new NoticeStep.WhichPanchayat(options));
    }

    private async Task<Answer> ChangeAsync(Turn turn, string id, NoticeAct act)
    {
        if (await NoticeAccess.FindAsync(turn, id, Role.Secretary) is not { } notice)
            return await Routes.UnknownButton(turn, "", CancellationToken.None);
        if (notice.State is NoticeState.Cancelled or NoticeState.Withdrawn)
            return Answer.Say(turn.Say("call.over"));
        if (act != NoticeAct.Corrected && !notice.Content.IsMeeting)
            act = act == NoticeAct.Postponed ? NoticeAct.Corrected : act;
        var place = await PlaceStore.FindAsync(turn.Db, notice.PlaceId);
        var draft = new Draft(await PlaceOption.FullAsync(turn.Db, place!), notice.Content) { Notice = notice.Id, Version = notice.Version, Act = act, HasKind = true, HasAgenda = true, HasAllSittings = true };
        return act switch
        {
            NoticeAct.Cancelled => Answer.Ask<NoticeStep>(new NoticeStep.WhatReason(draft, null)),
            NoticeAct.Postponed when draft.Content.Kind == NoticeKind.Villages => entries.AskWhen(turn, draft.With(draft.Content with { Sittings = [] }) with { HasAllSittings = false }, null),
            // One that was put off stays where it was to be.
            NoticeAct.Postponed => entries.AskWhen(turn, draft, (await NoticeStore.VersionsAsync(turn.Db, notice.Id)).LastOrDefault(version => version.Content.Sittings.Count > 0)?.Content.Sittings[0].Place),
            _ => await NextAsync(turn, draft),
        };
    }

    private async Task<Answer> AnswerAsync(Turn turn, NoticeStep step, CancellationToken cancellation)
    {
        // Whoever lost the office in the middle of the dialog has no say in it any more.
        if (step is NoticeStep.OfDraft about && !await Grants.HoldsAsync(turn.Db, turn.Chat.PersonId, Role.Secretary, about.Draft.Panchayat.Id))
            return Answer.Close(turn.Say("button.unknown"), turn.MenuButtons);
        if (turn.Message.Attachment is not null)
            return step is NoticeStep.OfDraft asked ? await FollowAsync(turn, await enclosures.TakeAsync(turn, asked)) : Answer.Pass;
        return step switch
        {
            NoticeStep.WhichPanchayat which => await entries.PanchayatAsync(turn, which) is { } panchayat ? await NextAsync(turn, new Draft(panchayat, new NoticeContent())) : Answer.Keep(turn.Say("join.notfound")),
            NoticeStep.Preview preview => await EditAsync(turn, preview.Draft),
            NoticeStep.Confirm confirm => turn.Choice switch
            {
                NoticeQuestions.Send => await SendAsync(turn, confirm.Draft),
                NoticeQuestions.Back => await NextAsync(turn, confirm.Draft),
                _ => Answer.Pass,
            },
            _ => await FollowAsync(turn, await entries.TakeAsync(turn, step)),
        };
    }

    private async Task<Answer> FollowAsync(Turn turn, Entry? entry) =>
        entry is null ? Answer.Pass : entry.Draft is { } draft ? await NextAsync(turn, draft) : entry.Answer!;

    /// <summary>Asks for the first thing that is missing; when nothing is, shows the notice.</summary>
    private async Task<Answer> NextAsync(Turn turn, Draft draft, Reply? before = null)
    {
        var content = draft.Content;
        if (!draft.HasKind)
            return Answer.Ask<NoticeStep>(new NoticeStep.WhichKind(draft));
        if (!content.IsMeeting && content.Message is null)
            return Answer.Ask<NoticeStep>(new NoticeStep.WhatMessage(draft));
        if (content.IsMeeting && content.Sittings.Count == 0 && (draft.Notice is null || !draft.HasAllSittings))
            return entries.AskWhen(turn, draft, null);
        if (content.Kind == NoticeKind.Villages && !draft.HasAllSittings)
            return Answer.Ask<NoticeStep>(new NoticeStep.MoreVillages(draft));
        if (content.IsMeeting && !draft.HasAgenda)
            return await entries.AskAgendaAsync(turn, draft);
        if (await NoticeSetting.OfAsync(turn.Db, draft.Panchayat.Id, gramSabha.Rules, states) is not { } setting)
            return Answer.Close(turn.Say("button.unknown"), turn.MenuButtons);
        var last = content.Sittings.Count == 0 ? null : await NoticeStore.LastMeetingAsync(turn.Db, draft.Panchayat.Id, content.Sittings.Min(sitting => sitting.Date));
        var warnings = draft.Act == NoticeAct.Cancelled ? [] : setting.Warnings(content, last, Formats.IndianDate(turn.Now));
        var said = string.Join("\n\n", warnings.Select(warning => warning.Say(texts, turn.Language)));
        if ((warnings.Any(warning => warning.NeedsReason) || content.Kind == NoticeKind.Emergency) && content.Reason is null && draft.Act != NoticeAct.Cancelled)
            return Answer.Ask<NoticeStep>(new NoticeStep.WhatReason(draft, said));
        var preview = new NoticeStep.Preview(draft, await ShownAsync(turn, draft, setting, turn.Language), said);
        return before is null ? Answer.Ask<NoticeStep>(preview) : Answer.Ask<NoticeStep>(preview, before);
    }

    private async Task<string> ShownAsync(Turn turn, Draft draft, NoticeSetting setting, Language language) =>
        draft.Notice is { } id && await NoticeStore.FindAsync(turn.Db, id) is { } published
            ? words.Change(draft.Act, published.Content, draft.Content, draft.Reason, setting, language)
            : words.Message(draft.Content, setting, language);

    private async Task<Answer> EditAsync(Turn turn, Draft draft) => turn.Choice switch
    {
        NoticeQuestions.Send => await DryRunAsync(turn, draft),
        nameof(NoticeField.Date) when draft.Content.Kind == NoticeKind.Villages => Answer.Ask<NoticeStep>(new NoticeStep.MoreVillages(draft with { HasAllSittings = false })),
        // The reason for short notice was that for the old day.
        nameof(NoticeField.Date) => entries.AskWhen(turn, draft.With(draft.Content with { Reason = draft.Content.Kind == NoticeKind.Emergency ? draft.Content.Reason : null }), draft.Content.Sittings is [var one] ? one.Place : null),
        nameof(NoticeField.Place) when draft.Content.Sittings is [var sitting] => await entries.AskWhereAsync(turn, draft, sitting),
        nameof(NoticeField.Agenda) => await entries.AskAgendaAsync(turn, draft),
        nameof(NoticeField.Message) => Answer.Ask<NoticeStep>(new NoticeStep.WhatMessage(draft)),
        nameof(NoticeField.Kind) when draft.Notice is null => Answer.Ask<NoticeStep>(new NoticeStep.WhichKind(draft)),
        NoticeQuestions.Extra => Answer.Ask<NoticeStep>(new NoticeStep.Extras(draft)),
        _ => Answer.Pass,
    };

    /// <summary>How many it will reach and how long that takes, and the other language as it will arrive.</summary>
    private async Task<Answer> DryRunAsync(Turn turn, Draft draft)
    {
        var complete = await enclosures.ArrivedAsync(turn, draft);
        if (complete.Draft is null)
            return complete.Answer!;
        draft = complete.Draft;
        if (draft.Act != NoticeAct.Cancelled && draft.Content.Sittings.FirstOrDefault(sitting => sitting.At <= turn.Now) is { } past)
            return Answer.Keep(turn.Say("when.past", ("when", new When(past.Date, past.Time).InWords(turn.Language))));
        if (await NoticeSetting.OfAsync(turn.Db, draft.Panchayat.Id, gramSabha.Rules, states) is not { } setting)
            return Answer.Close(turn.Say("button.unknown"), turn.MenuButtons);
        if (draft.Notice is { } id && await NoticeStore.FindAsync(turn.Db, id) is { } published && draft.Act == NoticeAct.Corrected && NoticeChanges.Between(published.Content, draft.Content).Count == 0)
            return Answer.Keep(turn.Say("call.nothing"));
        var (people, unreachable) = draft.Notice is { } known
            ? (await BroadcastStore.RecipientsAsync(turn.Db, draft.Panchayat.Id, Notice.SubjectOf(known)), 0)
            : await BroadcastStore.AudienceAsync(turn.Db, draft.Panchayat.Id, draft.Content.WardId);
        var pace = channels.Select(channel => channel.Pace.PerSecond).Where(perSecond => !double.IsInfinity(perSecond)).DefaultIfEmpty(double.PositiveInfinity).Min();
        var other = turn.Language == Language.Hindi ? Language.English : Language.Hindi;
        var confirm = new NoticeStep.Confirm(draft, people, unreachable, people / pace);
        return Answer.Ask<NoticeStep>(confirm, new Reply(turn.Say("call.sample") + "\n\n" + await ShownAsync(turn, draft, setting, other)));
    }

    private async Task<Answer> SendAsync(Turn turn, Draft draft)
    {
        if (await NoticeSetting.OfAsync(turn.Db, draft.Panchayat.Id, gramSabha.Rules, states) is not { } setting)
            return Answer.Close(turn.Say("button.unknown"), turn.MenuButtons);
        await NoticeEnclosures.KeepAsync(turn, draft.Content);
        foreach (var taken in draft.Suggestions)
            await ReplyStore.TakenAsync(turn.Db, draft.Panchayat.Id, taken, turn.Now);
        if (draft.Notice is not { } id)
        {
            var notice = await publication.PublishAsync(turn, setting, draft.Content);
            await PutProposalsAsync(turn, draft, notice.Id);
            return Sent(turn, "call.sent", notice.Id, 1, notice.Number);
        }

        var state = draft.Act switch
        {
            NoticeAct.Cancelled => NoticeState.Cancelled,
            _ when draft.Content.IsMeeting && draft.Content.Sittings.Count == 0 => NoticeState.Postponed,
            _ => NoticeState.Published,
        };
        var outcome = await publication.ChangeAsync(turn, id, draft.Version, draft.Act, state, draft.Content, draft.Reason, setting);
        if (state != NoticeState.Cancelled && outcome is PublicationOutcome.Done or PublicationOutcome.Replaced)
            await PutProposalsAsync(turn, draft, id);
        return outcome switch
        {
            PublicationOutcome.Busy => Answer.Keep(turn.Say("call.busy")),
            PublicationOutcome.Stale => Answer.Say(turn.Say("call.stale"), Button.To(turn.Say("notices.open"), NoticeDesk.CardRoute, $"{id}")),
            PublicationOutcome.Withdrawn => Answer.Say(turn.Say("call.withdrawn")),
            PublicationOutcome.Replaced => Sent(turn, "call.replaced", id, draft.Version + 1, ""),
            _ => Sent(turn, $"call.sent.{draft.Act.ToString().ToLowerInvariant()}", id, draft.Version + 1, ""),
        };
    }

    private static async Task PutProposalsAsync(Turn turn, Draft draft, long notice)
    {
        foreach (var proposal in await ProposalStore.WaitingAsync(turn.Db, draft.Panchayat.Id, MostProposals))
        {
            if (draft.Content.Agenda.Any(item => ProposalNews.IsItem(item, proposal)))
                await ProposalStore.PutAsync(turn.Db, proposal.Id, notice);
        }
    }

    private Answer Sent(Turn turn, string key, long id, int version, string number) => Answer.Say(
        turn.Say(key, ("time", publication.UndoFor), ("number", number)),
        Button.To(turn.Say("call.undo"), UndoRoute, $"{id} {version}"), Button.To(turn.Say("notices.open"), NoticeDesk.CardRoute, $"{id}"));

    private async Task<Answer> UndoAsync(Turn turn, string argument)
    {
        var parts = argument.Split(' ');
        if (parts.Length != 2 || !int.TryParse(parts[1], out var version) || await NoticeAccess.FindAsync(turn, parts[0], Role.Secretary) is not { } notice
            || await NoticeSetting.OfAsync(turn.Db, notice.PlaceId, gramSabha.Rules, states) is not { } setting)
            return await Routes.UnknownButton(turn, "", CancellationToken.None);
        var first = notice.State == NoticeState.Published && version == 1;
        if (await publication.UndoAsync(turn, notice.Id, version, setting) is not { } content)
            return Answer.Say(turn.Say("call.undo.late"), Button.To(turn.Say("notices.open"), NoticeDesk.CardRoute, $"{notice.Id}"));
        // What was written is not lost: it stands there again, to be put right.
        return first
            ? await NextAsync(turn, new Draft(new(setting.Panchayat.Id, setting.Full.Hindi, setting.Full.English), content) { HasKind = true, HasAgenda = true, HasAllSittings = true }, new Reply(turn.Say("call.undone")))
            : Answer.Say(turn.Say("call.undone.change"), Button.To(turn.Say("notices.open"), NoticeDesk.CardRoute, $"{notice.Id}"));
    }
}
