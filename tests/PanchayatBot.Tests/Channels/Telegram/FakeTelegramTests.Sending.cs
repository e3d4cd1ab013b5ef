using System.Text;
using CsCheck;
using PanchayatBot.FakeTelegram;
using PanchayatBot.FakeTelegram.Http;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;
using Telegram.Bot.Types.ReplyMarkups;

namespace PanchayatBot.Tests.Channels.Telegram;

// What the bot sends, and to whom it may.
public sealed partial class FakeTelegramTests
{
    [Fact]
    public async Task A_message_stands_in_the_chat_as_people_see_it()
    {
        _bot.Start(Sita);
        var sent = await _client.SendMessage(
            Sita,
            "  <b>राशन &lt; कार्ड</b> 🙏 <a href=\"https://nfsa.gov.in\">यहाँ</a>\n",
            ParseMode.Html,
            replyMarkup: new InlineKeyboardMarkup(
                [[InlineKeyboardButton.WithCallbackData("कागज़ात", "docs")], [InlineKeyboardButton.WithUrl("वेबसाइट", "https://nfsa.gov.in")]]));

        var seen = _bot.Transcript(Sita)[^1];
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
        _bot.Start(Sita);

        Assert.Equal($"Bad Request: {complaint}", await ErrorAsync(() => _client.SendMessage(Sita, html, ParseMode.Html)));
        Assert.Empty(_bot.Records.Sends);
    }

    [Theory]
    [InlineData("a &amp; b &#2325; &unknown; &", "a & b क &unknown; &")]
    [InlineData("<blockquote expandable>लंबा</blockquote>", "लंबा")]
    [InlineData("<B>बड़ा</B>", "बड़ा")]
    public async Task Right_text_is_read_in_Telegrams_way(string html, string text)
    {
        _bot.Start(Sita);

        Assert.Equal(text, (await _client.SendMessage(Sita, html, ParseMode.Html)).Text);
    }

    [Fact]
    public async Task Length_is_counted_after_the_tags_are_gone()
    {
        _bot.Start(Sita);

        await _client.SendMessage(Sita, $"<b>{new string('क', 4096)}</b>", ParseMode.Html);
        Assert.Equal("Bad Request: message is too long", await ErrorAsync(() => _client.SendMessage(Sita, new string('क', 4097))));
        Assert.Equal("Bad Request: text is too long", await ErrorAsync(() => _client.SendMessage(Sita, new string('क', 11000))));
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
        _bot.Start(Sita);

        var (status, body) = await CallAsync("sendMessage", $$$"""{"chat_id":7,"text":"चुनिए","reply_markup":{"inline_keyboard":{{{keyboard}}}}}""");

        Assert.Equal(complaint is null ? 200 : 400, status);
        if (complaint is not null)
            Assert.Contains(System.Text.Json.JsonEncodedText.Encode($"Bad Request: {complaint}", System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(), body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_cannot_be_written_to_is_told_apart()
    {
        Assert.Equal("Bad Request: chat not found", await ErrorAsync(() => _client.SendMessage(99, "नमस्ते")));
        _bot.AddPerson(Sita, "सीता");
        Assert.Equal("Forbidden: bot can't initiate conversation with a user", await ErrorAsync(() => _client.SendMessage(Sita, "नमस्ते"), 403));
        _bot.Start(Sita);
        await _client.SendMessage(Sita, "नमस्ते");
        _bot.Block(Sita);
        Assert.Equal("Forbidden: bot was blocked by the user", await ErrorAsync(() => _client.SendMessage(Sita, "नमस्ते"), 403));
        Assert.Throws<InvalidOperationException>(() => _bot.SendText(Sita, "सुनिए"));
        _bot.Unblock(Sita);
        await _client.SendMessage(Sita, "नमस्ते");
        _bot.Deactivate(Sita);
        Assert.Equal("Forbidden: user is deactivated", await ErrorAsync(() => _client.SendMessage(Sita, "नमस्ते"), 403));

        var changes = (await _client.GetUpdates()).Where(update => update.MyChatMember is not null).Select(update => update.MyChatMember!.NewChatMember.Status);
        Assert.Equal([ChatMemberStatus.Kicked, ChatMemberStatus.Member], changes);
    }

    [Fact]
    public async Task A_group_is_heard_only_when_it_speaks_to_the_bot()
    {
        var group = _bot.AddGroup("ग्राम सभा", Sita, Ramesh);
        var said = await _client.SendMessage(group, "नमस्ते");

        Assert.Null(_bot.SendText(Ramesh, "आज मौसम अच्छा है", group));
        Assert.Null(_bot.SendText(Ramesh, "/help@other_bot", group));
        var heard = new[]
        {
            _bot.SendText(Sita, "/help", group), _bot.SendText(Sita, $"/help@{_bot.Username}", group), _bot.Mention(Ramesh, "राशन कार्ड?", group), _bot.ReplyToBot(Ramesh, "कैसे?", group),
        };

        Assert.DoesNotContain(null, heard);
        var updates = await _client.GetUpdates();
        Assert.Equal(ChatMemberStatus.Member, updates[0].MyChatMember!.NewChatMember.Status);
        Assert.Equal(said.MessageId, updates[^1].Message!.ReplyToMessage!.MessageId);
        Assert.Equal(MessageEntityType.Mention, updates[^2].Message!.Entities!.Single().Type);
        Assert.Equal(ChatMemberStatus.Creator, (await _client.GetChatMember(group, Sita)).Status);
        Assert.Equal("ग्राम सभा", (await _client.GetChat(group)).Title);
    }

    [Fact]
    public async Task A_group_that_grew_is_found_under_its_new_id()
    {
        var group = _bot.AddGroup("ग्राम सभा", Sita);
        var moved = _bot.Migrate(group);

        var error = await Assert.ThrowsAsync<ApiRequestException>(() => _client.SendMessage(group, "सूचना"));
        Assert.Equal(400, error.ErrorCode);
        Assert.Equal(moved, error.Parameters!.MigrateToChatId);
        Assert.Equal(ChatType.Supergroup, (await _client.SendMessage(moved, "सूचना")).Chat.Type);
        var updates = await _client.GetUpdates();
        Assert.Contains(updates, update => update.Message?.MigrateToChatId == moved);
        Assert.Contains(updates, update => update.Message?.MigrateFromChatId == group);

        _bot.Remove(moved);
        Assert.Equal("Forbidden: bot was kicked from the supergroup chat", await ErrorAsync(() => _client.SendMessage(moved, "सूचना"), 403));
    }

    [Fact]
    public async Task A_press_is_answered_once_and_in_time()
    {
        await RestartAsync(new FakeTelegramOptions { Time = _clock });
        _bot.Start(Sita);
        var question = await _client.SendMessage(Sita, "चुनिए", replyMarkup: new InlineKeyboardMarkup(InlineKeyboardButton.WithCallbackData("हाँ", "yes")));
        _bot.Press(Sita, "हाँ");
        _bot.Press(Sita, "yes");
        var presses = (await _client.GetUpdates()).Where(update => update.CallbackQuery is not null).Select(update => update.CallbackQuery!).ToArray();

        Assert.Equal(("yes", question.MessageId), (presses[0].Data, presses[0].Message!.MessageId));
        await _client.AnswerCallbackQuery(presses[0].Id, "दर्ज हुआ");
        const string TooLate = "Bad Request: query is too old and response timeout expired or query ID is invalid";
        Assert.Equal(TooLate, await ErrorAsync(() => _client.AnswerCallbackQuery(presses[0].Id)));
        _clock.Advance(TimeSpan.FromSeconds(16));
        Assert.Equal(TooLate, await ErrorAsync(() => _client.AnswerCallbackQuery(presses[1].Id)));
        Assert.Equal("दर्ज हुआ", Assert.Single(_bot.Records.CallbackAnswers).Text);
        Assert.Throws<InvalidOperationException>(() => _bot.Press(Sita, "नहीं"));
    }

    [Fact]
    public async Task An_edit_must_change_something()
    {
        _bot.Start(Sita);
        var keyboard = new InlineKeyboardMarkup(InlineKeyboardButton.WithCallbackData("हाँ", "yes"));
        var sent = await _client.SendMessage(Sita, "<b>एक</b>", ParseMode.Html, replyMarkup: keyboard);

        Assert.StartsWith("Bad Request: message is not modified", await ErrorAsync(() => _client.EditMessageText(Sita, sent.MessageId, "<strong>एक</strong>", ParseMode.Html, replyMarkup: keyboard)));
        await _client.EditMessageText(Sita, sent.MessageId, "दो");
        var seen = _bot.Transcript(Sita)[^1];
        Assert.Equal(("दो", 0), (seen.Text, seen.Buttons.Count));
        await _client.EditMessageReplyMarkup(Sita, sent.MessageId, keyboard);
        Assert.Equal(["हाँ"], _bot.Transcript(Sita)[^1].Labels);
        Assert.StartsWith("Bad Request: message is not modified", await ErrorAsync(() => _client.EditMessageReplyMarkup(Sita, sent.MessageId, keyboard)));
        Assert.Equal("Bad Request: message to edit not found", await ErrorAsync(() => _client.EditMessageText(Sita, 9999, "तीन")));
        Assert.Equal("Bad Request: message can't be edited", await ErrorAsync(() => _client.EditMessageText(Sita, _bot.Transcript(Sita)[0].Id, "तीन")));
    }

    [Fact]
    public async Task People_send_other_things_than_text_and_change_their_words()
    {
        foreach (var kind in Enum.GetValues<AttachedKind>())
            _bot.Attach(Sita, kind, kind == AttachedKind.Photo ? "टूटा हैंडपंप" : null);
        _bot.SendText(Sita, "राशन");
        _bot.Edit(Sita, "राशन कार्ड");

        var updates = await _client.GetUpdates();
        Assert.Equal(
            [MessageType.Photo, MessageType.Document, MessageType.Voice, MessageType.Video, MessageType.Sticker, MessageType.Location, MessageType.Venue, MessageType.Contact, MessageType.Text],
            updates.Where(update => update.Message is not null).Select(update => update.Message!.Type));
        Assert.Equal("टूटा हैंडपंप", updates[0].Message!.Caption);
        Assert.Equal("राशन कार्ड", updates[^1].EditedMessage!.Text);
        Assert.Equal(updates[^2].Message!.MessageId, updates[^1].EditedMessage!.MessageId);
    }

    [Fact]
    public async Task Files_are_kept_and_can_be_sent_again_by_id()
    {
        _bot.Start(Sita);
        var png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

        var photo = await _client.SendPhoto(Sita, InputFile.FromStream(new MemoryStream(png), "chart.png"), "<i>चित्र</i>", ParseMode.Html);
        var report = await _client.SendDocument(Sita, InputFile.FromStream(new MemoryStream("रिपोर्ट"u8.ToArray()), "report.csv"));
        await _client.SendPhoto(Sita, InputFile.FromFileId(photo.Photo![0].FileId));

        var seen = _bot.Transcript(Sita);
        Assert.Equal(png, seen[1].Attached!.Content.ToArray());
        Assert.Equal("चित्र", seen[1].Text);
        Assert.Equal("report.csv", report.Document!.FileName);
        Assert.Equal("रिपोर्ट", Encoding.UTF8.GetString(_bot.FindFile(report.Document.FileId)!.Content.Span));
        Assert.Equal("Bad Request: IMAGE_PROCESS_FAILED", await ErrorAsync(() => _client.SendPhoto(Sita, InputFile.FromStream(new MemoryStream([1, 2, 3]), "a.png"))));
        Assert.StartsWith("Bad Request: can't use file of type", await ErrorAsync(() => _client.SendPhoto(Sita, InputFile.FromFileId(report.Document.FileId))));
    }

    [Fact]
    public async Task Pins_and_files_are_checked_as_by_telegram()
    {
        _bot.Start(Sita);
        var venue = await _client.SendVenue(Sita, 25.5, 87.25, "पंचायत भवन", "मधुबनी");
        Assert.Equal((25.5, 87.25, "मधुबनी"), (venue.Venue!.Location.Latitude, venue.Location!.Longitude, venue.Venue.Address));
        Assert.Equal("Bad Request: wrong latitude or longitude specified", await ErrorAsync(() => _client.SendLocation(Sita, 91, 87)));
        Assert.Equal("Bad Request: title is empty", await ErrorAsync(() => _client.SendVenue(Sita, 25.5, 87.25, " ", "मधुबनी")));

        _bot.Attach(Sita, new Attached(AttachedKind.Photo, "", null, new byte[] { 1, 2, 3 }));
        var sizes = (await _client.GetUpdates())[^1].Message!.Photo!;
        Assert.Equal([1_200L, 3L], sizes.Select(size => size.FileSize!.Value));
        var file = await _client.GetFile(sizes[^1].FileId);
        using var content = new MemoryStream();
        await _client.DownloadFile(file.FilePath!, content);
        Assert.Equal([1, 2, 3], content.ToArray());
        Assert.StartsWith("Bad Request: wrong file_id", await ErrorAsync(() => _client.GetFile("none")));
        await Assert.ThrowsAnyAsync<RequestException>(() => _client.DownloadFile("photos/none", new MemoryStream()));
    }

    [Fact]
    public async Task Commands_and_descriptions_are_kept_by_language()
    {
        await _client.SetMyCommands([new("help", "मदद")], languageCode: "hi");
        await _client.SetMyCommands([new("help", "Help")], new BotCommandScopeAllPrivateChats());
        await _client.SetMyDescription("पंचायत का साथी", "hi");

        Assert.Equal("मदद", Assert.Single(await _client.GetMyCommands(languageCode: "hi")).Description);
        Assert.Empty(await _client.GetMyCommands());
        Assert.Equal("Help", Assert.Single(_bot.CommandsOf(scope: "all_private_chats")).Description);
        Assert.Equal("पंचायत का साथी", _bot.ProfileText("description", "hi"));
        Assert.Equal("Bad Request: BOT_COMMAND_INVALID", await ErrorAsync(() => _client.SetMyCommands([new("मदद", "मदद")])));
    }

    [Fact]
    public void Escaped_text_is_read_as_it_was_written() =>
        Gen.String[Gen.OneOf(Gen.Char["<>&\"'/=;# \nलx"], Gen.Char[' ', '\uD7FF']), 0, 40].Sample(text =>
        {
            var escaped = text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
            Assert.Equal((text.Trim(), 0), (HtmlText.Read(escaped, true).Text, HtmlText.Read(escaped, true).Entities.Count));
        });

    [Fact]
    public void Whatever_comes_as_HTML_is_read_or_refused()
    {
        string[] pieces = ["<", "<b>", "</b>", "<a href=", "\"", "'", ">", "</", "&lt;", "&#x1F64F;", "&#", "=", " ", "क", "<code class=\"language-x\"", "<pre>", "</pre>"];
        Gen.Int[0, pieces.Length - 1].Select(i => pieces[i]).Array[0, 12].Sample(parts =>
            {
                try
                {
                    var (text, entities) = HtmlText.Read(string.Concat(parts), true);
                    Assert.All(entities, entity => Assert.InRange(entity.Offset + entity.Length, 1, text.Length));
                }
                catch (BotApiException error)
                {
                    Assert.StartsWith("Bad Request: can't parse entities: ", error.Message, StringComparison.Ordinal);
                }
            });
    }
}
