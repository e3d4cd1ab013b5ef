namespace PanchayatBot.Schemes.Finding;

/// <summary>Decides what the evidence is worth: an answer, a choice, nothing, or the scheme last talked about.</summary>
internal sealed class Verdict(SchemeIndex index, Reading reading, Asked asked)
{
    private const float NamedEnough = 0.75f;

    // A question that, but for the asking, tells no more than this is about the scheme last talked about.
    private const float LeastOwn = 1.2f;
    private const float MuchBetter = 1.5f;

    // Scores grow with the logarithm of the number of schemes; the weights were fitted at 80 schemes.
    private const float FittedUnknown = 4.95f;

    /// <summary>
    /// How far the question is answered by the scheme: above 0 more likely yes than no. A weighted sum of five facts whose
    /// weights were fitted (logistic regression) to the tuning questions, right answers against questions out of scope.
    /// </summary>
    public float Belief(Evidence evidence) =>
        index.Numbers.Belief[0]
        + index.Numbers.Belief[1] * evidence.Matched
        + index.Numbers.Belief[2] * evidence.Likeness
        + index.Numbers.Belief[3] * evidence.Named * evidence.Name / (evidence.Name + 2)
        + index.Numbers.Belief[4] * MathF.Log(1 + evidence.Sum * FittedUnknown / index.Rarest)
        + index.Numbers.Belief[5] * evidence.Unknown;

    /// <summary>True if the scheme may be shown as an answer.</summary>
    public bool Believes(Evidence evidence) => Belief(evidence) >= 0;

    /// <summary>True if the question says (most of) a name of the scheme.</summary>
    public static bool IsNamed(Evidence evidence) => evidence.Named >= NamedEnough;

    /// <summary>The schemes a person should choose from: one if it is clear.</summary>
    public List<Evidence> Choices(List<Evidence> ranked, int most)
    {
        var best = ranked[0];
        return [.. ranked.TakeWhile(one => one.Score >= index.Numbers.Close * best.Score).Take(most)];
    }

    /// <summary>True if the question only makes sense with the scheme last talked about.</summary>
    public bool KeepsTopic(int topic, List<Evidence> ranked)
    {
        var (told, strange) = (0f, 0f);
        foreach (var unit in reading.Units)
        {
            if (unit.Kind.HasFlag(WordKind.Everyday) || asked.Words.AsSpan(unit.At, unit.Length).Contains(true))
                continue;
            told += index.Information(unit);
            strange += unit.Variants.Length == 0 ? index.Unknown : 0;
        }

        if (told <= LeastOwn || ranked.Count == 0)
            return true;
        var best = ranked[0];
        if (best.Scheme == topic)
            return true;
        var own = ranked.Find(one => one.Scheme == topic);
        if (Believes(best) && (IsNamed(best) || best.Score > MuchBetter * own.Score))
            return false;
        return strange <= index.Unknown && (own.Matched >= 0.25f || asked.Any);
    }
}
