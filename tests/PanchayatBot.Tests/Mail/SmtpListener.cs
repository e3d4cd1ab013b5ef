using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MimeKit;

namespace PanchayatBot.Tests.Mail;

/// <summary>A mail server on this machine (RFC 5321, without TLS): takes mails, or refuses as it is told to.</summary>
public sealed class SmtpListener : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();

    public SmtpListener()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Mails taken, in order.</summary>
    public ConcurrentQueue<MimeMessage> Taken { get; } = [];

    /// <summary>What is said to a recipient instead of "250 ok"; null for nothing.</summary>
    public string? Refusal { get; set; }

    /// <summary>The connection breaks after a mail was taken and before that is told.</summary>
    public bool DiesAfterTaking { get; set; }

    /// <summary>Everything that clients said.</summary>
    public ConcurrentQueue<string> Heard { get; } = [];

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                _ = TalkAsync(client);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
            await using var writer = new StreamWriter(client.GetStream(), Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
            await writer.WriteLineAsync("220 local ready");
            while (await reader.ReadLineAsync(_end.Token) is { } line)
            {
                Heard.Enqueue(line);
                switch (line.Split(' ', ':')[0].ToUpperInvariant())
                {
                    case "EHLO":
                        await writer.WriteLineAsync("250-local");
                        await writer.WriteLineAsync("250 8BITMIME");
                        break;
                    case "RCPT" when Refusal is { } refusal:
                        await writer.WriteLineAsync(refusal);
                        break;
                    case "DATA":
                        await writer.WriteLineAsync("354 go on");
                        Taken.Enqueue(await ReadAsync(reader));
                        if (DiesAfterTaking)
                            return;
                        await writer.WriteLineAsync("250 taken");
                        break;
                    case "QUIT":
                        await writer.WriteLineAsync("221 bye");
                        return;
                    default:
                        await writer.WriteLineAsync("250 ok");
                        break;
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The client went away, or the test is over.
        }
    }

    private async Task<MimeMessage> ReadAsync(StreamReader reader)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(_end.Token) is { } line && line != ".")
            text.Append(line.StartsWith("..", StringComparison.Ordinal) ? line[1..] : line).Append("\r\n");
        using var bytes = new MemoryStream(Encoding.Latin1.GetBytes(text.ToString()));
        return await MimeMessage.LoadAsync(bytes, _end.Token);
    }
}
