namespace PanchayatBot.GramSabha.Rules;

/// <summary>The rule profiles of all states.</summary>
/// <param name="all">The profiles; at most one a state.</param>
public sealed class RuleProfiles(IReadOnlyList<RuleProfile> all)
{
    /// <summary>All of them, by the state's code.</summary>
    public IReadOnlyList<RuleProfile> All { get; } = [.. all.OrderBy(profile => profile.State, StringComparer.Ordinal)];

    /// <summary>The profile of a state; null when there is none.</summary>
    /// <param name="state">Two-letter code; null for a panchayat whose state is not known.</param>
    public RuleProfile? Find(string? state) => All.FirstOrDefault(profile => string.Equals(profile.State, state, StringComparison.OrdinalIgnoreCase));
}
