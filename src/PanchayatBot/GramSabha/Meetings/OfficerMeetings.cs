using PanchayatBot.Content;
using PanchayatBot.Conversations;
using PanchayatBot.Dates;
using PanchayatBot.Delivery.Papers;
using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Places;

namespace PanchayatBot.GramSabha.Meetings;

/// <summary>/meetings: an officer sees who met in a quarter and who did not, in chat, as CSV and as Excel.</summary>
public sealed class OfficerMeetings(Texts texts, MeetingTable table) : IConversation
{
    private const string Route = "meetings";
    private const string CsvRoute = "meetings-csv";
    private const string ExcelRoute = "meetings-excel";
    private const int OnPage = 8;
    private const int MostPlaces = 20;

    /// <inheritdoc />
    public void Map(Routes routes)
    {
        routes.Command("meetings", (turn, _, _) => BeginAsync(turn), needs: Role.Officer);
        routes.Button(Route, (turn, argument, _) => argument.Length == 0 ? BeginAsync(turn) : ShownAsync(turn, argument), Role.Officer);
        routes.Duty(27, "report.duty", Route);
        routes.Button(CsvRoute, (turn, argument, _) => OrderAsync(turn, argument, table.Csv), Role.Officer);
        routes.Button(ExcelRoute, (turn, argument, _) => OrderAsync(turn, argument, table.Excel), Role.Officer);
    }

    private async Task<Answer> BeginAsync(Turn turn)
    {
        if (turn.Message.InGroup || turn.Chat.PersonId is not { } person)
            return Answer.Say(turn.Say("meeting.private"));
        var places = (await Grants.OfAsync(turn.Db, person)).Where(grant => grant.Role >= Role.Officer).Select(grant => grant.PlaceId).Distinct().Take(MostPlaces).ToList();
        if (places is [var only])
            return await ShowAsync(turn, only, Quarter.Of(Formats.IndianDate(turn.Now)), ReportView.Called, 0);
        var buttons = new List<Button>();
        foreach (var id in places)
        {
            if (await PlaceStore.FindAsync(turn.Db, id) is { } place)
                buttons.Add(Button.To(place.Name[turn.Language], Route, Argument(id, Quarter.Of(Formats.IndianDate(turn.Now)), ReportView.Called, 0)));
        }

        return Answer.Say(turn.Say("report.which"), buttons);
    }

    private static string Argument(long place, Quarter quarter, ReportView view, int page) => $"{place} {quarter.Code} {MeetingStore.Name(view)} {page}";

    private async Task<Answer> ShownAsync(Turn turn, string argument)
    {
        var parts = argument.Split(' ');
        return parts.Length == 4 && await PlaceAsync(turn, parts[0]) is { } place && Quarter.Parse(parts[1]) is { } quarter
            && Enum.TryParse<ReportView>(parts[2], ignoreCase: true, out var view) && Enum.IsDefined(view) && int.TryParse(parts[3], out var page) && page is >= 0 and < 10_000
            ? await ShowAsync(turn, place, quarter, view, page)
            : await Routes.UnknownButton(turn, "", CancellationToken.None);
    }

    /// <summary>The place that a button names, if the person is an officer there.</summary>
    private static async Task<long?> PlaceAsync(Turn turn, string id)
    {
        if (turn.Message.InGroup || MeetingAccess.Number(id) is not { } place)
            return null;
        if (await Grants.HoldsAsync(turn.Db, turn.Chat.PersonId, Role.Officer, place))
            return place;
        turn.Refuse($"meetings of {place}");
        return null;
    }

    private async Task<Answer> ShowAsync(Turn turn, long place, Quarter quarter, ReportView view, int page)
    {
        var name = (await PlaceStore.FindAsync(turn.Db, place))!.Name;
        var count = await MeetingReport.CountAsync(turn.Db, place, quarter, Formats.IndianDate(turn.Now));
        // One more than is shown tells whether there is another page.
        var rows = await MeetingReport.RowsAsync(turn.Db, place, quarter, view, page * OnPage, OnPage + 1);
        var head = turn.Say("report.head", ("place", name), ("quarter", Name(turn, quarter)), ("panchayats", count.Panchayats), ("held", count.Held), ("missing", count.Missing),
            ("called", count.Called), ("open", count.Open), ("adjourned", count.Adjourned));
        var title = turn.Say(rows.Count == 0 ? $"report.{MeetingStore.Name(view)}.none" : $"report.{MeetingStore.Name(view)}");
        var lines = rows.Take(OnPage).Select((row, at) => Line(row, (page * OnPage) + at + 1, view, turn.Language));
        var other = view == ReportView.Called ? ReportView.Missing : ReportView.Called;
        return Answer.Say(string.Join("\n\n", [head, title, .. lines]),
        [
            .. page > 0 ? new[] { Button.To(turn.Say("list.previous"), Route, Argument(place, quarter, view, page - 1)) } : [],
            .. rows.Count > OnPage ? new[] { Button.To(turn.Say("list.next"), Route, Argument(place, quarter, view, page + 1)) } : [],
            Button.To(turn.Say($"report.see.{MeetingStore.Name(other)}"), Route, Argument(place, quarter, other, 0)),
            Button.To("◀ " + Name(turn, quarter.Add(-1)), Route, Argument(place, quarter.Add(-1), view, 0)),
            .. quarter.End < Formats.IndianDate(turn.Now) ? new[] { Button.To(Name(turn, quarter.Add(1)) + " ▶", Route, Argument(place, quarter.Add(1), view, 0)) } : [],
            Button.To(turn.Say("report.csv"), CsvRoute, MeetingTable.Subject(place, quarter)),
            Button.To(turn.Say("report.excel"), ExcelRoute, MeetingTable.Subject(place, quarter)),
        ]);
    }

    private static string Name(Turn turn, Quarter quarter) => turn.Say("report.quarter",
        ("from", Formats.Month(quarter.Start.Month, turn.Language)), ("until", Formats.Month(quarter.End.Month, turn.Language)), ("year", $"{quarter.Start.Year}"));

    private string Line(ReportRow row, int number, ReportView view, Language language)
    {
        var head = texts.Say("report.line", language, ("number", number), ("name", row.Name), ("block", row.Block ?? new("", "")));
        if (row.Date is not { } date)
            return head;
        var line = head + "\n" + (row.LeadDays is { } days and >= 0 ? texts.Say("report.line.when", language, ("date", date), ("count", days)) : Formats.Date(date, language));
        if (view == ReportView.Called)
        {
            line += "\n" + (row.People is { } people
                ? texts.Say($"report.quorum.{MeetingStore.Name(row.Quorum ?? QuorumState.Unknown)}", language) + " · " + texts.Say("report.line.came", language, ("people", people), ("women", row.Women))
                : texts.Say("report.line.open", language));
            if (row.Caller is { } caller)
                line += " · " + texts.Say("report.line.caller", language, ("name", caller));
        }

        return line;
    }

    private static async Task<Answer> OrderAsync(Turn turn, string argument, PaperKind paper)
    {
        var parts = argument.Split(' ');
        if (parts.Length != 2 || await PlaceAsync(turn, parts[0]) is not { } place || Quarter.Parse(parts[1]) is not { } quarter)
            return await Routes.UnknownButton(turn, "", CancellationToken.None);
        await PaperOrders.AddAsync(turn.Db, paper, MeetingTable.Subject(place, quarter), turn.Chat.Address, turn.Language, turn.Now);
        return Answer.Say(turn.Say("report.ordered"));
    }
}
