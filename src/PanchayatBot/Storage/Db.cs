using System.Data.Common;
using Dapper;

namespace PanchayatBot.Storage;

/// <summary>One open transaction, as slices see it: SQL through Dapper, and what to do once it is on disk.</summary>
public sealed class Db
{
    private readonly DbConnection _connection;
    private readonly DbTransaction? _transaction;
    private List<Action>? _afterCommit;

    internal Db(DbConnection connection, DbTransaction? transaction, Dialect dialect)
    {
        _connection = connection;
        _transaction = transaction;
        Dialect = dialect;
    }

    /// <summary>The database spoken to; only for the words of <see cref="DialectWords"/>.</summary>
    public Dialect Dialect { get; }

    /// <summary>Runs a statement and returns the number of rows it touched.</summary>
    public Task<int> ExecuteAsync(string sql, object? arguments = null) => _connection.ExecuteAsync(sql, arguments, _transaction);

    /// <summary>All rows of a query.</summary>
    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? arguments = null) =>
        (await _connection.QueryAsync<T>(sql, arguments, _transaction)).AsList();

    /// <summary>The first row, or the type's default when there is none.</summary>
    public Task<T?> FirstOrDefaultAsync<T>(string sql, object? arguments = null) =>
        _connection.QueryFirstOrDefaultAsync<T>(sql, arguments, _transaction);

    /// <summary>The only row.</summary>
    /// <exception cref="InvalidOperationException">There is none, or more than one.</exception>
    public Task<T> SingleAsync<T>(string sql, object? arguments = null) => _connection.QuerySingleAsync<T>(sql, arguments, _transaction);

    /// <summary>Does something once this transaction is durable, and never when it is rolled back. Must be quick and must not throw.</summary>
    public void AfterCommit(Action action) => (_afterCommit ??= []).Add(action);

    internal void Committed()
    {
        foreach (var action in _afterCommit ?? [])
            action();
    }
}
