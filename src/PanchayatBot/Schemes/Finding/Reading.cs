using System.Runtime.InteropServices;
using PanchayatBot.Sounds;

namespace PanchayatBot.Schemes.Finding;

/// <summary>A term that stands for a word.</summary>
/// <param name="Term">The term.</param>
/// <param name="Weight">How much finding it counts; 1 for the very word, less for its meaning or a guess.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Variant(int Term, float Weight);

/// <summary>One unit of a text: a word, or several words read as one.</summary>
/// <param name="Text">As written, for explanations.</param>
/// <param name="Variants">The terms it can stand for; empty for an unknown word.</param>
/// <param name="Kind">Common and asking words weigh little.</param>
/// <param name="State">The state it names; null for other words.</param>
/// <param name="At">Position of its first word.</param>
/// <param name="Length">Number of its words.</param>
internal sealed record Unit(string Text, Variant[] Variants, WordKind Kind, string? State, int At, int Length)
{
    /// <summary>1 for a known word; less for a guess at a misspelt one.</summary>
    public float Certainty { get; init; } = 1;

    /// <summary>True for a word that says something about the matter, known or not.</summary>
    public bool Counts => !Kind.HasFlag(WordKind.Common) && State is null;
}

/// <summary>A text as the finder reads it.</summary>
/// <param name="Words">All its words.</param>
/// <param name="Keys">Their sound keys.</param>
/// <param name="Units">The words with what they stand for.</param>
internal sealed record Reading(IReadOnlyList<Word> Words, IReadOnlyList<string> Keys, IReadOnlyList<Unit> Units)
{
    /// <summary>The same text in which the words that ask for a part count as everyday words, unless they mean something ("kab bharega", but not "kitni pension").</summary>
    public Reading Without(Asked asked, Vocabulary vocabulary) => this with
    {
        Units = [.. Units.Select(unit => asked.Words.AsSpan(unit.At, unit.Length).Contains(true) && !Array.Exists(unit.Variants, variant => vocabulary.IsMeaning(variant.Term))
            ? unit with { Kind = unit.Kind | WordKind.Everyday }
            : unit)],
    };
}

/// <summary>Turns text into units. Content is read word by word; in a question unknown words are also guessed at.</summary>
internal sealed class Reader(Vocabulary vocabulary, NumberWords numbers, Weights weights)
{
    private const float MeaningOfPhrase = 0.95f;
    private const float SharedStem = 0.85f;

    /// <summary>Weight of a word that stands in a phrase: "machine" is a part of "hearing machine", and not the whole.</summary>
    public const float PartOfPhrase = 0.5f;
    private const int SmallestSum = 106;
    private const int ShortestPlural = 5;

    /// <summary>Reads content: every word becomes a term.</summary>
    public Reading Content(string text) => Read(text, spelling: null);

    /// <summary>Reads a question: unknown words are tried joined, split and with their spelling put right.</summary>
    public Reading Question(string text, Spelling spelling) => Read(text, spelling);

    private Reading Read(string text, Spelling? spelling)
    {
        var words = Words.Of(text);
        var spoken = words.ConvertAll(vocabulary.Key);
        numbers.Join(words, spoken);
        var keys = spoken.ToArray();
        var units = new List<Unit>(keys.Length);
        for (var i = 0; i < keys.Length;)
        {
            if (keys[i].Length == 0)
            {
                i++;
                continue;
            }

            if (PhraseAt(keys, words, i) is { } phrase)
            {
                AddPhrase(units, words, keys, i, phrase, spelling is null);
                i += phrase.Keys.Length;
                continue;
            }

            if (spelling is not null && i + 1 < keys.Length && Joined(words[i], keys[i], words[i + 1], keys[i + 1], i) is { } joined)
            {
                units.Add(joined);
                i += 2;
                continue;
            }

            AddWord(units, words, keys, i, spelling);
            i++;
        }

        return new(words, keys, units);
    }

    private Phrase? PhraseAt(string[] keys, List<Word> words, int at)
    {
        foreach (var phrase in vocabulary.PhrasesFrom(keys[at]))
            if (phrase.Keys.AsSpan().SequenceEqual(keys.AsSpan(at, Math.Min(phrase.Keys.Length, keys.Length - at))))
                return phrase;
        return SoundKey.Other(words[at]) is { } other && vocabulary.PhrasesFrom(other).FirstOrDefault(phrase => phrase.Keys.Length == 1) is { } single ? single : null;
    }

    private void AddPhrase(List<Unit> units, List<Word> words, string[] keys, int at, Phrase phrase, bool content)
    {
        var text = string.Join(' ', words.Skip(at).Take(phrase.Keys.Length).Select(word => word.Text));
        if (phrase.State is { } state)
        {
            if (state != Vocabulary.NoState)
                units.Add(new(text, [new(vocabulary.Find("@" + state), 1)], WordKind.Plain, state, at, phrase.Keys.Length));
            return;
        }

        // The words of a phrase keep their own terms beside its meaning: "guzar gaye" still finds "guzar".
        var variants = phrase.Terms.Select(term => new Variant(term, MeaningOfPhrase)).ToList();
        for (var i = at; i < at + phrase.Keys.Length; i++)
            if ((content ? vocabulary.Term(keys[i]) : vocabulary.Find(keys[i])) is >= 0 and var term && !vocabulary.Kind(term).HasFlag(WordKind.Common))
                AddKnown(variants, term, PartOfPhrase);
        units.Add(new(text, [.. variants], WordKind.Plain, null, at, phrase.Keys.Length));
    }

    // "e shram" where only eshram is known: only when one of the two is no word of its own.
    private Unit? Joined(Word one, string key, Word two, string next, int at)
    {
        if (one.Script != two.Script || one.Script == Script.Number || vocabulary.IsKnown(key) && vocabulary.IsKnown(next))
            return null;
        var term = vocabulary.Find(SoundKey.Of(new(one.Text + two.Text, one.Script)));
        if (term < 0)
            return null;
        var variants = new List<Variant>();
        AddKnown(variants, term, 1);
        return new($"{one.Text} {two.Text}", [.. variants], vocabulary.Kind(term), null, at, 2);
    }

    private void AddWord(List<Unit> units, List<Word> words, string[] keys, int at, Spelling? spelling)
    {
        var (word, key) = (words[at], keys[at]);
        var variants = new List<Variant>(4);
        var (kind, certainty) = (WordKind.Plain, 1f);
        var content = spelling is null;
        if (word.Script == Script.Number && int.TryParse(word.Text, out var number) && number < SmallestSum && !IsSum(words, keys, at))
        {
            kind = WordKind.Everyday;
            if (vocabulary.MeaningOf(number) is >= 0 and var age)
                variants.Add(new(age, weights.Meaning));
        }

        var term = content ? vocabulary.Term(key) : vocabulary.Find(key);
        var known = term >= 0;
        if (known)
        {
            kind |= vocabulary.Kind(term);
            AddKnown(variants, term, 1);
        }

        else if (word.Script == Script.Latin && word.Text.Length == 1)
        {
            kind = WordKind.Common;
        }

        if (SoundKey.Other(word) is { } other && (content && word.Script == Script.Devanagari ? vocabulary.Term(other) : vocabulary.Find(other)) is >= 0 and var second)
        {
            known = true;
            AddKnown(variants, second, 1);
            kind = variants.Count > 0 && term < 0 ? vocabulary.Kind(second) : kind & vocabulary.Kind(second);
        }

        if (Singular(word) is { } singular && vocabulary.Find(vocabulary.Key(singular)) is >= 0 and var one)
        {
            AddKnown(variants, one, SharedStem);
            kind = known ? kind | vocabulary.Kind(one) & WordKind.Common : vocabulary.Kind(one);
            known = true;
        }

        if (SoundKey.Stem(key) is { } stem && (content ? vocabulary.Term(stem) : vocabulary.Find(stem)) is >= 0 and var shared)
            variants.Add(new(shared, SharedStem));
        if (!known && kind == WordKind.Plain && spelling is not null && word.Script is Script.Latin or Script.Devanagari)
        {
            if (Guess(word, key, variants, spelling) is { } guess)
                (kind, certainty) = (vocabulary.Kind(guess.Term), Sureness(guess));
            else if (Split(word) is { } parts)
            {
                foreach (var part in new[] { parts.One, parts.Two })
                {
                    AddWord(units, [part], [vocabulary.Key(part)], 0, spelling);
                    units[^1] = units[^1] with { At = at };
                }

                return;
            }
        }

        units.Add(new(word.Text, [.. variants], kind, null, at, 1) { Certainty = certainty });
    }

    // Before money (20 rupaye) or behind its sign a small number is a sum and tells a lot; otherwise it is an age, a count, a class.
    private bool IsSum(List<Word> words, string[] keys, int at) =>
        at + 1 < words.Count && numbers.IsMoney(keys[at + 1]) || at > 0 && words[at - 1].Script == Script.Latin && numbers.IsMoney(keys[at - 1]);

    // "husbands" is "husband", too; short words in s (das, saas) and those like "status" are no plurals.
    private static Word? Singular(Word word) =>
        word.Script == Script.Latin && word.Text.Length >= ShortestPlural && word.Text[^1] == 's' && word.Text[^2] is not ('s' or 'a' or 'i' or 'o' or 'u') ? new(word.Text[..^1], word.Script) : null;

    private void AddKnown(List<Variant> variants, int term, float sureness)
    {
        variants.Add(new(term, sureness));
        foreach (var meaning in vocabulary.Meanings(term))
            variants.Add(new(meaning, sureness * weights.Meaning));
    }

    private Guess? Guess(Word word, string key, List<Variant> variants, Spelling spelling)
    {
        var guesses = spelling.Near(word.Text, key);
        foreach (var guess in guesses)
            AddKnown(variants, guess.Term, Sureness(guess));
        return guesses.Count > 0 ? guesses[0] : null;
    }

    private float Sureness(Guess guess) => guess.IsSlip ? weights.Slip : 1 - weights.Difference * (float)Math.Max(guess.Cost, 0.1);

    // "pmkisan": two known words written as one; of several ways the one with the longest shorter part.
    private (Word One, Word Two)? Split(Word word)
    {
        (Word One, Word Two)? best = null;
        var longest = 1;
        for (var at = 2; at <= word.Text.Length - 2; at++)
        {
            var (one, two) = (new Word(word.Text[..at], word.Script), new Word(word.Text[at..], word.Script));
            if (Math.Min(at, word.Text.Length - at) > longest && IsPart(one) && IsPart(two))
                (best, longest) = ((one, two), Math.Min(at, word.Text.Length - at));
        }

        return best;
    }

    // A part is a known word of some length or a known abbreviation; "bee" is found in too many words.
    private bool IsPart(Word word) => SoundKey.Of(word) is var key && (key.Length > 2 || key == word.Text) && vocabulary.IsKnown(key);
}
