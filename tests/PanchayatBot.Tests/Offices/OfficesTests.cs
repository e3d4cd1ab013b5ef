using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PanchayatBot.Content;
using PanchayatBot.Conversations;
using PanchayatBot.Delivery;
using PanchayatBot.Delivery.Papers;
using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Storage;
using PanchayatBot.Tests.Support;

namespace PanchayatBot.Tests.Offices;

/// <summary>The dialogs of offices against those who have no right to them, and the papers that are made after the turn.</summary>
public sealed class OfficesTests(PostgresServer postgres)
{
    private const string Everything = """
        select (select count(*) from role_grant where revoked_at is null) || '/' || (select count(*) from invitation) || '/' || (select count(*) from invitation where withdrawn_at is not null or used_at is not null)
            || '/' || (select count(*) from paper_order) || '/' || (select count(*) from ledger_entry)
        """;

    public static TheoryData<Dialect> Both() => [Dialect.Sqlite, Dialect.PostgreSql];

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Whoever_holds_no_office_finds_every_door_closed_and_the_log_says_so(Dialect dialect)
    {
        await using var bot = await TestBot.StartAsync(dialect, postgres);
        await bot.SettleAsync("मधुबनी", [("sita", Role.Citizen), ("ramesh", Role.Secretary)]);
        await bot.SayAsync("ramesh", "/invite");
        await bot.PressAsync("ramesh", await ChoiceAsync(bot, "ramesh", "Secretary"));
        await bot.SayAsync("ramesh", "/team");
        var before = await bot.Database.ReadAsync(db => db.SingleAsync<string>(Everything));
        var log = new List<string>();
        var routes = bot.Services.GetRequiredService<Routes>();
        var dispatcher = new Dispatcher(bot.Database, bot.Outbox, routes, bot.Services.GetRequiredService<Texts>(), bot.Clock, new ListLogger<Dispatcher>(log));
        var guarded = routes.Needs.Keys.ToList();
        Assert.Superset(new HashSet<string> { "invite", "team", "poster" }, guarded.ToHashSet());
        foreach (var chat in new[] { "sita", "stranger" })
        {
            foreach (var route in guarded)
            {
                log.Clear();
                string?[] payloads = routes.ButtonRoutes.Contains(route) ? [$">{route}", $">{route} 1", $">{route} {new string('9', 30)}"] : [];
                foreach (var payload in payloads)
                    await dispatcher.HandleAsync(new InboundMessage(bot.Address(chat), bot.NextMessageId(), "", payload), default);
                Assert.Equal(payloads.Length, log.Count(line => line.Contains($"'{route}'", StringComparison.Ordinal) && line.Contains("refused", StringComparison.Ordinal)));
                if (routes.Commands.Contains(route))
                {
                    await dispatcher.HandleAsync(new InboundMessage(bot.Address(chat), bot.NextMessageId(), "/" + route), default);
                    Assert.Contains(log, line => line.Contains($"'{route}'", StringComparison.Ordinal));
                }
            }

            // Choices of the secretary's questions, forwarded: they are bound to another chat's question.
            foreach (var choice in new[] { "?1:0", "?2:yes", "?3:Secretary", "?4:1" })
                await dispatcher.HandleAsync(new InboundMessage(bot.Address(chat), bot.NextMessageId(), "", choice), default);
            log.Clear();
            await dispatcher.HandleAsync(new InboundMessage(bot.Address(chat), bot.NextMessageId(), "/language hi"), default);
            await dispatcher.HandleAsync(new InboundMessage(bot.Address(chat), bot.NextMessageId(), "/start inv_AAAAAAAAAAAAAAAAAAAAAAAA"), default);
            Assert.Contains(log, line => line.Contains("inv_", StringComparison.Ordinal) && line.Contains("refused", StringComparison.Ordinal));
            Assert.DoesNotContain(log, line => line.Contains("AAAA", StringComparison.Ordinal));
        }

        Assert.Equal(before, await bot.Database.ReadAsync(db => db.SingleAsync<string>(Everything)));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task In_a_group_no_office_is_given_or_taken_up(Dialect dialect)
    {
        await using var bot = await TestBot.StartAsync(dialect, postgres);
        await bot.SettleAsync("मधुबनी", [("sita", Role.Citizen), ("ramesh", Role.Secretary)]);
        await bot.SayAsync("ramesh", "/invite");
        var link = (await bot.PressAsync("ramesh", await ChoiceAsync(bot, "ramesh", "Secretary")))[^1].Text;
        await bot.SayAsync("sita", "/language hi");
        var before = await bot.Database.ReadAsync(db => db.SingleAsync<string>(Everything));
        foreach (var (chat, text) in new[] { ("ramesh", "/invite"), ("ramesh", "/team"), ("sita", "/start " + link[link.IndexOf("inv_", StringComparison.Ordinal)..]) })
        {
            var said = await bot.SayTwiceAsync(new InboundMessage(bot.Address(chat), bot.NextMessageId(), text) { InGroup = true });
            Assert.Contains(TestBot.Sentence("office.private"), Assert.Single(said).Text, StringComparison.Ordinal);
        }

        Assert.Equal(before, await bot.Database.ReadAsync(db => db.SingleAsync<string>(Everything)));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Two_who_press_yes_at_once_are_told_the_truth(Dialect dialect)
    {
        await using var bot = await TestBot.StartAsync(dialect, postgres);
        await bot.SettleAsync("मधुबनी", [("anita", Role.Officer), ("ramesh", Role.WardMember), ("mohan", Role.WardMember)]);
        await bot.SayAsync("anita", "/invite");
        var link = (await bot.PressAsync("anita", await ChoiceAsync(bot, "anita", "Secretary")))[^1].Text;
        foreach (var chat in new[] { "ramesh", "mohan" })
        {
            await bot.SayAsync(chat, "/language hi");
            await bot.SayAsync(chat, "/start " + link[link.IndexOf("inv_", StringComparison.Ordinal)..]);
        }

        var yes = new Dictionary<string, string> { ["ramesh"] = await ChoiceAsync(bot, "ramesh", "yes"), ["mohan"] = await ChoiceAsync(bot, "mohan", "yes") };
        await Task.WhenAll(yes.Select(one => Task.Run(() => bot.Dispatcher.HandleAsync(new InboundMessage(bot.Address(one.Key), "tap-" + one.Key, "", one.Value), default))));
        var bodies = await bot.Database.ReadAsync(db => db.QueryAsync<string>("select body from outbox where state = 'waiting'"));
        Assert.Equal(3, bodies.Count);
        Assert.Single(bodies, body => body.Contains(TestBot.Sentence("accept.used"), StringComparison.Ordinal));
        Assert.Equal(1, await bot.Database.ReadAsync(db => db.SingleAsync<long>("select count(*) from role_grant where role = 'Secretary' and revoked_at is null")));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Who_has_everything_deleted_gives_the_office_up(Dialect dialect)
    {
        await using var bot = await TestBot.StartAsync(dialect, postgres);
        await bot.SettleAsync("मधुबनी", [("ramesh", Role.Secretary)]);
        await bot.SayAsync("ramesh", "/forget");
        await bot.PressAsync("ramesh", await ChoiceAsync(bot, "ramesh", "yes"));
        Assert.Equal(0, await bot.Database.ReadAsync(db => db.SingleAsync<long>("select count(*) from role_grant where revoked_at is null")));
        Assert.Equal("grant.revoked", await bot.Database.ReadAsync(db => db.SingleAsync<string>("select act from ledger_entry")));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_poster_comes_as_pdf_and_picture_once_even_when_the_process_died_making_it(Dialect dialect)
    {
        await using var bot = await TestBot.StartAsync(dialect, postgres);
        await bot.SettleAsync("मधुबनी", [("ramesh", Role.Secretary)]);
        // Ordered twice before it is made: one poster.
        foreach (var _ in new[] { 1, 2 })
            await bot.Dispatcher.HandleAsync(new InboundMessage(bot.Address("ramesh"), bot.NextMessageId(), "/poster"), default);
        var order = await bot.Database.ReadAsync(db => db.SingleAsync<long>("select id from paper_order"));
        Assert.True(await bot.Database.WriteAsync(db => PaperOrders.TakeAsync(db, order, bot.Clock.GetUtcNow(), bot.Clock.GetUtcNow().AddMinutes(1))));
        await bot.RestartAsync();
        var worker = bot.Services.GetRequiredService<PaperWorker>();
        await worker.RoundAsync(default);
        Assert.Empty(await FilesAsync(bot));
        bot.Clock.Advance(TimeSpan.FromMinutes(2));
        await Task.WhenAll(worker.RoundAsync(default), worker.RoundAsync(default));
        await worker.RoundAsync(default);
        var files = await FilesAsync(bot);
        Assert.Equal(["application/pdf", "image/png"], files.Select(file => file.MediaType));
        Assert.Equal("%PDF"u8.ToArray(), files[0].Bytes[..4]);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], files[1].Bytes[..4]);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_paper_that_cannot_be_made_is_tried_three_times_and_apologised_for(Dialect dialect)
    {
        await using var bot = await TestBot.StartAsync(dialect, postgres);
        var broken = new PaperKind("broken", (_, _, _) => Task.FromResult<Func<IReadOnlyList<Paper>>?>(() => throw new InvalidOperationException("no ink")));
        using var worker = new PaperWorker(bot.Database, bot.Outbox, bot.Services.GetRequiredService<Texts>(), [broken], Options.Create(new DeliveryOptions()), bot.Clock, NullLogger<PaperWorker>.Instance);
        await bot.Database.WriteAsync(db => PaperOrders.AddAsync(db, broken, "1", bot.Address("ramesh"), Language.Hindi, bot.Clock.GetUtcNow()));
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            Assert.Equal(1, await bot.Database.ReadAsync(db => db.SingleAsync<long>("select count(*) from paper_order")));
            await worker.RoundAsync(default);
            bot.Clock.Advance(TimeSpan.FromMinutes(2));
        }

        Assert.Equal(0, await bot.Database.ReadAsync(db => db.SingleAsync<long>("select count(*) from paper_order")));
        Assert.Contains(TestBot.Sentence("paper.failed"), await bot.Database.ReadAsync(db => db.SingleAsync<string>("select body from outbox")), StringComparison.Ordinal);
    }

    /// <summary>The stamped choice with this value, of the question that is open in a chat.</summary>
    private static async Task<string> ChoiceAsync(TestBot bot, string chat, string value) =>
        $"?{await bot.Database.ReadAsync(db => db.SingleAsync<long>("select question from chat where chat_id = @chat", new { chat }))}:{value}";

    private static Task<IReadOnlyList<(string MediaType, byte[] Bytes)>> FilesAsync(TestBot bot) =>
        bot.Database.ReadAsync(db => db.QueryAsync<(string MediaType, byte[] Bytes)>("select media_type, bytes from file order by media_type"));
}
