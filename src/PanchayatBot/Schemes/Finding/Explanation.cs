using System.Globalization;
using System.Text;

namespace PanchayatBot.Schemes.Finding;

/// <summary>Says why schemes were ranked as they were, one readable line a fact.</summary>
internal sealed class Explanation(SchemeIndex index, Reading reading, Asked asked)
{
    private const int MostSchemes = 3;

    public IEnumerable<string> Lines(List<Evidence> ranked)
    {
        var verdict = new Verdict(index, reading, asked, topic: -1);
        foreach (var unit in reading.Units)
            yield return $"word  {unit.Text}: {Tells(unit)}{Terms(unit)}";
        var sums = asked.Sums;
        yield return $"facet {string.Join(", ", Enum.GetValues<Facet>().Where(facet => sums[(int)facet] > 0).OrderByDescending(facet => sums[(int)facet]).Select(facet => $"{facet.ToString().ToLowerInvariant()} {Number(sums[(int)facet])}"))}";
        foreach (var evidence in ranked.Take(MostSchemes))
        {
            yield return $"{index.Schemes[evidence.Scheme].Slug}: {Number(evidence.Score)} = words {Number(evidence.Words)} + nearest saying {Number(evidence.Near)} + name {Number(evidence.Name)}{(evidence.Factor == 1 ? "" : $", times {Number(evidence.Factor)} for a state's scheme")}; "
                + $"{Percent(verdict.Understood(evidence))} of the words understood, belief {Number(verdict.Belief(evidence))}";
            foreach (var unit in reading.Units)
                if (Contribution(unit, evidence.Scheme) is ( > 0, _) and var (points, term))
                    yield return $"    {unit.Text}: {Number(points)} as {term}";
            if (evidence.NearLine >= 0)
                yield return $"    nearest saying ({Percent(evidence.Likeness)} alike): {index.Lines[evidence.NearLine].Text}";
            if (evidence.NameLine >= 0)
                yield return $"    name ({Percent(evidence.Named)} of it said): {index.Lines[evidence.NameLine].Text}";
        }
    }

    private string Tells(Unit unit) => unit switch
    {
        { State: { } state } => $"names the state {state}",
        { Counts: false } => "common, tells nothing",
        { Variants.Length: 0 } => $"unknown, would tell {Number(index.Unknown)}",
        _ => $"tells {Number(index.Information(unit))}{(unit.Kind.HasFlag(WordKind.Everyday) ? " (everyday word)" : "")}",
    };

    private string Terms(Unit unit)
    {
        if (!unit.Counts || unit.Variants.Length == 0)
            return "";
        var text = new StringBuilder("; read as ");
        return text.AppendJoin(", ", unit.Variants.Select(variant => $"{index.Vocabulary.Name(variant.Term)} ({Number(variant.Weight)})")).ToString();
    }

    private (double Points, string Term) Contribution(Unit unit, int scheme)
    {
        var best = (Points: 0.0, Term: "");
        if (!unit.Counts)
            return best;
        foreach (var (term, weight) in unit.Variants)
        {
            var at = Array.BinarySearch(index.At(term).Schemes, scheme);
            var points = at < 0 ? 0 : weight * index.Tells(term, unit) * index.At(term).Frequencies[at];
            if (points > best.Points)
                best = (points, index.Vocabulary.Name(term));
        }

        return best;
    }

    private static string Number(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Percent(double share) => (100 * share).ToString("0", CultureInfo.InvariantCulture) + " %";
}
