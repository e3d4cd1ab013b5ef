using System.Collections.Concurrent;
using System.Diagnostics;

namespace PanchayatBot.FakeTelegram.Load;

/// <summary>Measures a bot from update to answer, the way there and back over HTTP included.</summary>
/// <param name="Command">How the bot is started.</param>
/// <param name="Users">How many people take part.</param>
/// <param name="Rate">Questions a second, come what may (open loop); null for closed.</param>
/// <param name="AtOnce">In a closed loop, how many questions are always under way.</param>
/// <param name="Length">How long is measured.</param>
/// <param name="WarmUp">What everybody does first.</param>
/// <param name="Corpus">What they ask.</param>
internal sealed record Bench(string Command, int Users, double? Rate, int AtOnce, TimeSpan Length, IReadOnlyList<string> WarmUp, Corpus Corpus)
{
    private const int WarmUpAtOnce = 128;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(10);

    /// <exception cref="InvalidOperationException">The bot does not start, or leaves the warm-up unanswered.</exception>
    public async Task<BenchReport> RunAsync(CancellationToken cancellation)
    {
        var options = new FakeTelegramOptions { KeepHistory = false, MessagesPerChat = 4 };
        await using var server = await FakeTelegramServer.StartAsync(options, cancellation);
        var bot = server.Bot();
        using var child = await ChildBot.StartAsync(Command, server, bot, Patience, cancellation);
        var crowd = new Crowd(bot, options.Time, Users);
        foreach (var step in WarmUp)
            await LetAllActAsync(crowd, bot, child, _ => step);
        await LetAllActAsync(crowd, bot, child, who => Corpus[who]);
        // Second messages of the warm-up are not to be taken for those of the measured time.
        await Task.Delay(500, cancellation);
        crowd.Reset();

        var (botCpu, serverCpu) = (child.Cpu, Environment.CpuUsage.TotalTime);
        var clock = Stopwatch.StartNew();
        if (Rate is { } rate)
            await Task.Factory.StartNew(() => AskAtRate(crowd, options.Time, rate, cancellation), cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        else
            await AskInTurnsAsync(crowd, cancellation);
        var seconds = clock.Elapsed.TotalSeconds;
        var inTime = crowd.AnsweredCount;
        (botCpu, serverCpu) = (child.Cpu - botCpu, Environment.CpuUsage.TotalTime - serverCpu);

        clock.Restart();
        while (crowd.Waiting > 0 && clock.Elapsed < Drain)
            await Task.Delay(20, cancellation);
        // A duplicate comes after its answer.
        await Task.Delay(500, cancellation);
        var sorted = crowd.SortedLatencies();
        return new BenchReport(
            Rate is null ? $"closed loop, {Math.Min(AtOnce, Users)} at a time" : $"open loop, {Rate:0.#} questions/s",
            Users, seconds, crowd.AskedCount, crowd.AnsweredCount, inTime / seconds,
            BenchReport.Percentile(sorted, 0.5), BenchReport.Percentile(sorted, 0.95), BenchReport.Percentile(sorted, 0.99), BenchReport.Percentile(sorted, 1),
            botCpu.TotalMilliseconds / Math.Max(1, inTime), serverCpu.TotalMilliseconds / Math.Max(1, inTime), child.PeakBytes / 1048576.0,
            crowd.Waiting, crowd.Duplicates, crowd.Extras, [.. bot.Records.Refusals.Select(refusal => $"{refusal.Method}: {refusal.Code} {refusal.Description}")]);
    }

    /// <summary>Everybody does one thing, few at a time, and all wait for all.</summary>
    private static async Task LetAllActAsync(Crowd crowd, FakeBot bot, ChildBot child, Func<int, string> step)
    {
        crowd.Reset();
        var next = 0;
        Exception? failure = null;
        crowd.Answered = _ => ActNext();
        for (var i = 0; i < WarmUpAtOnce; i++)
            ActNext();
        try
        {
            await bot.WaitForAsync(() => failure is not null || crowd.AnsweredCount >= crowd.Size, Patience);
        }
        catch (TimeoutException)
        {
            throw new InvalidOperationException(
                $"Warm-up: {crowd.Waiting} people got no answer to \"{step(0)}\".\n{string.Join('\n', bot.Records.Refusals.Take(3))}\n{child.LastWords}");
        }
        finally
        {
            crowd.Answered = null;
        }

        if (failure is not null)
            throw new InvalidOperationException($"Warm-up: {failure.Message}", failure);

        void ActNext()
        {
            var who = Interlocked.Increment(ref next) - 1;
            if (who >= crowd.Size)
                return;
            try
            {
                crowd.Act(who, step(who));
            }
            catch (InvalidOperationException error)
            {
                failure = error;
            }
        }
    }

    private async Task AskInTurnsAsync(Crowd crowd, CancellationToken cancellation)
    {
        // The one who rested longest asks next: bots let a single chat have no more than a message or so a second.
        var resting = new ConcurrentQueue<int>(Enumerable.Range(0, Users));
        var asked = Users;
        crowd.Answered = who =>
        {
            resting.Enqueue(who);
            AskNext();
        };
        for (var i = 0; i < Math.Min(AtOnce, Users); i++)
            AskNext();
        await Task.Delay(Length, cancellation);
        crowd.Answered = null;

        void AskNext()
        {
            if (resting.TryDequeue(out var next))
                crowd.Act(next, Corpus[Interlocked.Increment(ref asked)]);
        }
    }

    // On a thread of its own, for a timer may be late by four milliseconds and a sleep is not.
    private void AskAtRate(Crowd crowd, TimeProvider time, double rate, CancellationToken cancellation)
    {
        var begin = time.GetTimestamp();
        var total = (int)(rate * Length.TotalSeconds);
        for (var (asked, who) = (0, 0); asked < total && !cancellation.IsCancellationRequested; who = (who + 1) % Users)
        {
            var due = begin + (long)(asked / rate * time.TimestampFrequency);
            while (time.GetTimestamp() < due)
                Thread.Sleep(1);
            // Who still waits is passed over; when all wait, the next free one is asked late, and the delay counts.
            if (crowd.IsWaiting(who))
            {
                if (crowd.Waiting == Users)
                    Thread.Sleep(1);
                continue;
            }

            crowd.Act(who, Corpus[Users + asked++], due);
        }
    }
}
