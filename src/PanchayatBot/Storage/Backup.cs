using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace PanchayatBot.Storage;

/// <summary>Copies of the database, taken while the bot runs.</summary>
public static class Backup
{
    /// <summary>Writes a complete, consistent copy. On SQLite it is a database file that can stand in for the original at once;
    /// on PostgreSQL it is an archive for <c>pg_restore</c>.</summary>
    /// <exception cref="IOException">The file is there already, or cannot be written.</exception>
    public static async Task WriteAsync(StorageOptions options, string home, string file, CancellationToken cancellation)
    {
        if (File.Exists(file))
            throw new IOException($"{file} is there already. Name another file: a backup never replaces one.");
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder && !Directory.Exists(folder))
            throw new IOException($"The folder {folder} does not exist. Make it first, or name another file.");
        var connectionString = Database.Resolve(options, home);
        var half = file + ".part";
        if (options.Provider == Dialect.Sqlite)
            CopySqlite(connectionString, half);
        else
            await DumpPostgresAsync(connectionString, half, cancellation);
        // Only a finished copy gets the name that was asked for.
        File.Move(half, file);
    }

    private static void CopySqlite(string connectionString, string half)
    {
        if (new SqliteConnectionStringBuilder(connectionString).DataSource is var database && !File.Exists(database))
            throw new IOException($"There is no database at {database}. Run the bot once, or check Storage:ConnectionString.");
        using var source = new SqliteConnection(new SqliteConnectionStringBuilder(connectionString) { Mode = SqliteOpenMode.ReadWrite }.ConnectionString);
        source.Open();
        File.Delete(half);
        using var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = half, Pooling = false }.ConnectionString);
        copy.Open();
        source.BackupDatabase(copy);
        using var check = copy.CreateCommand();
        check.CommandText = "pragma integrity_check";
        if (check.ExecuteScalar() as string is not "ok" and var found)
            throw new IOException($"The copy did not pass SQLite's integrity check: {found}");
    }

    private static async Task DumpPostgresAsync(string connectionString, string half, CancellationToken cancellation)
    {
        var at = new NpgsqlConnectionStringBuilder(connectionString);
        var start = new ProcessStartInfo("pg_dump")
        {
            ArgumentList = { "--format=custom", "--no-owner", $"--file={half}", $"--host={at.Host}", $"--port={at.Port}", $"--username={at.Username}", at.Database! },
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["PGPASSWORD"] = at.Password;
        using var dump = Process.Start(start) ?? throw new IOException("pg_dump did not start.");
        var errors = await dump.StandardError.ReadToEndAsync(cancellation);
        await dump.WaitForExitAsync(cancellation);
        if (dump.ExitCode != 0)
            throw new IOException($"pg_dump ended with {dump.ExitCode}: {errors.Trim()}");
    }
}
