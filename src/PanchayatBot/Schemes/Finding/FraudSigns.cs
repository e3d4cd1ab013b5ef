using PanchayatBot.Sounds;

namespace PanchayatBot.Schemes.Finding;

/// <summary>What sort of fraud a message tells of.</summary>
public enum FraudKind
{
    /// <summary>Somebody asks whether a scheme, a message or a site is real.</summary>
    Real,

    /// <summary>An official wants money.</summary>
    Bribe,

    /// <summary>Somebody wants an OTP, a PIN or account details.</summary>
    Code,

    /// <summary>A lottery, or a link that promises money.</summary>
    Prize,

    /// <summary>An agent or somebody else wants money for a form.</summary>
    Middleman,

    /// <summary>It has happened.</summary>
    Cheated,
}

/// <summary>Recognises messages that tell of fraud by the words of <c>content/search/fraud.yml</c>, compared by their sound. Immutable.</summary>
public sealed class FraudSigns
{
    /// <summary>The group that every larger number belongs to.</summary>
    internal const string Number = "number";

    private const int SmallestSum = 50;

    private readonly Dictionary<string, List<(GapPhrase Phrase, string Group)>> _phrases = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<(FraudKind Kind, string[] Groups)> _signs;

    /// <summary>With the words of a lexicon.</summary>
    public FraudSigns(Lexicon lexicon)
    {
        _signs = lexicon.FraudSigns;
        foreach (var (group, words) in lexicon.FraudWords)
        {
            foreach (var phrase in words.Select(phrase => new GapPhrase(phrase, SoundKey.Of)))
            {
                if (!_phrases.TryGetValue(phrase.First, out var known))
                    _phrases.Add(phrase.First, known = []);
                known.Add((phrase, group));
            }
        }
    }

    /// <summary>The sort of fraud a message tells of; null for every other message.</summary>
    public FraudKind? KindOf(string text)
    {
        var words = Words.Of(text.Replace("₹", " rs ", StringComparison.Ordinal));
        var keys = words.ConvertAll(SoundKey.Of);
        var groups = new HashSet<string>(StringComparer.Ordinal);
        for (var at = 0; at < keys.Count; at++)
        {
            foreach (var (phrase, group) in _phrases.GetValueOrDefault(keys[at], []))
                if (phrase.EndFrom(keys, at) >= 0)
                    groups.Add(group);
            if (SoundKey.Other(words[at]) is { } other)
                groups.UnionWith(_phrases.GetValueOrDefault(other, []).Where(entry => entry.Phrase.EndFrom([other], 0) == 1).Select(entry => entry.Group));
            if (words[at].Script == Script.Number && (!int.TryParse(words[at].Text, out var number) || number >= SmallestSum))
                groups.Add(Number);
        }

        foreach (var (kind, needed) in _signs)
            if (Array.TrueForAll(needed, groups.Contains))
                return kind;
        return null;
    }
}
