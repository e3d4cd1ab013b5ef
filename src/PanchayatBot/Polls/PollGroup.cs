using PanchayatBot.Content;
using PanchayatBot.Polls.Counting;
using PanchayatBot.Storage;

namespace PanchayatBot.Polls;

/// <summary>How one panchayat took part in a vote of many.</summary>
/// <param name="Poll">Its vote.</param>
/// <param name="Panchayat">What the panchayat is called.</param>
/// <param name="People">How many have voted; those in the hall who are not named count once the vote is closed.</param>
public sealed record GroupMember(Poll Poll, Bilingual Panchayat, long People)
{
    /// <summary>People on the roll, those who came late among them.</summary>
    public long Roll => Poll.Roll + (Poll.Result?.Late ?? 0);

    /// <summary>Turnout in percent.</summary>
    public decimal Turnout => PollWords.Percent(People, Roll);
}

/// <summary>The same vote in many panchayats: each has its own result, and all of them have one together.</summary>
public static class PollGroup
{
    /// <summary>Enters that a vote belongs to a group.</summary>
    public static Task JoinAsync(Db db, long poll, long group) => db.ExecuteAsync("update poll set group_id = @group where id = @poll", new { poll, group });

    /// <summary>All votes of a vote's group; the vote alone when it has none.</summary>
    public static async Task<IReadOnlyList<Poll>> WithAsync(Db db, Poll poll) => poll.GroupId is not { } group ? [poll]
        : await db.QueryAsync<Poll>($"select {PollStore.Columns} from poll where group_id = @group order by id", new { group });

    /// <summary>The votes of a group within a place, with the panchayats; the highest turnout first.</summary>
    public static async Task<IReadOnlyList<GroupMember>> MembersAsync(Db db, long group)
    {
        var names = (await db.QueryAsync<(long Id, string Hi, string En)>(
            "select q.id, p.name_hi, p.name_en from poll q join place p on p.id = q.place_id where q.group_id = @group", new { group })).ToDictionary(one => one.Id);
        var voted = (await db.QueryAsync<(long Id, long People)>(
            "select t.poll_id, count(*) from poll_turnout t join poll q on q.id = t.poll_id where q.group_id = @group group by t.poll_id", new { group })).ToDictionary(one => one.Id, one => one.People);
        var polls = await db.QueryAsync<Poll>($"select {PollStore.Columns} from poll where group_id = @group and state <> 'withdrawn' order by id", new { group });
        return [.. polls.Select(poll => new GroupMember(poll, new(names[poll.Id].Hi, names[poll.Id].En), poll.Result?.People ?? voted.GetValueOrDefault(poll.Id))).OrderByDescending(member => member.Turnout)];
    }

    /// <summary>All ballots of the closed votes counted together; null while one of them is still to be counted.</summary>
    public static async Task<Tally?> TogetherAsync(Db db, IEnumerable<Poll> polls)
    {
        var closed = new List<Poll>();
        foreach (var poll in polls)
        {
            if (poll.State is PollState.Scheduled or PollState.Open)
                return null;
            if (poll.State == PollState.Closed)
                closed.Add(poll);
        }

        return closed.Count == 0 ? null : await PollCount.TogetherAsync(db, closed);
    }
}
