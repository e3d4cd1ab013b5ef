using System.Globalization;

namespace PanchayatBot.Polls.Counting;

/// <summary>What one person, whoever it is, voted: a number for each option. 1 for a chosen option; in a ranked poll 1, 2, 3… for the first,
/// second, third preference; in a budget poll the rupees. 0 for what was not chosen. Two ballots that mean the same are the same.</summary>
public sealed record Ballot
{
    /// <summary>The most options a poll has.</summary>
    public const int MostOptions = 12;

    /// <summary>What there is to spread in a budget poll, in rupees.</summary>
    public const int Purse = 100;

    private readonly int[] _weights;

    private Ballot(int[] weights) => _weights = weights;

    /// <summary>A number for each option, in their order.</summary>
    public IReadOnlyList<int> Weights => _weights;

    /// <summary>A ballot; null when these numbers are no vote in such a poll.</summary>
    /// <param name="kind">The kind of poll.</param>
    /// <param name="most">The most options one may approve; other kinds do not ask.</param>
    /// <param name="weights">A number for each option.</param>
    public static Ballot? From(PollKind kind, int most, IReadOnlyList<int> weights)
    {
        if (weights.Count is < 2 or > MostOptions || weights.Any(weight => weight < 0))
            return null;
        var chosen = weights.Where(weight => weight > 0).ToList();
        var fits = kind switch
        {
            PollKind.YesNo => weights.Count == 3 && chosen is [1],
            PollKind.One => chosen is [1],
            PollKind.Approval => chosen.Count >= 1 && chosen.Count <= most && chosen.TrueForAll(weight => weight == 1),
            // 1, 2, 3… without a gap, each once.
            PollKind.Ranked => chosen.Count >= 1 && chosen.Order().SequenceEqual(Enumerable.Range(1, chosen.Count)),
            PollKind.Budget => chosen.TrueForAll(weight => weight <= Purse) && chosen.Sum() == Purse,
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
        return fits ? new Ballot([.. weights]) : null;
    }

    /// <summary>Reads what <see cref="ToString"/> wrote; null when it is no vote in such a poll.</summary>
    /// <param name="kind">The kind of poll.</param>
    /// <param name="most">The most options one may approve.</param>
    /// <param name="options">How many options the poll has.</param>
    /// <param name="text">Numbers with commas between them.</param>
    public static Ballot? Parse(PollKind kind, int most, int options, string text)
    {
        var parts = text.Split(',');
        var weights = new int[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out weights[i]))
                return null;
        }

        return weights.Length == options ? From(kind, most, weights) : null;
    }

    /// <summary>The numbers with commas between them, as they stand in the database and in files.</summary>
    public override string ToString() => string.Join(',', _weights);

    /// <inheritdoc />
    public bool Equals(Ballot? other) => other is not null && _weights.AsSpan().SequenceEqual(other._weights);

    /// <inheritdoc />
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var weight in _weights)
            hash.Add(weight);
        return hash.ToHashCode();
    }
}
