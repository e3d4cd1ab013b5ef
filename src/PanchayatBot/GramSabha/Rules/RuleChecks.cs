namespace PanchayatBot.GramSabha.Rules;

/// <summary>Compares a meeting with the rules of its state. An empty list means that all is well; a warning never blocks.</summary>
public static class RuleChecks
{
    /// <summary>Whether there is a profile, and whether somebody has compared it with the law; to be shown once, with the first check.</summary>
    /// <param name="profile">The profile of the panchayat's state; null when there is none.</param>
    /// <param name="today">The present date in India.</param>
    public static IReadOnlyList<RuleWarning> Profile(RuleProfile? profile, DateOnly today) => profile switch
    {
        null => [new("rule.none", NeedsReason: false, null)],
        { VerifiedOn: null } => [new("rule.unverified", NeedsReason: false, null, ("basis", profile.Basis))],
        { VerifiedOn: { } on } when !profile.IsVerified(today) => [new("rule.outdated", NeedsReason: false, null, ("basis", profile.Basis), ("date", on))],
        _ => [],
    };

    /// <summary>Whether the notice is published early enough. Only dates count, not hours; <see cref="NoticeDays"/> says which days.</summary>
    /// <param name="profile">The profile of the panchayat's state; null when there is none.</param>
    /// <param name="kind">The kind of meeting.</param>
    /// <param name="published">The day on which the notice goes out, in India.</param>
    /// <param name="meeting">The day of the meeting.</param>
    public static IReadOnlyList<RuleWarning> Notice(RuleProfile? profile, MeetingKind kind, DateOnly published, DateOnly meeting)
    {
        if (profile is null || !profile.Notice.TryGetValue(kind, out var rule))
            return [new("rule.notice.unknown", NeedsReason: false, null)];
        var warnings = new List<RuleWarning>();
        if (kind == MeetingKind.Emergency)
            warnings.Add(new("rule.emergency", NeedsReason: true, rule.Source, ("law", profile.Law(rule.Clause))));
        if (rule.Value.Given(published, meeting) is var given && given < rule.Value.Days)
        {
            warnings.Add(new(rule.Value.Clear ? "rule.notice.short.clear" : "rule.notice.short", NeedsReason: true, rule.Source,
                ("needed", rule.Value.Days), ("given", Math.Max(given, 0)), ("earliest", rule.Value.Earliest(published)), ("law", profile.Law(rule.Clause))));
        }

        return warnings;
    }

    /// <summary>The quorum. It counts from the electoral roll, not from those who use the bot.</summary>
    /// <param name="profile">The profile of the panchayat's state; null when there is none.</param>
    /// <param name="voters">Voters on the roll, as the secretary entered them; not negative.</param>
    public static QuorumNeeded Quorum(RuleProfile? profile, int voters)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(voters);
        if (profile?.Quorum is not { } rule)
            return new(null, null, [new("rule.quorum.unknown", NeedsReason: false, null)]);
        var people = Math.Min(rule.Share.Value.Of(voters), rule.Cap?.Value ?? int.MaxValue);
        return new(people, rule.Women?.Value.Of(people), []);
    }

    /// <summary>The quorum of a meeting that was adjourned for want of one, and whether its agenda must stay the same.</summary>
    /// <param name="profile">The profile of the panchayat's state; null when there is none.</param>
    /// <param name="voters">Voters on the roll, as the secretary entered them; not negative.</param>
    public static QuorumNeeded AdjournedQuorum(RuleProfile? profile, int voters)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(voters);
        var warnings = new List<RuleWarning>();
        if (profile?.AdjournedSameAgenda is { Value: true } same)
            warnings.Add(new("rule.adjourned.agenda", NeedsReason: false, same.Source, ("law", profile.Law(same.Clause))));
        if (profile?.AdjournedQuorum is not { } rule)
            return new(null, null, [.. warnings, new("rule.adjourned.unknown", NeedsReason: false, null)]);
        return new(rule.Value.Of(voters), null, warnings);
    }

    /// <summary>Whether too much time passes between two meetings. The last day of the gap is the same day of the month, or the month's last.</summary>
    /// <param name="profile">The profile of the panchayat's state; null when there is none.</param>
    /// <param name="last">The meeting before; null when none is known, and then nothing is said.</param>
    /// <param name="meeting">The day of this meeting.</param>
    public static IReadOnlyList<RuleWarning> Gap(RuleProfile? profile, DateOnly? last, DateOnly meeting) =>
        profile?.GreatestGapMonths is { } rule && last is { } before && before.AddMonths(rule.Value) is var latest && meeting > latest
            ? [new("rule.gap", NeedsReason: false, rule.Source, ("months", rule.Value), ("last", before), ("latest", latest), ("law", profile.Law(rule.Clause)))]
            : [];
}
