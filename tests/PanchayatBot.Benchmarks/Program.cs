using System.Diagnostics;
using System.Globalization;
using BenchmarkDotNet.Running;
using PanchayatBot.Benchmarks;
using PanchayatBot.Schemes.Finding;

const int Schemes = 100;

// "start" measures one cold start, which a benchmark cannot: it repeats until everything is warm. Run it several times.
if (args is ["start"])
{
    var empty = Memory();
    var (words, catalog) = (Given.Words(), Given.Catalog(Schemes));
    var started = Stopwatch.GetTimestamp();
    var finder = new Finder(catalog, words);
    var built = Stopwatch.GetElapsedTime(started);
    finder.Find(new Question("pm kisan ke kagaz"));
    var answered = Stopwatch.GetElapsedTime(started);
    var full = Memory();
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Schemes} schemes, cold: index {built.TotalMilliseconds:0} ms, with the first answer {answered.TotalMilliseconds:0} ms"));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"memory (resident): empty process {empty:0.0} MB, with schemes and index {full:0.0} MB, more by {full - empty:0.0} MB"));
    GC.KeepAlive((catalog, finder));
    return;
}

// The file of ballots of a very large vote.
if (args is ["ballots", var ballots])
{
    await new BallotLoad(int.Parse(ballots, CultureInfo.InvariantCulture)).RunAsync();
    return;
}

// A whole panchayat votes within a minute.
if (args is ["votes", var voting, var voters, .. var postgres])
{
    Environment.ExitCode = await new VoteLoad(voting, int.Parse(voters, CultureInfo.InvariantCulture), postgres.FirstOrDefault()).RunAsync(CancellationToken.None) ? 0 : 1;
    return;
}

// One broadcast through the whole bot, against a server that enforces the pace.
if (args is ["broadcast", var command, var people, var perSecond])
{
    var load = new BroadcastLoad(command, int.Parse(people, CultureInfo.InvariantCulture), double.Parse(perSecond, CultureInfo.InvariantCulture));
    Environment.ExitCode = await load.RunAsync(CancellationToken.None) ? 0 : 1;
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(AskingQuestions).Assembly).Run(args);

// What the process holds after what is not needed was given back, in MB.
static double Memory()
{
    GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    using var process = Process.GetCurrentProcess();
    return process.WorkingSet64 / 1e6;
}
