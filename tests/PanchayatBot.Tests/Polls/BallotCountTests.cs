using CsCheck;
using PanchayatBot.Polls.Counting;

namespace PanchayatBot.Tests.Polls;

/// <summary>Every counting rule against a count done the slow way, on random ballots.</summary>
public class BallotCountTests
{
    private static readonly Gen<(PollKind Kind, int Options, int Most, IReadOnlyList<Ballot> Ballots)> Elections =
        Gen.Select(Gen.Enum<PollKind>(), Gen.Int[2, Ballot.MostOptions], Gen.Int[1, 4]).SelectMany((kind, some, most) =>
        {
            var options = kind == PollKind.YesNo ? 3 : some;
            return BallotOf(kind, options, most).List[0, 40].Select(ballots => (kind, options, most, (IReadOnlyList<Ballot>)ballots));
        });

    [Fact]
    public void Votes_and_rupees_are_added_up_and_the_most_lead() => Elections.Where(election => election.Kind != PollKind.Ranked).Sample(election =>
    {
        var tally = BallotCount.Of(election.Kind, election.Options, election.Ballots);
        Assert.Equal(election.Ballots.Count, tally.Ballots);
        for (var option = 0; option < election.Options; option++)
            Assert.Equal(election.Ballots.Sum(ballot => (long)ballot.Weights[option]), tally.Counts[option]);
        // Who is neutral takes no side.
        var running = election.Kind == PollKind.YesNo ? 2 : election.Options;
        for (var option = 0; option < election.Options; option++)
        {
            var leads = option < running && tally.Counts[option] > 0 && Enumerable.Range(0, running).All(other => tally.Counts[other] <= tally.Counts[option]);
            Assert.Equal(leads, tally.Leaders.Contains(option));
        }

        Assert.Equal(tally.Leaders.Count > 1, tally.IsTie);
    });

    [Fact]
    public void Instant_run_off_is_what_people_with_heaps_of_paper_would_do() => Elections.Where(election => election.Kind == PollKind.Ranked).Sample(election =>
    {
        var tally = BallotCount.Of(election.Kind, election.Options, election.Ballots);
        var papers = election.Ballots.Select(ballot => Enumerable.Range(0, election.Options).Where(option => ballot.Weights[option] > 0).OrderBy(option => ballot.Weights[option]).ToList()).ToList();
        var inRace = Enumerable.Range(0, election.Options).ToList();
        foreach (var (round, at) in tally.Rounds.Select((round, at) => (round, at)))
        {
            // Each paper lies on the heap of its topmost option still in the race.
            var heaps = inRace.ToDictionary(option => option, option => papers.Count(paper => paper.Count > 0 && paper[0] == option));
            foreach (var option in Enumerable.Range(0, election.Options))
                Assert.Equal(heaps.GetValueOrDefault(option), round.Counts[option]);
            Assert.Equal(papers.Count(paper => paper.Count == 0), round.Exhausted);
            var lying = heaps.Values.Sum();
            var last = at == tally.Rounds.Count - 1;
            Assert.Equal(last, lying == 0 || heaps.Values.Any(heap => heap > lying / 2.0) || heaps.Values.Distinct().Count() == 1);
            if (last)
                Assert.Equal(lying == 0 ? [] : heaps.Where(heap => heap.Value == heaps.Values.Max()).Select(heap => heap.Key).Order(), tally.Leaders);
            else
                Assert.Equal(heaps.Where(heap => heap.Value == heaps.Values.Min()).Select(heap => heap.Key).Order(), round.Out);
            inRace.RemoveAll(option => round.Out.Contains(option));
            papers.ForEach(paper => paper.RemoveAll(option => round.Out.Contains(option)));
        }
    });

    [Fact]
    public void The_order_of_ballots_and_their_bundling_change_nothing() => Gen.Select(Elections, Gen.Int).Sample((election, seed) =>
    {
        var mixed = election.Ballots.ToArray();
        new Random(seed).Shuffle(mixed);
        var one = BallotCount.Of(election.Kind, election.Options, election.Ballots);
        Same(one, BallotCount.Of(election.Kind, election.Options, mixed));
        Same(one, BallotCount.Of(election.Kind, election.Options, mixed.GroupBy(ballot => ballot).Select(alike => (alike.Key, (long)alike.Count()))));
    });

    [Fact]
    public void A_ballot_comes_back_from_its_text_and_nothing_else_does() => Elections.Sample(election =>
    {
        foreach (var ballot in election.Ballots)
            Assert.Equal(ballot, Ballot.Parse(election.Kind, election.Most, election.Options, ballot.ToString()));
        Assert.Null(Ballot.Parse(election.Kind, election.Most, election.Options, string.Join(',', Enumerable.Repeat(0, election.Options))));
        Assert.Null(Ballot.Parse(election.Kind, election.Most, election.Options, string.Join(',', Enumerable.Repeat(2, election.Options))));
        Assert.Null(Ballot.Parse(election.Kind, election.Most, election.Options, "1,x"));
        Assert.Null(Ballot.Parse(election.Kind, election.Most, election.Options + 1, string.Join(',', Enumerable.Repeat(1, election.Options))));
    });

    [Theory]
    [InlineData(PollKind.Approval, "1,1,1")]
    [InlineData(PollKind.Ranked, "1,1,0")]
    [InlineData(PollKind.Ranked, "1,3,0")]
    [InlineData(PollKind.Budget, "60,60,0")]
    [InlineData(PollKind.Budget, "200,0,0")]
    [InlineData(PollKind.One, "1,1,0")]
    [InlineData(PollKind.YesNo, "1,0,1")]
    public void What_is_no_vote_in_such_a_poll_is_refused(PollKind kind, string text) => Assert.Null(Ballot.Parse(kind, 2, 3, text));

    [Fact]
    public void A_share_is_reached_exactly_when_it_is()
    {
        var votes = BallotCount.Of(PollKind.YesNo, 3, Repeat((66, "1,0,0"), (34, "0,1,0"), (500, "0,0,1")));
        Assert.True(votes.Reaches(PollKind.YesNo, 66));
        Assert.False(votes.Reaches(PollKind.YesNo, 67));
        Assert.False(BallotCount.Of(PollKind.One, 2, new List<Ballot>()).Reaches(PollKind.One, 1));
    }

    private static IEnumerable<(Ballot, long)> Repeat(params (int People, string Text)[] votes) => votes.Select(vote => (Ballot.Parse(PollKind.YesNo, 1, 3, vote.Text)!, (long)vote.People));

    private static void Same(Tally one, Tally other)
    {
        Assert.Equal(one.Ballots, other.Ballots);
        Assert.Equal(one.Counts, other.Counts);
        Assert.Equal(one.Leaders, other.Leaders);
        Assert.Equal(one.Rounds.Select(round => string.Join(' ', round.Counts)), other.Rounds.Select(round => string.Join(' ', round.Counts)));
    }

    private static Gen<Ballot> BallotOf(PollKind kind, int options, int most) => Gen.Select(Gen.Shuffle(Enumerable.Range(0, options).ToArray()), Gen.Int[1, options], Gen.Int[0, Ballot.Purse].Array[options]).Select((order, chosen, cuts) =>
    {
        var weights = new int[options];
        switch (kind)
        {
            case PollKind.YesNo or PollKind.One:
                weights[order[0]] = 1;
                break;
            case PollKind.Approval:
                foreach (var option in order.Take(Math.Min(chosen, most)))
                    weights[option] = 1;
                break;
            case PollKind.Ranked:
                for (var rank = 0; rank < chosen; rank++)
                    weights[order[rank]] = rank + 1;
                break;
            default:
                var marks = cuts.Take(options - 1).Order().Append(Ballot.Purse).ToList();
                for (var option = 0; option < options; option++)
                    weights[option] = marks[option] - (option == 0 ? 0 : marks[option - 1]);
                break;
        }

        return Ballot.From(kind, most, weights) ?? throw new InvalidOperationException("The generator made no ballot.");
    });
}
