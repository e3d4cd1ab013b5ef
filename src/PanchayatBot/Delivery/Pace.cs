namespace PanchayatBot.Delivery;

/// <summary>The speed limits of a channel.</summary>
/// <param name="PerSecond">Messages a second over all chats; answers may exceed it, broadcasts keep to what is left.</param>
/// <param name="PerChatBurst">Messages that one chat takes at once.</param>
/// <param name="PerChatSeconds">Seconds after which a chat takes one more.</param>
/// <param name="PerGroupSeconds">The same for a chat with several people.</param>
public sealed record Pace(double PerSecond, int PerChatBurst, double PerChatSeconds, double PerGroupSeconds)
{
    /// <summary>No limit at all.</summary>
    public static Pace Unlimited { get; } = new(double.PositiveInfinity, int.MaxValue, 0, 0);

    /// <summary>Tells from a chat's id whether several people are in it.</summary>
    public Func<string, bool> IsGroup { get; init; } = _ => false;
}
