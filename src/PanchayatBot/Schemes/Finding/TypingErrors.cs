namespace PanchayatBot.Schemes.Finding;

/// <summary>Puts one typing error into a question, as a thumb on a small screen does; the same seed makes the same errors.</summary>
public sealed class TypingErrors(int seed)
{
    private const int ShortestWord = 4;
    private const string LatinKeys = "abcdefghijklmnoprstuvy";
    private const string DevanagariKeys = "कखगचजटडतदनपबमयरलवसहािीुूेो";

    private readonly Random _random = new(seed);

    /// <summary>The question with a letter left out, doubled by a neighbour, replaced or swapped in one of its longer words; unchanged when it has none.</summary>
    public JudgedQuestion In(JudgedQuestion question)
    {
        var words = question.Text.Split(' ');
        var longer = Enumerable.Range(0, words.Length).Where(i => words[i].Length >= ShortestWord).ToList();
        if (longer.Count == 0)
            return question;
        var chosen = longer[_random.Next(longer.Count)];
        words[chosen] = Spoil(words[chosen]);
        return question with { Text = string.Join(' ', words) };
    }

    private string Spoil(string word)
    {
        var at = _random.Next(word.Length);
        var keys = word[0] < '\u0900' ? LatinKeys : DevanagariKeys;
        var key = keys[_random.Next(keys.Length)].ToString();
        return _random.Next(4) switch
        {
            0 => word.Remove(at, 1),
            1 => word.Insert(at, key),
            2 => word.Remove(at, 1).Insert(at, key),
            _ => at + 1 < word.Length ? word[..at] + word[at + 1] + word[at] + word[(at + 2)..] : word.Remove(at, 1),
        };
    }
}
