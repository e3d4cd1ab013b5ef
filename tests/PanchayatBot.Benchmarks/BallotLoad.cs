using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using PanchayatBot.Content;
using PanchayatBot.Places;
using PanchayatBot.Polls;
using PanchayatBot.Polls.Counting;
using PanchayatBot.Storage;

namespace PanchayatBot.Benchmarks;

/// <summary>Writes the file of ballots of a very large vote, counts it again, and prints time and memory.</summary>
/// <param name="Ballots">How many people voted.</param>
internal sealed record BallotLoad(int Ballots)
{
    private const int Piece = 20_000;

    public async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("panchayat-ballots-");
        var storage = new StorageOptions { ConnectionString = $"Data Source={Path.Combine(folder.FullName, "bot.db")}" };
        Migrator.Apply(storage, "/");
        await using (var database = new Database(storage, "/"))
        {
            var poll = await FillAsync(database);
            var idle = Memory();
            using var watch = new PeakMemory();
            var path = Path.Combine(folder.FullName, "ballots.csv");
            var clock = Stopwatch.StartNew();
            string hash;
            await using (var to = File.Create(path))
                hash = await database.ReadAsync(db => BallotFile.WriteAsync(db, poll, to, CancellationToken.None));
            var (wrote, afterWriting) = (clock.Elapsed.TotalSeconds, watch.Peak);
            clock.Restart();
            await using var from = File.OpenRead(path);
            var recount = await BallotFile.RecountAsync(from, CancellationToken.None);
            Write($"ballots: {Ballots}, file {new FileInfo(path).Length / 1e6:0.0} MB, counted again {recount.Tally.Ballots}, same hash: {recount.Hash == hash}");
            Write($"written in {wrote:0.0} s, counted again in {clock.Elapsed.TotalSeconds:0.0} s");
            Write($"memory (resident): before {idle / 1e6:0.0} MB; at most while writing {afterWriting / 1e6:0.0} MB, while counting {watch.Peak / 1e6:0.0} MB");
        }

        folder.Delete(recursive: true);
    }

    private async Task<Poll> FillAsync(Database database)
    {
        var id = await database.WriteAsync(async db =>
        {
            var now = TimeProvider.System.GetUtcNow();
            var panchayat = await PlaceStore.AddAsync(db, PlaceKind.Panchayat, null, "BR", new Bilingual("रामपुर", "Rampur"), null);
            var content = new PollContent(PollKind.One, new Bilingual("कहाँ?", "Where?"), [new("एक", "One"), new("दो", "Two"), new("तीन", "Three")]) { IsSecret = true, IsHidden = true };
            return await PollStore.AddAsync(db, panchayat, content, now, now, null, null, null, now);
        });
        var one = Enumerable.Range(0, 3).Select(option => string.Join(',', Enumerable.Range(0, 3).Select(at => at == option ? 1 : 0))).ToArray();
        for (var begun = 0; begun < Ballots; begun += Piece)
        {
            await database.WriteAsync(async db =>
            {
                for (var at = begun; at < Math.Min(begun + Piece, Ballots); at++)
                    await db.ExecuteAsync("insert into ballot (poll_id, id, choices) values (@id, @key, @choices)", new { id, key = RandomNumberGenerator.GetBytes(16), choices = one[at % 3] });
                return 0;
            });
        }

        return (await database.ReadAsync(db => PollStore.FindAsync(db, id)))!;
    }

    private static void Write(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private static long Memory()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }

    /// <summary>Looks at the resident memory every 20 ms.</summary>
    private sealed class PeakMemory : IDisposable
    {
        private readonly Timer _timer;
        private long _peak;

        public PeakMemory() => _timer = new Timer(_ => Look(), null, 0, 20);

        public long Peak => Interlocked.Read(ref _peak);

        public void Dispose() => _timer.Dispose();

        private void Look()
        {
            using var process = Process.GetCurrentProcess();
            var now = process.WorkingSet64;
            if (now > Interlocked.Read(ref _peak))
                Interlocked.Exchange(ref _peak, now);
        }
    }
}
