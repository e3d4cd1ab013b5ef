using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using PanchayatBot.Storage;

[assembly: AssemblyFixture(typeof(PanchayatBot.Tests.Support.PostgresServer))]

namespace PanchayatBot.Tests.Support;

/// <summary>A real PostgreSQL of its own for the test run: made in a temporary folder at first use, gone afterwards.
/// With <c>TEST_POSTGRES</c> set to a connection string of a superuser, that server is used instead.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private string? _folder;
    private string? _connection;
    private int _databases;

    /// <summary>Storage options for a fresh, migrated database.</summary>
    public async Task<StorageOptions> NewDatabaseAsync()
    {
        await _gate.WaitAsync();
        try
        {
            if (_connection is null)
            {
                _connection = Environment.GetEnvironmentVariable("TEST_POSTGRES") ?? await StartAsync();
                await ExecuteAsync("create database panchayat_template");
                Migrator.Apply(new StorageOptions { Provider = Dialect.PostgreSql, ConnectionString = Named("panchayat_template") + ";Pooling=false" }, "/");
            }

            var name = $"panchayat_{Environment.ProcessId}_{++_databases}";
            await ExecuteAsync($"create database {name} template panchayat_template");
            return new StorageOptions { Provider = Dialect.PostgreSql, ConnectionString = Named(name) };
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _gate.Dispose();
        NpgsqlConnection.ClearAllPools();
        if (_folder is null)
            return;
        await RunAsync(Tool("pg_ctl"), "-D", Path.Combine(_folder, "data"), "-m", "immediate", "stop");
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<string> StartAsync()
    {
        _folder = Directory.CreateTempSubdirectory("panchayat-pg-").FullName;
        if (Environment.UserName == "root")
            await RunAsync("chown", "postgres", _folder);
        var data = Path.Combine(_folder, "data");
        var port = FreePort();
        await RunAsync(Tool("initdb"), "-D", data, "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C");
        // A test server may lose everything in a power cut.
        await RunAsync(Tool("pg_ctl"), "-D", data, "-w", "-l", Path.Combine(_folder, "log"), "-o",
            $"-p {port} -k {_folder} -h 127.0.0.1 -c fsync=off -c max_connections=300", "start");
        return $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres";
    }

    private string Named(string database) => new NpgsqlConnectionStringBuilder(_connection) { Database = database }.ConnectionString;

    private async Task ExecuteAsync(string sql)
    {
        await using var open = new NpgsqlConnection(_connection);
        await open.OpenAsync();
        await using var command = new NpgsqlCommand(sql, open);
        await command.ExecuteNonQueryAsync();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Debian keeps the server's programs out of the path.</summary>
    private static string Tool(string name) =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(d => int.Parse(Path.GetFileName(d))).Select(d => Path.Combine(d, "bin", name)).FirstOrDefault(File.Exists) ?? name
            : name;

    /// <summary>PostgreSQL refuses to run as root, so root lends it the user that its package made.</summary>
    private static async Task RunAsync(string program, params string[] arguments)
    {
        var asPostgres = Environment.UserName == "root" && program != "chown";
        var start = new ProcessStartInfo(asPostgres ? "runuser" : program) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/tmp" };
        if (asPostgres)
        {
            foreach (var word in new[] { "-u", "postgres", "--", program })
                start.ArgumentList.Add(word);
        }

        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        // The server inherits the pipes and keeps them open: wait for the exit, not for the end of the output.
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}. Is PostgreSQL's server installed (package postgresql)?");
    }
}
