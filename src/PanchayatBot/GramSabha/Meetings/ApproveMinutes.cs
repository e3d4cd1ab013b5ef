using System.Text.Json.Serialization;
using PanchayatBot.Content;
using PanchayatBot.Conversations;
using PanchayatBot.Delivery.Broadcasts;
using PanchayatBot.GramSabha.Notices;
using PanchayatBot.Ledger;
using PanchayatBot.Messages;
using PanchayatBot.People;

namespace PanchayatBot.GramSabha.Meetings;

/// <summary>The questions before minutes are approved or put right.</summary>
[JsonDerivedType(typeof(IsRight), "right")]
[JsonDerivedType(typeof(WhatCorrection), "correction")]
[JsonDerivedType(typeof(IsCorrection), "correct")]
public abstract record ApproveStep(long Meeting)
{
    /// <summary>मंज़ूर करें?; for the minutes as they were shown.</summary>
    public sealed record IsRight(long Meeting, int Revision) : ApproveStep(Meeting);

    /// <summary>क्या सुधारना है?</summary>
    public sealed record WhatCorrection(long Meeting) : ApproveStep(Meeting);

    /// <summary>यह सुधार प्रकाशित करें?</summary>
    public sealed record IsCorrection(long Meeting, string Body) : ApproveStep(Meeting);
}

/// <summary>The minutes as they will be; a second tap approves and publishes them. From then on they stay as they are, and what is wrong is put
/// right by a dated entry below.</summary>
public sealed class ApproveMinutes(MeetingWords words, Texts texts) : IConversation
{
    /// <summary>The route to the minutes before their approval.</summary>
    public const string Route = "minutes-preview";

    /// <summary>The route that puts approved minutes right.</summary>
    public const string CorrectRoute = "minutes-correct";

    private const int LongestCorrection = 1_000;
    private const string Yes = "yes";
    private const string No = "no";

    // So long it is remembered who got the minutes: a correction goes to them.
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(180);

    /// <inheritdoc />
    public void Map(Routes routes)
    {
        routes.Dialog<ApproveStep>("approve", Question, AnswerAsync);
        routes.Button(Route, (turn, id, _) => PreviewAsync(turn, id), Role.Secretary);
        routes.Button(CorrectRoute, (turn, id, _) => CorrectAsync(turn, id), Role.Secretary);
    }

    private async Task<Answer> PreviewAsync(Turn turn, string id)
    {
        if (await MeetingAccess.FindAsync(turn, id, writes: true) is not { } meeting)
            return await Routes.UnknownButton(turn, "", CancellationToken.None);
        if (meeting.State != MeetingState.Held)
            return Answer.Say(turn.Say("minutes.closed"), MeetingCard.Open(turn, meeting.Id));
        var items = await MeetingStore.ItemsAsync(turn.Db, meeting.Id);
        if (items.Count == 0 || items.Any(item => item.Decision is null))
            return Answer.Say(turn.Say("minutes.unfinished", ("count", items.Count(item => item.Decision is null))), Button.To(turn.Say("minutes.goon"), WriteMinutes.Route, id));
        var shown = words.Minutes(meeting, await MeetingAccess.FullNameAsync(turn.Db, meeting.PlaceId), items, [], turn.Language);
        return Answer.Ask<ApproveStep>(new ApproveStep.IsRight(meeting.Id, meeting.Revision), new Reply(shown));
    }

    private static async Task<Answer> CorrectAsync(Turn turn, string id) => await MeetingAccess.FindAsync(turn, id, writes: true) is { State: MeetingState.Approved } meeting
        ? Answer.Ask<ApproveStep>(new ApproveStep.WhatCorrection(meeting.Id))
        : await Routes.UnknownButton(turn, "", CancellationToken.None);

    private static Reply Question(Turn turn, ApproveStep step) => step switch
    {
        ApproveStep.IsRight => new Reply(turn.Say("minutes.approve")) { Buttons = [Button.Choice(turn.Say("minutes.approve.yes"), Yes), Button.Choice(turn.Say("minutes.approve.no"), No)] },
        ApproveStep.WhatCorrection => new Reply(turn.Say("minutes.correct.what")),
        ApproveStep.IsCorrection correction => new Reply(turn.Say("minutes.correct.sure", ("body", correction.Body)))
        {
            Buttons = [Button.Choice(turn.Say("minutes.correct.yes"), Yes), Button.Choice(turn.Say("minutes.correct.no"), No)],
        },
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };

    private async Task<Answer> AnswerAsync(Turn turn, ApproveStep step, CancellationToken cancellation)
    {
        // Whoever lost the office in the middle of the dialog has no say in it any more.
        if (await MeetingStore.TakeAsync(turn.Db, step.Meeting) is not { } meeting || !await MeetingAccess.MayAsync(turn, meeting.PlaceId, writes: true))
            return Answer.Close(turn.Say("button.unknown"), turn.MenuButtons);
        switch (step)
        {
            case ApproveStep.IsRight seen when turn.Choice == Yes:
                return await ApproveAsync(turn, meeting, seen.Revision);
            case ApproveStep.IsRight when turn.Choice == No:
                return Answer.Say(turn.Say("minutes.approve.not"), Button.To(turn.Say("minutes.change"), "minutes-list", $"{meeting.Id}"));
            case ApproveStep.WhatCorrection when turn.Choice is null && OfficialText.Clean(turn.Text) is { Length: > 0 } body:
                return body.Length > LongestCorrection
                    ? Answer.Keep(turn.Say("minutes.long", ("most", LongestCorrection), ("length", body.Length)))
                    : Answer.Ask<ApproveStep>(new ApproveStep.IsCorrection(meeting.Id, body));
            case ApproveStep.IsCorrection correction when turn.Choice == Yes:
                return await PublishCorrectionAsync(turn, meeting, correction.Body);
            case ApproveStep.IsCorrection when turn.Choice == No:
                return Answer.Say(turn.Say("minutes.correct.not"), MeetingCard.Open(turn, meeting.Id));
            default:
                return Answer.Pass;
        }
    }

    private async Task<Answer> ApproveAsync(Turn turn, Meeting meeting, int revision)
    {
        if (!await MeetingStore.ApproveAsync(turn.Db, meeting.Id, revision, turn.Chat.PersonId, turn.Now))
            return Answer.Say(turn.Say("minutes.changed"), MeetingCard.Open(turn, meeting.Id));
        var items = await MeetingStore.ItemsAsync(turn.Db, meeting.Id);
        var place = await MeetingAccess.FullNameAsync(turn.Db, meeting.PlaceId);
        await LedgerBook.WriteAsync(turn.Db, meeting.PlaceId, turn.Chat.PersonId, "minutes-approved", meeting.Subject, new
        {
            date = NoticeStore.Day(meeting.HeldOn),
            came = meeting.Attendance,
            items = items.Select(item => new
            {
                item = item.Id,
                title = item.TitleHi,
                outcome = MeetingStore.Name(item.Decision!.Outcome),
                body = item.Body,
                responsible = item.Responsible,
                due = item.DueDay,
            }),
        }, turn.Now);
        IReadOnlyList<Reply> Said(Language language) => [new Reply(words.News(meeting, place, items, language)) { Buttons = Below(meeting, language) }];
        await BroadcastStore.OrderAsync(turn.Db, Order(turn, meeting, "minutes", Said(Language.Hindi), Said(Language.English)), turn.Now);
        return Answer.Say(turn.Say("minutes.approved"), MeetingCard.Open(turn, meeting.Id));
    }

    private async Task<Answer> PublishCorrectionAsync(Turn turn, Meeting meeting, string body)
    {
        var number = await MeetingStore.CorrectAsync(turn.Db, meeting, body, turn.Chat.PersonId, turn.Now);
        await LedgerBook.WriteAsync(turn.Db, meeting.PlaceId, turn.Chat.PersonId, "minutes-corrected", meeting.Subject, new { number, body }, turn.Now);
        var place = await MeetingAccess.FullNameAsync(turn.Db, meeting.PlaceId);
        IReadOnlyList<Reply> Said(Language language) =>
        [
            new Reply(texts.Say("minutes.correction.news", language, ("title", words.Title(meeting, language)), ("place", place), ("body", body))) { Buttons = Below(meeting, language) },
        ];
        await BroadcastStore.OrderAsync(turn.Db, Order(turn, meeting, $"correction:{number}", Said(Language.Hindi), Said(Language.English)) with { Audience = Audience.Recipients }, turn.Now);
        return Answer.Say(turn.Say("minutes.correct.done"), MeetingCard.Open(turn, meeting.Id));
    }

    private IReadOnlyList<Button> Below(Meeting meeting, Language language) =>
    [
        Button.To(texts.Say("minutes.whole", language), MeetingCard.WholeRoute, $"{meeting.Id}"),
        Button.To(texts.Say("resolutions.open", language), FollowResolutions.Route, $"{meeting.PlaceId}"),
    ];

    private static BroadcastOrder Order(Turn turn, Meeting meeting, string what, IReadOnlyList<Reply> hindi, IReadOnlyList<Reply> english) =>
        new(meeting.PlaceId, meeting.Subject, $"{meeting.Subject}:{what}", hindi, english, turn.Now, turn.Now + Remembered)
        {
            ReportTo = turn.Chat.Address,
            ReportLanguage = turn.Language,
        };
}
