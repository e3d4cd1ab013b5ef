using PanchayatBot.Conversations;
using PanchayatBot.GramSabha.Notices;
using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Places;

namespace PanchayatBot.GramSabha.Meetings;

/// <summary>One meeting with what can be done about it, and the whole minutes for everybody of the panchayat.</summary>
public sealed class MeetingCard(MeetingWords words) : IConversation
{
    /// <summary>The route to a meeting's card.</summary>
    public const string Route = "meeting-card";

    /// <summary>The route to the whole minutes.</summary>
    public const string WholeRoute = "minutes-whole";

    /// <inheritdoc />
    public void Map(Routes routes)
    {
        routes.Button(Route, OpenAsync, Role.Secretary);
        routes.Button(WholeRoute, WholeAsync);
    }

    /// <summary>The button that leads to the card.</summary>
    public static Button Open(Turn turn, long meeting) => Button.To(turn.Say("meeting.open"), Route, $"{meeting}");

    /// <summary>What is known of the meeting, and what comes next.</summary>
    public async Task<Answer> ShowAsync(Turn turn, Meeting meeting)
    {
        var id = $"{meeting.Id}";
        var items = await MeetingStore.ItemsAsync(turn.Db, meeting.Id);
        var place = await MeetingAccess.FullNameAsync(turn.Db, meeting.PlaceId);
        var text = turn.Say("meeting.card", ("title", words.Title(meeting, turn.Language)), ("place", place)) + "\n\n" + words.Came(meeting.Attendance, turn.Language)
            + "\n\n" + words.Quorum(meeting, turn.Language) + "\n\n"
            + turn.Say($"meeting.state.{MeetingStore.Name(meeting.State)}", ("count", items.Count(item => item.Decision is null)));
        var (numbers, export) = (Button.To(turn.Say("meeting.numbers"), "meeting-numbers", id), Button.To(turn.Say("export.button"), MeetingFolder.Route, id));
        var photos = Button.To(turn.Say("meeting.photos"), MeetingPhotos.Route, id);
        return Answer.Say(text, meeting.State switch
        {
            MeetingState.Held => [Button.To(turn.Say("minutes.write"), WriteMinutes.Route, id), photos, numbers],
            MeetingState.Adjourned => [Button.To(turn.Say("meeting.callagain"), CallAgain.Route, id), photos, numbers, export],
            _ => [Button.To(turn.Say("minutes.whole"), WholeRoute, id), Button.To(turn.Say("resolutions.open"), FollowResolutions.Route, $"{meeting.PlaceId}"), Button.To(turn.Say("minutes.correct"), ApproveMinutes.CorrectRoute, id), Button.To(turn.Say("minutes.paper"), MinutesPaper.Route, id), photos, export],
        });
    }

    private async Task<Answer> OpenAsync(Turn turn, string argument, CancellationToken cancellation) =>
        await MeetingAccess.FindAsync(turn, argument, writes: true) is { } meeting ? await ShowAsync(turn, meeting) : await Routes.UnknownButton(turn, "", cancellation);

    private async Task<Answer> WholeAsync(Turn turn, string argument, CancellationToken cancellation)
    {
        // Before the approval the minutes are a draft, which only the secretary sees.
        if (await MeetingAccess.FindAsync(turn, argument, writes: false) is not { State: MeetingState.Approved } meeting)
            return await Routes.UnknownButton(turn, "", cancellation);
        var text = words.Minutes(meeting, await MeetingAccess.FullNameAsync(turn.Db, meeting.PlaceId), await MeetingStore.ItemsAsync(turn.Db, meeting.Id),
            await MeetingStore.CorrectionsAsync(turn.Db, meeting.Id), turn.Language);
        return Answer.Say(text, Button.To(turn.Say("resolutions.open"), FollowResolutions.Route, $"{meeting.PlaceId}"));
    }
}

/// <summary>After a meeting without a quorum: the notice of the next one, with the same agenda.</summary>
public sealed class CallAgain(CallMeeting call) : IConversation
{
    /// <summary>The route: number of the adjourned meeting.</summary>
    public const string Route = "meeting-again";

    /// <inheritdoc />
    public void Map(Routes routes) => routes.Button(Route, BeginAsync, Role.Secretary);

    private async Task<Answer> BeginAsync(Turn turn, string argument, CancellationToken cancellation) =>
        await MeetingAccess.FindAsync(turn, argument, writes: true) is { State: MeetingState.Adjourned } meeting && await NoticeStore.FindAsync(turn.Db, meeting.NoticeId) is { } notice
            && await PlaceStore.FindAsync(turn.Db, meeting.PlaceId) is { } place
            ? await call.BeginAsync(turn, await PlaceOption.FullAsync(turn.Db, place), Draft(notice.Content))
            : await Routes.UnknownButton(turn, "", cancellation);

    /// <summary>The adjourned meeting's notice: the same agenda, ward and particulars; day and place are still to be named.</summary>
    internal static NoticeContent Draft(NoticeContent first) => new()
    {
        Kind = NoticeKind.Adjourned,
        Agenda = first.Agenda,
        LegalBasis = first.LegalBasis,
        Presides = first.Presides,
        Pin = first.Pin,
        WardId = first.WardId,
        Ward = first.Ward,
    };
}
