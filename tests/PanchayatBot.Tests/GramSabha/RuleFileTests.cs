using PanchayatBot.GramSabha.Rules;

namespace PanchayatBot.Tests.GramSabha;

public class RuleFileTests
{
    private const string Good = """
        ---
        state: UP
        basis: {hi: अधिनियम, en: Act}
        presides: {value: {hi: प्रधान, en: Pradhan}, source: act}
        notice_days:
          ordinary: {value: 7, source: act}
          emergency: {value: 3, clear: true, clause: {hi: नियम 5, en: rule 5}, source: act}
        quorum:
          share: {value: 1/5, source: act}
          adjourned: {value: 0, source: act}
          adjourned_same_agenda: {value: true, source: act}
        meetings_a_year: {value: 2, source: act}
        greatest_gap_months: null
        fixed_dates: [10-02, 01-26]
        agenda:
          - {hi: पालन प्रतिवेदन, en: Action taken}
        sources:
          act: {url: "https://example.org/act", read: 2026-11-22, certainty: law}
        verified_by: null
        verified_on: null
        review_after: 2027-11-22
        ---
        """;

    [Fact]
    public void A_profile_is_read_with_the_source_of_every_rule()
    {
        var parsed = RuleFile.Parse("rules/up.md", Good);
        Assert.Empty(parsed.Problems);
        var profile = parsed.Value!;
        Assert.Equal(new NoticeDays(3, Clear: true), profile.Notice[MeetingKind.Emergency].Value);
        Assert.Equal("नियम 5", profile.Notice[MeetingKind.Emergency].Clause!.Hindi);
        Assert.Equal(Certainty.Law, profile.Notice[MeetingKind.Ordinary].Source.Certainty);
        Assert.False(profile.Notice.ContainsKey(MeetingKind.Special));
        Assert.Equal(new Fraction(1, 5), profile.Quorum!.Share.Value);
        Assert.Equal(0, profile.AdjournedQuorum!.Value.Of(1_000));
        Assert.True(profile.AdjournedSameAgenda!.Value);
        Assert.Null(profile.GreatestGapMonths);
        Assert.Equal([(1, 26), (10, 2)], profile.FixedDates);
    }

    [Theory]
    [InlineData("state: UP", "state: BR", 2, "does not fit the file's name")]
    [InlineData("value: 1/5", "value: 5/1", 9, "'5/1' is not a share")]
    [InlineData("value: 1/5", "value: 1/0", 9, "'1/0' is not a share")]
    [InlineData("{value: 7, source: act}", "{value: 0, source: act}", 6, "0 cannot be")]
    [InlineData("{value: 7, source: act}", "{value: 2, source: act}", 7, "an emergency has a longer notice")]
    [InlineData("{value: 7, source: act}", "{value: 7}", 6, "'source' is missing")]
    [InlineData("{value: 7, source: act}", "{value: 7, source: acts}", 6, "'acts' is not a word for 'source'")]
    [InlineData("{value: 2, source: act}", "{value: 2, source: act, note: x}", 12, "'note' is not a known key")]
    [InlineData("10-02, 01-26", "13-01", 14, "'13-01' is not a day of the year")]
    [InlineData("verified_by: null", "verified_by: BPRO", 19, "belong together")]
    [InlineData("review_after: 2027-11-22", "review_after: soon", 21, "is not a date")]
    [InlineData("certainty: law", "certainty: sure", 18, "'sure' is not a word")]
    [InlineData("  - {hi: पालन प्रतिवेदन, en: Action taken}", "  []", 15, "'agenda' is empty")]
    public void A_mistake_is_told_with_its_line(string right, string wrong, int line, string told)
    {
        var parsed = RuleFile.Parse("rules/up.md", Good.Replace(right, wrong, StringComparison.Ordinal));
        Assert.Null(parsed.Value);
        Assert.Contains(parsed.Problems, problem => problem.Line == line && problem.Message.Contains(told, StringComparison.Ordinal));
    }
}
