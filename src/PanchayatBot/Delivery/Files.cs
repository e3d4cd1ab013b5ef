using System.Security.Cryptography;
using PanchayatBot.Messages;
using PanchayatBot.Storage;

namespace PanchayatBot.Delivery;

/// <summary>The files that messages carry, kept in the database: they are backed up with it and are there before the message leaves.</summary>
public sealed class Files(Database database)
{
    /// <summary>The largest file that every channel takes, in bytes (Telegram's limit for a picture).</summary>
    public const int MaxBytes = 10 << 20;

    /// <summary>Keeps a file.</summary>
    /// <param name="db">The transaction of the cause.</param>
    /// <param name="name">The name under which people save it.</param>
    /// <param name="mediaType">Its media type.</param>
    /// <param name="bytes">What is in it.</param>
    /// <param name="now">The present moment.</param>
    /// <param name="until">When it may be forgotten; null for never.</param>
    /// <exception cref="ArgumentException">It is larger than <see cref="MaxBytes"/>.</exception>
    public static async Task<StoredFile> AddAsync(Db db, string name, string mediaType, byte[] bytes, DateTimeOffset now, DateTimeOffset? until = null)
    {
        if (bytes.Length > MaxBytes)
            throw new ArgumentException($"'{name}' has {bytes.Length} bytes; {MaxBytes} are the most.", nameof(bytes));
        var file = new StoredFile(RandomNumberGenerator.GetHexString(32, lowercase: true), name, mediaType);
        await PutAsync(db, file, bytes, now, until);
        return file;
    }

    /// <summary>Keeps a file under a key that was given before.</summary>
    internal static Task PutAsync(Db db, StoredFile file, byte[] bytes, DateTimeOffset now, DateTimeOffset? until) => db.ExecuteAsync("""
        insert into file (key, name, media_type, bytes, created_at, keep_until) values (@Key, @Name, @MediaType, @bytes, @now, @until)
        """, new { file.Key, file.Name, file.MediaType, bytes, now, until });

    /// <summary>What is in a file; null when it is no longer kept.</summary>
    public static Task<byte[]?> BytesAsync(Db db, string key) => db.FirstOrDefaultAsync<byte[]>("select bytes from file where key = @key", new { key });

    /// <inheritdoc cref="BytesAsync(Db, string)"/>
    public Task<byte[]?> BytesAsync(string key, CancellationToken cancellation) => database.ReadAsync(db => BytesAsync(db, key), cancellation);

    /// <summary>Name and type of a file; null when it is no longer kept.</summary>
    public static async Task<StoredFile?> FindAsync(Db db, string key) =>
        await db.FirstOrDefaultAsync<FileRow>("select key, name, media_type from file where key = @key", new { key }) is { } row
            ? new StoredFile(row.Key, row.Name, row.MediaType)
            : null;

    /// <inheritdoc cref="FindAsync(Db, string)"/>
    public Task<StoredFile?> FindAsync(string key, CancellationToken cancellation) => database.ReadAsync(db => FindAsync(db, key), cancellation);

    /// <summary>Forgets files whose time is over, some at a time.</summary>
    internal static Task<int> ForgetAsync(Db db, DateTimeOffset now) =>
        db.ExecuteAsync("delete from file where key in (select key from file where keep_until < @now limit 100)", new { now });

    private sealed class FileRow
    {
        public required string Key { get; init; }
        public required string Name { get; init; }
        public required string MediaType { get; init; }
    }
}
