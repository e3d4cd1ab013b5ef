using System.Globalization;
using PanchayatBot.Content;

namespace PanchayatBot.GramSabha.Rules;

/// <summary>Reads single rules of a profile: <c>{value: 1/10, clause: {hi: धारा 6(2), en: section 6(2)}, source: act}</c>; one left out, or null, is a rule not found.</summary>
/// <param name="sources">The sources of the profile by key.</param>
/// <param name="problems">Where mistakes are noted.</param>
internal sealed class RuleReader(IReadOnlyDictionary<string, RuleSource> sources, ProblemList problems)
{
    /// <summary>A rule whose value is text, a flag or the like; null when not found, or wrong.</summary>
    public Rule<T>? Read<T>(YamlMap map, string key, Func<YamlMap, T?> value)
        where T : class => Open(map, key) is { } rule && value(rule) is var read && Founded(rule) is { } founded && read is not null ? new(read, founded.Clause, founded.Source) : null;

    /// <summary>A rule whose value is a number or the like; null when not found, or wrong.</summary>
    public Rule<T>? Read<T>(YamlMap map, string key, Func<YamlMap, T?> value)
        where T : struct => Open(map, key) is { } rule && value(rule) is var read && Founded(rule) is { } founded && read is not null ? new(read.Value, founded.Clause, founded.Source) : null;

    /// <summary>A rule that is a whole number within bounds.</summary>
    public Rule<int>? Whole(YamlMap map, string key, int least, int most) => Read(map, key, rule => Number(rule, least, most));

    /// <summary>A rule that is a share: 1/10, or 0 for none.</summary>
    public Rule<Fraction>? Share(YamlMap map, string key) => Read(map, key, Share);

    /// <summary>The number of a rule; null, noted, when it is out of bounds.</summary>
    public int? Number(YamlMap rule, int least, int most)
    {
        if (rule.Number("value") is not { } number)
            return null;
        if (number >= least && number <= most)
            return (int)number;
        problems.Add(rule.LineOf("value"), $"{number} cannot be: between {least} and {most}.");
        return null;
    }

    private Fraction? Share(YamlMap rule)
    {
        if (rule.Text("value") is not { } text)
            return null;
        if (text == "0")
            return new(0, 1);
        if (text.Split('/') is [var above, var below]
            && int.TryParse(above, NumberStyles.None, CultureInfo.InvariantCulture, out var numerator)
            && int.TryParse(below, NumberStyles.None, CultureInfo.InvariantCulture, out var denominator)
            && numerator > 0 && numerator <= denominator)
            return new(numerator, denominator);
        problems.Add(rule.LineOf("value"), $"'{text}' is not a share: write it as 1/10, or 0 for none.");
        return null;
    }

    // A key without a value says that the rule was looked for and not found.
    private static YamlMap? Open(YamlMap map, string key) => map.Has(key) ? map.Map(key) : null;

    private (Bilingual? Clause, RuleSource Source)? Founded(YamlMap rule)
    {
        var clause = rule.Has("clause") ? rule.Bilingual("clause") : null;
        return rule.Word("source", [.. sources.Keys]) is { } source ? (clause, sources[source]) : null;
    }
}
