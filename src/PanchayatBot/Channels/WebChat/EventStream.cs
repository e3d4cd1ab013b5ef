using System.Text.Json;
using PanchayatBot.Delivery;
using PanchayatBot.Messages;

namespace PanchayatBot.Channels.WebChat;

/// <summary>Tells one open page what the bot says, as server-sent events: first what it missed, then what comes, each message once.</summary>
/// <param name="response">Where the events go.</param>
/// <param name="chat">The chat of the page.</param>
/// <param name="outbox">The mailbox.</param>
/// <param name="time">The clock of the heartbeat.</param>
internal sealed class EventStream(HttpResponse response, ChatAddress chat, Outbox outbox, TimeProvider time)
{
    // A page shows so much of an old talk; who wants more has long stopped scrolling.
    private const int Replayed = 100;

    // Proxies and mobile networks drop a line that is silent for longer.
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    private readonly HashSet<long> _told = [];
    private long _newest;

    /// <summary>Runs until the page goes away, the server stops or the stream is cut off.</summary>
    /// <param name="stream">What is pushed to the page.</param>
    /// <param name="lastSeen">Number of the newest message that the page has.</param>
    /// <param name="cancellation">The page is gone or the server stops.</param>
    public async Task RunAsync(WebChatChannel.Stream stream, long lastSeen, CancellationToken cancellation)
    {
        _newest = lastSeen;
        var fetched = lastSeen;
        response.ContentType = "text/event-stream; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        await response.WriteAsync("retry: 2000\n\n", cancellation);

        for (var first = true; ; first = false)
        {
            // Asked again at every heartbeat: with several processes on one database another one may have sent the message.
            foreach (var missed in await outbox.SentSinceAsync(chat, fetched, Replayed, cancellation))
            {
                fetched = Math.Max(fetched, missed.Id);
                await TellAsync(missed, cancellation);
            }

            foreach (var message in first ? stream.JustPushed : [])
            {
                if (message.Id > lastSeen)
                    await TellAsync(message, cancellation);
            }

            // The comment is the heartbeat; "ready" tells the page that it has everything.
            await response.WriteAsync(first ? "event: ready\ndata: {}\n\n" : ": \n\n", cancellation);
            await response.Body.FlushAsync(cancellation);
            if (!await PassOnAsync(stream, cancellation))
                return;
        }
    }

    /// <summary>Passes on what is pushed until the next heartbeat; false when the stream has ended.</summary>
    private async Task<bool> PassOnAsync(WebChatChannel.Stream stream, CancellationToken cancellation)
    {
        using var untilHeartbeat = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var heartbeat = Task.Delay(Heartbeat, time, untilHeartbeat.Token);
        try
        {
            for (; ; )
            {
                var arriving = stream.Arriving.WaitToReadAsync(untilHeartbeat.Token).AsTask();
                if (await Task.WhenAny(arriving, heartbeat) == heartbeat)
                    return true;
                if (!await arriving)
                    return false;
                while (stream.Arriving.TryRead(out var message))
                    await TellAsync(message, cancellation);
                await response.Body.FlushAsync(cancellation);
            }
        }
        finally
        {
            await untilHeartbeat.CancelAsync();
        }
    }

    private static ShownFile? FileOf(Reply reply) =>
        reply.File is { } file ? new ShownFile(WebChat.FilePath + file.Key, file.Name, file.IsPicture) : null;

    private async Task TellAsync(Outgoing message, CancellationToken cancellation)
    {
        if (!_told.Add(message.Id))
            return;
        // A reminder written long ago may come after younger messages: the page's place in the talk never moves back.
        _newest = Math.Max(_newest, message.Id);
        var buttons = message.Reply.Buttons.Select(b => b.IsLink ? new ShownButton(b.Label, null, b.Payload) : new ShownButton(b.Label, b.Payload, null));
        var shown = new Shown(message.Id, message.SaidAt.ToUnixTimeMilliseconds(), Markup.ToWebHtml(message.Reply.Text), [.. buttons], FileOf(message.Reply), message.Reply.Pin?.ToMap().AbsoluteUri, message.Reply.Board);
        await response.WriteAsync($"id: {_newest}\ndata: {JsonSerializer.Serialize(shown, WebChatJson.Readable.Shown)}\n\n", cancellation);
    }
}
