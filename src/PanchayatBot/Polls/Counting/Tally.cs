namespace PanchayatBot.Polls.Counting;

/// <summary>One round of an instant run-off.</summary>
/// <param name="Counts">For each option the ballots on which it is the first of those still in; 0 for options that fell out before.</param>
/// <param name="Exhausted">Ballots that name none of the options still in.</param>
/// <param name="Out">Options that fall out after this round; none after the last.</param>
public sealed record Round(IReadOnlyList<long> Counts, long Exhausted, IReadOnlyList<int> Out);

/// <summary>The result of counting.</summary>
/// <param name="Ballots">How many voted.</param>
/// <param name="Counts">For each option its votes, approvals or rupees; of a ranked poll the first preferences.</param>
/// <param name="Leaders">The options that lead: one for a winner, several for a tie, which is decided by people and not by lot; none when nobody voted
/// for anything.</param>
/// <param name="Rounds">Of a ranked poll, the rounds in order.</param>
public sealed record Tally(long Ballots, IReadOnlyList<long> Counts, IReadOnlyList<int> Leaders, IReadOnlyList<Round> Rounds)
{
    /// <summary>The winner; null when there is a tie, or no vote.</summary>
    public int? Winner => Leaders.Count == 1 ? Leaders[0] : null;

    /// <summary>True when several options lead together.</summary>
    public bool IsTie => Leaders.Count > 1;

    /// <summary>Of how many the leading option's count is a share: the votes for and against in a poll of yes and no, ballots in the last round of a
    /// ranked poll, all rupees of a budget poll, otherwise all ballots.</summary>
    /// <param name="kind">The kind of poll.</param>
    public long Base(PollKind kind) => kind switch
    {
        PollKind.YesNo => Counts[0] + Counts[1],
        PollKind.Ranked => Rounds.Count == 0 ? 0 : Rounds[^1].Counts.Sum(),
        PollKind.Budget => Ballots * Ballot.Purse,
        _ => Ballots,
    };

    /// <summary>True if the leading option has at least this share of <see cref="Base"/>.</summary>
    /// <param name="kind">The kind of poll.</param>
    /// <param name="percent">1 to 100.</param>
    public bool Reaches(PollKind kind, int percent)
    {
        if (Leaders.Count == 0)
            return false;
        var counts = kind == PollKind.Ranked ? Rounds[^1].Counts : Counts;
        return counts[Leaders[0]] * 100 >= Base(kind) * percent;
    }
}
