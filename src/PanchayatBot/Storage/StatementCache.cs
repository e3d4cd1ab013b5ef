using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace PanchayatBot.Storage;

/// <summary>A SQLite connection that keeps its statements prepared. The bot's statements are few and repeat for ever, while the driver
/// compiles every command anew: that was a third of a turn's time.</summary>
internal sealed class CachingSqliteConnection(string connectionString) : SqliteConnection(connectionString)
{
    private readonly Dictionary<string, SqliteCommand> _idle = new(StringComparer.Ordinal);

    /// <summary>Dapper asks for its commands here.</summary>
    protected override DbCommand CreateDbCommand() => new CachedCommand(this);

    protected override void Dispose(bool disposing)
    {
        foreach (var command in _idle.Values)
            command.Dispose();
        _idle.Clear();
        base.Dispose(disposing);
    }

    private SqliteCommand Take(string sql)
    {
        if (_idle.Remove(sql, out var prepared))
            return prepared;
        var command = base.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    private void GiveBack(SqliteCommand command)
    {
        command.Parameters.Clear();
        if (!_idle.TryAdd(command.CommandText, command))
            command.Dispose();
    }

    /// <summary>Stands for a prepared command from the moment its text is known until it is disposed.</summary>
    private sealed class CachedCommand(CachingSqliteConnection connection) : DbCommand
    {
        private SqliteCommand? _inner;

        [AllowNull]
        public override string CommandText
        {
            get => _inner?.CommandText ?? "";
            set => _inner = connection.Take(value ?? "");
        }

        public override int CommandTimeout { get; set; }

        public override CommandType CommandType { get; set; } = CommandType.Text;

        public override bool DesignTimeVisible { get; set; }

        public override UpdateRowSource UpdatedRowSource { get; set; }

        protected override DbConnection? DbConnection { get; set; } = connection;

        protected override DbParameterCollection DbParameterCollection => Inner.Parameters;

        protected override DbTransaction? DbTransaction { get; set; }

        private SqliteCommand Inner => _inner ?? throw new InvalidOperationException("The command has no text yet.");

        public override void Cancel() => Inner.Cancel();

        public override int ExecuteNonQuery() => Inner.ExecuteNonQuery();

        public override object? ExecuteScalar() => Inner.ExecuteScalar();

        public override void Prepare() => Inner.Prepare();

        protected override DbParameter CreateDbParameter() => Inner.CreateParameter();

        protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => Inner.ExecuteReader(behavior);

        protected override void Dispose(bool disposing)
        {
            if (disposing && _inner is not null)
                connection.GiveBack(_inner);
            _inner = null;
            base.Dispose(disposing);
        }
    }
}
