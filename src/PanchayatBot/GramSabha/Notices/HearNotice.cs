using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;
using PanchayatBot.Content;
using PanchayatBot.Conversations;
using PanchayatBot.Delivery;
using PanchayatBot.GramSabha.Proposals;
using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Places;

namespace PanchayatBot.GramSabha.Notices;

/// <summary>What a notice is for those who are invited: when the next meeting is, whether one comes, what one would like to ask there.</summary>
public sealed class HearNotice(NoticeWords words, NoticeButtons buttons, LiveGramSabha gramSabha, States states, Texts texts) : IConversation
{
    private const string Skip = "skip";
    private const int MostShown = 3;
    private const int MostSuggestions = 3;
    private const int LongestSuggestion = 300;

    private static readonly TimeSpan AnnouncementsLast = TimeSpan.FromDays(14);
    private static readonly TimeSpan CalendarLasts = TimeSpan.FromDays(90);

    /// <summary>The question that follows when somebody cannot come.</summary>
    /// <param name="Notice">The notice.</param>
    public sealed record WhatToAsk([property: JsonRequired] long Notice);

    /// <inheritdoc />
    public void Map(Routes routes)
    {
        routes.Dialog<WhatToAsk>("agenda-suggestion", (turn, _) => new Reply(turn.Say("notice.suggest")) { Buttons = [Button.Choice(turn.Say("notice.suggest.skip"), Skip)] }, SuggestedAsync);
        routes.Command("sabha", (turn, _, _) => NextAsync(turn));
        routes.Button("sabha", (turn, _, _) => NextAsync(turn));
        routes.Button(NoticeButtons.ComingRoute, (turn, argument, _) => ComingAsync(turn, argument));
        routes.Button(NoticeButtons.CalendarRoute, (turn, id, _) => OfOwnAsync(turn, id, notice => CalendarAsync(turn, notice)));
        routes.Button(NoticeButtons.MapRoute, (turn, id, _) => OfOwnAsync(turn, id, notice => Task.FromResult(Map(turn, notice))));
        routes.Button(NoticeButtons.WholeRoute, (turn, id, _) => OfOwnAsync(turn, id, notice => WholeAsync(turn, notice)));
        routes.Button("suggest", (turn, id, _) => OfOwnAsync(turn, id, notice => Task.FromResult(Answer.Ask(new WhatToAsk(notice.Id)))));
        routes.Menu(55, "menu.gramsabha", "sabha");
    }

    /// <summary>A notice of the person's own panchayat; nobody answers for another one. Whoever serves it may look, too.</summary>
    private static async Task<Answer> OfOwnAsync(Turn turn, string id, Func<Notice, Task<Answer>> act) =>
        !turn.Message.InGroup && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && await NoticeStore.FindAsync(turn.Db, number) is { State: not NoticeState.Withdrawn } notice
            && (turn.Chat.PanchayatId == notice.PlaceId || await Grants.HoldsAsync(turn.Db, turn.Chat.PersonId, Role.Secretary, notice.PlaceId))
            ? await act(notice)
            : await Routes.UnknownButton(turn, "", CancellationToken.None);

    private async Task<Answer> NextAsync(Turn turn)
    {
        var serves = turn.Chat.PersonId is { } person && await Grants.HighestAsync(turn.Db, person) >= Role.Secretary;
        Button[] more = serves ? [Button.To(turn.Say("notices.new"), CallMeeting.Route), Button.To(turn.Say("notices.mine"), "notices")] : [];
        if (turn.Chat.PanchayatId is not { } place)
            return Answer.Say(turn.Say("sabha.nowhere"), [Button.To(turn.Say("sabha.choose"), "panchayat"), .. more]);
        var notices = await NoticeStore.CurrentAsync(turn.Db, place, Formats.IndianDate(turn.Now), turn.Now - AnnouncementsLast, MostShown);
        Button[] propose = [Button.To(turn.Say("proposals.button"), MakeProposal.ListRoute)];
        if (notices.Count == 0 || await NoticeSetting.OfAsync(turn.Db, place, gramSabha.Rules, states) is not { } setting)
            return Answer.Say(turn.Say("sabha.none"), [.. propose, .. more.Length > 0 ? more : turn.MenuButtons]);
        return Answer.Say(
        [
            .. notices.Select((notice, at) => new Reply(words.Message(notice.Content, setting, turn.Language))
            {
                Buttons = [.. buttons.Below(notice.Content, notice.Id, turn.Language), .. at == notices.Count - 1 ? propose.Concat(more) : []],
            }),
        ]);
    }

    private static async Task<Answer> ComingAsync(Turn turn, string argument)
    {
        var parts = argument.Split(' ');
        if (parts.Length != 2 || !Enum.TryParse<Coming>(parts[1], ignoreCase: true, out var answer) || !Enum.IsDefined(answer) || char.IsDigit(parts[1][0]))
            return await Routes.UnknownButton(turn, "", CancellationToken.None);
        return await OfOwnAsync(turn, parts[0], async notice =>
        {
            if (notice.State == NoticeState.Cancelled)
                return Answer.Say(turn.Say("notice.coming.cancelled"));
            if (notice.State == NoticeState.Postponed || notice.Content.Sittings.All(sitting => sitting.At <= turn.Now))
                return Answer.Say(turn.Say(notice.State == NoticeState.Postponed ? "notice.coming.postponed" : "notice.coming.over"));
            await ReplyStore.AnswerAsync(turn.Db, notice, await turn.SpeakerAsync(), turn.Chat.WardId, answer, turn.Now);
            return answer == Coming.No
                ? Answer.Ask(new WhatToAsk(notice.Id), new Reply(turn.Say("notice.coming.noted.no")))
                : Answer.Say(turn.Say(answer == Coming.Unsure ? "notice.coming.noted.unsure" : "notice.coming.noted.yes"), Button.To(turn.Say("notice.suggest.button"), "suggest", parts[0]));
        });
    }

    private static async Task<Answer> SuggestedAsync(Turn turn, WhatToAsk step, CancellationToken cancellation)
    {
        if (turn.Choice == Skip)
            return Answer.Say(turn.Say("notice.suggest.none"));
        var words = OfficialText.CleanLine(turn.Text);
        if (turn.Choice is not null || words.Length == 0)
            return Answer.Pass;
        if (words.Length > LongestSuggestion)
            return Answer.Keep(turn.Say("call.long", ("most", LongestSuggestion), ("length", words.Length)));
        return await OfOwnAsync(turn, step.Notice.ToString(CultureInfo.InvariantCulture), async notice =>
        {
            var person = await turn.SpeakerAsync();
            if (await ReplyStore.SuggestedByAsync(turn.Db, notice.Id, person) >= MostSuggestions)
                return Answer.Say(turn.Say("notice.suggest.enough"));
            await ReplyStore.SuggestAsync(turn.Db, notice, person, words, turn.Now);
            return Answer.Say(turn.Say("notice.suggest.done"));
        });
    }

    private async Task<Answer> CalendarAsync(Turn turn, Notice notice)
    {
        if (notice.Content.Sittings.Count == 0)
            return Answer.Say(turn.Say("notice.date.later"));
        var place = (await PlaceStore.FindAsync(turn.Db, notice.PlaceId))!;
        var file = CalendarFile.Of(notice, Markup.ToPlainText(words.Title(notice.Content, turn.Language)) + ", " + place.Name[turn.Language], notice.Content.Agenda.Select(item => item[turn.Language]));
        var stored = await Files.AddAsync(turn.Db, "gram-sabha.ics", "text/calendar", Encoding.UTF8.GetBytes(file), turn.Now, turn.Now + CalendarLasts);
        return Answer.Say(new Reply(turn.Say("notice.calendar.file")) { File = stored });
    }

    private static Answer Map(Turn turn, Notice notice) => notice.Content.Pin is { } pin
        ? Answer.Say(new Reply(turn.Say("notice.map.here", ("place", notice.Content.Sittings.Select(sitting => sitting.Place).FirstOrDefault()))) { Pin = pin })
        : Answer.Say(turn.Say("button.unknown"), turn.MenuButtons);

    private async Task<Answer> WholeAsync(Turn turn, Notice notice)
    {
        if (await NoticeSetting.OfAsync(turn.Db, notice.PlaceId, gramSabha.Rules, states) is not { } setting)
            return await Routes.UnknownButton(turn, "", CancellationToken.None);
        var content = notice.Content;
        string[] parts =
        [
            words.Head(notice.State == NoticeState.Cancelled ? "notice.changed.cancelled" : "notice.head", content, setting, turn.Language),
            words.Sittings(content, turn.Language),
            Markup.Escape(content.Message ?? ""),
            content.Agenda.Count == 0 ? "" : texts.Say("notice.agenda", turn.Language) + "\n\n" + words.Agenda(content.Agenda, turn.Language, int.MaxValue),
            words.Particulars(content, setting, turn.Language),
        ];
        return Answer.Say(string.Join("\n\n", parts.Where(part => part.Length > 0)));
    }
}
