using System.Text;
using System.Text.Json;
using PanchayatBot.FakeTelegram.Http;

namespace PanchayatBot.FakeTelegram;

/// <summary>A reply_markup that was checked.</summary>
/// <param name="Buttons">Buttons below the message.</param>
/// <param name="Keyboard">Labels of a reply keyboard; null leaves the one on screen, empty takes it away.</param>
internal sealed record Markup(IReadOnlyList<IReadOnlyList<ChatButton>> Buttons, IReadOnlyList<string>? Keyboard)
{
    // Customary limits: Telegram cuts longer rows and bigger keyboards without a word, which no bot can want.
    private const int MaxPerRow = 8;
    private const int MaxButtons = 100;
    private const int MaxDataBytes = 64;

    private static readonly string[] OtherActions =
    [
        "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat", "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay",
    ];

    public static Markup None { get; } = new([], null);

    /// <summary>Reads a reply_markup.</summary>
    /// <param name="json">The parameter; empty for none.</param>
    /// <param name="inlineOnly">Below an edited message no other keyboard is possible.</param>
    /// <param name="inPrivate">The chat has only one person in it.</param>
    /// <exception cref="BotApiException">Telegram would refuse it.</exception>
    public static Markup Read(ReadOnlyMemory<byte> json, bool inlineOnly, bool inPrivate)
    {
        if (json.IsEmpty)
            return None;
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                throw BotApiException.BadRequest("object expected as reply markup");
            if (root.TryGetProperty("inline_keyboard"u8, out var inline))
                return new Markup(ReadInline(inline), null);
            if (inlineOnly)
                throw BotApiException.BadRequest("inline keyboard expected");
            if (root.TryGetProperty("keyboard"u8, out var keyboard))
                return new Markup([], ReadKeyboard(keyboard, inPrivate));
            return root.TryGetProperty("remove_keyboard"u8, out var remove) && remove.ValueKind == JsonValueKind.True ? new Markup([], []) : None;
        }
        catch (JsonException)
        {
            throw BotApiException.BadRequest("can't parse reply keyboard markup JSON object");
        }
    }

    /// <summary>Two keyboards look and work alike.</summary>
    public static bool Same(IReadOnlyList<IReadOnlyList<ChatButton>> a, IReadOnlyList<IReadOnlyList<ChatButton>> b)
    {
        if (a.Count != b.Count)
            return false;
        for (var i = 0; i < a.Count; i++)
        {
            if (!a[i].SequenceEqual(b[i]))
                return false;
        }

        return true;
    }

    private static List<IReadOnlyList<ChatButton>> ReadInline(JsonElement rows)
    {
        List<IReadOnlyList<ChatButton>> read = [];
        var count = 0;
        foreach (var row in Array(rows, "inline keyboard"))
        {
            List<ChatButton> buttons = [];
            foreach (var button in Array(row, "inline keyboard"))
                buttons.Add(ReadButton(button));
            count += buttons.Count;
            if (buttons.Count > MaxPerRow || count > MaxButtons)
                throw BotApiException.BadRequest("reply markup is too long");
            if (buttons.Count > 0)
                read.Add(buttons);
        }

        return read;
    }

    private static ChatButton ReadButton(JsonElement button)
    {
        var label = Label(button, "inline keyboard button");
        var data = button.TryGetProperty("callback_data"u8, out var dataValue) ? dataValue.GetString() : null;
        var url = button.TryGetProperty("url"u8, out var urlValue) ? urlValue.GetString() : null;
        var other = OtherActions.Where(action => button.TryGetProperty(action, out _)).ToArray();
        if (string.IsNullOrEmpty(data) && string.IsNullOrEmpty(url) && other.Length == 0)
            throw BotApiException.BadRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
        // Telegram takes the first it finds; the manual asks for exactly one, and a second one is a mistake of the bot.
        if ((data is null ? 0 : 1) + (url is null ? 0 : 1) + other.Length > 1)
            throw BotApiException.BadRequest("can't parse inline keyboard button: exactly one action must be specified");
        if (other.Length > 0)
            throw BotApiException.NotModelled($"the button action {other[0]}");
        if (data is not null && Encoding.UTF8.GetByteCount(data) > MaxDataBytes)
            throw BotApiException.BadRequest("BUTTON_DATA_INVALID");
        if (url is not null && !WebAddress.IsValid(url))
            throw BotApiException.BadRequest($"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL");
        return new ChatButton(label, data, url);
    }

    private static List<string> ReadKeyboard(JsonElement rows, bool inPrivate)
    {
        List<string> labels = [];
        foreach (var row in Array(rows, "keyboard"))
        {
            foreach (var button in Array(row, "keyboard"))
            {
                if (button.ValueKind == JsonValueKind.String)
                {
                    labels.Add(button.GetString()!);
                    continue;
                }

                labels.Add(Label(button, "keyboard button"));
                if (!inPrivate && button.TryGetProperty("request_contact"u8, out _))
                    throw BotApiException.BadRequest("phone number can be requested in private chats only");
                if (!inPrivate && button.TryGetProperty("request_location"u8, out _))
                    throw BotApiException.BadRequest("location can be requested in private chats only");
            }
        }

        return labels;
    }

    private static JsonElement.ArrayEnumerator Array(JsonElement element, string what) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : throw BotApiException.BadRequest($"can't parse {what}: array of rows expected");

    private static string Label(JsonElement button, string what)
    {
        if (button.ValueKind != JsonValueKind.Object)
            throw BotApiException.BadRequest($"can't parse {what}: Object expected");
        if (!button.TryGetProperty("text"u8, out var label))
            throw BotApiException.BadRequest($"can't parse {what}: Can't find field \"text\"");
        if (label.ValueKind != JsonValueKind.String)
            throw BotApiException.BadRequest($"can't parse {what}: Field \"text\" must be of type String");
        // Telegram leaves a button without words out, which no bot can want.
        return string.IsNullOrWhiteSpace(label.GetString()) ? throw BotApiException.BadRequest($"can't parse {what}: Field \"text\" must be non-empty") : label.GetString()!;
    }
}
