using PanchayatBot.Messages;
using PanchayatBot.Storage;

namespace PanchayatBot.Delivery;

/// <summary>What is remembered of one chat. A turn changes it; it is saved with the turn.</summary>
public sealed class Chat
{
    /// <summary>Name of the channel.</summary>
    public required string Channel { get; init; }

    /// <summary>The chat's id in the channel.</summary>
    public required string ChatId { get; init; }

    /// <summary>Who speaks there at the moment; null for an anonymous citizen.</summary>
    public long? PersonId { get; set; }

    /// <summary>The panchayat whose notices the chat hears; null when none was chosen.</summary>
    public long? PanchayatId { get; set; }

    /// <summary>The ward in it; null when none was told.</summary>
    public long? WardId { get; set; }

    /// <summary>Since when the chat hears its panchayat.</summary>
    public DateTimeOffset? JoinedAt { get; set; }

    /// <summary>Since when it wants no broadcasts; null when it wants them.</summary>
    public DateTimeOffset? SilencedAt { get; set; }

    /// <summary>Code of the language chosen or detected; null before the first words.</summary>
    public string? Language { get; set; }

    /// <summary>Code of the person's state, e.g. BR; null when unknown.</summary>
    public string? State { get; set; }

    /// <summary>What was last talked about, for follow-up questions (a scheme's slug).</summary>
    public string? Topic { get; set; }

    /// <summary>When that was.</summary>
    public DateTimeOffset? TopicAt { get; set; }

    /// <summary>The open question as JSON; null when none is open.</summary>
    public string? Dialog { get; set; }

    /// <summary>Number of the last question asked in this chat.</summary>
    public long Question { get; set; }

    /// <summary>When the open question was asked.</summary>
    public DateTimeOffset? AskedAt { get; set; }

    /// <summary>When the very first message came.</summary>
    public DateTimeOffset FirstSeen { get; init; }

    /// <summary>The chat's address.</summary>
    public ChatAddress Address => new(Channel, ChatId);
}

/// <summary>The SQL of the table <c>chat</c>.</summary>
public static class Chats
{
    /// <summary>The chat's row, made when it is new. The row stays locked until the transaction ends, so that turns of one chat queue up.
    /// Whoever writes can be reached again.</summary>
    public static Task<Chat> OpenAsync(Db db, ChatAddress address, DateTimeOffset now) => db.SingleAsync<Chat>("""
        insert into chat (channel, chat_id, first_seen, last_seen) values (@Channel, @Id, @now, @now)
        on conflict (channel, chat_id) do update set last_seen = excluded.last_seen, unreachable_since = null
        returning channel, chat_id, person_id, panchayat_id, ward_id, joined_at, silenced_at, language, state, topic, topic_at, dialog, question, asked_at, first_seen
        """, new { address.Channel, address.Id, now });

    /// <summary>Writes back what a turn may change.</summary>
    public static Task SaveAsync(Db db, Chat chat) => db.ExecuteAsync("""
        update chat set person_id = @PersonId, panchayat_id = @PanchayatId, ward_id = @WardId, joined_at = @JoinedAt, silenced_at = @SilencedAt, language = @Language, state = @State, topic = @Topic, topic_at = @TopicAt,
            dialog = @Dialog, question = @Question, asked_at = @AskedAt
        where channel = @Channel and chat_id = @ChatId
        """, chat);

    /// <summary>Chats in which a person speaks.</summary>
    public static Task<IReadOnlyList<ChatAddress>> OfPersonAsync(Db db, long person) =>
        db.QueryAsync<ChatAddress>("select channel as Channel, chat_id as Id from chat where person_id = @person order by channel, chat_id", new { person });

    /// <summary>The language chosen in a chat; null when none was, or nobody ever wrote there.</summary>
    public static async Task<Language?> LanguageAsync(Db db, ChatAddress address) => LanguageCodes.FromCode(
        await db.FirstOrDefaultAsync<string>("select language from chat where channel = @Channel and chat_id = @Id", new { address.Channel, address.Id }));

    /// <summary>Notes that nothing arrives there any more, and drops what was still to be sent.</summary>
    public static async Task MarkUnreachableAsync(Db db, ChatAddress address, DateTimeOffset now)
    {
        await db.ExecuteAsync("update chat set unreachable_since = @now where channel = @Channel and chat_id = @Id and unreachable_since is null",
            new { address.Channel, address.Id, now });
        await db.ExecuteAsync("update outbox set state = 'unreachable', settled_at = @now where channel = @Channel and chat_id = @Id and state = 'waiting'",
            new { address.Channel, address.Id, now });
    }

    /// <summary>Notes that messages arrive there again.</summary>
    public static Task MarkReachableAsync(Db db, ChatAddress address) =>
        db.ExecuteAsync("update chat set unreachable_since = null, lost_told_at = null where channel = @Channel and chat_id = @Id", new { address.Channel, address.Id });

    /// <summary>The chat goes on under a new id (a group that became a supergroup): everything moves along.</summary>
    public static async Task MoveAsync(Db db, ChatAddress from, string newId)
    {
        var move = new { from.Channel, from.Id, newId };
        // The new id may have spoken already; then its row stays and the old one goes.
        await db.ExecuteAsync("""
            update chat set chat_id = @newId where channel = @Channel and chat_id = @Id
                and not exists (select 1 from chat there where there.channel = @Channel and there.chat_id = @newId)
            """, move);
        await LinkedGroups.MoveAsync(db, from, newId);
        await db.ExecuteAsync("delete from chat where channel = @Channel and chat_id = @Id", move);
        await db.ExecuteAsync("update outbox set chat_id = @newId where channel = @Channel and chat_id = @Id", move);
        await db.ExecuteAsync("update inbound_file set chat_id = @newId where channel = @Channel and chat_id = @Id", move);
    }
}
