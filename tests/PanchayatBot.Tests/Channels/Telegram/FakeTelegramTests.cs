using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using PanchayatBot.FakeTelegram;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;
using Telegram.Bot.Types.ReplyMarkups;
using Xunit;
using static PanchayatBot.FakeTelegram.FakeTelegramServer;

namespace PanchayatBot.Tests.Channels.Telegram;

/// <summary>The fake server answers a real client as Telegram does: only then do tests against it prove anything.</summary>
public sealed class FakeTelegramTests : IAsyncLifetime
{
    private const long Sita = 7;
    private const long Ramesh = 8;

    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 10, 2, 10, 0, 0, TimeSpan.Zero));
    private readonly HttpClient http = new();
    private FakeTelegramServer server = null!;
    private FakeBot bot = null!;
    private TelegramBotClient client = null!;

    public async ValueTask InitializeAsync() => await StartAsync(new FakeTelegramOptions { ConflictDelay = TimeSpan.Zero });

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task The_bot_learns_who_it_is()
    {
        var me = await client.GetMe();

        Assert.True(me.IsBot);
        Assert.Equal(bot.Id, me.Id);
        Assert.Equal(bot.Username, me.Username);
    }

    [Fact]
    public async Task An_offset_acknowledges_all_below_it_and_nothing_else()
    {
        var ids = Enumerable.Range(1, 3).Select(i => bot.SendText(Sita, $"सवाल {i}")!.Value).ToArray();

        Assert.Equal(ids, (await client.GetUpdates()).Select(update => update.Id));
        Assert.Equal(ids[1..], (await client.GetUpdates(offset: ids[1])).Select(update => update.Id));
        Assert.Equal(ids[1..], (await client.GetUpdates()).Select(update => update.Id));
        Assert.NotNull(bot.Records.Updates[0].ConfirmedAt);
        Assert.Null(bot.Records.Updates[1].ConfirmedAt);
        Assert.Equal(3, bot.Records.Updates[2].TimesHandedOut);
        Assert.Equal(ids[1], Assert.Single(bot.Records.Confirmations).Offset);
    }

    [Fact]
    public async Task A_negative_offset_keeps_the_last_ones_and_a_far_one_is_ignored()
    {
        var ids = Enumerable.Range(1, 4).Select(i => bot.SendText(Sita, $"सवाल {i}")!.Value).ToArray();

        Assert.Equal(ids, (await client.GetUpdates(offset: ids[3] + 1000)).Select(update => update.Id));
        Assert.Equal(ids[2..], (await client.GetUpdates(offset: -2)).Select(update => update.Id));
        Assert.Equal(2, bot.PendingUpdates);
    }

    [Fact]
    public async Task A_limit_is_clamped_and_the_same_offset_at_once_again_gets_one_update()
    {
        var first = bot.SendText(Sita, "एक")!.Value;
        for (var i = 0; i < 120; i++)
            bot.SendText(Sita, $"सवाल {i}");

        Assert.Equal(100, (await client.GetUpdates(offset: first, limit: 1000)).Length);
        Assert.Single(await client.GetUpdates(offset: first));
    }

    [Fact]
    public async Task A_hanging_poll_ends_when_somebody_writes()
    {
        var poll = client.GetUpdates(timeout: 30);
        await bot.WaitForAsync(() => bot.Polls == 1);
        Assert.False(poll.IsCompleted);

        bot.SendText(Sita, "नमस्ते");

        var update = Assert.Single(await poll.WaitAsync(TimeSpan.FromSeconds(5)));
        Assert.Equal("नमस्ते", update.Message!.Text);
        Assert.Equal("hi", update.Message.From!.LanguageCode);
        Assert.Equal(ChatType.Private, update.Message.Chat.Type);
    }

    [Fact]
    public async Task A_second_poller_throws_the_first_one_out_and_a_webhook_both()
    {
        var first = client.GetUpdates(timeout: 30);
        await bot.WaitForAsync(() => bot.Polls == 1);
        var second = client.GetUpdates(offset: -1, timeout: 30);

        var error = await Assert.ThrowsAsync<ApiRequestException>(() => first);
        Assert.Equal(409, error.ErrorCode);
        Assert.Equal("Conflict: terminated by other getUpdates request; make sure that only one bot instance is running", error.Message);

        await bot.WaitForAsync(() => bot.Polls == 2);
        await client.SetWebhook("http://127.0.0.1:9/hook");
        Assert.Equal("Conflict: terminated by setWebhook request", (await Assert.ThrowsAsync<ApiRequestException>(() => second)).Message);
        Assert.StartsWith("Conflict: can't use getUpdates method while webhook is active", await ErrorAsync(() => client.GetUpdates()));
        await client.DeleteWebhook();
        Assert.Empty(await client.GetUpdates());
    }

    [Fact]
    public async Task Only_what_the_bot_asked_for_is_queued_and_the_wish_is_remembered()
    {
        await client.GetUpdates(allowedUpdates: [UpdateType.CallbackQuery]);
        Assert.Null(bot.SendText(Sita, "नहीं सुना"));
        await client.GetUpdates(offset: 1);
        Assert.Null(bot.SendText(Sita, "फिर नहीं"));

        await client.GetUpdates(offset: 2, allowedUpdates: []);
        Assert.NotNull(bot.SendText(Sita, "अब सुना"));
    }

    [Fact]
    public async Task What_was_acknowledged_can_come_again()
    {
        var id = bot.SendText(Sita, "नमस्ते")!.Value;
        await client.GetUpdates();
        Assert.Empty(await client.GetUpdates(offset: id + 1));

        bot.Redeliver(id);
        Assert.Equal(id, Assert.Single(await client.GetUpdates(offset: id + 1)).Id);

        bot.ForgetLastConfirmation();
        Assert.Equal(id, Assert.Single(await client.GetUpdates(offset: id + 1)).Id);
    }

    [Fact]
    public async Task Old_updates_die_presses_sooner_than_messages()
    {
        await RestartAsync(new FakeTelegramOptions { Time = clock });
        bot.SendText(Sita, "नमस्ते");
        await client.SendMessage(Sita, "चुनिए", replyMarkup: new InlineKeyboardMarkup(InlineKeyboardButton.WithCallbackData("हाँ", "yes")));
        bot.Press(Sita, "हाँ");

        clock.Advance(TimeSpan.FromSeconds(151));
        Assert.Equal(UpdateType.Message, Assert.Single(await client.GetUpdates()).Type);
        clock.Advance(TimeSpan.FromHours(24));
        Assert.Empty(await client.GetUpdates());
    }

    [Fact]
    public async Task A_message_stands_in_the_chat_as_people_see_it()
    {
        bot.Start(Sita);
        var sent = await client.SendMessage(
            Sita,
            "  <b>राशन &lt; कार्ड</b> 🙏 <a href=\"https://nfsa.gov.in\">यहाँ</a>\n",
            ParseMode.Html,
            replyMarkup: new InlineKeyboardMarkup(
                [[InlineKeyboardButton.WithCallbackData("कागज़ात", "docs")], [InlineKeyboardButton.WithUrl("वेबसाइट", "https://nfsa.gov.in")]]));

        var seen = bot.Transcript(Sita)[^1];
        Assert.Equal("राशन < कार्ड 🙏 यहाँ", seen.Text);
        Assert.Equal(["कागज़ात", "वेबसाइट"], seen.Labels);
        Assert.StartsWith("  <b>", seen.Html, StringComparison.Ordinal);
        Assert.Equal([new TextEntity("bold", 0, 12), new TextEntity("text_link", 16, 4, "https://nfsa.gov.in")], seen.Entities);
        Assert.Equal(seen.Text, sent.Text);
        Assert.Equal([MessageEntityType.Bold, MessageEntityType.TextLink], sent.Entities!.Select(entity => entity.Type));
        Assert.Equal("docs", sent.ReplyMarkup!.InlineKeyboard.First().First().CallbackData);
        Assert.Equal(seen.Id, sent.MessageId);
    }

    [Theory]
    [InlineData("आय < 2 लाख", "can't parse entities: Unsupported start tag \"\" at byte offset 7")]
    [InlineData("अ<br>", "can't parse entities: Unsupported start tag \"br\" at byte offset 3")]
    [InlineData("<b>मोटा", "can't parse entities: Can't find end tag corresponding to start tag \"b\"")]
    [InlineData("<b>मोटा</i>", "can't parse entities: Unmatched end tag at byte offset 15, expected \"</b>\", found \"</i>\"")]
    [InlineData("मोटा</b>", "can't parse entities: Unexpected end tag at byte offset 12")]
    [InlineData("अ <b", "can't parse entities: Unclosed start tag at byte offset 4")]
    [InlineData("<a href>क</a>", "can't parse entities: Expected equal sign in declaration of an attribute of the tag \"a\" at byte offset 0")]
    [InlineData("<span class=\"big\">क</span>", "can't parse entities: Tag \"span\" must have class \"tg-spoiler\" at byte offset 0")]
    [InlineData("<b></b>", "text must be non-empty")]
    [InlineData(" \n ", "text must be non-empty")]
    [InlineData("", "message text is empty")]
    public async Task Wrong_text_is_refused_in_Telegrams_words(string html, string complaint)
    {
        bot.Start(Sita);

        Assert.Equal($"Bad Request: {complaint}", await ErrorAsync(() => client.SendMessage(Sita, html, ParseMode.Html)));
        Assert.Empty(bot.Records.Sends);
    }

    [Theory]
    [InlineData("a &amp; b &#2325; &unknown; &", "a & b क &unknown; &")]
    [InlineData("<blockquote expandable>लंबा</blockquote>", "लंबा")]
    [InlineData("<B>बड़ा</B>", "बड़ा")]
    public async Task Right_text_is_read_in_Telegrams_way(string html, string text)
    {
        bot.Start(Sita);

        Assert.Equal(text, (await client.SendMessage(Sita, html, ParseMode.Html)).Text);
    }

    [Fact]
    public async Task Length_is_counted_after_the_tags_are_gone()
    {
        bot.Start(Sita);

        await client.SendMessage(Sita, $"<b>{new string('क', 4096)}</b>", ParseMode.Html);
        Assert.Equal("Bad Request: message is too long", await ErrorAsync(() => client.SendMessage(Sita, new string('क', 4097))));
        Assert.Equal("Bad Request: text is too long", await ErrorAsync(() => client.SendMessage(Sita, new string('क', 11000))));
    }

    [Theory]
    [InlineData("""[[{"text":"क","callback_data":"ककककककककककककककककककककक1"}]]""", null)]
    [InlineData("""[[{"text":"क","callback_data":"कककककककककककककककककककककक"}]]""", "BUTTON_DATA_INVALID")]
    [InlineData("""[[{"text":"क","callback_data":""}]]""", "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")]
    [InlineData("""[[{"text":"क"}]]""", "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")]
    [InlineData("""[[{"text":"क","callback_data":"a","url":"https://gov.in"}]]""", "can't parse inline keyboard button: exactly one action must be specified")]
    [InlineData("""[[{"callback_data":"a"}]]""", "can't parse inline keyboard button: Can't find field \"text\"")]
    [InlineData("""[[{"text":"क","url":"tel:155261"}]]""", "inline keyboard button URL 'tel:155261' is invalid: Wrong HTTP URL")]
    [InlineData("""[[{"text":"क","url":"http://localhost:5080"}]]""", "inline keyboard button URL 'http://localhost:5080' is invalid: Wrong HTTP URL")]
    public async Task Buttons_have_a_label_and_exactly_one_action(string keyboard, string? complaint)
    {
        bot.Start(Sita);

        var (status, body) = await CallAsync("sendMessage", $$$"""{"chat_id":7,"text":"चुनिए","reply_markup":{"inline_keyboard":{{{keyboard}}}}}""");

        Assert.Equal(complaint is null ? 200 : 400, status);
        if (complaint is not null)
            Assert.Contains(System.Text.Json.JsonEncodedText.Encode($"Bad Request: {complaint}", System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(), body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_cannot_be_written_to_is_told_apart()
    {
        Assert.Equal("Bad Request: chat not found", await ErrorAsync(() => client.SendMessage(99, "नमस्ते")));
        bot.AddPerson(Sita, "सीता");
        Assert.Equal("Forbidden: bot can't initiate conversation with a user", await ErrorAsync(() => client.SendMessage(Sita, "नमस्ते"), 403));
        bot.Start(Sita);
        await client.SendMessage(Sita, "नमस्ते");
        bot.Block(Sita);
        Assert.Equal("Forbidden: bot was blocked by the user", await ErrorAsync(() => client.SendMessage(Sita, "नमस्ते"), 403));
        Assert.Throws<InvalidOperationException>(() => bot.SendText(Sita, "सुनिए"));
        bot.Unblock(Sita);
        await client.SendMessage(Sita, "नमस्ते");
        bot.Deactivate(Sita);
        Assert.Equal("Forbidden: user is deactivated", await ErrorAsync(() => client.SendMessage(Sita, "नमस्ते"), 403));

        var changes = (await client.GetUpdates()).Where(update => update.MyChatMember is not null).Select(update => update.MyChatMember!.NewChatMember.Status);
        Assert.Equal([ChatMemberStatus.Kicked, ChatMemberStatus.Member], changes);
    }

    [Fact]
    public async Task A_group_is_heard_only_when_it_speaks_to_the_bot()
    {
        var group = bot.AddGroup("ग्राम सभा", Sita, Ramesh);
        var said = await client.SendMessage(group, "नमस्ते");

        Assert.Null(bot.SendText(Ramesh, "आज मौसम अच्छा है", group));
        Assert.Null(bot.SendText(Ramesh, "/help@other_bot", group));
        var heard = new[]
        {
            bot.SendText(Sita, "/help", group), bot.SendText(Sita, $"/help@{bot.Username}", group), bot.Mention(Ramesh, "राशन कार्ड?", group), bot.ReplyToBot(Ramesh, "कैसे?", group),
        };

        Assert.DoesNotContain(null, heard);
        var updates = await client.GetUpdates();
        Assert.Equal(ChatMemberStatus.Member, updates[0].MyChatMember!.NewChatMember.Status);
        Assert.Equal(said.MessageId, updates[^1].Message!.ReplyToMessage!.MessageId);
        Assert.Equal(MessageEntityType.Mention, updates[^2].Message!.Entities!.Single().Type);
        Assert.Equal(ChatMemberStatus.Creator, (await client.GetChatMember(group, Sita)).Status);
        Assert.Equal("ग्राम सभा", (await client.GetChat(group)).Title);
    }

    [Fact]
    public async Task A_group_that_grew_is_found_under_its_new_id()
    {
        var group = bot.AddGroup("ग्राम सभा", Sita);
        var moved = bot.Migrate(group);

        var error = await Assert.ThrowsAsync<ApiRequestException>(() => client.SendMessage(group, "सूचना"));
        Assert.Equal(400, error.ErrorCode);
        Assert.Equal(moved, error.Parameters!.MigrateToChatId);
        Assert.Equal(ChatType.Supergroup, (await client.SendMessage(moved, "सूचना")).Chat.Type);
        var updates = await client.GetUpdates();
        Assert.Contains(updates, update => update.Message?.MigrateToChatId == moved);
        Assert.Contains(updates, update => update.Message?.MigrateFromChatId == group);

        bot.Remove(moved);
        Assert.Equal("Forbidden: bot was kicked from the supergroup chat", await ErrorAsync(() => client.SendMessage(moved, "सूचना"), 403));
    }

    [Fact]
    public async Task A_press_is_answered_once_and_in_time()
    {
        await RestartAsync(new FakeTelegramOptions { Time = clock });
        bot.Start(Sita);
        var question = await client.SendMessage(Sita, "चुनिए", replyMarkup: new InlineKeyboardMarkup(InlineKeyboardButton.WithCallbackData("हाँ", "yes")));
        bot.Press(Sita, "हाँ");
        bot.Press(Sita, "yes");
        var presses = (await client.GetUpdates()).Where(update => update.CallbackQuery is not null).Select(update => update.CallbackQuery!).ToArray();

        Assert.Equal(("yes", question.MessageId), (presses[0].Data, presses[0].Message!.MessageId));
        await client.AnswerCallbackQuery(presses[0].Id, "दर्ज हुआ");
        const string TooLate = "Bad Request: query is too old and response timeout expired or query ID is invalid";
        Assert.Equal(TooLate, await ErrorAsync(() => client.AnswerCallbackQuery(presses[0].Id)));
        clock.Advance(TimeSpan.FromSeconds(16));
        Assert.Equal(TooLate, await ErrorAsync(() => client.AnswerCallbackQuery(presses[1].Id)));
        Assert.Equal("दर्ज हुआ", Assert.Single(bot.Records.CallbackAnswers).Text);
        Assert.Throws<InvalidOperationException>(() => bot.Press(Sita, "नहीं"));
    }

    [Fact]
    public async Task An_edit_must_change_something()
    {
        bot.Start(Sita);
        var keyboard = new InlineKeyboardMarkup(InlineKeyboardButton.WithCallbackData("हाँ", "yes"));
        var sent = await client.SendMessage(Sita, "<b>एक</b>", ParseMode.Html, replyMarkup: keyboard);

        Assert.StartsWith("Bad Request: message is not modified", await ErrorAsync(() => client.EditMessageText(Sita, sent.MessageId, "<strong>एक</strong>", ParseMode.Html, replyMarkup: keyboard)));
        await client.EditMessageText(Sita, sent.MessageId, "दो");
        var seen = bot.Transcript(Sita)[^1];
        Assert.Equal(("दो", 0), (seen.Text, seen.Buttons.Count));
        await client.EditMessageReplyMarkup(Sita, sent.MessageId, keyboard);
        Assert.Equal(["हाँ"], bot.Transcript(Sita)[^1].Labels);
        Assert.StartsWith("Bad Request: message is not modified", await ErrorAsync(() => client.EditMessageReplyMarkup(Sita, sent.MessageId, keyboard)));
        Assert.Equal("Bad Request: message to edit not found", await ErrorAsync(() => client.EditMessageText(Sita, 9999, "तीन")));
        Assert.Equal("Bad Request: message can't be edited", await ErrorAsync(() => client.EditMessageText(Sita, bot.Transcript(Sita)[0].Id, "तीन")));
    }

    [Fact]
    public async Task People_send_other_things_than_text_and_change_their_words()
    {
        foreach (var kind in Enum.GetValues<AttachedKind>())
            bot.Attach(Sita, kind, kind == AttachedKind.Photo ? "टूटा हैंडपंप" : null);
        bot.SendText(Sita, "राशन");
        bot.Edit(Sita, "राशन कार्ड");

        var updates = await client.GetUpdates();
        Assert.Equal(
            [MessageType.Photo, MessageType.Document, MessageType.Voice, MessageType.Video, MessageType.Sticker, MessageType.Location, MessageType.Contact, MessageType.Text],
            updates.Where(update => update.Message is not null).Select(update => update.Message!.Type));
        Assert.Equal("टूटा हैंडपंप", updates[0].Message!.Caption);
        Assert.Equal("राशन कार्ड", updates[^1].EditedMessage!.Text);
        Assert.Equal(updates[^2].Message!.MessageId, updates[^1].EditedMessage!.MessageId);
    }

    [Fact]
    public async Task Files_are_kept_and_can_be_sent_again_by_id()
    {
        bot.Start(Sita);
        var png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

        var photo = await client.SendPhoto(Sita, InputFile.FromStream(new MemoryStream(png), "chart.png"), "<i>चित्र</i>", ParseMode.Html);
        var report = await client.SendDocument(Sita, InputFile.FromStream(new MemoryStream("रिपोर्ट"u8.ToArray()), "report.csv"));
        await client.SendPhoto(Sita, InputFile.FromFileId(photo.Photo![0].FileId));

        var seen = bot.Transcript(Sita);
        Assert.Equal(png, seen[1].Attached!.Content.ToArray());
        Assert.Equal("चित्र", seen[1].Text);
        Assert.Equal("report.csv", report.Document!.FileName);
        Assert.Equal("रिपोर्ट", Encoding.UTF8.GetString(bot.FindFile(report.Document.FileId)!.Content.Span));
        Assert.Equal("Bad Request: IMAGE_PROCESS_FAILED", await ErrorAsync(() => client.SendPhoto(Sita, InputFile.FromStream(new MemoryStream([1, 2, 3]), "a.png"))));
        Assert.StartsWith("Bad Request: can't use file of type", await ErrorAsync(() => client.SendPhoto(Sita, InputFile.FromFileId(report.Document.FileId))));
    }

    [Fact]
    public async Task Commands_and_descriptions_are_kept_by_language()
    {
        await client.SetMyCommands([new("help", "मदद")], languageCode: "hi");
        await client.SetMyCommands([new("help", "Help")], new BotCommandScopeAllPrivateChats());
        await client.SetMyDescription("पंचायत का साथी", "hi");

        Assert.Equal("मदद", Assert.Single(await client.GetMyCommands(languageCode: "hi")).Description);
        Assert.Empty(await client.GetMyCommands());
        Assert.Equal("Help", Assert.Single(bot.CommandsOf(scope: "all_private_chats")).Description);
        Assert.Equal("पंचायत का साथी", bot.ProfileText("description", "hi"));
        Assert.Equal("Bad Request: BOT_COMMAND_INVALID", await ErrorAsync(() => client.SetMyCommands([new("मदद", "मदद")])));
    }

    [Fact]
    public async Task Limits_ask_for_patience_and_haste_is_written_down()
    {
        await RestartAsync(new FakeTelegramOptions { Time = clock, Limits = new FloodLimits(PerSecond: 30, PerChatPerSecond: 1, PerChatBurst: 2, PerGroupPerMinute: 3) });
        bot.Start(Sita);
        var group = bot.AddGroup("ग्राम सभा", Sita);
        await client.SendMessage(Sita, "एक");
        await client.SendMessage(Sita, "दो");

        var error = await Assert.ThrowsAsync<ApiRequestException>(() => client.SendMessage(Sita, "तीन"));
        Assert.Equal((429, 1), (error.ErrorCode, error.Parameters!.RetryAfter));
        Assert.Equal("Too Many Requests: retry after 1", error.Message);
        await Assert.ThrowsAsync<ApiRequestException>(() => client.SendMessage(Sita, "तीन"));
        clock.Advance(TimeSpan.FromSeconds(1));
        await client.SendMessage(Sita, "तीन");
        for (var i = 0; i < 3; i++)
            await client.SendMessage(group, $"सूचना {i}");
        Assert.Equal(20, (await Assert.ThrowsAsync<ApiRequestException>(() => client.SendMessage(group, "और"))).Parameters!.RetryAfter);

        Assert.Equal([(Sita, 1), (Sita, 1), (group, 20)], bot.Records.TooManyRequests.Select(told => (told.Chat!.Value, told.RetryAfter)));
        Assert.Equal(Sita, Assert.Single(bot.Records.HastySends).Chat);
    }

    [Fact]
    public async Task Faults_strike_the_calls_they_are_meant_for()
    {
        bot.Start(Sita);
        bot.Inject(Fault.TooManyRequests(7) with { Method = "sendMessage", Count = 1 });
        var wait = await Assert.ThrowsAsync<ApiRequestException>(() => client.SendMessage(Sita, "एक"));
        Assert.Equal(7, wait.Parameters!.RetryAfter);
        Assert.Null(Assert.Single(bot.Records.TooManyRequests).Chat);
        await client.SendMessage(Sita, "एक");
        Assert.Single(bot.Records.HastySends);

        bot.Inject(Fault.OfStatus(502) with { Count = 1 });
        Assert.IsNotType<ApiRequestException>(await Assert.ThrowsAnyAsync<RequestException>(() => client.SendMessage(Sita, "दो")));
        bot.Inject(Fault.OfStatus(500) with { Chat = Ramesh });
        await client.SendMessage(Sita, "दो");
        bot.EndFaults();

        var never = bot.Inject(Fault.OfStatus(500) with { Probability = 0 });
        bot.Inject(Fault.Slow(TimeSpan.FromMilliseconds(50)) with { Method = "getMe" });
        var before = TimeProvider.System.GetTimestamp();
        await client.GetMe();
        Assert.True(TimeProvider.System.GetElapsedTime(before) >= TimeSpan.FromMilliseconds(49));
        Assert.Equal(0, never.Hits);

        bot.IsRevoked = true;
        Assert.Equal("Unauthorized", await ErrorAsync(() => client.GetMe(), 401));
    }

    [Theory]
    [InlineData(DropMoment.BeforeAccepting, 0)]
    [InlineData(DropMoment.AfterAccepting, 1)]
    [InlineData(DropMoment.MidAnswer, 1)]
    public async Task A_cut_connection_leaves_the_bot_in_doubt(DropMoment moment, int messages)
    {
        bot.Start(Sita);
        bot.Inject(Fault.Cut(moment) with { Method = "sendMessage", Count = 1 });

        Assert.IsNotType<ApiRequestException>(await Assert.ThrowsAnyAsync<RequestException>(() => client.SendMessage(Sita, "एक")));

        Assert.Equal(messages, bot.Records.Sends.Count);
        await client.SendMessage(Sita, "एक");
        Assert.Equal(messages + 1, bot.Transcript(Sita).Count(message => message.FromBot));
    }

    [Fact]
    public async Task Updates_of_a_poll_whose_answer_was_lost_come_again()
    {
        var id = bot.SendText(Sita, "नमस्ते")!.Value;
        bot.Inject(Fault.Cut(DropMoment.AfterAccepting) with { Method = "getUpdates", Count = 1 });

        await Assert.ThrowsAnyAsync<RequestException>(() => client.GetUpdates());

        Assert.Equal(id, Assert.Single(await client.GetUpdates()).Id);
    }

    [Fact]
    public async Task A_reply_is_counted_for_what_it_answers()
    {
        await RestartAsync(new FakeTelegramOptions { Time = clock });
        bot.SendText(Sita, "पहला");
        var second = bot.SendText(Sita, "दूसरा");
        clock.Advance(TimeSpan.FromSeconds(2));
        var updates = await client.GetUpdates();
        clock.Advance(TimeSpan.FromSeconds(1));
        await client.SendMessage(Sita, "दूसरे का जवाब", replyParameters: updates[1].Message!.MessageId);
        await client.SendMessage(Sita, "पहले का जवाब");

        Assert.Equal(second, bot.Records.Sends[0].Answers!.Id);
        Assert.Equal(TimeSpan.FromSeconds(3), bot.Records.Updates[0].ReplyTime);
        Assert.Equal(TimeSpan.FromSeconds(1), bot.Records.Updates[0].ReplyTimeOfBot);
        Assert.Equal("पहले का जवाब", (await bot.WaitForReplyAsync(Sita, message => message.Text.StartsWith("पहले", StringComparison.Ordinal))).Text);
        await Assert.ThrowsAsync<TimeoutException>(() => bot.WaitForAsync(() => false, TimeSpan.FromMilliseconds(20)));
    }

    [Fact]
    public async Task A_webhook_gets_each_chats_updates_in_order_until_it_accepts_them()
    {
        await RestartAsync(new FakeTelegramOptions { WebhookRetryUnit = TimeSpan.FromMilliseconds(10) });
        var answers = new Queue<int>([500, 503, 200, 200]);
        var bodies = new List<string>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var hook = builder.Build();
        hook.Urls.Add("http://127.0.0.1:0");
        hook.MapPost("/hook", async (HttpRequest request) =>
        {
            Assert.Equal("Secret_1", request.Headers["X-Telegram-Bot-Api-Secret-Token"].ToString());
            using var reader = new StreamReader(request.Body, Encoding.UTF8);
            bodies.Add(await reader.ReadToEndAsync());
            return Results.StatusCode(answers.Dequeue());
        });
        await hook.StartAsync();
        await client.SetWebhook($"{hook.Urls.First()}/hook", secretToken: "Secret_1");
        bot.SendText(Sita, "एक");
        bot.SendText(Sita, "दो");

        await bot.WaitForAsync(() => bot.Records.Updates.All(update => update.ConfirmedAt is not null));
        Assert.Equal([true, true, true, false], bodies.Select(body => body.Contains("एक", StringComparison.Ordinal)));
        Assert.Contains("503", (await client.GetWebhookInfo()).LastErrorMessage, StringComparison.Ordinal);
        Assert.StartsWith("Bad Request: FAKE: bad webhook", await ErrorAsync(() => client.SetWebhook("https://example.org/hook")));
    }

    [Fact]
    public async Task Unknown_tokens_and_methods_are_refused()
    {
        await RestartAsync(new FakeTelegramOptions { Tokens = [DefaultToken] });
        var stranger = new TelegramBotClient(new TelegramBotClientOptions("987654321:AnotherTokenThatOpensNothing_012345", server.BaseAddress.ToString()) { RetryCount = 0 });

        Assert.Equal("Unauthorized", await ErrorAsync(() => stranger.GetMe(), 401));
        Assert.Equal((404, """{"ok":false,"error_code":404,"description":"Not Found: method not found"}"""), await CallAsync("sendMesage", "{}"));
        var (status, body) = await CallAsync("sendPoll", "{}");
        Assert.Equal(400, status);
        Assert.Contains("the method sendPoll is not modelled", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_come_as_address_form_or_JSON_alike()
    {
        bot.Start(Sita);
        var address = new Uri(server.BaseAddress, $"/bot{DefaultToken}/sendMessage");

        await http.GetAsync(new Uri($"{address}?chat_id=7&text=%E0%A4%8F%E0%A4%95"));
        using var form = new FormUrlEncodedContent([new("chat_id", "7"), new("text", "दो"), new("reply_markup", """{"inline_keyboard":[[{"text":"हाँ","callback_data":"y"}]]}""")]);
        await http.PostAsync(address, form);
        await CallAsync("SENDMESSAGE", """{"chat_id":"7","text":"तीन"}""");

        Assert.Equal(["एक", "दो", "तीन"], bot.Records.Sends.Select(send => send.Message.Text));
        Assert.Equal(["हाँ"], bot.Records.Sends[1].Message.Labels);
        Assert.Equal(3, bot.Records.Calls("sendMessage"));
    }

    private async Task StartAsync(FakeTelegramOptions options)
    {
        server = await FakeTelegramServer.StartAsync(options);
        bot = server.Bot();
        client = new TelegramBotClient(new TelegramBotClientOptions(DefaultToken, server.BaseAddress.ToString()) { RetryThreshold = 0, RetryCount = 0 });
    }

    private async Task RestartAsync(FakeTelegramOptions options)
    {
        await server.DisposeAsync();
        await StartAsync(options);
    }

    private async Task<(int Status, string Body)> CallAsync(string method, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await http.PostAsync(new Uri(server.BaseAddress, $"/bot{DefaultToken}/{method}"), content);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private static async Task<string> ErrorAsync(Func<Task> call, int code = 0)
    {
        var error = await Assert.ThrowsAsync<ApiRequestException>(call);
        if (code != 0)
            Assert.Equal(code, error.ErrorCode);
        return error.Message;
    }
}
