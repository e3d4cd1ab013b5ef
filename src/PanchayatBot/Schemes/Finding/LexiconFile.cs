using System.Globalization;
using PanchayatBot.Content;

namespace PanchayatBot.Schemes.Finding;

/// <summary>One file of <c>content/search</c>.</summary>
/// <param name="Name">Its name, e.g. common.yml.</param>
/// <param name="Words">What it adds to the lexicon.</param>
internal sealed record LexiconFile(string Name, Lexicon Words)
{
    private static readonly Dictionary<string, Func<YamlMap, ProblemList, Lexicon>> Readers = new(StringComparer.Ordinal)
    {
        ["common.yml"] = Common,
        ["concepts.yml"] = (map, problems) => new() { Concepts = Lists(map, problems) },
        ["dialects.yml"] = (map, problems) => new() { Dialects = Dialects(map, problems) },
        ["facets.yml"] = (map, problems) => new() { Facets = Facets(map, problems) },
        ["fraud.yml"] = Fraud,
        ["numbers.yml"] = (map, problems) => new() { Numbers = Numbers(map, problems) },
        ["states.yml"] = (map, problems) => new() { States = Lists(map, problems) },
    };

    /// <summary>The files there must be.</summary>
    public static IReadOnlyCollection<string> Names => Readers.Keys;

    /// <summary>Reads one of the files and notes every mistake in it.</summary>
    public static Parsed<LexiconFile> Parse(string file, string text)
    {
        var problems = new ProblemList(file);
        var name = Path.GetFileName(file);
        if (!Readers.TryGetValue(name, out var read))
        {
            problems.Add(1, $"no file of search words has this name: {Nearest.Hint(name, Names)}");
            return problems.Parsed<LexiconFile>(null);
        }

        if (YamlMap.Read(text, 1, problems) is not { } map)
            return problems.Parsed<LexiconFile>(null);
        var words = read(map, problems);
        map.ReportUnknownKeys();
        return problems.Parsed(new LexiconFile(name, words));
    }

    private static Lexicon Common(YamlMap map, ProblemList problems) => new()
    {
        CommonHindi = Entries(map, "hindi", problems),
        CommonEnglish = Entries(map, "english", problems),
        Everyday = [.. Entries(map, "everyday", problems), .. Entries(map, "verbs", problems).SelectMany(VerbForms.Of)],
        Joining = Entries(map, "joining", problems),
        Other = Entries(map, "other", problems),
    };

    private static Dictionary<string, IReadOnlyList<string>> Lists(YamlMap map, ProblemList problems) =>
        map.Keys.ToDictionary(key => key, key => Entries(map, key, problems));

    // Word for word: a question's words are looked up one by one.
    private static Dictionary<string, IReadOnlyList<string>> Dialects(YamlMap map, ProblemList problems)
    {
        var words = Lists(map, problems);
        foreach (var (key, said) in words)
            if (said.Prepend(key).FirstOrDefault(text => Sounds.Words.Of(text).Count != 1) is { } several)
                problems.Add(map.LineOf(key), $"'{several}' is not one word: write a Hindi word, then single words that dialects say for it.");
        return words;
    }

    private static Dictionary<decimal, IReadOnlyList<string>> Numbers(YamlMap map, ProblemList problems)
    {
        var numbers = new Dictionary<decimal, IReadOnlyList<string>>();
        foreach (var key in map.Keys)
        {
            var words = Entries(map, key, problems);
            if (!decimal.TryParse(key, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
                problems.Add(map.LineOf(key), $"'{key}' is no number: write digits, e.g. 12 or 1.5.");
            else if (!numbers.TryAdd(number, words))
                problems.Add(map.LineOf(key), $"the number {key} stands here a second time: put its words into one list.");
        }

        return numbers;
    }

    private static List<FacetPhrase> Facets(YamlMap map, ProblemList problems)
    {
        var phrases = new List<FacetPhrase>();
        string[] names = [.. Enum.GetNames<Facet>().Select(name => name.ToLowerInvariant())];
        foreach (var key in map.Keys)
        {
            if (!names.Contains(key))
                problems.Add(map.LineOf(key), $"'{key}' is no part of a scheme: {Nearest.Hint(key, names)}");
            if (map.Map(key) is not { } weights || !Enum.TryParse<Facet>(key, ignoreCase: true, out var facet))
                continue;
            foreach (var number in weights.Keys)
            {
                var words = Entries(weights, number, problems);
                if (double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var weight))
                    phrases.AddRange(words.Select(phrase => new FacetPhrase(facet, weight, phrase)));
                else
                    problems.Add(weights.LineOf(number), $"'{number}' does not say how surely the words ask for it: write a number, e.g. 1 or 0.5.");
            }
        }

        return phrases;
    }

    private static Lexicon Fraud(YamlMap map, ProblemList problems)
    {
        var words = map.Map("words", required: false) is { } groups ? Lists(groups, problems) : [];
        var signs = new List<(FraudKind, string[])>();
        string[] names = [.. Enum.GetNames<FraudKind>().Select(name => name.ToLowerInvariant())];
        if (map.Map("signs", required: false) is { } kinds)
        {
            foreach (var key in kinds.Keys)
            {
                if (!names.Contains(key))
                    problems.Add(kinds.LineOf(key), $"'{key}' is no kind of fraud: {Nearest.Hint(key, names)}");
                foreach (var (sign, line) in kinds.Texts(key))
                {
                    var together = sign.Split('+', StringSplitOptions.TrimEntries);
                    if (Array.Find(together, group => group != Finding.FraudSigns.Number && !words.ContainsKey(group)) is { } missing)
                        problems.Add(line, $"'{missing}' is no group under words: {Nearest.Hint(missing, [.. words.Keys])}");
                    if (Enum.TryParse<FraudKind>(key, ignoreCase: true, out var kind))
                        signs.Add((kind, together));
                }
            }
        }

        return new() { FraudWords = words, FraudSigns = signs };
    }

    // The index looks for the first word of each entry: an entry must begin with one.
    private static IReadOnlyList<string> Entries(YamlMap map, string key, ProblemList problems)
    {
        var words = map.Texts(key, required: false);
        foreach (var (text, line) in words)
        {
            if (!char.IsLetterOrDigit(text[0]) || Sounds.Words.Of(text).Count == 0)
                problems.Add(line, $"'{text}' does not begin with a letter or a digit: write the words as people type them.");
        }

        return [.. words.Select(word => word.Value)];
    }
}
