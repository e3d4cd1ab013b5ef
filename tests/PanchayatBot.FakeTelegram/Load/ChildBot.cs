using System.Diagnostics;

namespace PanchayatBot.FakeTelegram.Load;

/// <summary>The bot under load: a process of its own, told by its environment to talk with the fake server.</summary>
internal sealed class ChildBot : IDisposable
{
    private const int LinesKept = 30;

    private readonly Process _process;
    private readonly Queue<string> _lastLines = new();

    private ChildBot(Process process) => _process = process;

    /// <summary>Processor time it used so far.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>The most memory it ever had resident (VmHWM), in bytes.</summary>
    public long PeakBytes
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64;
        }
    }

    /// <summary>The memory it has resident now, in bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>What it printed last.</summary>
    public string LastWords
    {
        get
        {
            lock (_lastLines)
                return string.Join('\n', _lastLines);
        }
    }

    /// <summary>Starts the command and waits until it polls or sets its webhook.</summary>
    /// <param name="command">A line for the shell; the bot's own executable, or the figures are those of a wrapper.</param>
    /// <param name="server">The server it shall talk with.</param>
    /// <param name="bot">The bot it shall be.</param>
    /// <param name="patience">How long it may take until it polls.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="InvalidOperationException">It ended, or did not poll in time.</exception>
    public static async Task<ChildBot> StartAsync(string command, FakeTelegramServer server, FakeBot bot, TimeSpan patience, CancellationToken cancellation)
    {
        // With exec the shell becomes the bot, so that its id is the one to measure and to kill.
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"exec {command}"]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["Telegram__BotToken"] = bot.Token;
        start.Environment["Telegram__ApiBaseUrl"] = server.BaseAddress.ToString().TrimEnd('/');
        var before = Calls(bot);
        var child = new ChildBot(Process.Start(start)!);
        child._process.OutputDataReceived += child.Keep;
        child._process.ErrorDataReceived += child.Keep;
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        try
        {
            var ended = child._process.WaitForExitAsync(cancellation);
            var polls = bot.WaitForAsync(() => Calls(bot) > before, patience);
            if (await Task.WhenAny(polls, ended) == ended)
                throw new InvalidOperationException($"The bot ended with code {child._process.ExitCode} before it polled:\n{child.LastWords}");
            await polls;
            return child;
        }
        catch (TimeoutException)
        {
            child.Dispose();
            throw new InvalidOperationException($"The bot did not poll within {patience.TotalSeconds} s:\n{child.LastWords}");
        }
        catch
        {
            child.Dispose();
            throw;
        }
    }

    /// <summary>Kills it as a power cut would (SIGKILL) and waits until it is gone.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <summary>Kills what still runs.</summary>
    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    // A bot with a webhook never polls.
    private static int Calls(FakeBot bot) => bot.Polls + bot.Records.Calls("setWebhook");

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null)
            return;
        lock (_lastLines)
        {
            _lastLines.Enqueue(line.Data);
            if (_lastLines.Count > LinesKept)
                _lastLines.Dequeue();
        }
    }
}
