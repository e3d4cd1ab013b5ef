using CsCheck;
using Microsoft.Extensions.Time.Testing;
using PanchayatBot.Delivery;

namespace PanchayatBot.Tests.Delivery;

public sealed class ThrottleTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 5, 0, 0, TimeSpan.Zero);

    private static readonly Pace Pace = new(PerSecond: 30, PerChatBurst: 3, PerChatSeconds: 1.05, PerGroupSeconds: 3.1) { IsGroup = chat => chat[0] == '-' };

    [Fact]
    public void No_second_has_more_than_thirty_broadcasts_not_even_after_a_restart() => Gen.Select(Gen.Int[0, 60], Gen.Int[1, 40].Array[400], Gen.Int[0, 399]).Sample((between, wakes, restartAt) =>
    {
        var clock = new FakeTimeProvider(Start);
        var throttle = new Throttle(Pace, clock);
        var left = new List<DateTimeOffset>();
        foreach (var (wake, at) in wakes.Select((wake, at) => (wake, at)))
        {
            if (at == restartAt)
                throttle = new Throttle(Pace, clock);
            for (var spare = throttle.Spare(100); spare > 0; spare--)
            {
                Assert.True(throttle.TryTake($"{left.Count}", out _));
                left.Add(clock.GetUtcNow());
            }

            clock.Advance(TimeSpan.FromMilliseconds(wake + between));
        }

        for (var from = 0; from + 30 < left.Count; from++)
            Assert.True(left[from + 30] - left[from] >= TimeSpan.FromSeconds(1), $"31 between {left[from]:mm:ss.fff} and {left[from + 30]:mm:ss.fff}");
    }, iter: 200);

    [Fact]
    public void Five_thousand_take_no_more_than_a_twentieth_longer_than_they_must()
    {
        var clock = new FakeTimeProvider(Start);
        var throttle = new Throttle(Pace, clock);
        for (var sent = 0; sent < 5000;)
        {
            for (var spare = throttle.Spare(30); spare > 0 && sent < 5000; spare--, sent++)
                Assert.True(throttle.TryTake($"{sent}", out _));
            // A timer wakes late rather than early.
            if (throttle.MoreAt is { } more && more > clock.GetUtcNow())
                clock.SetUtcNow(more + TimeSpan.FromMilliseconds(5));
        }

        Assert.InRange((clock.GetUtcNow() - Start).TotalSeconds, 5000 / 30.0, 1.05 * 5000 / 30.0);
    }

    [Fact]
    public void Answers_leave_at_once_and_broadcasts_wait_for_them()
    {
        var clock = new FakeTimeProvider(Start);
        var throttle = new Throttle(Pace, clock);
        clock.Advance(TimeSpan.FromSeconds(2));
        for (var i = 0; i < 40; i++)
            Assert.True(throttle.TryTake($"{i}", out _));
        Assert.Equal(0, throttle.Spare(10));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(10, throttle.Spare(10));
    }

    [Theory]
    [InlineData("7", 3, 1.05)]
    [InlineData("-7", 3, 3.1)]
    public void A_chat_rests_after_a_burst(string chat, int burst, double seconds)
    {
        var clock = new FakeTimeProvider(Start);
        var throttle = new Throttle(Pace, clock);
        for (var i = 0; i < burst; i++)
            Assert.True(throttle.TryTake(chat, out _));
        Assert.False(throttle.TryTake(chat, out var rest));
        Assert.Equal(seconds, rest.TotalSeconds, 3);
        clock.Advance(rest);
        Assert.True(throttle.TryTake(chat, out _));
    }
}
