using PanchayatBot.Content;
using PanchayatBot.Schemes;

namespace PanchayatBot.Benchmarks;

/// <summary>Schemes that nobody wrote, to measure with more than there are. Their words are those of the real schemes with the
/// frequencies these have, one in ten of them bent into a word that no scheme has; as long in every field as a real scheme.</summary>
/// <param name="real">The schemes to learn from.</param>
/// <param name="seed">The same seed makes the same schemes.</param>
internal sealed class MadeUpSchemes(IReadOnlyList<Scheme> real, int seed)
{
    private const int OneNewWordIn = 10;
    private const string Consonants = "bcdghjklmnprstv";
    private const string DevanagariConsonants = "कखगचजटडतदनपबमरलवसह";

    private readonly Random _random = new(seed);

    // Every running word of every scheme, so that a draw meets frequent words as often as they occur.
    private readonly string[] _hindi = [.. real.SelectMany(scheme => Texts(scheme).SelectMany(text => text.Hindi.Split(' ', StringSplitOptions.RemoveEmptyEntries)))];
    private readonly string[] _english = [.. real.SelectMany(scheme => Texts(scheme).SelectMany(text => text.English.Split(' ', StringSplitOptions.RemoveEmptyEntries)))];

    /// <summary>So many schemes.</summary>
    public IReadOnlyList<Scheme> Take(int count) => [.. Enumerable.Range(1, count).Select(One)];

    private static IEnumerable<Bilingual> Texts(Scheme scheme) => [scheme.Name, .. scheme.Parts.Values];

    private Scheme One(int number)
    {
        var model = real[_random.Next(real.Count)];
        return model with
        {
            Slug = $"made-up-{number}",
            Name = Like(model.Name),
            Short = Like(model.Short),
            Aliases = [.. model.Aliases.Select(Like)],
            Needs = [.. model.Needs.Select(Like)],
            Examples = [.. model.Examples.Select(Like)],
            Parts = model.Parts.ToDictionary(part => part.Key, part => Like(part.Value)),
        };
    }

    private Bilingual Like(Bilingual text) => new(Draw(_hindi, text.Hindi), Draw(_english, text.English));

    private string Like(string text) => Draw(text.Any(letter => letter is >= 'ऀ' and <= 'ॿ') ? _hindi : _english, text);

    private string Draw(string[] words, string asLongAs) =>
        string.Join(' ', Enumerable.Range(0, asLongAs.Split(' ').Length).Select(_ => words[_random.Next(words.Length)] is var word && _random.Next(OneNewWordIn) == 0 ? Bend(word) : word));

    // Two consonants of the word become others.
    private string Bend(string word)
    {
        var letters = word.ToCharArray();
        for (var change = 0; change < 2; change++)
        {
            var at = _random.Next(letters.Length);
            var consonants = Consonants.Contains(letters[at]) ? Consonants : DevanagariConsonants.Contains(letters[at]) ? DevanagariConsonants : null;
            if (consonants is not null)
                letters[at] = consonants[_random.Next(consonants.Length)];
        }

        return new(letters);
    }
}
