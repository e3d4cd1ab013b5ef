using System.Text.Json;

namespace PanchayatBot.FakeTelegram;

// How things look on the wire. Callers hold the lock.
public sealed partial class FakeBot
{
    internal static void WriteChatFields(Utf8JsonWriter json, Chat chat)
    {
        json.WriteNumber("id"u8, chat.Id);
        json.WriteString(chat.IsPrivate ? "first_name"u8 : "title"u8, chat.Title);
        json.WriteString("type"u8, chat.Kind switch { ChatKind.Private => "private"u8, ChatKind.Group => "group"u8, _ => "supergroup"u8 });
    }

    internal static void WritePersonFields(Utf8JsonWriter json, Person person)
    {
        json.WriteNumber("id"u8, person.Id);
        json.WriteBoolean("is_bot"u8, false);
        json.WriteString("first_name"u8, person.FirstName);
        json.WriteString("language_code"u8, person.Language);
    }

    internal void WriteSelf(Utf8JsonWriter json)
    {
        json.WriteNumber("id"u8, Id);
        json.WriteBoolean("is_bot"u8, true);
        json.WriteString("first_name"u8, "PanchayatBot");
        json.WriteString("username"u8, Username);
    }

    /// <summary>Writes a message as one JSON object.</summary>
    internal void WriteMessage(Utf8JsonWriter json, Chat chat, ChatMessage message, bool withReply = true)
    {
        json.WriteStartObject();
        json.WriteNumber("message_id"u8, message.Id);
        json.WriteStartObject("from"u8);
        if (message.FromBot)
            WriteSelf(json);
        else
            WritePersonFields(json, _people[message.From]);
        json.WriteEndObject();
        json.WriteStartObject("chat"u8);
        WriteChatFields(json, chat);
        json.WriteEndObject();
        json.WriteNumber("date"u8, message.Time.ToUnixTimeSeconds());
        if (message.EditedAt is { } edited)
            json.WriteNumber("edit_date"u8, edited.ToUnixTimeSeconds());
        if (withReply && message.ReplyTo is { } replyTo && chat.Find(replyTo) is { } original)
        {
            json.WritePropertyName("reply_to_message"u8);
            WriteMessage(json, chat, original, withReply: false);
        }

        if (message.Attached?.Album is { } album)
            json.WriteString("media_group_id"u8, album);
        if (message.Service is { } service)
            json.WriteNumber(service.Field, service.Value);
        if (message.Attached is { } attached)
            WriteAttached(json, attached, message);
        if (message.Text.Length > 0)
            json.WriteString(message.Attached is null ? "text"u8 : "caption"u8, message.Text);
        if (message.Entities.Count > 0)
            WriteEntities(json, message);
        if (message.Buttons.Count > 0)
            WriteButtons(json, message.Buttons);
        json.WriteEndObject();
    }

    private static void WriteEntities(Utf8JsonWriter json, ChatMessage message)
    {
        json.WriteStartArray(message.Attached is null ? "entities"u8 : "caption_entities"u8);
        foreach (var entity in message.Entities)
        {
            json.WriteStartObject();
            json.WriteNumber("offset"u8, entity.Offset);
            json.WriteNumber("length"u8, entity.Length);
            json.WriteString("type"u8, entity.Type);
            if (entity.Value is not null)
                json.WriteString(entity.Type switch { "text_link" => "url"u8, "custom_emoji" => "custom_emoji_id"u8, _ => "language"u8 }, entity.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteButtons(Utf8JsonWriter json, IReadOnlyList<IReadOnlyList<ChatButton>> rows)
    {
        json.WriteStartObject("reply_markup"u8);
        json.WriteStartArray("inline_keyboard"u8);
        foreach (var row in rows)
        {
            json.WriteStartArray();
            foreach (var button in row)
            {
                json.WriteStartObject();
                json.WriteString("text"u8, button.Label);
                json.WriteString(button.Data is null ? "url"u8 : "callback_data"u8, button.Data ?? button.Url);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteAttached(Utf8JsonWriter json, Attached attached, ChatMessage message)
    {
        var field = attached.Kind.ToString().ToLowerInvariant();
        if (attached.Kind == AttachedKind.Photo)
        {
            json.WriteStartArray(field);
            WriteThumbnail(json, attached);
            json.WriteStartObject();
        }
        else
        {
            json.WriteStartObject(field);
        }

        switch (attached.Kind)
        {
            case AttachedKind.Location:
                WritePoint(json, attached);
                break;
            case AttachedKind.Venue:
                json.WriteStartObject("location"u8);
                WritePoint(json, attached);
                json.WriteEndObject();
                json.WriteString("title"u8, attached.Venue.Title);
                json.WriteString("address"u8, attached.Venue.Address);
                break;
            case AttachedKind.Contact:
                // A number that nobody can have: it begins with a zero.
                json.WriteString("phone_number"u8, "910000000000");
                json.WriteString("first_name"u8, "संपर्क");
                json.WriteNumber("user_id"u8, message.From);
                break;
            default:
                json.WriteString("file_id"u8, attached.FileId);
                json.WriteString("file_unique_id"u8, attached.FileId);
                json.WriteNumber("file_size"u8, attached.Size);
                WriteFileFields(json, attached);
                break;
        }

        json.WriteEndObject();
        if (attached.Kind == AttachedKind.Photo)
            json.WriteEndArray();
        if (attached.Kind != AttachedKind.Venue)
            return;
        // As by Telegram: a venue comes with its location once more beside it, for bots that know no venues.
        json.WriteStartObject("location"u8);
        WritePoint(json, attached);
        json.WriteEndObject();
    }

    private static void WritePoint(Utf8JsonWriter json, Attached attached)
    {
        json.WriteNumber("latitude"u8, attached.Point.Latitude);
        json.WriteNumber("longitude"u8, attached.Point.Longitude);
    }

    /// <summary>A photo comes in several sizes, the smallest first.</summary>
    private static void WriteThumbnail(Utf8JsonWriter json, Attached attached)
    {
        json.WriteStartObject();
        json.WriteString("file_id"u8, SmallPhoto + attached.FileId);
        json.WriteString("file_unique_id"u8, SmallPhoto + attached.FileId);
        json.WriteNumber("file_size"u8, 1_200);
        json.WriteNumber("width"u8, 90);
        json.WriteNumber("height"u8, 90);
        json.WriteEndObject();
    }

    private static void WriteFileFields(Utf8JsonWriter json, Attached attached)
    {
        if (attached.Kind is AttachedKind.Photo or AttachedKind.Video or AttachedKind.Sticker)
        {
            json.WriteNumber("width"u8, 512);
            json.WriteNumber("height"u8, 512);
        }

        if (attached.Kind is AttachedKind.Video or AttachedKind.Voice)
            json.WriteNumber("duration"u8, 5);
        if (attached.Kind == AttachedKind.Sticker)
        {
            json.WriteString("type"u8, "regular");
            json.WriteBoolean("is_animated"u8, false);
            json.WriteBoolean("is_video"u8, false);
            json.WriteString("emoji"u8, "🙏");
        }

        if ((attached.MediaType ?? (attached.Kind == AttachedKind.Voice ? "audio/ogg" : null)) is { } mediaType)
            json.WriteString("mime_type"u8, mediaType);
        if (attached.FileName is not null)
            json.WriteString("file_name"u8, attached.FileName);
    }

    /// <summary>Makes an update and sends it on its way; null when the bot did not ask for its kind.</summary>
    private UpdateRecord? Push(string kind, Chat chat, long user, long queueKey, TimeSpan lifetime, int messageId, Action<Utf8JsonWriter> writeContent)
    {
        if (!Queue.Wants(kind))
            return null;
        var update = Queue.Add(kind, chat.Id, user, queueKey, lifetime);
        update.MessageId = messageId;
        _bodyJson.WriteStartObject();
        _bodyJson.WriteNumber("update_id"u8, update.Id);
        _bodyJson.WritePropertyName(kind);
        writeContent(_bodyJson);
        _bodyJson.WriteEndObject();
        _bodyJson.Flush();
        update.Body = _bodyBytes.WrittenSpan.ToArray();
        _bodyJson.Reset(_bodyBytes);
        _bodyBytes.ResetWrittenCount();
        Queue.Publish(update);
        _changes.Tell();
        return update;
    }
}
