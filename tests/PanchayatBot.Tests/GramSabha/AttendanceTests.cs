using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;
using PanchayatBot.Content;
using PanchayatBot.Dates;
using PanchayatBot.GramSabha;
using PanchayatBot.GramSabha.Meetings;
using PanchayatBot.GramSabha.Notices;
using PanchayatBot.GramSabha.Rules;
using PanchayatBot.Messages;
using PanchayatBot.Tests.Support;

namespace PanchayatBot.Tests.GramSabha;

public sealed class AttendanceTests
{
    private static readonly string[] Between = [" ", ", ", "  ", " / ", "\n"];

    [Fact]
    public void Counts_are_read_as_they_were_written() =>
        Gen.Select(Gen.Int[0, Attendance.Most].List[1, 8], Gen.Int[0, Between.Length - 1], Gen.Bool).Sample((counts, sign, devanagari) =>
        {
            var written = string.Join(Between[sign], counts);
            if (devanagari)
                written = string.Concat(written.Select(c => char.IsAsciiDigit(c) ? (char)('०' + (c - '0')) : c));
            Assert.Equal(counts, CountReader.Read(written));
        });

    [Theory]
    [InlineData("1,200", new[] { 1200 })]
    [InlineData("120,45,20,5,60,35", new[] { 120, 45, 20, 5, 60, 35 })]
    [InlineData("कुल 120 महिला 45", new[] { 120, 45 })]
    [InlineData("बहुत लोग", new int[0])]
    public void Counts_are_read_as_people_write_them(string written, int[] counts) => Assert.Equal(counts, CountReader.Read(written));

    [Fact]
    public void What_no_panchayat_has_is_no_count() => Assert.Null(CountReader.Read("123456789012"));

    [Fact]
    public void Sums_fit_exactly_when_they_fit() =>
        Gen.Select(Gen.Int[0, 12], Gen.Int[0, 12], Gen.Int[0, 4].Array[4], Gen.Int[0, 20]).Sample((people, women, groups, voters) =>
        {
            var fault = new Attendance(people, women, groups[0], groups[1], groups[2], groups[3]).Fault(voters);
            var fits = people > 0 && women <= people && groups.Sum() == people && people <= voters;
            Assert.Equal(fits, fault is null);
            Assert.Equal(people == 0, fault == AttendanceFault.Size);
        });

    [Fact]
    public void A_quorum_is_there_exactly_when_the_rule_of_the_state_says_so()
    {
        using var live = new LiveGramSabha(Path.Combine(TestBot.RepositoryRoot(), "content"), NullLogger<LiveGramSabha>.Instance, TimeProvider.System);
        foreach (var profile in live.Rules.All)
        {
            Gen.Select(Gen.Int[1, 9000], Gen.Int[1, 2000], Gen.Int[0, 2000], Gen.Bool).Sample((voters, people, women, adjourned) =>
            {
                var needed = adjourned ? RuleChecks.AdjournedQuorum(profile, voters) : RuleChecks.Quorum(profile, voters);
                Assert.Equal(ByHand(profile, voters, people, women, adjourned), new Attendance(people, women, 0, 0, 0, people).Compared(needed));
            });
        }

        Assert.Equal(QuorumState.Unknown, new Attendance(10, 5, 0, 0, 0, 10).Compared(null));
    }

    /// <summary>The formula without rounding: enough are there when nobody is missing to the share of the law, or to its cap.</summary>
    private static QuorumState ByHand(RuleProfile profile, int voters, int people, int women, bool adjourned)
    {
        if ((adjourned ? profile.AdjournedQuorum?.Value : profile.Quorum?.Share.Value) is not { } share)
            return QuorumState.Unknown;
        var enough = (long)people * share.Denominator >= (long)voters * share.Numerator || !adjourned && people >= profile.Quorum!.Cap?.Value;
        if (!adjourned && profile.Quorum!.Women is { } part)
        {
            var quorum = 0;
            while ((long)quorum * share.Denominator < (long)voters * share.Numerator && quorum != profile.Quorum.Cap?.Value)
                quorum++;
            enough &= (long)women * part.Value.Denominator >= (long)quorum * part.Value.Numerator;
        }

        return enough ? QuorumState.Reached : QuorumState.Missed;
    }

    [Theory]
    [InlineData(2026, 4, 1, "2026-27")]
    [InlineData(2027, 3, 31, "2026-27")]
    [InlineData(2099, 12, 31, "2099-00")]
    public void The_financial_year_begins_in_april(int year, int month, int day, string expected) => Assert.Equal(expected, Quarter.FinancialYear(new DateOnly(year, month, day)));

    [Fact]
    public void Every_day_is_in_its_quarter() => Gen.Int[0, 20_000].Sample(days =>
    {
        var day = new DateOnly(2001, 1, 1).AddDays(days);
        var quarter = Quarter.Of(day);
        Assert.InRange(day, quarter.Start, quarter.End);
        Assert.Equal(quarter, Quarter.Parse(quarter.Code));
        Assert.Equal(quarter.End.AddDays(1), quarter.Add(1).Start);
    });

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+91", "'+91")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\r=1", "'\r=1")]
    [InlineData("मधुबन", "मधुबन")]
    [InlineData("", "")]
    public void No_cell_is_a_formula(string cell, string shown) => Assert.Equal(shown, Spreadsheet.Guarded(cell));

    [Fact]
    public void A_table_keeps_what_stands_in_its_cells()
    {
        var csv = System.Text.Encoding.UTF8.GetString(Spreadsheet.Csv([["नाम", "लोग"], ["अ, \"ब\"\nक", "120"]]));
        Assert.Equal("\ufeffनाम,लोग\r\n\"अ, \"\"ब\"\"\nक\",120\r\n", csv);
        using var excel = new MemoryStream(Spreadsheet.Excel([["नाम", "लोग"], ["'=1+1", "120"], ["मधुबन", ""]]));
        var rows = MiniExcelLibs.MiniExcel.Query(excel).Cast<IDictionary<string, object?>>().ToList();
        Assert.Equal(["नाम", "'=1+1", "मधुबन"], rows.Select(row => row["A"]));
        Assert.Equal(120d, Convert.ToDouble(rows[1]["B"], null));
    }

    [Fact]
    public void A_meeting_that_is_called_again_has_the_same_agenda_and_its_own_kind()
    {
        var first = new NoticeContent { Kind = NoticeKind.Ordinary, Agenda = [new("नाली", "Drain")], Reason = "x", Letter = new StoredFile("k", "n", "application/pdf"), Sittings = [new(new(2026, 12, 1), new(11, 0), "भवन")] };
        var again = CallAgain.Draft(first);
        Assert.Equal((NoticeKind.Adjourned, first.Agenda), (again.Kind, again.Agenda));
        Assert.Empty(again.Sittings);
        Assert.Null(again.Letter);
        Assert.Null(again.Reason);
    }
}
