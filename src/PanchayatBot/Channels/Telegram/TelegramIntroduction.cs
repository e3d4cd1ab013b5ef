using Microsoft.Extensions.Options;
using PanchayatBot.Content;
using PanchayatBot.Conversations;
using PanchayatBot.Messages;
using Telegram.Bot;
using Telegram.Bot.Types;

namespace PanchayatBot.Channels.Telegram;

/// <summary>What has to be settled with Telegram before the first update: who the bot is, how updates come, which commands it shows.</summary>
public sealed partial class TelegramIntroduction(
    TelegramClient client, IOptions<TelegramOptions> options, Routes routes, BotLinks links, Texts texts, IHostApplicationLifetime life, TimeProvider clock, ILogger<TelegramIntroduction> log)
{
    /// <summary>The process's exit code when the token is wrong.</summary>
    public const int WrongTokenExitCode = 2;

    /// <summary>Introduces the bot, as often as it takes.</summary>
    /// <returns>False when the token is wrong; the process is then stopping.</returns>
    public async Task<bool> MakeAsync(CancellationToken cancellation)
    {
        var backOff = new BackOff(clock);
        while (true)
        {
            try
            {
                client.UserName = (await client.Api.GetMe(cancellation)).Username ?? "";
                links.ServeTelegram(client.UserName);
                await ChooseTransportAsync(cancellation);
                await ShowCommandsAsync(cancellation);
                return true;
            }
            catch (Exception e) when (TelegramClient.IsWrongToken(e))
            {
                RefuseToken();
                return false;
            }
            catch (Exception e) when (TelegramClient.IsPassing(e) && !cancellation.IsCancellationRequested)
            {
                var wait = backOff.Next();
                LogNotYet(TelegramClient.Describe(e), wait.TotalSeconds);
                await Task.Delay(wait, clock, cancellation);
            }
        }
    }

    /// <summary>Says so and stops the process: nothing works with a wrong token.</summary>
    public void RefuseToken()
    {
        LogWrongToken();
        Environment.ExitCode = WrongTokenExitCode;
        life.StopApplication();
    }

    private Task ChooseTransportAsync(CancellationToken cancellation) => options.Value.Webhook.Url is { } url
        ? client.Api.SetWebhook(url.AbsoluteUri, allowedUpdates: UpdateReader.Wanted, secretToken: TelegramWebhook.SecretOf(options.Value), cancellationToken: cancellation)
        // While a webhook is set every poll is refused.
        : client.Api.DeleteWebhook(dropPendingUpdates: false, cancellation);

    private async Task ShowCommandsAsync(CancellationToken cancellation)
    {
        // English stands for every language that is not Hindi.
        await client.Api.SetMyCommands(CommandsIn(Language.English), cancellationToken: cancellation);
        await client.Api.SetMyCommands(CommandsIn(Language.Hindi), languageCode: "hi", cancellationToken: cancellation);
    }

    private IEnumerable<BotCommand> CommandsIn(Language language) =>
        routes.PublicCommands.Select(name => new BotCommand(name, texts.Say($"command.{name}.description", language)));

    [LoggerMessage(Level = LogLevel.Critical, Message = "Telegram refuses the token: check Telegram:BotToken (get it again from @BotFather with /token)")]
    private partial void LogWrongToken();

    [LoggerMessage(Level = LogLevel.Warning, Message = "Telegram cannot be reached yet ({Why}); trying again in {Seconds:0} s")]
    private partial void LogNotYet(string why, double seconds);
}
