using System.Runtime.CompilerServices;
using PanchayatBot.Storage;
using PanchayatBot.Tests.Support;

namespace PanchayatBot.Tests;

/// <summary>Plays every chat in Transcripts/ on both databases. <c>make transcripts</c> rewrites the files; the difference is then read by a person.</summary>
public sealed class TranscriptTests(PostgresServer postgres)
{
    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Transcripts");

    public static TheoryData<string, Dialect> All()
    {
        var all = new TheoryData<string, Dialect>();
        foreach (var file in Directory.GetFiles(Folder(), "*.txt", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            foreach (var dialect in Enum.GetValues<Dialect>())
                all.Add(Path.GetRelativePath(Folder(), file), dialect);
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Chat_goes_as_written(string name, Dialect dialect)
    {
        var file = Path.Combine(Folder(), name);
        var golden = await File.ReadAllTextAsync(file);
        await using var bot = await TestBot.StartAsync(dialect, postgres);
        var played = await Transcript.PlayAsync(golden, bot);
        Assert.Empty(bot.Incidents);
        if (Environment.GetEnvironmentVariable("REWRITE_TRANSCRIPTS") == "1")
            await File.WriteAllTextAsync(file, played);
        else
            Assert.Equal(golden, played);
    }
}
