namespace PanchayatBot.Schemes.Finding;

/// <summary>Adds up points for numbered things, one unit of the question after another; of what one unit offers a thing only the best counts.</summary>
internal sealed class Tally(int size)
{
    private readonly float[] _total = new float[size];
    private readonly float[] _capped = new float[size];
    private readonly float[] _best = new float[size];
    private readonly bool[] _touched = new bool[size];
    private readonly List<int> _all = [];
    private readonly List<int> _open = [];

    /// <summary>Everything that got points.</summary>
    public IReadOnlyList<int> Touched => _all;

    public float Total(int thing) => _total[thing];

    /// <summary>The sum in which no unit counted for more than its cap.</summary>
    public float Capped(int thing) => _capped[thing];

    /// <summary>Offers points of the open unit.</summary>
    public void Offer(int[] things, float[]? factors, float points)
    {
        for (var i = 0; i < things.Length; i++)
        {
            var (thing, offered) = (things[i], factors is null ? points : points * factors[i]);
            if (_best[thing] == 0)
                _open.Add(thing);
            if (offered > _best[thing])
                _best[thing] = offered;
        }
    }

    /// <summary>Closes the unit: its best offers are added.</summary>
    public void Close(float cap)
    {
        foreach (var thing in _open)
        {
            if (!_touched[thing])
            {
                _touched[thing] = true;
                _all.Add(thing);
            }

            _total[thing] += _best[thing];
            _capped[thing] += Math.Min(_best[thing], cap);
            _best[thing] = 0;
        }

        _open.Clear();
    }

    /// <summary>Forgets everything, so that the tally can be used again.</summary>
    public void Clear()
    {
        foreach (var thing in _all)
            (_total[thing], _capped[thing], _touched[thing]) = (0, 0, false);
        _all.Clear();
    }
}
