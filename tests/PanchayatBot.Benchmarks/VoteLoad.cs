using System.Globalization;
using PanchayatBot.Content;
using PanchayatBot.Delivery.Broadcasts;
using PanchayatBot.FakeTelegram;
using PanchayatBot.FakeTelegram.Load;
using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Places;
using PanchayatBot.Polls;
using PanchayatBot.Polls.Counting;
using PanchayatBot.Storage;

namespace PanchayatBot.Benchmarks;

/// <summary>Many people vote within a minute through the real process while a broadcast to others runs. Prints the wait from tap to answer, and whether
/// what was answered is stored.</summary>
/// <param name="Command">How the bot is started, without its database.</param>
/// <param name="Voters">How many vote.</param>
/// <param name="Postgres">Connection string of an empty PostgreSQL database; null for SQLite.</param>
internal sealed record VoteLoad(string Command, int Voters, string? Postgres)
{
    // As the crowd counts its people.
    private const long FirstVoter = 1_000_000;
    private const long FirstListener = 3_000_000;
    private const int PerSecond = 300;

    private static readonly TimeSpan Within = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);
    private static readonly string[] Labels = ["नल", "सड़क", "तालाब"];

    public async Task<bool> RunAsync(CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("panchayat-votes-");
        var storage = Postgres is null
            ? new StorageOptions { ConnectionString = $"Data Source={Path.Combine(folder.FullName, "bot.db")}" }
            : new StorageOptions { Provider = Dialect.PostgreSql, ConnectionString = Postgres };
        Migrator.Apply(storage, "/");
        var listeners = (int)(PerSecond * Within.TotalSeconds);
        var options = new FakeTelegramOptions { KeepHistory = false, MessagesPerChat = 4 };
        await using var server = await FakeTelegramServer.StartAsync(options, cancellation);
        var bot = server.Bot();
        for (var user = 0; user < Voters; user++)
            bot.AddPerson(FirstVoter + user, "सीता", started: true);
        for (var user = 0; user < listeners; user++)
            bot.AddPerson(FirstListener + user, "मोहन", started: true);
        await using var database = new Database(storage, "/");
        var (poll, elsewhere) = await SettleAsync(database, listeners);
        var cards = 0;
        bot.Accepted += send => Interlocked.Add(ref cards, send.Message.Chat < FirstListener ? 1 : 0);
        var command = $"{Command} --set Urls=http://127.0.0.1:0 --set Storage:Provider={storage.Provider} --set '{"Storage:ConnectionString=" + storage.ConnectionString}' --set Logging:LogLevel:Default=Warning --set Telegram:MessagesPerSecond={PerSecond}";
        using var child = await ChildBot.StartAsync(command, server, bot, Patience, cancellation);
        await bot.WaitForAsync(() => Volatile.Read(ref cards) >= Voters, Patience);
        await Task.Delay(TimeSpan.FromSeconds(2), cancellation);
        await OrderAsync(database, elsewhere);

        var crowd = new Crowd(bot, options.Time, Voters);
        var begin = options.Time.GetTimestamp();
        await Task.Factory.StartNew(
            () =>
            {
                for (var who = 0; who < Voters; who++)
                {
                    var due = begin + (long)(Within.TotalSeconds * who / Voters * options.Time.TimestampFrequency);
                    while (options.Time.GetTimestamp() < due)
                        Thread.Sleep(1);
                    crowd.Act(who, "press:" + Labels[who % Labels.Length], due);
                }
            },
            cancellation,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        await bot.WaitForAsync(() => crowd.Waiting == 0, Patience);
        var stored = await database.ReadAsync(db => db.QueryAsync<(string Choices, long Votes)>("select choices, count(*) from poll_vote where poll_id = @poll group by choices order by choices desc", new { poll }), cancellation);
        var turnout = await database.ReadAsync(db => db.SingleAsync<long>("select count(*) from poll_turnout where poll_id = @poll", new { poll }), cancellation);
        var sent = await database.ReadAsync(db => db.SingleAsync<long>("select count(*) from outbox o join broadcast b on b.id = o.broadcast_id where b.place_id = @elsewhere and o.state = 'sent'", new { elsewhere }), cancellation);
        var latencies = crowd.SortedLatencies();
        Write($"voters: {Voters} within {Within.TotalSeconds} s; answered {crowd.AnsweredCount}, stored {turnout} ({string.Join(" + ", stored.Select(one => one.Votes))}); doubled answers {crowd.Duplicates}");
        Write($"meanwhile a broadcast to others: {sent} messages, {PerSecond} a second");
        Write($"from tap to answer: p50 {BenchReport.Percentile(latencies, 0.5):0} ms, p95 {BenchReport.Percentile(latencies, 0.95):0} ms, p99 {BenchReport.Percentile(latencies, 0.99):0} ms");
        Write($"memory (resident) at most {child.PeakBytes / 1e6:0} MB");
        folder.Delete(recursive: true);
        var expected = Enumerable.Range(0, Labels.Length).Select(option => (long)((Voters - option + Labels.Length - 1) / Labels.Length));
        return turnout == Voters && stored.Select(one => one.Votes).SequenceEqual(expected);
    }

    private Task<(long Poll, long Elsewhere)> SettleAsync(Database database, int listeners) => database.WriteAsync(async db =>
    {
        var now = TimeProvider.System.GetUtcNow();
        var panchayat = await PlaceStore.AddAsync(db, PlaceKind.Panchayat, null, "BR", new Bilingual("रामपुर", "Rampur"), null);
        var elsewhere = await PlaceStore.AddAsync(db, PlaceKind.Panchayat, null, "BR", new Bilingual("मधुबन", "Madhuban"), null);
        for (var user = FirstVoter; user < FirstVoter + Voters; user++)
        {
            var person = await PersonStore.AddAsync(db, new Bilingual("", ""), panchayat, now);
            await PersonStore.DeclareAdultAsync(db, person, null, now);
            await ChatAsync(db, user, panchayat, person, now);
        }

        for (var user = FirstListener; user < FirstListener + listeners; user++)
            await ChatAsync(db, user, elsewhere, null, now);
        var content = new PollContent(PollKind.One, new Bilingual("पहले क्या बने?", "What first?"), [.. Labels.Select(label => new Bilingual(label, label))]);
        return (await PollStore.AddAsync(db, panchayat, content, now, now.AddHours(2), null, null, null, now), elsewhere);
    });

    private static Task<int> ChatAsync(Db db, long user, long panchayat, long? person, DateTimeOffset now) => db.ExecuteAsync("""
        insert into chat (channel, chat_id, panchayat_id, person_id, language, state, joined_at, first_seen, last_seen) values ('telegram', @id, @panchayat, @person, 'hi', 'BR', @now, @now, @now)
        """, new { id = user.ToString(CultureInfo.InvariantCulture), panchayat, person, now });

    private static Task<long> OrderAsync(Database database, long place)
    {
        var now = TimeProvider.System.GetUtcNow();
        return database.WriteAsync(db => BroadcastStore.OrderAsync(db,
            new BroadcastOrder(place, "notice:1", "published", [new Reply("सोमवार को ग्राम सभा है")], [new Reply("Gram sabha on Monday")], now, now.AddDays(60)), now));
    }

    private static void Write(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
