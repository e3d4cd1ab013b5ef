using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PanchayatBot.Content;
using PanchayatBot.Messages;
using PanchayatBot.Places;
using PanchayatBot.Storage;

namespace PanchayatBot.Schemes.Gaps;

/// <summary>The last question of a chat.</summary>
internal sealed class LastQuestion
{
    /// <summary>What the buttons below its answer carry.</summary>
    public long Number { get; set; }

    /// <summary>A <see cref="GapKind"/> in small letters: what it is a case of, or would be.</summary>
    public required string Kind { get; init; }

    /// <summary>Code of its language.</summary>
    public required string Language { get; init; }

    /// <summary>The masked words.</summary>
    public required string Question { get; init; }

    /// <summary>What <see cref="GapKeys"/> wrote.</summary>
    public required string KeyWords { get; init; }

    /// <summary>The scheme that was the answer; null when there was none.</summary>
    public string? Scheme { get; init; }

    /// <summary>The question among the gaps; null while it was not counted.</summary>
    public long? GapId { get; set; }
}

/// <summary>The SQL of collecting questions without a good answer.</summary>
internal static class GapStore
{
    /// <summary>How long buttons below an answer know its question.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    /// <summary>Keeps the chat's last question and gives it its number.</summary>
    public static async Task RememberAsync(Db db, ChatAddress chat, LastQuestion last, DateTimeOffset now) => last.Number = await db.SingleAsync<long>("""
        insert into gap_last (channel, chat_id, number, kind, language, question, key_words, scheme, gap_id, at)
        values (@Channel, @Id, @first, @Kind, @Language, @Question, @KeyWords, @Scheme, @GapId, @now)
        on conflict (channel, chat_id) do update set number = gap_last.number + 1, kind = excluded.kind, language = excluded.language,
            question = excluded.question, key_words = excluded.key_words, scheme = excluded.scheme, gap_id = excluded.gap_id, at = excluded.at
        returning number
        """,
        // Begins where no older button of this chat can be, even after it was forgotten.
        new { chat.Channel, chat.Id, first = now.ToUnixTimeMilliseconds(), last.Kind, last.Language, last.Question, last.KeyWords, last.Scheme, last.GapId, now });

    /// <summary>The chat's last question, if a button with this number is about it; null otherwise.</summary>
    public static Task<LastQuestion?> LastAsync(Db db, ChatAddress chat, string number, DateTimeOffset now) => long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var pressed)
        ? db.FirstOrDefaultAsync<LastQuestion>("""
            select number, kind, language, question, key_words, scheme, gap_id from gap_last
            where channel = @Channel and chat_id = @Id and number = @pressed and at > @since
            """, new { chat.Channel, chat.Id, pressed, since = now - Remembered })
        : Task.FromResult<LastQuestion?>(null);

    /// <summary>Notes which gap the chat's last question became.</summary>
    public static Task LinkAsync(Db db, ChatAddress chat, long gap) =>
        db.ExecuteAsync("update gap_last set gap_id = @gap where channel = @Channel and chat_id = @Id", new { chat.Channel, chat.Id, gap });

    /// <summary>Counts a question among the gaps: a chat once a day. Null when the chat has asked too many today.</summary>
    public static async Task<long?> CountAsync(Db db, ChatAddress chat, long place, LastQuestion question, GapOptions options, DateTimeOffset now)
    {
        var day = Day(now);
        var row = new { place, day, question.Kind, question.Question, question.Language, question.KeyWords, question.Scheme };
        var mark = await MarkAsync(db, chat, day, $"{place} {question.Kind} {question.Question}");
        if (await TimesAsync(db, day, mark) > 1)
            return await db.FirstOrDefaultAsync<long?>("select id from gap_question where place_id = @place and day = @day and kind = @Kind and question = @Question", row);
        if (await TimesAsync(db, day, await MarkAsync(db, chat, day, "")) > options.MostPerChatAndDay)
            return null;
        // What the secretary has dealt with in these words is not shown again.
        var id = await db.SingleAsync<long>("""
            insert into gap_question (place_id, day, kind, language, question, key_words, scheme, asked, closed, slug)
            select @place, @day, @Kind, @Language, @Question, @KeyWords, @Scheme, 1, max(closed), max(slug)
            from gap_question where place_id = @place and question = @Question and closed is not null
            on conflict (place_id, day, kind, question) do update set asked = gap_question.asked + 1
            returning id
            """, row);
        await db.ExecuteAsync("""
            delete from gap_question where (select count(*) from gap_question where place_id = @place) > @most and id =
                (select id from gap_question where place_id = @place and id <> @id order by wanted, asked, day, id limit 1)
            """, new { place, id, most = options.MostPerPanchayat });
        return id;
    }

    /// <summary>Counts that somebody left the question for the secretary; a chat once a day.</summary>
    public static async Task WantAsync(Db db, ChatAddress chat, long gap, DateTimeOffset now)
    {
        var day = Day(now);
        if (await TimesAsync(db, day, await MarkAsync(db, chat, day, $"want {gap}")) == 1)
            await db.ExecuteAsync("update gap_question set wanted = wanted + 1 where id = @gap", new { gap });
    }

    /// <summary>The chat is to be told when this is answered.</summary>
    public static Task WaitAsync(Db db, ChatAddress chat, long gap) => db.ExecuteAsync(
        "insert into gap_waiting (channel, chat_id, gap_id) values (@Channel, @Id, @gap) on conflict do nothing", new { chat.Channel, chat.Id, gap });

    /// <summary>The chat is to be told nothing.</summary>
    public static Task<int> StopWaitingAsync(Db db, ChatAddress chat) =>
        db.ExecuteAsync("delete from gap_waiting where channel = @Channel and chat_id = @Id", new { chat.Channel, chat.Id });

    /// <summary>The questions kept with the chat: the last one, and those whose answer it waits for.</summary>
    public static Task<IReadOnlyList<string>> KeptAsync(Db db, ChatAddress chat) => db.QueryAsync<string>("""
        select question from gap_last where channel = @Channel and chat_id = @Id
        union
        select q.question from gap_waiting w join gap_question q on q.id = w.gap_id where w.channel = @Channel and w.chat_id = @Id
        order by question
        """, new { chat.Channel, chat.Id });

    /// <summary>Forgets them; the questions themselves stay, without whose they were.</summary>
    public static async Task ForgetChatAsync(Db db, ChatAddress chat)
    {
        await StopWaitingAsync(db, chat);
        await db.ExecuteAsync("delete from gap_last where channel = @Channel and chat_id = @Id", new { chat.Channel, chat.Id });
    }

    /// <summary>What nobody has dealt with in a panchayat (0: where none is known), wording by wording.</summary>
    public static Task<IReadOnlyList<GapQuestion>> OpenAsync(Db db, long place) => db.QueryAsync<GapQuestion>(Open("place_id = @place"), new { place });

    /// <summary>The same for all panchayats of a block, district or state.</summary>
    /// <param name="db">The transaction.</param>
    /// <param name="place">The place.</param>
    /// <param name="unknown">With those for which no panchayat is known.</param>
    public static Task<IReadOnlyList<GapQuestion>> OpenWithinAsync(Db db, long place, bool unknown) =>
        db.QueryAsync<GapQuestion>($"{PlaceStore.Down} {Open("(place_id in (select id from down) or place_id = @nowhere)")}", new { place, nowhere = unknown ? 0 : place });

    /// <summary>Marks a wording of a panchayat as dealt with.</summary>
    /// <param name="db">The transaction.</param>
    /// <param name="question">The wording.</param>
    /// <param name="how">draft, known or removed.</param>
    /// <param name="slug">The scheme that answers it, once it is there; null for none.</param>
    public static Task CloseAsync(Db db, GapQuestion question, string how, string? slug) => db.ExecuteAsync(
        "update gap_question set closed = @how, slug = @slug where place_id = @PlaceId and question = @Question and closed is null",
        new { question.PlaceId, question.Question, how, slug });

    /// <summary>Takes a slug for the draft of a gap; false if another draft has it. Two who want the same one queue up here.</summary>
    public static async Task<bool> TakeSlugAsync(Db db, string slug, long gap, DateTimeOffset now) => await db.ExecuteAsync(
        "insert into gap_draft (slug, gap_id, day) values (@slug, @gap, @day) on conflict do nothing", new { slug, gap, day = Day(now) }) == 1;

    /// <summary>The gap of which the draft with this slug was made; null when there is none.</summary>
    public static Task<long?> OriginOfDraftAsync(Db db, string slug) => db.FirstOrDefaultAsync<long?>("select gap_id from gap_draft where slug = @slug", new { slug });

    /// <summary>Gives a slug back whose draft could not be written.</summary>
    public static Task ReturnSlugAsync(Db db, string slug) => db.ExecuteAsync("delete from gap_draft where slug = @slug", new { slug });

    /// <summary>Slugs for which somebody waits.</summary>
    public static Task<IReadOnlyList<string>> AwaitedAsync(Db db) =>
        db.QueryAsync<string>("select distinct q.slug from gap_waiting w join gap_question q on q.id = w.gap_id where q.slug is not null order by q.slug");

    /// <summary>Some of those who wait for a scheme, taken off the list: whoever takes them tells them, in the same transaction.</summary>
    public static Task<IReadOnlyList<Waiting>> TakeWaitingAsync(Db db, string slug, int most) => db.QueryAsync<Waiting>("""
        delete from gap_waiting where (channel, chat_id, gap_id) in
            (select w.channel, w.chat_id, w.gap_id from gap_waiting w join gap_question q on q.id = w.gap_id where q.slug = @slug limit @most)
        returning channel, chat_id, gap_id,
            (select question from gap_question where id = gap_waiting.gap_id) as question,
            (select language from gap_question where id = gap_waiting.gap_id) as language
        """, new { slug, most });

    /// <summary>Forgets what is older than it may get, a thousand rows at a time.</summary>
    public static async Task<int> ForgetAsync(Db db, GapOptions options, DateTimeOffset now)
    {
        var oldest = Day(now.AddDays(-options.KeepDays));
        return await db.ExecuteAsync("delete from gap_question where id in (select id from gap_question where day < @oldest limit 1000)", new { oldest })
            + await db.ExecuteAsync("delete from gap_last where (channel, chat_id) in (select channel, chat_id from gap_last where at < @before limit 1000)", new { before = now - Remembered })
            + await db.ExecuteAsync("delete from gap_draft where day < @oldest", new { oldest })
            // The marks go along with their day's secret.
            + await db.ExecuteAsync("delete from gap_day where day < @today", new { today = Day(now) });
    }

    private static string Open(string where) => $"""
        select min(id) as id, place_id, kind, question, key_words, scheme, sum(asked) as asked, sum(wanted) as wanted
        from gap_question where {where} and closed is null
        group by place_id, kind, question, key_words, scheme
        """;

    private static async Task<string> MarkAsync(Db db, ChatAddress chat, string day, string what)
    {
        var secret = await db.SingleAsync<string>("""
            insert into gap_day (day, secret) values (@day, @fresh) on conflict (day) do update set secret = gap_day.secret returning secret
            """, new { day, fresh = RandomNumberGenerator.GetHexString(64) });
        var hash = HMACSHA256.HashData(Convert.FromHexString(secret), Encoding.UTF8.GetBytes($"{chat.Channel}\n{chat.Id}\n{what}"));
        return Convert.ToHexString(hash.AsSpan(0, 16));
    }

    private static Task<long> TimesAsync(Db db, string day, string mark) => db.SingleAsync<long>(
        "insert into gap_mark (day, mark, times) values (@day, @mark, 1) on conflict (day, mark) do update set times = gap_mark.times + 1 returning times", new { day, mark });

    private static string Day(DateTimeOffset moment) => Formats.IndianDate(moment).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>Somebody who waits for an answer.</summary>
internal sealed class Waiting
{
    /// <summary>Name of the channel.</summary>
    public required string Channel { get; init; }

    /// <summary>The chat's id in the channel.</summary>
    public required string ChatId { get; init; }

    /// <summary>What was asked.</summary>
    public long GapId { get; init; }

    /// <summary>Its words, masked.</summary>
    public required string Question { get; init; }

    /// <summary>Code of the language in which it was asked.</summary>
    public required string Language { get; init; }
}
