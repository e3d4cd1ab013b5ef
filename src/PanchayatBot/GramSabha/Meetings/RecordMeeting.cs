using System.Text.Json.Serialization;
using PanchayatBot.Content;
using PanchayatBot.Conversations;
using PanchayatBot.GramSabha.Notices;
using PanchayatBot.GramSabha.Rules;
using PanchayatBot.Ledger;
using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Places;

namespace PanchayatBot.GramSabha.Meetings;

/// <summary>The questions of the dialog in which a meeting is entered.</summary>
[JsonDerivedType(typeof(HowManyVoters), "voters")]
[JsonDerivedType(typeof(WhoCame), "came")]
[JsonDerivedType(typeof(IsRight), "right")]
public abstract record RecordStep(MeetingTarget Target)
{
    /// <summary>मतदाता सूची में कितने नाम हैं?</summary>
    public sealed record HowManyVoters(MeetingTarget Target) : RecordStep(Target);

    /// <summary>कितने लोग आए?; with the numbers given so far.</summary>
    public sealed record WhoCame(MeetingTarget Target, IReadOnlyList<int> Given) : RecordStep(Target);

    /// <summary>क्या यह ठीक है?</summary>
    /// <param name="Target">The meeting.</param>
    /// <param name="Came">Who came.</param>
    /// <param name="Shown">Attendance and quorum in words.</param>
    /// <param name="CanBeHeld">It may be entered as held.</param>
    /// <param name="CanBeAdjourned">It may be entered as adjourned for want of a quorum.</param>
    public sealed record IsRight(MeetingTarget Target, Attendance Came, string Shown, bool CanBeHeld, bool CanBeAdjourned) : RecordStep(Target);
}

/// <summary>The meeting that is being entered.</summary>
/// <param name="Notice">The notice that called it.</param>
/// <param name="Date">The day of the sitting.</param>
/// <param name="PlaceId">The panchayat.</param>
/// <param name="Title">Kind and day, as the question shows it.</param>
/// <param name="Meeting">The entered meeting whose numbers are put right; null for a new one.</param>
public sealed record MeetingTarget(long Notice, DateOnly Date, long PlaceId, string Title, long? Meeting);

/// <summary>The secretary enters what came of a meeting: who came, and by that whether there was a quorum.</summary>
public sealed class RecordMeeting(LiveGramSabha gramSabha, States states, Texts texts, MeetingWords words, MeetingCard card) : IConversation
{
    /// <summary>The route that enters a notice's meeting: number of the notice, then, of several, the number of the sitting from 0.</summary>
    public const string Route = "meeting";

    private const int MostListed = 10;
    private const int LongestRoll = 200_000;
    private const string Unknown = "unknown";
    private const string Again = "again";
    private const string Roll = "roll";
    private const string Held = "held";
    private const string Adjourned = "adjourned";

    // A meeting that nobody entered for so long is not asked about any more; its notice's button still works.
    private const int AskedForDays = 120;

    /// <inheritdoc />
    public void Map(Routes routes)
    {
        routes.Dialog<RecordStep>("meeting", Question, AnswerAsync);
        routes.Command("meeting", (turn, _, _) => ListAsync(turn), needs: Role.Secretary);
        routes.Button(Route, (turn, argument, _) => argument.Length == 0 ? ListAsync(turn) : BeginAsync(turn, argument), Role.Secretary);
        routes.Duty(25, "meeting.duty", Route);
        routes.Button("meeting-numbers", (turn, id, _) => CorrectAsync(turn, id), Role.Secretary);
    }

    /// <summary>Meetings whose day has come and that are not entered, and those whose minutes are not finished.</summary>
    private static async Task<Answer> ListAsync(Turn turn)
    {
        if (turn.Message.InGroup)
            return Answer.Say(turn.Say("meeting.private"));
        var today = Formats.IndianDate(turn.Now);
        var person = turn.Chat.PersonId ?? 0;
        var buttons = new List<Button>();
        foreach (var id in await MeetingStore.ToRecordAsync(turn.Db, person, today, today.AddDays(-AskedForDays), MostListed))
        {
            if (await NoticeStore.FindAsync(turn.Db, id) is not { } notice || await PlaceStore.FindAsync(turn.Db, notice.PlaceId) is not { } place)
                continue;
            foreach (var (sitting, at) in notice.Content.Sittings.Select((sitting, at) => (sitting, at)).Where(one => one.sitting.Date <= today))
            {
                if (await MeetingStore.OfAsync(turn.Db, id, sitting.Date) is null)
                    buttons.Add(Button.To(turn.Say("meeting.list.record", ("place", place.Name), ("date", sitting.Date)), Route, $"{id} {at}"));
            }
        }

        foreach (var meeting in await MeetingStore.UnfinishedAsync(turn.Db, person, MostListed))
        {
            if (await PlaceStore.FindAsync(turn.Db, meeting.PlaceId) is { } place)
                buttons.Add(Button.To(turn.Say("meeting.list.minutes", ("place", place.Name), ("date", meeting.HeldOn)), MeetingCard.Route, $"{meeting.Id}"));
        }

        return Answer.Say(turn.Say(buttons.Count == 0 ? "meeting.list.empty" : "meeting.list"), buttons);
    }

    private async Task<Answer> BeginAsync(Turn turn, string argument)
    {
        var parts = argument.Split(' ');
        var at = MeetingAccess.Number(parts.ElementAtOrDefault(1) ?? "0");
        if (MeetingAccess.Number(parts[0]) is not { } id || await NoticeStore.FindAsync(turn.Db, id) is not { } notice || !await MeetingAccess.MayAsync(turn, notice.PlaceId, writes: true)
            || notice.Content.Sittings.Where((_, number) => number == at).FirstOrDefault() is not { } sitting)
            return await Routes.UnknownButton(turn, "", CancellationToken.None);
        if (await MeetingStore.OfAsync(turn.Db, id, sitting.Date) is { } entered)
            return await card.ShowAsync(turn, entered);
        if (notice.State != NoticeState.Published)
            return Answer.Say(turn.Say("meeting.off"));
        return sitting.Date > Formats.IndianDate(turn.Now)
            ? Answer.Say(turn.Say("meeting.early", ("date", sitting.Date)))
            : await AskAsync(turn, Target(turn, notice, sitting, null));
    }

    private async Task<Answer> CorrectAsync(Turn turn, string id)
    {
        if (await MeetingAccess.FindAsync(turn, id, writes: true) is not { } meeting || await NoticeStore.FindAsync(turn.Db, meeting.NoticeId) is not { } notice)
            return await Routes.UnknownButton(turn, "", CancellationToken.None);
        return meeting.State == MeetingState.Approved
            ? Answer.Say(turn.Say("minutes.closed"), MeetingCard.Open(turn, meeting.Id))
            : await AskAsync(turn, Target(turn, notice, new Sitting(meeting.HeldOn, meeting.HeldAt, meeting.Venue), meeting.Id));
    }

    private MeetingTarget Target(Turn turn, Notice notice, Sitting sitting, long? meeting) => new(notice.Id, sitting.Date, notice.PlaceId,
        texts.Say("meeting.title", turn.Language, ("kind", turn.Say($"notice.title.{MeetingStore.Name(notice.Content.Kind)}")), ("date", sitting.Date)), meeting);

    private static async Task<Answer> AskAsync(Turn turn, MeetingTarget target) => await NoticeStore.VotersAsync(turn.Db, target.PlaceId) is null
        ? Answer.Ask<RecordStep>(new RecordStep.HowManyVoters(target))
        : Answer.Ask<RecordStep>(new RecordStep.WhoCame(target, []));

    private static Reply Question(Turn turn, RecordStep step) => step switch
    {
        RecordStep.HowManyVoters => new Reply(turn.Say("meeting.voters")) { Buttons = [Button.Choice(turn.Say("meeting.voters.unknown"), Unknown)] },
        RecordStep.WhoCame { Given.Count: 0 } came => new Reply(turn.Say("meeting.who", ("title", came.Target.Title))),
        RecordStep.WhoCame came => new Reply(turn.Say("meeting.who.next", ("people", came.Given[0]), ("what", turn.Say($"meeting.group.{came.Given.Count}"))))
        {
            Buttons = [.. Rest(came.Given), Button.Choice(turn.Say("meeting.again"), Again)],
        },
        RecordStep.IsRight right => new Reply(turn.Say("meeting.right", ("title", right.Target.Title)) + "\n\n" + right.Shown)
        {
            Buttons =
            [
                .. right.CanBeHeld ? new[] { Button.Choice(turn.Say(right.CanBeAdjourned ? "meeting.held" : "meeting.right.yes"), Held) } : [],
                .. right.CanBeAdjourned ? new[] { Button.Choice(turn.Say("meeting.adjourned"), Adjourned) } : [],
                Button.Choice(turn.Say("meeting.again"), Again),
                Button.Choice(turn.Say("meeting.roll"), Roll),
            ],
        },
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };

    /// <summary>The last group is what is left: one tap.</summary>
    private static IEnumerable<Button> Rest(IReadOnlyList<int> given) =>
        given.Count == Attendance.Numbers - 1 && given[0] - given.Skip(2).Sum() is >= 0 and var rest ? [Button.Choice(Formats.Number(rest), $"{rest}")] : [];

    private async Task<Answer> AnswerAsync(Turn turn, RecordStep step, CancellationToken cancellation)
    {
        // Whoever lost the office in the middle of the dialog has no say in it any more.
        if (!await MeetingAccess.MayAsync(turn, step.Target.PlaceId, writes: true))
            return Answer.Close(turn.Say("button.unknown"), turn.MenuButtons);
        return (step, turn.Choice) switch
        {
            (RecordStep.HowManyVoters voters, _) => await VotersAsync(turn, voters),
            (RecordStep.WhoCame or RecordStep.IsRight, Again) => Answer.Ask<RecordStep>(new RecordStep.WhoCame(step.Target, [])),
            (RecordStep.WhoCame came, _) => await CameAsync(turn, came),
            (RecordStep.IsRight, Roll) => Answer.Ask<RecordStep>(new RecordStep.HowManyVoters(step.Target)),
            (RecordStep.IsRight { CanBeHeld: true } right, Held) => await EnterAsync(turn, right, MeetingState.Held),
            (RecordStep.IsRight { CanBeAdjourned: true } right, Adjourned) => await EnterAsync(turn, right, MeetingState.Adjourned),
            _ => Answer.Pass,
        };
    }

    private static async Task<Answer> VotersAsync(Turn turn, RecordStep.HowManyVoters step)
    {
        if (turn.Choice != Unknown)
        {
            if (turn.Choice is not null || turn.Text.Length == 0)
                return Answer.Pass;
            if (VotersIn(turn.Text) is not { } voters)
                return Answer.Keep(turn.Say("meeting.voters.bad"));
            await NoticeStore.SetVotersAsync(turn.Db, step.Target.PlaceId, voters, turn.Chat.PersonId, turn.Now);
        }

        return Answer.Ask<RecordStep>(new RecordStep.WhoCame(step.Target, []));
    }

    /// <summary>One number and nothing that could be another.</summary>
    private static int? VotersIn(string text) => CountReader.Read(text) is [var voters] && voters is > 0 and <= LongestRoll ? voters : null;

    private async Task<Answer> CameAsync(Turn turn, RecordStep.WhoCame step)
    {
        var given = step.Given;
        // A whole row of counts looks like one long private number; only here it is known to be none.
        if (turn.Choice is null && turn.TakeCounts(Attendance.Numbers) is { } row)
            given = row;
        else if ((turn.Choice ?? turn.Text) is { Length: > 0 } typed && CountReader.Read(typed) is { Count: > 0 } counts)
            given = [.. given, .. counts];
        else
            return turn.Text.Length == 0 ? Answer.Pass : Answer.Keep(turn.Say("meeting.who.bad"));
        if (given.Count > Attendance.Numbers)
            return Answer.Keep(turn.Say("meeting.who.many", ("count", given.Count)));
        if (given.Count < Attendance.Numbers)
            return given[0] is < 1 or > Attendance.Most ? Fault(turn, step.Target, AttendanceFault.Size, given)
                : given.Count > 1 && given[1] > given[0] ? Fault(turn, step.Target, AttendanceFault.Women, given)
                : Answer.Ask<RecordStep>(step with { Given = given });
        return await CompareAsync(turn, step.Target, Attendance.Of(given));
    }

    private static Answer Fault(Turn turn, MeetingTarget target, AttendanceFault fault, IReadOnlyList<int> given) => Answer.Ask<RecordStep>(
        new RecordStep.WhoCame(target, []),
        new Reply(turn.Say($"meeting.fault.{MeetingStore.Name(fault)}", ("people", given[0]), ("women", given.ElementAtOrDefault(1)), ("sum", given.Skip(2).Sum()))));

    private async Task<Answer> CompareAsync(Turn turn, MeetingTarget target, Attendance came)
    {
        if (await AboutAsync(turn, target) is not ({ } setting, { } notice))
            return Answer.Close(turn.Say("button.unknown"), turn.MenuButtons);
        if (came.Fault(setting.Voters) is { } fault)
        {
            return fault == AttendanceFault.Voters
                ? Answer.Ask<RecordStep>(new RecordStep.HowManyVoters(target), new Reply(turn.Say("meeting.fault.voters", ("people", came.People), ("voters", setting.Voters))))
                : Fault(turn, target, fault, [came.People, came.Women, came.Sc, came.St, came.Obc, came.Other]);
        }

        var (needed, profile, today) = (setting.Quorum(notice.Content), setting.Profile, Formats.IndianDate(turn.Now));
        var state = came.Compared(needed);
        var rule = notice.Content.Kind != NoticeKind.Adjourned ? profile?.Quorum : profile?.AdjournedQuorum is { } adjourned ? new QuorumRule(adjourned, null, null) : null;
        var warnings = needed?.People == 0 ? [] : RuleChecks.Profile(profile, today).Concat(needed?.Warnings ?? []);
        string[] shown =
        [
            words.Came(came, turn.Language),
            words.Quorum(rule, needed?.People, needed?.Women, setting.Voters, came, state, turn.Language),
            .. warnings.Select(warning => warning.Say(texts, turn.Language)),
        ];
        // A rule that nobody compared with the law warns and never blocks.
        return Answer.Ask<RecordStep>(new RecordStep.IsRight(target, came, string.Join("\n\n", shown),
            CanBeHeld: state != QuorumState.Missed || profile?.IsVerified(today) != true, CanBeAdjourned: state != QuorumState.Reached && needed?.People != 0));
    }

    /// <summary>The panchayat with its rules, and the notice that called the meeting.</summary>
    private async Task<(NoticeSetting? Setting, Notice? Notice)> AboutAsync(Turn turn, MeetingTarget target) =>
        (await NoticeSetting.OfAsync(turn.Db, target.PlaceId, gramSabha.Rules, states), await NoticeStore.FindAsync(turn.Db, target.Notice));

    private async Task<Answer> EnterAsync(Turn turn, RecordStep.IsRight step, MeetingState state)
    {
        var target = step.Target;
        if (await AboutAsync(turn, target) is not ({ } setting, { } notice))
            return Answer.Close(turn.Say("button.unknown"), turn.MenuButtons);
        var before = target.Meeting is { } known ? await MeetingStore.FindAsync(turn.Db, known) : null;
        var sitting = before is null ? notice.Content.Sittings.FirstOrDefault(one => one.Date == target.Date) : new Sitting(before.HeldOn, before.HeldAt, before.Venue);
        if (sitting is null || notice.State != NoticeState.Published)
            return Answer.Say(turn.Say("meeting.off"));
        var record = new MeetingRecord(notice, sitting, step.Came, setting.Voters, setting.Quorum(notice.Content), state);
        var id = before is null ? await MeetingStore.AddAsync(turn.Db, record, turn.Chat.PersonId, turn.Now) : await MeetingStore.ChangeAsync(turn.Db, before.Id, record);
        var meeting = id is { } entered ? await MeetingStore.FindAsync(turn.Db, entered) : await MeetingStore.OfAsync(turn.Db, notice.Id, target.Date);
        if (id is not null)
            await BookAsync(turn, meeting!, before is null ? "meeting-recorded" : "meeting-renumbered");
        return await card.ShowAsync(turn, meeting!);
    }

    private static Task<LedgerEntry> BookAsync(Turn turn, Meeting meeting, string act) => LedgerBook.WriteAsync(turn.Db, meeting.PlaceId, turn.Chat.PersonId, act, meeting.Subject, new
    {
        notice = meeting.NoticeId,
        date = NoticeStore.Day(meeting.HeldOn),
        state = MeetingStore.Name(meeting.State),
        came = meeting.Attendance,
        voters = meeting.Voters,
        needed = meeting.Needed,
        needed_women = meeting.NeededWomen,
        quorum = MeetingStore.Name(meeting.Quorum),
    }, turn.Now);
}
