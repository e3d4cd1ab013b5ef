using System.IO.Compression;
using System.Text.Json;
using PanchayatBot.Content;
using PanchayatBot.Dates;
using PanchayatBot.Delivery;
using PanchayatBot.Delivery.Broadcasts;
using PanchayatBot.GramSabha.Meetings;
using PanchayatBot.GramSabha.Notices;
using PanchayatBot.Ledger;
using PanchayatBot.People;
using PanchayatBot.Places;
using PanchayatBot.Storage;
using PanchayatBot.Tests.Support;

namespace PanchayatBot.Tests.GramSabha;

/// <summary>A meeting from its record to what becomes of its resolutions: who may, what happens once, what never changes.</summary>
public sealed class MeetingTests(PostgresServer postgres)
{
    private static readonly string[] Routes =
    [
        "meeting {notice}", "meeting {notice} 0", "meeting-card {meeting}", "meeting-numbers {meeting}", "meeting-again {meeting}", "minutes {meeting}", "minutes-list {meeting}",
        "minutes-item {item}", "minutes-add {meeting}", "minutes-drop {item}", "minutes-preview {meeting}", "minutes-correct {meeting}", "minutes-whole {meeting}", "export {meeting}",
        "resolutions {place}", "resolution {item}", "resolution-follow {item}", "resolution-report {item} done",
        "meetings {place} 202610 called 0", "meetings-csv {place} 202610", "meetings-excel {place} 202610",
    ];

    public static TheoryData<Dialect> Both => [.. Enum.GetValues<Dialect>()];

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Nobody_from_elsewhere_gets_anything_from_made_up_buttons(Dialect dialect)
    {
        await using var bot = await StartAsync(dialect);
        var (notice, meeting) = await HeldAsync(bot, MeetingState.Held);
        var item = (await bot.Database.ReadAsync(db => MeetingStore.ItemsAsync(db, meeting.Id)))[0];
        await bot.SettleAsync("रामपुर", [("hari", Role.Secretary), ("gita", Role.Citizen)], "UP");
        foreach (var route in Routes.Select(route => $">{route}".Replace("{notice}", $"{notice}", StringComparison.Ordinal).Replace("{meeting}", $"{meeting.Id}", StringComparison.Ordinal)
            .Replace("{item}", $"{item.Id}", StringComparison.Ordinal).Replace("{place}", $"{meeting.PlaceId}", StringComparison.Ordinal)))
        {
            foreach (var chat in new[] { "hari", "gita", "stranger" })
                Assert.True(TestBot.Sentence("button.unknown") == Assert.Single(await bot.PressAsync(chat, route)).Text, $"{route} by {chat}");
        }

        // In their own panchayat, too, citizens write nothing, and see no draft.
        foreach (var payload in new[] { $">meeting {notice}", $">minutes {meeting.Id}", $">minutes-whole {meeting.Id}", $">resolution {item.Id}", $">resolution-report {item.Id} done", $">export {meeting.Id}" })
            Assert.Equal(TestBot.Sentence("button.unknown"), Assert.Single(await bot.PressAsync("sita", payload)).Text);
        foreach (var payload in new[] { ">meeting -1", ">meeting x y", $">meeting {notice} 7", ">minutes 99999999999999999999", ">resolution-report 1 2", $">resolution-report {item.Id} open", ">meetings 1 2 3 4" })
            Assert.Equal(TestBot.Sentence("button.unknown"), Assert.Single(await bot.PressAsync("ramesh", payload)).Text);
        Assert.Equal(meeting.Revision, (await bot.Database.ReadAsync(db => MeetingStore.FindAsync(db, meeting.Id)))!.Revision);
        Assert.Equal(0, await bot.Database.ReadAsync(db => db.SingleAsync<long>("select count(*) from follower")));
        Assert.Equal(0, await bot.Database.ReadAsync(db => db.SingleAsync<long>("select count(*) from paper_order")));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_row_of_counts_is_no_private_number_but_an_aadhaar_is(Dialect dialect)
    {
        await using var bot = await StartAsync(dialect);
        var notice = await CallAsync(bot);
        await bot.PressAsync("ramesh", $">meeting {notice}");
        await bot.SayAsync("ramesh", "500");
        var aadhaar = await bot.SayAsync("ramesh", "2345 6789 0124");
        Assert.Equal(TestBot.Sentence("private.identity"), aadhaar[0].Text);
        var shown = Assert.Single(await bot.SayAsync("ramesh", "120 45 20 5 60 35"));
        Assert.Contains("**120**", shown.Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Two_who_record_one_meeting_record_it_once(Dialect dialect)
    {
        await using var bot = await StartAsync(dialect);
        var (notice, first) = await HeldAsync(bot, MeetingState.Held);
        Assert.Null(await bot.Database.WriteAsync(db => EnterAsync(bot, db, notice, MeetingState.Adjourned)));
        Assert.Equal(first.Id, (await bot.Database.ReadAsync(db => MeetingStore.OfAsync(db, notice, first.HeldOn)))!.Id);
        Assert.Contains(first.HeldOn.Year.ToString(System.Globalization.CultureInfo.InvariantCulture), Assert.Single(await bot.PressAsync("ramesh", $">meeting {notice}")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Only_what_was_seen_is_approved_once_and_never_changes(Dialect dialect)
    {
        await using var bot = await StartAsync(dialect);
        var (_, meeting) = await HeldAsync(bot, MeetingState.Held);
        var item = (await bot.Database.ReadAsync(db => MeetingStore.ItemsAsync(db, meeting.Id)))[0];
        var decision = new Decision(Outcome.Unanimous, "नाली बने", "सचिव", new DateOnly(2026, 12, 31));
        Assert.True(await bot.Database.WriteAsync(db => MeetingStore.DecideAsync(db, item, decision)));
        await bot.PressAsync("ramesh", $">minutes-item {item.Id}");
        var preview = await bot.PressAsync("ramesh", $">minutes-preview {meeting.Id}");
        Assert.True(await bot.Database.WriteAsync(db => MeetingStore.DecideAsync(db, item, decision with { Body = "सड़क बने" })));
        var yes = preview[^1].Buttons[0].Payload;
        Assert.Equal(TestBot.Sentence("minutes.changed"), Assert.Single(await bot.PressAsync("ramesh", yes)).Text);
        yes = (await bot.PressAsync("ramesh", $">minutes-preview {meeting.Id}"))[^1].Buttons[0].Payload;
        Assert.Equal(TestBot.Sentence("minutes.approved"), Assert.Single(await bot.PressAsync("ramesh", yes)).Text);
        Assert.NotEqual(TestBot.Sentence("minutes.approved"), Assert.Single(await bot.PressAsync("ramesh", yes)).Text);

        await bot.Database.WriteAsync(async db =>
        {
            Assert.False(await MeetingStore.DecideAsync(db, item, null));
            Assert.Null(await MeetingStore.AddItemAsync(db, meeting));
            Assert.False(await MeetingStore.DropAsync(db, item));
            Assert.False(await MeetingStore.ApproveAsync(db, meeting.Id, meeting.Revision + 2, null, bot.Clock.GetUtcNow()));
        });
        var book = await bot.Database.ReadAsync(db => LedgerBook.AboutAsync(db, meeting.PlaceId, meeting.Subject));
        Assert.Contains("सड़क बने", Assert.Single(book, entry => entry.Act == "minutes-approved").Details, StringComparison.Ordinal);
        Assert.Single(await bot.Database.ReadAsync(db => BroadcastStore.AboutAsync(db, meeting.PlaceId, meeting.Subject)));
        var open = Assert.Single(await bot.Database.ReadAsync(db => ResolutionStore.OpenAsync(db, meeting.PlaceId, 10)));
        Assert.Equal((ResolutionStatus.Open, decision with { Body = "सड़क बने" }), (open.Status, open.Decision));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Followers_are_told_once_and_only_while_they_follow(Dialect dialect)
    {
        await using var bot = await StartAsync(dialect);
        var (_, meeting) = await HeldAsync(bot, MeetingState.Held);
        var item = (await bot.Database.ReadAsync(db => MeetingStore.ItemsAsync(db, meeting.Id)))[0];
        await bot.Database.WriteAsync(async db =>
        {
            await MeetingStore.DecideAsync(db, item, new Decision(Outcome.Passed, "नाली बने", null, null));
            Assert.True(await MeetingStore.ApproveAsync(db, meeting.Id, meeting.Revision + 1, null, bot.Clock.GetUtcNow()));
        });
        await bot.PressAsync("sita", $">resolution-follow {item.Id}");
        await bot.PressAsync("sita", $">resolution-follow {item.Id}");
        await bot.PressAsync("ramesh", $">resolution-report {item.Id} started");
        await bot.SayAsync("ramesh", "काम चल रहा है");
        Assert.Contains("काम चल रहा है", Assert.Single(await bot.PostAsync("sita")).Text, StringComparison.Ordinal);
        await bot.PressAsync("sita", $">resolution-unfollow {item.Id}");
        await bot.PressAsync("ramesh", $">resolution-report {item.Id} failed");
        await bot.SayAsync("ramesh", "पैसा नहीं आया");
        Assert.Empty(await bot.PostAsync("sita"));
        Assert.Equal([ResolutionStatus.Started, ResolutionStatus.Failed], (await bot.Database.ReadAsync(db => ResolutionStore.StepsAsync(db, item.Id))).Select(step => step.Status));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task An_officer_of_a_large_district_sees_every_panchayat_once(Dialect dialect)
    {
        await using var bot = await StartAsync(dialect);
        var (_, meeting) = await HeldAsync(bot, MeetingState.Held);
        var block = (await bot.Database.ReadAsync(db => PlaceStore.FindAsync(db, meeting.PlaceId)))!.ParentId!.Value;
        await bot.Database.WriteAsync(async db =>
        {
            for (var i = 0; i < 3_000; i++)
                await PlaceStore.AddAsync(db, PlaceKind.Panchayat, block, "UP", new Bilingual($"पंचायत {i}", $"P{i}"), i + 1);
        });
        var quarter = Quarter.Of(meeting.HeldOn);
        await bot.Database.ReadAsync(async db =>
        {
            var count = await MeetingReport.CountAsync(db, block, quarter, meeting.HeldOn);
            Assert.Equal((3_001, 1, 3_000, 1, 0, 0), (count.Panchayats, count.Held, count.Missing, count.Called, count.Open, count.Adjourned));
            var all = await MeetingReport.RowsAsync(db, block, quarter, null, 0, 10_000);
            Assert.Equal(3_001, all.Select(row => row.PlaceId).Distinct().Count());
            var met = Assert.Single(await MeetingReport.RowsAsync(db, block, quarter, ReportView.Called, 0, 10));
            Assert.Equal((meeting.PlaceId, 120, 45, QuorumState.Reached, 9), (met.PlaceId, met.People, met.Women, met.Quorum, met.LeadDays));
            var pages = new List<long>();
            for (var skip = 0; skip < 3_000; skip += 500)
                pages.AddRange((await MeetingReport.RowsAsync(db, block, quarter, ReportView.Missing, skip, 500)).Select(row => row.PlaceId));
            Assert.Equal(all.Select(row => row.PlaceId).Where(id => id != meeting.PlaceId), pages);
            Assert.Empty(await MeetingReport.RowsAsync(db, block, quarter.Add(1), ReportView.Called, 0, 10));
            return 0;
        });
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task The_folder_of_a_meeting_has_what_the_portal_asks_for(Dialect dialect)
    {
        await using var bot = await StartAsync(dialect);
        var (_, meeting) = await HeldAsync(bot, MeetingState.Held);
        var said = await bot.PressAsync("ramesh", $">export {meeting.Id}");
        var file = said[^1].File!;
        Assert.EndsWith(".zip", file.Name, StringComparison.Ordinal);
        await using var zip = new ZipArchive(new MemoryStream((await bot.Database.ReadAsync(db => Files.BytesAsync(db, file.Key)))!));
        Assert.Equal(["agenda.txt", "attendance.txt", "decisions.txt", "meeting.json"], zip.Entries.Select(entry => entry.Name));
        await using var json = await zip.GetEntry("meeting.json")!.OpenAsync();
        var told = (await JsonDocument.ParseAsync(json)).RootElement;
        Assert.Equal(("2026-12-10", "2026-27", 120), (told.GetProperty("meeting_start_date").GetString(), told.GetProperty("financial_year").GetString(), told.GetProperty("attendance").GetProperty("total").GetInt32()));
        Assert.Equal(JsonValueKind.Null, told.GetProperty("local_body_code").ValueKind);
    }

    private async Task<TestBot> StartAsync(Dialect dialect)
    {
        var bot = await TestBot.StartAsync(dialect, postgres);
        await bot.SettleAsync("मधुबन", [("sita", Role.Citizen), ("ramesh", Role.Secretary)], "UP");
        return bot;
    }

    /// <summary>A notice of 1 December for the 10th; it is the 10th then.</summary>
    private static async Task<long> CallAsync(TestBot bot)
    {
        var notice = await bot.CallAsync("मधुबन", new NoticeContent { Sittings = [new(new(2026, 12, 10), new(11, 0), "पंचायत भवन")], Agenda = [new("नाली", "Drain")] });
        bot.SetIndianTime(new DateTime(2026, 12, 10, 14, 0, 0));
        return notice;
    }

    private static async Task<(long Notice, Meeting Meeting)> HeldAsync(TestBot bot, MeetingState state)
    {
        var notice = await CallAsync(bot);
        var id = await bot.Database.WriteAsync(db => EnterAsync(bot, db, notice, state));
        return (notice, (await bot.Database.ReadAsync(db => MeetingStore.FindAsync(db, id!.Value)))!);
    }

    private static async Task<long?> EnterAsync(TestBot bot, Db db, long id, MeetingState state)
    {
        var notice = (await NoticeStore.FindAsync(db, id))!;
        return await MeetingStore.AddAsync(db, new MeetingRecord(notice, notice.Content.Sittings[0], new Attendance(120, 45, 20, 5, 60, 35), 500, new(100, null, []), state), null, bot.Clock.GetUtcNow());
    }
}
