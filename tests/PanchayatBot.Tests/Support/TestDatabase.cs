using PanchayatBot.Storage;

namespace PanchayatBot.Tests.Support;

/// <summary>A fresh, migrated database of either kind.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly string? _folder;

    private TestDatabase(StorageOptions options, string? folder)
    {
        Options = options;
        _folder = folder;
        Database = new Database(options, "/");
    }

    public StorageOptions Options { get; }

    public Database Database { get; private set; }

    public static async Task<TestDatabase> NewAsync(Dialect dialect, PostgresServer postgres)
    {
        if (dialect == Dialect.PostgreSql)
            return new TestDatabase(await postgres.NewDatabaseAsync(), null);
        var folder = Directory.CreateTempSubdirectory("panchayat-db-").FullName;
        var options = new StorageOptions { ConnectionString = $"Data Source={Path.Combine(folder, "test.db")}" };
        Migrator.Apply(options, "/");
        return new TestDatabase(options, folder);
    }

    /// <summary>Closes and opens it again, as a restart of the process does.</summary>
    public async Task ReopenAsync()
    {
        await Database.DisposeAsync();
        Database = new Database(Options, "/");
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        if (_folder is null)
            return;
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
