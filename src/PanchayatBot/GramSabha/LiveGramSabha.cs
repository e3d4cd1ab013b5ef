using PanchayatBot.Content;
using PanchayatBot.GramSabha.Rules;

namespace PanchayatBot.GramSabha;

/// <summary>What content/rules says now; edits are taken up while the bot runs.</summary>
public sealed class LiveGramSabha : IDisposable
{
    private readonly Live<RuleProfile, RuleProfiles> _rules;

    /// <summary>Loads everything and begins to watch.</summary>
    /// <param name="contentFolder">The folder that holds rules/.</param>
    /// <param name="logger">Gets every problem once per change.</param>
    /// <param name="clock">Time for the regular look at the folders.</param>
    public LiveGramSabha(string contentFolder, ILogger<LiveGramSabha> logger, TimeProvider clock) =>
        _rules = new(Path.Combine(contentFolder, "rules"), RuleFile.Files, logger, clock);

    /// <summary>The rule profiles now.</summary>
    public RuleProfiles Rules => _rules.Value;

    /// <summary>Every mistake in the profiles now.</summary>
    public IReadOnlyList<ContentProblem> Problems => _rules.Problems;

    /// <summary>Looks for changed files now; true if anything was swapped.</summary>
    public bool Refresh() => _rules.Refresh();

    /// <summary>Stops watching.</summary>
    public void Dispose() => _rules.Dispose();
}
