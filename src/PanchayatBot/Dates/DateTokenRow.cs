namespace PanchayatBot.Dates;

/// <summary>The tokens of a text while they are read: each may be taken once, so that an hour is not a day as well.</summary>
/// <param name="tokens">The tokens in order.</param>
internal sealed class DateTokenRow(IReadOnlyList<DateToken> tokens)
{
    private readonly bool[] _taken = new bool[tokens.Count];

    public int Count => tokens.Count;

    public DateToken this[int at] => tokens[at];

    /// <summary>True if a token of this kind stands here and is free.</summary>
    public bool Is(int at, DateWord kind) => at >= 0 && at < tokens.Count && !_taken[at] && tokens[at].Kind == kind;

    /// <summary>The next place in this direction at which something with a meaning stands; may be outside.</summary>
    public int Beside(int at, int step)
    {
        do
            at += step;
        while (at >= 0 && at < tokens.Count && tokens[at].Kind == DateWord.Nothing);
        return at;
    }

    /// <summary>The place of the number to which the number here is offered as another: 5 या 6 दिसंबर; outside when there is none.</summary>
    public int Alternative(int at)
    {
        var or = Beside(at, -1);
        var number = Beside(or, -1);
        return Is(or, DateWord.Or) && Is(number, DateWord.Number) ? number : -1;
    }

    /// <summary>Places of free tokens of a kind, in order; they may be taken meanwhile.</summary>
    public IEnumerable<int> Places(DateWord kind) => Enumerable.Range(0, tokens.Count).Where(at => Is(at, kind));

    public bool Contains(DateWord kind) => tokens.Any(token => token.Kind == kind);

    public void Take(params ReadOnlySpan<int> places)
    {
        foreach (var place in places)
            _taken[place] = true;
    }
}
