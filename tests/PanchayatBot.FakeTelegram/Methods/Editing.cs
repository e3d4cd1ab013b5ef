using PanchayatBot.FakeTelegram.Http;

namespace PanchayatBot.FakeTelegram.Methods;

/// <summary>What changes messages that stand, and what answers button presses.</summary>
internal static class Editing
{
    private const int MaxCallbackText = 200;

    public static void EditMessageText(Call call)
    {
        var source = call.Parameters.Text("text");
        if (string.IsNullOrEmpty(source))
            throw BotApiException.BadRequest("message text is empty");
        var (text, entities, html) = Sending.ReadText(call.Parameters, source, "parse_mode", "entities");
        if (text.Length == 0)
            throw BotApiException.BadRequest("text must be non-empty");
        if (text.Length > HtmlText.MaxLength)
            throw BotApiException.BadRequest("message is too long");
        Edit(call, (message, buttons) => message.Attached is null
            ? message with { Text = text, Entities = entities, Html = html, Buttons = buttons }
            : throw BotApiException.BadRequest("there is no text in the message to edit"));
    }

    public static void EditMessageReplyMarkup(Call call) => Edit(call, (message, buttons) => message with { Buttons = buttons });

    public static void AnswerCallbackQuery(Call call)
    {
        var text = call.Parameters.Text("text") ?? "";
        if (text.Length > MaxCallbackText)
            throw BotApiException.BadRequest("MESSAGE_TOO_LONG");
        if (!call.Bot.AnswerPress(call.Parameters.Text("callback_query_id") ?? "", text, call.Parameters.Flag("show_alert")))
            throw BotApiException.BadRequest("query is too old and response timeout expired or query ID is invalid");
        call.Json.WriteBooleanValue(true);
    }

    private static void Edit(Call call, Func<ChatMessage, IReadOnlyList<IReadOnlyList<ChatButton>>, ChatMessage> change)
    {
        var (bot, parameters) = (call.Bot, call.Parameters);
        if (parameters.Text("inline_message_id") is not null)
            throw BotApiException.NotModelled("the parameter inline_message_id");
        var markup = Markup.Read(parameters.Json("reply_markup"), inlineOnly: true, inPrivate: true);
        Send send;
        lock (bot.Gate)
        {
            var chat = bot.ChatToWrite(parameters);
            var message = (parameters.Number("message_id") is { } id ? chat.Find((int)id) : null) ?? throw BotApiException.BadRequest("message to edit not found");
            if (!message.FromBot)
                throw BotApiException.BadRequest("message can't be edited");
            var changed = change(message, markup.Buttons);
            if (changed.Text == message.Text && changed.Entities.SequenceEqual(message.Entities) && Markup.Same(changed.Buttons, message.Buttons))
            {
                throw BotApiException.BadRequest(
                    "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message");
            }

            send = bot.AcceptEdit(chat, changed with { EditedAt = bot.Options.Time.GetUtcNow() });
            bot.WriteMessage(call.Json, chat, send.Message);
        }

        bot.Announce(send);
    }
}
