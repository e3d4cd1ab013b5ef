using System.Diagnostics;
using System.Globalization;
using BenchmarkDotNet.Running;
using PanchayatBot.Benchmarks;

// "start" measures one cold start, which a benchmark cannot: it repeats until everything is warm. Run it several times.
if (args is ["start"])
{
    var empty = Memory();
    var library = Given.Library(100);
    library.Finder.Find(Given.Questions(1)[0]);
    var ready = TimeProvider.System.GetUtcNow() - Process.GetCurrentProcess().StartTime.ToUniversalTime();
    var full = Memory();
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"from the start of the process to the first answer, {library.Catalog.Schemes.Count} schemes: {ready.TotalMilliseconds:0} ms"));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"memory in use (resident) of the process: empty {empty:0.0} MB, with schemes and index {full:0.0} MB, more by {full - empty:0.0} MB"));
    GC.KeepAlive(library);
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
