using PanchayatBot.Conversations;
using PanchayatBot.Delivery;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;

namespace PanchayatBot.Channels.Telegram;

/// <summary>Takes in one update, however it came. When it returns, the update may be acknowledged.</summary>
public sealed class UpdateIntake(TelegramClient client, Dispatcher dispatcher, AddressBook addresses)
{
    /// <summary>Handles one update durably.</summary>
    public async Task TakeAsync(Update update, CancellationToken cancellation)
    {
        if (UpdateReader.ChatOf(update) is not { } chat)
            return;
        // The spinner on the pressed button stops at once; Telegram waits for that only some seconds, the work may take longer.
        var acknowledged = update.CallbackQuery is { } pressed ? AcknowledgeAsync(pressed.Id, cancellation) : Task.CompletedTask;
        if (update.Message?.MigrateToChatId is { } movedTo)
            await addresses.MovedAsync(chat, movedTo.ToString(System.Globalization.CultureInfo.InvariantCulture), cancellation);
        // Told in both chats: in the new one it comes before whatever is said there, however the two queues overtake each other.
        else if (update.Message?.MigrateFromChatId is { } movedFrom)
            await addresses.MovedAsync(chat with { Id = movedFrom.ToString(System.Globalization.CultureInfo.InvariantCulture) }, chat.Id, cancellation);
        else if (UpdateReader.IsFarewell(update))
            await addresses.LostAsync(chat, cancellation);
        else if (UpdateReader.IsWelcome(update))
            await addresses.FoundAsync(chat, cancellation);
        else if (UpdateReader.Read(update, client.BotId, client.UserName) is { } message)
            await dispatcher.HandleAsync(message, cancellation);
        await acknowledged;
    }

    private async Task AcknowledgeAsync(string callback, CancellationToken cancellation)
    {
        try
        {
            await client.Api.AnswerCallbackQuery(callback, cancellationToken: cancellation);
        }
        catch (Exception e) when (e is RequestException or HttpRequestException)
        {
            // Too old (after an outage), or the network: the answer itself is on its way by the outbox.
        }
    }
}
