using PanchayatBot.Messages;
using PanchayatBot.Storage;

namespace PanchayatBot.Delivery;

/// <summary>The group or channel that a panchayat named as its own. It hears what subscribers hear, without buttons that act, and is counted apart.</summary>
public sealed class LinkedGroup
{
    /// <summary>Name of the channel it is on.</summary>
    public required string Channel { get; init; }

    /// <summary>Its id there.</summary>
    public required string ChatId { get; init; }

    /// <summary>The panchayat.</summary>
    public long PanchayatId { get; init; }

    /// <summary>What it is called.</summary>
    public required string Title { get; init; }

    /// <summary>Since when it is linked.</summary>
    public DateTimeOffset LinkedAt { get; init; }

    /// <summary>Since when nothing arrives there; null when all is well.</summary>
    public DateTimeOffset? UnreachableSince { get; init; }

    /// <summary>Where it is.</summary>
    public ChatAddress Address => new(Channel, ChatId);
}

/// <summary>The SQL of linked groups: at most one a panchayat, and a group belongs to one panchayat.</summary>
public static class LinkedGroups
{
    private const string Columns = "channel, chat_id, panchayat_id, title, linked_at, unreachable_since from chat";

    /// <summary>The group of a panchayat; null when it has none.</summary>
    public static Task<LinkedGroup?> OfAsync(Db db, long panchayat) =>
        db.FirstOrDefaultAsync<LinkedGroup>($"select {Columns} where panchayat_id = @panchayat and linked_at is not null", new { panchayat });

    /// <summary>The group at this address; null when it is linked to no panchayat.</summary>
    public static Task<LinkedGroup?> AtAsync(Db db, ChatAddress address) =>
        db.FirstOrDefaultAsync<LinkedGroup>($"select {Columns} where channel = @Channel and chat_id = @Id and linked_at is not null", new { address.Channel, address.Id });

    /// <summary>Links a group that has spoken, instead of the one there was.</summary>
    /// <returns>False when the group is gone, or belongs to another panchayat.</returns>
    public static async Task<bool> LinkAsync(Db db, ChatAddress address, long panchayat, string title, DateTimeOffset now)
    {
        if (await AtAsync(db, address) is { } taken && taken.PanchayatId != panchayat)
            return false;
        await UnlinkAsync(db, panchayat);
        return await db.ExecuteAsync("""
            update chat set panchayat_id = @panchayat, joined_at = @now, linked_at = @now, title = @title, language = 'hi', silenced_at = null, unreachable_since = null, lost_told_at = null
            where channel = @Channel and chat_id = @Id
            """, new { address.Channel, address.Id, panchayat, title, now }) > 0;
    }

    /// <summary>Ends the link; false when there was none.</summary>
    public static async Task<bool> UnlinkAsync(Db db, long panchayat) =>
        await db.ExecuteAsync("update chat set panchayat_id = null, joined_at = null, linked_at = null, title = null where panchayat_id = @panchayat and linked_at is not null", new { panchayat }) > 0;

    /// <summary>Groups that can no longer be reached and of which nobody was told; each is named once.</summary>
    public static async Task<IReadOnlyList<LinkedGroup>> LostAsync(Db db, DateTimeOffset now, int most)
    {
        var lost = await db.QueryAsync<LinkedGroup>($"select {Columns} where linked_at is not null and unreachable_since is not null and lost_told_at is null limit @most", new { most });
        foreach (var group in lost)
            await db.ExecuteAsync("update chat set lost_told_at = @now where channel = @Channel and chat_id = @ChatId", new { group.Channel, group.ChatId, now });
        return lost;
    }

    /// <summary>The new chat, which has spoken already, takes the link over.</summary>
    internal static async Task MoveAsync(Db db, ChatAddress from, string newId)
    {
        if (await AtAsync(db, from) is not { } group)
            return;
        await UnlinkAsync(db, group.PanchayatId);
        await LinkAsync(db, new ChatAddress(from.Channel, newId), group.PanchayatId, group.Title, group.LinkedAt);
    }
}
