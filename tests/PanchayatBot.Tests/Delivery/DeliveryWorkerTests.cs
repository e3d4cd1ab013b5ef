using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PanchayatBot.Delivery;
using PanchayatBot.Messages;
using PanchayatBot.Storage;
using PanchayatBot.Tests.Support;

namespace PanchayatBot.Tests.Delivery;

/// <summary>The worker on a real database, with a real clock and an other side that misbehaves on order.</summary>
public sealed class DeliveryWorkerTests(PostgresServer postgres)
{
    private static readonly DeliveryResult Sent = new DeliveryResult.Sent("1");

    public static TheoryData<Dialect> Both() => [Dialect.Sqlite, Dialect.PostgreSql];

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Messages_of_a_chat_arrive_in_order_even_when_one_has_to_wait(Dialect dialect)
    {
        await using var bot = await TestBot.StartAsync(dialect, postgres);
        var channel = new ScriptedChannel((message, attempt) => message.Reply.Text == "1" && attempt == 1 ? new DeliveryResult.TryLater("busy") : Sent);
        await AddAsync(bot, "a", ["1", "2", "3"]);
        await AddAsync(bot, "b", ["other"]);
        await RunAsync(bot, channel, () => SettledAsync(bot, 4));
        var ofA = channel.Attempts.Where(attempt => attempt.Message.To.Id == "a").Select(attempt => attempt.Message.Reply.Text);
        Assert.Equal(["1", "1", "2", "3"], ofA);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_request_to_wait_holds_every_message_of_the_channel_to_the_second_and_costs_no_attempt(Dialect dialect)
    {
        await using var bot = await TestBot.StartAsync(dialect, postgres);
        var asked = new TaskCompletionSource<DateTimeOffset>();
        var channel = new ScriptedChannel((message, attempt) =>
        {
            if (message.To.Id != "first" || attempt > 1)
                return Sent;
            asked.SetResult(DateTimeOffset.UtcNow);
            return new DeliveryResult.Wait(TimeSpan.FromSeconds(2));
        });
        await AddAsync(bot, "first", ["1"]);
        await RunAsync(bot, channel, async () =>
        {
            await asked.Task;
            await Task.Delay(200);
            await AddAsync(bot, "second", ["2"]);
            await SettledAsync(bot, 2);
        });
        var earliest = channel.Attempts.Skip(1).Min(attempt => attempt.At) - await asked.Task;
        Assert.True(earliest.TotalSeconds >= 2.0, $"after {earliest.TotalSeconds} s");
        Assert.All(await bot.Database.ReadAsync(db => db.QueryAsync<int>("select attempts from outbox")), attempts => Assert.Equal(1, attempts));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_person_who_blocked_the_bot_gets_nothing_until_they_write_again(Dialect dialect)
    {
        await using var bot = await TestBot.StartAsync(dialect, postgres);
        await bot.SayAsync("a", "/help");
        var blocked = true;
        var channel = new ScriptedChannel((_, _) => blocked ? new DeliveryResult.Unreachable("blocked") : Sent);
        await AddAsync(bot, "a", ["1", "2"]);
        await RunAsync(bot, channel, () => SettledAsync(bot, 2));
        Assert.Single(channel.Attempts);
        Assert.Equal(1, await CountAsync(bot, "select count(*) from chat where unreachable_since is not null"));

        blocked = false;
        await bot.SayAsync("a", "/help");
        Assert.Equal(0, await CountAsync(bot, "select count(*) from chat where unreachable_since is not null"));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_refused_message_is_never_tried_again_and_the_next_one_goes(Dialect dialect)
    {
        await using var bot = await TestBot.StartAsync(dialect, postgres);
        var channel = new ScriptedChannel((message, _) => message.Reply.Text == "bad" ? new DeliveryResult.Refused("400") : Sent);
        await AddAsync(bot, "a", ["bad", "good"]);
        await RunAsync(bot, channel, () => SettledAsync(bot, 2));
        Assert.Equal(["bad", "good"], channel.Attempts.Select(attempt => attempt.Message.Reply.Text));
        Assert.Equal(["refused", "sent"], await StatesAsync(bot));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_group_that_moved_gets_the_message_and_all_later_ones_under_its_new_id(Dialect dialect)
    {
        await using var bot = await TestBot.StartAsync(dialect, postgres);
        await bot.SayAsync("-1", "/help");
        var channel = new ScriptedChannel((message, _) => message.To.Id == "-1" ? new DeliveryResult.Moved("-1001") : Sent);
        await AddAsync(bot, "-1", ["1", "2"]);
        await RunAsync(bot, channel, () => SettledAsync(bot, 2));
        Assert.Equal(["-1", "-1001", "-1001"], channel.Attempts.Select(attempt => attempt.Message.To.Id));
        Assert.Equal("-1001", await bot.Database.ReadAsync(db => db.SingleAsync<string>("select chat_id from chat")));
    }

    [Theory]
    [InlineData(WhenUnknown.Resend, "sent")]
    [InlineData(WhenUnknown.Leave, "unknown")]
    public async Task What_a_dead_process_was_sending_is_unknown_and_the_setting_decides(WhenUnknown setting, string end)
    {
        await using var bot = await TestBot.StartAsync(Dialect.Sqlite, postgres);
        await AddAsync(bot, "a", ["1"]);
        await bot.Database.WriteAsync(db => db.ExecuteAsync("update outbox set state = 'sending', leased_by = 'dead', attempts = 1, lease_until = @at", new { at = DateTimeOffset.UtcNow.AddMinutes(1) }));
        var channel = new ScriptedChannel((_, _) => Sent);
        await RunAsync(bot, channel, () => SettledAsync(bot, 1), setting);
        Assert.Equal([end], await StatesAsync(bot));
        Assert.Equal(1, await CountAsync(bot, "select count(*) from outbox where was_unknown = 1"));
        Assert.Equal(setting == WhenUnknown.Resend ? 1 : 0, channel.Attempts.Count);
    }

    [Fact]
    public async Task Another_process_keeps_what_it_is_sending_until_its_lease_ends()
    {
        await using var bot = await TestBot.StartAsync(Dialect.PostgreSql, postgres);
        await AddAsync(bot, "a", ["alive", "behind"]);
        await bot.Database.WriteAsync(db => db.ExecuteAsync("update outbox set state = 'sending', leased_by = 'other', attempts = 1, lease_until = @at where id = (select min(id) from outbox)",
            new { at = DateTimeOffset.UtcNow.AddMinutes(1) }));
        var channel = new ScriptedChannel((_, _) => Sent);
        await RunAsync(bot, channel, () => Task.Delay(1500));
        Assert.Empty(channel.Attempts);
    }

    [Fact]
    public async Task Answers_overtake_broadcasts_and_broadcasts_keep_the_pace()
    {
        await using var bot = await TestBot.StartAsync(Dialect.Sqlite, postgres);
        var asked = 0;
        var channel = new ScriptedChannel((_, _) =>
        {
            // Somebody asks in the midst of it.
            if (Interlocked.Increment(ref asked) == 25)
                AddAsync(bot, "asker", ["answer"]).GetAwaiter().GetResult();
            return Sent;
        }, new Pace(20, 4, 0, 0));
        for (var i = 0; i < 60; i++)
            await AddAsync(bot, $"b{i}", ["notice"], Lane.Broadcast);
        await RunAsync(bot, channel, () => SettledAsync(bot, 61));
        var start = channel.Attempts[0].At;
        var answer = channel.Attempts.Select((attempt, place) => (attempt, place)).Single(a => a.attempt.Message.Reply.Text == "answer");
        Assert.InRange(answer.place, 25, 45);
        // 60 broadcasts at 20 a second with 20 saved up: two seconds, not less.
        Assert.True((channel.Attempts[^1].At - start).TotalSeconds >= 1.8);
    }

    [Fact]
    public async Task A_chat_that_asks_too_fast_is_served_at_the_pace_it_bears()
    {
        await using var bot = await TestBot.StartAsync(Dialect.Sqlite, postgres);
        var channel = new ScriptedChannel((_, _) => Sent, new Pace(1000, 3, 0.5, 0));
        await AddAsync(bot, "a", ["1", "2", "3", "4", "5"]);
        await RunAsync(bot, channel, () => SettledAsync(bot, 5));
        Assert.Equal(["1", "2", "3", "4", "5"], channel.Attempts.Select(attempt => attempt.Message.Reply.Text));
        Assert.True((channel.Attempts[4].At - channel.Attempts[0].At).TotalSeconds >= 0.9);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task The_same_once_key_is_sent_once(Dialect dialect)
    {
        await using var bot = await TestBot.StartAsync(dialect, postgres);
        var channel = new ScriptedChannel((_, _) => Sent);
        for (var run = 0; run < 3; run++)
        {
            await bot.Database.WriteAsync(async db =>
            {
                foreach (var chat in new[] { "a", "b" })
                    await bot.Outbox.AddAsync(db, bot.Address(chat), new Reply("notice"), Language.Hindi, Lane.Broadcast, DateTimeOffset.UtcNow, once: "notice:7");
            });
        }

        await RunAsync(bot, channel, () => SettledAsync(bot, 2));
        Assert.Equal(2, channel.Attempts.Count);
    }

    [Fact]
    public async Task Two_workers_on_one_database_send_everything_once_and_in_order()
    {
        await using var bot = await TestBot.StartAsync(Dialect.PostgreSql, postgres);
        var channel = new ScriptedChannel((_, _) => Sent) { Takes = TimeSpan.FromMilliseconds(3) };
        await Parallel.ForEachAsync(Enumerable.Range(0, 20), async (chat, _) => await AddAsync(bot, $"c{chat}", [.. Enumerable.Range(0, 20).Select(i => $"{i}")]));
        using var one = Worker(bot, channel);
        using var two = Worker(bot, channel);
        await one.StartAsync(default);
        await two.StartAsync(default);
        await SettledAsync(bot, 400);
        await one.StopAsync(default);
        await two.StopAsync(default);
        Assert.Equal(400, channel.Attempts.Count);
        foreach (var chat in channel.Attempts.GroupBy(attempt => attempt.Message.To.Id))
            Assert.Equal(Enumerable.Range(0, 20).Select(i => $"{i}"), chat.Select(attempt => attempt.Message.Reply.Text));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_board_takes_the_place_of_its_older_self(Dialect dialect)
    {
        await using var bot = await TestBot.StartAsync(dialect, postgres);
        var channel = new ScriptedChannel((message, _) => new DeliveryResult.Sent($"m{message.Id}"));
        Task SayAsync(string text, string? board) => bot.Database.WriteAsync(db =>
            bot.Outbox.AddAsync(db, bot.Address("a"), new Reply(text) { Board = board }, Language.Hindi, Lane.Answer, DateTimeOffset.UtcNow));
        await SayAsync("10 of 100", "notice:7");
        // Not gone yet: the person need not see the older figure at all.
        await SayAsync("20 of 100", "notice:7");
        await SayAsync("something else", null);
        await SayAsync("1 of 5", "notice:8");
        await RunAsync(bot, channel, () => SettledAsync(bot, 3));
        await SayAsync("100 of 100", "notice:7");
        await RunAsync(bot, channel, () => SettledAsync(bot, 4));
        Assert.Equal(["20 of 100", "something else", "1 of 5", "100 of 100"], channel.Attempts.Select(attempt => attempt.Message.Reply.Text));
        var first = channel.Attempts[0].Message;
        Assert.Equal([null, null, null, $"m{first.Id}"], channel.Attempts.Select(attempt => attempt.Message.Replaces));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_file_too_long_for_a_caption_goes_before_its_words(Dialect dialect)
    {
        await using var bot = await TestBot.StartAsync(dialect, postgres);
        var channel = new ScriptedChannel((_, _) => Sent);
        var words = string.Join(' ', Enumerable.Repeat("सूचना", 300));
        var bytes = new byte[] { 1, 2, 3, 0, 255 };
        var file = await bot.Database.WriteAsync(async db =>
        {
            var kept = await Files.AddAsync(db, "सूचना.pdf", "application/pdf", bytes, DateTimeOffset.UtcNow);
            await bot.Outbox.AddAsync(db, bot.Address("a"), new Reply(words) { File = kept }, Language.Hindi, Lane.Answer, DateTimeOffset.UtcNow);
            await bot.Outbox.AddAsync(db, bot.Address("a"), new Reply("short") { File = kept }, Language.Hindi, Lane.Answer, DateTimeOffset.UtcNow);
            return kept;
        });
        await RunAsync(bot, channel, () => SettledAsync(bot, 3));
        Assert.Equal([("", file), (words, null), ("short", file)], channel.Attempts.Select(attempt => (attempt.Message.Reply.Text, attempt.Message.Reply.File)));
        Assert.Equal(bytes, await bot.Services.GetRequiredService<Files>().BytesAsync(file.Key, default));
        Assert.Null(await bot.Services.GetRequiredService<Files>().FindAsync("0123", default));
    }

    private static Task AddAsync(TestBot bot, string chat, string[] texts, Lane lane = Lane.Answer) => bot.Database.WriteAsync(async db =>
    {
        foreach (var text in texts)
            await bot.Outbox.AddAsync(db, bot.Address(chat), new Reply(text), Language.Hindi, lane, DateTimeOffset.UtcNow);
    });

    private static DeliveryWorker Worker(TestBot bot, IChannel channel, WhenUnknown setting = WhenUnknown.Resend) => new(
        [channel], bot.Database, bot.Outbox, Options.Create(new DeliveryOptions { WhenUnknown = setting }), TimeProvider.System, bot.Services.GetRequiredService<ILoggerFactory>());

    private static async Task RunAsync(TestBot bot, ScriptedChannel channel, Func<Task> meanwhile, WhenUnknown setting = WhenUnknown.Resend)
    {
        using var worker = Worker(bot, channel, setting);
        await worker.StartAsync(default);
        await meanwhile();
        await worker.StopAsync(default);
    }

    private static async Task SettledAsync(TestBot bot, int count)
    {
        var until = DateTimeOffset.UtcNow.AddSeconds(20);
        while (await CountAsync(bot, "select count(*) from outbox where state not in ('waiting', 'sending')") < count)
        {
            Assert.True(DateTimeOffset.UtcNow < until, "the outbox did not empty in time");
            await Task.Delay(20);
        }
    }

    private static Task<long> CountAsync(TestBot bot, string sql) => bot.Database.ReadAsync(db => db.SingleAsync<long>(sql));

    private static Task<IReadOnlyList<string>> StatesAsync(TestBot bot) => bot.Database.ReadAsync(db => db.QueryAsync<string>("select state from outbox order by id"));
}
