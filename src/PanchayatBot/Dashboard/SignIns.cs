using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Storage;

namespace PanchayatBot.Dashboard;

/// <summary>A link that was used: who is let in now.</summary>
public sealed class UsedLink
{
    /// <summary>Whose it was.</summary>
    public long PersonId { get; init; }

    /// <summary>Code of the language in which it was asked for.</summary>
    public required string Language { get; init; }

    internal string Channel { get; init; } = "";

    internal string ChatId { get; init; } = "";

    /// <summary>The chat that asked for it.</summary>
    public ChatAddress AskedIn => new(Channel, ChatId);
}

/// <summary>A browser in which somebody is signed in.</summary>
public sealed class SignIn
{
    /// <summary>The hash of its cookie.</summary>
    public required string TokenHash { get; init; }

    /// <summary>Who.</summary>
    public long PersonId { get; init; }

    /// <summary>Code of the language of the pages.</summary>
    public required string Language { get; init; }

    /// <summary>When a page was last asked for, to the minute.</summary>
    public DateTimeOffset SeenAt { get; init; }
}

/// <summary>The SQL of links and sign-ins of the page /office, and for how long they last.</summary>
public static class SignIns
{
    /// <summary>A link can be used for so long.</summary>
    public static readonly TimeSpan LinkLasts = TimeSpan.FromMinutes(10);

    /// <summary>A sign-in ends after so long, whatever is done with it.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    /// <summary>A sign-in ends when no page was asked for so long.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromHours(1);

    // Noting every page that is looked at would be a write for every read.
    private static readonly TimeSpan SeenToTheMinute = TimeSpan.FromMinutes(1);

    private const int TokenBytes = 32;

    /// <summary>Makes a link for a person; an older one that was not used is worth nothing any more.</summary>
    /// <returns>Its code. It is told once, and kept nowhere.</returns>
    public static async Task<string> OfferAsync(Db db, long person, ChatAddress chat, Language language, DateTimeOffset now)
    {
        var code = OneTimeCode.New();
        await db.ExecuteAsync("delete from office_link where person_id = @person", new { person });
        await db.ExecuteAsync("""
            insert into office_link (code_hash, person_id, channel, chat_id, language, expires_at) values (@hash, @person, @Channel, @Id, @language, @until)
            """, new { hash = OneTimeCode.Hash(code), person, chat.Channel, chat.Id, language = language.Code(), until = now + LinkLasts });
        return code;
    }

    /// <summary>Uses a link up: of two at the same moment exactly one gets it.</summary>
    /// <param name="db">The transaction.</param>
    /// <param name="code">From outside: may be anything.</param>
    /// <param name="now">The present moment.</param>
    /// <returns>Null when there is none with this code, it was used before, or it is too old.</returns>
    public static Task<UsedLink?> UseAsync(Db db, string code, DateTimeOffset now) => db.FirstOrDefaultAsync<UsedLink>(
        "delete from office_link where code_hash = @hash and expires_at > @now returning person_id, language, channel, chat_id", new { hash = OneTimeCode.Hash(code), now });

    /// <summary>Signs a browser in.</summary>
    /// <returns>What its cookie holds. It is told once, and kept nowhere.</returns>
    public static async Task<string> BeginAsync(Db db, UsedLink link, DateTimeOffset now)
    {
        var token = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(TokenBytes));
        await db.ExecuteAsync("insert into office_session (token_hash, person_id, language, begun_at, seen_at) values (@hash, @PersonId, @Language, @now, @now)",
            new { hash = Hash(token), link.PersonId, link.Language, now });
        return token;
    }

    /// <summary>The sign-in of a cookie; null when it is none, or is over.</summary>
    public static Task<SignIn?> FindAsync(Db db, string token, DateTimeOffset now) => db.FirstOrDefaultAsync<SignIn>("""
        select token_hash, person_id, language, seen_at from office_session where token_hash = @hash and begun_at > @begun and seen_at > @seen
        """, new { hash = Hash(token), begun = now - Longest, seen = now - Idle });

    /// <summary>True when it is time to note that a page was looked at.</summary>
    public static bool IsToBeNoted(SignIn signIn, DateTimeOffset now) => now - signIn.SeenAt >= SeenToTheMinute;

    /// <summary>Notes that a page was looked at.</summary>
    public static Task NoteAsync(Db db, SignIn signIn, DateTimeOffset now) =>
        db.ExecuteAsync("update office_session set seen_at = @now where token_hash = @TokenHash and seen_at < @now", new { signIn.TokenHash, now });

    /// <summary>Changes the language of the pages.</summary>
    public static Task SpeakAsync(Db db, SignIn signIn, Language language) =>
        db.ExecuteAsync("update office_session set language = @language where token_hash = @TokenHash", new { signIn.TokenHash, language = language.Code() });

    /// <summary>Ends a sign-in.</summary>
    public static Task EndAsync(Db db, string token) => db.ExecuteAsync("delete from office_session where token_hash = @hash", new { hash = Hash(token) });

    /// <summary>Ends all sign-ins of a person, and the link that was not used yet.</summary>
    /// <returns>How many browsers were signed in.</returns>
    public static async Task<int> EndAllAsync(Db db, long person)
    {
        await db.ExecuteAsync("delete from office_link where person_id = @person", new { person });
        return await db.ExecuteAsync("delete from office_session where person_id = @person", new { person });
    }

    /// <summary>How many browsers a person is signed in with.</summary>
    public static Task<long> CountAsync(Db db, long person, DateTimeOffset now) => db.SingleAsync<long>(
        "select count(*) from office_session where person_id = @person and begun_at > @begun and seen_at > @seen", new { person, begun = now - Longest, seen = now - Idle });

    /// <summary>Forgets what is over.</summary>
    public static async Task<int> ForgetAsync(Db db, DateTimeOffset now) =>
        await db.ExecuteAsync("delete from office_link where expires_at <= @now", new { now })
        + await db.ExecuteAsync("delete from office_session where begun_at <= @begun or seen_at <= @seen", new { begun = now - Longest, seen = now - Idle });

    /// <summary>What a form must carry to be this browser's own: only who has the cookie can make it, and it does not tell the cookie.</summary>
    public static string FormKey(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("office form " + token)));

    // Of the cookie, not of a code: the two can never stand for each other.
    private static string Hash(string token) => OneTimeCode.Hash("office cookie " + token);
}
