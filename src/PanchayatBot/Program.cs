using System.CommandLine;
using System.Text;
using Microsoft.Extensions.Options;
using PanchayatBot.Commands;
using PanchayatBot.Hosting;

namespace PanchayatBot;

/// <summary>The command line: names every command. Without one, the bot runs.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        Console.OutputEncoding = new UTF8Encoding(false);
        var common = new CommonOptions();
        var root = new RootCommand("PanchayatBot answers villagers' questions about government schemes, in Hindi and English.")
        {
            common.Overrides,
            RunCommand.Create(common),
            AskCommand.Create(),
            EvalCommand.Create(),
            ContentCommand.Create(common),
            PlacesCommand.Create(common),
            GrantCommand.Create(common), ApiKeyCommand.Create(common),
            LedgerCommand.Create(common),
            PollCommand.Create(common),
            BackupCommand.Create(common),
            DoctorCommand.Create(common),
        };
        root.SetAction((parsed, cancellation) => RunCommand.RunAsync(parsed.GetValue(common.Overrides) ?? [], cancellation));
        try
        {
            return await root.Parse(args).InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                // The host hears SIGTERM itself and lets what is being sent arrive; a deadline of two seconds would cut that off.
                ProcessTerminationTimeout = null,
            });
        }
        catch (Exception e) when (Sentence(e) is { } sentence)
        {
            await Console.Error.WriteLineAsync(sentence);
            return 1;
        }
    }

    /// <summary>What somebody at the keyboard can put right is told in one sentence; anything else is a defect and keeps its trace.</summary>
    internal static string? Sentence(Exception error) => error switch
    {
        SettingsException or OptionsValidationException or DirectoryNotFoundException or TimeoutException => error.Message,
        IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException } taken => $"{taken.Message} Stop the other program, or choose another port: --set Urls=http://localhost:5081",
        IOException => error.Message,
        UnauthorizedAccessException => error.Message,
        Microsoft.Data.Sqlite.SqliteException sqlite => $"The SQLite database cannot be used: {sqlite.Message} Check Storage:ConnectionString and the folder's rights.",
        Npgsql.NpgsqlException postgres => $"PostgreSQL cannot be used: {postgres.Message} Check Storage:ConnectionString.",
        _ => null,
    };
}
