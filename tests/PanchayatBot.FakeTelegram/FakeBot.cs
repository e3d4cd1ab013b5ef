using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using PanchayatBot.FakeTelegram.Http;

namespace PanchayatBot.FakeTelegram;

/// <summary>
/// One bot as Telegram sees it: its chats, its updates, what it sent; and the people who write to it. Safe for several threads.
/// </summary>
public sealed partial class FakeBot : IDisposable
{
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    private readonly Dictionary<long, Chat> _chats = [];
    private readonly Dictionary<long, Person> _people = [];
    private readonly List<Fault> _faults = [];
    private readonly Changes _changes = new();
    private readonly ArrayBufferWriter<byte> _bodyBytes = new(2048);
    private readonly Utf8JsonWriter _bodyJson;

    // Always the same chance: a failing run can be repeated.
    private readonly Random _chance = new(20261122);

    // Somewhere, for the same reason as the first update's id.
    private int _lastMessageId = Random.Shared.Next(1_000_000_000);
    private TokenBucket? _overall;
    private DateTimeOffset _waitSince;
    private DateTimeOffset _waitUntil;

    internal FakeBot(string token, FakeTelegramOptions options)
    {
        Token = token;
        Id = long.Parse(token.AsSpan(0, token.IndexOf(':')));
        Options = options;
        Queue = new UpdateQueue(options, Gate, _changes);
        Records = new BotRecords(Gate, Queue.All);
        Queue.Confirmations = Records.ConfirmationList;
        _bodyJson = new Utf8JsonWriter(_bodyBytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
    }

    /// <summary>Is called after every accepted message and edit, outside of all locks, on the thread that serves the bot: be quick.</summary>
    public event Action<Send>? Accepted;

    /// <summary>The bot's token.</summary>
    public string Token { get; }

    /// <summary>The bot's own user id: the number in front of the token's colon.</summary>
    public long Id { get; }

    /// <summary>The bot's username, without the @.</summary>
    public string Username => Options.BotUsername;

    /// <summary>What happened so far.</summary>
    public BotRecords Records { get; }

    /// <summary>The token was taken back: every call is answered 401 while this is true.</summary>
    public bool IsRevoked { get; set; }

    /// <summary>How many polls were let in so far; grows once the bot runs.</summary>
    public int Polls
    {
        get
        {
            lock (Gate)
                return Queue.Polls;
        }
    }

    /// <summary>Updates that wait to be fetched or acknowledged.</summary>
    public int PendingUpdates
    {
        get
        {
            lock (Gate)
                return Queue.PendingCount;
        }
    }

    internal Lock Gate { get; } = new();

    internal FakeTelegramOptions Options { get; }

    internal UpdateQueue Queue { get; }

    internal Profile Profile { get; } = new();

    /// <summary>True for a token of the usual shape: digits, a colon, 20 to 64 letters, digits, _ or -.</summary>
    public static bool IsToken(ReadOnlySpan<char> token)
    {
        var colon = token.IndexOf(':');
        return colon is > 0 and <= 15
            && !token[..colon].ContainsAnyExceptInRange('0', '9')
            && token.Length - colon - 1 is >= 20 and <= 64
            && !token[(colon + 1)..].ContainsAnyExcept(TokenCharacters);
    }

    /// <summary>Lets calls go wrong from now on. Of several faults the first that fits takes a call.</summary>
    /// <returns>The same fault, whose <see cref="Fault.Hits"/> tell how often it struck.</returns>
    public Fault Inject(Fault fault)
    {
        lock (Gate)
            _faults.Add(fault);
        return fault;
    }

    /// <summary>Ends all faults.</summary>
    public void EndFaults()
    {
        lock (Gate)
            _faults.Clear();
    }

    /// <summary>Hands this update out once more, whatever was acknowledged: Telegram delivers at least once.</summary>
    /// <exception cref="InvalidOperationException">The update's content is forgotten (<see cref="FakeTelegramOptions.KeepHistory"/>).</exception>
    public void Redeliver(int updateId)
    {
        lock (Gate)
            Queue.Redeliver(Queue.Record(updateId));
    }

    /// <summary>Forgets the last acknowledgement: what it covered is handed out once more.</summary>
    public void ForgetLastConfirmation()
    {
        lock (Gate)
            Queue.ForgetLastConfirmation();
    }

    /// <summary>All messages of a chat, oldest first; empty for an unknown chat.</summary>
    public IReadOnlyList<ChatMessage> Transcript(long chat)
    {
        lock (Gate)
            return _chats.TryGetValue(chat, out var found) ? [.. found.Messages] : [];
    }

    /// <summary>Waits until something holds; it is asked anew whenever something happened.</summary>
    /// <param name="holds">The condition; must not wait itself.</param>
    /// <param name="timeout">How long to wait; 10 s when left out.</param>
    /// <exception cref="TimeoutException">It did not come to hold in time.</exception>
    public async Task WaitForAsync(Func<bool> holds, TimeSpan? timeout = null)
    {
        using var limit = new CancellationTokenSource(timeout ?? TimeSpan.FromSeconds(30));
        while (true)
        {
            var next = _changes.Next;
            if (holds())
                return;
            try
            {
                await next.WaitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"Nothing like it in {timeout ?? TimeSpan.FromSeconds(30)}. The chats stand so:\n{LastLines()}");
            }
        }
    }

    /// <summary>Waits for a message of the bot that comes after the last message of a person in the chat.</summary>
    /// <param name="chat">The chat.</param>
    /// <param name="which">Which message; any when left out.</param>
    /// <param name="timeout">How long to wait; 10 s when left out.</param>
    /// <exception cref="TimeoutException">It did not come in time.</exception>
    public async Task<ChatMessage> WaitForReplyAsync(long chat, Func<ChatMessage, bool>? which = null, TimeSpan? timeout = null)
    {
        ChatMessage? reply = null;
        await WaitForAsync(
            () =>
            {
                reply = Transcript(chat).Reverse().TakeWhile(message => message.FromBot).LastOrDefault(message => which?.Invoke(message) ?? true);
                return reply is not null;
            },
            timeout);
        return reply!;
    }

    /// <summary>Stops webhook deliveries.</summary>
    public void Dispose()
    {
        lock (Gate)
            Queue.SetWebhook(null)?.Dispose();
    }

    internal void SetWebhook(WebhookDelivery? webhook)
    {
        lock (Gate)
            Queue.SetWebhook(webhook)?.Dispose();
        _changes.Tell();
    }

    /// <summary>Counts a call, refuses a revoked token and finds the fault that strikes it, if any.</summary>
    internal Fault? Admit(string method, Parameters parameters)
    {
        if (IsRevoked)
            throw BotApiException.Unauthorized();
        lock (Gate)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(Records.CallCounts, method, out _)++;
            if (Records.TooManyRequestsList.Count > 0)
                RememberHaste(method, parameters);
            if (_faults.Count == 0)
                return null;
            var chat = parameters.Number("chat_id");
            var fault = _faults.Find(candidate => candidate.Hit(method, chat, _chance));
            if (fault is { Status: 429 })
                RememberWait(method, fault.Chat is { } one ? _chats.GetValueOrDefault(one) : null, fault.RetryAfter);
            return fault;
        }
    }

    internal void Remember(BotApiException error, string method)
    {
        lock (Gate)
        {
            if (Options.KeepHistory || Records.RefusalList.Count < 100)
                Records.RefusalList.Add(new Refusal(method, error.Code, error.Message, Options.Time.GetUtcNow()));
        }
    }

    internal void Tell() => _changes.Tell();

    private string LastLines()
    {
        lock (Gate)
        {
            var talked = _chats.Values.Where(chat => chat.Messages.Count > 0).ToList();
            var lines = talked.TakeLast(5).SelectMany(chat => chat.Messages.TakeLast(6).Select(message => $"  {chat.Title}: {message}"));
            return string.Join('\n', lines);
        }
    }

    private int NextMessageId(Chat chat) => chat.Kind == ChatKind.Supergroup ? ++chat.LastOwnId : ++_lastMessageId;
}
