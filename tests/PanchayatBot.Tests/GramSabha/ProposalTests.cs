using PanchayatBot.GramSabha.Notices;
using PanchayatBot.GramSabha.Proposals;
using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Storage;
using PanchayatBot.Tests.Support;

namespace PanchayatBot.Tests.GramSabha;

/// <summary>Citizens' proposals under load and in hostile hands: one person supports once, and enough is reached once.</summary>
public sealed class ProposalTests(PostgresServer postgres)
{
    private const string Body = "वार्ड 3 की गली में नाली बने";

    public static TheoryData<Dialect> Both() => [Dialect.Sqlite, Dialect.PostgreSql];

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Many_supporters_at_once_are_counted_once_each_and_the_secretary_hears_once(Dialect dialect)
    {
        await using var bot = await StartAsync(dialect);
        var id = await ProposeAsync(bot);
        var taps = from chat in Enumerable.Range(0, 10).Select(at => $"c{at}") from tap in Enumerable.Range(0, 3) select (chat, tap);
        await Task.WhenAll(taps.Select(one => bot.Dispatcher.HandleAsync(new InboundMessage(bot.Address(one.chat), $"{one.chat}-{one.tap}", "", $">support {id}"), CancellationToken.None)));
        Assert.Empty(bot.Incidents);
        var proposal = (await bot.Database.ReadAsync(db => ProposalStore.FindAsync(db, id)))!;
        Assert.Equal((11, ProposalState.Ready), (proposal.Supports, proposal.State));
        Assert.Single(await bot.NewRepliesAsync(bot.Address("ramesh")), reply => reply.Text.Contains("3 लोगों का समर्थन", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_notice_that_is_taken_back_gives_the_proposal_to_the_next_one(Dialect dialect)
    {
        await using var bot = await StartAsync(dialect);
        var id = await ProposeAsync(bot);
        await bot.PressAsync("c0", $">support {id}");
        await bot.PressAsync("c1", $">support {id}");
        await CallAsync(bot);
        Assert.Empty(await WaitingAsync(bot));
        var notice = await bot.Database.ReadAsync(db => db.SingleAsync<long>("select id from notice"));
        await bot.PressAsync("ramesh", $">{CallMeeting.UndoRoute} {notice} 1");
        Assert.Equal([id], await WaitingAsync(bot));
        await bot.SayAsync("ramesh", "/cancel");
        bot.Clock.Advance(TimeSpan.FromMinutes(5));
        await bot.TickAsync();
        Assert.DoesNotContain(await bot.NewRepliesAsync(bot.Address("c0")), reply => reply.Text.Contains(Body, StringComparison.Ordinal));
        Assert.Equal(ProposalState.Ready, (await bot.Database.ReadAsync(db => ProposalStore.FindAsync(db, id)))!.State);

        await CallAsync(bot);
        bot.Clock.Advance(TimeSpan.FromMinutes(5));
        await bot.TickAsync();
        Assert.Equal(ProposalState.Agenda, (await bot.Database.ReadAsync(db => ProposalStore.FindAsync(db, id)))!.State);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Who_is_forgotten_leaves_no_name_and_no_open_proposal(Dialect dialect)
    {
        await using var bot = await StartAsync(dialect);
        var (gone, stays) = (await ProposeAsync(bot), await ProposeAsync(bot, "पुस्तकालय रोज़ खुला रहे"));
        await bot.PressAsync("c0", $">support {stays}");
        await bot.PressAsync("c1", $">support {stays}");
        var person = await bot.Database.ReadAsync(db => db.SingleAsync<long>("select person_id from chat where chat_id = 'sita'"));
        await bot.Database.WriteAsync(db => ProposalStore.ForgetAsync(db, person));
        Assert.Null(await bot.Database.ReadAsync(db => ProposalStore.FindAsync(db, gone)));
        var left = (await bot.Database.ReadAsync(db => ProposalStore.FindAsync(db, stays)))!;
        Assert.Equal((null, 3), (left.PersonId, left.Supports));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Nobody_of_another_panchayat_reads_supports_or_takes_down(Dialect dialect)
    {
        await using var bot = await StartAsync(dialect);
        var id = await ProposeAsync(bot);
        await bot.SettleAsync("कमलपुर", [("other", Role.Secretary), ("geeta", Role.Citizen)]);
        await bot.EnrolAsync([("geeta", "गीता")]);
        foreach (var chat in new[] { "other", "geeta", "stranger" })
        {
            await bot.SayAsync(chat, "/language hi");
            foreach (var route in new[] { "support", "unsupport", "proposal-back", "proposal-desk", "proposal-answer", "proposal-remove" })
                Assert.DoesNotContain((await bot.PressAsync(chat, $">{route} {id}")), reply => reply.Text.Contains(Body, StringComparison.Ordinal));
        }

        var proposal = (await bot.Database.ReadAsync(db => ProposalStore.FindAsync(db, id)))!;
        Assert.Equal((1, ProposalState.Open), (proposal.Supports, proposal.State));
        // Nor does another one of the same panchayat take back what sita proposed.
        await bot.PressAsync("c0", $">proposal-back {id}");
        Assert.Equal(ProposalState.Open, (await bot.Database.ReadAsync(db => ProposalStore.FindAsync(db, id)))!.State);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Proposing_and_taking_back_without_end_calls_the_secretary_twice_a_day(Dialect dialect)
    {
        await using var bot = await StartAsync(dialect);
        for (var day = 1; day <= 2; day++)
        {
            for (var at = 0; at < 2; at++)
                await bot.PressAsync("sita", $">proposal-back {await ProposeAsync(bot)}");
            var asked = await bot.SayAsync("sita", "प्रस्ताव देना है");
            Assert.Contains("कल", asked[^1].Text, StringComparison.Ordinal);
            Assert.Equal(2 * day, await bot.Database.ReadAsync(db => db.SingleAsync<long>("select count(*) from proposal")));
            bot.Clock.Advance(TimeSpan.FromDays(1));
        }
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Who_takes_support_back_hears_no_more_of_it_unless_the_family_supports_it(Dialect dialect)
    {
        await using var bot = await StartAsync(dialect);
        var id = await ProposeAsync(bot);
        var subject = (await bot.Database.ReadAsync(db => ProposalStore.FindAsync(db, id)))!.Subject;
        Task<long> FollowingAsync() => bot.Database.ReadAsync(db => db.SingleAsync<long>("select count(*) from follower where subject = @subject and chat_id = 'c0'", new { subject }));
        await bot.PressAsync("c0", $">support {id}");
        Assert.Equal(1, await FollowingAsync());
        await bot.PressAsync("c0", $">unsupport {id}");
        Assert.Equal(0, await FollowingAsync());

        await bot.PressAsync("c0", $">support {id}");
        await bot.Database.WriteAsync(db => db.ExecuteAsync("""
            insert into chat_person (channel, chat_id, person_id, added_at) select 'test', 'c0', person_id, joined_at from chat where chat_id = 'c1'
            """));
        await bot.Database.WriteAsync(async db => await ProposalStore.SupportAsync(db, id, await db.SingleAsync<long>("select person_id from chat where chat_id = 'c1'")));
        await bot.PressAsync("c0", $">unsupport {id}");
        Assert.Equal(1, await FollowingAsync());
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task The_secretary_sees_who_proposed_it_and_an_officer_does_not(Dialect dialect)
    {
        await using var bot = await StartAsync(dialect);
        await bot.SettleAsync("कमलपुर", [("officer", Role.Officer)], inSameBlock: true);
        await bot.SayAsync("officer", "/language hi");
        var id = await ProposeAsync(bot);
        Assert.Contains("प्रस्ताव देने वाले: sita", (await bot.PressAsync("ramesh", $">proposal-desk {id}"))[^1].Text, StringComparison.Ordinal);
        var seen = (await bot.PressAsync("officer", $">proposal-desk {id}"))[^1].Text;
        Assert.Contains(Body, seen, StringComparison.Ordinal);
        Assert.DoesNotContain("sita", seen, StringComparison.Ordinal);
    }

    private async Task<TestBot> StartAsync(Dialect dialect)
    {
        var bot = await TestBot.StartAsync(dialect, postgres);
        var chats = Enumerable.Range(0, 10).Select(at => $"c{at}").Append("sita").ToList();
        await bot.SettleAsync("मधुबन", [("ramesh", Role.Secretary), .. chats.Select(chat => (chat, Role.Citizen))]);
        await bot.EnrolAsync(chats.Select(chat => (chat, chat)));
        return bot;
    }

    private static async Task<long> ProposeAsync(TestBot bot, string body = Body)
    {
        await bot.SayAsync("sita", "प्रस्ताव देना है");
        var asked = await bot.SayAsync("sita", body);
        await bot.PressAsync("sita", asked[^1].Buttons[0].Payload);
        return await bot.Database.ReadAsync(db => db.SingleAsync<long>("select max(id) from proposal"));
    }

    private static Task<IReadOnlyList<long>> WaitingAsync(TestBot bot) => bot.Database.ReadAsync(async db =>
        (IReadOnlyList<long>)[.. (await ProposalStore.WaitingAsync(db, await db.SingleAsync<long>("select id from place where name_hi = 'मधुबन'"), 10)).Select(one => one.Id)]);

    private static async Task CallAsync(TestBot bot)
    {
        Task<IReadOnlyList<Reply>> PressAsync(IReadOnlyList<Reply> said, string key) =>
            bot.PressAsync("ramesh", said.SelectMany(reply => reply.Buttons).Last(button => button.Label == TestBot.Sentence(key)).Payload);

        await PressAsync(await bot.SayAsync("ramesh", "नई सूचना"), "call.kind.ordinary");
        await bot.SayAsync("ramesh", "20 दिसंबर सुबह 11 बजे");
        var agenda = await bot.SayAsync("ramesh", "चौपाल");
        Assert.Contains(Body, agenda[^1].Text, StringComparison.Ordinal);
        await PressAsync(await PressAsync(await PressAsync(agenda, "call.done"), "call.next"), "call.publish");
    }
}
