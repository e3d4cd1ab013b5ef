using PanchayatBot.Ledger;
using PanchayatBot.Messages;
using PanchayatBot.Places;
using PanchayatBot.Storage;

namespace PanchayatBot.People;

/// <summary>What may be done with an invitation.</summary>
public enum InvitationStanding
{
    /// <summary>It waits to be used.</summary>
    Open,

    /// <summary>Somebody used it.</summary>
    Used,

    /// <summary>Its time is over.</summary>
    Expired,

    /// <summary>It was taken back, or whoever made it may no longer give that office.</summary>
    Withdrawn,
}

/// <summary>An invitation to an office. Only the hash of its code is in the database.</summary>
public sealed class Invitation
{
    /// <summary>The hash of its code.</summary>
    public required string CodeHash { get; init; }

    /// <summary>The office.</summary>
    public Role Role { get; init; }

    /// <summary>Where.</summary>
    public long PlaceId { get; init; }

    /// <summary>Who made it; null for the command line.</summary>
    public long? InvitedBy { get; init; }

    /// <summary>Until when it can be used.</summary>
    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it was used; null while it was not.</summary>
    public DateTimeOffset? UsedAt { get; init; }

    /// <summary>By whom.</summary>
    public long? UsedBy { get; init; }

    /// <summary>When it was taken back; null when it was not.</summary>
    public DateTimeOffset? WithdrawnAt { get; init; }

    /// <summary>Channel of the chat in which it was made; null for the command line.</summary>
    public string? Channel { get; init; }

    /// <summary>Id of that chat.</summary>
    public string? ChatId { get; init; }

    /// <summary>The chat in which whoever made it hears what became of it; null for the command line.</summary>
    public ChatAddress? MadeIn => Channel is not null && ChatId is not null ? new ChatAddress(Channel, ChatId) : null;

    /// <summary>What the register calls it.</summary>
    public string Subject => $"invitation:{CodeHash[..16]}";
}

/// <summary>The SQL of the table <c>invitation</c>, and the rules of using one.</summary>
public static class Invitations
{
    /// <summary>Prefix of an invitation's link.</summary>
    public const string LinkPrefix = "inv_";

    /// <summary>Open invitations that one person may have out at a time: more are not lost letters but a mistake or mischief.</summary>
    public const int MostOpen = 30;

    private const string Columns = "i.code_hash, i.role, i.place_id, i.invited_by, i.expires_at, i.used_at, i.used_by, i.withdrawn_at, i.channel, i.chat_id from invitation i";

    /// <summary>Makes an invitation. Whether whoever makes it may is decided before.</summary>
    /// <param name="db">The transaction.</param>
    /// <param name="role">The office.</param>
    /// <param name="place">Where.</param>
    /// <param name="by">Who invites; null for the command line.</param>
    /// <param name="from">The chat in which it is made; null for the command line.</param>
    /// <param name="now">The present moment.</param>
    /// <param name="lasts">For how long it can be used.</param>
    /// <returns>The word of its link. It is told once, and kept nowhere.</returns>
    public static async Task<string> MakeAsync(Db db, Role role, long place, long? by, ChatAddress? from, DateTimeOffset now, TimeSpan lasts)
    {
        var code = OneTimeCode.New();
        var made = new Invitation { CodeHash = OneTimeCode.Hash(code), Role = role, PlaceId = place, InvitedBy = by, ExpiresAt = now + lasts, Channel = from?.Channel, ChatId = from?.Id };
        await db.ExecuteAsync("""
            insert into invitation (code_hash, role, place_id, invited_by, created_at, expires_at, channel, chat_id)
            values (@CodeHash, @role, @PlaceId, @InvitedBy, @now, @ExpiresAt, @Channel, @ChatId)
            """, new { made.CodeHash, role = role.ToString(), made.PlaceId, made.InvitedBy, now, made.ExpiresAt, made.Channel, made.ChatId });
        await LedgerBook.WriteAsync(db, place, by, "invitation.made", made.Subject, new { role = role.ToString(), until = made.ExpiresAt }, now);
        return LinkPrefix + code;
    }

    /// <summary>The invitation with this code, from outside: may be anything. Null when there is none.</summary>
    public static Task<Invitation?> LinkedAsync(Db db, string code) => FindAsync(db, OneTimeCode.Hash(code));

    /// <summary>The invitation with this hash; null when there is none.</summary>
    public static Task<Invitation?> FindAsync(Db db, string hash) => db.FirstOrDefaultAsync<Invitation>($"select {Columns} where i.code_hash = @hash", new { hash });

    /// <summary>What may be done with it at this moment.</summary>
    public static async Task<InvitationStanding> StandingAsync(Db db, Invitation invitation, DateTimeOffset now) =>
        invitation.UsedAt is not null ? InvitationStanding.Used
        : invitation.WithdrawnAt is not null || !await IsBackedAsync(db, invitation) ? InvitationStanding.Withdrawn
        : invitation.ExpiresAt <= now ? InvitationStanding.Expired
        : InvitationStanding.Open;

    /// <summary>Uses an invitation: of two at the same moment exactly one gets the office.</summary>
    /// <returns><see cref="InvitationStanding.Open"/> if this person has the office now, else why not.</returns>
    public static async Task<InvitationStanding> UseAsync(Db db, Invitation invitation, long person, DateTimeOffset now)
    {
        if (await StandingAsync(db, invitation, now) is not InvitationStanding.Open and var standing)
            return standing;
        var used = await db.ExecuteAsync("""
            update invitation set used_at = @now, used_by = @person
            where code_hash = @CodeHash and used_at is null and withdrawn_at is null and expires_at > @now
            """, new { invitation.CodeHash, person, now });
        if (used == 0)
            return await StandingAsync(db, (await FindAsync(db, invitation.CodeHash))!, now);
        await LedgerBook.WriteAsync(db, invitation.PlaceId, person, "invitation.used", invitation.Subject, new { role = invitation.Role.ToString() }, now);
        await Appointments.GiveAsync(db, person, invitation.Role, invitation.PlaceId, invitation.InvitedBy, now);
        return InvitationStanding.Open;
    }

    /// <summary>Writes down that an invitation was refused; the same refusal once only, so that nobody fills the register by tapping.</summary>
    public static async Task RefuseAsync(Db db, Invitation invitation, InvitationStanding why, long? person, DateTimeOffset now)
    {
        var details = new { reason = why.ToString() };
        var entries = await LedgerBook.AboutAsync(db, invitation.PlaceId, invitation.Subject);
        if (!entries.Any(entry => entry.Act == Refused && entry.Details.Contains($"\"{why}\"", StringComparison.Ordinal)))
            await LedgerBook.WriteAsync(db, invitation.PlaceId, person, Refused, invitation.Subject, details, now);
    }

    /// <summary>Takes an open invitation back; false when it is no longer open.</summary>
    public static async Task<bool> WithdrawAsync(Db db, Invitation invitation, long by, DateTimeOffset now)
    {
        var done = await db.ExecuteAsync("update invitation set withdrawn_at = @now where code_hash = @CodeHash and used_at is null and withdrawn_at is null and expires_at > @now",
            new { invitation.CodeHash, now }) > 0;
        if (done)
            await LedgerBook.WriteAsync(db, invitation.PlaceId, by, "invitation.withdrawn", invitation.Subject, new { role = invitation.Role.ToString() }, now);
        return done;
    }

    /// <summary>How many open invitations a person has out.</summary>
    public static Task<long> CountOpenAsync(Db db, long person, DateTimeOffset now) => db.SingleAsync<long>(
        "select count(*) from invitation where invited_by = @person and used_at is null and withdrawn_at is null and expires_at > @now", new { person, now });

    /// <summary>Open invitations within the places in which the person holds a role from secretary upwards, those that end first coming first.</summary>
    public static Task<IReadOnlyList<Invitation>> WithinReachAsync(Db db, long person, DateTimeOffset now, int most) => db.QueryAsync<Invitation>($"""
        {Grants.Reach([Role.Secretary, Role.Officer, Role.Administrator], wards: true)}
        select {Columns} join down on down.id = i.place_id
        where i.used_at is null and i.withdrawn_at is null and i.expires_at > @now order by i.expires_at, i.code_hash limit @most
        """, new { person, now, most });

    private const string Refused = "invitation.refused";

    /// <summary>An invitation is worth what its maker may give at the moment it is used: who was removed yesterday appoints nobody today.</summary>
    private static async Task<bool> IsBackedAsync(Db db, Invitation invitation) =>
        invitation.InvitedBy is not { } by
        || (await PlaceStore.FindAsync(db, invitation.PlaceId) is { } place && await Appointments.MayGiveAsync(db, by, invitation.Role, place));
}
