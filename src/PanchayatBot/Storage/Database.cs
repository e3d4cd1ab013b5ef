using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace PanchayatBot.Storage;

/// <summary>The one door to the database. Writes are transactions that are durable when they return; reads never wait for them.</summary>
public sealed class Database : IAsyncDisposable
{
    private readonly SqliteWriter? _writer;
    private readonly NpgsqlDataSource? _postgres;
    private readonly string _readOnlyConnection = "";

    /// <summary>Opens the database; <see cref="Migrator"/> must have run before.</summary>
    /// <param name="options">Where it is.</param>
    /// <param name="home">The folder from which relative SQLite paths count.</param>
    public Database(StorageOptions options, string home)
    {
        DapperSetup.Register();
        Dialect = options.Provider;
        ConnectionString = Resolve(options, home);
        if (Dialect == Dialect.Sqlite)
        {
            _writer = new SqliteWriter(ConnectionString);
            _readOnlyConnection = new SqliteConnectionStringBuilder(ConnectionString) { Mode = SqliteOpenMode.ReadOnly }.ConnectionString;
        }
        else
        {
            _postgres = NpgsqlDataSource.Create(ConnectionString);
        }
    }

    /// <summary>Which database this is.</summary>
    public Dialect Dialect { get; }

    /// <summary>The connection string with an absolute path; holds a password on PostgreSQL, so never log it.</summary>
    public string ConnectionString { get; }

    /// <summary>Makes a relative SQLite path absolute and the connection string complete.</summary>
    public static string Resolve(StorageOptions options, string home)
    {
        if (options.Provider == Dialect.PostgreSql)
        {
            // Statements are few and repeat for ever: prepared once per connection, they cost half.
            var builder = new NpgsqlConnectionStringBuilder(options.ConnectionString);
            if (builder.MaxAutoPrepare == 0)
                builder.MaxAutoPrepare = 100;
            return builder.ConnectionString;
        }

        var sqlite = new SqliteConnectionStringBuilder(options.ConnectionString);
        sqlite.DataSource = Path.GetFullPath(sqlite.DataSource, home);
        return sqlite.ConnectionString;
    }

    /// <summary>Runs one transaction. When the task completes, everything is on disk; when it throws, nothing is.</summary>
    public async Task<T> WriteAsync<T>(Func<Db, Task<T>> work, CancellationToken cancellation = default)
    {
        if (_writer is not null)
            return await _writer.RunAsync(work, cancellation);

        await using var connection = await _postgres!.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var db = new Db(connection, transaction, Dialect);
        var result = await work(db);
        // Once the work is done the outcome must be known: a commit is not cancelled half-way.
        await transaction.CommitAsync(CancellationToken.None);
        db.Committed();
        return result;
    }

    /// <summary>Runs one transaction without a result.</summary>
    public Task WriteAsync(Func<Db, Task> work, CancellationToken cancellation = default) =>
        WriteAsync(async db =>
        {
            await work(db);
            return true;
        }, cancellation);

    /// <summary>Reads what is committed, on a connection of its own.</summary>
    public async Task<T> ReadAsync<T>(Func<Db, Task<T>> work, CancellationToken cancellation = default)
    {
        await using DbConnection connection = _postgres is not null
            ? await _postgres.OpenConnectionAsync(cancellation)
            : await OpenReadOnlyAsync(cancellation);
        return await work(new Db(connection, null, Dialect));
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_writer is not null)
            await _writer.DisposeAsync();
        if (_postgres is not null)
            await _postgres.DisposeAsync();
    }

    private async Task<DbConnection> OpenReadOnlyAsync(CancellationToken cancellation)
    {
        var connection = new SqliteConnection(_readOnlyConnection);
        await connection.OpenAsync(cancellation);
        return connection;
    }
}
