using System.Threading.Channels;
using PanchayatBot.Delivery;
using PanchayatBot.Messages;

namespace PanchayatBot.Channels.WebChat;

/// <summary>The web page as a channel. A message is pushed to every open page of its chat; the outbox row itself is the mailbox from
/// which a page that was away fetches the rest, so sending never fails.</summary>
/// <param name="time">The clock of the time stamps.</param>
public sealed class WebChatChannel(TimeProvider time) : IChannel
{
    /// <summary>The name in <see cref="ChatAddress.Channel"/>.</summary>
    public const string ChannelName = "web";

    // A few tabs of one person are normal; more is a page reconnecting in a loop.
    private const int StreamsPerChat = 6;
    private const int StreamsInAll = 2_000;

    // A page that does not read this many messages has lost its line: it is cut off and fetches them when it is back.
    private const int UnreadPerStream = 200;

    // Between a push and the outbox saying "sent" there is a moment in which a page that opens would find the message nowhere.
    private static readonly TimeSpan KeepPushed = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<Channel<Outgoing>>> _streams = new(StringComparer.Ordinal);
    private readonly Queue<(DateTimeOffset At, Outgoing Message)> _pushed = new();
    private int _open;

    /// <inheritdoc/>
    public string Name => ChannelName;

    /// <inheritdoc/>
    public Pace Pace => Pace.Unlimited;

    /// <inheritdoc/>
    public Task<DeliveryResult> SendAsync(Outgoing outgoing, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            while (_pushed.TryPeek(out var oldest) && now - oldest.At > KeepPushed)
                _pushed.Dequeue();
            _pushed.Enqueue((now, outgoing));
            foreach (var stream in _streams.GetValueOrDefault(outgoing.To.Id, []))
            {
                if (!stream.Writer.TryWrite(outgoing))
                    stream.Writer.TryComplete();
            }
        }
        return Task.FromResult<DeliveryResult>(new DeliveryResult.Sent(outgoing.Id.ToString()));
    }

    /// <summary>Opens a page's stream: what was pushed in the last half minute, then whatever comes. Null when the server has as many
    /// streams as it can carry.</summary>
    /// <param name="chatId">The chat's id in this channel.</param>
    internal Stream? Open(string chatId)
    {
        var stream = Channel.CreateBounded<Outgoing>(new BoundedChannelOptions(UnreadPerStream) { SingleReader = true });
        lock (_gate)
        {
            if (_open >= StreamsInAll)
                return null;
            if (!_streams.TryGetValue(chatId, out var ofChat))
                _streams.Add(chatId, ofChat = []);
            if (ofChat.Count >= StreamsPerChat)
                ofChat[0].Writer.TryComplete();
            ofChat.Add(stream);
            _open++;
            return new Stream(this, chatId, stream, [.. _pushed.Where(p => p.Message.To.Id == chatId).Select(p => p.Message)]);
        }
    }

    private void Close(string chatId, Channel<Outgoing> stream)
    {
        lock (_gate)
        {
            _open--;
            _streams[chatId].Remove(stream);
            if (_streams[chatId].Count == 0)
                _streams.Remove(chatId);
        }
    }

    /// <summary>One open page.</summary>
    internal sealed class Stream(WebChatChannel owner, string chatId, Channel<Outgoing> stream, IReadOnlyList<Outgoing> justPushed) : IDisposable
    {
        /// <summary>What was pushed shortly before the page opened, oldest first.</summary>
        public IReadOnlyList<Outgoing> JustPushed => justPushed;

        /// <summary>What is pushed from now on; ends when the page should come again.</summary>
        public ChannelReader<Outgoing> Arriving => stream.Reader;

        /// <summary>The page is gone.</summary>
        public void Dispose() => owner.Close(chatId, stream);
    }
}
