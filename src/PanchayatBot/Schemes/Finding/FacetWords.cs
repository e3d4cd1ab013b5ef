namespace PanchayatBot.Schemes.Finding;

/// <summary>Reads from a question which part of a scheme it asks for.</summary>
internal sealed class FacetWords
{
    private const string Gap = "…";
    private const int WidestGap = 3;
    private static readonly int Facets = Enum.GetValues<Facet>().Length;

    private readonly Dictionary<string, List<(string?[] Keys, Facet Facet, double Weight)>> _phrases = [];
    private readonly Facet[] _order;

    public FacetWords(IReadOnlyList<FacetPhrase> phrases)
    {
        _order = [.. phrases.Select(phrase => phrase.Facet).Distinct()];
        foreach (var (facet, weight, phrase) in phrases)
        {
            // A gap is a null key.
            var keys = phrase.Split(Gap).SelectMany((part, i) => (i == 0 ? [] : new string?[] { null }).Concat(Words.Of(part).Select(SoundKey.Of))).ToArray();
            if (!_phrases.TryGetValue(keys[0]!, out var known))
                _phrases.Add(keys[0]!, known = []);
            known.Add((keys, facet, weight));
        }
    }

    /// <summary>The facet with the highest sum of weights; of equals the one that stands first in facets.yml; Overview when nothing is asked.</summary>
    public Facet Of(IReadOnlyList<string> keys) => Best(Sums(keys));

    /// <summary>The sum of weights for each facet, for explanations.</summary>
    public double[] Sums(IReadOnlyList<string> keys)
    {
        // Of phrases that begin at one word and ask for one facet only the surest counts.
        var sums = new double[Facets];
        Span<double> surest = stackalloc double[Facets];
        for (var at = 0; at < keys.Count; at++)
        {
            if (!_phrases.TryGetValue(keys[at], out var phrases))
                continue;
            surest.Clear();
            foreach (var (phrase, facet, weight) in phrases)
                if (weight > surest[(int)facet] && Matches(phrase, 1, keys, at + 1))
                    surest[(int)facet] = weight;
            for (var facet = 0; facet < Facets; facet++)
                sums[facet] += surest[facet];
        }

        return sums;
    }

    private Facet Best(double[] sums)
    {
        var best = Facet.Overview;
        foreach (var facet in _order)
            if (sums[(int)facet] > sums[(int)best] || sums[(int)facet] == sums[(int)best] && best == Facet.Overview && sums[(int)facet] > 0)
                best = facet;
        return best;
    }

    private static bool Matches(string?[] phrase, int from, IReadOnlyList<string> keys, int at)
    {
        for (var i = from; i < phrase.Length; i++, at++)
        {
            if (phrase[i] is null)
            {
                for (var skipped = 0; skipped <= WidestGap; skipped++)
                    if (Matches(phrase, i + 1, keys, at + skipped))
                        return true;
                return false;
            }

            if (at >= keys.Count || keys[at] != phrase[i])
                return false;
        }

        return true;
    }
}
