using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace PanchayatBot.Schemes.Finding;

/// <summary>What a facet is asked with.</summary>
/// <param name="Facet">The part of a scheme.</param>
/// <param name="Weight">How surely the phrase asks for it: 1 is usual.</param>
/// <param name="Phrase">The words.</param>
internal sealed record FacetPhrase(Facet Facet, double Weight, string Phrase);

/// <summary>
/// The words of <c>content/search</c>: what every question contains (common.yml), numbers (numbers.yml), states (states.yml),
/// facets (facets.yml) and words of one meaning (concepts.yml). Immutable.
/// </summary>
public sealed class Lexicon
{
    private Lexicon()
    {
    }

    /// <summary>Words that say nothing about the matter, in Hindi (either script).</summary>
    internal IReadOnlyList<string> CommonHindi { get; private init; } = [];

    /// <summary>Words that say nothing about the matter, in English.</summary>
    internal IReadOnlyList<string> CommonEnglish { get; private init; } = [];

    /// <summary>Words of everyday talk that tell little, the forms of everyday verbs among them.</summary>
    internal IReadOnlyList<string> Everyday { get; private init; } = [];

    /// <summary>Words that join two things in one question.</summary>
    internal IReadOnlyList<string> Joining { get; private init; } = [];

    /// <summary>Number words, and the multipliers hundred, thousand, lakh, crore.</summary>
    internal IReadOnlyDictionary<decimal, IReadOnlyList<string>> Numbers { get; private init; } = new Dictionary<decimal, IReadOnlyList<string>>();

    /// <summary>Code of a state → its names.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyList<string>> States { get; private init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>How facets are asked for.</summary>
    internal IReadOnlyList<FacetPhrase> Facets { get; private init; } = [];

    /// <summary>Name of a meaning → the words that have it.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyList<string>> Concepts { get; private init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Reads the five files.</summary>
    /// <param name="folder">The folder <c>content/search</c>.</param>
    /// <exception cref="FormatException">A file cannot be understood; the message begins with <c>file:line:</c>.</exception>
    public static Lexicon Read(string folder)
    {
        var common = Lists(folder, "common.yml");
        var facets = ReadFile<Dictionary<string, Dictionary<double, List<string>>>>(folder, "facets.yml");
        return new()
        {
            CommonHindi = common.GetValueOrDefault("hindi", []),
            CommonEnglish = common.GetValueOrDefault("english", []),
            Everyday = [.. common.GetValueOrDefault("everyday", []), .. common.GetValueOrDefault("verbs", []).SelectMany(VerbForms.Of)],
            Joining = common.GetValueOrDefault("joining", []),
            Numbers = ReadFile<Dictionary<decimal, List<string>>>(folder, "numbers.yml").ToDictionary(entry => entry.Key, entry => (IReadOnlyList<string>)entry.Value),
            States = Lists(folder, "states.yml"),
            Concepts = Lists(folder, "concepts.yml"),
            Facets =
            [
                .. from facet in facets
                   let name = Enum.TryParse<Facet>(facet.Key, ignoreCase: true, out var known)
                       ? known
                       : throw new FormatException($"{Path.Combine(folder, "facets.yml")}:1: '{facet.Key}' is no facet; use one of {string.Join(", ", Enum.GetNames<Facet>()).ToLowerInvariant()}.")
                   from weight in facet.Value
                   from phrase in weight.Value
                   select new FacetPhrase(name, weight.Key, phrase),
            ],
        };
    }

    private static Dictionary<string, IReadOnlyList<string>> Lists(string folder, string file) =>
        ReadFile<Dictionary<string, List<string>>>(folder, file).ToDictionary(entry => entry.Key, entry => (IReadOnlyList<string>)entry.Value);

    /// <summary>Reads one file of <c>content/search</c>.</summary>
    /// <exception cref="FormatException">It cannot be understood; the message begins with <c>file:line:</c>.</exception>
    internal static T ReadFile<T>(string folder, string file)
        where T : new()
    {
        var path = Path.Combine(folder, file);
        try
        {
            using var reader = File.OpenText(path);
            return new DeserializerBuilder().WithDuplicateKeyChecking().Build().Deserialize<T?>(reader) ?? new();
        }
        catch (YamlException wrong)
        {
            throw new FormatException($"{path}:{wrong.Start.Line}: {wrong.InnerException?.Message ?? wrong.Message}", wrong);
        }
    }
}
