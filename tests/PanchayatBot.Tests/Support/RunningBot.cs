using Microsoft.Data.Sqlite;
using PanchayatBot.FakeTelegram;

namespace PanchayatBot.Tests.Support;

/// <summary>The whole bot in this process, on a SQLite file of its own, talking with a fake Bot API server if one is given.</summary>
public sealed class RunningBot : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;

    private RunningBot(Bot bot, DirectoryInfo folder)
    {
        Bot = bot;
        _folder = folder;
    }

    public Bot Bot { get; }

    /// <summary>Where the page is served.</summary>
    public Uri Address => new(Bot.Urls.First());

    public static async Task<RunningBot> StartAsync(FakeTelegramServer? telegram = null, params string[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("panchayat-run-");
        var bot = await Bot.StartAsync(
            [
                "Urls=http://127.0.0.1:0", $"Storage:ConnectionString=Data Source={Path.Combine(folder.FullName, "bot.db")}", "Logging:LogLevel:Default=Error",
                .. telegram is null ? Array.Empty<string>() : [$"Telegram:BotToken={FakeTelegramServer.DefaultToken}", $"Telegram:ApiBaseUrl={telegram.BaseAddress}"],
                .. settings,
            ], CancellationToken.None);
        return new RunningBot(bot, folder);
    }

    public async ValueTask DisposeAsync()
    {
        await Bot.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }
}
