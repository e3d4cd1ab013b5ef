using System.Text.RegularExpressions;
using PanchayatBot.Content;

namespace PanchayatBot.Schemes;

/// <summary>What a scheme file is checked against besides the format itself.</summary>
/// <param name="Categories">The known categories.</param>
/// <param name="LatinNames">Names that may stand in Latin letters in a Hindi text.</param>
public sealed record SchemeRules(Categories Categories, LatinNames LatinNames);

/// <summary>A scheme as it stands in its file, content/schemes/&lt;slug&gt;.md; docs/writing-schemes.md describes the format.</summary>
/// <param name="File">Path of the file.</param>
/// <param name="Scheme">What it says.</param>
/// <param name="ShortNameLine">Line of the short name, for complaints about two schemes of the same name.</param>
public sealed partial record SchemeFile(string File, Scheme Scheme, int ShortNameLine)
{
    /// <summary>The longest text on a button, in UTF-16 units.</summary>
    public const int LongestShortName = 30;

    private const int OldestAge = 120;

    /// <summary>Reads a scheme and notes every mistake in the file.</summary>
    /// <param name="file">Path of the file; its name without ending is the slug.</param>
    /// <param name="text">The whole file.</param>
    /// <param name="rules">What it is checked against.</param>
    public static Parsed<Scheme> Parse(string file, string text, SchemeRules rules)
    {
        var read = Read(file, text, rules);
        return new(read.Value?.Scheme, read.Problems);
    }

    /// <summary>True for what can be a scheme's key: lower-case English letters, digits and single hyphens.</summary>
    public static bool IsSlug(string text) => SlugForm.IsMatch(text);

    /// <summary>Like <see cref="Parse"/>, with the place in the file.</summary>
    internal static Parsed<SchemeFile> Read(string file, string text, SchemeRules rules)
    {
        var problems = new ProblemList(file);
        var slug = Path.GetFileNameWithoutExtension(file);
        if (!SlugForm.IsMatch(slug))
            problems.Add(1, $"the file name '{slug}' must be lower-case English letters, digits and single hyphens, e.g. pm-kisan.md.");
        if (Document.Parse(text, problems) is not { } document)
            return problems.Parsed<SchemeFile>(null);

        var front = document.Front;
        var parts = SchemeBody.Read(document, rules, problems);
        var (name, shortName, department) = (front.Bilingual("name"), ShortName(front, problems), front.Bilingual("department"));
        var (states, category) = (States(front, problems), front.Word("category", rules.Categories.Keys));
        var (amounts, fee, eligibility) = (Amounts(front), front.Number("fee", required: false), Eligibility(front, problems));
        var (aliases, needs, examples) = (Wordings(front, "aliases", problems), Wordings(front, "needs", problems), Wordings(front, "examples", problems));
        var (site, helplines, sources) = (front.WebAddress("site"), Helplines(front, problems), Sources(front, problems));
        var (verified, review, closed) = (front.Date("verified_on"), front.Date("review_after"), front.Flag("closed"));
        if (front.Has("draft"))
            problems.Add(front.LineOf("draft"), "this is a draft: complete it, check every fact, then remove this line.");
        front.ReportUnknownKeys();

        if (review <= verified)
            problems.Add(front.LineOf("review_after"), "review_after must be later than verified_on.");
        SchemeBody.CheckFigures(document, amounts, fee, problems);
        if (name is null || shortName is null || department is null || category is null || site is null || verified is null || review is null || parts is null)
            return problems.Parsed<SchemeFile>(null);

        var scheme = new Scheme
        {
            Slug = slug,
            Name = name,
            Short = shortName,
            States = states,
            Category = category,
            Department = department,
            Amounts = amounts,
            Fee = fee,
            Eligibility = eligibility,
            Aliases = aliases,
            Needs = needs,
            Examples = examples,
            Site = site,
            Helplines = helplines,
            Sources = sources,
            VerifiedOn = verified.Value,
            ReviewAfter = review.Value,
            Closed = closed,
            Parts = parts,
        };
        return problems.Parsed(new SchemeFile(file, scheme, front.LineOf("short")));
    }

    private static Bilingual? ShortName(YamlMap front, ProblemList problems)
    {
        var name = front.Bilingual("short");
        foreach (var text in new[] { name?.Hindi, name?.English })
        {
            if (text?.Length > LongestShortName)
                problems.Add(front.LineOf("short"), $"the short name '{text}' has {text.Length} characters: at most {LongestShortName} fit on a button.");
        }

        return name;
    }

    private static IReadOnlyList<string> States(YamlMap front, ProblemList problems)
    {
        if (!front.Has("states"))
            problems.Add(front.LineOf("states"), "'states' is missing: write 'states: all' or a list such as [BR, UP].");
        var states = front.Words("states", [SchemeWords.AllStates, .. SchemeWords.States], orOne: true);
        if (!states.Contains(SchemeWords.AllStates))
            return states;
        if (states.Count > 1)
            problems.Add(front.LineOf("states"), "'states' names 'all' and a state: keep one of the two.");
        return [];
    }

    private static List<Amount> Amounts(YamlMap front)
    {
        var amounts = new List<Amount>();
        foreach (var map in front.Maps("amounts"))
        {
            if (map.Number("rupees") is var rupees && map.Word("per", SchemeWords.Per) is { } per && rupees is not null)
                amounts.Add(new(rupees.Value, per));
        }

        return amounts;
    }

    private static EligibilityRule Eligibility(YamlMap front, ProblemList problems)
    {
        if (front.Map("eligibility", required: false) is not { } map)
            return new();
        var age = map.Map("age", required: false);
        var (youngest, oldest) = (age?.Number("min", required: false), age?.Number("max", required: false));
        if (youngest > oldest || youngest > OldestAge || oldest > OldestAge)
            problems.Add(map.LineOf("age"), $"ages must be years up to {OldestAge}, min not above max.");
        return new()
        {
            Gender = map.Word("gender", SchemeWords.Genders, required: false),
            MinAge = (int?)youngest,
            MaxAge = (int?)oldest,
            Residence = map.Word("residence", SchemeWords.Residences, required: false),
            Social = map.Words("social", SchemeWords.Social),
            Occupation = map.Words("occupation", SchemeWords.Occupations),
            IncomeMax = map.Number("income_max", required: false),
            Land = map.Word("land", SchemeWords.Land, required: false),
            AnyOf = map.Words("any_of", SchemeWords.Conditions),
            AllOf = map.Words("all_of", SchemeWords.Conditions),
            NoneOf = map.Words("none_of", SchemeWords.Exclusions),
        };
    }

    private static string[] Wordings(YamlMap front, string key, ProblemList problems)
    {
        var texts = front.Texts(key);
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var text in texts)
        {
            if (!seen.Add(text.Value))
                problems.AddStyle(text.Line, $"'{text.Value}' stands twice in '{key}': remove one.");
        }

        if (!seen.Any(text => text.Any(Devanagari.IsLetter)) || !seen.Any(text => text.Any(char.IsAsciiLetter)))
            problems.AddStyle(front.LineOf(key), $"'{key}' needs entries in both scripts, Devanagari and Latin: people write both.");
        return [.. texts.Select(text => text.Value)];
    }

    private static string[] Helplines(YamlMap front, ProblemList problems)
    {
        var numbers = front.Texts("helplines");
        foreach (var number in numbers.Where(number => !TelephoneForm.IsMatch(number.Value)))
            problems.Add(number.Line, $"'{number.Value}' is not a telephone number: digits and hyphens, in quotes, e.g. \"1800-180-1551\".");
        return [.. numbers.Select(number => number.Value)];
    }

    private static List<Source> Sources(YamlMap front, ProblemList problems)
    {
        var sources = new List<Source>();
        foreach (var map in front.Maps("sources"))
        {
            if (map.WebAddress("url") is var url && map.Date("read") is { } read && url is not null)
                sources.Add(new(url, read));
        }

        if (front.IsList("sources") && sources.Count == 0)
            problems.Add(front.LineOf("sources"), "there is no usable source: name at least one page on which the facts were read.");
        return sources;
    }

    [GeneratedRegex(@"^[a-z0-9]+(-[a-z0-9]+)*\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SlugForm { get; }

    [GeneratedRegex(@"^\+?\d(-?\d){2,14}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TelephoneForm { get; }
}
