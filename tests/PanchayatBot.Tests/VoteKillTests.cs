using System.Globalization;
using PanchayatBot.Content;
using PanchayatBot.FakeTelegram;
using PanchayatBot.FakeTelegram.Load;
using PanchayatBot.People;
using PanchayatBot.Places;
using PanchayatBot.Polls;
using PanchayatBot.Polls.Counting;
using PanchayatBot.Storage;
using PanchayatBot.Tests.Support;

namespace PanchayatBot.Tests;

/// <summary>A real process, killed with SIGKILL while a panchayat votes: what was acknowledged is stored, and nobody counts twice. <c>make soak</c> does it
/// fifty times.</summary>
public sealed class VoteKillTests(ITestOutputHelper output, PostgresServer postgres)
{
    private const long FirstVoter = 1_000_000;
    private const int VotersPerKill = 40;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly string[] Labels = ["नल", "सड़क", "तालाब"];

    private static int Kills => int.Parse(Environment.GetEnvironmentVariable("KILLS") ?? "3", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData(Dialect.Sqlite)]
    [InlineData(Dialect.PostgreSql)]
    public async Task Every_vote_that_was_acknowledged_is_stored_once(Dialect dialect)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var (kills, voters) = (Kills, Kills * VotersPerKill);
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var chance = new Random(seed);
        // The folder is left where it is: after a failure somebody wants to look at it, and the system empties its temporary folder.
        var folder = Directory.CreateTempSubdirectory("panchayat-vote-kill-");
        var storage = dialect == Dialect.PostgreSql ? await postgres.NewDatabaseAsync() : new StorageOptions { ConnectionString = $"Data Source={Path.Combine(folder.FullName, "bot.db")}" };
        Migrator.Apply(storage, "/");
        await using var server = await FakeTelegramServer.StartAsync(new FakeTelegramOptions { MessagesPerChat = 6 }, cancellation);
        var bot = server.Bot();
        for (var user = 0; user < voters; user++)
            bot.AddPerson(FirstVoter + user, "सीता", started: true);
        await using var database = new Database(storage, "/");
        var poll = await SettleAsync(database, voters);
        var cards = 0;
        bot.Accepted += _ => Interlocked.Increment(ref cards);
        var command = $"{Executable.Path} --set Urls=http://127.0.0.1:0 --set Storage:Provider={storage.Provider} --set '{"Storage:ConnectionString=" + storage.ConnectionString}' --set Logging:LogLevel:Default=Error "
            + $"--set Telegram:MessagesPerSecond=2000 --set Delivery:WhenUnknown=Resend --set '{"Polls:KeyFolder=" + Path.Combine(folder.FullName, "keys")}'";
        using (var first = await ChildBot.StartAsync(command, server, bot, Patience, cancellation))
        {
            await bot.WaitForAsync(() => Volatile.Read(ref cards) >= voters, Patience);
            await first.KillAsync();
        }

        var crowd = new Crowd(bot, TimeProvider.System, voters);
        for (var kill = 0; kill < kills; kill++)
        {
            using var child = await ChildBot.StartAsync(command, server, bot, Patience, cancellation);
            // The kill comes while some of these taps are on their way in, and some answers on their way out.
            var tapping = Task.Run(async () =>
            {
                for (var who = kill * VotersPerKill; who < (kill + 1) * VotersPerKill; who++)
                {
                    crowd.Act(who, "press:" + Labels[who % Labels.Length]);
                    await Task.Delay(chance.Next(0, 6), cancellation);
                }
            }, cancellation);
            await Task.Delay(chance.Next(5, 250), cancellation);
            await child.KillAsync();
            await tapping;
        }

        using var last = await ChildBot.StartAsync(command, server, bot, Patience, cancellation);
        await bot.WaitForAsync(() => crowd.Waiting == 0, Patience);
        var stored = await database.ReadAsync(db => db.QueryAsync<(string Chat, string Choices)>(
            "select c.chat_id, v.choices from poll_vote v join chat c on c.person_id = v.person_id where v.poll_id = @poll", new { poll }), cancellation);
        Assert.Equal(voters, stored.Count);
        foreach (var (chat, choices) in stored)
        {
            var who = (int)(long.Parse(chat, CultureInfo.InvariantCulture) - FirstVoter);
            Assert.Equal(Enumerable.Range(0, Labels.Length).Select(option => option == who % Labels.Length ? 1 : 0), Ballot.Parse(PollKind.One, 1, Labels.Length, choices)!.Weights);
        }

        Assert.Equal(voters, await database.ReadAsync(db => db.SingleAsync<long>("select count(*) from poll_turnout where poll_id = @poll", new { poll }), cancellation));
        output.WriteLine($"{dialect}: {kills} kills, {voters} votes acknowledged, {stored.Count} stored; answered twice {crowd.Duplicates}");
    }

    private static Task<long> SettleAsync(Database database, int voters) => database.WriteAsync(async db =>
    {
        var now = TimeProvider.System.GetUtcNow();
        var panchayat = await PlaceStore.AddAsync(db, PlaceKind.Panchayat, null, "BR", new Bilingual("रामपुर", "Rampur"), null);
        for (var user = FirstVoter; user < FirstVoter + voters; user++)
        {
            var person = await PersonStore.AddAsync(db, new Bilingual("", ""), panchayat, now);
            await PersonStore.DeclareAdultAsync(db, person, null, now);
            await db.ExecuteAsync("""
                insert into chat (channel, chat_id, panchayat_id, person_id, language, state, joined_at, first_seen, last_seen) values ('telegram', @id, @panchayat, @person, 'hi', 'BR', @now, @now, @now)
                """, new { id = user.ToString(CultureInfo.InvariantCulture), panchayat, person, now });
        }

        var content = new PollContent(PollKind.One, new Bilingual("पहले क्या बने?", "What first?"), [.. Labels.Select(label => new Bilingual(label, label))]);
        return await PollStore.AddAsync(db, panchayat, content, now, now.AddHours(2), null, null, null, now);
    });
}
