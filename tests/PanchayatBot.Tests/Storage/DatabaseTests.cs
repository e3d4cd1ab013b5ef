using Microsoft.Data.Sqlite;
using PanchayatBot.Storage;
using PanchayatBot.Tests.Support;

namespace PanchayatBot.Tests.Storage;

public sealed class DatabaseTests(PostgresServer postgres)
{
    [Theory]
    [InlineData(Dialect.Sqlite)]
    [InlineData(Dialect.PostgreSql)]
    public async Task What_one_piece_of_work_throws_is_undone_and_spoils_no_other(Dialect dialect)
    {
        await using var test = await TestDatabase.NewAsync(dialect, postgres);
        var works = Enumerable.Range(0, 200).Select(i => test.Database.WriteAsync(async db =>
        {
            await db.ExecuteAsync("insert into handled_message (channel, chat_id, message_id, handled_at) values ('t', 'c', @id, @at)", new { id = i.ToString(), at = DateTimeOffset.UnixEpoch });
            if (i % 3 == 0)
                throw new InvalidOperationException("on purpose");
        })).ToList();
        var failed = 0;
        foreach (var work in works)
        {
            try
            {
                await work;
            }
            catch (InvalidOperationException)
            {
                failed++;
            }
        }

        Assert.Equal(67, failed);
        Assert.Equal(133, await test.Database.ReadAsync(db => db.SingleAsync<long>("select count(*) from handled_message")));
    }

    [Theory]
    [InlineData(Dialect.Sqlite)]
    [InlineData(Dialect.PostgreSql)]
    public async Task After_commit_runs_only_for_what_is_durable(Dialect dialect)
    {
        await using var test = await TestDatabase.NewAsync(dialect, postgres);
        var rung = 0;
        await test.Database.WriteAsync(db =>
        {
            db.AfterCommit(() => rung++);
            return Task.CompletedTask;
        });
        await Assert.ThrowsAsync<InvalidOperationException>(() => test.Database.WriteAsync(Task (db) =>
        {
            db.AfterCommit(() => rung++);
            throw new InvalidOperationException("on purpose");
        }));
        Assert.Equal(1, rung);
    }

    [Theory]
    [InlineData(Dialect.Sqlite)]
    [InlineData(Dialect.PostgreSql)]
    public async Task Moments_come_back_to_the_millisecond_and_sort_as_time_does(Dialect dialect)
    {
        await using var test = await TestDatabase.NewAsync(dialect, postgres);
        var first = new DateTimeOffset(2026, 8, 15, 10, 30, 0, TimeSpan.FromHours(5.5));
        var second = first.AddMilliseconds(1);
        await test.Database.WriteAsync(async db =>
        {
            foreach (var (id, at) in new[] { ("b", second), ("a", first) })
                await db.ExecuteAsync("insert into handled_message (channel, chat_id, message_id, handled_at) values ('t', 'c', @id, @at)", new { id, at });
        });
        var read = await test.Database.ReadAsync(db => db.QueryAsync<DateTimeOffset>("select handled_at from handled_message where handled_at >= @first order by handled_at", new { first }));
        Assert.Equal([first, second], read);
    }

    [Fact]
    public async Task Sqlite_writes_ahead_and_waits_for_the_disk()
    {
        await using var test = await TestDatabase.NewAsync(Dialect.Sqlite, postgres);
        Assert.Equal("wal", await test.Database.WriteAsync(db => db.SingleAsync<string>("pragma journal_mode")));
        Assert.Equal(2, await test.Database.WriteAsync(db => db.SingleAsync<long>("pragma synchronous")));
    }

    [Fact]
    public async Task A_reader_sees_what_is_committed_and_cannot_write()
    {
        await using var test = await TestDatabase.NewAsync(Dialect.Sqlite, postgres);
        await Assert.ThrowsAsync<SqliteException>(() => test.Database.ReadAsync(db => db.ExecuteAsync("delete from chat")));
    }

    [Fact]
    public async Task Migrations_are_applied_once_however_many_start_together()
    {
        var folder = Directory.CreateTempSubdirectory("panchayat-migrate-");
        var options = new StorageOptions { ConnectionString = $"Data Source={Path.Combine(folder.FullName, "new.db")};Pooling=false" };
        var applied = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Migrator.Apply(options, "/"))));
        Assert.Equal(1, applied.Count(names => names.Contains("0001_conversations.sql")));
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData(Dialect.Sqlite)]
    [InlineData(Dialect.PostgreSql)]
    public async Task A_backup_taken_under_load_is_complete_up_to_its_moment(Dialect dialect)
    {
        await using var test = await TestDatabase.NewAsync(dialect, postgres);
        using var stop = new CancellationTokenSource();
        var written = 0;
        var load = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await test.Database.WriteAsync(db => db.ExecuteAsync("insert into handled_message (channel, chat_id, message_id, handled_at) values ('t', 'c', @id, @at)",
                    new { id = written.ToString("D9"), at = DateTimeOffset.UnixEpoch }));
                written++;
            }
        });
        await Task.Delay(200);
        var before = Volatile.Read(ref written);
        var file = Path.Combine(Path.GetTempPath(), $"backup-{Guid.NewGuid():N}");
        await Backup.WriteAsync(test.Options, "/", file, CancellationToken.None);
        await stop.CancelAsync();
        await load;
        await Assert.ThrowsAsync<IOException>(() => Backup.WriteAsync(test.Options, "/", file, CancellationToken.None));

        if (dialect == Dialect.Sqlite)
        {
            await using var restored = new Database(new StorageOptions { ConnectionString = $"Data Source={file}" }, "/");
            var kept = await restored.ReadAsync(db => db.QueryAsync<string>("select message_id from handled_message order by message_id"));
            Assert.InRange(kept.Count, before, written);
            Assert.Equal(kept.Count - 1, int.Parse(kept[^1]));
        }
        else
        {
            Assert.Equal("PGDMP", System.Text.Encoding.ASCII.GetString(await File.ReadAllBytesAsync(file), 0, 5));
        }

        File.Delete(file);
    }
}
