using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;
using PanchayatBot.Content;
using PanchayatBot.GramSabha;
using PanchayatBot.GramSabha.Rules;
using PanchayatBot.Messages;
using PanchayatBot.Tests.Support;

namespace PanchayatBot.Tests.GramSabha;

public sealed class RuleChecksTests : IDisposable
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    private static readonly Gen<DateOnly> Days = Gen.Int[0, 1_500].Select(days => Today.AddDays(days));
    private static readonly Gen<MeetingKind> Kinds = Gen.Enum<MeetingKind>();

    private readonly Texts _texts = new(Content(), NullLogger<Texts>.Instance, TimeProvider.System);
    private readonly LiveGramSabha _live = new(Content(), NullLogger<LiveGramSabha>.Instance, TimeProvider.System);

    private IReadOnlyList<RuleProfile?> Profiles => [.. _live.Rules.All, null];

    public void Dispose()
    {
        _texts.Dispose();
        _live.Dispose();
    }

    [Fact]
    public void Every_profile_can_be_used()
    {
        Assert.Empty(_live.Problems);
        Assert.Equal(["BR", "CG", "MP", "RJ", "UP"], _live.Rules.All.Select(profile => profile.State));
        foreach (var profile in _live.Rules.All)
        {
            Assert.Contains("संकल्प", profile.Agenda[0].Hindi, StringComparison.Ordinal);
            Assert.Same(profile, _live.Rules.Find(profile.State.ToLowerInvariant()));
        }

        Assert.Null(_live.Rules.Find("KL"));
        Assert.Null(_live.Rules.Find(null));
    }

    [Theory]
    [InlineData("MP", MeetingKind.Ordinary, 7, true)]
    [InlineData("MP", MeetingKind.Ordinary, 6, false)]
    [InlineData("MP", MeetingKind.Emergency, 4, true)] // three clear days
    [InlineData("MP", MeetingKind.Emergency, 3, false)]
    [InlineData("RJ", MeetingKind.Ordinary, 15, true)]
    [InlineData("RJ", MeetingKind.Ordinary, 14, false)]
    [InlineData("RJ", MeetingKind.Special, 3, true)]
    public void Days_of_notice_are_counted_as_the_rule_says(string state, MeetingKind kind, int days, bool enough)
    {
        var warnings = RuleChecks.Notice(_live.Rules.Find(state), kind, Today, Today.AddDays(days));
        Assert.Equal(!enough, warnings.Any(warning => warning.Key.StartsWith("rule.notice.short", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("UP", 1001, 201)]
    [InlineData("MP", 1001, 101)]
    [InlineData("MP", 5001, 500)]
    [InlineData("RJ", 0, 0)]
    [InlineData("RJ", 1, 1)]
    public void The_quorum_is_rounded_up_and_capped(string state, int voters, int needed) =>
        Assert.Equal(needed, RuleChecks.Quorum(_live.Rules.Find(state), voters).People);

    [Fact]
    public void An_adjourned_meeting_has_its_own_quorum()
    {
        Assert.Equal(0, RuleChecks.AdjournedQuorum(_live.Rules.Find("UP"), 1_000).People);
        var unknown = RuleChecks.AdjournedQuorum(_live.Rules.Find("MP"), 1_000);
        Assert.Null(unknown.People);
        Assert.Null(unknown.IsReached(10, 10));
        Assert.Equal("rule.adjourned.unknown", Assert.Single(unknown.Warnings).Key);
    }

    [Fact]
    public void Women_count_within_the_quorum()
    {
        var source = new RuleSource(new("https://example.org/act"), Today, Certainty.Law);
        var profile = _live.Rules.Find("UP")! with { Quorum = new(new(new(1, 10), null, source), null, new(new(1, 3), null, source)), AdjournedSameAgenda = new(true, null, source) };
        var quorum = RuleChecks.Quorum(profile, 1_000);
        Assert.Equal((100, 34), (quorum.People, quorum.Women));
        Assert.True(quorum.IsReached(100, 34));
        Assert.False(quorum.IsReached(100, 33));
        Assert.False(quorum.IsReached(99, 99));
        Assert.Equal("rule.adjourned.agenda", Assert.Single(RuleChecks.AdjournedQuorum(profile, 1_000).Warnings).Key);
    }

    [Theory]
    [InlineData("2026-11-30", "2027-02-28", true)]
    [InlineData("2026-11-30", "2027-03-01", false)]
    [InlineData("2026-08-22", "2026-11-22", true)]
    [InlineData("2026-08-22", "2026-11-23", false)]
    public void Three_months_end_on_the_same_day_of_the_month(string last, string meeting, bool inTime) =>
        Assert.Equal(inTime, RuleChecks.Gap(_live.Rules.Find("BR"), Date(last), Date(meeting)).Count == 0);

    [Fact]
    public void Notice_is_short_exactly_before_the_earliest_day() => Days.Select(Gen.Int[-5, 120], Kinds).Sample((published, ahead, kind) =>
    {
        foreach (var profile in Profiles)
        {
            var warnings = RuleChecks.Notice(profile, kind, published, published.AddDays(ahead));
            var isShort = warnings.Any(warning => warning.Key.StartsWith("rule.notice.short", StringComparison.Ordinal));
            if (profile is not null && profile.Notice.TryGetValue(kind, out var rule))
                Assert.Equal(published.AddDays(ahead) < rule.Value.Earliest(published), isShort);
            else
                Assert.Equal("rule.notice.unknown", Assert.Single(warnings).Key);
            Assert.All(warnings, warning => Assert.True(!isShort || warning.NeedsReason));
        }
    });

    [Fact]
    public void A_quorum_lies_between_none_and_all_and_grows_with_the_roll() => Gen.Int[0, 200_000].Sample(voters =>
    {
        foreach (var profile in Profiles)
        {
            var (now, more) = (RuleChecks.Quorum(profile, voters), RuleChecks.Quorum(profile, voters + 1));
            if (now.People is not { } people)
                continue;
            Assert.InRange(people, 0, voters);
            Assert.InRange(more.People!.Value, people, people + 1);
            Assert.InRange(now.Women ?? 0, 0, people);
            Assert.InRange(RuleChecks.AdjournedQuorum(profile, voters).People ?? 0, 0, people);
            var (numerator, denominator) = profile!.Quorum!.Share.Value;
            Assert.True(people == profile.Quorum.Cap?.Value || (long)people * denominator >= (long)voters * numerator && (long)(people - 1) * denominator < (long)voters * numerator);
        }
    });

    [Fact]
    public void An_unverified_profile_says_so_and_a_verified_one_until_its_review()
    {
        foreach (var profile in _live.Rules.All)
        {
            Assert.Equal("rule.unverified", Assert.Single(RuleChecks.Profile(profile with { VerifiedOn = null }, Today)).Key);
            var verified = profile with { VerifiedBy = "BPRO", VerifiedOn = Today, ReviewAfter = Today.AddYears(1) };
            Assert.Empty(RuleChecks.Profile(verified, Today.AddYears(1)));
            Assert.Equal("rule.outdated", Assert.Single(RuleChecks.Profile(verified, Today.AddYears(1).AddDays(1))).Key);
        }

        Assert.Equal("rule.none", Assert.Single(RuleChecks.Profile(null, Today)).Key);
    }

    [Fact]
    public void Every_warning_has_a_sentence_and_names_its_rule() => Days.Select(Gen.Int[-5, 120], Kinds, Gen.Int[0, 5_000]).Sample((published, ahead, kind, voters) =>
    {
        foreach (var profile in Profiles)
        {
            var meeting = published.AddDays(ahead);
            RuleWarning[] warnings =
            [
                .. RuleChecks.Profile(profile, published), .. RuleChecks.Notice(profile, kind, published, meeting), .. RuleChecks.Gap(profile, published, meeting),
                .. RuleChecks.Quorum(profile, voters).Warnings, .. RuleChecks.AdjournedQuorum(profile, voters).Warnings,
            ];
            foreach (var warning in warnings)
            {
                foreach (var language in Enum.GetValues<Language>())
                {
                    var said = warning.Say(_texts, language);
                    if (warning.Source is { } source)
                        Assert.Contains(source.Url.Host, said, StringComparison.Ordinal);
                }
            }
        }
    }, iter: 200);

    [Fact]
    public void A_short_notice_is_told_in_full() => Assert.Equal(
        """
        ⚠️ सूचना बैठक से कम से कम 15 दिन पहले देनी होती है (राजस्थान पंचायती राज अधिनियम 1994, नियम 5(1))। अभी 8 दिन बचे हैं। नियम के अनुसार बैठक 7 दिसंबर 2026 या उसके बाद हो सकती है। बैठक जल्दी करनी हो तो कारण लिखें।
        _[नियम यहाँ पढ़ा गया - panchayatmitra.rajyadesh.com](https://panchayatmitra.rajyadesh.com/rajasthan-panchayati-raj-rules-1996-chapter-2-gram-sabha-and-vigilance-committee), 22 नवंबर 2026 को_
        """,
        Assert.Single(RuleChecks.Notice(_live.Rules.Find("RJ"), MeetingKind.Ordinary, Today, new(2026, 11, 30))).Say(_texts, Language.Hindi));

    private static DateOnly Date(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static string Content() => Path.Combine(TestBot.RepositoryRoot(), "content");
}
