namespace PanchayatBot.Schemes.Finding;

/// <summary>Decides what the evidence is worth: an answer, a choice, nothing, or the scheme last talked about.</summary>
internal sealed class Verdict(SchemeIndex index, Reading reading, Asked asked, int topic)
{
    private const float NamedEnough = 0.75f;

    private const float PartOfName = 0.25f;

    // Word for word what stands among the scheme's needs or examples.
    private const float SaidAsWritten = 0.9f;

    // Less than all, for a misspelt word counts a little less than a right one.
    private const float AllUnderstood = 0.9f;
    private const float WholeName = 0.9f;
    private const float PartOfBestName = 0.6f;
    private const float LeastName = 1f;

    // A question that, but for the asking, tells no more than this is about the scheme last talked about.
    private const float Nothing = 0.3f;
    private const float MostBelief = 8f;

    // What a question may tell that the scheme last talked about does not contain; more is a new matter.
    private const float MostStrange = 5f;
    private const float OfOtherMatter = 2f;

    // Refused questions that a scheme does answer mostly reach this; most that none answers do not.
    private const float WorthAsking = -1.2f;

    // Points grow with the logarithm of the number of schemes; the weights were fitted at 80 schemes.
    private const float FittedRarest = 4.95f;

    private readonly float _scale = FittedRarest / index.Rarest;
    private readonly float _told = reading.Units.Sum(index.Information);

    /// <summary>
    /// How far the question is answered by the scheme: above 0 more likely yes than no. A weighted sum of five facts whose
    /// weights were fitted (logistic regression) to the tuning questions, right answers against questions out of scope.
    /// </summary>
    public float Belief(Evidence evidence)
    {
        var weights = index.Numbers.Belief;
        return weights[0]
            + weights[1] * MathF.Log(1 + evidence.Words * _scale)
            + weights[2] * MathF.Log(1 + evidence.Name * _scale)
            + weights[3] * Understood(evidence)
            + weights[4] * evidence.Likeness
            + weights[5] * _told * _scale;
    }

    /// <summary>
    /// Share of the question's words that are understood, 0..1: words with a meaning of content/search that the scheme speaks
    /// of, and words of its name if that is said. A stranger's question has other words beside those it shares by chance.
    /// </summary>
    public float Understood(Evidence evidence)
    {
        var (all, understood) = (0f, 0f);
        foreach (var unit in reading.Units)
        {
            if (!unit.Counts)
                continue;
            var weight = unit.Kind.HasFlag(WordKind.Everyday) ? index.Numbers.Everyday : 1;
            all += weight;
            if (evidence.Named >= WholeName && Stands(unit, evidence.NameLine) || SpeaksOf(evidence.Scheme, unit))
                understood += weight * unit.Certainty;
        }

        return all > 0 ? understood / all : 0;
    }

    private bool StandsIn(int scheme, Unit unit) => Array.Exists(unit.Variants, variant => Array.BinarySearch(index.At(variant.Term).Schemes, scheme) >= 0);

    private bool SpeaksOf(int scheme, Unit unit)
    {
        foreach (var (term, _) in unit.Variants)
        {
            var at = index.At(term);
            if (index.Vocabulary.IsMeaning(term) && Array.BinarySearch(at.Schemes, scheme) is >= 0 and var place && at.Shares[place] == 1)
                return true;
        }

        return false;
    }

    /// <summary>True if the scheme may be shown as an answer.</summary>
    public bool Believes(Evidence evidence) => evidence.Said >= SaidAsWritten || Belief(evidence) >= 0;

    /// <summary>True if the scheme is too unsure to be an answer, but may be asked about ("do you mean …?").</summary>
    public bool MayBe(Evidence evidence) => Belief(evidence) >= WorthAsking;

    /// <summary>True if the question says (most of) a name of the scheme.</summary>
    public static bool IsNamed(Evidence evidence) => evidence.Named >= NamedEnough;

    /// <summary>True if every word was understood and stands in a name, but in too many to tell one ("pension", "loan"): the person chooses.</summary>
    public bool IsGeneral(Evidence evidence) =>
        _told >= index.Numbers.LeastTold && evidence.Named >= PartOfName && reading.Units.All(unit => !unit.Counts || unit.Variants.Length > 0) && Understood(evidence) >= AllUnderstood;

    /// <summary>The schemes a person should choose from: those close to the best, or two that the question names both; one if it is clear.</summary>
    public List<Evidence> Choices(List<Evidence> ranked, int most)
    {
        var best = ranked[0];
        List<Evidence> close = [.. CloseTo(best, ranked).Take(most)];
        if (close.Count > 1 || !reading.Units.Any(unit => unit.Kind.HasFlag(WordKind.Joining)) || !IsWhole(best))
            return close;
        var second = ranked.Find(one => one.Scheme != best.Scheme && IsWhole(one) && !ShareNameWords(best, one));
        return second.Score > 0 ? [best, second] : close;
    }

    /// <summary>True if the best scheme, or one close to it, may be shown as an answer.</summary>
    public bool BelievesAny(List<Evidence> ranked) => ranked.Count > 0 && CloseTo(ranked[0], ranked).Any(Believes);

    // Beside a scheme for all of India one of a state that may not be the person's is no choice; nor is, beside "widow pension", a mere "pension".
    private IEnumerable<Evidence> CloseTo(Evidence best, List<Evidence> ranked) =>
        ranked.TakeWhile(one => one.Score >= index.Numbers.Close * best.Score)
            .Where(one => (one.Factor >= 1 || best.Factor < 1) && (!IsNamed(best) || one.Name >= PartOfBestName * best.Name));

    private static bool IsWhole(Evidence evidence) => evidence.Named >= WholeName && evidence.Name >= LeastName;

    private bool ShareNameWords(Evidence one, Evidence other) =>
        reading.Units.Any(unit => unit.Counts && Stands(unit, one.NameLine) && Stands(unit, other.NameLine));

    private bool Stands(Unit unit, int line) => Array.Exists(unit.Variants, variant => Array.BinarySearch(index.At(variant.Term).Lines, line) >= 0);

    /// <summary>True if there is a scheme last talked about, and the question only makes sense with it.</summary>
    public bool KeepsTopic(List<Evidence> ranked)
    {
        if (topic < 0)
            return false;
        var (told, strange) = (0f, 0f);
        foreach (var unit in reading.Units)
        {
            if (unit.Kind.HasFlag(WordKind.Everyday) || asked.Words.AsSpan(unit.At, unit.Length).Contains(true))
                continue;
            var information = _scale * index.Information(unit);
            told += information;
            strange += StandsIn(topic, unit) ? 0 : Vocabulary.IsOfOtherMatter(reading.Keys[unit.At]) ? OfOtherMatter * information : information;
        }

        return told <= Nothing
            || ranked.Count > 0 && ranked[0].Scheme == topic
            || strange <= MostStrange && (ranked.Count == 0 || Departure(ranked[0], ranked.Find(one => one.Scheme == topic)) <= 0);
    }

    /// <summary>How far the question leaves the scheme last talked about for another one; above 0 it does. Fitted as <see cref="Belief"/> is, changes of topic against follow-ups.</summary>
    private float Departure(Evidence best, Evidence own)
    {
        var weights = index.Numbers.Departure;
        return weights[0]
            + weights[1] * best.Name * _scale
            + weights[2] * Math.Clamp(Belief(best), -MostBelief, MostBelief)
            + weights[3] * (best.Score - own.Score) * _scale;
    }
}
