using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Telegram.Bot;
using Telegram.Bot.Types;

namespace PanchayatBot.Channels.Telegram;

/// <summary>Receives updates that Telegram posts. The answer 200 is given only when the update is on disk; anything else makes Telegram repeat it.</summary>
public static class TelegramWebhook
{
    private const string SecretHeader = "X-Telegram-Bot-Api-Secret-Token";
    private const int LargestBody = 1 << 20;

    /// <summary>Serves the path of <c>Telegram:Webhook:Url</c>.</summary>
    public static void Map(IEndpointRouteBuilder app, TelegramOptions options)
    {
        if (options.Webhook.Url is { } url)
            app.MapPost(url.AbsolutePath, TakeAsync);
    }

    /// <summary>The configured secret, or one made from the token: the same after every restart and in every process.</summary>
    internal static string SecretOf(TelegramOptions options) => string.IsNullOrEmpty(options.Webhook.SecretToken)
        ? Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(options.BotToken!), "webhook"u8))
        : options.Webhook.SecretToken;

    private static async Task<IResult> TakeAsync(HttpRequest request, UpdateIntake intake, IOptions<TelegramOptions> options, CancellationToken cancellation)
    {
        if (!IsTelegram(request.Headers[SecretHeader].ToString(), SecretOf(options.Value)))
            return Results.NotFound();
        if (request.ContentLength is null or > LargestBody)
            return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        Update? update;
        try
        {
            update = await JsonSerializer.DeserializeAsync<Update>(request.Body, JsonBotAPI.Options, cancellation);
        }
        catch (JsonException)
        {
            return Results.BadRequest();
        }

        // A caller that hangs up does not stop a turn half-way.
        if (update is not null)
            await intake.TakeAsync(update, CancellationToken.None);
        return Results.Ok();
    }

    /// <summary>Compares in constant time; hashing first makes the lengths equal.</summary>
    private static bool IsTelegram(string given, string expected) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(expected)));
}

/// <summary>Introduces the bot to Telegram when updates come by webhook.</summary>
public sealed class TelegramWebhookSetUp(TelegramIntroduction introduction) : BackgroundService
{
    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => introduction.MakeAsync(stoppingToken);
}
