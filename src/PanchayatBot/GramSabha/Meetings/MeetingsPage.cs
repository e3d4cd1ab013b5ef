using PanchayatBot.Content;
using PanchayatBot.Dashboard;

namespace PanchayatBot.GramSabha.Meetings;

/// <summary>Gram sabhas on the pages of the office: who met in a quarter and who did not; today, what comes and what is still to be entered.</summary>
public sealed class MeetingsPage : IOfficePage
{
    private const int OnLeaf = 30;
    private const int MostToday = 10;
    private const int DaysAhead = 30;

    // As long as /meeting offers a day that is over.
    private const int DaysBack = 90;

    /// <inheritdoc />
    public string Name => "meetings";

    /// <inheritdoc />
    public int Order => 20;

    /// <inheritdoc />
    public async Task<Html?> BodyAsync(OfficeView view)
    {
        var count = await MeetingReport.CountAsync(view.Db, view.Place.Id, view.Quarter, view.Today);
        var rows = await MeetingReport.RowsAsync(view.Db, view.Place.Id, view.Quarter, null, view.Leaf * OnLeaf, OnLeaf + 1);
        var table = new Table(view.Say("pages.meetings.table"),
            new(view.Say("report.column.panchayat")), new(view.Say("report.column.kind")), new(view.Say("report.column.date")), new(view.Say("report.column.lead"), IsNumber: true),
            new(view.Say("report.column.state")), new(view.Say("report.column.quorum")), new(view.Say("report.column.people"), IsNumber: true), new(view.Say("report.column.women"), IsNumber: true));
        foreach (var row in rows.Take(OnLeaf))
        {
            table.Add(Parts.Text(row.Name[view.Language]), Parts.Text(row.Kind is { } kind ? view.Say($"notice.title.{MeetingStore.Name(kind)}") : ""),
                Parts.Text(row.Date is { } date ? Formats.Date(date, view.Language) : ""), Number(row.LeadDays),
                Parts.Text(State(view, row)), Parts.Text(row.Quorum is { } quorum ? view.Say($"report.quorum.{MeetingStore.Name(quorum)}") : ""), Number(row.People), Number(row.Women));
        }

        return Html.Join(
            Parts.Quarters(view, Name),
            Parts.Facts(
            [
                .. view.IsPanchayat ? Array.Empty<(string, Html)>() : [(view.Say("pages.meetings.panchayats"), Parts.Number(count.Panchayats)), (view.Say("pages.meetings.met"), Parts.Number(count.Held)), (view.Say("pages.meetings.missing"), Parts.Number(count.Missing))],
                (view.Say("pages.meetings.called"), Parts.Number(count.Called)), (view.Say("pages.meetings.open"), Parts.Number(count.Open)), (view.Say("pages.meetings.adjourned"), Parts.Number(count.Adjourned)),
            ]),
            table.ToHtml(),
            Parts.Leaves(view, Name, rows.Count > OnLeaf, ("quarter", view.Quarter.Code)));
    }

    /// <inheritdoc />
    public async Task<Html> TodayAsync(OfficeView view)
    {
        var coming = await MeetingReport.NotEnteredAsync(view.Db, view.Place.Id, view.Today, view.Today.AddDays(DaysAhead), MostToday);
        var open = await MeetingReport.NotEnteredAsync(view.Db, view.Place.Id, view.Today.AddDays(-DaysBack), view.Today.AddDays(-1), MostToday);
        return Html.Join(
            Parts.Section(view.Say("pages.meetings.coming"), List(view, view.Say("pages.meetings.coming"), coming)),
            Parts.Section(view.Say("pages.meetings.toenter"), List(view, view.Say("pages.meetings.toenter"), open), Parts.Paragraph(view.Say("pages.meetings.how")).When(open.Count > 0)));
    }

    private static Html Number(int? number) => number is { } known ? Parts.Number(known) : Html.Empty;

    private static string State(OfficeView view, ReportRow row) => row switch
    {
        { NoticeId: null } => view.Say("report.none"),
        { State: { } state } => view.Say($"report.state.{MeetingStore.Name(state)}"),
        _ => view.Say(row.Date >= view.Today ? "pages.meetings.ahead" : "report.state.open"),
    };

    private static Html List(OfficeView view, string caption, IReadOnlyList<ReportRow> rows)
    {
        var table = new Table(caption, new(view.Say("report.column.date")), new(view.Say("report.column.kind")), new(view.Say("report.column.panchayat")));
        foreach (var row in rows)
            table.Add(Parts.Text(Formats.DateWithWeekday(row.Date!.Value, view.Language)), Parts.Text(view.Say($"notice.title.{MeetingStore.Name(row.Kind!.Value)}")), Parts.Text(row.Name[view.Language]));
        return table.ToHtml();
    }
}
