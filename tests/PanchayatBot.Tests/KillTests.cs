using System.Globalization;
using PanchayatBot.FakeTelegram;
using PanchayatBot.FakeTelegram.Load;
using PanchayatBot.Storage;
using PanchayatBot.Tests.Support;

namespace PanchayatBot.Tests;

/// <summary>A real process, killed with SIGKILL under load, again and again, on one database. <c>make soak</c> does it fifty times.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const double QuestionsPerSecond = 150;

    [Fact]
    public async Task Nothing_that_was_acknowledged_is_lost_and_nothing_is_answered_twice_but_what_is_marked_unknown()
    {
        var kills = int.Parse(Environment.GetEnvironmentVariable("KILLS") ?? "3", CultureInfo.InvariantCulture);
        // The folder is left where it is: after a failure somebody wants to look at it, and the system empties its temporary folder.
        var folder = Directory.CreateTempSubdirectory("panchayat-kill-");
        var storage = new StorageOptions { ConnectionString = $"Data Source={Path.Combine(folder.FullName, "bot.db")}" };
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var soak = new Soak($"{Executable.Path} --set Urls=http://127.0.0.1:0 --set '{"Storage:ConnectionString=" + storage.ConnectionString}' --set Logging:LogLevel:Default=Error",
            kills, QuestionsPerSecond, seed, Corpus.Read(null));
        var report = await soak.RunAsync(output.WriteLine, TestContext.Current.CancellationToken);
        output.WriteLine(report.ToTable());

        Assert.Equal(0, report.Lost);
        Assert.Equal(0, report.Unfetched);
        Assert.Equal(0, report.DoubledInLife);

        await using var database = new Database(storage, "/");
        var handled = (await database.ReadAsync(db => db.QueryAsync<string>("select message_id from handled_message"))).ToHashSet();
        Assert.All(report.Questions.Where(question => question.Confirmed), question => Assert.Contains($"{FakeTelegramServer.DefaultToken.Split(':')[0]}:{question.Update}", handled));
        // One turn wrote one answer, however often its message came.
        Assert.Equal(report.Questions.Count, await database.ReadAsync(db => db.SingleAsync<long>("select count(*) from outbox")));
        var unknown = await database.ReadAsync(db => db.SingleAsync<long>("select count(*) from outbox where was_unknown = 1"));
        output.WriteLine($"marked unknown: {unknown}");
        Assert.InRange(report.DoubledByKill, 0, unknown);
    }
}
