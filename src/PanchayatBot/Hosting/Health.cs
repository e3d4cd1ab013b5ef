using Microsoft.Extensions.Diagnostics.HealthChecks;
using PanchayatBot.Storage;

namespace PanchayatBot.Hosting;

/// <summary>Ready when the database answers.</summary>
internal sealed class DatabaseHealth(Database database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await database.ReadAsync(db => db.SingleAsync<long>("select count(*) from outbox where state = 'sending'"), cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (System.Data.Common.DbException e)
        {
            return HealthCheckResult.Unhealthy("the database does not answer", e);
        }
    }
}
