using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PanchayatBot.Content;
using PanchayatBot.Delivery;
using PanchayatBot.FakeTelegram;
using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Places;
using PanchayatBot.Storage;
using PanchayatBot.Tests.Support;

namespace PanchayatBot.Tests.Channels.Telegram;

/// <summary>The whole bot against a Bot API server that answers as the real one does, its bad days included.</summary>
public sealed class TelegramTests
{
    private const long Sita = 7001;
    private const long Ramesh = 7002;

    [Fact]
    public async Task Greeting_buttons_and_a_question_go_through()
    {
        await using var telegram = await FakeTelegramServer.StartAsync();
        var fake = People(telegram);
        await using var bot = await RunningBot.StartAsync(telegram);
        fake.Start(Sita);
        var hello = await fake.WaitForReplyAsync(Sita);
        Assert.Equal(["हिन्दी", "English"], hello.Labels);
        fake.Press(Sita, "हिन्दी");
        await fake.WaitForReplyAsync(Sita, reply => reply.Labels.Contains("बिहार"));
        fake.Press(Sita, "बिहार");
        await fake.WaitForReplyAsync(Sita, reply => reply.Labels.Contains(TestBot.Sentence("menu.schemes")));
        fake.SendText(Sita, "पीएम किसान में आय < 2 लाख & कागज़?");
        var answer = await fake.WaitForReplyAsync(Sita, reply => reply.Text.Contains("पीएम-किसान"));
        Assert.Contains("कागज़ात", answer.Text);
        Assert.Equal(2, fake.Records.CallbackAnswers.Count);
        Assert.Equal("start", fake.CommandsOf("hi")[0].Name);
        Assert.NotEqual(fake.CommandsOf("hi")[0].Description, fake.CommandsOf("")[0].Description);
    }

    [Fact]
    public async Task What_is_delivered_twice_is_answered_once()
    {
        await using var telegram = await FakeTelegramServer.StartAsync();
        var fake = People(telegram);
        await using var bot = await RunningBot.StartAsync(telegram);
        var update = fake.SendText(Sita, "राशन कार्ड")!.Value;
        await fake.WaitForReplyAsync(Sita);
        fake.Redeliver(update);
        fake.SendText(Ramesh, "राशन कार्ड");
        await fake.WaitForReplyAsync(Ramesh);
        await fake.WaitForAsync(() => fake.PendingUpdates == 0);
        Assert.Single(fake.Transcript(Sita), message => message.FromBot);
    }

    [Fact]
    public async Task Every_kind_of_message_gets_a_sensible_reply()
    {
        await using var telegram = await FakeTelegramServer.StartAsync();
        var fake = People(telegram);
        await using var bot = await RunningBot.StartAsync(telegram);
        foreach (var kind in Enum.GetValues<AttachedKind>())
        {
            fake.Attach(Sita, kind);
            var reply = await fake.WaitForReplyAsync(Sita);
            Assert.DoesNotContain(TestBot.Sentence("none.answer")[..12], reply.Text);
            await Task.Delay(1100);
        }

        fake.SendText(Sita, "पीएम किसान");
        await fake.WaitForReplyAsync(Sita);
        fake.Edit(Sita, "पीएम किसान के कागज़");
        await fake.WaitForReplyAsync(Sita, reply => reply.Text == TestBot.Sentence("edited.hint"));
    }

    [Fact]
    public async Task In_a_group_the_bot_speaks_only_when_spoken_to()
    {
        await using var telegram = await FakeTelegramServer.StartAsync(new FakeTelegramOptions { PrivacyMode = false });
        var fake = People(telegram);
        var group = fake.AddGroup("गाँव", Sita, Ramesh);
        await using var bot = await RunningBot.StartAsync(telegram);
        fake.SendText(Sita, "पीएम किसान के कागज़", group);
        fake.SendText(Sita, "/help@another_bot", group);
        fake.Edit(Sita, "कुछ और", group);
        fake.SendText(Ramesh, "राशन कार्ड");
        await fake.WaitForReplyAsync(Ramesh);
        await fake.WaitForAsync(() => fake.PendingUpdates == 0);
        Assert.DoesNotContain(fake.Transcript(group), message => message.FromBot);

        fake.Mention(Sita, "पीएम किसान के कागज़", group);
        await fake.WaitForReplyAsync(group, reply => reply.Text.Contains("कागज़ात"));
        fake.ReplyToBot(Ramesh, "हेल्पलाइन?", group);
        await fake.WaitForReplyAsync(group, reply => reply.Text.Contains("155261"));
        fake.SendText(Ramesh, $"/help@{fake.Username}", group);
        await fake.WaitForReplyAsync(group, reply => reply.Labels.Contains(TestBot.Sentence("menu.schemes")));
    }

    [Fact]
    public async Task A_group_that_becomes_a_supergroup_is_served_under_its_new_id()
    {
        await using var telegram = await FakeTelegramServer.StartAsync();
        var fake = People(telegram);
        var group = fake.AddGroup("गाँव", Sita);
        await using var bot = await RunningBot.StartAsync(telegram);
        fake.Mention(Sita, "पीएम किसान", group);
        await fake.WaitForReplyAsync(group);
        var moved = fake.Migrate(group);
        fake.Mention(Sita, "कागज़?", moved);
        await fake.WaitForReplyAsync(moved, reply => reply.Text.Contains("पीएम-किसान"));
    }

    [Fact]
    public async Task After_a_request_to_wait_nothing_leaves_before_the_time()
    {
        await using var telegram = await FakeTelegramServer.StartAsync();
        var fake = People(telegram);
        await using var bot = await RunningBot.StartAsync(telegram);
        fake.Inject(Fault.TooManyRequests(3) with { Method = "sendMessage", Count = 1 });
        fake.SendText(Sita, "राशन कार्ड");
        await fake.WaitForAsync(() => fake.Records.TooManyRequests.Count == 1);
        fake.SendText(Ramesh, "पीएम किसान");
        await fake.WaitForReplyAsync(Sita);
        await fake.WaitForReplyAsync(Ramesh);
        Assert.Empty(fake.Records.HastySends);
        Assert.Single(fake.Records.TooManyRequests);
        var waited = fake.Records.Sends.Min(send => send.Time) - fake.Records.TooManyRequests[0].Time;
        Assert.True(waited.TotalSeconds >= 3.0, $"after {waited.TotalSeconds} s");
    }

    [Fact]
    public async Task Server_errors_and_broken_connections_delay_an_answer_but_do_not_lose_it()
    {
        await using var telegram = await FakeTelegramServer.StartAsync();
        var fake = People(telegram);
        await using var bot = await RunningBot.StartAsync(telegram);
        foreach (var fault in new[] { Fault.OfStatus(500), Fault.OfStatus(502), new Fault { Drop = DropMoment.BeforeAccepting } })
        {
            fake.Inject(fault with { Method = "sendMessage", Count = 1 });
            fake.SendText(Sita, "राशन कार्ड");
            await fake.WaitForReplyAsync(Sita);
            await Task.Delay(1100);
        }

        Assert.Equal(3, fake.Transcript(Sita).Count(message => message.FromBot));
    }

    [Fact]
    public async Task An_answer_whose_confirmation_was_lost_is_marked_unknown()
    {
        await using var telegram = await FakeTelegramServer.StartAsync();
        var fake = People(telegram);
        await using var bot = await RunningBot.StartAsync(telegram, "Delivery:WhenUnknown=Leave");
        fake.Inject(new Fault { Method = "sendMessage", Count = 1, Drop = DropMoment.AfterAccepting });
        fake.SendText(Sita, "राशन कार्ड");
        await fake.WaitForReplyAsync(Sita);
        await Task.Delay(2500);
        Assert.Single(fake.Transcript(Sita), message => message.FromBot);
    }

    [Fact]
    public async Task Somebody_who_blocked_the_bot_is_answered_again_when_they_write()
    {
        await using var telegram = await FakeTelegramServer.StartAsync();
        var fake = People(telegram);
        await using var bot = await RunningBot.StartAsync(telegram);
        fake.SendText(Sita, "राशन कार्ड");
        await fake.WaitForReplyAsync(Sita);
        fake.Block(Sita);
        await fake.WaitForAsync(() => fake.PendingUpdates == 0);
        fake.Unblock(Sita);
        fake.SendText(Sita, "पीएम किसान");
        await fake.WaitForReplyAsync(Sita, reply => reply.Text.Contains("पीएम-किसान") || reply.Text.Contains("प्रधानमंत्री किसान"));
    }

    [Fact]
    public async Task Polling_survives_an_outage_and_answers_what_was_asked_meanwhile()
    {
        await using var telegram = await FakeTelegramServer.StartAsync();
        var fake = People(telegram);
        await using var bot = await RunningBot.StartAsync(telegram);
        fake.SendText(Sita, "राशन कार्ड");
        await fake.WaitForReplyAsync(Sita);
        fake.Inject(Fault.OfStatus(502) with { Method = "getUpdates", Count = 2 });
        fake.SendText(Sita, "पीएम किसान");
        fake.SendText(Ramesh, "पीएम किसान");
        await fake.WaitForReplyAsync(Ramesh);
        await fake.WaitForReplyAsync(Sita);
    }

    [Fact]
    public async Task A_picture_is_uploaded_once_for_many_and_a_board_is_edited()
    {
        await using var telegram = await FakeTelegramServer.StartAsync();
        var fake = People(telegram);
        await using var bot = await RunningBot.StartAsync(telegram);
        foreach (var person in new[] { Sita, Ramesh })
        {
            fake.SendText(person, "राशन कार्ड");
            await fake.WaitForReplyAsync(person);
        }

        var (database, outbox) = (bot.Bot.Services.GetRequiredService<Database>(), bot.Bot.Services.GetRequiredService<Outbox>());
        var now = DateTimeOffset.UtcNow;
        Task SayAsync(long to, Reply reply) => database.WriteAsync(db => outbox.AddAsync(db, new ChatAddress("telegram", $"{to}"), reply, Language.Hindi, Lane.Alert, now));
        // The smallest PNG there is.
        var png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
        var (picture, letter) = await database.WriteAsync(async db =>
            (await Files.AddAsync(db, "notice.png", "image/png", png, now), await Files.AddAsync(db, "सूचना.pdf", "application/pdf", [1, 2, 3], now)));
        await SayAsync(Sita, new Reply("**ग्राम सभा** 15 अगस्त") { File = picture, Buttons = [Button.To("आऊँगा", "menu")] });
        var first = await fake.WaitForReplyAsync(Sita, reply => reply.Text == "ग्राम सभा 15 अगस्त");
        Assert.Equal((AttachedKind.Photo, "आऊँगा"), (first.Attached!.Kind, Assert.Single(first.Labels)));
        await SayAsync(Ramesh, new Reply("") { File = picture });
        var second = await fake.WaitForReplyAsync(Ramesh, reply => reply.Attached is not null);
        Assert.Equal(first.Attached.FileId, second.Attached!.FileId);
        await SayAsync(Ramesh, new Reply("पत्र") { File = letter });
        var document = await fake.WaitForReplyAsync(Ramesh, reply => reply.Attached?.Kind == AttachedKind.Document);
        Assert.Equal(("सूचना.pdf", "पत्र"), (document.Attached!.FileName, document.Text));

        await SayAsync(Sita, new Reply("10 में से 1") { Board = "progress" });
        var board = await fake.WaitForReplyAsync(Sita, reply => reply.Text == "10 में से 1");
        await SayAsync(Sita, new Reply("10 में से 10") { Board = "progress" });
        await fake.WaitForAsync(() => fake.Transcript(Sita).Any(message => message.Id == board.Id && message.Text == "10 में से 10"));
        await SayAsync(Sita, new Reply("10 में से 10") { Board = "progress" });
        await SayAsync(Sita, new Reply("बस"));
        await fake.WaitForReplyAsync(Sita, reply => reply.Text == "बस");
        Assert.Single(fake.Transcript(Sita), message => message.Text.StartsWith("10 में से", StringComparison.Ordinal));
    }

    [Fact]
    public async Task By_webhook_updates_count_only_with_the_secret()
    {
        await using var telegram = await FakeTelegramServer.StartAsync();
        var fake = People(telegram);
        var port = FreePort();
        await using var bot = await RunningBot.StartAsync(telegram, $"Urls=http://127.0.0.1:{port}", $"Telegram:Webhook:Url=http://127.0.0.1:{port}/telegram");
        fake.SendText(Sita, "राशन कार्ड");
        await fake.WaitForReplyAsync(Sita);

        using var http = new HttpClient();
        var forged = new HttpRequestMessage(HttpMethod.Post, $"http://127.0.0.1:{port}/telegram")
        {
            Content = new StringContent("{\"update_id\":1}", System.Text.Encoding.UTF8, "application/json"),
            Headers = { { "X-Telegram-Bot-Api-Secret-Token", "guess" } },
        };
        Assert.Equal(HttpStatusCode.NotFound, (await http.SendAsync(forged)).StatusCode);
    }

    [Fact]
    public async Task An_invitation_is_a_link_of_the_bot_and_a_poster_comes_as_files()
    {
        await using var telegram = await FakeTelegramServer.StartAsync();
        var fake = People(telegram);
        await using var bot = await RunningBot.StartAsync(telegram);
        var word = await bot.Bot.Services.GetRequiredService<Database>().WriteAsync(async db =>
        {
            var block = await PlaceStore.AddAsync(db, PlaceKind.Block, null, "BR", new Bilingual("अमौर", "Amour"), null);
            var panchayat = await PlaceStore.AddAsync(db, PlaceKind.Panchayat, block, "BR", new Bilingual("रामपुर", "Rampur"), 900001);
            return await Invitations.MakeAsync(db, Role.Secretary, panchayat, null, null, DateTimeOffset.UtcNow, TimeSpan.FromDays(7));
        });
        fake.Start(Ramesh, word);
        await fake.WaitForReplyAsync(Ramesh, reply => reply.Labels.Contains("हिन्दी"));
        fake.Press(Ramesh, "हिन्दी");
        await fake.WaitForReplyAsync(Ramesh, reply => reply.Text.Contains("रामपुर", StringComparison.Ordinal));
        fake.Press(Ramesh, TestBot.Sentence("accept.yes"));
        await fake.WaitForReplyAsync(Ramesh, reply => reply.Text.Contains("पूरा नाम", StringComparison.Ordinal));
        fake.SendText(Ramesh, "रमेश कुमार");
        await fake.WaitForReplyAsync(Ramesh, reply => reply.Text.Contains("पोस्टर", StringComparison.Ordinal));
        fake.SendText(Ramesh, "निमंत्रण");
        await fake.WaitForReplyAsync(Ramesh, reply => reply.Labels.Contains(TestBot.Sentence("role.wardmember")));
        fake.Press(Ramesh, TestBot.Sentence("role.wardmember"));
        var link = await fake.WaitForReplyAsync(Ramesh, reply => reply.Text.StartsWith("https://", StringComparison.Ordinal));
        Assert.Matches($"^https://t\\.me/{fake.Username}\\?start=inv_[A-Za-z]{{24}}$", link.Text);
        fake.SendText(Ramesh, "/poster");
        await fake.WaitForAsync(() => fake.Transcript(Ramesh).Count(message => message.FromBot && message.Attached is not null) == 2);
    }

    private static FakeBot People(FakeTelegramServer telegram)
    {
        var fake = telegram.Bot();
        fake.AddPerson(Sita, "सीता");
        fake.AddPerson(Ramesh, "रमेश");
        return fake;
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
