using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using PanchayatBot.Messages;
using PanchayatBot.Storage;

namespace PanchayatBot.Delivery.Inbound;

/// <summary>The files that people send. A handler keeps one in its transaction and has its key at once; what the channel still has is fetched
/// afterwards, by the <see cref="InboundFileWorker"/>.</summary>
public sealed class InboundFiles : IDisposable
{
    // A refusal is told when it happens; who asks a week later gets "gone".
    private static readonly TimeSpan RefusalKept = TimeSpan.FromDays(7);

    private readonly InboundFileOptions _options;
    private readonly SemaphoreSlim _news = new(0, 1);

    /// <summary>Takes the settings.</summary>
    /// <exception cref="OptionsValidationException">A setting cannot be used.</exception>
    public InboundFiles(IOptions<InboundFileOptions> options)
    {
        _options = options.Value;
        _options.Check();
    }

    /// <summary>The largest file that is kept, in bytes.</summary>
    public int MostBytes => _options.MostBytes;

    /// <summary>Looks at a file before anybody asks for it, so that a channel can refuse it at once.</summary>
    /// <param name="bytes">What is in it.</param>
    /// <param name="kind">Whether it is a photo or a document; only meaningful when it is not refused.</param>
    /// <returns>Why it would not be kept; null when it would.</returns>
    public FileRefusal? Refuses(ReadOnlySpan<byte> bytes, out AttachmentKind kind)
    {
        var why = FileCheck.Refuses(bytes, _options, out var type);
        kind = type.IsPicture ? AttachmentKind.Photo : AttachmentKind.Document;
        return why;
    }

    /// <summary>Keeps the photo or document of a message. Nothing is kept when the transaction is rolled back.</summary>
    /// <param name="db">The turn's transaction.</param>
    /// <param name="message">The message.</param>
    /// <param name="now">The present moment.</param>
    /// <param name="until">When it may be forgotten; null for never. <see cref="KeepUntilAsync"/> changes it.</param>
    /// <returns>Arrived (the page sends the file with the message), waiting under a key that stays, or refused: the person can be told at once.
    /// When it is refused later, while it is fetched, the person is told by the worker.</returns>
    public async Task<InboundFile> KeepAsync(Db db, InboundMessage message, DateTimeOffset now, DateTimeOffset? until)
    {
        if (message.Attachment is not { Kind: AttachmentKind.Photo or AttachmentKind.Document } sent)
            return new InboundFile.Refused(FileRefusal.Kind);
        if (sent.Content is { } content)
        {
            return FileCheck.Refuses(content.Span, _options, out var type) is { } why
                ? new InboundFile.Refused(why)
                : new InboundFile.Arrived(await Files.AddAsync(db, FileName.For(FileName.Clean(sent.Name), type), type.MediaType, content.ToArray(), now, until));
        }

        if (sent.Bytes > _options.MostBytes)
            return new InboundFile.Refused(FileRefusal.Large);
        // Many telephones know no better name for a PDF; the bytes will tell.
        if (sent.Kind == AttachmentKind.Document && sent.MediaType is { } named && named != "application/octet-stream" && !_options.Allowed.Any(type => type.MediaType == named))
            return new InboundFile.Refused(FileRefusal.Kind);
        if (sent.Reference is null)
            return new InboundFile.Refused(FileRefusal.Gone);
        var key = RandomNumberGenerator.GetHexString(32, lowercase: true);
        await db.ExecuteAsync("""
            insert into inbound_file (key, channel, chat_id, reference, name, created_at, due, keep_until)
            values (@key, @Channel, @Id, @Reference, @name, @now, @now, @until)
            """, new { key, message.From.Channel, message.From.Id, sent.Reference, name = FileName.Clean(sent.Name), now, until });
        db.AfterCommit(Ring);
        return new InboundFile.Waiting(key);
    }

    /// <summary>Whether a file has arrived by now.</summary>
    public static async Task<InboundFile> StateAsync(Db db, string key)
    {
        if (await Files.FindAsync(db, key) is { } file)
            return new InboundFile.Arrived(file);
        return await db.FirstOrDefaultAsync<InboundRow>($"select {InboundRow.Columns} from inbound_file where key = @key", new { key }) switch
        {
            null => new InboundFile.Refused(FileRefusal.Gone),
            { State: "waiting" } => new InboundFile.Waiting(key),
            var row => new InboundFile.Refused(Enum.TryParse<FileRefusal>(row.Reason, out var why) ? why : FileRefusal.Gone),
        };
    }

    /// <summary>Keeps a file for longer, or shorter, than was said first: what belonged to a draft and was then published.</summary>
    /// <param name="db">The turn's transaction.</param>
    /// <param name="key">Its key, whether it has arrived or not.</param>
    /// <param name="until">When it may be forgotten; null for never.</param>
    public static async Task KeepUntilAsync(Db db, string key, DateTimeOffset? until)
    {
        // In this order: while it is being taken from the one table into the other, the second statement waits for that and finds it.
        await db.ExecuteAsync("update inbound_file set keep_until = @until where key = @key", new { key, until });
        await db.ExecuteAsync("update file set keep_until = @until where key = @key", new { key, until });
    }

    /// <summary>Forgets a file at once, whether it has arrived or not.</summary>
    public static async Task DropAsync(Db db, string key)
    {
        await db.ExecuteAsync("delete from inbound_file where key = @key", new { key });
        await db.ExecuteAsync("delete from file where key = @key", new { key });
    }

    /// <summary>Forgets what is no longer wanted, and refusals after a week; some at a time.</summary>
    internal static Task<int> ForgetAsync(Db db, DateTimeOffset now) => db.ExecuteAsync("""
        delete from inbound_file where key in (
            select key from inbound_file where keep_until < @now or (state = 'refused' and due < @told) limit 100)
        """, new { now, told = now - RefusalKept });

    /// <summary>Waits until a file is to be fetched, or for so long.</summary>
    internal Task WaitAsync(TimeSpan atMost, CancellationToken cancellation) => _news.WaitAsync(atMost, cancellation);

    /// <inheritdoc />
    public void Dispose() => _news.Dispose();

    private void Ring()
    {
        try
        {
            _news.Release();
        }
        catch (SemaphoreFullException)
        {
            // The worker is awake already.
        }
    }
}

/// <summary>A file that the channel still has, as the worker claims it.</summary>
internal sealed class InboundRow
{
    public const string Columns = "key, channel, chat_id, reference, name, state, reason, attempts, created_at, keep_until";

    public required string Key { get; init; }
    public required string Channel { get; init; }
    public required string ChatId { get; init; }
    public required string Reference { get; init; }
    public required string Name { get; init; }
    public required string State { get; init; }
    public string? Reason { get; init; }
    public int Attempts { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? KeepUntil { get; init; }
}
