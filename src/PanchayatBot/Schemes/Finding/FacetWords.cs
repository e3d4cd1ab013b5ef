namespace PanchayatBot.Schemes.Finding;

/// <summary>Reads from a question which part of a scheme it asks for.</summary>
internal sealed class FacetWords
{
    private const double SumNamed = 0.4;
    private const int SmallestSum = 100;
    private const int FirstYear = 1940;
    private const int LastYear = 2050;

    private static readonly int Facets = Enum.GetValues<Facet>().Length;

    private readonly Dictionary<string, List<(GapPhrase Phrase, Facet Facet, double Weight)>> _phrases = [];
    private readonly Facet[] _order;

    public FacetWords(IReadOnlyList<FacetPhrase> phrases, Vocabulary vocabulary)
    {
        _order = [.. phrases.Select(phrase => phrase.Facet).Distinct()];
        foreach (var (facet, weight, phrase) in phrases)
        {
            var words = new GapPhrase(phrase, vocabulary.Key);
            if (!_phrases.TryGetValue(words.First, out var known))
                _phrases.Add(words.First, known = []);
            // Spellings that sound alike (फॉर्म, form) are one phrase.
            if (!known.Exists(other => other.Facet == facet && other.Phrase.SoundsLike(words)))
                known.Add((words, facet, weight));
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
                    if (phrase.EndFrom(keys, at, asked.Words) is >= 0 and var end)
                        matches.Add((at, end, facet, weight));
        // A phrase within a longer one is not meant ("kisko" in "kisko phone"); of equals only the surest counts.
        foreach (var match in matches)
        {
            if (!matches.Exists(other => other.From <= match.From && other.To >= match.To && (other.To - other.From > match.To - match.From || other.Facet == match.Facet && other.Weight > match.Weight)))
                asked.Sums[(int)match.Facet] += match.Weight;
        }

        // "12000 toilet scheme": whoever names the sum wants to hear of it, unless something else is asked.
        if (keys.Any(IsSum))
            asked.Sums[(int)Facet.Benefit] += SumNamed;
        return asked;
    }

    private static bool IsSum(string key) =>
        key.StartsWith('#') && int.TryParse(key.AsSpan(1), out var number) && number >= SmallestSum && number is not (>= FirstYear and <= LastYear);
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
