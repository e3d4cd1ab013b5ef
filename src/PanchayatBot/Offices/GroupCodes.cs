using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Storage;

namespace PanchayatBot.Offices;

/// <summary>The word by which a secretary shows the bot which group is meant. Only its hash is kept.</summary>
public sealed class GroupCode
{
    /// <summary>Prefix of the word behind a link.</summary>
    public const string LinkPrefix = "grp_";

    /// <summary>The hash of the code.</summary>
    public required string CodeHash { get; init; }

    /// <summary>The panchayat.</summary>
    public long PlaceId { get; init; }

    /// <summary>Who made it.</summary>
    public long MadeBy { get; init; }

    /// <summary>Channel of the chat in which it was made.</summary>
    public required string Channel { get; init; }

    /// <summary>Id of that chat: there the group is confirmed.</summary>
    public required string ChatId { get; init; }

    /// <summary>Until when it can be used.</summary>
    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Channel on which it was posted; null before.</summary>
    public string? FoundChannel { get; init; }

    /// <summary>The group in which it was posted; null before.</summary>
    public string? FoundChat { get; init; }

    /// <summary>Name of that group.</summary>
    public string? FoundTitle { get; init; }

    /// <summary>The chat in which it was made.</summary>
    public ChatAddress MadeIn => new(Channel, ChatId);

    /// <summary>The group in which it was posted; null before.</summary>
    public ChatAddress? Found => FoundChannel is null || FoundChat is null ? null : new(FoundChannel, FoundChat);
}

/// <summary>The SQL of the table <c>group_code</c>.</summary>
public static class GroupCodes
{
    private const string Columns = "select code_hash, place_id, made_by, channel, chat_id, expires_at, found_channel, found_chat, found_title from group_code";

    private static readonly TimeSpan Lasts = TimeSpan.FromDays(1);

    /// <summary>Makes a code; those the person made before for this panchayat end.</summary>
    /// <returns>The word. It is told once, and kept nowhere.</returns>
    public static async Task<string> MakeAsync(Db db, long place, long by, ChatAddress from, DateTimeOffset now)
    {
        var code = OneTimeCode.New();
        await db.ExecuteAsync("delete from group_code where (made_by = @by and place_id = @place) or expires_at < @now", new { by, place, now });
        await db.ExecuteAsync("insert into group_code (code_hash, place_id, made_by, channel, chat_id, expires_at) values (@hash, @place, @by, @Channel, @Id, @until)",
            new { hash = OneTimeCode.Hash(code), place, by, from.Channel, from.Id, until = now + Lasts });
        return code;
    }

    /// <summary>The open code with this hash; null when there is none.</summary>
    public static Task<GroupCode?> FindAsync(Db db, string hash, DateTimeOffset now) =>
        db.FirstOrDefaultAsync<GroupCode>($"{Columns} where code_hash = @hash and expires_at > @now", new { hash, now });

    /// <summary>The open code of this person whose hash begins so; from a button, so it may be anything.</summary>
    public static async Task<GroupCode?> StartingAsync(Db db, string start, long? by, DateTimeOffset now) =>
        (await db.QueryAsync<GroupCode>($"{Columns} where made_by = @by and expires_at > @now", new { by, now }))
            .FirstOrDefault(code => start.Length > 0 && code.CodeHash.StartsWith(start, StringComparison.Ordinal));

    /// <summary>The code was posted in this group.</summary>
    public static Task FoundAsync(Db db, GroupCode code, ChatAddress group, string title) =>
        db.ExecuteAsync("update group_code set found_channel = @Channel, found_chat = @Id, found_title = @title where code_hash = @CodeHash", new { group.Channel, group.Id, title, code.CodeHash });

    /// <summary>Uses the code up; false when somebody did before.</summary>
    public static async Task<bool> UseAsync(Db db, GroupCode code) => await db.ExecuteAsync("delete from group_code where code_hash = @CodeHash", new { code.CodeHash }) > 0;
}
