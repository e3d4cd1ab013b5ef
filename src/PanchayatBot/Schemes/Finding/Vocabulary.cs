using PanchayatBot.Sounds;

namespace PanchayatBot.Schemes.Finding;

/// <summary>What is known of a word beyond the schemes it stands in.</summary>
[Flags]
internal enum WordKind
{
    /// <summary>A word of a scheme or of a meaning.</summary>
    Plain = 0,

    /// <summary>Says nothing about the matter.</summary>
    Common = 1,

    /// <summary>A word of everyday talk, or one that asks for a part of a scheme: it says little about which scheme.</summary>
    Everyday = 2,

    /// <summary>Joins two things: "pm kisan aur fasal bima".</summary>
    Joining = 4,
}

/// <summary>Several words that are read as one.</summary>
/// <param name="Keys">The sound keys of the words.</param>
/// <param name="Terms">Terms of their meanings.</param>
/// <param name="State">Code of the state they name; null for a meaning.</param>
internal sealed record Phrase(string[] Keys, int[] Terms, string? State);

/// <summary>
/// All that can be looked up: a term is the sound key of a word (<c>kisan</c>), what short forms share (<c>Kt*</c>), a
/// meaning (<c>=farmer</c>) or a state (<c>@BR</c>). Filled while the index is built, only read afterwards.
/// </summary>
internal sealed class Vocabulary
{
    /// <summary>In place of a state's code: the words look like a state and are none ("sign up").</summary>
    public const string NoState = "not";
    private const char MeaningMark = '=';
    private const char LetterMark = '\'';
    private const char OtherMark = '!';

    private readonly Dictionary<string, int> _terms = [];
    // English words that are common (will), or sound like a common word (goat, गोत), and words of other matters are known by their letters: बिल is not will.
    private readonly Dictionary<string, string> _exceptions = [];
    // By their letters too: by sound केना (how) would be कहना (to say).
    private readonly Dictionary<string, string> _dialects;
    private readonly List<string> _names = [];
    private readonly List<WordKind> _kinds = [];
    private readonly List<int[]> _meanings = [];
    private readonly Dictionary<string, List<Phrase>> _phrases = [];
    private readonly List<(int From, int To, int Term)> _ages = [];

    public Vocabulary(Lexicon lexicon)
    {
        _dialects = lexicon.Dialects.SelectMany(entry => entry.Value.SelectMany(Words.Of).Select(word => (word.Text, Key: SoundKey.Of(Words.Of(entry.Key)[0])))).DistinctBy(said => said.Text).ToDictionary();
        foreach (var word in lexicon.CommonHindi.SelectMany(Words.Of))
            Mark(word, WordKind.Common);
        foreach (var word in lexicon.CommonEnglish.SelectMany(Words.Of))
        {
            if (Find(SoundKey.Of(word)) < 0)
                _exceptions.TryAdd(word.Text, LetterMark + word.Text);
            Mark(word, WordKind.Common);
        }

        foreach (var word in lexicon.Joining.SelectMany(Words.Of))
            Mark(word, WordKind.Joining | WordKind.Common);
        foreach (var words in lexicon.Concepts.Values.SelectMany(entries => entries).Concat(lexicon.Everyday.SelectMany(line => line.Split(' '))).Select(Words.Of))
            if (words is [{ Script: Script.Latin } word] && !lexicon.CommonHindi.Contains(word.Text) && Find(Key(word)) is >= 0 and var same && Kind(same).HasFlag(WordKind.Common))
                _exceptions.TryAdd(word.Text, LetterMark + word.Text);
        foreach (var (name, words) in lexicon.Concepts)
            foreach (var entry in words)
                AddMeaning(Term(MeaningMark + name), entry);
        var asking = lexicon.Facets.Select(facet => Words.Of(facet.Phrase)).Where(words => words.Count == 1).Select(words => words[0]);
        foreach (var word in lexicon.Everyday.SelectMany(Words.Of).Concat(asking))
            if (Meanings(Term(Key(word))).Length == 0)
                Mark(word, WordKind.Everyday);
        // Known by their letters, they sound like nothing in a scheme and are near to nothing; a word listed elsewhere, too, keeps its sound.
        var listed = lexicon.Concepts.Values.SelectMany(entries => entries).Concat(lexicon.Everyday).Concat(lexicon.CommonHindi).Concat(lexicon.Facets.Select(facet => facet.Phrase).Where(phrase => !phrase.Contains(' ')))
            .SelectMany(Words.Of).Select(word => word.Text).ToHashSet();
        foreach (var word in lexicon.Other.SelectMany(Words.Of).Where(word => !listed.Contains(word.Text)))
            _exceptions.TryAdd(word.Text, OtherMark + word.Text);
        foreach (var (code, names) in lexicon.States)
        {
            Term("@" + code);
            foreach (var name in names)
                AddPhrase(name, [], code);
        }

        foreach (var phrases in _phrases.Values)
            phrases.Sort((one, other) => other.Keys.Length.CompareTo(one.Keys.Length));
    }

    /// <summary>Number of terms.</summary>
    public int Count => _names.Count;

    /// <summary>All terms in the order of their ids.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>The key under which a word is known.</summary>
    public string Key(Word word) =>
        _exceptions.TryGetValue(word.Text, out var letters) || _dialects.TryGetValue(word.Text, out letters) ? letters : SoundKey.Of(word);

    /// <summary>The id of a term, new if need be.</summary>
    public int Term(string name)
    {
        if (_terms.TryGetValue(name, out var id))
            return id;
        _terms.Add(name, _names.Count);
        _names.Add(name);
        _kinds.Add(WordKind.Plain);
        _meanings.Add([]);
        return _names.Count - 1;
    }

    /// <summary>The id of a term, or -1.</summary>
    public int Find(string name) => _terms.GetValueOrDefault(name, -1);

    /// <summary>True for a word that stands in a scheme or in content/search.</summary>
    public bool IsKnown(string name) => _terms.ContainsKey(name);

    /// <summary>True for the key of a word that belongs to another matter than schemes (cricket).</summary>
    public static bool IsOfOtherMatter(string key) => key.StartsWith(OtherMark);

    public string Name(int term) => _names[term];

    /// <summary>True for a meaning, false for a word.</summary>
    public bool IsMeaning(int term) => _names[term][0] == MeaningMark;

    public WordKind Kind(int term) => _kinds[term];

    /// <summary>The terms of the meanings that a word has.</summary>
    public int[] Meanings(int term) => _meanings[term];

    /// <summary>Phrases that begin with a key, longest first.</summary>
    public IReadOnlyList<Phrase> PhrasesFrom(string key) => _phrases.TryGetValue(key, out var phrases) ? phrases : [];

    /// <summary>The meaning of a plain number (60 and more is an old person), or -1.</summary>
    public int MeaningOf(int number)
    {
        foreach (var (from, to, term) in _ages)
            if (number >= from && number <= to)
                return term;
        return -1;
    }

    private void Mark(Word word, WordKind kind) => _kinds[Term(Key(word))] |= kind;

    private void AddMeaning(int meaning, string entry)
    {
        if (entry.Split("..") is [var from, var to])
        {
            _ages.Add((int.Parse(from), int.Parse(to), meaning));
            return;
        }

        var words = Words.Of(entry);
        if (words.Count > 1)
        {
            AddPhrase(words, [meaning], state: null);
            return;
        }

        var term = Term(Key(words[0]));
        if (!_meanings[term].Contains(meaning))
            _meanings[term] = [.. _meanings[term], meaning];
    }

    private void AddPhrase(string name, int[] terms, string state) => AddPhrase(Words.Of(name), terms, state);

    private void AddPhrase(List<Word> words, int[] terms, string? state)
    {
        var keys = words.Select(Key).ToArray();
        if (!_phrases.TryGetValue(keys[0], out var phrases))
            _phrases.Add(keys[0], phrases = []);
        var same = phrases.FindIndex(phrase => phrase.Keys.AsSpan().SequenceEqual(keys));
        if (same < 0)
            phrases.Add(new(keys, terms, state));
        else
            phrases[same] = phrases[same] with { Terms = [.. phrases[same].Terms.Union(terms)] };
        foreach (var key in keys)
            Term(key);
    }
}
