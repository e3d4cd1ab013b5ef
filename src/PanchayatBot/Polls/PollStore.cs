using PanchayatBot.Content;
using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Storage;

namespace PanchayatBot.Polls;

/// <summary>The SQL of votes, rolls and open votes; <see cref="BallotBox"/> has that of ballots.</summary>
public static class PollStore
{
    internal const string Columns = """
        id, place_id, group_id, state, opens_at, closes_at, roll, registered, created_by, published_at, closed_at, reason, result_hash, outcome_hi, outcome_en, key_name,
        content as packed, result as packed_result
        """;

    // Whoever speaks in a chat of the ward, or belongs to the household that does.
    private const string OfWard = """
        (cast(@ward as bigint) is null or exists (select 1 from chat c where c.ward_id = @ward and (c.person_id = p.id
            or exists (select 1 from chat_person h where h.channel = c.channel and h.chat_id = c.chat_id and h.person_id = p.id))))
        """;

    /// <summary>Enters a vote as scheduled.</summary>
    public static Task<long> AddAsync(Db db, long place, PollContent content, DateTimeOffset opens, DateTimeOffset closes, DateTimeOffset? remindAt, long? by, string? keyName, DateTimeOffset now) =>
        db.SingleAsync<long>("""
            insert into poll (place_id, ward_id, kind, secret, hidden, state, content, opens_at, closes_at, remind_at, created_by, published_at, key_name)
            values (@place, @WardId, @kind, @secret, @hidden, 'scheduled', @packed, @opens, @closes, @remindAt, @by, @now, @keyName)
            returning id
            """, new
        {
            place,
            content.WardId,
            kind = content.Kind.ToString(),
            secret = content.IsSecret ? 1 : 0,
            hidden = content.IsHidden ? 1 : 0,
            packed = content.Pack(),
            opens,
            closes,
            remindAt,
            by,
            now,
            keyName,
        });

    /// <summary>The vote with this number; null when there is none.</summary>
    public static Task<Poll?> FindAsync(Db db, long id) => db.FirstOrDefaultAsync<Poll>($"select {Columns} from poll where id = @id", new { id });

    /// <summary>The vote as it stays until this transaction ends: it is not closed before what is cast here counts.</summary>
    public static Task<Poll?> HoldAsync(Db db, long id) => db.FirstOrDefaultAsync<Poll>($"select {Columns} from poll where id = @id {db.Dialect.Shared()}", new { id });

    /// <summary>Takes the vote for this transaction: votes under way are waited for, later ones find it changed.</summary>
    public static Task<Poll?> TakeAsync(Db db, long id) => db.FirstOrDefaultAsync<Poll>($"update poll set state = state where id = @id returning {Columns}", new { id });

    /// <summary>Votes that are to open, or to be closed, now.</summary>
    public static Task<IReadOnlyList<Poll>> DueAsync(Db db, DateTimeOffset now, int most) => db.QueryAsync<Poll>($"""
        select {Columns} from poll where (state = 'scheduled' and opens_at <= @now) or (state = 'open' and closes_at <= @now) order by id limit @most
        """, new { now, most });

    /// <summary>Votes whose reminder is due.</summary>
    public static Task<IReadOnlyList<Poll>> ToRemindAsync(Db db, DateTimeOffset now, int most) =>
        db.QueryAsync<Poll>($"select {Columns} from poll where remind_at <= @now order by id limit @most", new { now, most });

    /// <summary>Keys of votes that are over.</summary>
    public static Task<IReadOnlyList<(long Id, string Key)>> SpentKeysAsync(Db db) =>
        db.QueryAsync<(long Id, string Key)>("select id, key_name from poll where key_name is not null and state in ('closed', 'cancelled', 'withdrawn') order by id limit 50");

    /// <summary>Notes that the key of a vote is destroyed.</summary>
    public static Task KeyDestroyedAsync(Db db, long id) => db.ExecuteAsync("update poll set key_name = null where id = @id", new { id });

    /// <summary>No reminder any more, or another time for it.</summary>
    public static Task RemindAsync(Db db, long id, DateTimeOffset? at) => db.ExecuteAsync("update poll set remind_at = @at where id = @id", new { id, at });

    /// <summary>Freezes the roll: persons of the panchayat or ward who declared to be 18 or older, and where the vote asks for it only verified ones.</summary>
    public static async Task OpenAsync(Db db, Poll poll)
    {
        var scope = new { poll.Id, poll.PlaceId, ward = poll.Content.WardId };
        var roll = await db.ExecuteAsync($"""
            insert into poll_roll (poll_id, person_id) select @Id, p.id from person p where p.place_id = @PlaceId and p.adult_at is not null and {OfWard}
                {(poll.Content.ForVerified ? "and exists (select 1 from verified_voter v where v.place_id = p.place_id and v.person_id = p.id)" : "")}
            on conflict do nothing
            """, scope);
        await db.ExecuteAsync("""
            update poll set state = 'open', roll = @roll,
                registered = (select count(*) from chat c where c.panchayat_id = @PlaceId and (cast(@ward as bigint) is null or c.ward_id = @ward))
            where id = @Id
            """, new { poll.Id, poll.PlaceId, ward = poll.Content.WardId, roll });
    }

    /// <summary>True if the person is on the roll.</summary>
    public static async Task<bool> IsOnRollAsync(Db db, long poll, long person) =>
        await db.SingleAsync<long>("select count(*) from poll_roll where poll_id = @poll and person_id = @person", new { poll, person }) > 0;

    /// <summary>Adds somebody to the roll who joined after the vote opened; they are counted apart.</summary>
    public static Task AddLateAsync(Db db, long poll, long person) =>
        db.ExecuteAsync("insert into poll_roll (poll_id, person_id, late) values (@poll, @person, 1) on conflict do nothing", new { poll, person });

    /// <summary>Notes, for open votes, that somebody of this chat voted and was forgotten: nobody new votes there again in their place.</summary>
    public static Task GoneAsync(Db db, long person, ChatAddress chat) => db.ExecuteAsync("""
        insert into poll_gone (poll_id, channel, chat_id)
        select t.poll_id, @Channel, @Id from poll_turnout t join poll p on p.id = t.poll_id where p.state = 'open'
            and (t.person_id = @person or t.person_id in (select h.person_id from chat_person h where h.channel = @Channel and h.chat_id = @Id))
        on conflict do nothing
        """, new { person, chat.Channel, chat.Id });

    /// <summary>True if that was noted.</summary>
    public static async Task<bool> IsGoneAsync(Db db, long poll, ChatAddress chat) =>
        await db.SingleAsync<long>("select count(*) from poll_gone where poll_id = @poll and channel = @Channel and chat_id = @Id", new { poll, chat.Channel, chat.Id }) > 0;

    /// <summary>Enters that a person votes.</summary>
    /// <returns>False when the person has voted already: the key of the table stops the second vote.</returns>
    public static async Task<bool> TakePartAsync(Db db, long poll, long person, VotingWay way, long? ward) => await db.ExecuteAsync(
        "insert into poll_turnout (poll_id, person_id, way, ward_id) values (@poll, @person, @way, @ward) on conflict do nothing",
        new { poll, person, way = Name(way), ward }) > 0;

    /// <summary>How a person voted; null when not yet.</summary>
    public static async Task<VotingWay?> WayAsync(Db db, long poll, long person) =>
        await db.FirstOrDefaultAsync<string>("select way from poll_turnout where poll_id = @poll and person_id = @person", new { poll, person }) is { } way
            ? Enum.Parse<VotingWay>(way, ignoreCase: true)
            : null;

    /// <summary>How many voted, by way.</summary>
    public static async Task<IReadOnlyDictionary<VotingWay, long>> WaysAsync(Db db, long poll) =>
        (await db.QueryAsync<(string Way, long People)>("select way, count(*) from poll_turnout where poll_id = @poll group by way", new { poll }))
            .ToDictionary(one => Enum.Parse<VotingWay>(one.Way, ignoreCase: true), one => one.People);

    /// <summary>How many voted from each ward.</summary>
    public static async Task<IReadOnlyList<(Bilingual Name, long People)>> WardsAsync(Db db, long poll) => [.. (await db.QueryAsync<(string Hi, string En, long People)>("""
        select w.name_hi, w.name_en, count(*) from poll_turnout t join place w on w.id = t.ward_id where t.poll_id = @poll group by w.id, w.name_hi, w.name_en order by w.id
        """, new { poll })).Select(ward => (new Bilingual(ward.Hi, ward.En), ward.People))];

    /// <summary>How many voted of those who told whether they are men or women.</summary>
    public static async Task<IReadOnlyList<(Gender Name, long People)>> GendersAsync(Db db, long poll) => [.. (await db.QueryAsync<(string Gender, long People)>("""
        select p.gender, count(*) from poll_turnout t join person p on p.id = t.person_id where t.poll_id = @poll and p.gender is not null group by p.gender order by p.gender desc
        """, new { poll })).Select(one => (Enum.Parse<Gender>(one.Gender, ignoreCase: true), one.People))];

    /// <summary>Enters or changes an open vote.</summary>
    public static Task VoteAsync(Db db, long poll, long person, string choices) => db.ExecuteAsync("""
        insert into poll_vote (poll_id, person_id, choices) values (@poll, @person, @choices)
        on conflict (poll_id, person_id) do update set choices = excluded.choices
        """, new { poll, person, choices });

    /// <summary>What a person voted openly; null when nothing.</summary>
    public static Task<string?> VoteOfAsync(Db db, long poll, long person) =>
        db.FirstOrDefaultAsync<string>("select choices from poll_vote where poll_id = @poll and person_id = @person", new { poll, person });

    /// <summary>Open votes so far, equal ones together.</summary>
    public static Task<IReadOnlyList<(string Choices, long People)>> VotesAsync(Db db, long poll) =>
        db.QueryAsync<(string Choices, long People)>("select choices, count(*) from poll_vote where poll_id = @poll group by choices", new { poll });

    /// <summary>People on the roll who joined late.</summary>
    public static Task<long> LateAsync(Db db, long poll) => db.SingleAsync<long>("select count(*) from poll_roll where poll_id = @poll and late = 1", new { poll });

    /// <summary>Enters the result.</summary>
    public static async Task CloseAsync(Db db, long id, PollResult result, string hash, DateTimeOffset now)
    {
        await db.ExecuteAsync("delete from poll_gone where poll_id = @id", new { id });
        await db.ExecuteAsync("update poll set state = 'closed', closed_at = @now, remind_at = null, result = @packed, result_hash = @hash where id = @id", new { id, now, packed = result.Pack(), hash });
    }

    /// <summary>Ends a vote without a result; its ballots go.</summary>
    public static async Task CancelAsync(Db db, long id, PollState state, string? reason, DateTimeOffset now)
    {
        await db.ExecuteAsync("update poll set state = @state, closed_at = @now, remind_at = null, reason = @reason where id = @id", new { id, now, reason, state = Name(state) });
        await db.ExecuteAsync("delete from ballot where poll_id = @id", new { id });
    }

    /// <summary>Moves the end.</summary>
    public static Task ExtendAsync(Db db, long id, DateTimeOffset closes, DateTimeOffset? remindAt, string reason) =>
        db.ExecuteAsync("update poll set closes_at = @closes, remind_at = @remindAt, reason = @reason where id = @id", new { id, closes, remindAt, reason });

    /// <summary>Enters what the panchayat did with the result.</summary>
    public static Task OutcomeAsync(Db db, long id, string hindi, string english) =>
        db.ExecuteAsync("update poll set outcome_hi = @hindi, outcome_en = @english where id = @id", new { id, hindi, english });

    /// <summary>Votes that are open for a panchayat and ward, the next to close first.</summary>
    public static Task<IReadOnlyList<Poll>> OpenForAsync(Db db, long place, long? ward, DateTimeOffset now, int most) => db.QueryAsync<Poll>($"""
        select {Columns} from poll where place_id = @place and state = 'open' and closes_at > @now and (ward_id is null or ward_id = @ward) order by closes_at, id limit @most
        """, new { place, ward, now, most });

    /// <summary>Results of a panchayat, the newest first.</summary>
    public static Task<IReadOnlyList<Poll>> ClosedAsync(Db db, long place, int most) => db.QueryAsync<Poll>($"""
        select {Columns} from poll where place_id = @place and state = 'closed' order by closes_at desc, id desc limit @most
        """, new { place, most });

    /// <summary>Votes of some panchayats, the newest first.</summary>
    public static async Task<IReadOnlyList<Poll>> NewestAsync(Db db, IEnumerable<long> places, int most)
    {
        var polls = new List<Poll>();
        foreach (var place in places)
            polls.AddRange(await db.QueryAsync<Poll>($"select {Columns} from poll where place_id = @place and state <> 'withdrawn' order by id desc limit @most", new { place, most }));
        // A vote of many panchayats stands there once.
        return [.. polls.OrderBy(poll => poll.Id).DistinctBy(poll => poll.GroupId ?? -poll.Id).OrderByDescending(poll => poll.Id).Take(most)];
    }

    // Whoever speaks at the moment is not all of the household.
    private const string Voted = """
        (exists (select 1 from poll_turnout t where t.poll_id = @Id and t.person_id = c.person_id)
            or exists (select 1 from chat_person h join poll_turnout t on t.poll_id = @Id and t.person_id = h.person_id where h.channel = c.channel and h.chat_id = c.chat_id))
        """;

    private const string Missing = """
        (not exists (select 1 from poll_turnout t where t.poll_id = @Id and t.person_id = c.person_id)
            or exists (select 1 from chat_person h where h.channel = c.channel and h.chat_id = c.chat_id
                and not exists (select 1 from poll_turnout t where t.poll_id = @Id and t.person_id = h.person_id)))
        """;

    /// <summary>Lets the chats of some follow a subject: of those in whose household somebody has voted, or has not.</summary>
    /// <param name="db">The transaction.</param>
    /// <param name="poll">The vote.</param>
    /// <param name="subject">What they are to hear of.</param>
    /// <param name="voted">Those who voted, or those who did not.</param>
    /// <param name="now">The present moment.</param>
    public static Task GatherAsync(Db db, Poll poll, string subject, bool voted, DateTimeOffset now) => db.ExecuteAsync($"""
        insert into follower (place_id, subject, channel, chat_id, since)
        select @PlaceId, @subject, c.channel, c.chat_id, @now from chat c
        where c.panchayat_id = @PlaceId and (cast(@ward as bigint) is null or c.ward_id = @ward)
            and {(voted ? Voted : Missing)}
        on conflict do nothing
        """, new { poll.Id, poll.PlaceId, ward = poll.Content.WardId, subject, now });

    /// <summary>Ends what <see cref="GatherAsync"/> began, for broadcasts that are over.</summary>
    public static Task<int> DisperseAsync(Db db) => db.ExecuteAsync("""
        delete from follower where subject like 'poll:%' and exists (
            select 1 from broadcast b where b.place_id = follower.place_id and b.subject = follower.subject and b.state in ('sending', 'done', 'stopped'))
        """);

    /// <summary>How many votes a person took part in.</summary>
    public static Task<long> TakenPartAsync(Db db, long person) => db.SingleAsync<long>("select count(*) from poll_turnout where person_id = @person", new { person });

    /// <summary>What a state or way is called in the database.</summary>
    internal static string Name<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
