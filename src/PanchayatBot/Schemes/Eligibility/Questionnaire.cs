using System.Globalization;

namespace PanchayatBot.Schemes.Eligibility;

/// <summary>Which question comes next, and what an answer to it means; pure.</summary>
/// <param name="Candidates">The schemes it is about.</param>
/// <param name="Among">True for a check of many schemes.</param>
public sealed record Questionnaire(IReadOnlyList<Scheme> Candidates, bool Among)
{
    private const long NoLimit = 1_000_000_000_000;
    private const int OldestAge = 120;

    // Bands end where many schemes draw a line; who types the number itself gets a surer answer.
    private static readonly string[] AgeBands = ["0-17", "18-20", "21-40", "41-59", "60-69", "70-120"];
    private static readonly string[] IncomeBands = ["0-56000", "56001-120000", "120001-250000", "250001-300000", "300001-800000", "800001-1000000000000"];

    /// <summary>How the person stands to each candidate.</summary>
    public IReadOnlyList<Assessment> Assess(Answers answers) => [.. Candidates.Select(scheme => Assessment.Of(scheme, answers, Among))];

    /// <summary>The next question whose answer may change anything; null when there is none.</summary>
    /// <param name="answers">What is known.</param>
    /// <param name="asked">Topics that were asked already, answered or not.</param>
    public Topic? Next(Answers answers, IReadOnlyList<Topic> asked)
    {
        var open = Assess(answers).SelectMany(assessment => assessment.OpenTopics(answers)).ToHashSet();
        // What a band left open is not asked a second time.
        return Enum.GetValues<Topic>().Where(topic => open.Contains(topic) && !asked.Contains(topic) && !IsTold(answers, topic)).Cast<Topic?>().FirstOrDefault();
    }

    /// <summary>The words to choose from; for bands of numbers <c>from-to</c>.</summary>
    public IReadOnlyList<string> Options(Topic topic, Answers answers) => topic switch
    {
        Topic.State => [],
        Topic.Age => AgeBands,
        Topic.Gender => [.. SchemeWords.Genders, Answers.OtherGender],
        Topic.Social => SchemeWords.Social,
        Topic.Income => IncomeBands,
        Topic.Land => SchemeWords.Land,
        _ => [.. InOrder(topic).Intersect(Assess(answers).SelectMany(assessment => assessment.OpenWords(answers)))],
    };

    /// <summary>True where several may hold at once.</summary>
    public static bool TakesSeveral(Topic topic) => topic is Topic.Occupation or Topic.Conditions;

    /// <summary>The answers with this one; null when the word is no answer to the topic. A typed number counts for age and income.</summary>
    public static Answers? Answered(Answers answers, Topic topic, string word) => topic switch
    {
        Topic.State => answers with { State = word },
        Topic.Age => SpanOf(word) is { From: >= 0, To: <= OldestAge } age ? answers with { Age = age } : null,
        Topic.Income => SpanOf(word) is { From: >= 0, To: <= NoLimit } income ? answers with { Income = income } : null,
        Topic.Gender when word == Answers.OtherGender || SchemeWords.Genders.Contains(word) => answers with { Gender = word },
        Topic.Social when SchemeWords.Social.Contains(word) => answers with { Social = word },
        Topic.Land when SchemeWords.Land.Contains(word) => answers with { Land = word },
        _ => null,
    };

    /// <summary>A band <c>from-to</c>, or a number typed in either script with or without commas; null for anything else.</summary>
    public static Span? SpanOf(string text)
    {
        var plain = string.Concat(text.Where(c => c is not (',' or '₹' or ' ')).Select(c => char.IsDigit(c) ? (char)('0' + (int)char.GetNumericValue(c)) : c));
        string[] bounds = plain.Split('-');
        return bounds.Length <= 2
            && long.TryParse(bounds[0], NumberStyles.None, CultureInfo.InvariantCulture, out var from)
            && long.TryParse(bounds[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var to)
            && from <= to ? new Span(from, to) : null;
    }

    private static bool IsTold(Answers answers, Topic topic) => topic switch
    {
        Topic.State => answers.State is not null,
        Topic.Age => answers.Age is not null,
        Topic.Gender => answers.Gender is not null,
        Topic.Social => answers.Social is not null,
        Topic.Income => answers.Income is not null,
        Topic.Land => answers.Land is not null,
        // Words that were told are not open any more.
        _ => false,
    };

    private static IEnumerable<string> InOrder(Topic topic) => topic == Topic.Occupation
        ? SchemeWords.Occupations
        : SchemeWords.Conditions.Concat(SchemeWords.Exclusions).Where(word => Answers.TopicOf(word) == Topic.Conditions);
}
