namespace PanchayatBot.Schemes.Finding;

/// <summary>Decides what the evidence is worth: an answer, a choice, nothing, or the scheme last talked about.</summary>
internal sealed class Verdict(SchemeIndex index, Reading reading, Asked asked)
{
    private const float NamedEnough = 0.75f;

    // A question that, but for the asking, tells no more than this is about the scheme last talked about.
    private const float LeastOwn = 1.2f;
    private const float MuchBetter = 1.5f;

    // Somebody who is talking about schemes is more likely to ask about another one than a stranger is.
    private const float EnoughToSwitch = -1.5f;

    // Points grow with the logarithm of the number of schemes; the weights were fitted at 80 schemes.
    private const float FittedRarest = 4.95f;

    /// <summary>
    /// How far the question is answered by the scheme: above 0 more likely yes than no. A weighted sum of four facts whose
    /// weights were fitted (logistic regression) to the tuning questions, right answers against questions out of scope.
    /// </summary>
    public float Belief(Evidence evidence)
    {
        var (weights, scale) = (index.Numbers.Belief, FittedRarest / index.Rarest);
        return weights[0]
            + weights[1] * evidence.Matched
            + weights[2] * evidence.Likeness
            + weights[3] * MathF.Log(1 + evidence.Words * scale)
            + weights[4] * MathF.Log(1 + evidence.Name * scale);
    }

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
        if (Belief(best) >= EnoughToSwitch && (IsNamed(best) || best.Score > MuchBetter * own.Score))
            return false;
        return strange <= index.Unknown && (own.Matched >= 0.25f || asked.Any);
    }
}
