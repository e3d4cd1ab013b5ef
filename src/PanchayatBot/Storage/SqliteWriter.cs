using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace PanchayatBot.Storage;

/// <summary>The single writer of a SQLite file. Work that waits is committed together: a savepoint for each piece, one fsync for all,
/// so that durable writes (<c>synchronous=FULL</c>) stay cheap under load and no piece can spoil another.</summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    // More in one transaction would not be faster, only make the first one wait longer.
    private const int MostTogether = 256;

    private readonly Channel<Work> _queue = Channel.CreateUnbounded<Work>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CachingSqliteConnection _connection;
    private readonly Task _loop;

    public SqliteWriter(string connectionString)
    {
        _connection = new CachingSqliteConnection(connectionString);
        _connection.Open();
        // synchronous and busy_timeout belong to the connection, not to the file. Large pages of the log are written back
        // rarely: a checkpoint is the only moment at which a commit waits for the main file.
        Execute("pragma journal_mode=wal; pragma synchronous=full; pragma busy_timeout=10000; pragma foreign_keys=on; "
            + "pragma cache_size=-16000; pragma temp_store=memory; pragma wal_autocheckpoint=4000;");
        _loop = Task.Run(RunAsync);
    }

    public async Task<T> RunAsync<T>(Func<Db, Task<T>> work, CancellationToken cancellation)
    {
        var item = new Work<T>(work, cancellation);
        ObjectDisposedException.ThrowIf(!_queue.Writer.TryWrite(item), this);
        return await item.Result;
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
        Execute("pragma wal_checkpoint(truncate)");
        await _connection.DisposeAsync();
    }

    private async Task RunAsync()
    {
        var batch = new List<Work>(MostTogether);
        while (await _queue.Reader.WaitToReadAsync())
        {
            while (batch.Count < MostTogether && _queue.Reader.TryRead(out var work))
                batch.Add(work);
            await CommitTogetherAsync(batch);
            batch.Clear();
        }
    }

    private async Task CommitTogetherAsync(List<Work> batch)
    {
        try
        {
            Execute("begin immediate");
            foreach (var work in batch)
            {
                Execute("savepoint piece");
                var done = await work.RunAsync(new Db(_connection, null, Dialect.Sqlite));
                if (!done)
                    Execute("rollback to piece");
                Execute("release piece");
            }

            Execute("commit");
        }
        catch (SqliteException e)
        {
            // The disk is full or broken: SQLite may have rolled back already, and nothing of this batch is durable.
            TryRollback();
            foreach (var work in batch)
                work.Fail(e);
            return;
        }

        foreach (var work in batch)
            work.Complete();
    }

    private void TryRollback()
    {
        try
        {
            Execute("rollback");
        }
        catch (SqliteException)
        {
            // No transaction was left open.
        }
    }

    private void Execute(string sql)
    {
        using var command = ((System.Data.IDbConnection)_connection).CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private abstract class Work
    {
        public abstract Task<bool> RunAsync(Db db);
        public abstract void Complete();
        public abstract void Fail(Exception cause);
    }

    private sealed class Work<T>(Func<Db, Task<T>> work, CancellationToken cancellation) : Work
    {
        private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _value;
        private Exception? _failure;
        private Db? _db;

        public Task<T> Result => _completion.Task;

        public override async Task<bool> RunAsync(Db db)
        {
            _db = db;
            try
            {
                cancellation.ThrowIfCancellationRequested();
                _value = await work(db);
                return true;
            }
#pragma warning disable CA1031 // Whatever a piece of work throws is its caller's; the batch goes on.
            catch (Exception e)
#pragma warning restore CA1031
            {
                _failure = e;
                return false;
            }
        }

        public override void Complete()
        {
            if (_failure is not null)
            {
                _completion.TrySetException(_failure);
                return;
            }

            _db!.Committed();
            _completion.TrySetResult(_value!);
        }

        public override void Fail(Exception cause) => _completion.TrySetException(_failure ?? cause);
    }
}
