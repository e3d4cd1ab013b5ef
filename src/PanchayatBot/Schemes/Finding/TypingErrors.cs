using System.Collections.Frozen;

namespace PanchayatBot.Schemes.Finding;

/// <summary>Puts one typing error into a question, as a thumb on a small screen does: two letters swapped, one left out, doubled or
/// replaced by its neighbour on the keyboard, a matra forgotten. The same seed makes the same errors.</summary>
public sealed class TypingErrors(int seed)
{
    private const int ShortestWord = 4;

    // Neighbours stand beside each other: QWERTY for Latin letters, INSCRIPT (the layout of Indian keyboards) for Devanagari.
    private static readonly FrozenDictionary<char, char[]> Neighbours = NeighboursOf(
        "qwertyuiop", "asdfghjkl", "zxcvbnm",
        "ौैाीूबहगदजड", "ोे्िुपरकतचट", "ंमनवलसय");

    private readonly Random _random = new(seed);

    /// <summary>The question with one error in one of its longer words; unchanged when it has none.</summary>
    public JudgedQuestion In(JudgedQuestion question)
    {
        var words = question.Text.Split(' ');
        var longer = Enumerable.Range(0, words.Length).Where(i => words[i].Length >= ShortestWord && words[i].Any(char.IsLetter)).ToList();
        if (longer.Count == 0)
            return question;
        var chosen = longer[_random.Next(longer.Count)];
        var spoilt = words[chosen];
        // Two equal letters may be swapped.
        while (spoilt == words[chosen])
            spoilt = Spoil(words[chosen]);
        words[chosen] = spoilt;
        return question with { Text = string.Join(' ', words) };
    }

    private string Spoil(string word)
    {
        var matras = Enumerable.Range(0, word.Length).Where(i => word[i] is >= 'ा' and <= 'ौ').ToList();
        var at = _random.Next(word.Length - 1);
        return _random.Next(matras.Count > 0 ? 5 : 4) switch
        {
            0 => $"{word[..at]}{word[at + 1]}{word[at]}{word[(at + 2)..]}",
            1 => word.Remove(at, 1),
            2 => word.Insert(at, word[at].ToString()),
            3 => Neighbour(word),
            _ => word.Remove(matras[_random.Next(matras.Count)], 1),
        };
    }

    private string Neighbour(string word)
    {
        var letters = Enumerable.Range(0, word.Length).Where(i => Neighbours.ContainsKey(char.ToLowerInvariant(word[i]))).ToList();
        if (letters.Count == 0)
            return word.Remove(word.Length - 1);
        var at = letters[_random.Next(letters.Count)];
        var keys = Neighbours[char.ToLowerInvariant(word[at])];
        return $"{word[..at]}{keys[_random.Next(keys.Length)]}{word[(at + 1)..]}";
    }

    private static FrozenDictionary<char, char[]> NeighboursOf(params string[] rows) =>
        rows.SelectMany(row => row.Select((key, i) => (key, Beside: (char[])[.. row.Skip(i - 1).Take(i == 0 ? 2 : 3).Where(other => other != key)])))
            .ToFrozenDictionary(entry => entry.key, entry => entry.Beside);
}
