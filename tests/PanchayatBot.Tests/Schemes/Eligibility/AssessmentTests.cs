using CsCheck;
using PanchayatBot.Schemes;
using PanchayatBot.Schemes.Eligibility;
using PanchayatBot.Tests.Support;

namespace PanchayatBot.Tests.Schemes.Eligibility;

/// <summary>Three-valued assessment against a plain yes-or-no one of people of whom everything is known.</summary>
public sealed class AssessmentTests
{
    private static readonly string[] Askable =
        [.. SchemeWords.Occupations, .. SchemeWords.Conditions.Concat(SchemeWords.Exclusions).Where(word => word is not ("senior" or "minority" or "has_pucca_house"))];

    private static readonly Gen<Somebody> People =
        from age in Gen.Int[0, 100]
        from gender in OneOf("female", "male", "other")
        from social in OneOf("sc", "st", "obc", "ebc", "general")
        from income in OneOf(0L, 56460, 56461, 250_000, 300_001, 900_000)
        from land in OneOf("owner", "landless", "tenant")
        from state in OneOf("BR", "UP", "CG")
        from holds in Gen.Bool.Array[Askable.Length]
        select new Somebody(age, gender, social, income, land, state, Askable.Where((_, at) => holds[at]).ToHashSet());

    private static readonly Gen<bool[]> Told = Gen.Bool.Array[6 + Askable.Length];

    private static readonly IReadOnlyList<Scheme> Schemes = Content();

    [Fact]
    public void What_is_certain_is_true_whatever_was_left_out() => Gen.Select(People, Told).Sample((somebody, told) =>
        Schemes.All(scheme => Assessment.Of(scheme, somebody.Telling(told)).Verdict is var verdict
            && (verdict == Truth.Unknown || (verdict == Truth.Yes) == somebody.Fits(scheme))), iter: 300);

    [Fact]
    public void Telling_more_never_takes_a_certainty_back() => Gen.Select(People, Told, Told).Sample((somebody, told, more) =>
        Schemes.All(scheme => Assessment.Of(scheme, somebody.Telling(told)).Verdict is var verdict
            && (verdict == Truth.Unknown || Assessment.Of(scheme, somebody.Telling([.. told.Zip(more, (a, b) => a || b)])).Verdict == verdict)), iter: 300);

    [Fact]
    public void Who_answers_everything_is_asked_of_nothing_further_and_at_most_eight_things() => People.Sample(somebody =>
    {
        var questionnaire = new Questionnaire(Schemes, Among: true);
        var answers = new Answers();
        var asked = new List<Topic>();
        while (questionnaire.Next(answers, asked) is { } topic)
        {
            asked.Add(topic);
            answers = somebody.Answer(answers, topic, questionnaire.Options(topic, answers));
        }

        return asked.Count <= 8 && asked.Distinct().Count() == asked.Count
            && questionnaire.Assess(answers).All(assessment => assessment.Verdict != Truth.Unknown || assessment.OpenWords(answers).All(word => word == "senior"));
    }, iter: 100);

    [Theory]
    [InlineData("३४", 34, 34)]
    [InlineData("₹1,50,000", 150000, 150000)]
    [InlineData("21-40", 21, 40)]
    public void Numbers_are_read_in_both_scripts(string text, long from, long to) => Assert.Equal(new Span(from, to), Questionnaire.SpanOf(text));

    [Theory]
    [InlineData("")]
    [InlineData("40-21")]
    [InlineData("-5")]
    [InlineData("99999999999999999999999")]
    [InlineData("पचास")]
    public void What_is_no_number_is_not_taken_for_one(string text) => Assert.Null(Questionnaire.SpanOf(text));

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(at => values[at]);

    private static IReadOnlyList<Scheme> Content()
    {
        using var schemes = new LiveSchemes(Path.Combine(TestBot.RepositoryRoot(), "content"), Microsoft.Extensions.Logging.Abstractions.NullLogger<LiveSchemes>.Instance, TimeProvider.System);
        return schemes.Catalog.Schemes;
    }

    private sealed record Somebody(int Age, string Gender, string Social, long Income, string Land, string State, HashSet<string> Words)
    {
        /// <summary>What the person tells, of everything there is.</summary>
        public Answers Telling(bool[] told) => new Answers
        {
            Age = told[0] ? new Span(Age, Age) : null,
            Gender = told[1] ? Gender : null,
            Social = told[2] ? Social : null,
            Income = told[3] ? new Span(Income, Income) : null,
            Land = told[4] ? Land : null,
            State = told[5] ? State : null,
        }.With(Askable.Where((_, at) => told[6 + at]).Select(word => KeyValuePair.Create(word, Is(word))));

        public Answers Answer(Answers answers, Topic topic, IReadOnlyList<string> options) => topic switch
        {
            Topic.State => answers with { State = State },
            Topic.Age => answers with { Age = new Span(Age, Age) },
            Topic.Gender => answers with { Gender = Gender },
            Topic.Social => answers with { Social = Social },
            Topic.Income => answers with { Income = new Span(Income, Income) },
            Topic.Land => answers with { Land = Land },
            _ => answers.With(options.Select(word => KeyValuePair.Create(word, Is(word)))),
        };

        /// <summary>The rule read plainly, everything known. "senior" is left to the three values: it has two meanings.</summary>
        public bool Fits(Scheme scheme)
        {
            var rule = scheme.Eligibility;
            return scheme.ExistsIn(State)
                && (rule.Gender is null || rule.Gender == Gender)
                && (rule.MinAge is null || Age >= rule.MinAge) && (rule.MaxAge is null || Age <= rule.MaxAge)
                && rule.Residence != "urban"
                && (rule.Social.Count == 0 || rule.Social.Contains(Social) || (Social == "ebc" && rule.Social.Contains("obc")))
                && (rule.Occupation.Count == 0 || rule.Occupation.Any(Is))
                && (rule.IncomeMax is null || Income <= rule.IncomeMax)
                && (rule.Land is null || rule.Land == Land)
                && (rule.AnyOf.Count == 0 || rule.AnyOf.Any(Is)) && rule.AllOf.All(Is) && !rule.NoneOf.Any(Is);
        }

        private bool Is(string word) => word switch
        {
            "senior" => Age >= 70,
            "has_pucca_house" => !Words.Contains("kaccha_house"),
            "widow" or "pregnant" or "new_mother" => Gender != "male" && Words.Contains(word),
            _ => Words.Contains(word),
        };
    }
}
