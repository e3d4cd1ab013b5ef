using PanchayatBot.Tests.Support;

namespace PanchayatBot.Tests.Commands;

/// <summary><c>content publish</c> on a copy of the content: a real process each.</summary>
public sealed class PublishTests : IDisposable
{
    private readonly TempFolder _copy = new();

    public PublishTests()
    {
        var content = Path.Combine(TestBot.RepositoryRoot(), "content");
        foreach (var file in Directory.GetFiles(content, "*", SearchOption.AllDirectories))
            _copy.Write(Path.GetRelativePath(content, file), File.ReadAllText(file));
    }

    [Fact]
    public async Task A_draft_goes_live_when_nothing_is_wrong_with_it()
    {
        var draft = _copy.Write("drafts/seed-help.md", SampleScheme.Text.Replace("category: farming", "draft: true\ncategory: farming", StringComparison.Ordinal));
        var early = await RunAsync("publish", "seed-help");
        Assert.Equal(1, early.ExitCode);
        Assert.Contains($"seed-help.md:{SampleScheme.Line("category:")}: this is a draft", early.Output);
        Assert.True(File.Exists(draft));
        var check = await RunAsync("check", "--drafts");
        Assert.Equal(1, check.ExitCode);
        Assert.Contains("this is a draft", check.Output);
        Assert.Equal(0, (await RunAsync("check")).ExitCode);

        await File.WriteAllTextAsync(draft, SampleScheme.Text);
        var late = await RunAsync("publish", "seed-help");
        Assert.True(late.ExitCode == 0, late.Output + late.Errors);
        Assert.False(File.Exists(draft));
        Assert.Equal(SampleScheme.Text, await File.ReadAllTextAsync(Path.Combine(_copy.Path, "schemes", "seed-help.md")));
        Assert.Equal(0, (await RunAsync("check", "--drafts")).ExitCode);
    }

    [Fact]
    public async Task A_scheme_that_is_there_is_not_written_over()
    {
        var live = Path.Combine(_copy.Path, "schemes", "pm-kisan.md");
        var before = await File.ReadAllTextAsync(live);
        _copy.Write("drafts/pm-kisan.md", SampleScheme.Text);
        var run = await RunAsync("publish", "pm-kisan");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("is there already", run.Errors);
        Assert.Equal(before, await File.ReadAllTextAsync(live));
    }

    [Fact]
    public async Task A_short_name_that_another_scheme_has_is_named()
    {
        _copy.Write("drafts/seed-help.md", SampleScheme.Text.Replace("hi: बीज सहायता,", "hi: पीएम-किसान,", StringComparison.Ordinal));
        var run = await RunAsync("publish", "seed-help");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("pm-kisan has the short name", run.Output);
    }

    [Theory]
    [InlineData("../schemes/pm-kisan")]
    [InlineData("nothing")]
    [InlineData("/etc/passwd")]
    public async Task Only_a_draft_of_the_folder_can_be_named(string slug)
    {
        var run = await RunAsync("publish", slug);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("There is no draft", run.Errors);
    }

    public void Dispose() => _copy.Dispose();

    private Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] words) => Executable.RunAsync(["content", .. words, "--folder", _copy.Path]);
}
