using System.Globalization;
using PanchayatBot.Content;
using PanchayatBot.Delivery;
using PanchayatBot.Delivery.Broadcasts;
using PanchayatBot.FakeTelegram;
using PanchayatBot.FakeTelegram.Load;
using PanchayatBot.Messages;
using PanchayatBot.Places;
using PanchayatBot.Storage;
using PanchayatBot.Tests.Support;

namespace PanchayatBot.Tests;

/// <summary>A real process, killed with SIGKILL in the middle of one broadcast. <c>make soak</c> does it fifty times with 5,000 people.</summary>
public sealed class BroadcastKillTests(ITestOutputHelper output)
{
    private const long FirstUser = 3_000_000;
    private const string Text = "सोमवार को ग्राम सभा है";

    // Faster than Telegram allows, so that it is soon over; slow enough that every kill comes before its end.
    private const int MessagesPerSecond = 60;

    /// <summary>The setting that is not the usual one is tried in the soak only: a run takes its time.</summary>
    public static TheoryData<WhenUnknown> Settings() => Kills > 5 ? [WhenUnknown.Resend, WhenUnknown.Leave] : [WhenUnknown.Resend];

    private static int Kills => int.Parse(Environment.GetEnvironmentVariable("KILLS") ?? "3", CultureInfo.InvariantCulture);

    [Theory]
    [MemberData(nameof(Settings))]
    public async Task Nobody_is_missed_and_nobody_who_was_confirmed_gets_it_twice(WhenUnknown whenUnknown)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var kills = Kills;
        var people = kills > 5 ? 5_000 : 200;
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var chance = new Random(seed);
        // The folder is left where it is: after a failure somebody wants to look at it, and the system empties its temporary folder.
        var folder = Directory.CreateTempSubdirectory("panchayat-broadcast-kill-");
        var storage = new StorageOptions { ConnectionString = $"Data Source={Path.Combine(folder.FullName, "bot.db")}" };
        Migrator.Apply(storage, "/");
        await using var server = await FakeTelegramServer.StartAsync(cancellation: cancellation);
        var bot = server.Bot();
        var broadcast = await OrderAsync(storage, bot, people);
        var command = $"{Executable.Path} --set Urls=http://127.0.0.1:0 --set '{"Storage:ConnectionString=" + storage.ConnectionString}' "
            + $"--set Logging:LogLevel:Default=Error --set Telegram:MessagesPerSecond={MessagesPerSecond} --set Delivery:WhenUnknown={whenUnknown}";
        var cut = 0;
        for (var kill = 1; kill <= kills; kill++)
        {
            var before = bot.Records.Sends.Count;
            using var child = await ChildBot.StartAsync(command, server, bot, TimeSpan.FromSeconds(60), cancellation);
            // Only while it sends is there anything to lose.
            if (before < people)
                await bot.WaitForAsync(() => bot.Records.Sends.Count > before, TimeSpan.FromSeconds(60));
            await Task.Delay(chance.Next(5, 300), cancellation);
            await child.KillAsync();
            cut += bot.Records.Sends.Count < people ? 1 : 0;
        }

        using var last = await ChildBot.StartAsync(command, server, bot, TimeSpan.FromSeconds(60), cancellation);
        await using var database = new Database(storage, "/");
        var rows = await SettledAsync(database, broadcast);
        var copies = bot.Records.Sends.ToLookup(send => send.Message.Chat);
        var counts = rows.GroupBy(row => row.State).ToDictionary(state => state.Key, state => state.Count());
        output.WriteLine($"{whenUnknown}: {people} people, {kills} kills, {cut} of them before the last message; {string.Join(", ", counts)}; "
            + $"marked unknown {rows.Count(row => row.WasUnknown)}, got it twice {rows.Count(row => copies[row.Chat].Count() > 1)}, not at all {rows.Count(row => !copies[row.Chat].Any())}");

        Assert.True(cut > 0, "the broadcast was over before the first kill");
        Assert.Equal(people, rows.Count);
        // Whoever got it more than once was marked: in flight when the process died, never confirmed before.
        Assert.All(rows.Where(row => copies[row.Chat].Count() > 1), row => Assert.True(row.WasUnknown));
        Assert.All(rows.Where(row => row.State == "sent"), row => Assert.NotEmpty(copies[row.Chat]));
        if (whenUnknown == WhenUnknown.Resend)
        {
            Assert.All(rows, row => Assert.Equal("sent", row.State));
        }
        else
        {
            Assert.All(rows, row => Assert.Equal(row.WasUnknown ? "unknown" : "sent", row.State));
            Assert.All(rows, row => Assert.InRange(copies[row.Chat].Count(), 0, 1));
        }
    }

    private static async Task<long> OrderAsync(StorageOptions storage, FakeBot bot, int people)
    {
        await using var database = new Database(storage, "/");
        var now = TimeProvider.System.GetUtcNow();
        return await database.WriteAsync(async db =>
        {
            var panchayat = await PlaceStore.AddAsync(db, PlaceKind.Panchayat, null, "BR", new Bilingual("रामपुर", "Rampur"), null);
            for (var user = FirstUser; user < FirstUser + people; user++)
            {
                bot.AddPerson(user, "सीता", started: true);
                await db.ExecuteAsync("""
                    insert into chat (channel, chat_id, panchayat_id, language, joined_at, first_seen, last_seen) values ('telegram', @id, @panchayat, 'hi', @now, @now, @now)
                    """, new { id = user.ToString(CultureInfo.InvariantCulture), panchayat, now });
            }

            return await BroadcastStore.OrderAsync(db, new BroadcastOrder(panchayat, "notice:1", "published", [new Reply(Text)], [new Reply(Text)], now, now.AddDays(60)), now);
        });
    }

    private static async Task<IReadOnlyList<Row>> SettledAsync(Database database, long broadcast)
    {
        var begin = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var state = (await database.ReadAsync(db => BroadcastStore.FindAsync(db, broadcast)))!.State;
            if (state == BroadcastState.Done)
                break;
            Assert.True(TimeProvider.System.GetElapsedTime(begin) < TimeSpan.FromSeconds(180), $"the broadcast was still {state} after three minutes");
            await Task.Delay(100);
        }

        return await database.ReadAsync(db => db.QueryAsync<Row>(
            "select cast(chat_id as bigint) as chat, state, was_unknown from outbox where broadcast_id = @broadcast", new { broadcast }));
    }

    private sealed class Row
    {
        public long Chat { get; init; }

        public required string State { get; init; }

        public bool WasUnknown { get; init; }
    }
}
