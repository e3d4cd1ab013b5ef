using System.Reflection;
using DbUp;
using DbUp.Builder;
using DbUp.Engine;
using DbUp.Engine.Output;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace PanchayatBot.Storage;

/// <summary>Brings the database's tables to the state that this version needs: numbered SQL files, forward only.</summary>
public static class Migrator
{
    // Any number will do, as long as every process takes the same: "panchayat" on a telephone's keys.
    private const long AdvisoryLock = 726242928;

    /// <summary>Applies what is missing, under a lock, so that two processes starting at once do it once.</summary>
    /// <returns>Names of the files applied now.</returns>
    /// <exception cref="InvalidOperationException">A file failed; the message names it.</exception>
    public static IReadOnlyList<string> Apply(StorageOptions options, string home)
    {
        var connectionString = Database.Resolve(options, home);
        return options.Provider == Dialect.Sqlite ? ApplyToSqlite(connectionString) : ApplyToPostgres(connectionString);
    }

    private static IReadOnlyList<string> ApplyToSqlite(string connectionString)
    {
        var file = new SqliteConnectionStringBuilder(connectionString).DataSource;
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        using var gate = FileLock.Wait(file + ".migrating", TimeSpan.FromSeconds(30));
        return Upgrade(DeployChanges.To.SqliteDatabase(connectionString), Dialect.Sqlite);
    }

    private static IReadOnlyList<string> ApplyToPostgres(string connectionString)
    {
        // Not from the pool: there a connection that was closed stays open, and its lock with it, and no other process could start.
        using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        connection.Open();
        using var command = new NpgsqlCommand("select pg_advisory_lock(@key)", connection);
        command.Parameters.AddWithValue("key", AdvisoryLock);
        command.ExecuteNonQuery();
        // Closing the connection gives the lock back.
        return Upgrade(DeployChanges.To.PostgresqlDatabase(connectionString), Dialect.PostgreSql);
    }

    private static IReadOnlyList<string> Upgrade(UpgradeEngineBuilder builder, Dialect dialect)
    {
        var engine = builder
            .WithScriptsEmbeddedInAssembly(Assembly.GetExecutingAssembly(), name => name.Contains(".Storage.Migrations.", StringComparison.Ordinal))
            .WithVariable("identity", dialect.Identity())
            .WithVariable("timestamp", dialect.Timestamp())
            .WithVariable("bytes", dialect.Bytes())
            .WithVariable("key_order", dialect.KeyOrder())
            .WithVariable("append_only_ledger_entry", dialect.AppendOnly("ledger_entry"))
            .WithTransactionPerScript()
            .LogTo(new NoOpUpgradeLog())
            .Build();
        var result = engine.PerformUpgrade();
        return result.Successful
            ? [.. result.Scripts.Select(FileName)]
            : throw new InvalidOperationException($"Migration {(result.ErrorScript is null ? "" : FileName(result.ErrorScript))} failed: {result.Error.Message}", result.Error);
    }

    private static string FileName(SqlScript script) => script.Name[(script.Name.LastIndexOf(".Migrations.", StringComparison.Ordinal) + ".Migrations.".Length)..];
}
