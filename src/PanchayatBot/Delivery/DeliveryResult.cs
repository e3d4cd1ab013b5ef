namespace PanchayatBot.Delivery;

/// <summary>What became of one attempt to send.</summary>
public abstract record DeliveryResult
{
    private DeliveryResult() { }

    /// <summary>The other side confirmed it.</summary>
    /// <param name="Reference">The id that the channel gave the message.</param>
    public sealed record Sent(string Reference) : DeliveryResult;

    /// <summary>The other side asked everybody to wait; no message of this channel leaves before, and it costs no attempt.</summary>
    /// <param name="After">How long to wait.</param>
    public sealed record Wait(TimeSpan After) : DeliveryResult;

    /// <summary>Not now, and certainly not taken: the server was down or out of reach.</summary>
    /// <param name="Why">For the log; never the message's text.</param>
    public sealed record TryLater(string Why) : DeliveryResult;

    /// <summary>The answer was lost on the way: the message may have arrived or not.</summary>
    /// <param name="Why">For the log; never the message's text.</param>
    public sealed record Unknown(string Why) : DeliveryResult;

    /// <summary>The other side will never take this message: our mistake, never retried.</summary>
    /// <param name="Why">For the log; never the message's text.</param>
    public sealed record Refused(string Why) : DeliveryResult;

    /// <summary>The person blocked the bot or is gone; nothing is sent there until they write again.</summary>
    /// <param name="Why">For the log.</param>
    public sealed record Unreachable(string Why) : DeliveryResult;

    /// <summary>The chat goes on under another id; the message is repeated there at once.</summary>
    /// <param name="NewId">The chat's id from now on.</param>
    public sealed record Moved(string NewId) : DeliveryResult;
}
