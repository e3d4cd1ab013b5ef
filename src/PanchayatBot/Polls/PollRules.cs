using PanchayatBot.Content;
using PanchayatBot.Conversations;
using PanchayatBot.Dates;
using PanchayatBot.Delivery.Inbound;
using PanchayatBot.Messages;
using PanchayatBot.Places;

namespace PanchayatBot.Polls;

/// <summary>What came of an answer while a vote is written: the draft as it is now, or what is said instead.</summary>
/// <param name="Draft">The draft; null when something is said.</param>
/// <param name="Answer">What is said; null when the draft goes on.</param>
internal readonly record struct Ruled(PollDraft? Draft, Answer? Answer)
{
    public static implicit operator Ruled(PollDraft draft) => new(draft, null);

    public static implicit operator Ruled(Answer answer) => new(null, answer);
}

/// <summary>What the secretary may set on demand while a vote is written: ward, turnout and support needed, when it opens, who votes, what it is about,
/// and a picture, which may come at any question.</summary>
public sealed class PollRules(LiveDates dates, Texts texts, InboundFiles files, IEnumerable<ITopics> topics)
{
    private const int MostWards = 40;
    private const int MostFound = 6;

    private static readonly int[] OfferedDays = [1, 2, 7];

    // A draft is forgotten long before; the picture of a published vote stays.
    private static readonly TimeSpan DraftLasts = TimeSpan.FromDays(7);

    internal async Task<Ruled> ChosenAsync(Turn turn, PollDraft draft)
    {
        if (turn.Choice == PollQuestions.Back)
            return draft;
        if (!Enum.TryParse<PollRule>(turn.Choice, out var rule) || !Enum.IsDefined(rule) || (draft.Everywhere && rule == PollRule.Ward))
            return Answer.Pass;
        var today = Formats.IndianDate(turn.Now);
        return Answer.Ask<PollStep>(rule switch
        {
            PollRule.Start => new PollStep.FromWhen(draft, new(null, null), [.. OfferedDays.Select(days => new When(today.AddDays(days), new TimeOnly(9, 0)))]),
            PollRule.About => new PollStep.WhatAbout(draft, await FoundAsync(turn, draft, "")),
            PollRule.Ward => new PollStep.WhatRule(draft, rule, [.. (await PlaceStore.BelowAsync(turn.Db, draft.Place.Id, PlaceKind.Ward, 0, MostWards)).Select(PlaceOption.Of)]),
            _ => new PollStep.WhatRule(draft, rule, []),
        });
    }

    internal static Ruled Set(Turn turn, PollStep.WhatRule step)
    {
        var (draft, content) = (step.Draft, step.Draft.Content);
        var none = turn.Choice == PollQuestions.None;
        switch (step.Rule)
        {
            case PollRule.Ward:
                var ward = step.Wards.FirstOrDefault(one => PollWords.Number(one.Id) == turn.Choice);
                return ward is null && !none ? Answer.Pass : draft with { Content = content with { WardId = ward?.Id, Ward = ward is null ? null : new(ward.Hi, ward.En) } };
            case PollRule.Voters:
                return turn.Choice is PollQuestions.Verified or PollQuestions.All ? draft with { Content = content with { ForVerified = turn.Choice == PollQuestions.Verified } } : Answer.Pass;
            case PollRule.Picture:
                return none ? draft with { Content = content with { Picture = null }, Sent = null } : Answer.Pass;
            default:
                int? percent = none ? null : PollAccess.Number(turn.Choice ?? "") is >= 1 and <= 100 and var number ? (int)number : -1;
                if (percent == -1)
                    return Answer.Pass;
                return draft with { Content = step.Rule == PollRule.Quorum ? content with { QuorumPercent = percent } : content with { ThresholdPercent = percent } };
        }
    }

    internal Ruled Starting(Turn turn, PollStep.FromWhen step, TimeSpan shortest)
    {
        if (turn.Choice == PollQuestions.None)
            return step.Draft with { Opens = null };
        if (WhenAsked.Read(turn, dates, texts, step.Known, step.Choices) is not { } asked)
            return Answer.Pass;
        if (asked.Remark is { } remark)
            return Answer.Keep(remark);
        if (asked.At is not { } opens)
            return Answer.Ask<PollStep>(step with { Known = asked.Known, Choices = asked.Choices });
        return opens <= turn.Now || opens + shortest > step.Draft.Closes ? Answer.Keep(turn.Say("newpoll.from.between", ("when", step.Draft.Closes))) : step.Draft with { Opens = opens };
    }

    internal async Task<Ruled> AboutAsync(Turn turn, PollStep.WhatAbout step)
    {
        if (turn.Choice == PollQuestions.None)
            return step.Draft with { Content = step.Draft.Content with { About = null } };
        if (turn.Choice is { } pressed)
            return PollAccess.Number(pressed) is { } at && at < step.Found.Count ? step.Draft with { Content = step.Draft.Content with { About = step.Found[(int)at] } } : Answer.Pass;
        if (OfficialText.CleanLine(turn.Text) is not { Length: > 0 } typed)
            return Answer.Pass;
        var found = await FoundAsync(turn, step.Draft, typed);
        return found.Count == 0 ? Answer.Keep(turn.Say("newpoll.about.nothing")) : Answer.Ask<PollStep>(step with { Found = found });
    }

    /// <summary>Takes a picture that was sent; null when none was.</summary>
    internal async Task<Ruled?> PictureAsync(Turn turn, PollDraft draft)
    {
        if (turn.Message.Attachment is not { Kind: AttachmentKind.Photo or AttachmentKind.Document })
            return null;
        return await files.KeepAsync(turn.Db, turn.Message, turn.Now, turn.Now + DraftLasts) switch
        {
            InboundFile.Refused refused => Answer.Keep(turn.Say(refused.TextKey)),
            InboundFile.Arrived { File.IsPicture: true } arrived => draft with { Content = draft.Content with { Picture = arrived.File }, Sent = null },
            InboundFile.Waiting waiting => draft with { Sent = waiting.Key },
            _ => Answer.Keep(turn.Say("newpoll.picture.only")),
        };
    }

    /// <summary>Looks whether the picture is there; nothing is published before.</summary>
    internal static async Task<Ruled> ArrivedAsync(Turn turn, PollDraft draft) => draft.Sent is not { } key ? draft : await InboundFiles.StateAsync(turn.Db, key) switch
    {
        InboundFile.Arrived { File.IsPicture: true } arrived => draft with { Content = draft.Content with { Picture = arrived.File }, Sent = null },
        InboundFile.Waiting => Answer.Keep(turn.Say("newpoll.picture.coming")),
        _ => Answer.Ask<PollStep>(new PollStep.WhatRule(draft with { Sent = null }, PollRule.Picture, []), new Reply(turn.Say("newpoll.picture.only"))),
    };

    private async Task<IReadOnlyList<Topic>> FoundAsync(Turn turn, PollDraft draft, string typed)
    {
        var found = new List<Topic>();
        foreach (var source in topics)
            found.AddRange(await source.FindAsync(turn, draft.Place.Id, typed, MostFound));
        return [.. found.Take(MostFound)];
    }
}
