using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;

namespace PanchayatBot.Tests.Channels.WebChat;

/// <summary>What a browser does with the page's addresses, without a browser: it keeps its cookie, posts and listens.</summary>
/// <param name="address">Where the bot is served.</param>
/// <param name="person">In demo mode, whom the visitor has chosen.</param>
internal sealed class Browser(Uri address, string? person = null) : IDisposable
{
    private readonly CookieContainer _cookies = new();
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = address };

    /// <summary>The cookie as last given.</summary>
    public string? Cookie { get; private set; }

    /// <summary>Headers that go with every request.</summary>
    public System.Net.Http.Headers.HttpRequestHeaders Headers => _http.DefaultRequestHeaders;

    public async Task<HttpResponseMessage> GetAsync(string path)
    {
        var response = await _http.GetAsync(path);
        Keep(response);
        return response;
    }

    /// <summary>Opens the page, which gives the cookie.</summary>
    public async Task<Browser> OpenAsync()
    {
        (await GetAsync("/")).EnsureSuccessStatusCode();
        return this;
    }

    public Task<HttpResponseMessage> PostAsync(string? text = null, string? payload = null, string? id = null) =>
        PostAsync(JsonContent.Create(new { id = id ?? Guid.NewGuid().ToString(), text, payload, person }));

    public Task<HttpResponseMessage> PostFileAsync(byte[] content, string id, string name)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/chat/messages/file") { Content = new ByteArrayContent(content) };
        request.Headers.Add("X-Message", Uri.EscapeDataString(JsonSerializer.Serialize(new { id, name, person })));
        return _http.SendAsync(request);
    }

    public Task<HttpResponseMessage> PostAsync(HttpContent content) => _http.PostAsync("/chat/messages", content);

    /// <summary>Listens until so many messages have come, and returns them.</summary>
    /// <param name="count">How many.</param>
    /// <param name="lastSeen">What the browser sends as Last-Event-ID.</param>
    public async Task<IReadOnlyList<Told>> ListenAsync(int count, string? lastSeen = null)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var told = new List<Told>();
        await foreach (var message in EventsAsync(lastSeen, timeout.Token))
        {
            if (message.EventType != "message")
                continue;
            told.Add(Told.Read(message));
            if (told.Count == count)
                break;
        }

        return told;
    }

    /// <summary>Everything that is there when the stream opens.</summary>
    public async Task<IReadOnlyList<Told>> OldAsync(string? lastSeen = null)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var told = new List<Told>();
        await foreach (var message in EventsAsync(lastSeen, timeout.Token))
        {
            if (message.EventType == "ready")
                break;
            told.Add(Told.Read(message));
        }

        return told;
    }

    public async IAsyncEnumerable<SseItem<string>> EventsAsync(string? lastSeen, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/chat/events" + (person is null ? "" : $"?person={person}"));
        if (lastSeen is not null)
            request.Headers.Add("Last-Event-ID", lastSeen);
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        response.EnsureSuccessStatusCode();
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(cancellation))
            yield return item;
    }

    public void Dispose() => _http.Dispose();

    private void Keep(HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues("Set-Cookie", out var given))
            return;
        _cookies.SetCookies(address, given.Single().Split(';')[0]);
        Cookie = _cookies.GetCookieHeader(address);
        _http.DefaultRequestHeaders.Remove("Cookie");
        _http.DefaultRequestHeaders.Add("Cookie", Cookie);
    }
}

/// <summary>A message of the bot as it comes to the page.</summary>
internal sealed record Told(string EventId, long Id, string Html, IReadOnlyList<(string Label, string? Payload, string? Url)> Buttons)
{
    public static Told Read(SseItem<string> item)
    {
        var json = JsonDocument.Parse(item.Data).RootElement;
        return new Told(item.EventId!, json.GetProperty("id").GetInt64(), json.GetProperty("html").GetString()!,
            [.. json.GetProperty("buttons").EnumerateArray().Select(b => (b.GetProperty("label").GetString()!, Optional(b, "payload"), Optional(b, "url")))]);
    }

    private static string? Optional(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;
}
