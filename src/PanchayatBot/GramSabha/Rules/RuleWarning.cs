using PanchayatBot.Content;
using PanchayatBot.Messages;

namespace PanchayatBot.GramSabha.Rules;

/// <summary>Something about a meeting that does not fit the rule, or cannot be compared with it. It is shown and never blocks.</summary>
/// <param name="Key">Key of its sentence in content/texts/gramsabha.yml.</param>
/// <param name="NeedsReason">The secretary is to write a reason, which is kept with the notice.</param>
/// <param name="Source">Where the rule was read; null when there is none.</param>
/// <param name="Values">What stands in the sentence.</param>
public sealed record RuleWarning(string Key, bool NeedsReason, RuleSource? Source, params (string Name, object? Value)[] Values)
{
    /// <summary>The sentence, with the rule's source below it; small Markdown.</summary>
    public string Say(Texts texts, Language language)
    {
        var sentence = texts.Say(Key, language, Values);
        return Source is null ? sentence : $"{sentence}\n{texts.Say("rule.source", language, ("source", Source.Url), ("host", Source.Url.Host), ("date", Source.Read))}";
    }
}

/// <summary>How many must be there at a meeting.</summary>
/// <param name="People">So many in all; 0 when none are needed, null when no rule was found.</param>
/// <param name="Women">So many of them women; null when no rule was found.</param>
/// <param name="Warnings">What the secretary is told besides.</param>
public sealed record QuorumNeeded(int? People, int? Women, IReadOnlyList<RuleWarning> Warnings)
{
    /// <summary>True or false for an attendance; null when no rule was found.</summary>
    /// <param name="people">All who came.</param>
    /// <param name="women">The women among them.</param>
    public bool? IsReached(int people, int women) => People is null ? null : people >= People && women >= (Women ?? 0);
}
