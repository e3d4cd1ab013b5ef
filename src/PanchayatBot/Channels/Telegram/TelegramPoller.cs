using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;

namespace PanchayatBot.Channels.Telegram;

/// <summary>Fetches updates by long polling. The next offset, which makes Telegram forget, is sent only after everything before it is on disk.</summary>
public sealed partial class TelegramPoller(TelegramClient client, TelegramIntroduction introduction, UpdateIntake intake, TimeProvider clock, ILogger<TelegramPoller> log) : BackgroundService
{
    private const int MostTogether = 100;
    private const int PollSeconds = 25;

    private readonly BackOff _backOff = new(clock);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (!await introduction.MakeAsync(stoppingToken))
                return;
            await PollAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // An orderly stop: what was not acknowledged comes again.
        }
    }

    private async Task PollAsync(CancellationToken cancellation)
    {
        LogPolling(client.UserName);
        int? offset = null;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                var updates = await client.Api.GetUpdates(offset, MostTogether, PollSeconds, UpdateReader.Wanted, cancellation);
                await TakeAsync(updates, cancellation);
                if (updates.Length > 0)
                    offset = updates[^1].Id + 1;
                if (_backOff.Reset() is { } away)
                    LogRecovered(away.TotalSeconds);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                throw;
            }
            catch (ApiRequestException e) when (TelegramClient.IsWrongToken(e))
            {
                introduction.RefuseToken();
                return;
            }
            catch (ApiRequestException e) when (e.ErrorCode == 409)
            {
                var wait = _backOff.Next(atLeast: TimeSpan.FromSeconds(5));
                LogConflict(wait.TotalSeconds, e.Message);
                await Task.Delay(wait, clock, cancellation);
            }
            catch (ApiRequestException e) when (e.Parameters?.RetryAfter is { } seconds)
            {
                await Task.Delay(TimeSpan.FromSeconds(seconds), clock, cancellation);
            }
#pragma warning disable CA1031 // The network, or the database, is away: nothing was acknowledged, so everything comes again.
            catch (Exception e)
#pragma warning restore CA1031
            {
                var wait = _backOff.Next();
                if (TelegramClient.IsPassing(e))
                    LogAway(wait.TotalSeconds, TelegramClient.Describe(e));
                else
                    LogNotTaken(e, wait.TotalSeconds);
                await Task.Delay(wait, clock, cancellation);
            }
        }
    }

    /// <summary>Updates of one chat one after the other, chats at the same time.</summary>
    private Task TakeAsync(Update[] updates, CancellationToken cancellation) => Task.WhenAll(
        updates.GroupBy(UpdateReader.ChatOf).Select(async chat =>
        {
            // Without this the chats of a batch would begin one after the other on this thread.
            await Task.Yield();
            foreach (var update in chat)
                await intake.TakeAsync(update, cancellation);
        }));

    [LoggerMessage(Level = LogLevel.Information, Message = "Telegram: polling as @{UserName}")]
    private partial void LogPolling(string userName);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Telegram: another instance polls with this token, or a webhook is set. Stop the other one; trying again in {Seconds:0} s ({Why})")]
    private partial void LogConflict(double seconds, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Telegram cannot be reached ({Why}); trying again in {Seconds:0} s")]
    private partial void LogAway(double seconds, string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "Telegram: updates could not be stored; they come again in {Seconds:0} s")]
    private partial void LogNotTaken(Exception error, double seconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "Telegram is back after {Seconds:0} s; nothing was lost")]
    private partial void LogRecovered(double seconds);
}
