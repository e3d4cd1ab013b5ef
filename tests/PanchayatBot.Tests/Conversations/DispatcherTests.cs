using System.Text.Json.Serialization;
using PanchayatBot.Conversations;
using PanchayatBot.Messages;
using PanchayatBot.Storage;
using PanchayatBot.Tests.Support;

namespace PanchayatBot.Tests.Conversations;

/// <summary>What the engine promises, with a conversation made for the purpose.</summary>
public sealed class DispatcherTests(PostgresServer postgres)
{
    public static TheoryData<Dialect> Both() => [Dialect.Sqlite, Dialect.PostgreSql];

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Parallel_taps_of_one_chat_are_counted_one_after_the_other(Dialect dialect)
    {
        await using var bot = await TestBot.StartAsync(dialect, postgres, new Form());
        await Task.WhenAll(Enumerable.Range(0, 60).Select(i =>
            bot.Dispatcher.HandleAsync(new InboundMessage(bot.Address($"c{i % 3}"), $"{i}", "", ">count"), CancellationToken.None)));
        foreach (var chat in new[] { "c0", "c1", "c2" })
            Assert.Equal("20", await TopicAsync(bot, chat));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task The_same_message_from_several_pollers_at_once_acts_once(Dialect dialect)
    {
        await using var bot = await TestBot.StartAsync(dialect, postgres, new Form());
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ =>
            bot.Dispatcher.HandleAsync(new InboundMessage(bot.Address("c"), "same", "", ">count"), CancellationToken.None)));
        Assert.Equal("1", await TopicAsync(bot, "c"));
        Assert.Equal(1, await bot.Database.ReadAsync(db => db.SingleAsync<long>("select count(*) from outbox")));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_handler_that_fails_leaves_nothing_behind_but_an_apology_and_the_next_message_works(Dialect dialect)
    {
        await using var bot = await TestBot.StartAsync(dialect, postgres, new Form());
        var sorry = Assert.Single(await bot.PressAsync("c", ">fail"));
        Assert.Matches("[A-Z0-9]{5}", sorry.Text);
        Assert.Null(await TopicAsync(bot, "c"));
        Assert.NotEmpty(await bot.PressAsync("c", ">count"));
        Assert.Equal("1", await TopicAsync(bot, "c"));
    }

    [Fact]
    public async Task Yesterdays_yes_cannot_answer_todays_question()
    {
        await using var bot = await TestBot.StartAsync(Dialect.Sqlite, postgres, new Form());
        var yes = (await bot.SayAsync("c", "/form"))[0].Buttons[0].Payload;
        await bot.SayAsync("c", "/cancel");
        await bot.SayAsync("c", "/form");
        var replies = await bot.PressAsync("c", yes);
        Assert.Equal(TestBot.Sentence("dialog.stale"), replies[0].Text);
        Assert.Contains("sure?", replies[1].Text);
        Assert.Null(await TopicAsync(bot, "c"));
    }

    [Fact]
    public async Task A_made_up_choice_changes_nothing()
    {
        await using var bot = await TestBot.StartAsync(Dialect.Sqlite, postgres, new Form());
        var yes = (await bot.SayAsync("c", "/form"))[0].Buttons[0].Payload;
        foreach (var forged in new[] { yes.Replace(":yes", ":maybe"), "?999:yes", "?:yes", "?x:yes", "?", ">", "", ">form2 x", new string('x', 500) })
            Assert.NotEmpty(await bot.PressAsync("c", forged));
        Assert.Null(await TopicAsync(bot, "c"));
        await bot.PressAsync("c", yes);
        Assert.Equal("said yes", await TopicAsync(bot, "c"));
    }

    [Fact]
    public async Task An_open_question_expires_after_a_day()
    {
        await using var bot = await TestBot.StartAsync(Dialect.Sqlite, postgres, new Form());
        var yes = (await bot.SayAsync("c", "/form"))[0].Buttons[0].Payload;
        bot.Clock.Advance(TimeSpan.FromHours(25));
        Assert.Equal(TestBot.Sentence("dialog.stale"), Assert.Single(await bot.PressAsync("c", yes)).Text);
    }

    [Fact]
    public async Task A_question_that_a_newer_version_cannot_read_is_dropped_with_a_word()
    {
        await using var bot = await TestBot.StartAsync(Dialect.Sqlite, postgres, new Form());
        await bot.SayAsync("c", "/form");
        foreach (var broken in new[] { "{\"Name\":\"form\",\"State\":{\"$type\":\"gone\"}}", "{\"Name\":\"gone\",\"State\":{}}", "not json" })
        {
            await bot.Database.WriteAsync(db => db.ExecuteAsync("update chat set dialog = @broken", new { broken }));
            Assert.Equal(TestBot.Sentence("dialog.unreadable"), Assert.Single(await bot.SayAsync("c", "कुछ भी")).Text);
            Assert.Null(await bot.Database.ReadAsync(db => db.SingleAsync<string?>("select dialog from chat")));
        }
    }

    [Fact]
    public async Task A_long_answer_is_paged_and_nothing_of_it_is_lost()
    {
        await using var bot = await TestBot.StartAsync(Dialect.Sqlite, postgres, new Form());
        var page = Assert.Single(await bot.PressAsync("c", ">long"));
        var read = page.Text;
        while (page.Buttons[0].Payload.StartsWith(">more", StringComparison.Ordinal))
        {
            var more = page.Buttons[0].Payload;
            Assert.Single(page.Buttons);
            Assert.True(page.Text.Length <= 4096);
            Assert.Equal(TestBot.Sentence("more.gone"), Assert.Single(await bot.PressAsync("stranger", more)).Text);
            page = Assert.Single(await bot.PressAsync("c", more));
            read += page.Text;
        }

        Assert.Equal("last", page.Buttons[0].Label);
        Assert.Equal(Form.LongWords, read.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Payloads_that_no_channel_carries_are_refused_when_they_are_made()
    {
        Assert.Equal("पेंशन", Button.To("label", "scheme", "पेंशन").Payload[8..]);
        Assert.Throws<ArgumentException>(() => Button.To("label", "scheme", new string('ष', 20)));
        Assert.Throws<ArgumentException>(() => Button.Choice("label", new string('x', 54)));
        Assert.True(System.Text.Encoding.UTF8.GetByteCount(Button.Choice("label", new string('x', 53)).StampedWith(999_999_999).Payload) <= Button.MaxPayloadBytes);
    }

    private static Task<string?> TopicAsync(TestBot bot, string chat) =>
        bot.Database.ReadAsync(db => db.FirstOrDefaultAsync<string?>("select topic from chat where chat_id = @chat", new { chat }));

    /// <summary>A conversation with everything that can go wrong; the chat's topic serves as its notebook.</summary>
    private sealed class Form : IConversation
    {
        public static readonly string[] LongWords = [.. Enumerable.Range(0, 2500).Select(i => $"शब्द{i}")];

        public void Map(Routes routes)
        {
            routes.Dialog<Step>("form", (_, _) => new Reply("sure?") { Buttons = [Button.Choice("yes", "yes"), Button.Choice("no", "no")] }, (turn, _, _) =>
            {
                if (turn.Choice is not ("yes" or "no"))
                    return Task.FromResult(Answer.Pass);
                turn.TalkAbout("said " + turn.Choice);
                return Task.FromResult(Answer.Say("thanks"));
            });
            routes.Command("form", (_, _, _) => Task.FromResult(Answer.Ask<Step>(new Step.Sure())));
            routes.Button("count", async (turn, _, _) =>
            {
                var before = turn.Chat.Topic is { } topic ? int.Parse(topic) : 0;
                await Task.Yield();
                turn.TalkAbout($"{before + 1}");
                return Answer.Say("counted");
            });
            routes.Button("fail", async (turn, _, _) =>
            {
                turn.TalkAbout("half done");
                await turn.Db.ExecuteAsync("update chat set topic = 'half done'");
                throw new InvalidOperationException("on purpose");
            });
            routes.Button("long", (_, _, _) => Task.FromResult(Answer.Say(string.Join('\n', LongWords.Chunk(50).Select(line => string.Join(' ', line))), Button.To("last", "menu"))));
        }

        [JsonDerivedType(typeof(Sure), "sure")]
        private abstract record Step
        {
            public sealed record Sure : Step;
        }
    }
}
