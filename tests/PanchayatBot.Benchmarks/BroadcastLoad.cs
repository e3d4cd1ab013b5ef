using System.Diagnostics;
using System.Globalization;
using PanchayatBot.Content;
using PanchayatBot.Delivery.Broadcasts;
using PanchayatBot.FakeTelegram;
using PanchayatBot.FakeTelegram.Load;
using PanchayatBot.Messages;
using PanchayatBot.Places;
using PanchayatBot.Storage;

namespace PanchayatBot.Benchmarks;

/// <summary>One broadcast to many people through the real process, against a server with the limits that Telegram publishes, while others ask
/// questions. Prints how long it took against the ideal, every refusal, the wait for an answer, processor time and memory.</summary>
/// <param name="Command">How the bot is started, without its database.</param>
/// <param name="People">Subscribers of the panchayat.</param>
/// <param name="PerSecond">Messages a second that server and bot agree on.</param>
internal sealed record BroadcastLoad(string Command, int People, double PerSecond)
{
    private const long FirstUser = 3_000_000;
    private const int Askers = 200;
    private const string Question = "pm kisan ke kagaz";

    // Answers go first and take their share of the pace: one message in sixty.
    private static readonly TimeSpan BetweenQuestions = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public async Task<bool> RunAsync(CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("panchayat-broadcast-");
        var storage = new StorageOptions { ConnectionString = $"Data Source={Path.Combine(folder.FullName, "bot.db")}" };
        Migrator.Apply(storage, "/");
        var options = new FakeTelegramOptions { KeepHistory = false, MessagesPerChat = 4, Limits = new FloodLimits(PerSecond) };
        await using var server = await FakeTelegramServer.StartAsync(options, cancellation);
        var bot = server.Bot();
        for (var user = FirstUser; user < FirstUser + People; user++)
            bot.AddPerson(user, "सीता", started: true);
        var command = $"{Command} --set Urls=http://127.0.0.1:0 --set '{"Storage:ConnectionString=" + storage.ConnectionString}' --set Logging:LogLevel:Default=Warning "
            + string.Create(CultureInfo.InvariantCulture, $"--set Telegram:MessagesPerSecond={PerSecond}");
        using var child = await ChildBot.StartAsync(command, server, bot, Patience, cancellation);
        var crowd = new Crowd(bot, options.Time, Askers);
        await WarmUpAsync(crowd, bot);
        var (delivered, first, last) = (0, 0L, 0L);
        bot.Accepted += send =>
        {
            if (send.Message.Chat < FirstUser)
                return;
            last = Stopwatch.GetTimestamp();
            if (Interlocked.Increment(ref delivered) == 1)
                first = last;
        };
        // Everything before belongs to the start.
        var (refusedBefore, cpu, idle) = (bot.Records.Refusals.Count, child.Cpu, child.ResidentBytes);
        await OrderAsync(storage);
        var memory = new List<long>();
        var looked = Stopwatch.StartNew();
        for (var who = 0; Volatile.Read(ref delivered) < People; who = (who + 1) % Askers)
        {
            if (!crowd.IsWaiting(who))
                crowd.Act(who, Question);
            await Task.Delay(BetweenQuestions, cancellation);
            if (looked.Elapsed < BetweenLooks)
                continue;
            memory.Add(child.ResidentBytes);
            looked.Restart();
        }

        // What comes twice comes now.
        await Task.Delay(BetweenLooks, cancellation);
        var seconds = Stopwatch.GetElapsedTime(first, last).TotalSeconds;
        var ideal = People / PerSecond;
        var latencies = crowd.SortedLatencies();
        var refusals = bot.Records.Refusals.Skip(refusedBefore).Select(refusal => $"{refusal.Code} {refusal.Description}").ToList();
        Write($"people: {People}, pace: {PerSecond} a second, delivered: {delivered}");
        Write($"from the first message to the last: {seconds:0.0} s; ideal {ideal:0.0} s; {100 * seconds / ideal:0.0} %");
        Write($"refused by the server: {refusals.Count}{(refusals.Count > 0 ? " (" + string.Join("; ", refusals.Distinct().Take(3)) + ")" : "")}");
        Write($"questions meanwhile: {crowd.AskedCount}, answered {crowd.AnsweredCount}; p50 {BenchReport.Percentile(latencies, 0.5):0} ms, p95 {BenchReport.Percentile(latencies, 0.95):0} ms, p99 {BenchReport.Percentile(latencies, 0.99):0} ms");
        Write($"processor: {(child.Cpu - cpu).TotalMilliseconds / People:0.00} ms a message, questions included");
        Write($"memory (resident): before {idle / 1e6:0} MB; every {BetweenLooks.TotalSeconds:0} s: {string.Join(' ', memory.Select(bytes => Math.Round(bytes / 1e6)))} MB; peak {child.PeakBytes / 1e6:0} MB");
        folder.Delete(recursive: true);
        return delivered == People && refusals.Count == 0;
    }

    private static async Task WarmUpAsync(Crowd crowd, FakeBot bot)
    {
        foreach (var step in (string[])["/start", "press:हिन्दी", "press:बिहार", Question])
        {
            var before = crowd.AnsweredCount;
            for (var who = 0; who < crowd.Size; who++)
                crowd.Act(who, step);
            await bot.WaitForAsync(() => crowd.AnsweredCount >= before + crowd.Size, Patience);
            // No chat takes more than a message or so a second.
            await Task.Delay(TimeSpan.FromSeconds(3));
        }

        crowd.Reset();
    }

    private async Task OrderAsync(StorageOptions storage)
    {
        await using var database = new Database(storage, "/");
        await database.WriteAsync(async db =>
        {
            var now = TimeProvider.System.GetUtcNow();
            var panchayat = await PlaceStore.AddAsync(db, PlaceKind.Panchayat, null, "BR", new Bilingual("रामपुर", "Rampur"), null);
            for (var user = FirstUser; user < FirstUser + People; user++)
            {
                await db.ExecuteAsync("""
                    insert into chat (channel, chat_id, panchayat_id, language, joined_at, first_seen, last_seen) values ('telegram', @id, @panchayat, 'hi', @now, @now, @now)
                    """, new { id = user.ToString(CultureInfo.InvariantCulture), panchayat, now });
            }

            return await BroadcastStore.OrderAsync(db, new BroadcastOrder(panchayat, "notice:1", "published", [new Reply("सोमवार को ग्राम सभा है")], [new Reply("Gram sabha on Monday")], now, now.AddDays(60)), now);
        });
    }

    private static void Write(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
