using System.Text.Json;
using PanchayatBot.Messages;
using PanchayatBot.Storage;

namespace PanchayatBot.Delivery.Broadcasts;

/// <summary>The SQL of broadcasts.</summary>
public static class BroadcastStore
{
    private const string Columns = """
        id, place_id, ward_id, subject, audience, bodies_hi, bodies_en, state, created_at, starts_at, open_until, filled_at, fill_channel, fill_chat,
        report_channel, report_chat, report_language, reported, finished_at
        """;

    // A pass over a large panchayat takes seconds; whoever joins meanwhile is found by the next pass, which looks back so far.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10);

    private const string Down = """
        with recursive down (id) as (
            select id from place where id = @place
            union all
            select c.id from place c join down on c.parent_id = down.id where c.kind <> 'Ward')
        """;

    /// <summary>Orders a broadcast. In the transaction of the act that causes it.</summary>
    /// <returns>Its number; that of the earlier one if there is one with this key.</returns>
    /// <exception cref="ArgumentException">A message is longer than a page.</exception>
    public static async Task<long> OrderAsync(Db db, BroadcastOrder order, DateTimeOffset now)
    {
        if (order.Hindi.Concat(order.English).FirstOrDefault(reply => reply.Text.Length > (reply.File is null ? Outbox.PageLength : Outbox.CaptionLength)) is { } tooLong)
            throw new ArgumentException($"A message of a broadcast has {tooLong.Text.Length} letters: more than one page.", nameof(order));
        var inserted = await db.FirstOrDefaultAsync<long?>("""
            insert into broadcast (place_id, ward_id, subject, once, audience, bodies_hi, bodies_en, state, created_at, starts_at, open_until,
                report_channel, report_chat, report_language, keep_until)
            values (@PlaceId, @WardId, @Subject, @Once, @audience, @hindi, @english, 'waiting', @now, @StartsAt, @OpenUntil, @channel, @chat, @language, @KeepUntil)
            on conflict (place_id, once) do nothing
            returning id
            """, new
        {
            order.PlaceId,
            order.WardId,
            order.Subject,
            order.Once,
            audience = order.Audience.ToString(),
            hindi = JsonSerializer.Serialize(order.Hindi.Select(Outbox.Pack)),
            english = JsonSerializer.Serialize(order.English.Select(Outbox.Pack)),
            now,
            order.StartsAt,
            order.OpenUntil,
            channel = order.ReportTo?.Channel,
            chat = order.ReportTo?.Id,
            language = order.ReportTo is null ? null : order.ReportLanguage.Code(),
            order.KeepUntil,
        });
        return inserted ?? await db.SingleAsync<long>("select id from broadcast where place_id = @PlaceId and once = @Once", new { order.PlaceId, order.Once });
    }

    /// <summary>The broadcast with this number; null when there is none.</summary>
    public static Task<Broadcast?> FindAsync(Db db, long id) => db.FirstOrDefaultAsync<Broadcast>($"select {Columns} from broadcast where id = @id", new { id });

    /// <summary>Broadcasts about one thing, in order.</summary>
    public static Task<IReadOnlyList<Broadcast>> AboutAsync(Db db, long place, string subject) =>
        db.QueryAsync<Broadcast>($"select {Columns} from broadcast where place_id = @place and subject = @subject order by id", new { place, subject });

    /// <summary>Takes a broadcast back that has not begun.</summary>
    /// <returns>False when it has begun, and cannot be taken back any more.</returns>
    public static async Task<bool> UndoAsync(Db db, long id, DateTimeOffset now) =>
        await db.ExecuteAsync("update broadcast set state = 'undone', finished_at = @now where id = @id and state = 'waiting' and starts_at > @now", new { id, now }) > 0;

    /// <summary>Stops a broadcast: what has not left stays.</summary>
    /// <returns>False when there was nothing to stop.</returns>
    public static async Task<bool> StopAsync(Db db, long id, DateTimeOffset now)
    {
        if (await db.ExecuteAsync("update broadcast set state = 'stopped', finished_at = @now, open_until = null where id = @id and state in ('waiting', 'filling', 'sending')", new { id, now }) == 0)
            return false;
        await db.ExecuteAsync("update outbox set state = 'stopped', settled_at = @now where broadcast_id = @id and state = 'waiting'", new { id, now });
        return true;
    }

    /// <summary>Changes what newcomers get, once all others have their messages.</summary>
    /// <param name="db">The transaction.</param>
    /// <param name="id">The broadcast.</param>
    /// <param name="hindi">What is said from now on.</param>
    /// <param name="english">The same in English.</param>
    /// <param name="openUntil">Until when newcomers get it; null for nobody any more.</param>
    /// <param name="from">No newcomer gets anything before: until then the change may be taken back.</param>
    public static Task RewriteAsync(Db db, long id, IReadOnlyList<Reply> hindi, IReadOnlyList<Reply> english, DateTimeOffset? openUntil, DateTimeOffset from) => db.ExecuteAsync("""
        update broadcast set bodies_hi = @hindi, bodies_en = @english, open_until = @openUntil, starts_at = @from
        where id = @id and state in ('sending', 'done')
        """, new { id, hindi = JsonSerializer.Serialize(hindi.Select(Outbox.Pack)), english = JsonSerializer.Serialize(english.Select(Outbox.Pack)), openUntil, from });

    /// <summary>How many chats a broadcast to this panchayat or ward would reach now, and how many of them are unreachable.</summary>
    public static async Task<(long Reachable, long Unreachable)> AudienceAsync(Db db, long place, long? ward)
    {
        var counts = await db.QueryAsync<(bool Reachable, long Chats)>($"""
            select case when c.unreachable_since is null then 1 else 0 end, count(*) from chat c where {Meant(ward)} and c.linked_at is null group by 1
            """, new { PlaceId = place, WardId = ward });
        return (counts.Where(one => one.Reachable).Sum(one => one.Chats), counts.Where(one => !one.Reachable).Sum(one => one.Chats));
    }

    /// <summary>How many chats hear a broadcast to <see cref="Audience.Recipients"/> about this subject now.</summary>
    public static Task<long> RecipientsAsync(Db db, long place, string subject) => db.SingleAsync<long>(
        $"select count(*) from chat c where {Heard("")} and c.linked_at is null", new { PlaceId = place, Subject = subject });

    /// <summary>What has become of a broadcast's messages; of several messages to a chat the first counts.</summary>
    public static async Task<BroadcastCount> CountAsync(Db db, long id)
    {
        var counts = (await db.QueryAsync<(string State, long Chats)>(
            "select state, count(*) from outbox where broadcast_id = @id and once = @once group by state", new { id, once = OnceKey(id, 0) })).ToDictionary(one => one.State, one => one.Chats);
        var group = await db.FirstOrDefaultAsync<string>("""
            select o.state from broadcast b join chat c on c.panchayat_id = b.place_id and c.linked_at is not null
                join outbox o on o.broadcast_id = b.id and o.channel = c.channel and o.chat_id = c.chat_id and o.once = @once
            where b.id = @id
            """, new { id, once = OnceKey(id, 0) });
        // What went to the panchayat's group went to no person.
        long Of(string state) => counts.GetValueOrDefault(state) - (group == state ? 1 : 0);
        return new BroadcastCount(Of("sent"), Of("waiting") + Of("sending"), Of("unreachable"), Of("unknown"), Of("refused"), Of("stopped")) { Group = group };
    }

    /// <summary>Broadcasts of a place and all places below it, the newest first.</summary>
    public static Task<IReadOnlyList<Broadcast>> WithinAsync(Db db, long place, int skip, int most) =>
        db.QueryAsync<Broadcast>($"{Down} select {Columns} from broadcast where place_id in (select id from down) order by id desc limit @most offset @skip", new { place, skip, most });

    /// <summary>Messages of broadcasts of a place and all below it that did not arrive, or of which nobody knows: how many by state of the outbox.</summary>
    /// <param name="db">The transaction.</param>
    /// <param name="place">The place.</param>
    /// <param name="since">Only of broadcasts ordered since.</param>
    public static Task<IReadOnlyList<(string State, long Messages)>> UndeliveredAsync(Db db, long place, DateTimeOffset since) => db.QueryAsync<(string State, long Messages)>($"""
        {Down}
        select o.state, count(*) from broadcast b join outbox o on o.broadcast_id = b.id
        where b.place_id in (select id from down) and b.created_at >= @since and o.state in ('unreachable', 'refused', 'unknown') group by o.state order by o.state
        """, new { place, since });

    /// <summary>Broadcasts that want something done now.</summary>
    internal static Task<IReadOnlyList<Broadcast>> BusyAsync(Db db, DateTimeOffset now) => db.QueryAsync<Broadcast>($"""
        select {Columns} from broadcast
        where (state in ('waiting', 'filling', 'sending') and starts_at <= @now) or (state = 'done' and starts_at <= @now and open_until > @now and filled_at < @topUpBefore)
        order by id
        """, new { now, topUpBefore = now - TimeSpan.FromSeconds(30) });

    /// <summary>Takes the broadcast for this transaction, and reads it anew: another process may have moved it on.</summary>
    internal static Task<Broadcast?> TakeAsync(Db db, long id) =>
        db.FirstOrDefaultAsync<Broadcast>($"update broadcast set state = state where id = @id returning {Columns}", new { id });

    /// <summary>Writes messages for the next chats of the audience into the outbox.</summary>
    /// <returns>True if that was the last piece.</returns>
    internal static async Task<bool> FillAsync(Db db, Broadcast broadcast, int most, DateTimeOffset now)
    {
        var audience = broadcast.Audience switch
        {
            Audience.Subscribers => Meant(broadcast.WardId) + (broadcast.FilledAt is null ? "" : " and c.joined_at >= @joinedSince"),
            Audience.Followers => "c.silenced_at is null and exists (select 1 from follower f where f.place_id = @PlaceId and f.subject = @Subject and f.channel = c.channel and f.chat_id = c.chat_id)",
            // Before it was ordered: whoever joined since got the subject as it is now.
            _ => Heard(" and b.id < @Id and o.created_at <= @CreatedAt"),
        };
        var chats = await db.QueryAsync<(string Channel, string Chat)>($"""
            select c.channel, c.chat_id from chat c
            where {audience} and (c.channel > @FillChannel or (c.channel = @FillChannel and c.chat_id > @FillChat))
            order by c.channel, c.chat_id limit @most
            """, new { broadcast.PlaceId, broadcast.WardId, broadcast.Subject, broadcast.Id, broadcast.CreatedAt, joinedSince = broadcast.FilledAt - Overlap, broadcast.FillChannel, broadcast.FillChat, most });
        if (chats.Count > 0)
        {
            await AddAsync(db, broadcast, chats[^1], now, audience);
            await db.ExecuteAsync("update broadcast set fill_channel = @Channel, fill_chat = @Chat, state = 'filling' where id = @Id", new { chats[^1].Channel, chats[^1].Chat, broadcast.Id });
        }

        return chats.Count < most;
    }

    /// <summary>All are in the outbox; a later filling adds only those who joined since.</summary>
    internal static Task FilledAsync(Db db, long id, DateTimeOffset now) =>
        db.ExecuteAsync("""
            update broadcast set state = case when state = 'done' then 'done' else 'sending' end, filled_at = @now, fill_channel = '', fill_chat = ''
            where id = @id
            """, new { id, now });

    internal static Task ReportedAsync(Db db, long id, string reported) => db.ExecuteAsync("update broadcast set reported = @reported where id = @id", new { id, reported });

    internal static Task DoneAsync(Db db, long id, DateTimeOffset now) =>
        db.ExecuteAsync("update broadcast set state = 'done', finished_at = coalesce(finished_at, @now) where id = @id and state = 'sending'", new { id, now });

    internal static IReadOnlyList<string> Bodies(string stored) => JsonSerializer.Deserialize<string[]>(stored)!;

    internal static string OnceKey(long id, int part) => $"broadcast:{id}:{part}";

    /// <summary>The chats that a broadcast to a panchayat or ward means; parameters are those of a <see cref="Broadcast"/>.</summary>
    private static string Meant(long? ward) => "c.panchayat_id = @PlaceId and c.silenced_at is null" + (ward is null ? "" : " and c.ward_id = @WardId");

    /// <summary>The chats that a broadcast about a subject reached, or may have reached, and that still listen.</summary>
    private static string Heard(string earlier) => $"""
        c.panchayat_id = @PlaceId and c.silenced_at is null and exists (select 1 from outbox o join broadcast b on b.id = o.broadcast_id
            where b.place_id = @PlaceId and b.subject = @Subject{earlier} and o.channel = c.channel and o.chat_id = c.chat_id and o.state in ('sent', 'unknown', 'sending', 'waiting'))
        """;

    /// <summary>In a group everybody presses every button, for nobody in particular: only addresses remain.</summary>
    private static string ForGroup(string body) => Outbox.Unpack(body) is var reply ? Outbox.Pack(reply with { Buttons = [.. reply.Buttons.Where(button => button.IsLink)] }) : body;

    private static async Task AddAsync(Db db, Broadcast broadcast, (string Channel, string Chat) upTo, DateTimeOffset now, string audience)
    {
        var (hindi, english) = (Bodies(broadcast.BodiesHi), Bodies(broadcast.BodiesEn));
        for (var part = 0; part < hindi.Count; part++)
        {
            // Whom nothing reaches is written down as such: the proof of publication names the number.
            await db.ExecuteAsync($"""
                insert into outbox (channel, chat_id, lane, body, once, state, created_at, due, settled_at, broadcast_id)
                select c.channel, c.chat_id, @lane, case when c.linked_at is not null then @group when c.language = 'en' then @english else @hindi end, @once,
                    case when c.unreachable_since is null then 'waiting' else 'unreachable' end, @now, @now,
                    case when c.unreachable_since is null then null else @now end, @Id
                from chat c
                where {audience} and (c.channel > @FillChannel or (c.channel = @FillChannel and c.chat_id > @FillChat))
                    and (c.channel < @Channel or (c.channel = @Channel and c.chat_id <= @Chat))
                order by c.channel, c.chat_id
                on conflict do nothing
                """, new
            {
                lane = (int)Lane.Broadcast,
                hindi = hindi[part],
                english = english[part],
                group = ForGroup(hindi[part]),
                once = OnceKey(broadcast.Id, part),
                now,
                broadcast.Id,
                broadcast.PlaceId,
                broadcast.WardId,
                broadcast.Subject,
                broadcast.CreatedAt,
                joinedSince = broadcast.FilledAt - Overlap,
                broadcast.FillChannel,
                broadcast.FillChat,
                upTo.Channel,
                upTo.Chat,
            });
        }
    }
}
