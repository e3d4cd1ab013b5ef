using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PanchayatBot.Channels.Telegram;
using PanchayatBot.Hosting;
using PanchayatBot.Mail;
using PanchayatBot.Storage;
using Telegram.Bot;

namespace PanchayatBot.Commands;

/// <summary><c>panchayatbot doctor</c>: looks at everything the bot needs; one line each, with "ok" or what to do.</summary>
internal static class DoctorCommand
{
    public static Command Create(CommonOptions common)
    {
        var command = new Command("doctor", "Look at settings, database, content and channels. Exit code 1 when something needs attention.");
        command.SetAction((parsed, cancellation) => ExamineAsync(parsed.GetValue(common.Overrides) ?? [], cancellation));
        return command;
    }

    private static async Task<int> ExamineAsync(string[] overrides, CancellationToken cancellation)
    {
        var home = Home.Find();
        IConfiguration settings = new ConfigurationBuilder().Build();
        var well = await LookAsync("settings", () =>
        {
            settings = Settings.Load(home, overrides);
            var unknown = Settings.Unknown(home).ToList();
            return Task.FromResult(unknown.Count == 0 ? $"ok ({home})" : throw new SettingsException(
                $"{Settings.FileName} has keys that nobody reads: {string.Join(", ", unknown)}. Compare their spelling with appsettings.sample.json."));
        });
        well &= await LookAsync("database", async () =>
        {
            var storage = Settings.Section<StorageOptions>(settings, StorageOptions.Section);
            Migrator.Apply(storage, home);
            await using var database = new Database(storage, home);
            var waiting = await database.ReadAsync(db => db.SingleAsync<long>("select count(*) from outbox where state = 'waiting'"), cancellation);
            return $"ok ({storage.Provider}, {waiting} messages waiting)";
        });
        well &= await LookAsync("content", () =>
        {
            var problems = ContentFiles.Check(Path.Combine(home, "content"), NullLoggerFactory.Instance, TimeProvider.System);
            return Task.FromResult(problems.Count == 0 ? "ok" : throw new SettingsException($"{problems.Count} mistakes. 'panchayatbot content check' lists them; the first: {problems[0]}"));
        });
        well &= await LookAsync("telegram", () => LookAtTelegramAsync(Settings.Section<TelegramOptions>(settings, TelegramOptions.Section), cancellation));
        well &= await LookAsync("mail", () => LookAtMailAsync(Settings.Section<MailOptions>(settings, MailOptions.Section).Checked(), cancellation));
        return well ? 0 : 1;
    }

    private static async Task<string> LookAtMailAsync(MailOptions options, CancellationToken cancellation)
    {
        if (!options.IsConfigured)
            return "ok (off: no Mail:Host; nobody gets a weekly report by mail)";
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(10));
        try
        {
            using var client = await MailWorker.ConnectAsync(options, patience.Token);
            await client.DisconnectAsync(quit: true, patience.Token);
            return $"ok ({options.Host}:{options.Port})";
        }
        catch (MailKit.Security.AuthenticationException e)
        {
            throw new SettingsException("The mail server refuses Mail:User and Mail:Password.", e);
        }
        catch (Exception e) when (e is NotSupportedException or MailKit.Security.SslHandshakeException)
        {
            throw new SettingsException($"The mail server {options.Host}:{options.Port} does not offer what Mail:Security asks for ({options.Security}), or its certificate is not trusted.", e);
        }
        catch (Exception e) when (e is System.Net.Sockets.SocketException or IOException or MailKit.ProtocolException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            throw new SettingsException($"The mail server {options.Host}:{options.Port} cannot be reached ({e.GetType().Name}). Check Mail:Host, Mail:Port and the network.", e);
        }
    }

    private static async Task<string> LookAtTelegramAsync(TelegramOptions options, CancellationToken cancellation)
    {
        if (!options.IsConfigured)
            return "ok (off: no Telegram:BotToken; the web chat runs without it)";
        using var client = new TelegramClient(Options.Create(options));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(10));
        try
        {
            return $"ok (@{(await client.Api.GetMe(patience.Token)).Username})";
        }
        catch (Exception e) when (TelegramClient.IsWrongToken(e))
        {
            throw new SettingsException("Telegram refuses the token. Get it again from @BotFather with /token and set Telegram:BotToken.", e);
        }
        catch (Exception e) when (TelegramClient.IsPassing(e))
        {
            throw new SettingsException($"Telegram cannot be reached ({TelegramClient.Describe(e)}). Check the network, or Telegram:ApiBaseUrl.", e);
        }
    }

    private static async Task<bool> LookAsync(string what, Func<Task<string>> look)
    {
        try
        {
            Console.WriteLine($"{what}: {await look()}");
            return true;
        }
        catch (Exception e) when (Program.Sentence(e) is { } sentence)
        {
            Console.WriteLine($"{what}: {sentence}");
            return false;
        }
    }
}
