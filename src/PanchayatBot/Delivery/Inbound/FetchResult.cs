namespace PanchayatBot.Delivery.Inbound;

/// <summary>What became of one attempt to get a file that somebody sent.</summary>
public abstract record FetchResult
{
    private FetchResult() { }

    /// <summary>Here it is.</summary>
    /// <param name="Bytes">What is in it.</param>
    public sealed record Got(byte[] Bytes) : FetchResult;

    /// <summary>The other side asked everybody to wait; nothing of this channel is fetched before, and it costs no attempt.</summary>
    /// <param name="After">How long to wait.</param>
    public sealed record Wait(TimeSpan After) : FetchResult;

    /// <summary>Not now: the server was down or out of reach.</summary>
    /// <param name="Why">For the log; holds neither address nor name of the file.</param>
    public sealed record TryLater(string Why) : FetchResult;

    /// <summary>It will never be had.</summary>
    /// <param name="Reason">Told to the person.</param>
    /// <param name="Why">For the log; holds neither address nor name of the file.</param>
    public sealed record Never(FileRefusal Reason, string Why) : FetchResult;
}
