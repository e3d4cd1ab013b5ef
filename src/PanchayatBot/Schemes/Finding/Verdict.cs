namespace PanchayatBot.Schemes.Finding;

/// <summary>Decides what the evidence is worth: an answer, a choice, nothing, or the scheme last talked about.</summary>
internal sealed class Verdict(SchemeIndex index, Reading reading)
{
    private const float LeastBelief = 0.45f;
    private const float Close = 0.88f;
    private const float NamedEnough = 0.75f;

    /// <summary>0..1: how much of what the question tells is answered by the scheme.</summary>
    public static float Belief(Evidence evidence) => 0.5f * evidence.Matched + 0.35f * evidence.Likeness + 0.3f * evidence.Named * evidence.Named * Math.Min(1, evidence.Name / 3);

    /// <summary>True if the scheme may be shown as an answer.</summary>
    public static bool Believes(Evidence evidence) => Belief(evidence) >= LeastBelief;

    /// <summary>True if the question says (most of) a name of the scheme.</summary>
    public static bool IsNamed(Evidence evidence) => evidence.Named >= NamedEnough;

    /// <summary>The schemes a person should choose from: one if it is clear.</summary>
    public static List<Evidence> Choices(List<Evidence> ranked, int most)
    {
        var best = ranked[0];
        return [.. ranked.TakeWhile(one => one.Score >= Close * best.Score).Take(most)];
    }

    /// <summary>True if the question only makes sense with the scheme last talked about.</summary>
    public bool KeepsTopic(int topic, List<Evidence> ranked)
    {
        var told = 0f;
        foreach (var unit in reading.Units)
            if (!unit.Kind.HasFlag(WordKind.Asking))
                told += index.Information(unit);
        if (told <= 0.5f || ranked.Count == 0)
            return true;
        var best = ranked[0];
        if (best.Scheme == topic)
            return true;
        var own = ranked.Find(one => one.Scheme == topic);
        if (Believes(best) && (IsNamed(best) || best.Score > 1.5f * own.Score))
            return false;
        return own.Score > 0 && own.Matched >= 0.25f;
    }
}
