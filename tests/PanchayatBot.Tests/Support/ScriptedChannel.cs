using System.Collections.Concurrent;
using PanchayatBot.Delivery;

namespace PanchayatBot.Tests.Support;

/// <summary>A channel whose other side does what the test says; it remembers what reached it, and when.</summary>
public sealed class ScriptedChannel(Func<Outgoing, int, DeliveryResult> answer, Pace? pace = null) : IChannel
{
    private readonly ConcurrentQueue<(Outgoing Message, DateTimeOffset At)> _attempts = new();

    public string Name => "test";

    public Pace Pace { get; } = pace ?? Pace.Unlimited;

    /// <summary>Every attempt, in the order of arrival.</summary>
    public IReadOnlyList<(Outgoing Message, DateTimeOffset At)> Attempts => [.. _attempts];

    public TimeSpan Takes { get; init; } = TimeSpan.Zero;

    public async Task<DeliveryResult> SendAsync(Outgoing outgoing, CancellationToken cancellation)
    {
        _attempts.Enqueue((outgoing, DateTimeOffset.UtcNow));
        if (Takes > TimeSpan.Zero)
            await Task.Delay(Takes, cancellation);
        return answer(outgoing, _attempts.Count(attempt => attempt.Message.Id == outgoing.Id));
    }
}
