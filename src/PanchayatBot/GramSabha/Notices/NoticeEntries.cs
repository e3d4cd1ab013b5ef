using System.Globalization;
using PanchayatBot.Content;
using PanchayatBot.Conversations;
using PanchayatBot.Dates;
using PanchayatBot.GramSabha.Meetings;
using PanchayatBot.GramSabha.Proposals;
using PanchayatBot.People;
using PanchayatBot.Places;

namespace PanchayatBot.GramSabha.Notices;

/// <summary>What follows from an answer: the draft with it, or another question.</summary>
/// <param name="Draft">The draft; null when there is more to ask first.</param>
/// <param name="Answer">What is said then.</param>
public sealed record Entry(Draft? Draft, Answer? Answer)
{
    /// <summary>The draft as it is now.</summary>
    public static implicit operator Entry(Draft draft) => new(draft, null);

    /// <summary>Something to be said first.</summary>
    public static implicit operator Entry(Answer answer) => new(null, answer);
}

/// <summary>Takes the answers of the dialog in which a notice is written. What does not fit is said in a sentence, and nothing that was
/// written before is lost.</summary>
public sealed class NoticeEntries(LiveGramSabha gramSabha, LiveDates dates, MeetingWords meetings, ProposalNews proposals, Texts texts)
{
    private const int MostItems = 60;
    private const int LongestItem = 300;
    private const int LongestLine = 150;
    private const int LongestText = 2_000;
    private const int LongestReason = 500;
    private const int MostSittings = 12;
    private const int MostVoters = 200_000;
    private const int MostWards = 40;
    private const int MostSuggestions = 8;
    private const int MostResolutions = 3;
    private const int MostProposals = 8;

    private static readonly TimeOnly[] UsualTimes = [new(10, 0), new(11, 0), new(14, 0), new(15, 0)];

    /// <summary>The panchayat that was chosen or typed; null when it is none of the person's.</summary>
    public async Task<PlaceOption?> PanchayatAsync(Turn turn, NoticeStep.WhichPanchayat step)
    {
        if (turn.Choice is not null)
            return Number(turn.Choice) is { } id && step.Options.FirstOrDefault(option => option.Id == id) is { } chosen && await MayAsync(turn, id) ? chosen : null;
        foreach (var place in await PlaceSearch.PanchayatsAsync(turn.Db, turn.Text, turn.Chat.State, 20))
        {
            if (await MayAsync(turn, place.Id))
                return await PlaceOption.FullAsync(turn.Db, place);
        }

        return null;
    }

    /// <summary>Asks for day and time; the days on which a meeting may be by the rule stand as buttons.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="draft">The draft.</param>
    /// <param name="place">The place that is kept; null when it is asked for, too.</param>
    public Answer AskWhen(Turn turn, Draft draft, string? place)
    {
        var today = Formats.IndianDate(turn.Now);
        var profile = gramSabha.Rules.Find(turn.Chat.State);
        var notice = profile?.Notice.GetValueOrDefault(draft.Content.MeetingKind)?.Value;
        var earliest = notice?.Earliest(today) ?? today.AddDays(7);
        var fixedDays = (profile?.FixedDates ?? []).Select(day => new DateOnly(today.Year, day.Month, day.Day)).Select(day => day < earliest ? day.AddYears(1) : day)
            .Where(day => day <= today.AddDays(60));
        When[] choices = [.. fixedDays.Concat([earliest, earliest.AddDays(7)]).Distinct().Order().Take(3).Select(day => new When(day, null))];
        return Answer.Ask<NoticeStep>(new NoticeStep.WhenIs(draft, place, new(null, null), choices));
    }

    /// <summary>Asks for the place; those of earlier meetings stand as buttons.</summary>
    public async Task<Answer> AskWhereAsync(Turn turn, Draft draft, Sitting sitting)
    {
        var office = texts.Say("call.where.office", turn.Language);
        var earlier = (await NoticeStore.NewestAsync(turn.Db, draft.Panchayat.Id, 0, 10)).SelectMany(notice => notice.Content.Sittings).Select(one => one.Place)
            .Where(place => place != office).Distinct().Take(4);
        return Answer.Ask<NoticeStep>(new NoticeStep.WhereIs(draft, sitting, [.. earlier]));
    }

    /// <summary>Asks for the agenda. What became of earlier resolutions, the first item by law, is there from the beginning, and so is what enough
    /// people proposed.</summary>
    public async Task<Answer> AskAgendaAsync(Turn turn, Draft draft)
    {
        var standing = gramSabha.Rules.Find((await PlaceStore.FindAsync(turn.Db, draft.Panchayat.Id))?.State)?.Agenda ?? [];
        var proposed = (await ProposalStore.WaitingAsync(turn.Db, draft.Panchayat.Id, MostProposals)).Where(one => !draft.Content.Agenda.Any(item => ProposalNews.IsItem(item, one))).Select(proposals.Item).ToList();
        if (draft.Content.Agenda.Count == 0 && standing.Count > 0)
        {
            draft = draft.With(draft.Content with { Agenda = [await ActionTakenAsync(turn, draft, standing[0]), .. proposed] });
            proposed = [];
        }

        var suggestions = await ReplyStore.SuggestionsAsync(turn.Db, draft.Panchayat.Id, MostSuggestions);
        return Answer.Ask<NoticeStep>(new NoticeStep.WhatAgenda(draft,
            [.. proposed.Concat(standing.Skip(1).Except(draft.Content.Agenda)).Select(item => new OfferedItem(item, null)), .. suggestions.Where(one => !draft.Suggestions.Contains(one.Id)).Select(one => new OfferedItem(new(one.Body, one.Body), one.Id))],
            Removing: false));
    }

    /// <summary>The law's first item, with the resolutions that are still open and how far each has come.</summary>
    private async Task<Bilingual> ActionTakenAsync(Turn turn, Draft draft, Bilingual item)
    {
        var open = await meetings.OpenLinesAsync(turn.Db, draft.Panchayat.Id, MostResolutions);
        return open.Count == 0 ? item : new($"{item.Hindi}: {string.Join("; ", open.Select(line => line.Hindi))}", $"{item.English}: {string.Join("; ", open.Select(line => line.English))}");
    }

    /// <summary>Takes an answer; null when it is none.</summary>
    public async Task<Entry?> TakeAsync(Turn turn, NoticeStep step) => step switch
    {
        NoticeStep.WhichKind kind => Enum.TryParse<NoticeKind>(turn.Choice, out var chosen) && Enum.IsDefined(chosen)
            ? (Entry)(kind.Draft.With(kind.Draft.Content with { Kind = chosen, Sittings = Fitting(chosen, kind.Draft.Content) }) with { HasKind = true, HasAllSittings = chosen != NoticeKind.Villages })
            : null,
        NoticeStep.WhenIs asked => await WhenAsync(turn, asked),
        NoticeStep.WhereIs where => Where(turn, where),
        NoticeStep.MoreVillages villages => turn.Choice switch
        {
            NoticeQuestions.Done => villages.Draft with { HasAllSittings = true },
            NoticeQuestions.More => AskWhen(turn, villages.Draft, null),
            { } pressed when Number(pressed) is { } at && at < villages.Draft.Content.Sittings.Count =>
                villages.Draft.With(villages.Draft.Content with { Sittings = [.. villages.Draft.Content.Sittings.Where((_, i) => i != at)] }),
            _ => null,
        },
        NoticeStep.WhatAgenda agenda => Agenda(turn, agenda),
        NoticeStep.WhatMessage message => turn.Choice is not null || OfficialText.Clean(turn.Text) is not { Length: > 0 } text ? null
            : text.Length > LongestText ? TooLong(turn, LongestText, text.Length)
            : message.Draft.With(message.Draft.Content with { Message = text }),
        NoticeStep.WhatReason reason => Reason(turn, reason),
        NoticeStep.Extras extras => turn.Choice == NoticeQuestions.Back ? extras.Draft
            : Enum.TryParse<ExtraField>(turn.Choice, out var field) && Enum.IsDefined(field)
                ? (Entry)Answer.Ask<NoticeStep>(new NoticeStep.WhatExtra(extras.Draft, field, field == ExtraField.Ward ? await WardsAsync(turn, extras.Draft) : []))
                : null,
        NoticeStep.WhatExtra extra => await ExtraAsync(turn, extra),
        _ => null,
    };

    private static Task<bool> MayAsync(Turn turn, long place) => Grants.HoldsAsync(turn.Db, turn.Chat.PersonId, Role.Secretary, place);

    /// <summary>A change of kind keeps what still fits.</summary>
    private static IReadOnlyList<Sitting> Fitting(NoticeKind kind, NoticeContent content) =>
        kind == NoticeKind.Announcement ? [] : kind == NoticeKind.Villages ? content.Sittings : [.. content.Sittings.Take(1)];

    private async Task<Entry?> WhenAsync(Turn turn, NoticeStep.WhenIs step)
    {
        if (turn.Choice == NoticeQuestions.Later && step.Draft.Act == NoticeAct.Postponed)
            return (Entry)Answer.Ask<NoticeStep>(new NoticeStep.WhatReason(step.Draft.With(step.Draft.Content with { Sittings = [] }), null));
        When known;
        if (turn.Choice is { } pressed)
        {
            if (Number(pressed) is not { } at || at >= step.Choices.Count)
                return null;
            known = new(step.Choices[(int)at].Date ?? step.Known.Date, step.Choices[(int)at].Time ?? step.Known.Time);
        }
        else
        {
            if (turn.Text.Length == 0)
                return null;
            var reading = dates.When.Read(turn.Text, turn.Now, step.Known);
            if (reading is WhenReading.Ambiguous ambiguous)
                return Answer.Ask<NoticeStep>(step with { Choices = ambiguous.Choices, Known = new(null, null) }, new Messages.Reply(reading.Say(texts, turn.Language)));
            if (reading is not WhenReading.Understood understood)
                return Answer.Keep(reading.Say(texts, turn.Language));
            known = understood.When;
        }

        if (known is not { Date: { } date, Time: { } time })
            return Answer.Ask<NoticeStep>(step with { Known = known, Choices = known.Time is null ? [.. UsualTimes.Select(usual => new When(null, usual))] : step.Choices });
        var sitting = new Sitting(date, time, step.Place ?? "");
        if (sitting.At <= turn.Now)
            return Answer.Keep(texts.Say("when.past", turn.Language, ("when", known.InWords(turn.Language))));
        var others = step.Draft.Content.Kind == NoticeKind.Villages ? step.Draft.Content.Sittings : [];
        if (others.Any(other => other.Date == date))
            return Answer.Keep(texts.Say("call.villages.same", turn.Language));
        return step.Place is null ? (Entry)await AskWhereAsync(turn, step.Draft, sitting) : Placed(step.Draft, sitting);
    }

    private Entry? Where(Turn turn, NoticeStep.WhereIs step)
    {
        var place = turn.Choice switch
        {
            null => OfficialText.CleanLine(turn.Text),
            NoticeQuestions.Usual => texts.Say("call.where.office", turn.Language),
            _ => Number(turn.Choice) is { } at && at < step.Earlier.Count ? step.Earlier[(int)at] : "",
        };
        return place.Length == 0 ? null
            : place.Length > LongestLine ? TooLong(turn, LongestLine, place.Length)
            : Placed(step.Draft, step.Sitting with { Place = place });
    }

    /// <summary>A meeting more of a series; else in the place of the one there was. A moved meeting is to be explained.</summary>
    internal static Entry Placed(Draft draft, Sitting sitting)
    {
        var content = draft.Content;
        IReadOnlyList<Sitting> sittings = content.Kind == NoticeKind.Villages && !draft.HasAllSittings
            ? [.. content.Sittings.Where(other => other.Date != sitting.Date).Append(sitting).OrderBy(one => one.At).Take(MostSittings)]
            : [sitting];
        draft = draft.With(content with { Sittings = sittings });
        return draft is { Act: NoticeAct.Postponed, Why: null } ? Answer.Ask<NoticeStep>(new NoticeStep.WhatReason(draft, null)) : draft;
    }

    private Entry? Agenda(Turn turn, NoticeStep.WhatAgenda step)
    {
        var (draft, agenda) = (step.Draft, step.Draft.Content.Agenda);
        switch (turn.Choice)
        {
            case null when !step.Removing && OfficialText.Items(turn.Text) is { Count: > 0 } typed:
                if (typed.Select((item, at) => (Length: item.Length, Number: at + 1)).FirstOrDefault(item => item.Length > LongestItem) is { Number: > 0 } longest)
                    return Answer.Keep(texts.Say("call.agenda.long", turn.Language, ("number", longest.Number), ("length", longest.Length), ("most", LongestItem)));
                if (agenda.Count + typed.Count > MostItems)
                    return Answer.Keep(texts.Say("call.agenda.many", turn.Language, ("count", typed.Count), ("most", MostItems), ("have", agenda.Count)));
                return Asked(step, [.. agenda, .. typed.Select(item => new Bilingual(item, item)).Except(agenda)]);
            case NoticeQuestions.All:
                return Asked(step, [.. agenda, .. step.Offered.Where(item => item.Suggestion is null).Select(item => item.Item)]);
            case NoticeQuestions.Remove:
                return Answer.Ask<NoticeStep>(step with { Removing = true });
            case NoticeQuestions.Back when step.Removing:
                return Answer.Ask<NoticeStep>(step with { Removing = false });
            case NoticeQuestions.Done:
                return agenda.Count > 0 ? draft with { HasAgenda = true } : Answer.Keep(texts.Say("call.agenda.none", turn.Language));
            case { } pressed when Number(pressed) is { } at && step.Removing && at > 0 && at < agenda.Count:
                return Asked(step with { Removing = false }, [.. agenda.Where((_, i) => i != at)]);
            case { } pressed when Number(pressed) is { } at && !step.Removing && at < step.Offered.Count:
                var offered = step.Offered[(int)at];
                return Asked(step with { Draft = offered.Suggestion is { } id ? draft with { Suggestions = [.. draft.Suggestions, id] } : draft }, [.. agenda, offered.Item]);
            default:
                return null;
        }
    }

    private static Answer Asked(NoticeStep.WhatAgenda step, IReadOnlyList<Bilingual> agenda) => Answer.Ask<NoticeStep>(step with
    {
        Draft = step.Draft.With(step.Draft.Content with { Agenda = agenda }),
        Offered = [.. step.Offered.Where(offered => !agenda.Contains(offered.Item))],
    });

    private Entry? Reason(Turn turn, NoticeStep.WhatReason step)
    {
        if (turn.Choice == NoticeQuestions.Skip && step.Warnings is null && step.Draft.Act != NoticeAct.Cancelled)
            return step.Draft with { Why = "" };
        var reason = turn.Choice is null ? OfficialText.CleanLine(turn.Text) : "";
        if (reason.Length == 0)
            return null;
        if (reason.Length > LongestReason)
            return TooLong(turn, LongestReason, reason.Length);
        return step.Warnings is null ? step.Draft with { Why = reason } : step.Draft.With(step.Draft.Content with { Reason = reason });
    }

    private static async Task<IReadOnlyList<PlaceOption>> WardsAsync(Turn turn, Draft draft) =>
        [.. (await PlaceStore.BelowAsync(turn.Db, draft.Panchayat.Id, PlaceKind.Ward, 0, MostWards)).Select(PlaceOption.Of)];

    private async Task<Entry?> ExtraAsync(Turn turn, NoticeStep.WhatExtra step)
    {
        var (draft, content) = (step.Draft, step.Draft.Content);
        if (turn.Choice == NoticeQuestions.Back)
            return draft;
        if (step.Field == ExtraField.Ward)
        {
            var ward = Number(turn.Choice) is { } id ? step.Wards.FirstOrDefault(one => one.Id == id) : null;
            return ward is null && turn.Choice != NoticeQuestions.Usual ? null
                : (Entry)draft.With(content with { WardId = ward?.Id, Ward = ward is null ? null : new Bilingual(ward.Hi, ward.En) });
        }

        var typed = turn.Choice is null ? OfficialText.CleanLine(turn.Text) : null;
        if (step.Field is ExtraField.Letter or ExtraField.Pin)
        {
            if (turn.Choice != NoticeQuestions.Usual)
                return null;
            return step.Field == ExtraField.Pin ? draft.With(content with { Pin = null }) : draft.With(content with { Letter = null }) with { Sent = null };
        }

        if (step.Field == ExtraField.Voters)
        {
            if (typed is null || !int.TryParse(typed.Replace(",", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out var voters) || voters is < 1 or > MostVoters)
                return Answer.Keep(texts.Say("call.voters.bad", turn.Language));
            await NoticeStore.SetVotersAsync(turn.Db, draft.Panchayat.Id, voters, turn.Chat.PersonId, turn.Now);
            return draft;
        }

        if (typed is null ? turn.Choice != NoticeQuestions.Usual : typed.Length == 0)
            return null;
        var most = step.Field == ExtraField.Message ? LongestText : LongestLine;
        if (typed?.Length > most)
            return TooLong(turn, most, typed.Length);
        return draft.With(step.Field switch
        {
            ExtraField.Reference => content with { Reference = typed },
            ExtraField.Basis => content with { LegalBasis = typed },
            ExtraField.Presides => content with { Presides = typed },
            _ => content with { Message = turn.Choice is null ? OfficialText.Clean(turn.Text) : null },
        });
    }

    private Answer TooLong(Turn turn, int most, int length) => Answer.Keep(texts.Say("call.long", turn.Language, ("most", most), ("length", length)));

    private static long? Number(string? choice) => long.TryParse(choice, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
