using Microsoft.Extensions.Logging;

namespace PanchayatBot.Tests.Support;

/// <summary>Keeps what is logged, for a test to read.</summary>
public class ListLogger(List<string> lines) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (lines)
            lines.Add(exception is null ? formatter(state, exception) : $"{formatter(state, exception)}: {exception}");
    }
}

/// <summary>The same for those who log under their own name.</summary>
public sealed class ListLogger<T>(List<string> lines) : ListLogger(lines), ILogger<T>;
