using System.Runtime.InteropServices;

namespace PanchayatBot.Schemes.Finding;

/// <summary>A known word that an unknown one may be.</summary>
/// <param name="Term">The known word.</param>
/// <param name="Cost">How much differs; 1 is a wrong consonant.</param>
/// <param name="IsSlip">True if only the letters are alike, not the sounds.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Guess(int Term, double Cost, bool IsSlip = false);

/// <summary>
/// Finds known words near an unknown one. Two words are compared only if their consonants agree but for one (a table of
/// the consonants with each one left out finds them); then the differences are weighed as ears weigh them.
/// </summary>
internal sealed class Spelling
{
    private const int MostGuesses = 5;
    private const int ShortestWord = 2;

    // Common and everyday words are near to everything, and to take an unknown word for one makes it tell nothing.
    private const double MostForCommon = 0.6;
    private const int ShortestCommon = 3;
    private const double Behind = 0.3;
    private readonly Dictionary<string, List<int>> _near = [];
    // A slip of the thumb is nearer than another consonant and farther than another vowel.
    private const double Slip = 0.4;

    private readonly Vocabulary _vocabulary;
    private readonly float[] _heft;
    private readonly Spellings _spellings;

    /// <param name="vocabulary">The known words.</param>
    /// <param name="heft">For each term how much it stands for in the schemes; of equally near words the heavier come first.</param>
    /// <param name="spellings">How they are written.</param>
    public Spelling(Vocabulary vocabulary, float[] heft, Spellings spellings)
    {
        (_vocabulary, _heft, _spellings) = (vocabulary, heft, spellings);
        for (var term = 0; term < vocabulary.Count; term++)
            if (IsWord(vocabulary.Name(term)))
                foreach (var bones in Bones(vocabulary.Name(term)))
                    Add(bones, term);
    }

    /// <summary>The nearest known words, nearest first; none when every one is too far.</summary>
    /// <param name="word">As written.</param>
    /// <param name="key">How it sounds.</param>
    public List<Guess> Near(string word, string key)
    {
        var guesses = new List<Guess>();
        if (!IsWord(key))
            return guesses;
        foreach (var term in _spellings.OneSlipFrom(word))
            guesses.Add(new(term, Cost(Slip, term), IsSlip: true));
        guesses.RemoveAll(guess => guess.Cost > 1);
        AddLikeSounding(key, guesses);
        guesses.Sort((one, other) => one.Cost != other.Cost ? one.Cost.CompareTo(other.Cost) : _heft[other.Term].CompareTo(_heft[one.Term]));
        var kept = guesses.FindIndex(guess => guess.Cost > guesses[0].Cost + Behind);
        kept = Math.Min(kept < 0 ? guesses.Count : kept, MostGuesses);
        guesses.RemoveRange(kept, guesses.Count - kept);
        return guesses;
    }

    private void AddLikeSounding(string key, List<Guess> guesses)
    {
        var most = Most(key.Length);
        foreach (var bones in Bones(key))
        {
            if (!_near.TryGetValue(bones, out var terms))
                continue;
            foreach (var term in terms)
            {
                var at = guesses.FindIndex(guess => guess.Term == term);
                if (at >= 0 && !guesses[at].IsSlip)
                    continue;
                var known = _vocabulary.Name(term);
                var cost = Cost(Difference(key, known), term);
                if (cost > Math.Min(most, Most(known.Length)))
                    continue;
                if (at < 0)
                    guesses.Add(new(term, cost));
                else
                    guesses[at] = new(term, Math.Min(cost, guesses[at].Cost));
            }
        }
    }

    private double Cost(double difference, int term) =>
        (_vocabulary.Kind(term) & (WordKind.Common | WordKind.Everyday)) == WordKind.Plain ? difference
            : difference <= MostForCommon && _vocabulary.Name(term).Length >= ShortestCommon ? difference + Behind : double.MaxValue;

    private static double Most(int length) => length switch { <= 2 => 0.4, 3 => 0.7, 4 or 5 => 1.0, 6 or 7 => 1.3, _ => 1.6 };

    private static bool IsWord(string key) => key.Length >= ShortestWord && char.IsAsciiLetter(key[0]) && key[^1] != '*';

    private void Add(string bones, int term)
    {
        if (!_near.TryGetValue(bones, out var terms))
            _near.Add(bones, terms = []);
        // Terms come one after the other: the same one twice stands last.
        if (terms.Count == 0 || terms[^1] != term)
            terms.Add(term);
    }

    // The consonants of a key, breath forgotten; and, when there are three or more, with each one left out.
    private static List<string> Bones(string key)
    {
        Span<char> bones = stackalloc char[key.Length];
        var length = 0;
        foreach (var letter in key)
        {
            if (letter is 'a' or 'i' or 'e' or 'u' or 'o' or 'y' or 'h')
                continue;
            var plain = char.ToLowerInvariant(letter);
            plain = plain switch { 'f' => 'p', 'w' or 'v' => 'b', 'z' => 'j', _ => plain };
            bones[length++] = plain;
        }

        var all = new List<string> { bones[..length].ToString() };
        Span<char> shorter = stackalloc char[length];
        for (var left = 0; length > 2 && left < length; left++)
        {
            bones[..left].CopyTo(shorter);
            bones[(left + 1)..length].CopyTo(shorter[left..]);
            all.Add(shorter[..(length - 1)].ToString());
        }

        return all;
    }

    /// <summary>What it costs to make one key from the other: vowels, breath and nasals little, a consonant 1, swapped neighbours 0.7 (the first letter stays first).</summary>
    internal static double Difference(string one, string other)
    {
        Span<double> beforeLast = stackalloc double[other.Length + 1], last = stackalloc double[other.Length + 1], row = stackalloc double[other.Length + 1];
        for (var j = 1; j <= other.Length; j++)
            last[j] = last[j - 1] + Weight(other[j - 1]);
        for (var i = 1; i <= one.Length; i++)
        {
            row[0] = last[0] + Weight(one[i - 1]);
            for (var j = 1; j <= other.Length; j++)
            {
                row[j] = Math.Min(
                    Math.Min(row[j - 1] + Weight(other[j - 1]), last[j] + Weight(one[i - 1])),
                    last[j - 1] + Swap(one[i - 1], other[j - 1]));
                if (i > 2 && j > 2 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                    row[j] = Math.Min(row[j], beforeLast[j - 2] + 0.7);
            }

            last.CopyTo(beforeLast);
            row.CopyTo(last);
        }

        return last[other.Length];
    }

    private static double Weight(char letter) => letter switch
    {
        'a' or 'i' or 'e' or 'u' or 'o' => 0.4,
        'y' or 'h' or 'n' => 0.5,
        _ => 1.0,
    };

    private static double Swap(char one, char other)
    {
        if (one == other)
            return 0;
        if (IsVowel(one) && IsVowel(other))
            return 0.3;
        if (char.ToLowerInvariant(one) == char.ToLowerInvariant(other))
            return 0.3;
        return (one, other) switch
        {
            ('d' or 'D', 'r') or ('r', 'd' or 'D') or ('s', 'c') or ('c', 's') or ('y', 'i' or 'e' or 'j') or ('i' or 'e' or 'j', 'y')
                or ('p', 'f') or ('f', 'p') or ('m', 'n') or ('n', 'm') or ('g', 'j') or ('j', 'g') or ('k', 's') or ('s', 'k') => 0.5,
            _ => Math.Max(1.0, Math.Max(Weight(one), Weight(other))),
        };
    }

    private static bool IsVowel(char letter) => letter is 'a' or 'i' or 'e' or 'u' or 'o';
}
