using PanchayatBot.Hosting;
using PanchayatBot.Places;
using PanchayatBot.Schemes.Finding;
using PanchayatBot.Tests.Support;

namespace PanchayatBot.Tests.Schemes.Finding;

/// <summary>The measuring itself: a figure must be what it says.</summary>
public sealed class EvaluationTests : IDisposable
{
    private static readonly States India = ContentFiles.States(Path.Combine(TestBot.RepositoryRoot(), "content"));

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_rate_counts_its_own_questions()
    {
        var evaluation = Evaluation.Run(new(GivenSchemes.Few, GivenSchemes.Words),
        [
            Judged("pm kisan", "pm-kisan", "hinglish"),
            Judged("बकरी पालन", "pm-kisan", "hi"),
            Judged("xyzzy plugh qwert", "fasal-bima", "en"),
            Judged("cricket match score", "none", "en"),
            Judged("kagaz kya lagenge", "goat-farming", "hinglish") with { Earlier = "goat-farming", Facet = PanchayatBot.Schemes.Facet.Documents },
            Judged("laptop yojana", "up-laptop", "hinglish") with { State = "BR", Outcome = Outcome.OtherState },
        ]);
        Assert.Equal(1.0 / 3, evaluation.First());
        Assert.Equal(1, evaluation.First("hinglish"));
        Assert.Equal(0, evaluation.FirstThree("en"));
        Assert.Equal(1.0 / 3, evaluation.WronglyRefused);
        Assert.Equal(1, evaluation.Refused);
        Assert.Equal(1.0 / 6, evaluation.WrongAnswer);
        Assert.Equal(1, evaluation.FollowUpKept);
        Assert.Null(evaluation.SwitchRight);
        Assert.Equal(1, evaluation.FacetRight);
        Assert.Equal(1, evaluation.OutcomeRight);
        Assert.Null(evaluation.MisspeltFirst());
        Assert.Equal(2, evaluation.Failures.Count());
    }

    [Fact]
    public void A_guess_below_a_refusal_is_seen_but_is_not_first()
    {
        const string unsure = "पिताजी का दिल का ऑपरेशन है पैसा नही है";
        var finder = new Finder(GivenSchemes.Real, GivenSchemes.Words);
        Assert.Equal((Outcome.None, "ayushman-bharat"), (finder.Ask(unsure).Outcome, finder.Ask(unsure).First()));

        var evaluation = Evaluation.Run(finder, [Judged(unsure, "ayushman-bharat", "hi"), Judged(unsure, "none", "hi"), Judged("ipl ka score batao", "none", "hinglish")]);
        Assert.Equal((0.0, 1.0, 1.0), (evaluation.First(), evaluation.FirstThree(), evaluation.WronglyRefused));
        Assert.Equal((1.0, 0.5), (evaluation.Refused, evaluation.NeedlessGuess));
    }

    [Fact]
    public void The_questions_that_went_wrong_are_told_with_the_reason()
    {
        var finder = new Finder(GivenSchemes.Few, GivenSchemes.Words);
        var report = new StringWriter();
        Evaluation.Run(finder, [Judged("बकरी पालन", "pm-kisan", "hi"), Judged("pm kisan", "pm-kisan", "en")]).WriteFailuresTo(report, finder);
        Assert.Contains("“बकरी पालन” should be pm-kisan, is answer goat-farming", report.ToString(), StringComparison.Ordinal);
        Assert.Contains("goat-farming: ", report.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("“pm kisan”", report.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("पीएम किसान की किस्त कब आएगी")]
    [InlineData("Kisan samman nidhi ke liye kagaz 2026")]
    [InlineData("aaaa bbbb")]
    public void A_typing_error_changes_one_word_in_its_own_script(string text)
    {
        var before = text.Split(' ');
        for (var seed = 0; seed < 200; seed++)
        {
            var after = new TypingErrors(seed).In(Judged(text, "pm-kisan", "hi")).Text.Split(' ');
            Assert.Equal(before.Length, after.Length);
            var (was, now) = Assert.Single(before.Zip(after), pair => pair.First != pair.Second);
            Assert.InRange(now.Length, was.Length - 1, was.Length + 1);
            Assert.Equal(was[0] > 'z', now.All(letter => letter > 'z'));
            Assert.Equal(string.Join(' ', after), new TypingErrors(seed).In(Judged(text, "pm-kisan", "hi")).Text);
        }
    }

    [Fact]
    public void All_kinds_of_typing_errors_occur()
    {
        var made = Enumerable.Range(0, 300).Select(seed => new TypingErrors(seed).In(Judged("बीमा", "fasal-bima", "hi")).Text).ToHashSet();
        Assert.Superset(new HashSet<string> { "बमी" + "ा", "बीम", "बमा", "ब" + "ीी" + "मा", "बीना" }, made);
    }

    [Fact]
    public void Short_words_and_numbers_are_left_as_they_are() =>
        Assert.Equal("pm ka 155261", new TypingErrors(1).In(Judged("pm ka 155261", "pm-kisan", "en")).Text);

    [Fact]
    public void Schemes_from_outside_are_read_but_for_those_that_are_known()
    {
        _folder.Write("a.jsonl", """
            {"name": "Goat Farming (Kerala)", "states": ["Kerala"]}
            {"name": "Beekeeping Scheme", "states": ["Kerala", "Atlantis"], "brief": "Help to buy hives.", "more": 1}
            """);
        _folder.Write("b.jsonl", "{\"name\": \"Silk Scheme\"}\n\n");
        var outside = OutsideScheme.Read(_folder.Path, GivenSchemes.Few, India);
        Assert.Equal(["Beekeeping Scheme", "Silk Scheme"], outside.Select(scheme => scheme.Name.English));
        Assert.Equal(["KL", "Atlantis"], outside[0].States);
        Assert.Empty(outside[1].States);

        var finder = new Finder(new([.. GivenSchemes.Few.Schemes, .. outside], GivenSchemes.Few.Categories), GivenSchemes.Words);
        Assert.Equal("Beekeeping Scheme", finder.Ask("beekeeping scheme hives").Candidates[0].Scheme.Name.English);
        Assert.Equal("goat-farming", finder.Ask("goat farming").First());
    }

    [Theory]
    [InlineData("{\"name\": \"a\"}\n{\"states\": []}", "2: ", "'name'")]
    [InlineData("{\"name\": \"a\", \"states\": \"Kerala\"}", "1: ", "'states' has a value")]
    [InlineData("null", "1: ", "nothing but null")]
    [InlineData("hello", "1: ", "invalid")]
    public void A_line_that_is_no_scheme_is_named(string text, string line, string told)
    {
        var file = _folder.Write("broken.jsonl", text);
        var wrong = Assert.Throws<FormatException>(() => OutsideScheme.Read(file, GivenSchemes.Few, India));
        Assert.StartsWith($"{file}:{line}", wrong.Message, StringComparison.Ordinal);
        Assert.Contains(told, wrong.Message, StringComparison.Ordinal);
    }

    private static JudgedQuestion Judged(string text, string scheme, string lang) => new() { Id = "1", Text = text, Scheme = scheme, Lang = lang };
}
