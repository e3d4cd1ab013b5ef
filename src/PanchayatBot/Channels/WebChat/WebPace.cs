using System.Threading.RateLimiting;
using PanchayatBot.Web;

namespace PanchayatBot.Channels.WebChat;

/// <summary>How much of what the page takes: messages of one browser, requests of one network address, lines in the log.</summary>
internal sealed class WebPace : IDisposable
{
    // Of one browser, at once and again in every minute: more than anybody types.
    private const int MessagesPerMinute = 30;

    // A mobile carrier may show a whole district under one address: only what no crowd of people does is held up.
    private const int RequestsAtOnce = 1_200;
    private const int RequestsPerSecond = 20;

    // Files of one browser, and of one address: a letter and the photos of a meeting at once, then what a person can photograph.
    private const int FilesAtOnce = 12;
    private const int SecondsPerFile = 10;
    private const int FilesOfAddressAtOnce = 60;
    private const int SecondsPerFileOfAddress = 2;

    // Files that are on their way in at the same time, each in memory: of everybody, and of one address.
    private const int FilesArriving = 16;
    private const int FilesArrivingOfAddress = 4;

    private readonly Buckets _browsers = new(MessagesPerMinute, TimeSpan.FromMinutes(1) / MessagesPerMinute);

    private readonly Buckets _addresses = new(RequestsAtOnce, TimeSpan.FromSeconds(1) / RequestsPerSecond);

    private readonly Buckets _files = new(FilesAtOnce, TimeSpan.FromSeconds(SecondsPerFile));

    private readonly Buckets _filesOfAddress = new(FilesOfAddressAtOnce, TimeSpan.FromSeconds(SecondsPerFileOfAddress));

    private readonly PartitionedRateLimiter<HttpContext> _arriving = PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<HttpContext, string>(http => Door.AddressOf(http) is { } address ? AtMost(address, FilesArrivingOfAddress) : RateLimitPartition.GetNoLimiter("")),
        PartitionedRateLimiter.Create<HttpContext, string>(_ => AtMost("", FilesArriving)));

    private readonly Buckets _warnings = new(1, TimeSpan.FromMinutes(10));

    /// <summary>Null when the browser may send a message; otherwise the seconds to wait.</summary>
    public int? WaitOfBrowser(string chatId) => _browsers.Wait(chatId);

    /// <summary>Null when somebody at this address may ask for something; otherwise the seconds to wait. This machine itself may always.</summary>
    public int? WaitOfAddress(HttpContext http) => Door.AddressOf(http) is { } address ? _addresses.Wait(address) : null;

    /// <summary>Null when the browser may send a file; otherwise the seconds to wait.</summary>
    public int? WaitOfFile(HttpContext http, string chatId) => _files.Wait(chatId) ?? (Door.AddressOf(http) is { } address ? _filesOfAddress.Wait(address) : null);

    /// <summary>A place among the files that are on their way in, to be given back; not acquired when there is none.</summary>
    public RateLimitLease TakePlace(HttpContext http) => _arriving.AttemptAcquire(http);

    /// <summary>True once in ten minutes for each kind: what strangers do must not fill the log.</summary>
    public bool MayWarn(string kind) => _warnings.Wait(kind) is null;

    /// <inheritdoc/>
    public void Dispose()
    {
        _browsers.Dispose();
        _addresses.Dispose();
        _files.Dispose();
        _filesOfAddress.Dispose();
        _arriving.Dispose();
        _warnings.Dispose();
    }

    private static RateLimitPartition<string> AtMost(string key, int limit) =>
        RateLimitPartition.GetConcurrencyLimiter(key, _ => new ConcurrencyLimiterOptions { PermitLimit = limit });
}
