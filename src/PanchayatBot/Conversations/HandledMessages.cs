using PanchayatBot.Messages;
using PanchayatBot.Storage;

namespace PanchayatBot.Conversations;

/// <summary>The SQL of the table <c>handled_message</c>: what makes a redelivered message act once.</summary>
internal static class HandledMessages
{
    /// <summary>Longer than any channel repeats: Telegram a day, WhatsApp a week.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(8);

    /// <summary>Notes the message; false if it was noted before.</summary>
    public static async Task<bool> AddAsync(Db db, InboundMessage message, DateTimeOffset now) => await db.ExecuteAsync("""
        insert into handled_message (channel, chat_id, message_id, handled_at) values (@Channel, @Id, @MessageId, @now)
        on conflict do nothing
        """, new { message.From.Channel, message.From.Id, message.MessageId, now }) == 1;

    /// <summary>Forgets messages older than <paramref name="before"/>, a thousand at a time.</summary>
    public static Task<int> ForgetAsync(Db db, DateTimeOffset before) => db.ExecuteAsync("""
        delete from handled_message where (channel, chat_id, message_id) in
            (select channel, chat_id, message_id from handled_message where handled_at < @before limit 1000)
        """, new { before });
}
