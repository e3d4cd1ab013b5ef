using System.Globalization;
using PanchayatBot.Content;
using PanchayatBot.Conversations;
using PanchayatBot.Delivery.Broadcasts;
using PanchayatBot.GramSabha.Meetings;
using PanchayatBot.Ledger;
using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Places;

namespace PanchayatBot.GramSabha.Notices;

/// <summary>What the secretary sees of published notices: how far they have come, who means to come, and what can be done with them.</summary>
public sealed class NoticeDesk(NoticeWords words, NoticeOutputs outputs, NoticePapers papers, LiveGramSabha gramSabha, States states) : IConversation
{
    /// <summary>The card of a notice.</summary>
    public const string CardRoute = "notice";

    private const int OnPage = 6;
    private const int MostWards = 15;
    private const int MostSuggestions = 8;

    /// <inheritdoc />
    public void Map(Routes routes)
    {
        routes.Command("notices", (turn, _, _) => ListAsync(turn, ""), needs: Role.Secretary);
        routes.Button("notices", (turn, page, _) => ListAsync(turn, page), Role.Secretary);
        routes.Duty(20, "notices.mine", "notices");
        routes.Button(CardRoute, (turn, id, _) => OfNoticeAsync(turn, id, notice => CardAsync(turn, notice)), Role.Secretary);
        routes.Button("notice-drum", (turn, id, _) => OfNoticeAsync(turn, id, notice => TextAsync(turn, notice, "notices.drum", outputs.Drum)), Role.Secretary);
        routes.Button("notice-sms", (turn, id, _) => OfNoticeAsync(turn, id, notice => TextAsync(turn, notice, "notices.sms", outputs.Sms)), Role.Secretary);
        routes.Button("notice-suggestions", (turn, id, _) => OfNoticeAsync(turn, id, notice => SuggestionsAsync(turn, notice)), Role.Secretary);
        routes.Button(BroadcastWorker.StopRoute, (turn, id, _) => StopAsync(turn, id), Role.Secretary);
    }

    private static async Task<Answer> OfNoticeAsync(Turn turn, string id, Func<Notice, Task<Answer>> act) =>
        await NoticeAccess.FindAsync(turn, id, Role.Secretary) is { } notice ? await act(notice) : await Routes.UnknownButton(turn, "", CancellationToken.None);

    private async Task<Answer> ListAsync(Turn turn, string page)
    {
        if (turn.Message.InGroup)
            return Answer.Say(turn.Say("call.private"));
        var panchayats = (await Grants.PanchayatsAsync(turn.Db, turn.Chat.PersonId, Role.Secretary)).ToDictionary(place => place.Id);
        if (panchayats.Count == 0)
            return await Routes.UnknownButton(turn, "", CancellationToken.None);
        _ = int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var from);
        var notices = await NoticeStore.NewestOfAsync(turn.Db, turn.Chat.PersonId!.Value, from * OnPage, OnPage + 1);
        if (notices.Count == 0)
            return Answer.Say(turn.Say("notices.none"), Button.To(turn.Say("notices.new"), CallMeeting.Route));
        var shown = notices.Take(OnPage).ToList();
        var lines = shown.Select(notice => turn.Say("notices.line", ("number", notice.Number), ("title", words.Title(notice.Content, turn.Language)), ("state", State(turn, notice)),
            ("place", panchayats[notice.PlaceId].Name), ("when", Days(notice, turn.Language))));
        return Answer.Say(turn.Say("notices.list") + "\n\n" + string.Join("\n\n", lines),
        [
            .. shown.Select(notice => Button.To(NoticeQuestions.Label($"{notice.Number} - {panchayats[notice.PlaceId].Name[turn.Language]}"), CardRoute, Id(notice))),
            .. from > 0 ? new[] { Button.To(turn.Say("notices.newer"), "notices", $"{from - 1}") } : [],
            .. notices.Count > OnPage ? new[] { Button.To(turn.Say("notices.older"), "notices", $"{from + 1}") } : [],
            Button.To(turn.Say("notices.new"), CallMeeting.Route),
        ]);
    }

    private async Task<Answer> CardAsync(Turn turn, Notice notice)
    {
        var place = (await PlaceStore.FindAsync(turn.Db, notice.PlaceId))!;
        var parts = new List<string>
        {
            turn.Say("notices.card", ("number", notice.Number), ("title", words.Title(notice.Content, turn.Language)), ("place", place.Name), ("state", State(turn, notice)), ("published", notice.PublishedAt)),
            words.Sittings(notice.Content, turn.Language),
            await ReachAsync(turn, notice),
        };
        if (notice.Content.IsMeeting)
            parts.Add(await ComingAsync(turn, notice));
        var inForce = notice.State is NoticeState.Published or NoticeState.Postponed;
        var id = Id(notice);
        return Answer.Say(string.Join("\n\n", parts.Where(part => part.Length > 0)),
        [
            .. notice.State != NoticeState.Published ? [] : notice.Content.Sittings.Select((sitting, at) => (sitting, at)).Where(one => one.sitting.Date <= Formats.IndianDate(turn.Now))
                .Select(one => Button.To(turn.Say("notices.record", ("date", one.sitting.Date)), RecordMeeting.Route, $"{id} {one.at}")),
            .. inForce ? new[] { Button.To(turn.Say("notices.correct"), "notice-correct", id) } : [],
            .. inForce && notice.Content.IsMeeting ? new[] { Button.To(turn.Say(notice.State == NoticeState.Postponed ? "notices.newday" : "notices.postpone"), "notice-postpone", id), Button.To(turn.Say("notices.cancel"), "notice-cancel", id) } : [],
            .. inForce && !notice.Content.IsMeeting ? new[] { Button.To(turn.Say("notices.recall"), "notice-cancel", id) } : [],
            .. papers.Buttons(notice, turn.Language),
            Button.To(turn.Say("notices.drum.button"), "notice-drum", id),
            Button.To(turn.Say("notices.sms.button"), "notice-sms", id),
            .. notice.Content.IsMeeting ? new[] { Button.To(turn.Say("notices.suggestions.button"), "notice-suggestions", id) } : [],
        ]);
    }

    /// <summary>How far each version has come.</summary>
    private static async Task<string> ReachAsync(Turn turn, Notice notice)
    {
        var lines = new List<string>();
        foreach (var version in (await NoticeStore.VersionsAsync(turn.Db, notice.Id)).Where(version => version.UndoneAt is null && version.BroadcastId is not null))
        {
            var count = version.CountedAt is null ? await BroadcastStore.CountAsync(turn.Db, version.BroadcastId!.Value) : null;
            var act = turn.Say($"notices.act.{version.Act.ToString().ToLowerInvariant()}");
            lines.Add(turn.Say("notices.reach", ("act", act), ("at", version.DoneAt), ("sent", count?.Sent ?? version.Sent), ("unreachable", count?.Unreachable ?? version.Unreachable))
                + (count is { Waiting: > 0 } ? " " + turn.Say("notices.reach.waiting", ("count", count.Waiting)) : ""));
        }

        return string.Join('\n', lines);
    }

    private static async Task<string> ComingAsync(Turn turn, Notice notice)
    {
        var wards = await ReplyStore.CountAsync(turn.Db, notice.Id);
        if (wards.Count == 0)
            return turn.Say("notices.coming.none");
        var lines = new List<string>
        {
            turn.Say("notices.coming", ("yes", wards.Sum(ward => ward.Yes)), ("women", wards.Sum(ward => ward.Women)), ("no", wards.Sum(ward => ward.No)), ("unsure", wards.Sum(ward => ward.Unsure))),
        };
        foreach (var ward in wards.Where(ward => ward.WardId is not null).OrderByDescending(ward => ward.Yes).Take(MostWards))
        {
            if (await PlaceStore.FindAsync(turn.Db, ward.WardId!.Value) is { } place)
                lines.Add(turn.Say("notices.coming.ward", ("ward", place.Name), ("yes", ward.Yes), ("women", ward.Women)));
        }

        return string.Join('\n', lines);
    }

    private async Task<Answer> TextAsync(Turn turn, Notice notice, string key, Func<Notice, NoticeSetting, Language, string> text) =>
        await NoticeSetting.OfAsync(turn.Db, notice.PlaceId, gramSabha.Rules, states) is { } setting
            ? Answer.Say([new Reply(turn.Say(key)), new Reply(Markup.Escape(text(notice, setting, turn.Language)))])
            : await Routes.UnknownButton(turn, "", CancellationToken.None);

    private static async Task<Answer> SuggestionsAsync(Turn turn, Notice notice)
    {
        var suggestions = await ReplyStore.SuggestionsAsync(turn.Db, notice.PlaceId, MostSuggestions);
        return suggestions.Count == 0
            ? Answer.Say(turn.Say("notices.suggestions.none"))
            : Answer.Say(turn.Say("notices.suggestions") + "\n\n" + string.Join('\n', suggestions.Select(suggestion => "- " + Markup.Escape(suggestion.Body))),
                Button.To(turn.Say("notices.correct"), "notice-correct", Id(notice)));
    }

    private static async Task<Answer> StopAsync(Turn turn, string argument)
    {
        if (!long.TryParse(argument, NumberStyles.None, CultureInfo.InvariantCulture, out var id) || await BroadcastStore.FindAsync(turn.Db, id) is not { } broadcast
            || !await Grants.HoldsAsync(turn.Db, turn.Chat.PersonId, Role.Secretary, broadcast.PlaceId))
        {
            turn.Refuse(BroadcastWorker.StopRoute);
            return await Routes.UnknownButton(turn, "", CancellationToken.None);
        }

        if (!await BroadcastStore.StopAsync(turn.Db, id, turn.Now))
            return Answer.Say(turn.Say("notices.stop.late"));
        var count = await BroadcastStore.CountAsync(turn.Db, id);
        await LedgerBook.WriteAsync(turn.Db, broadcast.PlaceId, turn.Chat.PersonId, "broadcast-stopped", broadcast.Subject, new { broadcast = id, sent = count.Sent, stopped = count.Stopped }, turn.Now);
        return Answer.Say(turn.Say("notices.stopped", ("sent", count.Sent), ("stopped", count.Stopped)));
    }

    private static string State(Turn turn, Notice notice) => turn.Say($"notices.state.{notice.State.ToString().ToLowerInvariant()}");

    private static string Days(Notice notice, Language language) => string.Join(", ", notice.Content.Sittings.Select(sitting => Formats.Date(sitting.Date, language)));

    private static string Id(Notice notice) => notice.Id.ToString(CultureInfo.InvariantCulture);
}
