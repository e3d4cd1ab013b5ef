using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace PanchayatBot.Schemes.Finding;

/// <summary>What speaks for a scheme.</summary>
/// <param name="Scheme">Position in the index.</param>
/// <param name="Words">BM25 over all fields.</param>
/// <param name="Near">How much the nearest need or example shares with the question.</param>
/// <param name="Name">How much of the question is a name of the scheme.</param>
/// <param name="Likeness">Likeness of the nearest saying, 0..1.</param>
/// <param name="Said">How far that saying and the question tell the same, 0..1: 1 if the question is the saying; 0 for a question that tells hardly anything.</param>
/// <param name="Named">Share of the best name that stands in the question, 0..1.</param>
/// <param name="NearLine">That saying's line in the index, or -1.</param>
/// <param name="NameLine">That name's line in the index, or -1.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Evidence(int Scheme, float Words, float Near, float Name, float Likeness, float Said, float Named, int NearLine, int NameLine)
{
    /// <summary>Less or more than 1 for a scheme of one state, once it is known who asks.</summary>
    public float Factor { get; init; } = 1;

    /// <summary>All that speaks for the scheme.</summary>
    public float Sum => Words + Near + Name;

    /// <summary>The score by which schemes are ordered.</summary>
    public float Score => Sum * Factor;
}

/// <summary>Orders schemes by what speaks for them.</summary>
internal sealed class Ranking(SchemeIndex index)
{
    private const float WholeName = 0.95f;

    // Scratch memory goes from question to question; there is never more than questions at one time.
    private readonly ConcurrentBag<Scratch> _scratch = [];

    /// <summary>All schemes that share a word with the question, best first.</summary>
    public List<Evidence> Of(Reading reading)
    {
        if (!_scratch.TryTake(out var scratch))
            scratch = new(new(index.Schemes.Count), new(index.Lines.Length), new BestLines[index.Schemes.Count]);
        var (schemes, lines, _) = scratch;
        var asked = 0f;
        for (var i = 0; i < reading.Units.Count; i++)
        {
            var unit = reading.Units[i];
            if (unit.State is not null)
            {
                schemes.Offer(index.At(unit.Variants[0].Term).Schemes, index.Numbers.StateNamed);
                schemes.Close();
                continue;
            }

            var information = index.Information(unit);
            if (information <= 0 || IsRepeated(reading.Units, i))
                continue;
            asked += information;
            foreach (var (term, weight) in unit.Variants)
            {
                var at = index.At(term);
                schemes.Offer(at.Schemes, at.Frequencies, index.Tells(term, unit) * weight);
                lines.Offer(at.Lines, information * weight);
            }

            schemes.Close();
            lines.Close();
        }

        var found = Weigh(scratch, asked);
        schemes.Clear();
        lines.Clear();
        _scratch.Add(scratch);
        return found;
    }

    // "loan app se loan" tells no more than "loan app".
    private static bool IsRepeated(IReadOnlyList<Unit> units, int at)
    {
        for (var i = 0; i < at; i++)
            if (units[i].Variants.AsSpan().SequenceEqual(units[at].Variants) && units[at].Variants.Length > 0)
                return true;
        return false;
    }

    private List<Evidence> Weigh(Scratch scratch, float asked)
    {
        var (schemes, lines, best) = scratch;
        foreach (var scheme in schemes.Touched)
            best[scheme] = BestLines.None;
        foreach (var number in lines.Touched)
        {
            var line = index.Lines[number];
            var shared = Math.Min(lines.Total(number), line.Information);
            ref var own = ref best[line.Scheme];
            if (line.Kind == LineKind.Name)
            {
                var share = shared / line.Information;
                var points = shared * share * share + (share >= WholeName ? index.Numbers.WholeName : 0);
                if (points > own.NamePoints)
                    own = own with { NameLine = number, NamePoints = points, Named = share };
            }
            else
            {
                var likeness = shared / MathF.Sqrt(line.Information * (asked + index.Numbers.LeastTold));
                if (shared * likeness > own.NearPoints)
                    own = own with { NearLine = number, NearPoints = shared * likeness, Likeness = likeness, Said = asked >= index.Numbers.LeastTold ? shared / Math.Max(line.Information, asked) : 0 };
            }
        }

        var found = new List<Evidence>(schemes.Touched.Count);
        foreach (var scheme in schemes.Touched)
        {
            var own = best[scheme];
            found.Add(new(scheme, schemes.Total(scheme), index.Numbers.Near * own.NearPoints, index.Numbers.Name * own.NamePoints,
                own.Likeness, own.Said, own.Named, own.NearLine, own.NameLine));
        }

        found.Sort((one, other) => other.Score.CompareTo(one.Score));
        return found;
    }

    private sealed record Scratch(Tally Schemes, Tally Lines, BestLines[] Best);

    /// <summary>Of the lines of one scheme the best name and the nearest saying.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct BestLines(int NameLine, float NamePoints, float Named, int NearLine, float NearPoints, float Likeness, float Said)
    {
        public static readonly BestLines None = new(-1, 0, 0, -1, 0, 0, 0);
    }
}
