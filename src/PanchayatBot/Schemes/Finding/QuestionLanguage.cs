using PanchayatBot.Messages;
using PanchayatBot.Sounds;

namespace PanchayatBot.Schemes.Finding;

/// <summary>Tells in which language to answer: Devanagari and romanised Hindi in Hindi, English in English.</summary>
public sealed class QuestionLanguage
{
    private readonly HashSet<string> _hindi;
    private readonly HashSet<string> _english;

    /// <summary>Takes the everyday words of both languages from content/search.</summary>
    public QuestionLanguage(Lexicon lexicon)
    {
        var devanagari = lexicon.CommonHindi
            .Concat(lexicon.Facets.Select(facet => facet.Phrase))
            .Concat(lexicon.Concepts.Values.SelectMany(words => words))
            .SelectMany(Words.Of)
            .ToLookup(word => word.Script == Script.Devanagari);
        _english = [.. lexicon.CommonEnglish.SelectMany(Words.Of).Select(word => word.Text)];
        // English words of facets and meanings in Latin letters stand beside romanised Hindi there: they decide nothing.
        var latin = devanagari[false].Select(word => word.Text).ToHashSet();
        latin.ExceptWith(lexicon.CommonHindi.SelectMany(Words.Of).Select(word => word.Text));
        _hindi = [.. devanagari[true].Select(SoundKey.Of)];
        _undecided = latin;
    }

    private readonly HashSet<string> _undecided;

    /// <summary>True if a word of the text belongs to one language only; "pm kisan" is said in both.</summary>
    internal bool IsClear(IReadOnlyList<Word> words) => words.Any(word => word.Script == Script.Devanagari
        || (word.Script == Script.Latin && (_english.Contains(word.Text) || (!_undecided.Contains(word.Text) && _hindi.Contains(SoundKey.Of(word))))));

    /// <summary>The language of a text; null when it has neither Hindi nor English words (a number, a name).</summary>
    public Language? Of(string text) => Of(Words.Of(text));

    internal Language? Of(IReadOnlyList<Word> words)
    {
        var (hindi, english, latin) = (0, 0, 0);
        foreach (var word in words)
        {
            if (word.Script == Script.Devanagari)
                return Language.Hindi;
            if (word.Script != Script.Latin)
                continue;
            latin++;
            if (_english.Contains(word.Text))
                english++;
            else if (!_undecided.Contains(word.Text) && _hindi.Contains(SoundKey.Of(word)))
                hindi++;
        }

        return latin == 0 ? null : hindi > english ? Language.Hindi : english > 0 || hindi == 0 ? Language.English : Language.Hindi;
    }
}
