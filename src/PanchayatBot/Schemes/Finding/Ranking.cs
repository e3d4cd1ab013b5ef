using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace PanchayatBot.Schemes.Finding;

/// <summary>What speaks for a scheme.</summary>
/// <param name="Scheme">Position in the index.</param>
/// <param name="Words">BM25 over all fields.</param>
/// <param name="Near">How much the nearest need or example shares with the question.</param>
/// <param name="Name">How much of the question is a name of the scheme.</param>
/// <param name="Likeness">Likeness of the nearest saying, 0..1.</param>
/// <param name="Named">Share of the best name that stands in the question, 0..1.</param>
/// <param name="NearLine">That saying's line in the index, or -1.</param>
/// <param name="NameLine">That name's line in the index, or -1.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Evidence(int Scheme, float Words, float Near, float Name, float Likeness, float Named, int NearLine, int NameLine)
{
    /// <summary>All that speaks for the scheme.</summary>
    public float Sum => Words + Near + Name;

    /// <summary>The score by which schemes are ordered: the sum, a little less or more for a scheme of one state.</summary>
    public float Score { get; init; } = Words + Near + Name;
}

/// <summary>Orders schemes by what speaks for them.</summary>
internal sealed class Ranking(SchemeIndex index)
{
    private const float WholeName = 0.95f;

    // Scratch memory goes from question to question; there are never more than questions at one time.
    private readonly ConcurrentBag<(Tally Schemes, Tally Lines)> _tallies = [];

    /// <summary>All schemes that share a word with the question, best first.</summary>
    public List<Evidence> Of(Reading reading)
    {
        var (schemes, lines) = _tallies.TryTake(out var used) ? used : (new(index.Schemes.Count), new(index.Lines.Length));
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

        var found = Weigh(schemes, lines, asked);
        schemes.Clear();
        lines.Clear();
        _tallies.Add((schemes, lines));
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

    private List<Evidence> Weigh(Tally schemes, Tally lines, float asked)
    {
        var bestLines = new Dictionary<int, (int Near, float NearPoints, float Likeness, int Name, float NamePoints, float Named)>();
        foreach (var number in lines.Touched)
        {
            var line = index.Lines[number];
            var shared = Math.Min(lines.Total(number), line.Information);
            var best = bestLines.GetValueOrDefault(line.Scheme, (-1, 0, 0, -1, 0, 0));
            if (line.Kind == LineKind.Name)
            {
                var share = shared / line.Information;
                var points = shared * share * share + (share >= WholeName ? index.Numbers.WholeName : 0);
                if (points > best.NamePoints)
                    (best.Name, best.NamePoints, best.Named) = (number, points, share);
            }
            else
            {
                var likeness = shared / MathF.Sqrt(line.Information * (asked + index.Numbers.LeastTold));
                var points = shared * likeness;
                if (points > best.NearPoints)
                    (best.Near, best.NearPoints, best.Likeness) = (number, points, likeness);
            }

            bestLines[line.Scheme] = best;
        }

        var found = new List<Evidence>(schemes.Touched.Count);
        foreach (var scheme in schemes.Touched)
        {
            var best = bestLines.GetValueOrDefault(scheme, (-1, 0, 0, -1, 0, 0));
            found.Add(new(scheme, schemes.Total(scheme), index.Numbers.Near * best.NearPoints, index.Numbers.Name * best.NamePoints, best.Likeness, best.Named, best.Near, best.Name));
        }

        found.Sort((one, other) => other.Score.CompareTo(one.Score));
        return found;
    }
}
