using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace PanchayatBot.Content;

/// <summary>A sentence in both languages, or a list of words.</summary>
internal sealed record TextEntry(string Key, string File, int Line, Phrase? Hindi, Phrase? English, IReadOnlyList<string>? Words);

/// <summary>A file of content/texts.</summary>
internal sealed partial record TextFile(IReadOnlyList<TextEntry> Entries)
{
    private const string CountPlaceholder = "count";

    /// <summary>Reads a file and notes every mistake in it.</summary>
    public static Parsed<TextFile> Parse(string file, string text, LatinNames latinNames)
    {
        var problems = new ProblemList(file);
        var entries = new List<TextEntry>();
        if (YamlMap.Read(text, 1, problems) is { } map)
        {
            foreach (var key in map.Keys)
            {
                if (!KeyForm.IsMatch(key))
                    problems.Add(map.LineOf(key), $"'{key}' is not a good key: lower-case words joined by dots, e.g. start.welcome.");
                if (map.Map(key) is { } entry && Entry(key, entry, map.LineOf(key), latinNames, problems) is { } read)
                    entries.Add(read);
            }

            map.ReportUnknownKeys();
        }

        return problems.Parsed(new TextFile(entries));
    }

    /// <summary>All entries under their keys; of two with the same key the first counts.</summary>
    public static (FrozenDictionary<string, TextEntry> Whole, IReadOnlyList<ContentProblem> Problems) Combine(IReadOnlyList<TextFile> files)
    {
        var entries = new Dictionary<string, TextEntry>(StringComparer.Ordinal);
        var problems = new List<ContentProblem>();
        foreach (var entry in files.SelectMany(file => file.Entries))
        {
            if (!entries.TryAdd(entry.Key, entry))
                problems.Add(new(entry.File, entry.Line, $"'{entry.Key}' stands in {entries[entry.Key].File}:{entries[entry.Key].Line}, too: keep one of the two."));
        }

        return (entries.ToFrozenDictionary(StringComparer.Ordinal), problems);
    }

    private static TextEntry? Entry(string key, YamlMap entry, int line, LatinNames latinNames, ProblemList problems)
    {
        if (entry.Has("words"))
        {
            string[] words = [.. entry.Texts("words").Select(word => word.Value)];
            if (words.Length == 0)
                problems.Add(line, $"'{key}' has no words: list at least one.");
            return new(key, problems.File, line, null, null, words);
        }

        // A sentence for somebody whose language is not known yet says the same in both.
        if (entry.Has("both"))
        {
            var both = Phrase(entry, "both", problems, null);
            return both is null ? null : new(key, problems.File, line, both, both, null);
        }

        var hindi = Phrase(entry, "hi", problems, latinNames);
        var english = Phrase(entry, "en", problems, null);
        if (hindi is null || english is null)
            return null;
        Compare(hindi, english, "hi", "en", entry, problems);
        Compare(english, hindi, "en", "hi", entry, problems);
        return new(key, problems.File, line, hindi, english, null);
    }

    private static void Compare(Phrase one, Phrase other, string oneName, string otherName, YamlMap entry, ProblemList problems)
    {
        foreach (var name in one.Placeholders.Except(other.Placeholders))
            problems.Add(entry.LineOf(otherName), $"'{oneName}' has the placeholder {{{name}}}, '{otherName}' has not: use the same ones in both languages.");
    }

    private static Phrase? Phrase(YamlMap entry, string key, ProblemList problems, LatinNames? hindiRules)
    {
        if (!entry.IsMap(key))
            return entry.Text(key) is { } text ? new(null, Template(text, entry.TextLineOf(key), problems, hindiRules)) : null;
        if (entry.Map(key) is not { } forms)
            return null;
        var (one, other) = (forms.Text("one"), forms.Text("other"));
        if (one is null || other is null)
            return null;
        var phrase = new Phrase(Template(one, forms.TextLineOf("one"), problems, hindiRules), Template(other, forms.TextLineOf("other"), problems, hindiRules));
        if (!phrase.Placeholders.Contains(CountPlaceholder))
            problems.Add(entry.LineOf(key), "a sentence with 'one' and 'other' is chosen by {count}: use it in at least one of them.");
        return phrase;
    }

    private static Template Template(string text, int line, ProblemList problems, LatinNames? hindiRules)
    {
        var template = Content.Template.Parse(text);
        if (template.StrayBrace)
            problems.Add(line, "a brace without its partner: a placeholder is {name}, lower-case letters and _ only.");

        // Links may lead where a placeholder says.
        foreach (var passage in SmallMarkdown.Check(LinkToPlaceholder.Replace(text, "](https://example.in)"), line, problems))
        {
            PlainWords.Check(passage, problems);
            if (hindiRules is not null)
                PlainWords.CheckHindi(passage with { OutsideLinks = AnyPlaceholder.Replace(passage.OutsideLinks, " ") }, hindiRules, problems);
        }

        return template;
    }

    [GeneratedRegex("^[a-z][a-z0-9_]*([.][a-z0-9_]+)*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex KeyForm { get; }

    [GeneratedRegex(@"\]\(\{[a-z_]+\}\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LinkToPlaceholder { get; }

    [GeneratedRegex(@"\{[a-z_0-9]+\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AnyPlaceholder { get; }
}
