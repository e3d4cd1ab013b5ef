using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using PanchayatBot.Content;
using PanchayatBot.Messages;
using PanchayatBot.Storage;

namespace PanchayatBot.Delivery;

/// <summary>Every message of the bot, on disk before it leaves. Whoever adds one does so in the transaction of what caused it.</summary>
public sealed class Outbox(Database database, Texts texts) : IDisposable
{
    /// <summary>UTF-16 units of Markdown on one page: below every channel's limit (Telegram's is 4,096 after parsing).</summary>
    public const int PageLength = 3_600;

    /// <summary>The route behind the button that brings the next page.</summary>
    public const string MoreRoute = "more";

    // Words below a picture or a file have less room (Telegram's caption: 1,024 after parsing).
    internal const int CaptionLength = 900;

    private static readonly JsonSerializerOptions Json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly SemaphoreSlim _news = new(0, 1);

    /// <summary>Adds a message. A long one is cut into pages: the first goes out, the others wait for its "more" button. A board that has
    /// not left yet is written anew instead of added again.</summary>
    /// <param name="db">The transaction of the cause.</param>
    /// <param name="to">The chat.</param>
    /// <param name="reply">What to say.</param>
    /// <param name="language">Language of the "more" button.</param>
    /// <param name="lane">How urgent it is.</param>
    /// <param name="now">The present moment.</param>
    /// <param name="due">Not to be sent before; null for at once.</param>
    /// <param name="once">A key that makes a second message with it vanish, so that a broadcast can be repeated; unique in the chat.</param>
    /// <exception cref="ArgumentException">It carries a file and a pin.</exception>
    public async Task AddAsync(Db db, ChatAddress to, Reply reply, Language language, Lane lane, DateTimeOffset now, DateTimeOffset? due = null, string? once = null)
    {
        if (reply is { File: not null, Pin: not null })
            throw new ArgumentException("A reply carries a file or a pin, not both.", nameof(reply));
        if (reply.Board is not null && await RewriteAsync(db, to, reply) > 0)
            return;
        if (reply.File is not null && reply.Text.Length > CaptionLength)
        {
            await AddAsync(db, to, new Reply("") { File = reply.File }, language, lane, now, due, once is null ? null : once + ":file");
            reply = reply with { File = null };
        }

        var pages = Pages.Split(reply.Text, PageLength);
        if (pages.Count > 1)
        {
            var key = Guid.CreateVersion7(now).ToString("N");
            var more = texts.Say("more.next", language);
            for (var i = 1; i < pages.Count; i++)
            {
                var last = i == pages.Count - 1;
                var page = new Reply(pages[i]) { Buttons = last ? reply.Buttons : [Button.To(more, MoreRoute, $"{key}:{i + 1}")] };
                await InsertAsync(db, to, page, lane, "held", now, now, PageKey($"{key}:{i}"), settled: now);
            }

            reply = reply with { Text = pages[0], Buttons = [Button.To(more, MoreRoute, $"{key}:1")] };
        }

        await InsertAsync(db, to, reply, lane, "waiting", now, due ?? now, once, settled: null);
        db.AfterCommit(Ring);
    }

    /// <summary>A later page of a long message of this chat; null when it is no longer kept or was never this chat's.</summary>
    public static async Task<Reply?> PageAsync(Db db, ChatAddress chat, string key)
    {
        var body = await db.FirstOrDefaultAsync<string>(
            "select body from outbox where channel = @Channel and chat_id = @Id and once = @once and state = 'held'",
            new { chat.Channel, chat.Id, once = PageKey(key) });
        return body is null ? null : Unpack(body);
    }

    /// <summary>Messages of one chat that were handed over, oldest first: how a browser that was away gets what it missed. A reminder that was
    /// written before the one the browser names, but left after it, belongs to them.</summary>
    public Task<IReadOnlyList<Outgoing>> SentSinceAsync(ChatAddress chat, long afterId, int limit, CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<Outgoing>>(async db =>
        {
            var rows = await db.QueryAsync<OutboxRow>("""
                select id, channel, chat_id, lane, body, attempts, created_at, board from
                    (select * from outbox where channel = @Channel and chat_id = @Id and state = 'sent'
                        and (id > @afterId or settled_at > (select settled_at from outbox where id = @afterId and channel = @Channel and chat_id = @Id))
                    order by id desc limit @limit) newest
                order by id
                """, new { chat.Channel, chat.Id, afterId, limit });
            return [.. rows.Select(row => row.ToOutgoing())];
        }, cancellation);

    /// <summary>Waits until something was added, or for so long.</summary>
    internal Task WaitAsync(TimeSpan atMost, CancellationToken cancellation) => _news.WaitAsync(atMost, cancellation);

    /// <summary>Wakes the worker.</summary>
    internal void Ring()
    {
        try
        {
            _news.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is awake already.
        }
    }

    /// <inheritdoc />
    public void Dispose() => _news.Dispose();

    internal static string Pack(Reply reply) => JsonSerializer.Serialize(reply, Json);

    internal static Reply Unpack(string body) => JsonSerializer.Deserialize<Reply>(body, Json)!;

    private static string PageKey(string key) => "page:" + key;

    private static Task<int> RewriteAsync(Db db, ChatAddress to, Reply reply) =>
        db.ExecuteAsync("update outbox set body = @body where channel = @Channel and chat_id = @Id and board = @Board and state = 'waiting'",
            new { to.Channel, to.Id, reply.Board, body = Pack(reply) });

    private static Task<int> InsertAsync(Db db, ChatAddress to, Reply reply, Lane lane, string state, DateTimeOffset now, DateTimeOffset due, string? once, DateTimeOffset? settled) =>
        db.ExecuteAsync("""
            insert into outbox (channel, chat_id, lane, body, once, board, state, created_at, due, settled_at)
            values (@Channel, @Id, @lane, @body, @once, @Board, @state, @now, @due, @settled)
            on conflict do nothing
            """, new { to.Channel, to.Id, lane = (int)lane, body = Pack(reply), once, reply.Board, state, now, due, settled });
}

/// <summary>A row of the outbox, as the worker claims it.</summary>
internal sealed class OutboxRow
{
    public long Id { get; init; }
    public required string Channel { get; init; }
    public required string ChatId { get; init; }
    public int Lane { get; init; }
    public required string Body { get; init; }
    public int Attempts { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public string? Board { get; init; }

    /// <summary>Of a board: the channel's id of the message whose place this one takes.</summary>
    public string? Replaces { get; set; }

    public ChatAddress To => new(Channel, ChatId);

    public Outgoing ToOutgoing() => new(Id, To, Outbox.Unpack(Body), (Lane)Lane, CreatedAt, Replaces);
}
