using Microsoft.Extensions.DependencyInjection;
using PanchayatBot.Content;
using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Polls;
using PanchayatBot.Polls.Counting;
using PanchayatBot.Storage;
using PanchayatBot.Tests.Support;

namespace PanchayatBot.Tests.Polls;

/// <summary>Votes that an officer enters for people without a phone: once for each, for their own places, and nowhere what was chosen.</summary>
public sealed class AssistTests(PostgresServer postgres)
{
    public static TheoryData<Dialect> Both() => [Dialect.Sqlite, Dialect.PostgreSql];

    [Theory]
    [MemberData(nameof(Both))]
    public async Task The_register_says_who_helped_whom_and_nothing_says_what_was_chosen(Dialect dialect)
    {
        await using var bot = await StartAsync(dialect);
        var poll = await OpenAsync(bot);
        var kamla = await KamlaAsync(bot);
        Assert.Contains("कमला", (await HelpAsync(bot, poll, option: 1))[^1].Text, StringComparison.Ordinal);

        Assert.Equal(["assisted"], await bot.Database.ReadAsync(db => db.QueryAsync<string>("select way from poll_turnout where poll_id = @poll and person_id = @kamla", new { poll, kamla })));
        Assert.Equal(1, await bot.Database.ReadAsync(db => db.SingleAsync<long>("select count(*) from ballot where poll_id = @poll", new { poll })));
        Assert.Equal(0, await bot.Database.ReadAsync(db => db.SingleAsync<long>("select count(*) from poll_vote where poll_id = @poll", new { poll })));
        var entries = await bot.Database.ReadAsync(db => db.QueryAsync<string>("select details from ledger_entry where act = 'poll-assisted'"));
        Assert.Equal($$"""{"person":{{kamla}}}""", Assert.Single(entries));

        // The second time she is not offered any more, and the key stops whoever has her name on the screen still.
        await bot.PressAsync("ramesh", $">{AssistDesk.Route} {poll}");
        Assert.DoesNotContain((await bot.SayAsync("ramesh", "कमला"))[^1].Buttons, button => button.Label == "कमला देवी");
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Two_officers_who_help_one_person_at_once_enter_one_vote(Dialect dialect)
    {
        await using var bot = await StartAsync(dialect);
        var poll = await OpenAsync(bot);
        string[] officers = ["ramesh", "officer"];
        var last = new Dictionary<string, string>();
        foreach (var officer in officers)
            last[officer] = await UpToCastAsync(bot, officer, poll, option: 0);
        await Task.WhenAll(officers.Select(officer => bot.Dispatcher.HandleAsync(new InboundMessage(bot.Address(officer), $"cast-{officer}", "", last[officer]), CancellationToken.None)));
        Assert.Empty(bot.Incidents);
        Assert.Equal(1, await bot.Database.ReadAsync(db => db.SingleAsync<long>("select count(*) from ballot where poll_id = @poll", new { poll })));
        Assert.Equal(1, await bot.Database.ReadAsync(db => db.SingleAsync<long>("select count(*) from ledger_entry where act = 'poll-assisted'")));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Nobody_with_a_phone_is_voted_for_and_nobody_from_elsewhere_helps(Dialect dialect)
    {
        await using var bot = await StartAsync(dialect);
        var poll = await OpenAsync(bot);
        await bot.SettleAsync("कमलपुर", [("other", Role.Secretary)]);
        foreach (var chat in new[] { "other", "sita", "stranger" })
        {
            await bot.SayAsync(chat, "/language hi");
            Assert.DoesNotContain(await bot.PressAsync(chat, $">{AssistDesk.Route} {poll}"), reply => reply.Text.Contains(TestBot.Sentence("assist.name"), StringComparison.Ordinal));
        }

        await bot.PressAsync("ramesh", $">{AssistDesk.Route} {poll}");
        Assert.Single((await bot.SayAsync("ramesh", "सीता"))[^1].Buttons);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task What_is_cast_after_the_end_is_told_and_not_counted(Dialect dialect)
    {
        await using var bot = await StartAsync(dialect);
        var poll = await OpenAsync(bot);
        var cast = await UpToCastAsync(bot, "ramesh", poll, option: 0);
        bot.Clock.Advance(TimeSpan.FromDays(1));
        Assert.StartsWith(TestBot.Sentence("polldesk.over"), (await bot.PressAsync("ramesh", cast))[^1].Text, StringComparison.Ordinal);
        Assert.Equal(0, await bot.Database.ReadAsync(db => db.SingleAsync<long>("select count(*) from poll_turnout where poll_id = @poll", new { poll })));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Where_only_verified_people_vote_the_officer_verifies_whom_they_help(Dialect dialect)
    {
        await using var bot = await StartAsync(dialect);
        var poll = await OpenAsync(bot, verified: true);
        var kamla = await KamlaAsync(bot);
        await HelpAsync(bot, poll, option: 0);
        var place = await PlaceAsync(bot);
        Assert.True(await bot.Database.ReadAsync(db => VoterRegister.IsVerifiedAsync(db, place, kamla)));
        Assert.Equal([$"person:{kamla}"], await bot.Database.ReadAsync(db => db.QueryAsync<string>("select subject from ledger_entry where act = 'voter-verified'")));
    }

    private async Task<TestBot> StartAsync(Dialect dialect)
    {
        var bot = await TestBot.StartAsync(dialect, postgres);
        await bot.SettleAsync("मधुबन", [("ramesh", Role.Secretary), ("officer", Role.Officer), ("sita", Role.Citizen)]);
        await bot.EnrolAsync([("sita", "सीता")]);
        await bot.Database.WriteAsync(async db =>
        {
            var place = await db.SingleAsync<long>("select id from place where name_hi = 'मधुबन'");
            var kamla = await PersonStore.AddAsync(db, new Bilingual("कमला देवी", "Kamla Devi"), place, bot.Clock.GetUtcNow());
            await PersonStore.DeclareAdultAsync(db, kamla, null, bot.Clock.GetUtcNow());
        });
        foreach (var chat in new[] { "ramesh", "officer" })
            await bot.SayAsync(chat, "/language hi");
        return bot;
    }

    private static Task<long> PlaceAsync(TestBot bot) => bot.Database.ReadAsync(db => db.SingleAsync<long>("select id from place where name_hi = 'मधुबन'"));

    private static Task<long> KamlaAsync(TestBot bot) => bot.Database.ReadAsync(db => db.SingleAsync<long>("select id from person where name_en = 'Kamla Devi'"));

    private static async Task<IReadOnlyList<Reply>> HelpAsync(TestBot bot, long poll, int option) => await bot.PressAsync("ramesh", await UpToCastAsync(bot, "ramesh", poll, option));

    /// <summary>Everything but the last tap; its payload.</summary>
    private static async Task<string> UpToCastAsync(TestBot bot, string officer, long poll, int option)
    {
        await bot.PressAsync(officer, $">{AssistDesk.Route} {poll}");
        var sure = await bot.PressAsync(officer, (await bot.SayAsync(officer, "कमला"))[^1].Buttons[0].Payload);
        var asked = await bot.PressAsync(officer, sure[^1].Buttons[0].Payload);
        var picked = await bot.PressAsync(officer, asked[^1].Buttons[option].Payload);
        return picked[^1].Buttons.Single(button => button.Label == TestBot.Sentence("pick.cast")).Payload;
    }

    private static async Task<long> OpenAsync(TestBot bot, bool verified = false)
    {
        var content = new PollContent(PollKind.One, new("कहाँ?", "Where?"), [new("क", "a"), new("ख", "b")]) { IsSecret = true, ForVerified = verified };
        var life = bot.Services.GetRequiredService<PollLife>();
        var place = await PlaceAsync(bot);
        var poll = await bot.Database.WriteAsync(db => life.PublishAsync(db, place, content, bot.Clock.GetUtcNow().AddDays(1), null, bot.Clock.GetUtcNow()));
        bot.Clock.Advance(TimeSpan.FromMinutes(2));
        await bot.TickAsync();
        return poll.Id;
    }
}
