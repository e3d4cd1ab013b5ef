using PanchayatBot.Messages;
using PanchayatBot.Storage;

namespace PanchayatBot.Delivery;

/// <summary>What channels tell about chats apart from messages: that a person blocked the bot, that a group moved.</summary>
public sealed class AddressBook(Database database, TimeProvider clock)
{
    /// <summary>Nothing arrives at this chat any more; what was waiting for it is dropped. A message from there ends that.</summary>
    public Task LostAsync(ChatAddress chat, CancellationToken cancellation) =>
        database.WriteAsync(db => Chats.MarkUnreachableAsync(db, chat, clock.GetUtcNow()), cancellation);

    /// <summary>Messages arrive there again.</summary>
    public Task FoundAsync(ChatAddress chat, CancellationToken cancellation) =>
        database.WriteAsync(db => Chats.MarkReachableAsync(db, chat), cancellation);

    /// <summary>The chat goes on under a new id, with all that is known of it.</summary>
    public Task MovedAsync(ChatAddress from, string newId, CancellationToken cancellation) =>
        database.WriteAsync(db => Chats.MoveAsync(db, from, newId), cancellation);
}
