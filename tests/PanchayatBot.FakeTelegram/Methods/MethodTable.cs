using System.Collections.Frozen;
using PanchayatBot.FakeTelegram.Http;

namespace PanchayatBot.FakeTelegram.Methods;

/// <summary>Which methods there are.</summary>
internal static class MethodTable
{
    private static readonly FrozenDictionary<string, Func<Call, ValueTask>> Modelled = new Dictionary<string, Func<Call, ValueTask>>
    {
        ["getUpdates"] = Receiving.GetUpdatesAsync,
        ["setWebhook"] = Now(Receiving.SetWebhook),
        ["deleteWebhook"] = Now(Receiving.DeleteWebhook),
        ["getWebhookInfo"] = Now(Receiving.GetWebhookInfo),
        ["sendMessage"] = Now(Sending.SendMessage),
        ["sendPhoto"] = Now(Sending.SendPhoto),
        ["sendDocument"] = Now(Sending.SendDocument),
        ["sendLocation"] = Now(Places.SendLocation),
        ["sendVenue"] = Now(Places.SendVenue),
        ["getFile"] = Now(Fetching.GetFile),
        ["sendChatAction"] = Now(Sending.SendChatAction),
        ["editMessageText"] = Now(Editing.EditMessageText),
        ["editMessageReplyMarkup"] = Now(Editing.EditMessageReplyMarkup),
        ["answerCallbackQuery"] = Now(Editing.AnswerCallbackQuery),
        ["getMe"] = Now(Describing.GetMe),
        ["getChat"] = Now(Describing.GetChat),
        ["getChatMember"] = Now(Describing.GetChatMember),
        ["setMyCommands"] = Now(Describing.SetMyCommands),
        ["getMyCommands"] = Now(Describing.GetMyCommands),
        ["setMyDescription"] = Now(call => Describing.SetText(call, "description", 512)),
        ["getMyDescription"] = Now(call => Describing.GetText(call, "description")),
        ["setMyShortDescription"] = Now(call => Describing.SetText(call, "short_description", 120)),
        ["getMyShortDescription"] = Now(call => Describing.GetText(call, "short_description")),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Known = ReadKnown().ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Lets a method work.</summary>
    /// <exception cref="BotApiException">It is refused, unknown or not modelled.</exception>
    public static ValueTask CallAsync(Call call)
    {
        if (Modelled.TryGetValue(call.Method, out var method))
            return method(call);
        throw Known.Contains(call.Method)
            ? BotApiException.NotModelled($"the method {call.Method}")
            : new BotApiException(404, "Not Found: method not found");
    }

    private static Func<Call, ValueTask> Now(Action<Call> method) => call =>
    {
        method(call);
        return ValueTask.CompletedTask;
    };

    private static string[] ReadKnown()
    {
        using var reader = new StreamReader(typeof(MethodTable).Assembly.GetManifestResourceStream("known-methods.txt")!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
