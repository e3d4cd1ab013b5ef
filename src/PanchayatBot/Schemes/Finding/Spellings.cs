using System.Numerics;
using System.Runtime.InteropServices;
using PanchayatBot.Sounds;

namespace PanchayatBot.Schemes.Finding;

/// <summary>Known words by their letters: a thumb slips on letters, not on sounds. Damerau's four slips (1964), of which a word has at most one:
/// a letter too many, one missing, one wrong, two swapped.</summary>
internal sealed class Spellings
{
    // Shorter words are one slip away from too many; two letters swapped, or one typed twice, is seldom meant.
    private const int Shortest = 4;
    private const int ShortestOther = 5;

    // One slip takes a letter away and brings another one at most: what differs in more needs no closer look.
    private const int MostOtherLetters = 2;

    private readonly Known[][] _byLength;

    /// <param name="words">Every known word with its sound key.</param>
    /// <param name="vocabulary">What the keys stand for.</param>
    public Spellings(IEnumerable<(Word Word, string Key)> words, Vocabulary vocabulary)
    {
        var known = new Dictionary<string, Known>();
        foreach (var (word, key) in words)
            if (word.Script is Script.Latin or Script.Devanagari && word.Text.Length >= Shortest && !known.ContainsKey(word.Text) && vocabulary.Find(key) is >= 0 and var term)
                known.Add(word.Text, new(word.Text, term, Letters(word.Text)));
        var lengths = known.Values.ToLookup(one => one.Text.Length);
        _byLength = [.. Enumerable.Range(0, lengths.Select(group => group.Key).DefaultIfEmpty().Max() + 1).Select(length => lengths[length].ToArray())];
    }

    /// <summary>The terms of the known words that are one slip away, each once.</summary>
    public IEnumerable<int> OneSlipFrom(string word)
    {
        HashSet<int> terms = [];
        var letters = Letters(word);
        for (var length = Math.Max(word.Length - 1, Shortest); length <= word.Length + 1 && length < _byLength.Length; length++)
            foreach (var known in _byLength[length])
                if (BitOperations.PopCount(known.Letters ^ letters) <= MostOtherLetters && IsOneSlip(word, known.Text))
                    terms.Add(known.Term);
        return terms;
    }

    /// <summary>True if one slip makes the word typed from the known one.</summary>
    internal static bool IsOneSlip(ReadOnlySpan<char> typed, ReadOnlySpan<char> known)
    {
        var start = typed.CommonPrefixLength(known);
        var left = typed[start..];
        var right = known[start..];
        var longer = Math.Min(typed.Length, known.Length) >= ShortestOther;
        return (left.Length - right.Length) switch
        {
            1 => left[1..].SequenceEqual(right) && (longer || start > 0 && typed[start - 1] == left[0]),
            -1 => right[1..].SequenceEqual(left) && known.Length >= ShortestOther,
            0 => left.Length > 0 && (left[1..].SequenceEqual(right[1..]) && longer
                || left.Length > 1 && left[0] == right[1] && left[1] == right[0] && left[2..].SequenceEqual(right[2..])),
            _ => false,
        };
    }

    // Which letters a word has, a bit each; letters may share a bit.
    private static ulong Letters(string word)
    {
        var letters = 0ul;
        foreach (var letter in word)
            letters |= 1ul << (letter & 63);
        return letters;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Known(string Text, int Term, ulong Letters);
}
