using System.Collections.Concurrent;
using PanchayatBot.Delivery;
using PanchayatBot.Delivery.Inbound;

namespace PanchayatBot.Tests.Support;

/// <summary>A channel whose other side does what the test says; it remembers what reached it, and when.</summary>
public sealed class ScriptedChannel(Func<Outgoing, int, DeliveryResult> answer, Pace? pace = null) : IChannel
{
    private readonly ConcurrentQueue<string> _fetched = new();
    private readonly ConcurrentQueue<(Outgoing Message, DateTimeOffset At)> _attempts = new();

    public string Name => "test";

    public Pace Pace { get; } = pace ?? Pace.Unlimited;

    /// <summary>Every attempt, in the order of arrival.</summary>
    public IReadOnlyList<(Outgoing Message, DateTimeOffset At)> Attempts => [.. _attempts];

    /// <summary>What comes when a file is asked for, by its reference and the number of the attempt.</summary>
    public Func<string, int, FetchResult> Files { get; init; } = (_, _) => new FetchResult.Never(FileRefusal.Gone, "no files here");

    /// <summary>What happens while a file is on its way.</summary>
    public Func<Task>? Meanwhile { get; init; }

    /// <summary>Every file that was asked for, in order.</summary>
    public IReadOnlyList<string> Fetched => [.. _fetched];

    public TimeSpan Takes { get; init; } = TimeSpan.Zero;

    public async Task<DeliveryResult> SendAsync(Outgoing outgoing, CancellationToken cancellation)
    {
        _attempts.Enqueue((outgoing, DateTimeOffset.UtcNow));
        if (Takes > TimeSpan.Zero)
            await Task.Delay(Takes, cancellation);
        return answer(outgoing, _attempts.Count(attempt => attempt.Message.Id == outgoing.Id));
    }

    public async Task<FetchResult> FetchAsync(string reference, int mostBytes, CancellationToken cancellation)
    {
        _fetched.Enqueue(reference);
        if (Meanwhile is not null)
            await Meanwhile();
        return Files(reference, _fetched.Count(one => one == reference));
    }
}
