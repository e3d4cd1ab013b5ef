using System.Text.Json;
using PanchayatBot.FakeTelegram.Http;

namespace PanchayatBot.FakeTelegram.Methods;

/// <summary>How updates reach the bot.</summary>
internal static class Receiving
{
    private const int MaxSecretLength = 256;

    public static async ValueTask GetUpdatesAsync(Call call)
    {
        var (bot, parameters) = (call.Bot, call.Parameters);
        AllowKinds(call);
        var offset = (int)Math.Clamp(parameters.Number("offset") ?? 0, int.MinValue, int.MaxValue);
        var found = await bot.Queue.PollAsync(offset, parameters.Number("limit", 100, 1, 100), parameters.Number("timeout", 0, 0, 50), call.Aborted);
        call.Json.WriteStartArray();
        foreach (var update in found)
            call.Json.WriteRawValue(update.Body, skipInputValidation: true);
        call.Json.WriteEndArray();
    }

    public static void SetWebhook(Call call)
    {
        var (bot, parameters) = (call.Bot, call.Parameters);
        var url = parameters.Text("url");
        if (string.IsNullOrEmpty(url))
        {
            DeleteWebhook(call);
            return;
        }

        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw BotApiException.BadRequest("bad webhook: invalid URL");
        // Telegram insists on https and never calls this machine; a fake must never call any other.
        if (!address.IsLoopback)
            throw BotApiException.BadRequest("FAKE: bad webhook: only loopback addresses are called");
        var secret = parameters.Text("secret_token");
        if (secret?.Length > MaxSecretLength)
            throw BotApiException.BadRequest("secret token is too long");
        if (secret is not null && secret.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-')))
            throw BotApiException.BadRequest("secret token contains unallowed characters");

        AllowKinds(call);
        lock (bot.Gate)
        {
            if (parameters.Flag("drop_pending_updates"))
                bot.Queue.DropPending();
        }

        bot.SetWebhook(new WebhookDelivery(
            address,
            string.IsNullOrEmpty(secret) ? null : secret,
            parameters.Number("max_connections", 40, 1, 100),
            bot.Options,
            bot.Queue,
            bot.Gate,
            answer => CallInAnswerAsync(bot, answer)));
        Done(call, "Webhook was set");
    }

    public static void DeleteWebhook(Call call)
    {
        var bot = call.Bot;
        bool had;
        lock (bot.Gate)
        {
            had = bot.Queue.Webhook is not null;
            if (call.Parameters.Flag("drop_pending_updates"))
                bot.Queue.DropPending();
        }

        bot.SetWebhook(null);
        Done(call, had ? "Webhook was deleted" : "Webhook is already deleted");
    }

    public static void GetWebhookInfo(Call call)
    {
        lock (call.Bot.Gate)
        {
            var (json, queue) = (call.Json, call.Bot.Queue);
            json.WriteStartObject();
            json.WriteString("url"u8, queue.Webhook?.Address.OriginalString ?? "");
            json.WriteBoolean("has_custom_certificate"u8, false);
            json.WriteNumber("pending_update_count"u8, queue.PendingCount);
            if (queue.Webhook is { } webhook)
            {
                json.WriteNumber("max_connections"u8, webhook.MaxConnections);
                json.WriteString("ip_address"u8, "127.0.0.1");
                if (webhook.LastErrorAt is { } failedAt)
                {
                    json.WriteNumber("last_error_date"u8, failedAt.ToUnixTimeSeconds());
                    json.WriteString("last_error_message"u8, webhook.LastError);
                }
            }

            if (queue.Allowed is { } allowed)
            {
                json.WriteStartArray("allowed_updates"u8);
                foreach (var kind in allowed)
                    json.WriteStringValue(kind);
                json.WriteEndArray();
            }

            json.WriteEndObject();
        }
    }

    /// <summary>A webhook's answer may carry one call; what comes of it is lost, and methods that get something or change the webhook are ignored.</summary>
    private static async ValueTask CallInAnswerAsync(FakeBot bot, byte[] answer)
    {
        try
        {
            var parameters = new Parameters();
            RequestReader.ReadJson(answer, parameters);
            var method = parameters.Text("method") ?? "";
            if (method.Length == 0 || method.StartsWith("get", StringComparison.OrdinalIgnoreCase) || method.EndsWith("Webhook", StringComparison.OrdinalIgnoreCase))
                return;
            using var nowhere = new Utf8JsonWriter(Stream.Null);
            await MethodTable.CallAsync(new Call(bot, method, parameters, nowhere, CancellationToken.None));
        }
        catch (BotApiException)
        {
            // Telegram tells nobody.
        }
    }

    private static void AllowKinds(Call call)
    {
        var json = call.Parameters.Json("allowed_updates");
        if (json.IsEmpty)
            return;
        try
        {
            var kinds = JsonSerializer.Deserialize<string[]>(json.Span) ?? [];
            lock (call.Bot.Gate)
                call.Bot.Queue.Allow(kinds);
        }
        catch (JsonException)
        {
            throw BotApiException.BadRequest("can't parse allowed updates JSON object");
        }
    }

    // Telegram adds a description beside the result here; the object around the result is written by the caller.
    private static void Done(Call call, string description)
    {
        call.Json.WriteBooleanValue(true);
        call.Json.WriteString("description"u8, description);
    }
}
