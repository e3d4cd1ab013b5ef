using PanchayatBot.People;
using PanchayatBot.Polls.Counting;
using PanchayatBot.Storage;

namespace PanchayatBot.Polls;

/// <summary>Counts what is in the database.</summary>
public static class PollCount
{
    /// <summary>The figures of a vote that is open, and not hidden, as they stand now.</summary>
    public static async Task<Tally> LiveAsync(Db db, Poll poll) => Of(poll, await PollStore.VotesAsync(db, poll.Id));

    /// <summary>The result of a vote whose ballots are opened: every way of voting apart and together.</summary>
    public static async Task<PollResult> ResultAsync(Db db, Poll poll)
    {
        var content = poll.Content;
        var phone = Of(poll, await BallotBox.CountAsync(db, poll.Id));
        var hall = await HallStore.FindAsync(db, poll.Id);
        var tally = hall is null ? phone : BallotCount.Add(content.Kind, phone, hall.Counts, hall.People);
        var late = await PollStore.LateAsync(db, poll.Id);
        var ways = await PollStore.WaysAsync(db, poll.Id);
        var assisted = ways.GetValueOrDefault(VotingWay.Assisted);
        var genders = Breakdown.Shown(await PollStore.GendersAsync(db, poll.Id), ways.Values.Sum());
        return new PollResult(tally, phone.Ballots - assisted, hall?.People ?? 0, phone.Counts, hall?.Counts ?? [],
            // Who joined late belongs to those who might have come.
            content.QuorumPercent is { } quorum ? tally.Ballots * 100 >= (poll.Roll + late) * quorum && tally.Ballots > 0 : null,
            content.ThresholdPercent is { } threshold ? tally.Reaches(content.Kind, threshold) : null,
            late, hall?.Note)
        {
            Assisted = assisted,
            Wards = [.. Breakdown.Shown(await PollStore.WardsAsync(db, poll.Id), ways.Values.Sum()).Select(ward => new Part(ward.Name, ward.People))],
            Women = Told(Gender.Woman),
            Men = Told(Gender.Man),
        };

        long? Told(Gender gender) => genders.Any(one => one.Name == gender) ? genders.Single(one => one.Name == gender).People : null;
    }

    /// <summary>The ballots of several votes that ask the same, counted as those of one.</summary>
    public static async Task<Tally> TogetherAsync(Db db, IReadOnlyList<Poll> polls)
    {
        var ballots = new List<(string Choices, long People)>();
        foreach (var poll in polls)
            ballots.AddRange(await BallotBox.CountAsync(db, poll.Id));
        var tally = Of(polls[0], ballots.GroupBy(one => one.Choices, (choices, alike) => (choices, alike.Sum(one => one.People))));
        foreach (var poll in polls)
        {
            if (await HallStore.FindAsync(db, poll.Id) is { } hall)
                tally = BallotCount.Add(poll.Content.Kind, tally, hall.Counts, hall.People);
        }

        return tally;
    }

    private static Tally Of(Poll poll, IEnumerable<(string Choices, long People)> ballots)
    {
        var content = poll.Content;
        return BallotCount.Of(content.Kind, content.Options.Count, ballots.Select(one =>
            (Ballot.Parse(content.Kind, content.Most, content.Options.Count, one.Choices) ?? throw new InvalidDataException($"Poll {poll.Id} holds a ballot that is none."), one.People)));
    }
}
