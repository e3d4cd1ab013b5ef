using System.Text.Json;
using PanchayatBot.FakeTelegram.Http;

namespace PanchayatBot.FakeTelegram.Methods;

/// <summary>What the bot tells about itself, and asks about chats.</summary>
internal static class Describing
{
    private const int MaxCommands = 100;
    private const int MaxCommandLength = 32;
    private const int MaxCommandDescription = 256;

    public static void GetMe(Call call)
    {
        var json = call.Json;
        json.WriteStartObject();
        call.Bot.WriteSelf(json);
        json.WriteBoolean("can_join_groups"u8, true);
        json.WriteBoolean("can_read_all_group_messages"u8, !call.Bot.Options.PrivacyMode);
        json.WriteBoolean("supports_inline_queries"u8, false);
        json.WriteBoolean("can_connect_to_business"u8, false);
        json.WriteBoolean("has_main_web_app"u8, false);
        json.WriteEndObject();
    }

    public static void GetChat(Call call)
    {
        lock (call.Bot.Gate)
        {
            var chat = call.Bot.ChatToRead(call.Parameters);
            var json = call.Json;
            json.WriteStartObject();
            FakeBot.WriteChatFields(json, chat);
            json.WriteNumber("accent_color_id"u8, 1);
            json.WriteNumber("max_reaction_count"u8, 11);
            json.WriteStartObject("accepted_gift_types"u8);
            foreach (var kind in (string[])["unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"])
                json.WriteBoolean(kind, false);
            json.WriteEndObject();
            json.WriteEndObject();
        }
    }

    public static void GetChatMember(Call call)
    {
        var (bot, json) = (call.Bot, call.Json);
        lock (bot.Gate)
        {
            var chat = bot.ChatToRead(call.Parameters);
            var user = call.Parameters.Number("user_id") ?? throw BotApiException.BadRequest("invalid user_id specified");
            json.WriteStartObject();
            json.WriteStartObject("user"u8);
            if (user == bot.Id)
                bot.WriteSelf(json);
            else
                FakeBot.WritePersonFields(json, bot.FindPerson(user) ?? throw BotApiException.BadRequest("PARTICIPANT_ID_INVALID"));
            json.WriteEndObject();
            // The one who opened the group owns it.
            var isThere = user == bot.Id ? !chat.Removed : chat.Members.Contains(user);
            var status = !isThere ? "left" : chat.Members is [var first, ..] && first == user && !chat.IsPrivate ? "creator" : "member";
            json.WriteString("status"u8, status);
            if (status == "creator")
                json.WriteBoolean("is_anonymous"u8, false);
            json.WriteEndObject();
        }
    }

    public static void SetMyCommands(Call call)
    {
        List<BotCommand> commands = [];
        try
        {
            using var document = JsonDocument.Parse(call.Parameters.Json("commands"));
            foreach (var item in document.RootElement.EnumerateArray())
                commands.Add(ReadCommand(item));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw BotApiException.BadRequest("can't parse commands: Expected an Array of BotCommand");
        }

        if (commands.Count > MaxCommands)
            throw BotApiException.BadRequest("BOT_COMMANDS_TOO_MUCH");
        lock (call.Bot.Gate)
            call.Bot.Profile.Commands[(Scope(call.Parameters), Language(call.Parameters))] = commands;
        call.Json.WriteBooleanValue(true);
    }

    public static void GetMyCommands(Call call)
    {
        var json = call.Json;
        json.WriteStartArray();
        foreach (var command in call.Bot.CommandsOf(Language(call.Parameters), Scope(call.Parameters)))
        {
            json.WriteStartObject();
            json.WriteString("command"u8, command.Name);
            json.WriteString("description"u8, command.Description);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void SetText(Call call, string field, int maxLength)
    {
        var text = (call.Parameters.Text(field) ?? "").Trim();
        if (text.Length > maxLength)
            throw BotApiException.BadRequest($"{field.Replace('_', ' ')} must be at most {maxLength} characters long");
        lock (call.Bot.Gate)
            call.Bot.Profile.Texts[(field, Language(call.Parameters))] = text;
        call.Json.WriteBooleanValue(true);
    }

    public static void GetText(Call call, string field)
    {
        call.Json.WriteStartObject();
        call.Json.WriteString(field, call.Bot.ProfileText(field, Language(call.Parameters)));
        call.Json.WriteEndObject();
    }

    private static BotCommand ReadCommand(JsonElement item)
    {
        var name = item.GetProperty("command"u8).GetString()!.Trim().TrimStart('/');
        var description = item.GetProperty("description"u8).GetString()!.Trim();
        if (name.Length == 0)
            throw BotApiException.BadRequest("command must be non-empty");
        if (name.Length > MaxCommandLength)
            throw BotApiException.BadRequest("command length must not exceed 32");
        if (name.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '_'))
            throw BotApiException.BadRequest("BOT_COMMAND_INVALID");
        if (description.Length == 0)
            throw BotApiException.BadRequest("command description must be non-empty");
        if (description.Length > MaxCommandDescription)
            throw BotApiException.BadRequest("command description length must not exceed 256");
        return new BotCommand(name, description);
    }

    private static string Language(Parameters parameters)
    {
        var code = parameters.Text("language_code") ?? "";
        return code.Length == 0 || (code.Length == 2 && code.All(char.IsAsciiLetterLower)) ? code : throw BotApiException.BadRequest("invalid language code specified");
    }

    private static string Scope(Parameters parameters)
    {
        var json = parameters.Json("scope");
        if (json.IsEmpty)
            return "default";
        var scope = new Parameters();
        RequestReader.ReadJson(json.Span, scope);
        return scope.Text("type") switch
        {
            ("default" or "all_private_chats" or "all_group_chats" or "all_chat_administrators") and var type => type,
            ("chat" or "chat_administrators" or "chat_member") and var type => $"{type} {scope.Text("chat_id")} {scope.Text("user_id")}".TrimEnd(),
            _ => throw BotApiException.BadRequest("can't parse BotCommandScope: Unsupported type specified"),
        };
    }
}
