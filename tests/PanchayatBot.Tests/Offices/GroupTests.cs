using Microsoft.Extensions.DependencyInjection;
using PanchayatBot.Conversations;
using PanchayatBot.Delivery;
using PanchayatBot.Delivery.Broadcasts;
using PanchayatBot.GramSabha.Notices;
using PanchayatBot.Ledger;
using PanchayatBot.Messages;
using PanchayatBot.Offices;
using PanchayatBot.People;
using PanchayatBot.Storage;
using PanchayatBot.Tests.Support;

namespace PanchayatBot.Tests.Offices;

/// <summary>The panchayat's own Telegram group: who can link it, what it hears, and what happens when it is lost.</summary>
public sealed class GroupTests(PostgresServer postgres)
{
    private const string Group = "-77";
    private const string Title = "मधुबन की बात";

    public static TheoryData<Dialect> Both() => [Dialect.Sqlite, Dialect.PostgreSql];

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_linked_group_hears_notices_without_buttons_that_act_and_is_counted_apart(Dialect dialect)
    {
        await using var bot = await StartAsync(dialect);
        var asked = await FindAsync(bot, Group);
        Assert.Contains(Title, asked.Text, StringComparison.Ordinal);
        Assert.Contains("मधुबन", asked.Text, StringComparison.Ordinal);
        Assert.Contains(Title, (await bot.PressAsync("ramesh", asked.Buttons[0].Payload))[0].Text, StringComparison.Ordinal);
        var hello = Assert.Single(await NewAsync(bot, Group));
        Assert.All(hello.Buttons, button => Assert.True(button.IsLink));
        // The yes is used up.
        Assert.Equal(TestBot.Sentence("group.late"), (await bot.PressAsync("ramesh", asked.Buttons[0].Payload))[0].Text);

        var place = await bot.Database.ReadAsync(db => db.SingleAsync<long>("select id from place where name_hi = 'मधुबन'"));
        var before = await bot.Database.ReadAsync(db => BroadcastStore.AudienceAsync(db, place, null));
        Assert.Equal(2, before.Reachable);
        var broadcast = await OrderAsync(bot, place);
        await bot.TickAsync();
        var count = await bot.Database.ReadAsync(db => BroadcastStore.CountAsync(db, broadcast));
        Assert.Equal((2, 2, "waiting"), (count.Total, count.Waiting, count.Group));
        var heard = Assert.Single(await NewAsync(bot, Group));
        Assert.Equal("सोमवार को बैठक", heard.Text);
        Assert.Empty(heard.Buttons);
        Assert.NotEmpty(Assert.Single(await NewAsync(bot, "sita")).Buttons);
        await NewAsync(bot, "ramesh");
        count = await bot.Database.ReadAsync(db => BroadcastStore.CountAsync(db, broadcast));
        Assert.Equal((2, 2, "sent"), (count.Total, count.Sent, count.Group));

        await bot.SayAsync("ramesh", "/group");
        await bot.PressAsync("ramesh", $">group-end {place}");
        Assert.Null(await bot.Database.ReadAsync(db => LinkedGroups.OfAsync(db, place)));
        await OrderAsync(bot, place, "second");
        await bot.TickAsync();
        Assert.Empty(await NewAsync(bot, Group));
        var acts = await bot.Database.ReadAsync(db => LedgerBook.AboutAsync(db, place, $"group:test:{Group}"));
        Assert.Equal(["group-linked", "group-unlinked"], acts.Select(entry => entry.Act));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Without_the_word_or_the_office_nobody_links_anything(Dialect dialect)
    {
        await using var bot = await StartAsync(dialect);
        Assert.Equal(TestBot.Sentence("group.word.bad"), (await InGroupAsync(bot, Group, "/link AAAAAAAAAAAAAAAAAAAAAAAA"))[0].Text);
        Assert.DoesNotContain((await bot.SayAsync("sita", "/group")).SelectMany(reply => reply.Buttons), button => button.IsLink);

        var word = await WordAsync(bot);
        Assert.Equal(TestBot.Sentence("group.word.private"), (await bot.SayAsync("sita", word))[0].Text);
        await InGroupAsync(bot, Group, word);
        var asked = Assert.Single(await NewAsync(bot, "ramesh"));
        // Another secretary presses a forwarded button; then the office is lost before the yes.
        Assert.Equal(TestBot.Sentence("group.late"), (await bot.PressAsync("mohan", asked.Buttons[0].Payload))[0].Text);
        await bot.Database.WriteAsync(db => db.ExecuteAsync("update role_grant set revoked_at = @now", new { now = bot.Clock.GetUtcNow() }));
        await bot.PressAsync("ramesh", asked.Buttons[0].Payload);
        Assert.Equal(0, await bot.Database.ReadAsync(db => db.SingleAsync<int>("select count(*) from chat where linked_at is not null")));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_word_is_good_for_a_day_and_a_group_for_one_panchayat(Dialect dialect)
    {
        await using var bot = await StartAsync(dialect);
        var late = await WordAsync(bot);
        bot.Clock.Advance(TimeSpan.FromHours(25));
        Assert.Equal(TestBot.Sentence("group.word.bad"), (await InGroupAsync(bot, Group, late))[0].Text);
        await bot.PressAsync("ramesh", (await FindAsync(bot, Group)).Buttons[0].Payload);
        await NewAsync(bot, Group);
        var other = await WordAsync(bot, "mohan");
        Assert.Equal(TestBot.Sentence("group.taken"), (await InGroupAsync(bot, Group, other))[0].Text);

        // A second group takes the place of the first.
        await bot.PressAsync("ramesh", (await FindAsync(bot, "-88")).Buttons[0].Payload);
        Assert.Equal(["-88"], await bot.Database.ReadAsync(db => db.QueryAsync<string>("select chat_id from chat where linked_at is not null")));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_lost_group_is_told_of_once_and_a_moved_one_is_followed(Dialect dialect)
    {
        await using var bot = await StartAsync(dialect);
        await bot.PressAsync("ramesh", (await FindAsync(bot, Group)).Buttons[0].Payload);
        await NewAsync(bot, Group);
        // As a supergroup it has spoken before the bot hears of the move.
        await InGroupAsync(bot, "-1000077", "/help");
        await bot.Database.WriteAsync(db => Chats.MoveAsync(db, bot.Address(Group), "-1000077"));
        Assert.Equal(["-1000077"], await bot.Database.ReadAsync(db => db.QueryAsync<string>("select chat_id from chat where linked_at is not null")));

        var watch = bot.Services.GetRequiredService<GroupWatch>();
        await bot.Database.WriteAsync(db => Chats.MarkUnreachableAsync(db, bot.Address("-1000077"), bot.Clock.GetUtcNow()));
        Assert.Equal(1, await bot.Database.WriteAsync(db => watch.TickAsync(db, bot.Clock.GetUtcNow())));
        Assert.Contains(Title, Assert.Single(await NewAsync(bot, "ramesh")).Text, StringComparison.Ordinal);
        Assert.Equal(0, await bot.Database.WriteAsync(db => watch.TickAsync(db, bot.Clock.GetUtcNow())));
        await bot.Database.WriteAsync(db => Chats.MarkReachableAsync(db, bot.Address("-1000077")));
        await bot.Database.WriteAsync(db => Chats.MarkUnreachableAsync(db, bot.Address("-1000077"), bot.Clock.GetUtcNow()));
        Assert.Equal(1, await bot.Database.WriteAsync(db => watch.TickAsync(db, bot.Clock.GetUtcNow())));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Nobody_in_a_group_acts_for_all(Dialect dialect)
    {
        await using var bot = await StartAsync(dialect);
        await bot.PressAsync("ramesh", (await FindAsync(bot, Group)).Buttons[0].Payload);
        await NewAsync(bot, Group);
        var before = await bot.Database.ReadAsync(db => db.SingleAsync<string>(State));
        foreach (var text in (string[])["/stop", "/forget", "/mydata", "/correct", "/family", "/panchayat", "/resume"])
            Assert.Equal(TestBot.Sentence("office.private"), Assert.Single(await InGroupAsync(bot, Group, text)).Text);
        Assert.Equal(before, await bot.Database.ReadAsync(db => db.SingleAsync<string>(State)));
    }

    private const string State = "select coalesce(cast(panchayat_id as text), '-') || coalesce(title, '-') || case when silenced_at is null then 'hears' else 'silent' end from chat where chat_id = '-77'";

    private async Task<TestBot> StartAsync(Dialect dialect)
    {
        var bot = await TestBot.StartAsync(dialect, postgres);
        bot.Services.GetRequiredService<BotLinks>().ServeTelegram("some_bot");
        await bot.SettleAsync("मधुबन", [("ramesh", Role.Secretary), ("sita", Role.Citizen)]);
        await bot.SettleAsync("रामपुर", [("mohan", Role.Secretary)]);
        foreach (var chat in new[] { "ramesh", "sita", "mohan" })
            await bot.SayAsync(chat, "/language hi");
        return bot;
    }

    private static async Task<string> WordAsync(TestBot bot, string secretary = "ramesh")
    {
        var said = await bot.SayAsync(secretary, "/group");
        if (said[^1].Buttons.FirstOrDefault(button => button.Payload.StartsWith(">group-new", StringComparison.Ordinal)) is { } again)
            said = await bot.PressAsync(secretary, again.Payload);
        Assert.Contains("startgroup=grp_", said[0].Buttons[0].Payload, StringComparison.Ordinal);
        return said[1].Text;
    }

    /// <summary>The secretary gets a word, somebody posts it in the group; what the secretary is asked then.</summary>
    private static async Task<Reply> FindAsync(TestBot bot, string group)
    {
        Assert.Equal(TestBot.Sentence("group.wait"), (await InGroupAsync(bot, group, await WordAsync(bot)))[0].Text);
        return Assert.Single(await NewAsync(bot, "ramesh"));
    }

    private static Task<IReadOnlyList<Reply>> InGroupAsync(TestBot bot, string chat, string text, string? title = null) =>
        bot.SayTwiceAsync(new InboundMessage(bot.Address(chat), bot.NextMessageId(), text) { InGroup = true, GroupTitle = title ?? Title });

    private static Task<IReadOnlyList<Reply>> NewAsync(TestBot bot, string chat) => bot.NewRepliesAsync(bot.Address(chat));

    private static Task<long> OrderAsync(TestBot bot, long place, string once = "first")
    {
        var now = bot.Clock.GetUtcNow();
        return bot.Database.WriteAsync(db => BroadcastStore.OrderAsync(db, new BroadcastOrder(place, "notice:1", once,
            [new Reply("सोमवार को बैठक") { Buttons = [Button.To("आऊँगा", NoticeButtons.ComingRoute, "1 man")] }], [new Reply("Meeting on Monday")], now, now.AddDays(60)), now));
    }
}
