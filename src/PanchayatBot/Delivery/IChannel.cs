using PanchayatBot.Delivery.Inbound;
using PanchayatBot.Messages;

namespace PanchayatBot.Delivery;

/// <summary>How urgent a message is; a lower lane is always served first.</summary>
public enum Lane
{
    /// <summary>Somebody is waiting for it.</summary>
    Answer = 0,

    /// <summary>One person must hear of it soon.</summary>
    Alert = 1,

    /// <summary>One of many; paced.</summary>
    Broadcast = 2,
}

/// <summary>A message of the outbox on its way out.</summary>
/// <param name="Id">Number of the outbox row; grows with time.</param>
/// <param name="To">The chat it goes to.</param>
/// <param name="Reply">What is said.</param>
/// <param name="Lane">How urgent it is.</param>
/// <param name="SaidAt">When the bot said it.</param>
/// <param name="Replaces">Of a board: the channel's id of the message whose place this one takes; null when it is the first.</param>
public sealed record Outgoing(long Id, ChatAddress To, Reply Reply, Lane Lane, DateTimeOffset SaidAt, string? Replaces = null);

/// <summary>A way to reach people: Telegram, the web page.</summary>
public interface IChannel
{
    /// <summary>The name that stands in <see cref="ChatAddress.Channel"/>.</summary>
    string Name { get; }

    /// <summary>How fast this channel may be used.</summary>
    Pace Pace { get; }

    /// <summary>Hands one message over. Never throws for what the other side did: that is told by the result.</summary>
    Task<DeliveryResult> SendAsync(Outgoing outgoing, CancellationToken cancellation);

    /// <summary>Gets a file that somebody sent. Never throws for what the other side did: that is told by the result. A channel whose files come
    /// with the message has nothing to get.</summary>
    /// <param name="reference">What <see cref="Attachment.Reference"/> said.</param>
    /// <param name="mostBytes">Of a larger file not more than this is read.</param>
    /// <param name="cancellation">It takes too long, or the process is stopping.</param>
    Task<FetchResult> FetchAsync(string reference, int mostBytes, CancellationToken cancellation) =>
        Task.FromResult<FetchResult>(new FetchResult.Never(FileRefusal.Gone, "this channel keeps no files"));
}
