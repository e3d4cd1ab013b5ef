using CsCheck;
using PanchayatBot.Polls.Counting;

namespace PanchayatBot.Tests.Polls;

/// <summary>Turnout by ward and gender never tells of fewer than ten people, not even by what is left over.</summary>
public sealed class BreakdownTests
{
    [Fact]
    public void Nothing_small_can_be_read_or_reckoned() =>
        Gen.Select(Gen.Long[0, 40].List[0, 12], Gen.Long[0, 30]).Sample((cells, untold) =>
        {
            var total = cells.Sum() + untold;
            var shown = Breakdown.Shown(cells.Select((people, at) => (at, people)), total);
            var rest = total - shown.Sum(cell => cell.People);
            return shown.All(cell => cell.People >= Breakdown.Fewest) && rest is 0 or >= Breakdown.Fewest or < 0 || shown.Count == 0;
        });

    [Fact]
    public void What_may_be_told_is_told() =>
        Assert.Equal([("a", 30L), ("b", 12L)], Breakdown.Shown([("a", 30L), ("b", 12L), ("c", 10L), ("d", 9L)], 61));
}
