using PanchayatBot.Messages;
using PanchayatBot.Storage;

namespace PanchayatBot.GramSabha.Proposals;

/// <summary>The SQL of proposals and who supports them.</summary>
public static class ProposalStore
{
    private const string Columns = """
        p.id, p.place_id, p.person_id, p.body, p.state, p.notice_id, p.answer, (select count(*) from proposal_support s where s.proposal_id = p.id) as supports
        """;

    // What stood on an agenda that was cancelled or taken back waits for the next one.
    private const string Waiting = """
        (p.state in ('ready', 'agenda') and (p.notice_id is null or exists (select 1 from notice n where n.id = p.notice_id and n.state in ('withdrawn', 'cancelled'))))
        """;

    /// <summary>Enters a proposal; its author supports it.</summary>
    public static async Task<long> AddAsync(Db db, long place, long person, string body, DateTimeOffset now)
    {
        var id = await db.SingleAsync<long>("insert into proposal (place_id, person_id, body, state, proposed_at) values (@place, @person, @body, 'open', @now) returning id", new { place, person, body, now });
        await SupportAsync(db, id, person);
        return id;
    }

    /// <summary>The proposal with this number; null when there is none.</summary>
    public static Task<Proposal?> FindAsync(Db db, long id) => db.FirstOrDefaultAsync<Proposal>($"select {Columns} from proposal p where p.id = @id", new { id });

    /// <summary>Takes the proposal for this transaction: of two who support it at once, one is the one who fills the number.</summary>
    public static async Task<Proposal?> TakeAsync(Db db, long id) => await db.ExecuteAsync("update proposal set state = state where id = @id", new { id }) > 0 ? await FindAsync(db, id) : null;

    /// <summary>Proposals of a panchayat that can be supported, those with the most support first.</summary>
    public static Task<IReadOnlyList<Proposal>> OpenAsync(Db db, long place, int skip, int most) => db.QueryAsync<Proposal>($"""
        select {Columns} from proposal p where p.place_id = @place and p.state in ('open', 'ready') order by supports desc, p.id desc limit @most offset @skip
        """, new { place, skip, most });

    /// <summary>Proposals of some panchayats for the secretary, the newest first; removed and withdrawn ones left out.</summary>
    public static Task<IReadOnlyList<Proposal>> NewestAsync(Db db, long person, int skip, int most) => db.QueryAsync<Proposal>($"""
        with recursive mine (id) as (
            select place_id from role_grant where person_id = @person and revoked_at is null and role in ('Secretary', 'Officer', 'Administrator')
            union
            select c.id from place c join mine on c.parent_id = mine.id where c.kind <> 'Ward')
        select {Columns} from proposal p where p.place_id in (select id from mine) and p.state not in ('removed', 'withdrawn') order by p.id desc limit @most offset @skip
        """, new { person, skip, most });

    /// <summary>Proposals that wait for the next agenda, those with the most support first.</summary>
    public static Task<IReadOnlyList<Proposal>> WaitingAsync(Db db, long place, int most) => db.QueryAsync<Proposal>($"select {Columns} from proposal p where p.place_id = @place and {Waiting} order by supports desc, p.id limit @most", new { place, most });

    /// <summary>Enters support.</summary>
    /// <returns>False when the person supports it already: the key of the table stops the second one.</returns>
    public static async Task<bool> SupportAsync(Db db, long id, long person) =>
        await db.ExecuteAsync("insert into proposal_support (proposal_id, person_id) values (@id, @person) on conflict do nothing", new { id, person }) > 0;

    /// <summary>Takes support back; false when there was none.</summary>
    public static async Task<bool> UnsupportAsync(Db db, long id, long person) =>
        await db.ExecuteAsync("delete from proposal_support where proposal_id = @id and person_id = @person", new { id, person }) > 0;

    /// <summary>True if somebody who speaks in the chat supports it or made it: several may share the phone.</summary>
    public static async Task<bool> ConcernsAsync(Db db, long id, ChatAddress chat) => await db.SingleAsync<long>("""
        select count(*) from person p
        where (exists (select 1 from chat c where c.channel = @Channel and c.chat_id = @Chat and c.person_id = p.id)
                or exists (select 1 from chat_person h where h.channel = @Channel and h.chat_id = @Chat and h.person_id = p.id))
            and (exists (select 1 from proposal_support s where s.proposal_id = @id and s.person_id = p.id)
                or exists (select 1 from proposal a where a.id = @id and a.person_id = p.id))
        """, new { id, chat.Channel, Chat = chat.Id }) > 0;

    /// <summary>How many proposals of a person gather support.</summary>
    public static Task<long> OpenOfAsync(Db db, long person) => db.SingleAsync<long>("select count(*) from proposal where person_id = @person and state = 'open'", new { person });

    /// <summary>How many a person made since then, whatever became of them.</summary>
    public static Task<long> MadeSinceAsync(Db db, long person, DateTimeOffset since) =>
        db.SingleAsync<long>("select count(*) from proposal where person_id = @person and proposed_at > @since", new { person, since });

    /// <summary>Changes how far it has come.</summary>
    public static Task SetAsync(Db db, long id, ProposalState state, string? answer, long? by, DateTimeOffset now) => db.ExecuteAsync(
        "update proposal set state = @state, answer = coalesce(@answer, answer), settled_by = @by, settled_at = @now where id = @id",
        new { id, state = state.ToString().ToLowerInvariant(), answer, by, now });

    /// <summary>It goes out on the agenda of a notice; those who support it are told when nobody can take the notice back any more.</summary>
    public static Task PutAsync(Db db, long id, long notice) => db.ExecuteAsync("update proposal set notice_id = @notice, state = 'ready', told_at = null where id = @id", new { id, notice });

    /// <summary>Proposals on agendas that are published for good, and of which nobody was told.</summary>
    public static Task<IReadOnlyList<Proposal>> ToTellAsync(Db db, DateTimeOffset publishedBefore, int most) => db.QueryAsync<Proposal>($"""
        select {Columns} from proposal p join notice n on n.id = p.notice_id
        where p.state = 'ready' and p.told_at is null and n.state in ('published', 'postponed') and n.published_at <= @publishedBefore order by p.id limit @most
        """, new { publishedBefore, most });

    /// <summary>Notes that those who support it were told.</summary>
    public static Task ToldAsync(Db db, long id, DateTimeOffset now) => db.ExecuteAsync("update proposal set state = 'agenda', told_at = @now where id = @id", new { id, now });

    /// <summary>How many proposals a person made, and how many they support.</summary>
    public static async Task<(long Made, long Supported)> KeptAsync(Db db, long person) => (
        await db.SingleAsync<long>("select count(*) from proposal where person_id = @person and state <> 'withdrawn'", new { person }),
        await db.SingleAsync<long>("select count(*) from proposal_support where person_id = @person", new { person }));

    /// <summary>Forgets a person: what only gathers support goes; what reached the gram sabha stays without a name.</summary>
    public static async Task ForgetAsync(Db db, long person)
    {
        await db.ExecuteAsync("delete from proposal_support where proposal_id in (select id from proposal where person_id = @person and state in ('open', 'withdrawn', 'removed'))", new { person });
        await db.ExecuteAsync("delete from proposal where person_id = @person and state in ('open', 'withdrawn', 'removed')", new { person });
        await db.ExecuteAsync("update proposal set person_id = null where person_id = @person", new { person });
        await db.ExecuteAsync("delete from proposal_support where person_id = @person and proposal_id in (select id from proposal where state = 'open')", new { person });
    }
}
