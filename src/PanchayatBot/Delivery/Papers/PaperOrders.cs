using PanchayatBot.Messages;
using PanchayatBot.Storage;

namespace PanchayatBot.Delivery.Papers;

/// <summary>A finished paper.</summary>
/// <param name="Words">What is said with it.</param>
/// <param name="Name">The name under which people save it.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="Bytes">What is in it.</param>
public sealed record Paper(string Words, string Name, string MediaType, byte[] Bytes);

/// <summary>A kind of paper that people can ask for.</summary>
/// <param name="Name">Stands in the database; never changes.</param>
/// <param name="Read">Reads what is to stand on it, for a subject and a language, and returns the laying out: work that needs no database and
/// takes its time. Null when there is no such subject any more.</param>
public sealed record PaperKind(string Name, Func<Db, string, Language, Task<Func<IReadOnlyList<Paper>>?>> Read);

/// <summary>Papers that were asked for and are not laid out yet: the SQL of the table <c>paper_order</c>. Laying out takes longer than a turn may
/// hold the one writer, so a turn orders the paper, and <see cref="PaperWorker"/> brings it a moment later.</summary>
public static class PaperOrders
{
    /// <summary>Orders a paper for a chat; a second order for one that is being made is the same order.</summary>
    public static Task AddAsync(Db db, PaperKind paper, string subject, ChatAddress to, Language language, DateTimeOffset now) => db.ExecuteAsync("""
        insert into paper_order (paper, subject, channel, chat_id, language, due)
        select @Name, @subject, @Channel, @Id, @language, @now
        where not exists (select 1 from paper_order where paper = @Name and subject = @subject and channel = @Channel and chat_id = @Id)
        """, new { paper.Name, subject, to.Channel, to.Id, language = language.Code(), now });

    /// <summary>Orders that are due, oldest first.</summary>
    internal static Task<IReadOnlyList<PaperOrder>> DueAsync(Db db, DateTimeOffset now) => db.QueryAsync<PaperOrder>(
        "select id, paper, subject, channel, chat_id, language, attempts from paper_order where due <= @now order by due, id limit 20", new { now });

    /// <summary>Takes an order; false when another process did, or it is done.</summary>
    internal static async Task<bool> TakeAsync(Db db, long id, DateTimeOffset now, DateTimeOffset again) =>
        await db.ExecuteAsync("update paper_order set attempts = attempts + 1, due = @again where id = @id and due <= @now", new { id, now, again }) > 0;

    /// <summary>Strikes an order off; false when it was struck off before.</summary>
    internal static async Task<bool> EndAsync(Db db, long id) => await db.ExecuteAsync("delete from paper_order where id = @id", new { id }) > 0;
}

/// <summary>A row of the table.</summary>
internal sealed class PaperOrder
{
    public long Id { get; init; }
    public required string Paper { get; init; }
    public required string Subject { get; init; }
    public required string Channel { get; init; }
    public required string ChatId { get; init; }
    public required string Language { get; init; }
    public int Attempts { get; init; }

    public ChatAddress To => new(Channel, ChatId);
}
