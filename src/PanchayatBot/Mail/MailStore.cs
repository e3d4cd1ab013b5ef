using System.Globalization;
using PanchayatBot.Content;
using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Storage;

namespace PanchayatBot.Mail;

/// <summary>Somebody who wants the weekly report.</summary>
public sealed class MailSubscription
{
    /// <summary>Who.</summary>
    public long PersonId { get; init; }

    /// <summary>Where it is sent; null before its owner typed the code.</summary>
    public string? Address { get; init; }

    /// <summary>An address whose code was not typed yet; null for none.</summary>
    public string? Asked { get; init; }
}

/// <summary>A mail that is to go out.</summary>
public sealed class MailRow
{
    /// <summary>Its number.</summary>
    public long Id { get; init; }

    /// <summary>For whom.</summary>
    public long PersonId { get; init; }

    /// <summary>Where to.</summary>
    public required string Address { get; init; }

    /// <summary>The Monday of the report, yyyy-MM-dd; null for a code.</summary>
    public string? Week { get; init; }

    /// <summary>The code to be told; null for a report.</summary>
    public string? Code { get; init; }

    /// <summary>How often it was tried, this time included.</summary>
    public int Attempts { get; init; }

    /// <summary>After this it is not tried any more.</summary>
    public DateTimeOffset GiveUpAt { get; init; }

    /// <summary>Language in which the person asked for it.</summary>
    public required string Language { get; init; }
}

/// <summary>The SQL of the tables <c>mail_subscription</c> and <c>mail_outbox</c>.</summary>
public static class MailStore
{
    private const int MostWrong = 5;
    private const int MostCodes = 3;

    private static readonly TimeSpan CodeLasts = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan CodeIsTried = TimeSpan.FromMinutes(20);
    private static readonly TimeSpan ReportIsTried = TimeSpan.FromDays(1);

    /// <summary>Enters an address that is not confirmed yet, and the mail with its code; a confirmed one stays in force meanwhile.</summary>
    /// <returns>False when the person had so many codes sent today that there are no more.</returns>
    public static async Task<bool> AskAsync(Db db, long person, string address, Language language, string code, DateTimeOffset now)
    {
        var day = Formats.IndianDate(now).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (await db.ExecuteAsync("""
            insert into mail_subscription (person_id, asked, language, code_hash, code_until, codes_on, codes) values (@person, @address, @language, @hash, @until, @day, 1)
            on conflict (person_id) do update set asked = excluded.asked, language = excluded.language, code_hash = excluded.code_hash, code_until = excluded.code_until, wrong = 0,
                codes_on = excluded.codes_on, codes = case when mail_subscription.codes_on = excluded.codes_on then mail_subscription.codes + 1 else 1 end
            where mail_subscription.codes_on is null or mail_subscription.codes_on <> excluded.codes_on or mail_subscription.codes < @MostCodes
            """, new { person, address, language = language.Code(), hash = OneTimeCode.Hash(code), until = now + CodeLasts, day, MostCodes }) == 0)
            return false;
        await db.ExecuteAsync("delete from mail_outbox where person_id = @person and state = 'waiting' and week is null", new { person });
        await db.ExecuteAsync("insert into mail_outbox (person_id, address, code, state, due, give_up_at) values (@person, @address, @code, 'waiting', @now, @until)",
            new { person, address, code, now, until = now + CodeIsTried });
        return true;
    }

    /// <summary>Confirms the address with the code that was sent to it; false for a wrong or late one. After five wrong ones it has to be sent again.</summary>
    public static async Task<bool> ConfirmAsync(Db db, long person, string code, DateTimeOffset now)
    {
        if (await db.ExecuteAsync("""
            update mail_subscription set address = asked, confirmed_at = @now, asked = null, code_hash = null, code_until = null
            where person_id = @person and code_hash = @hash and code_until > @now and wrong < @MostWrong
            """, new { person, hash = OneTimeCode.Hash(code), now, MostWrong }) > 0)
            return true;
        await db.ExecuteAsync("update mail_subscription set wrong = wrong + 1 where person_id = @person", new { person });
        return false;
    }

    /// <summary>What a person asked for; null for nothing.</summary>
    public static Task<MailSubscription?> FindAsync(Db db, long person) =>
        db.FirstOrDefaultAsync<MailSubscription>("select person_id, address, asked from mail_subscription where person_id = @person and (address is not null or asked is not null)", new { person });

    /// <summary>Ends it; addresses go.</summary>
    public static async Task EndAsync(Db db, long person)
    {
        await db.ExecuteAsync("delete from mail_outbox where person_id = @person and state = 'waiting'", new { person });
        await db.ExecuteAsync("update mail_outbox set address = '' where person_id = @person", new { person });
        // How many codes were sent today stays: nobody gets more by stopping.
        await db.ExecuteAsync("update mail_subscription set address = null, confirmed_at = null, asked = null, code_hash = null, code_until = null where person_id = @person", new { person });
    }

    /// <summary>A server refused an address for good: it goes.</summary>
    public static async Task RefusedAsync(Db db, MailRow mail)
    {
        await db.ExecuteAsync("update mail_subscription set asked = null, code_hash = null, code_until = null where person_id = @PersonId and asked = @Address", new { mail.PersonId, mail.Address });
        await db.ExecuteAsync("update mail_subscription set address = null, confirmed_at = null where person_id = @PersonId and address = @Address", new { mail.PersonId, mail.Address });
    }

    /// <summary>Orders the reports of a week for those who were there when it was time; those that are ordered already stay as they are.</summary>
    /// <returns>How many were ordered.</returns>
    public static Task<int> OrderAsync(Db db, string week, DateTimeOffset time, DateTimeOffset now) => db.ExecuteAsync("""
        insert into mail_outbox (person_id, address, week, state, due, give_up_at)
        select s.person_id, s.address, @week, 'waiting', @now, @until from mail_subscription s where s.confirmed_at <= @time
            and not exists (select 1 from mail_outbox o where o.person_id = s.person_id and o.week = @week)
        on conflict do nothing
        """, new { week, time, now, until = now + ReportIsTried });

    /// <summary>Takes a mail that is due; nobody else gets it before <paramref name="lease"/> is over.</summary>
    public static async Task<MailRow?> TakeAsync(Db db, DateTimeOffset now, TimeSpan lease)
    {
        var id = await db.FirstOrDefaultAsync<long?>($"""
            update mail_outbox set attempts = attempts + 1, due = @until where id = (select id from mail_outbox where state = 'waiting' and due <= @now order by due, id limit 1
                {(db.Dialect == Dialect.PostgreSql ? "for update skip locked" : "")}) returning id
            """, new { now, until = now + lease });
        return id is null ? null : await db.FirstOrDefaultAsync<MailRow>("""
            select o.id, o.person_id, o.address, o.week, o.code, o.attempts, o.give_up_at, s.language from mail_outbox o join mail_subscription s on s.person_id = o.person_id where o.id = @id
            """, new { id });
    }

    /// <summary>It was sent, or is given up; the words of a code go.</summary>
    public static Task SettleAsync(Db db, long id, bool sent) => db.ExecuteAsync("update mail_outbox set state = @state, code = null where id = @id", new { id, state = sent ? "sent" : "failed" });

    /// <summary>It is tried again later.</summary>
    public static Task LaterAsync(Db db, long id, DateTimeOffset due) => db.ExecuteAsync("update mail_outbox set due = @due where id = @id", new { id, due });

    /// <summary>Forgets mails that are settled.</summary>
    public static Task<int> TidyAsync(Db db, string beforeWeek) => db.ExecuteAsync("delete from mail_outbox where state <> 'waiting' and (week is null or week < @beforeWeek)", new { beforeWeek });
}
