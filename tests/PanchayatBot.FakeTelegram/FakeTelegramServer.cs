using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using PanchayatBot.FakeTelegram.Http;

namespace PanchayatBot.FakeTelegram;

/// <summary>
/// A Bot API server on loopback that answers as Telegram's does, strictness and misfortunes included, and plays the people who
/// write to the bot. Reaches nothing outside this machine.
/// </summary>
public sealed class FakeTelegramServer : IAsyncDisposable
{
    /// <summary>A token of the usual shape for tests with one bot.</summary>
    public const string DefaultToken = "123456789:FakeTokenThatOpensNothing_0123456789";

    private readonly ConcurrentDictionary<string, FakeBot> _bots = new(StringComparer.Ordinal);
    private readonly FakeTelegramOptions _options;
    private readonly KestrelServer _kestrel;

    private FakeTelegramServer(FakeTelegramOptions options)
    {
        _options = options;
        var settings = new KestrelServerOptions { AddServerHeader = false, AllowSynchronousIO = false };
        settings.Limits.MaxRequestBodySize = 51 << 20;
        settings.Limits.MinRequestBodyDataRate = null;
        settings.Listen(IPAddress.Loopback, options.Port, listen => listen.Protocols = HttpProtocols.Http1);
        // Calls are short and never block: running them where they arrive saves a hop between threads each.
        var transport = new SocketTransportFactory(
            Microsoft.Extensions.Options.Options.Create(new SocketTransportOptions { UnsafePreferInlineScheduling = true }), NullLoggerFactory.Instance);
        _kestrel = new KestrelServer(Microsoft.Extensions.Options.Options.Create(settings), transport, NullLoggerFactory.Instance);
    }

    /// <summary>Where the server listens, e.g. <c>http://127.0.0.1:40123/</c>.</summary>
    public Uri BaseAddress { get; private set; } = new("http://127.0.0.1");

    /// <summary>The bots that were asked for or that called.</summary>
    public IReadOnlyCollection<FakeBot> Bots => [.. _bots.Values];

    /// <summary>Starts a server.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<FakeTelegramServer> StartAsync(FakeTelegramOptions? options = null, CancellationToken cancellation = default)
    {
        var server = new FakeTelegramServer(options ?? new FakeTelegramOptions());
        await server._kestrel.StartAsync(new BotApiApplication(server.FindBot), cancellation);
        server.BaseAddress = new Uri(server._kestrel.Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return server;
    }

    /// <summary>The bot with this token, which may not have called yet.</summary>
    /// <exception cref="ArgumentException">No bot can have this token.</exception>
    public FakeBot Bot(string token = DefaultToken) =>
        FindBot(token) ?? throw new ArgumentException("A token is digits, a colon and 20 to 64 letters, digits, _ or -, and one of the options' tokens.", nameof(token));

    /// <summary>Stops listening; hanging polls are cut off.</summary>
    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        await _kestrel.StopAsync(atOnce.Token);
        _kestrel.Dispose();
        foreach (var bot in _bots.Values)
            bot.Dispose();
    }

    private FakeBot? FindBot(string token)
    {
        if (_bots.TryGetValue(token, out var bot))
            return bot;
        return FakeBot.IsToken(token) && _options.Tokens?.Contains(token) != false ? _bots.GetOrAdd(token, t => new FakeBot(t, _options)) : null;
    }
}
