using PanchayatBot.Schemes.Finding;
using PanchayatBot.Tests.Support;

namespace PanchayatBot.Tests.Schemes.Finding;

/// <summary>The judged questions on the real schemes: no change may make the finder clearly worse than docs/accuracy.md says.</summary>
public sealed class QuestionsTests
{
    [Theory]
    [InlineData("tuning.jsonl", 0.945, 0.975, 0.92, 0.03, 0.035, 0.97, 0.90)]
    [InlineData("held-back.jsonl", 0.955, 0.98, 0.93, 0.03, 0.02, 0.95, 0.95)]
    public void The_measured_accuracy_holds(string file, double first, double firstThree, double refused, double wronglyRefused, double wrong, double kept, double switched)
    {
        var questions = QuestionFile.Read(Path.Combine(TestBot.RepositoryRoot(), "tests/PanchayatBot.Tests/Questions", file));
        var evaluation = Evaluation.Run(new(GivenSchemes.Real, GivenSchemes.Words), questions);
        var report = new StringWriter();
        evaluation.WriteTo(report);

        Assert.True(questions.Count > 150, "The file is too short to say anything.");
        Assert.True(evaluation.First() >= first, report.ToString());
        Assert.True(evaluation.FirstThree() >= firstThree, report.ToString());
        Assert.True(evaluation.Refused >= refused, report.ToString());
        Assert.True(evaluation.WronglyRefused <= wronglyRefused, report.ToString());
        Assert.True(evaluation.WrongAnswer <= wrong, report.ToString());
        Assert.True(evaluation.FollowUpKept >= kept, report.ToString());
        Assert.True(evaluation.SwitchRight >= switched, report.ToString());
    }

    [Fact]
    public void A_refusal_asks_back_about_few_schemes_and_never_about_another_states()
    {
        var finder = new Finder(GivenSchemes.Real, GivenSchemes.Words);
        var refused = QuestionFile.Read(Path.Combine(TestBot.RepositoryRoot(), "tests/PanchayatBot.Tests/Questions/tuning.jsonl"))
            .Where(question => finder.Understand(question.Text).States.Count == 0) // A state named in the question wins over the person's.
            .Select(question => finder.Ask(question.Text, "BR"))
            .Where(found => found.Outcome == Outcome.None)
            .ToList();
        Assert.All(refused, found => Assert.InRange(found.Offered, 0, Math.Min(3, found.Candidates.Count)));
        Assert.All(refused.SelectMany(found => found.Candidates.Take(found.Offered)), guess => Assert.True(guess.Scheme.ExistsIn("BR")));
        Assert.InRange(refused.Count(found => found.Offered > 0), refused.Count / 25, refused.Count / 5);
    }

    [Fact]
    public void Every_scheme_finds_its_own_names()
    {
        var finder = new Finder(GivenSchemes.Real, GivenSchemes.Words);
        var lost = GivenSchemes.Real.Schemes
            .Where(scheme => scheme.Short.Hindi is var name && !finder.Ask(name, scheme.States.Count > 0 ? scheme.States[0] : null).Candidates.Take(3).Any(candidate => candidate.Scheme == scheme))
            .Select(scheme => scheme.Slug);
        Assert.Empty(lost);
    }

    [Fact]
    public void A_line_that_is_no_question_is_named()
    {
        using var folder = new TempFolder();
        var file = folder.Write("broken.jsonl", """
            {"id": "1", "text": "pm kisan", "scheme": "pm-kisan"}
            {"id": "2"}
            """);
        Assert.StartsWith($"{file}:2:", Assert.Throws<FormatException>(() => QuestionFile.Read(file)).Message, StringComparison.Ordinal);
    }
}
