using System.Globalization;

namespace PanchayatBot.Content;

/// <summary>A text from a YAML list.</summary>
/// <param name="Value">The text, trimmed.</param>
/// <param name="Line">Its line in the file.</param>
public readonly record struct YamlText(string Value, int Line);

/// <summary>Reads the keys of a YAML mapping as what they are meant to be. Every mistake is noted with its line; a value that is
/// missing or wrong reads as null or empty, so that reading goes on and finds the rest. Keys nobody asked for are unknown keys
/// (<see cref="ReportUnknownKeys"/>).</summary>
public sealed class YamlMap
{
    private readonly ProblemList _problems;
    private readonly Dictionary<string, (int Line, YamlValue Value)> _pairs = new(StringComparer.Ordinal);
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly List<YamlMap> _inner = [];

    private YamlMap(YamlPairs pairs, ProblemList problems)
    {
        (Line, _problems) = (pairs.Line, problems);
        foreach (var (key, value) in pairs.Pairs)
        {
            if (!_pairs.TryAdd(key.Text, (key.Line, value)))
                problems.Add(key.Line, $"'{key.Text}' stands here a second time (first in line {_pairs[key.Text].Line}): keep one of the two.");
        }
    }

    /// <summary>Line on which the mapping begins.</summary>
    public int Line { get; }

    /// <summary>The keys in the order of the file.</summary>
    public IEnumerable<string> Keys => _pairs.Keys;

    /// <summary>Reads a YAML text that must be a mapping; null, with the reason noted, when it is none.</summary>
    /// <param name="yaml">The text.</param>
    /// <param name="firstLine">Line of the file on which the text begins.</param>
    /// <param name="problems">Where mistakes are noted.</param>
    public static YamlMap? Read(string yaml, int firstLine, ProblemList problems)
    {
        var root = YamlTree.Read(yaml, firstLine, problems);
        if (root is YamlPairs pairs)
            return new(pairs, problems);
        if (root is not null)
            problems.Add(root.Line, "expected lines of the form 'key: value'.");
        return null;
    }

    /// <summary>Line of a key, or of the mapping when the key is missing.</summary>
    public int LineOf(string key) => _pairs.TryGetValue(key, out var pair) ? pair.Line : Line;

    /// <summary>Line on which the text of a key begins: that of the key, or the next for a block (| or &gt;).</summary>
    public int TextLineOf(string key) => _pairs.TryGetValue(key, out var pair) && pair.Value is YamlScalar scalar ? scalar.TextLine : LineOf(key);

    /// <summary>True if the key is there and has a value.</summary>
    public bool Has(string key)
    {
        _asked.Add(key);
        return _pairs.TryGetValue(key, out var pair) && pair.Value is not YamlScalar { Empty: true };
    }

    /// <summary>True if the key holds a list.</summary>
    public bool IsList(string key) => Has(key) && _pairs[key].Value is YamlItems;

    /// <summary>True if the key holds keys of its own.</summary>
    public bool IsMap(string key) => Has(key) && _pairs[key].Value is YamlPairs;

    /// <summary>A text that must be there; null when it is not.</summary>
    public string? Text(string key) => Find(key, "a text", required: true) is YamlScalar scalar ? scalar.Text : null;

    /// <summary>A text that may be left out.</summary>
    public string? OptionalText(string key) => Find(key, "a text", required: false) is YamlScalar scalar ? scalar.Text : null;

    /// <summary>A word of a vocabulary; null when missing or not in it.</summary>
    public string? Word(string key, IReadOnlyCollection<string> vocabulary, bool required = true) =>
        Find(key, "a word", required) is YamlScalar scalar && IsIn(vocabulary, new(scalar.Text, scalar.Line), key) ? scalar.Text : null;

    /// <summary>A whole number, not negative; null when missing or none.</summary>
    public long? Number(string key, bool required = true)
    {
        if (Find(key, "a number", required) is not YamlScalar scalar)
            return null;
        if (long.TryParse(scalar.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number;
        _problems.Add(scalar.Line, $"'{key}: {scalar.Text}' is not a whole number: write digits only, e.g. 6000.");
        return null;
    }

    /// <summary>A date as 2026-11-22; null when missing or none.</summary>
    public DateOnly? Date(string key)
    {
        if (Find(key, "a date", required: true) is not YamlScalar scalar)
            return null;
        if (DateOnly.TryParseExact(scalar.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return date;
        _problems.Add(scalar.Line, $"'{key}: {scalar.Text}' is not a date: write year-month-day, e.g. 2026-11-22.");
        return null;
    }

    /// <summary>true or false; false when left out.</summary>
    public bool Flag(string key) => Word(key, ["true", "false"], required: false) == "true";

    /// <summary>An address that begins with https:// or http://; null when missing or none.</summary>
    public Uri? WebAddress(string key)
    {
        if (Find(key, "a web address", required: true) is not YamlScalar scalar)
            return null;
        if (IsWebAddress(scalar.Text, out var address))
            return address;
        _problems.Add(scalar.Line, $"'{key}: {scalar.Text}' is not a web address: write it in full, e.g. https://pmkisan.gov.in.");
        return null;
    }

    /// <summary>Texts in both languages: <c>{hi: …, en: …}</c>; null when one is missing.</summary>
    public Bilingual? Bilingual(string key) =>
        Map(key) is { } map && map.Text("hi") is var hindi && map.Text("en") is var english && hindi is not null && english is not null
            ? new(hindi, english)
            : null;

    /// <summary>A list of texts; empty when left out.</summary>
    /// <param name="key">The key.</param>
    /// <param name="required">The key must be there, though the list may be empty.</param>
    /// <param name="orOne">A single text may stand for a list of one.</param>
    public IReadOnlyList<YamlText> Texts(string key, bool required = true, bool orOne = false)
    {
        if (orOne && Has(key) && _pairs[key].Value is YamlScalar one)
            return [new(one.Text, one.Line)];
        var texts = new List<YamlText>();
        foreach (var item in Items(key, required))
        {
            if (item is YamlScalar { Text.Length: > 0 } scalar)
                texts.Add(new(scalar.Text, scalar.Line));
            else
                _problems.Add(item.Line, $"an entry of '{key}' is not a text: write one text per line after '- ', in quotes if it has a colon.");
        }

        return texts;
    }

    /// <summary>A list of words of a vocabulary; others are noted and left out.</summary>
    public IReadOnlyList<string> Words(string key, IReadOnlyCollection<string> vocabulary, bool required = false, bool orOne = false) =>
        [.. Texts(key, required, orOne).Where(word => IsIn(vocabulary, word, key)).Select(word => word.Value)];

    /// <summary>Keys below a key; null when missing.</summary>
    public YamlMap? Map(string key, bool required = true) =>
        Find(key, "keys of its own", required, wantsPairs: true) is YamlPairs pairs ? Inner(pairs) : null;

    /// <summary>A list whose entries have keys of their own, e.g. <c>- {rupees: 6000, per: year}</c>.</summary>
    public IReadOnlyList<YamlMap> Maps(string key, bool required = true)
    {
        var maps = new List<YamlMap>();
        foreach (var item in Items(key, required))
        {
            if (item is YamlPairs pairs)
                maps.Add(Inner(pairs));
            else
                _problems.Add(item.Line, $"an entry of '{key}' must have keys of its own: write '- {{key: value, …}}'.");
        }

        return maps;
    }

    /// <summary>Notes every key that was never asked for, here and in all mappings read from here, with the key that was probably meant.</summary>
    public void ReportUnknownKeys()
    {
        foreach (var (key, (line, _)) in _pairs)
        {
            if (!_asked.Contains(key))
                _problems.Add(line, $"'{key}' is not a known key: {Nearest.Hint(key, _asked)}");
        }

        foreach (var map in _inner)
            map.ReportUnknownKeys();
    }

    /// <summary>True for a complete address on the web (https or http, with a dotted host).</summary>
    internal static bool IsWebAddress(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Uri? address) =>
        Uri.TryCreate(text, UriKind.Absolute, out address) && address.Scheme is "https" or "http" && address.Host.Contains('.') && !text.Contains(' ');

    private YamlMap Inner(YamlPairs pairs)
    {
        var map = new YamlMap(pairs, _problems);
        _inner.Add(map);
        return map;
    }

    private IReadOnlyList<YamlValue> Items(string key, bool required)
    {
        if (!Has(key))
        {
            if (required)
                _problems.Add(LineOf(key), $"'{key}' is missing: add it, as [] when there is nothing to list.");
            return [];
        }

        var (line, value) = _pairs[key];
        if (value is YamlItems list)
            return list.Items;
        _problems.Add(line, $"'{key}' must be a list: write '- ' before each entry, one per line, or [a, b].");
        return [];
    }

    private YamlValue? Find(string key, string wanted, bool required, bool wantsPairs = false)
    {
        if (!Has(key))
        {
            if (required || _pairs.ContainsKey(key))
                _problems.Add(LineOf(key), _pairs.ContainsKey(key) ? $"'{key}' is empty: write {wanted} after the colon, or remove the line if it may be left out." : $"'{key}' is missing: add it.");
            return null;
        }

        var (line, value) = _pairs[key];
        if (value is YamlScalar { Text.Length: > 0 } && !wantsPairs || value is YamlPairs && wantsPairs)
            return value;
        _problems.Add(line, $"'{key}' must be {wanted}{(wantsPairs ? ": write them indented below it or as {key: value}." : ", not empty, a list or keys of its own.")}");
        return null;
    }

    private bool IsIn(IReadOnlyCollection<string> vocabulary, YamlText word, string key)
    {
        if (vocabulary.Contains(word.Value))
            return true;
        _problems.Add(word.Line, $"'{word.Value}' is not a word for '{key}': {Nearest.Hint(word.Value, vocabulary)}");
        return false;
    }
}
