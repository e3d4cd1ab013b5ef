using PanchayatBot.FakeTelegram.Http;

namespace PanchayatBot.FakeTelegram.Methods;

/// <summary>What puts something new into a chat.</summary>
internal static class Sending
{
    private const long MaxPhotoBytes = 10L << 20;
    private const long MaxFileBytes = 50L << 20;

    private static readonly HashSet<string> Actions =
    [
        "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
        "upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note",
    ];

    private static ReadOnlySpan<byte> JpegMark => [0xFF, 0xD8, 0xFF];

    private static ReadOnlySpan<byte> PngMark => [0x89, (byte)'P', (byte)'N', (byte)'G'];

    public static void SendMessage(Call call)
    {
        var source = call.Parameters.Text("text");
        if (string.IsNullOrEmpty(source))
            throw BotApiException.BadRequest("message text is empty");
        var (text, entities, html) = ReadText(call.Parameters, source, "parse_mode", "entities");
        if (text.Length == 0)
            throw BotApiException.BadRequest("text must be non-empty");
        if (text.Length > HtmlText.MaxLength)
            throw BotApiException.BadRequest("message is too long");
        Put(call, draft => draft with { Text = text, Entities = entities, Html = html });
    }

    public static void SendPhoto(Call call) => SendFile(call, AttachedKind.Photo, "photo", MaxPhotoBytes);

    public static void SendDocument(Call call) => SendFile(call, AttachedKind.Document, "document", MaxFileBytes);

    public static void SendChatAction(Call call)
    {
        var bot = call.Bot;
        var action = call.Parameters.Text("action") ?? "";
        if (!Actions.Contains(action))
            throw BotApiException.BadRequest("wrong parameter action in request");
        lock (bot.Gate)
        {
            var chat = bot.ChatToWrite(call.Parameters);
            if (bot.Options.KeepHistory)
                bot.Records.ChatActionList.Add(new ChatAction(chat.Id, action, bot.Options.Time.GetUtcNow()));
        }

        bot.Tell();
        call.Json.WriteBooleanValue(true);
    }

    /// <summary>Reads a text with its parse mode.</summary>
    internal static (string Text, IReadOnlyList<TextEntity> Entities, string? Html) ReadText(Parameters parameters, string source, string modeName, string entitiesName)
    {
        var mode = parameters.Text(modeName) ?? "";
        var isHtml = mode.Equals("HTML", StringComparison.OrdinalIgnoreCase);
        if (mode.StartsWith("Markdown", StringComparison.OrdinalIgnoreCase))
            throw BotApiException.NotModelled($"parse_mode {mode}");
        if (!isHtml && mode.Length > 0)
            throw BotApiException.BadRequest("unsupported parse_mode");
        if (!isHtml && parameters.Json(entitiesName).Length > 2)
            throw BotApiException.NotModelled($"the parameter {entitiesName}");
        var (text, entities) = HtmlText.Read(source, isHtml);
        return (text, entities, isHtml ? source : null);
    }

    private static void SendFile(Call call, AttachedKind kind, string parameter, long maxBytes)
    {
        var file = FindFile(call, kind, parameter, maxBytes);
        var (caption, entities, html) = ReadText(call.Parameters, call.Parameters.Text("caption") ?? "", "parse_mode", "caption_entities");
        if (caption.Length > HtmlText.MaxCaptionLength)
            throw BotApiException.BadRequest("message caption is too long");
        Put(call, draft => draft with { Text = caption, Entities = entities, Html = html, Attached = file });
    }

    private static Attached FindFile(Call call, AttachedKind kind, string parameter, long maxBytes)
    {
        var value = call.Parameters.Text(parameter);
        var part = value is not null && value.StartsWith("attach://", StringComparison.Ordinal) ? value["attach://".Length..] : parameter;
        if (call.Parameters.Files.Find(file => file.Part == part) is { } uploaded)
        {
            if (uploaded.Content.Length == 0)
                throw BotApiException.BadRequest("file must be non-empty");
            if (uploaded.Content.Length > maxBytes)
                throw new BotApiException(413, "Request Entity Too Large");
            if (kind == AttachedKind.Photo && !LooksLikePicture(uploaded.Content))
                throw BotApiException.BadRequest("IMAGE_PROCESS_FAILED");
            return call.Bot.StoreFile(kind, uploaded.Name, uploaded.Content);
        }

        if (string.IsNullOrEmpty(value) || part != parameter)
            throw BotApiException.BadRequest($"there is no {parameter} in the request");
        // What an address leads to is never fetched.
        if (value.StartsWith("http://", StringComparison.Ordinal) || value.StartsWith("https://", StringComparison.Ordinal))
            return WebAddress.IsValid(value) ? call.Bot.StoreFile(kind, null, default) : throw BotApiException.BadRequest("wrong HTTP URL specified");
        var known = call.Bot.FindFile(value) ?? throw BotApiException.BadRequest("wrong remote file identifier specified: Wrong string length");
        return known.Kind == kind ? known : throw BotApiException.BadRequest($"can't use file of type {known.Kind} as {kind}");
    }

    private static bool LooksLikePicture(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith(JpegMark) || bytes.StartsWith(PngMark) || bytes.StartsWith("GIF8"u8)
        || (bytes.StartsWith("RIFF"u8) && bytes.Length > 12 && bytes[8..].StartsWith("WEBP"u8));

    /// <summary>Puts a message into the chat and writes it as the result.</summary>
    internal static void Put(Call call, Func<ChatMessage, ChatMessage> fill)
    {
        var (bot, parameters) = (call.Bot, call.Parameters);
        var inPrivate = parameters.Number("chat_id") > 0;
        var markup = Markup.Read(parameters.Json("reply_markup"), inlineOnly: false, inPrivate);
        Send send;
        lock (bot.Gate)
        {
            var chat = bot.ChatToWrite(parameters);
            var replyTo = ReadReplyTo(parameters, chat);
            bot.CheckPace(chat, call.Method);
            var message = fill(bot.Draft(chat)) with { Buttons = markup.Buttons, ReplyTo = replyTo };
            send = bot.Accept(chat, message, markup.Keyboard);
            bot.WriteMessage(call.Json, chat, send.Message);
        }

        bot.Announce(send);
    }

    private static int? ReadReplyTo(Parameters parameters, Chat chat)
    {
        var json = parameters.Json("reply_parameters");
        var id = (int?)parameters.Number("reply_to_message_id");
        var lenient = parameters.Flag("allow_sending_without_reply");
        if (!json.IsEmpty)
        {
            var reply = new Parameters();
            RequestReader.ReadJson(json.Span, reply);
            id = (int?)reply.Number("message_id");
            lenient = reply.Flag("allow_sending_without_reply");
        }

        if (id is null or 0 || chat.Find(id.Value) is not null)
            return id is 0 ? null : id;
        return lenient ? null : throw BotApiException.BadRequest("message to be replied not found");
    }
}
