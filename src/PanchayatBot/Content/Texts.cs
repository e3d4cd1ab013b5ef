using System.Collections.Frozen;
using PanchayatBot.Messages;

namespace PanchayatBot.Content;

/// <summary>What the bot says: content/texts/*.yml, every sentence in Hindi and English side by side; edits are taken up while the bot runs.
/// <code>
/// start.welcome: {hi: "नमस्ते {name}।", en: "Namaste {name}."}
/// desk.open:     {hi: {one: "{count} शिकायत", other: "{count} शिकायतें"}, en: {one: "{count} complaint", other: "{count} complaints"}}
/// words.language: {words: [भाषा, bhasha, language]}
/// </code></summary>
public sealed class Texts : IDisposable
{
    private readonly Live<LatinNames, LatinNames> _latinNames;
    private readonly Live<TextFile, FrozenDictionary<string, TextEntry>> _entries;

    /// <summary>Loads everything and begins to watch.</summary>
    /// <param name="contentFolder">The folder that holds texts/.</param>
    /// <param name="logger">Gets every problem once per change.</param>
    /// <param name="clock">Time for the regular look at the folder.</param>
    public Texts(string contentFolder, ILogger<Texts> logger, TimeProvider clock)
    {
        _latinNames = new(contentFolder, LatinNames.Files, logger, clock);
        _entries = new(
            Path.Combine(contentFolder, "texts"),
            new("*.yml", (file, text) => TextFile.Parse(file, text, _latinNames.Value), TextFile.Combine, () => _latinNames.Value),
            logger,
            clock);
    }

    /// <summary>Raised after texts were swapped; for those who keep <see cref="Words"/> in an index.</summary>
    public event EventHandler? Changed
    {
        add => _entries.Changed += value;
        remove => _entries.Changed -= value;
    }

    /// <summary>Every mistake in the files now.</summary>
    public IReadOnlyList<ContentProblem> Problems => _entries.Problems;

    /// <summary>All keys there are.</summary>
    public IReadOnlyCollection<string> Keys => _entries.Value.Keys;

    /// <summary>A sentence in small Markdown. Values are escaped, numbers and dates written as the language does (<see cref="TextValue"/>).</summary>
    /// <param name="key">Its key, e.g. <c>start.welcome</c>.</param>
    /// <param name="language">The language.</param>
    /// <param name="values">What stands for the placeholders; <c>count</c> chooses between one and other. Values no placeholder asks for are left aside.</param>
    /// <exception cref="KeyNotFoundException">There is no sentence with this key.</exception>
    /// <exception cref="ArgumentException">A placeholder has no value.</exception>
    public string Say(string key, Language language, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        var entry = Find(key);
        var phrase = (language == Language.English ? entry.English : entry.Hindi) ?? throw new KeyNotFoundException($"'{key}' in content/texts is a list of words, not a sentence.");
        return phrase.Choose(language, values).Fill(key, language, values);
    }

    /// <summary>All writings of a word that people may type, as listed under <c>words</c>.</summary>
    /// <exception cref="KeyNotFoundException">There is no list of words with this key.</exception>
    public IReadOnlyList<string> Words(string key) =>
        Find(key).Words ?? throw new KeyNotFoundException($"'{key}' in content/texts is a sentence, not a list of words.");

    /// <summary>Looks for changed files now; true if texts were swapped.</summary>
    public bool Refresh()
    {
        _latinNames.Refresh();
        return _entries.Refresh();
    }

    /// <summary>Stops watching.</summary>
    public void Dispose()
    {
        _latinNames.Dispose();
        _entries.Dispose();
    }

    private TextEntry Find(string key) =>
        _entries.Value.TryGetValue(key, out var entry) ? entry : throw new KeyNotFoundException($"There is no text '{key}' in content/texts; {Nearest.Hint(key, _entries.Value.Keys)}");
}
