using System.Globalization;
using PanchayatBot.Sounds;

namespace PanchayatBot.Schemes.Finding;

/// <summary>Reads numbers however they are written: 12,000, १२०००, 12 हज़ार, das hazar, 1.2 lakh.</summary>
internal sealed class NumberWords
{
    private const decimal SmallestMultiplier = 100;
    private readonly Dictionary<string, decimal> _values = [];
    private readonly HashSet<string> _money = [];

    /// <param name="numbers">Value → words.</param>
    /// <param name="money">Words after which a number word is surely a number (दो रुपये, but not बता दो).</param>
    public NumberWords(IReadOnlyDictionary<decimal, IReadOnlyList<string>> numbers, IEnumerable<string> money)
    {
        foreach (var (value, words) in numbers)
            foreach (var word in words)
                _values.TryAdd(Key(word), value);
        foreach (var word in money)
            _money.Add(Key(word));
    }

    /// <summary>Puts one word, its digits, in the place of the words that make a number.</summary>
    public void Join(List<Word> words)
    {
        var to = 0;
        for (var from = 0; from < words.Count;)
        {
            var (value, taken) = Read(words, from);
            words[to++] = taken > 0 ? new(value.ToString("0.##", CultureInfo.InvariantCulture), Script.Number) : words[from];
            from += Math.Max(taken, 1);
        }

        words.RemoveRange(to, words.Count - to);
    }

    /// <summary>True for रुपये, rs, money …</summary>
    public bool IsMoney(Word word) => _money.Contains(SoundKey.Of(word));

    private (decimal Value, int Taken) Read(List<Word> words, int from)
    {
        var (sum, taken) = (0m, 0);
        while (Value(words, from + taken) is { } value && value < SmallestMultiplier * 10 && Value(words, from + taken + 1) is { } times && IsMultiplier(words[from + taken + 1], times))
        {
            sum += value * times;
            taken += 2;
        }

        if (taken > 0)
            return (sum, taken);
        return words[from].Script != Script.Number && Value(words, from) is { } alone && alone < SmallestMultiplier && from + 1 < words.Count && IsMoney(words[from + 1])
            ? (alone, 1)
            : (0, 0);
    }

    private static bool IsMultiplier(Word word, decimal value) => word.Script != Script.Number && value >= SmallestMultiplier;

    private decimal? Value(List<Word> words, int at)
    {
        if (at >= words.Count)
            return null;
        if (words[at].Script == Script.Number)
            return decimal.TryParse(words[at].Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var digits) ? digits : null;
        return _values.TryGetValue(SoundKey.Of(words[at]), out var value) ? value : null;
    }

    private static string Key(string word) => SoundKey.Of(Words.Of(word)[0]);
}
