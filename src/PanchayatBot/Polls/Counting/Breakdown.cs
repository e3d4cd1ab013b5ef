namespace PanchayatBot.Polls.Counting;

/// <summary>Turnout by ward or gender, told so that nobody can be found in it.</summary>
public static class Breakdown
{
    /// <summary>Fewer people are never told as a number of their own.</summary>
    public const int Fewest = 10;

    /// <summary>The cells that may be told: none below <see cref="Fewest"/>, and never so many that what is left over, which everybody can reckon from
    /// the whole, is below it either. Then the smallest one that was told goes, too.</summary>
    /// <param name="cells">Numbers of people.</param>
    /// <param name="total">All people, those in no cell among them.</param>
    public static IReadOnlyList<(T Name, long People)> Shown<T>(IEnumerable<(T Name, long People)> cells, long total)
    {
        var shown = cells.Where(cell => cell.People >= Fewest).ToList();
        while (shown.Count > 0 && total - shown.Sum(cell => cell.People) is > 0 and < Fewest)
            shown.Remove(shown.MinBy(cell => cell.People));
        return shown;
    }
}
