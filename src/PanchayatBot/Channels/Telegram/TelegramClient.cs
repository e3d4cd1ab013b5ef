using System.Net;
using Microsoft.Extensions.Options;
using Telegram.Bot;
using Telegram.Bot.Exceptions;

namespace PanchayatBot.Channels.Telegram;

/// <summary>The connection to the Bot API server, and who the bot is there.</summary>
public sealed class TelegramClient : IDisposable
{
    private readonly HttpClient _http;

    /// <summary>Prepares the connection; nothing is sent yet.</summary>
    /// <exception cref="OptionsValidationException">The token has not the form of one.</exception>
    public TelegramClient(IOptions<TelegramOptions> options)
    {
        // Connections are renewed now and then, so that a change of DNS is noticed.
        _http = new HttpClient(new SocketsHttpHandler
        {
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(2),
            UseCookies = false,
            UseProxy = options.Value.ApiBaseUrl is not { IsLoopback: true },
        });
        try
        {
            var baseUrl = options.Value.ApiBaseUrl?.GetLeftPart(UriPartial.Authority);
            // A 429 has to reach the delivery worker at once: it makes everybody wait, not only one request.
            Api = new TelegramBotClient(new TelegramBotClientOptions(options.Value.BotToken!, baseUrl) { RetryThreshold = 0, RetryCount = 0 }, _http);
        }
        catch (ArgumentException)
        {
            _http.Dispose();
            throw new OptionsValidationException(TelegramOptions.Section, typeof(TelegramOptions),
                ["Telegram:BotToken has not the form of a token (123456789:ABC…). Copy it again from @BotFather."]);
        }
    }

    /// <summary>The Bot API.</summary>
    public TelegramBotClient Api { get; }

    /// <summary>The bot's own id; the digits before the token's colon.</summary>
    public long BotId => Api.BotId;

    /// <summary>The bot's user name without @; empty until it is known.</summary>
    public string UserName { get; set; } = "";

    /// <summary>True if the token is not (or no longer) valid: nothing will ever work with it.</summary>
    public static bool IsWrongToken(Exception error) => error is ApiRequestException { ErrorCode: 401 or 404 };

    /// <summary>True for trouble that passes: the network, a busy or broken server.</summary>
    public static bool IsPassing(Exception error) => error is RequestException or HttpRequestException or TimeoutException or OperationCanceledException;

    /// <summary>What went wrong, without address or token.</summary>
    public static string Describe(Exception error) => error switch
    {
        ApiRequestException api => $"{api.ErrorCode} {api.Message}",
        RequestException { HttpStatusCode: { } status } when status != HttpStatusCode.OK => $"HTTP {(int)status}",
        { InnerException: HttpRequestException inner } => inner.HttpRequestError.ToString(),
        HttpRequestException http => http.HttpRequestError.ToString(),
        _ => error.GetType().Name,
    };

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();
}
