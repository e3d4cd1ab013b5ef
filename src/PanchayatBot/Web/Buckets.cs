using System.Threading.RateLimiting;

namespace PanchayatBot.Web;

/// <summary>How much of something everybody may have: so much at once, and one more after every interval.</summary>
internal sealed class Buckets(int atOnce, TimeSpan each) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(key =>
        RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions { TokenLimit = atOnce, TokensPerPeriod = 1, ReplenishmentPeriod = each }));

    /// <summary>Null when whoever has this key may have another one; otherwise the seconds to wait.</summary>
    public int? Wait(string key)
    {
        using var lease = _limiter.AttemptAcquire(key);
        return lease.IsAcquired ? null : lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max(1, (int)Math.Ceiling(after.TotalSeconds)) : 1;
    }

    /// <inheritdoc />
    public void Dispose() => _limiter.Dispose();
}
