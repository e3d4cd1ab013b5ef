using PanchayatBot.Messages;
using PanchayatBot.Storage;

namespace PanchayatBot.Delivery.Broadcasts;

/// <summary>Chats that asked to be told when something changes: the audience <see cref="Audience.Followers"/>. The SQL of the table <c>follower</c>.</summary>
public static class Followers
{
    /// <summary>Adds a chat; again changes nothing.</summary>
    public static Task AddAsync(Db db, long place, string subject, ChatAddress chat, DateTimeOffset now) => db.ExecuteAsync(
        "insert into follower (place_id, subject, channel, chat_id, since) values (@place, @subject, @Channel, @Id, @now) on conflict do nothing",
        new { place, subject, chat.Channel, chat.Id, now });

    /// <summary>Takes a chat off.</summary>
    public static Task RemoveAsync(Db db, long place, string subject, ChatAddress chat) => db.ExecuteAsync(
        "delete from follower where place_id = @place and subject = @subject and channel = @Channel and chat_id = @Id", new { place, subject, chat.Channel, chat.Id });

    /// <summary>Takes a chat off every list.</summary>
    public static Task RemoveAllAsync(Db db, ChatAddress chat) => db.ExecuteAsync("delete from follower where channel = @Channel and chat_id = @Id", new { chat.Channel, chat.Id });

    /// <summary>What a chat follows.</summary>
    public static Task<IReadOnlyList<string>> OfAsync(Db db, ChatAddress chat) =>
        db.QueryAsync<string>("select subject from follower where channel = @Channel and chat_id = @Id order by since, subject", new { chat.Channel, chat.Id });

    /// <summary>How many chats follow something.</summary>
    public static Task<int> CountAsync(Db db, long place, string subject) =>
        db.SingleAsync<int>("select count(*) from follower where place_id = @place and subject = @subject", new { place, subject });
}
