using PanchayatBot.Sounds;

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
            // Spellings that sound alike (फॉर्म, form) are one phrase.
            if (!known.Exists(other => other.Facet == facet && other.Keys.AsSpan().SequenceEqual(keys)))
                known.Add((keys, facet, weight));
        }
    }

    /// <summary>What a question asks for, as far as its words tell.</summary>
    public Asked Of(IReadOnlyList<string> keys)
    {
        var asked = new Asked(new double[Facets], new bool[keys.Count], _order);
        List<(int From, int To, Facet Facet, double Weight)> matches = [];
        for (var at = 0; at < keys.Count; at++)
            if (_phrases.TryGetValue(keys[at], out var phrases))
                foreach (var (phrase, facet, weight) in phrases)
                    if (End(phrase, 1, keys, at + 1) is >= 0 and var end)
                        matches.Add((at, end, facet, weight));
        // A phrase within a longer one is not meant ("kisko" in "kisko phone"); of equals only the surest counts.
        foreach (var match in matches)
        {
            asked.Words.AsSpan(match.From, match.To - match.From).Fill(true);
            if (!matches.Exists(other => other.From <= match.From && other.To >= match.To && (other.To - other.From > match.To - match.From || other.Facet == match.Facet && other.Weight > match.Weight)))
                asked.Sums[(int)match.Facet] += match.Weight;
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
    private const double Weak = 1;

    /// <summary>The facet with the highest sum; of equals the one that stands first in facets.yml; Overview when nothing is asked.</summary>
    /// <param name="named">True when the question names a scheme. Otherwise somebody tells of a need ("ghar chahiye"), and a weak sign does not say that they want to know how to apply.</param>
    public Facet Facet(bool named)
    {
        var (best, most) = (Schemes.Facet.Overview, named ? 0 : Weak);
        foreach (var facet in Order)
            if (Sums[(int)facet] > most)
                (best, most) = (facet, Sums[(int)facet]);
        return best;
    }

    /// <summary>True if any part is asked for.</summary>
    public bool Any => Array.Exists(Sums, sum => sum > 0);
}
