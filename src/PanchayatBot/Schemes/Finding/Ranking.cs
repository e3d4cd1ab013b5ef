using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace PanchayatBot.Schemes.Finding;

/// <summary>What speaks for a scheme.</summary>
/// <param name="Scheme">Position in the index.</param>
/// <param name="Words">BM25 over all fields.</param>
/// <param name="Near">How much the nearest need or example shares with the question.</param>
/// <param name="Name">How much of the question is a name of the scheme.</param>
/// <param name="Matched">Share of the question's information found in the scheme, 0..1.</param>
/// <param name="Likeness">Likeness of the nearest saying, 0..1.</param>
/// <param name="Named">Share of the best name that stands in the question, 0..1.</param>
/// <param name="Unknown">Share of the question's information in words that stand nowhere, 0..1.</param>
/// <param name="NearLine">That saying's line in the index, or -1.</param>
/// <param name="NameLine">That name's line in the index, or -1.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Evidence(int Scheme, float Words, float Near, float Name, float Matched, float Likeness, float Named, float Unknown, int NearLine, int NameLine)
{
    /// <summary>All that speaks for the scheme.</summary>
    public float Sum => Words + Near + Name;

    /// <summary>The score by which schemes are ordered: the sum, a little less or more for a scheme of one state.</summary>
    public float Score { get; init; } = Words + Near + Name;
}

/// <summary>Orders schemes by what speaks for them.</summary>
internal sealed class Ranking(SchemeIndex index)
{
    private const float NearWeight = 0.8f;
    private const float NameWeight = 1.0f;
    private const float StateBonus = 2.5f;

    // A question that tells less than this is not believed to be fully understood.
    private const float LeastTold = 1.0f;

    // Scratch memory goes from question to question; there are never more than questions at one time.
    private readonly ConcurrentBag<(Tally Schemes, Tally Lines)> _tallies = [];

    /// <summary>All schemes that share a word with the question, best first.</summary>
    public List<Evidence> Of(Reading reading)
    {
        var (schemes, lines) = _tallies.TryTake(out var used) ? used : (new(index.Schemes.Count), new(index.Lines.Length));
        var (asked, unknown) = (0f, 0f);
        foreach (var unit in reading.Units)
        {
            if (unit.State is not null)
            {
                schemes.Offer(index.At(unit.Variants[0].Term).Schemes, null, StateBonus);
                schemes.Close(0);
                continue;
            }

            var information = index.Information(unit);
            if (information <= 0)
                continue;
            asked += information;
            unknown += unit.Variants.Length == 0 ? information : 0;
            foreach (var (term, weight) in unit.Variants)
            {
                var at = index.At(term);
                schemes.Offer(at.Schemes, at.Frequencies, index.Tells(term, unit) * (float)weight);
                lines.Offer(at.Lines, null, information * (float)weight);
            }

            schemes.Close(information);
            lines.Close(information);
        }

        var found = Weigh(schemes, lines, asked, unknown);
        schemes.Clear();
        lines.Clear();
        _tallies.Add((schemes, lines));
        return found;
    }

    private List<Evidence> Weigh(Tally schemes, Tally lines, float asked, float unknown)
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
                var points = shared * share * share;
                if (points > best.NamePoints)
                    (best.Name, best.NamePoints, best.Named) = (number, points, share);
            }
            else
            {
                var likeness = shared / MathF.Sqrt(line.Information * (asked + LeastTold));
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
            found.Add(new(scheme, schemes.Total(scheme), NearWeight * best.NearPoints, NameWeight * best.NamePoints,
                schemes.Capped(scheme) / (asked + LeastTold), best.Likeness, best.Named, unknown / (asked + LeastTold), best.Near, best.Name));
        }

        found.Sort((one, other) => other.Score.CompareTo(one.Score));
        return found;
    }
}
