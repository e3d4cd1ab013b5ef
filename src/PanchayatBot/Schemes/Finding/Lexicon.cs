using PanchayatBot.Sounds;

namespace PanchayatBot.Schemes.Finding;

/// <summary>What a facet is asked with.</summary>
/// <param name="Facet">The part of a scheme.</param>
/// <param name="Weight">How surely the phrase asks for it: 1 is usual.</param>
/// <param name="Phrase">The words.</param>
internal sealed record FacetPhrase(Facet Facet, double Weight, string Phrase);

/// <summary>
/// The words of <c>content/search</c>: what every question contains (common.yml), what dialects say for it (dialects.yml), numbers (numbers.yml), states (states.yml),
/// facets (facets.yml) and words of one meaning (concepts.yml). Immutable.
/// </summary>
public sealed class Lexicon
{
    /// <summary>Words that say nothing about the matter, in Hindi (either script).</summary>
    internal IReadOnlyList<string> CommonHindi { get; init; } = [];

    /// <summary>Words that say nothing about the matter, in English.</summary>
    internal IReadOnlyList<string> CommonEnglish { get; init; } = [];

    /// <summary>Words of everyday talk that tell little, the forms of everyday verbs among them.</summary>
    internal IReadOnlyList<string> Everyday { get; init; } = [];

    /// <summary>Words that join two things in one question.</summary>
    internal IReadOnlyList<string> Joining { get; init; } = [];

    /// <summary>Words of other matters, right as they are: never a misspelt word of a scheme.</summary>
    internal IReadOnlyList<string> Other { get; init; } = [];

    /// <summary>Hindi word → what dialects say for it.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyList<string>> Dialects { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Number words, and the multipliers hundred, thousand, lakh, crore.</summary>
    internal IReadOnlyDictionary<decimal, IReadOnlyList<string>> Numbers { get; init; } = new Dictionary<decimal, IReadOnlyList<string>>();

    /// <summary>Code of a state → its names.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyList<string>> States { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>How facets are asked for.</summary>
    internal IReadOnlyList<FacetPhrase> Facets { get; init; } = [];

    /// <summary>Name of a meaning → the words that have it.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyList<string>> Concepts { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Name of a group of words that occur where fraud is told of → its phrases.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyList<string>> FraudWords { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Kind of fraud and the groups of words that are its sign together; the first that fits decides.</summary>
    internal IReadOnlyList<(FraudKind Kind, string[] Groups)> FraudSigns { get; init; } = [];

    /// <summary>Every word that is looked up.</summary>
    internal IEnumerable<Word> Words => CommonHindi.Concat(CommonEnglish).Concat(Everyday).Concat(Joining).Concat(Other).Concat(Concepts.Values.SelectMany(words => words))
        .Concat(Dialects.Values.SelectMany(words => words)).Concat(States.Values.SelectMany(words => words)).Concat(Facets.Select(facet => facet.Phrase)).SelectMany(Sounds.Words.Of);

    /// <summary>The words of several files together.</summary>
    internal static Lexicon Of(IReadOnlyList<Lexicon> files) => new()
    {
        CommonHindi = [.. files.SelectMany(file => file.CommonHindi)],
        CommonEnglish = [.. files.SelectMany(file => file.CommonEnglish)],
        Everyday = [.. files.SelectMany(file => file.Everyday)],
        Joining = [.. files.SelectMany(file => file.Joining)],
        Other = [.. files.SelectMany(file => file.Other)],
        Dialects = files.SelectMany(file => file.Dialects).ToDictionary(),
        Numbers = files.SelectMany(file => file.Numbers).ToDictionary(),
        States = files.SelectMany(file => file.States).ToDictionary(),
        Facets = [.. files.SelectMany(file => file.Facets)],
        Concepts = files.SelectMany(file => file.Concepts).ToDictionary(),
        FraudWords = files.SelectMany(file => file.FraudWords).ToDictionary(),
        FraudSigns = [.. files.SelectMany(file => file.FraudSigns)],
    };
}
