using PanchayatBot.Content;
using PanchayatBot.Conversations;
using PanchayatBot.Delivery.Papers;
using PanchayatBot.GramSabha.Notices;
using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Places;
using PanchayatBot.Printing;
using PanchayatBot.Storage;

namespace PanchayatBot.GramSabha.Meetings;

/// <summary>Approved minutes on paper, to be signed and kept in the register of proceedings.</summary>
public sealed class MinutesPaper : IConversation
{
    /// <summary>The route: number of the meeting.</summary>
    public const string Route = "minutes-paper";

    private readonly LiveGramSabha _gramSabha;
    private readonly States _states;
    private readonly MeetingWords _words;
    private readonly Press _press;
    private readonly Texts _texts;

    /// <summary>Lays them out with the press.</summary>
    public MinutesPaper(LiveGramSabha gramSabha, States states, MeetingWords words, Press press, Texts texts)
    {
        (_gramSabha, _states, _words, _press, _texts) = (gramSabha, states, words, press, texts);
        Paper = new PaperKind(Route, async (db, subject, language) =>
            MeetingAccess.Number(subject) is { } id && await MeetingStore.FindAsync(db, id) is { State: MeetingState.Approved } meeting && await NoticeStore.FindAsync(db, meeting.NoticeId) is { } notice
                && await ReadAsync(db, meeting, notice, language) is { } print ? () => [print()] : null);
    }

    /// <summary>The minutes as a paper that can be ordered.</summary>
    public PaperKind Paper { get; }

    /// <inheritdoc />
    public void Map(Routes routes) => routes.Button(Route, OrderAsync, Role.Secretary);

    private async Task<Answer> OrderAsync(Turn turn, string argument, CancellationToken cancellation)
    {
        if (await MeetingAccess.FindAsync(turn, argument, writes: true) is not { State: MeetingState.Approved } meeting)
            return await Routes.UnknownButton(turn, "", cancellation);
        await PaperOrders.AddAsync(turn.Db, Paper, $"{meeting.Id}", turn.Chat.Address, turn.Language, turn.Now);
        return Answer.Say(turn.Say("papers.ordered"));
    }

    /// <summary>Reads all that stands on the paper.</summary>
    /// <returns>What lays it out, outside the transaction; null when the panchayat is gone.</returns>
    internal async Task<Func<Paper>?> ReadAsync(Db db, Meeting meeting, Notice notice, Language language)
    {
        if (await NoticeSetting.OfAsync(db, meeting.PlaceId, _gramSabha.Rules, _states) is not { } setting)
            return null;
        var items = await MeetingStore.ItemsAsync(db, meeting.Id);
        var corrections = await MeetingStore.CorrectionsAsync(db, meeting.Id);
        var signer = notice.CreatedBy is { } person ? (await PersonStore.FindAsync(db, person))?.Name[language] ?? "" : "";
        var printed = new PrintedMinutes(setting.Office(_states), _texts.Say($"notice.title.{MeetingStore.Name(meeting.Kind)}", language), new Printing.Sitting(meeting.HeldOn, meeting.HeldAt, meeting.Venue))
        {
            LetterNumber = notice.Content.Reference ?? notice.Number,
            PresidedBy = notice.Content.Presides ?? setting.Presides[language],
            Attendance = [.. meeting.Attendance.Groups.Select(group => new Bar(_texts.Say($"meeting.short.{group.Key}", language), group.Count))],
            Quorum = Markup.ToPlainText(_words.Quorum(meeting, language)),
            Resolutions =
            [
                .. items.Where(item => item.Decision is not null).Select(item => new PrintedResolution(
                    string.Join(": ", new[] { item.Title?[language], item.Body }.OfType<string>()), _words.Outcome(item.Decision!.Outcome, language), item.Responsible ?? "", item.Decision.Due)),
                .. corrections.Select(correction => new PrintedResolution(correction.Body, _texts.Say("minutes.paper.correction", language, ("date", correction.EnteredAt)), "", null)),
            ],
            Signatories = [new(signer, setting.Titles[Title.Secretary][language]), new("", setting.Titles[Title.Head][language])],
        };
        return () => new Paper(_texts.Say("minutes.paper.done", language), $"minutes-{meeting.Day}.pdf", "application/pdf", _press.Minutes(printed, language).Pdf());
    }
}
