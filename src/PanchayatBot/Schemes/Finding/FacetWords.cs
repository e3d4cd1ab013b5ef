namespace PanchayatBot.Schemes.Finding;

/// <summary>Reads from a question which part of a scheme it asks for.</summary>
internal sealed class FacetWords
{
    private const string Gap = "…";
    private const int WidestGap = 3;
    private static readonly int Facets = Enum.GetValues<Facet>().Length;

    private readonly Dictionary<string, List<(string?[] Keys, Facet Facet, double Weight)>> _phrases = [];
    private readonly Facet[] _order;

    public FacetWords(IReadOnlyList<FacetPhrase> phrases, Vocabulary vocabulary)
    {
        _order = [.. phrases.Select(phrase => phrase.Facet).Distinct()];
        foreach (var (facet, weight, phrase) in phrases)
        {
            // A gap is a null key.
            var keys = phrase.Split(Gap).SelectMany((part, i) => (i == 0 ? [] : new string?[] { null }).Concat(Words.Of(part).Select(vocabulary.Key))).ToArray();
            if (!_phrases.TryGetValue(keys[0]!, out var known))
                _phrases.Add(keys[0]!, known = []);
            known.Add((keys, facet, weight));
        }
    }

    /// <summary>What a question asks for, as far as its words tell.</summary>
    public Asked Of(IReadOnlyList<string> keys)
    {
        var asked = new Asked(new double[Facets], new bool[keys.Count], _order);
        // Of phrases that begin at one word and ask for one facet only the surest counts.
        Span<double> surest = stackalloc double[Facets];
        for (var at = 0; at < keys.Count; at++)
        {
            if (!_phrases.TryGetValue(keys[at], out var phrases))
                continue;
            surest.Clear();
            foreach (var (phrase, facet, weight) in phrases)
            {
                var end = End(phrase, 1, keys, at + 1);
                if (end < 0)
                    continue;
                surest[(int)facet] = Math.Max(surest[(int)facet], weight);
                asked.Words.AsSpan(at, end - at).Fill(true);
            }

            for (var facet = 0; facet < Facets; facet++)
                asked.Sums[facet] += surest[facet];
        }

        return asked;
    }

    // The position after the phrase, or -1 where it does not stand.
    private static int End(string?[] phrase, int from, IReadOnlyList<string> keys, int at)
    {
        for (var i = from; i < phrase.Length; i++, at++)
        {
            if (phrase[i] is null)
            {
                for (var skipped = 0; skipped <= WidestGap; skipped++)
                    if (End(phrase, i + 1, keys, at + skipped) is >= 0 and var end)
                        return end;
                return -1;
            }

            if (at >= keys.Count || keys[at] != phrase[i])
                return -1;
        }

        return at;
    }
}

/// <summary>What a question asks for.</summary>
/// <param name="Sums">The sum of weights for each facet.</param>
/// <param name="Words">Which words are part of the asking.</param>
/// <param name="Order">Which facet goes first at a tie.</param>
internal sealed record Asked(double[] Sums, bool[] Words, IReadOnlyList<Facet> Order)
{
    /// <summary>The facet with the highest sum; of equals the one that stands first in facets.yml; Overview when nothing is asked.</summary>
    public Facet Facet
    {
        get
        {
            var best = Facet.Overview;
            var most = 0.0;
            foreach (var facet in Order)
                if (Sums[(int)facet] > most)
                    (best, most) = (facet, Sums[(int)facet]);
            return best;
        }
    }
}
