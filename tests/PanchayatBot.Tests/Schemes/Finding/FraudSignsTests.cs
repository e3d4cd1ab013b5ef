using Microsoft.Extensions.Logging.Abstractions;
using PanchayatBot.Hosting;
using PanchayatBot.Schemes;
using PanchayatBot.Schemes.Finding;
using PanchayatBot.Tests.Support;

namespace PanchayatBot.Tests.Schemes.Finding;

/// <summary>Who tells of fraud is warned; who asks an ordinary question is not bothered.</summary>
public sealed class FraudSignsTests
{
    private static readonly string Questions = Path.Combine(TestBot.RepositoryRoot(), "tests/PanchayatBot.Tests/Questions");

    private readonly FraudSigns _signs;

    public FraudSignsTests()
    {
        using var words = ContentFiles.SearchWords(Path.Combine(TestBot.RepositoryRoot(), "content"), NullLogger<LiveLexicon>.Instance, TimeProvider.System);
        _signs = new(words.Value);
    }

    [Fact]
    public void Fraud_is_recognised_and_ordinary_questions_are_left_alone()
    {
        var judged = File.ReadLines(Path.Combine(Questions, "fraud.txt")).Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(": ", 2)).Select(line => (Kind: Enum.TryParse<FraudKind>(line[0], true, out var kind) ? kind : (FraudKind?)null, Text: line[1])).ToList();
        var (fraud, ordinary) = (judged.FindAll(one => one.Kind is not null), judged.FindAll(one => one.Kind is null));
        Assert.True(fraud.Count >= 60 && ordinary.Count >= 60, "The file is too short to say anything.");

        var missed = fraud.FindAll(one => _signs.KindOf(one.Text) is null);
        var mistaken = fraud.FindAll(one => _signs.KindOf(one.Text) is { } kind && kind != one.Kind);
        var bothered = ordinary.FindAll(one => _signs.KindOf(one.Text) is not null);
        var report = string.Join('\n', [.. missed.Select(one => "missed: " + one), .. mistaken.Select(one => $"taken for {_signs.KindOf(one.Text)}: {one}"), .. bothered.Select(one => $"bothered by {_signs.KindOf(one.Text)}: {one}")]);
        Assert.True(missed.Count <= 0.05 * fraud.Count, report);
        Assert.True(mistaken.Count <= 0.1 * fraud.Count, report);
        Assert.True(bothered.Count <= 0.03 * ordinary.Count, report);
    }

    [Theory]
    [InlineData("tuning.jsonl")]
    [InlineData("held-back.jsonl")]
    public void Hardly_any_question_about_a_scheme_is_met_with_a_warning(string file)
    {
        // Who complains that money is asked for is rightly told about bribes.
        var asked = QuestionFile.Read(Path.Combine(Questions, file)).Where(question => question.Scheme is not (null or "none") && question.Facet != Facet.Complaint).ToList();
        var bothered = asked.FindAll(question => _signs.KindOf(question.Text) is not null);
        Assert.True(asked.Count > 100, "The file is too short to say anything.");
        Assert.True(bothered.Count <= 0.01 * asked.Count, string.Join('\n', bothered.Select(question => $"{_signs.KindOf(question.Text)}: {question.Text}")));
    }

    [Theory]
    [InlineData("words: {a: [b]}\nsigns: {theft: [a]}", "theft")]
    [InlineData("words: {a: [b]}\nsigns: {bribe: [a + c]}", "'c'")]
    [InlineData("words: [", "fraud.yml")]
    public void A_file_that_says_nothing_sensible_is_named(string yaml, string named)
    {
        var problem = Assert.Single(LexiconFile.Parse("content/search/fraud.yml", yaml).Problems).ToString();
        Assert.StartsWith("content/search/fraud.yml:", problem, StringComparison.Ordinal);
        Assert.Contains(named, problem, StringComparison.Ordinal);
    }
}
