namespace PanchayatBot.Polls.Counting;

/// <summary>Counts ballots. Pure: the same ballots in any order give the same result.</summary>
public static class BallotCount
{
    /// <summary>Counts.</summary>
    /// <param name="kind">The kind of poll.</param>
    /// <param name="options">How many options it has.</param>
    /// <param name="ballots">Ballots, each with how many people cast one like it.</param>
    public static Tally Of(PollKind kind, int options, IEnumerable<(Ballot Ballot, long People)> ballots)
    {
        var cast = ballots.ToList();
        var people = cast.Sum(one => one.People);
        if (kind == PollKind.Ranked)
            return Ranked(options, cast, people);
        var counts = new long[options];
        foreach (var (ballot, times) in cast)
        {
            for (var option = 0; option < options; option++)
                counts[option] += ballot.Weights[option] * times;
        }

        return new Tally(people, counts, Leading(kind == PollKind.YesNo ? counts[..2] : counts), []);
    }

    /// <summary>The same for ballots one by one.</summary>
    public static Tally Of(PollKind kind, int options, IEnumerable<Ballot> ballots) => Of(kind, options, ballots.Select(ballot => (ballot, 1L)));

    /// <summary>A count together with totals from elsewhere, such as hands in a hall; not for ranked polls, where totals do not tell enough.</summary>
    /// <param name="kind">The kind of poll.</param>
    /// <param name="tally">What was counted.</param>
    /// <param name="counts">More for each option.</param>
    /// <param name="people">By so many people.</param>
    public static Tally Add(PollKind kind, Tally tally, IReadOnlyList<long> counts, long people)
    {
        long[] together = [.. tally.Counts.Zip(counts, (one, more) => one + more)];
        return new Tally(tally.Ballots + people, together, Leading(kind == PollKind.YesNo ? together[..2] : together), tally.Rounds);
    }

    /// <summary>Instant run-off: in every round each ballot counts for the first of its options that is still in. More than half of those ballots
    /// wins. Otherwise the option with the fewest falls out; several with equally few fall out together, and when all that are left are equal
    /// they are tied.</summary>
    private static Tally Ranked(int options, List<(Ballot Ballot, long People)> cast, long people)
    {
        var left = Enumerable.Range(0, options).ToHashSet();
        var rounds = new List<Round>();
        while (true)
        {
            var counts = new long[options];
            var exhausted = 0L;
            foreach (var (ballot, times) in cast)
            {
                if (First(ballot, left) is { } first)
                    counts[first] += times;
                else
                    exhausted += times;
            }

            var fewest = left.Min(option => counts[option]);
            var most = left.Max(option => counts[option]);
            var continuing = counts.Sum();
            int[] fall = [.. left.Where(option => counts[option] == fewest).Order()];
            if (continuing == 0 || most * 2 > continuing || fall.Length == left.Count)
            {
                rounds.Add(new Round(counts, exhausted, []));
                int[] leaders = continuing == 0 ? [] : [.. left.Where(option => counts[option] == most).Order()];
                return new Tally(people, rounds[0].Counts, leaders, rounds);
            }

            rounds.Add(new Round(counts, exhausted, fall));
            left.ExceptWith(fall);
        }
    }

    private static int? First(Ballot ballot, HashSet<int> left)
    {
        int? first = null;
        foreach (var option in left)
        {
            if (ballot.Weights[option] > 0 && (first is not { } before || ballot.Weights[option] < ballot.Weights[before]))
                first = option;
        }

        return first;
    }

    private static int[] Leading(long[] counts)
    {
        var most = counts.Max();
        return most == 0 ? [] : [.. Enumerable.Range(0, counts.Length).Where(option => counts[option] == most)];
    }
}
