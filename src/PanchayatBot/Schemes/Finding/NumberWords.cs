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
    /// <param name="words">The words.</param>
    /// <param name="keys">Their sound keys, which are joined alike.</param>
    public void Join(List<Word> words, List<string> keys)
    {
        var to = 0;
        for (var from = 0; from < words.Count; to++)
        {
            var (value, taken) = Read(words, keys, from);
            (words[to], keys[to]) = (words[from], keys[from]);
            if (taken > 0)
            {
                words[to] = new(value.ToString("0.##", CultureInfo.InvariantCulture), Script.Number);
                keys[to] = SoundKey.Of(words[to]);
            }

            from += Math.Max(taken, 1);
        }

        words.RemoveRange(to, words.Count - to);
        keys.RemoveRange(to, keys.Count - to);
    }

    /// <summary>True for the key of रुपये, rs, money …</summary>
    public bool IsMoney(string key) => _money.Contains(key);

    private (decimal Value, int Taken) Read(List<Word> words, List<string> keys, int from)
    {
        var isNumber = words[from].Script == Script.Number;
        if (!isNumber && !_values.ContainsKey(keys[from]))
            return (0, 0);
        var (sum, taken) = (0m, 0);
        while (Value(words, keys, from + taken) is { } value && value < SmallestMultiplier * 10 && Value(words, keys, from + taken + 1) is { } times && IsMultiplier(words[from + taken + 1], times))
        {
            sum += value * times;
            taken += 2;
        }

        if (taken > 0)
            return (sum, taken);
        return !isNumber && _values[keys[from]] is var alone && alone < SmallestMultiplier && from + 1 < words.Count && IsMoney(keys[from + 1]) ? (alone, 1) : (0, 0);
    }

    private static bool IsMultiplier(Word word, decimal value) => word.Script != Script.Number && value >= SmallestMultiplier;

    private decimal? Value(List<Word> words, List<string> keys, int at)
    {
        if (at >= words.Count)
            return null;
        if (words[at].Script == Script.Number)
            return decimal.TryParse(words[at].Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var digits) ? digits : null;
        return _values.TryGetValue(keys[at], out var value) ? value : null;
    }

    private static string Key(string word) => SoundKey.Of(Words.Of(word)[0]);
}
