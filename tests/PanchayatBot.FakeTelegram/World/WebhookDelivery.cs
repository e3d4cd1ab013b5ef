using System.Globalization;
using System.Net.Http.Headers;

namespace PanchayatBot.FakeTelegram;

/// <summary>
/// Posts updates to the bot's webhook: in each queue (a chat, or a user's button presses) one at a time, the next only after a
/// 2xx; queues run side by side. A failed one is repeated at once, then after 2, 4, 8 … 60 units, or as Retry-After says.
/// </summary>
internal sealed class WebhookDelivery : IDisposable
{
    private readonly FakeTelegramOptions _options;
    private readonly UpdateQueue _updates;
    private readonly Lock _gate;
    private readonly Func<byte[], ValueTask> _onAnswer;
    private readonly HttpClient _client;
    private readonly SemaphoreSlim _connections;
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<long, Queue<UpdateRecord>> _queues = [];

    public WebhookDelivery(
        Uri address, string? secret, int maxConnections, FakeTelegramOptions options, UpdateQueue updates, Lock gate, Func<byte[], ValueTask> onAnswer)
    {
        (Address, Secret, MaxConnections) = (address, secret, maxConnections);
        (_options, _updates, _gate, _onAnswer) = (options, updates, gate, onAnswer);
        _connections = new SemaphoreSlim(maxConnections);
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false })
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
        if (_queues.TryGetValue(record.QueueKey, out var queue))
        {
            queue.Enqueue(record);
            return;
        }

        queue = new Queue<UpdateRecord>([record]);
        _queues.Add(record.QueueKey, queue);
        _ = Task.Run(() => DrainAsync(record.QueueKey, queue, _stop.Token));
    }

    public void Dispose()
    {
        _stop.Cancel();
        _client.Dispose();
    }

    private async Task DrainAsync(long key, Queue<UpdateRecord> queue, CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                UpdateRecord? next;
                lock (_gate)
                {
                    if (!queue.TryPeek(out next))
                    {
                        _queues.Remove(key);
                        return;
                    }
                }

                await DeliverAsync(next, cancellation);
                lock (_gate)
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
            lock (_gate)
            {
                if (record.Gone || _options.Time.GetUtcNow() >= record.ExpiresAt)
                    return;
                _updates.HandOut(record);
            }

            var (delivered, retryAfter) = await PostAsync(record.Body!, cancellation);
            if (delivered)
            {
                lock (_gate)
                    _updates.ConfirmOne(record);
                return;
            }

            if (retryAfter is { } asked)
            {
                await Task.Delay(asked, _options.Time, cancellation);
            }
            else if (tries > 0)
            {
                pause = Math.Min(60, pause * 2);
                await Task.Delay(pause * _options.WebhookRetryUnit, _options.Time, cancellation);
            }
        }
    }

    private async Task<(bool Delivered, TimeSpan? RetryAfter)> PostAsync(byte[] body, CancellationToken cancellation)
    {
        await _connections.WaitAsync(cancellation);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, Address) { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            if (Secret is not null)
                request.Headers.Add("X-Telegram-Bot-Api-Secret-Token", Secret);
            using var response = await _client.SendAsync(request, cancellation);
            if (response.IsSuccessStatusCode)
            {
                var answer = await response.Content.ReadAsByteArrayAsync(cancellation);
                if (answer.Length > 2)
                    await _onAnswer(answer);
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
            _connections.Release();
        }

        return (false, null);
    }

    private void Fail(string error)
    {
        lock (_gate)
            (LastError, LastErrorAt) = (error, _options.Time.GetUtcNow());
    }
}
