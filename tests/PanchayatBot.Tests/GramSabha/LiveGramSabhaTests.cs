using Microsoft.Extensions.Logging.Abstractions;
using PanchayatBot.Dates;
using PanchayatBot.GramSabha;
using PanchayatBot.Tests.Support;

namespace PanchayatBot.Tests.GramSabha;

public class LiveGramSabhaTests
{
    [Fact]
    public void Edits_are_taken_up_and_broken_files_are_reported_while_the_last_good_version_stays()
    {
        using var folder = new TempFolder();
        var content = Path.Combine(TestBot.RepositoryRoot(), "content");
        var (words, rules) = (File.ReadAllText(Path.Combine(content, "dates.yml")), File.ReadAllText(Path.Combine(content, "rules", "rj.md")));
        folder.Write("dates.yml", words);
        folder.Write("rules/rj.md", rules);
        using var live = new LiveGramSabha(folder.Path, NullLogger<LiveGramSabha>.Instance, TimeProvider.System);
        using var dates = new LiveDates(folder.Path, NullLogger<LiveDates>.Instance, TimeProvider.System);
        Assert.Empty(live.Problems);

        folder.Write("dates.yml", words.Replace("1: [कल, ", "1: [बिहान, कल, ", StringComparison.Ordinal));
        folder.Write("rules/rj.md", rules.Replace("{value: 15,", "{value: 150,", StringComparison.Ordinal));
        live.Refresh();
        dates.Refresh();
        Assert.IsType<WhenReading.Understood>(dates.When.Read("बिहान", DateTimeOffset.UnixEpoch));
        Assert.Contains("rj.md:13: 150 cannot be", Assert.Single(live.Problems).ToString(), StringComparison.Ordinal);
        Assert.Equal("RJ", Assert.Single(live.Rules.All).State);

        folder.Write("rules/rj.md", rules + "\n");
        live.Refresh();
        Assert.Empty(live.Problems);
    }
}
