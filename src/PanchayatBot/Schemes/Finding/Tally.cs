namespace PanchayatBot.Schemes.Finding;

/// <summary>Adds up points for numbered things, one unit of the question after another; of what one unit offers a thing only the best counts.</summary>
internal sealed class Tally(int size)
{
    private readonly float[] _total = new float[size];
    private readonly float[] _best = new float[size];
    private readonly bool[] _touched = new bool[size];
    private readonly List<int> _all = [];
    private readonly List<int> _open = [];

    /// <summary>Everything that got points.</summary>
    public IReadOnlyList<int> Touched => _all;

    public float Total(int thing) => _total[thing];

    /// <summary>Offers points of the open unit, to each thing by its factor.</summary>
    public void Offer(int[] things, float[] factors, float points)
    {
        for (var i = 0; i < things.Length; i++)
            Offer(things[i], points * factors[i]);
    }

    /// <summary>Offers the same points to each.</summary>
    public void Offer(int[] things, float points)
    {
        foreach (var thing in things)
            Offer(thing, points);
    }

    /// <summary>Closes the unit: its best offers are added.</summary>
    public void Close()
    {
        foreach (var thing in _open)
        {
            if (!_touched[thing])
            {
                _touched[thing] = true;
                _all.Add(thing);
            }

            _total[thing] += _best[thing];
            _best[thing] = 0;
        }

        _open.Clear();
    }

    private void Offer(int thing, float points)
    {
        if (_best[thing] == 0)
            _open.Add(thing);
        if (points > _best[thing])
            _best[thing] = points;
    }

    /// <summary>Forgets everything, so that the tally can be used again.</summary>
    public void Clear()
    {
        foreach (var thing in _all)
            (_total[thing], _touched[thing]) = (0, false);
        _all.Clear();
    }
}
