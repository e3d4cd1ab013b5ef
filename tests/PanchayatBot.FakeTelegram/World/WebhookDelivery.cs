using System.Globalization;
using System.Net.Http.Headers;

namespace PanchayatBot.FakeTelegram;

/// <summary>
/// Posts updates to the bot's webhook: in each queue (a chat, or a user's button presses) one at a time, the next only after a
/// 2xx; queues run side by side. A failed one is repeated at once, then after 2, 4, 8 … 60 units, or as Retry-After says.
/// </summary>
internal sealed class WebhookDelivery : IDisposable
{
    private readonly FakeTelegramOptions options;
    private readonly UpdateQueue updates;
    private readonly Lock gate;
    private readonly Func<byte[], ValueTask> onAnswer;
    private readonly HttpClient client;
    private readonly SemaphoreSlim connections;
    private readonly CancellationTokenSource stop = new();
    private readonly Dictionary<long, Queue<UpdateRecord>> queues = [];

    public WebhookDelivery(
        Uri address, string? secret, int maxConnections, FakeTelegramOptions options, UpdateQueue updates, Lock gate, Func<byte[], ValueTask> onAnswer)
    {
        (Address, Secret, MaxConnections) = (address, secret, maxConnections);
        (this.options, this.updates, this.gate, this.onAnswer) = (options, updates, gate, onAnswer);
        connections = new SemaphoreSlim(maxConnections);
        client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false })
        {
            Timeout = TimeSpan.FromSeconds(60),
        };
    }

    public Uri Address { get; }

    public string? Secret { get; }

    public int MaxConnections { get; }

    public DateTimeOffset? LastErrorAt { get; private set; }

    public string? LastError { get; private set; }

    /// <summary>Called under the bot's lock.</summary>
    public void Enqueue(UpdateRecord record)
    {
        if (queues.TryGetValue(record.QueueKey, out var queue))
        {
            queue.Enqueue(record);
            return;
        }

        queue = new Queue<UpdateRecord>([record]);
        queues.Add(record.QueueKey, queue);
        _ = Task.Run(() => DrainAsync(record.QueueKey, queue, stop.Token));
    }

    public void Dispose()
    {
        stop.Cancel();
        client.Dispose();
    }

    private async Task DrainAsync(long key, Queue<UpdateRecord> queue, CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                UpdateRecord? next;
                lock (gate)
                {
                    if (!queue.TryPeek(out next))
                    {
                        queues.Remove(key);
                        return;
                    }
                }

                await DeliverAsync(next, cancellation);
                lock (gate)
                    queue.Dequeue();
            }
        }
        catch (OperationCanceledException)
        {
            // The webhook was removed; what is left waits in the bot's queue.
        }
    }

    private async Task DeliverAsync(UpdateRecord record, CancellationToken cancellation)
    {
        var pause = 1;
        for (var tries = 0; ; tries++)
        {
            lock (gate)
            {
                if (record.Gone || options.Time.GetUtcNow() >= record.ExpiresAt)
                    return;
                updates.HandOut(record);
            }

            var (delivered, retryAfter) = await PostAsync(record.Body!, cancellation);
            if (delivered)
            {
                lock (gate)
                    updates.ConfirmOne(record);
                return;
            }

            if (retryAfter is { } asked)
            {
                await Task.Delay(asked, options.Time, cancellation);
            }
            else if (tries > 0)
            {
                pause = Math.Min(60, pause * 2);
                await Task.Delay(pause * options.WebhookRetryUnit, options.Time, cancellation);
            }
        }
    }

    private async Task<(bool Delivered, TimeSpan? RetryAfter)> PostAsync(byte[] body, CancellationToken cancellation)
    {
        await connections.WaitAsync(cancellation);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, Address) { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            if (Secret is not null)
                request.Headers.Add("X-Telegram-Bot-Api-Secret-Token", Secret);
            using var response = await client.SendAsync(request, cancellation);
            if (response.IsSuccessStatusCode)
            {
                var answer = await response.Content.ReadAsByteArrayAsync(cancellation);
                if (answer.Length > 2)
                    await onAnswer(answer);
                return (true, null);
            }

            Fail($"Wrong response from the webhook: {((int)response.StatusCode).ToString(CultureInfo.InvariantCulture)} {response.ReasonPhrase}");
            var asked = response.Headers.RetryAfter?.Delta;
            return (false, asked > TimeSpan.FromHours(1) ? TimeSpan.FromHours(1) : asked);
        }
        catch (HttpRequestException error)
        {
            Fail(error.HttpRequestError == HttpRequestError.ConnectionError ? "Connection refused" : "Webhook connection closed");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            Fail("Read timeout expired");
        }
        finally
        {
            connections.Release();
        }

        return (false, null);
    }

    private void Fail(string error)
    {
        lock (gate)
            (LastError, LastErrorAt) = (error, options.Time.GetUtcNow());
    }
}
