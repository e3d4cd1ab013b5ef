using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Options;
using PanchayatBot.Delivery;
using PanchayatBot.Delivery.Inbound;
using PanchayatBot.Messages;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;

namespace PanchayatBot.Channels.Telegram;

/// <summary>Sends through Telegram, and tells from its answers what became of a message.</summary>
public sealed partial class TelegramChannel(TelegramClient client, Files files, IOptions<TelegramOptions> options, ILogger<TelegramChannel> log) : IChannel, IDisposable
{
    /// <summary>The channel's name in addresses.</summary>
    public const string ChannelName = "telegram";

    private const int SentRange = 300;

    // A file that Telegram has is sent again by its number there: one upload for a whole broadcast.
    private const int MostUploads = 1_000;

    private readonly ConcurrentDictionary<string, string> _uploads = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _uploading = new(1);

    /// <inheritdoc />
    public string Name => ChannelName;

    /// <summary>About 30 a second over all chats, one a second in a chat with short bursts, 20 a minute in a group
    /// (Telegram's Bot FAQ, "My bot is hitting limits").</summary>
    public Pace Pace { get; } = new(options.Value.MessagesPerSecond, PerChatBurst: 3, PerChatSeconds: 1.05, PerGroupSeconds: 3.1)
    {
        // Groups and channels have negative ids.
        IsGroup = id => id.StartsWith('-'),
    };

    /// <inheritdoc />
    public async Task<DeliveryResult> SendAsync(Outgoing outgoing, CancellationToken cancellation)
    {
        var chat = long.Parse(outgoing.To.Id, CultureInfo.InvariantCulture);
        try
        {
            return await SendAsync(chat, outgoing, TelegramRenderer.Render(outgoing.Reply), cancellation);
        }
        catch (ApiRequestException e) when (e.ErrorCode == 400 && e.Message.Contains("can't parse entities", StringComparison.Ordinal))
        {
            // Our mistake, but the person is to have the words all the same.
            LogUnreadable(outgoing.Id, e.Message);
            return await TryAsync(() => SendAsync(chat, outgoing, TelegramRenderer.RenderPlain(outgoing.Reply), cancellation));
        }
        catch (Exception e) when (TelegramClient.IsPassing(e))
        {
            return Judge(e);
        }
    }

    private static async Task<DeliveryResult> TryAsync(Func<Task<DeliveryResult>> send)
    {
        try
        {
            return await send();
        }
        catch (Exception e) when (TelegramClient.IsPassing(e))
        {
            return Judge(e);
        }
    }

    private Task<DeliveryResult> SendAsync(long chat, Outgoing outgoing, TelegramMessage message, CancellationToken cancellation) =>
        outgoing.Reply.File is { } file ? SendFileAsync(chat, file, message, cancellation)
        : outgoing.Reply.Pin is { } pin ? SendPinAsync(chat, pin, outgoing.Reply.Text, message, cancellation)
        : outgoing.Replaces is { } earlier ? ReplaceAsync(chat, int.Parse(earlier, CultureInfo.InvariantCulture), message, cancellation)
        : SendTextAsync(chat, message, cancellation);

    private async Task<DeliveryResult> SendTextAsync(long chat, TelegramMessage message, CancellationToken cancellation)
    {
        var sent = await client.Api.SendMessage(chat, message.Text, message.ParseMode, replyMarkup: message.Keyboard,
            linkPreviewOptions: new() { IsDisabled = true }, cancellationToken: cancellation);
        return Sent(sent);
    }

    private async Task<DeliveryResult> ReplaceAsync(long chat, int earlier, TelegramMessage message, CancellationToken cancellation)
    {
        try
        {
            await client.Api.EditMessageText(chat, earlier, message.Text, message.ParseMode, replyMarkup: message.Keyboard,
                linkPreviewOptions: new() { IsDisabled = true }, cancellationToken: cancellation);
        }
        catch (ApiRequestException same) when (same.ErrorCode == 400 && same.Message.Contains("message is not modified", StringComparison.Ordinal))
        {
            // It says so already.
        }
        catch (ApiRequestException gone) when (gone.ErrorCode == 400 && gone.Message.Contains("message to edit not found", StringComparison.Ordinal)
            || gone.Message.Contains("message can't be edited", StringComparison.Ordinal))
        {
            return await SendTextAsync(chat, message, cancellation);
        }

        return new DeliveryResult.Sent(earlier.ToString(CultureInfo.InvariantCulture));
    }

    private async Task<DeliveryResult> SendFileAsync(long chat, StoredFile file, TelegramMessage message, CancellationToken cancellation)
    {
        if (await AgainAsync(chat, file, message, cancellation) is { } sent)
            return sent;
        // Of many who are to get the same file at the same time one brings it there, and the others wait for its number.
        await _uploading.WaitAsync(cancellation);
        try
        {
            return await AgainAsync(chat, file, message, cancellation) ?? await UploadAsync(chat, file, message, cancellation);
        }
        finally
        {
            _uploading.Release();
        }
    }

    /// <summary>Sends a file that Telegram has; null when it has it not, or not any more.</summary>
    private async Task<DeliveryResult?> AgainAsync(long chat, StoredFile file, TelegramMessage message, CancellationToken cancellation)
    {
        if (!_uploads.TryGetValue(file.Key, out var known))
            return null;
        try
        {
            return Sent(await HandOverAsync(chat, file, InputFile.FromFileId(known), message, cancellation));
        }
        catch (ApiRequestException e) when (e.ErrorCode == 400 && e.Message.Contains("file", StringComparison.OrdinalIgnoreCase))
        {
            _uploads.TryRemove(file.Key, out _);
            return null;
        }
    }

    private async Task<DeliveryResult> UploadAsync(long chat, StoredFile file, TelegramMessage message, CancellationToken cancellation)
    {
        if (await files.BytesAsync(file.Key, cancellation) is not { } bytes)
            return new DeliveryResult.Refused("its file is no longer kept");
        using var content = new MemoryStream(bytes);
        var sent = await HandOverAsync(chat, file, InputFile.FromStream(content, file.Name), message, cancellation);
        if ((sent.Photo?[^1].FileId ?? sent.Document?.FileId) is { } id)
        {
            if (_uploads.Count >= MostUploads)
                _uploads.Clear();
            _uploads[file.Key] = id;
        }

        return Sent(sent);
    }

    private Task<Message> HandOverAsync(long chat, StoredFile file, InputFile input, TelegramMessage message, CancellationToken cancellation) => file.IsPicture
        ? client.Api.SendPhoto(chat, input, message.Text, message.ParseMode, replyMarkup: message.Keyboard, cancellationToken: cancellation)
        : client.Api.SendDocument(chat, input, message.Text, message.ParseMode, replyMarkup: message.Keyboard, cancellationToken: cancellation);

    private async Task<DeliveryResult> SendPinAsync(long chat, MapPoint pin, string words, TelegramMessage message, CancellationToken cancellation)
    {
        var (title, address) = TelegramRenderer.Venue(words, pin);
        return Sent(title.Length == 0
            ? await client.Api.SendLocation(chat, pin.Latitude, pin.Longitude, replyMarkup: message.Keyboard, cancellationToken: cancellation)
            : await client.Api.SendVenue(chat, pin.Latitude, pin.Longitude, title, address, replyMarkup: message.Keyboard, cancellationToken: cancellation));
    }

    /// <inheritdoc />
    public async Task<FetchResult> FetchAsync(string reference, int mostBytes, CancellationToken cancellation)
    {
        try
        {
            var file = await client.Api.GetFile(reference, cancellation);
            if (file.FileSize > mostBytes)
                return new FetchResult.Never(FileRefusal.Large, "it is larger than what is taken");
            if (file.FilePath is not { } path)
                return new FetchResult.Never(FileRefusal.Gone, "Telegram names no place where it is");
            using var content = new BoundedMemory(mostBytes);
            await client.Api.DownloadFile(path, content, cancellation);
            return new FetchResult.Got(content.ToArray());
        }
        catch (Exception e) when (e.GetBaseException() is BoundedMemory.FullException)
        {
            return new FetchResult.Never(FileRefusal.Large, "more came than was said");
        }
        catch (ApiRequestException e) when (e.ErrorCode == 400)
        {
            return JudgeFetch(e);
        }
        catch (Exception e) when (TelegramClient.IsPassing(e) || e is IOException)
        {
            return Judge(e) is DeliveryResult.Wait wait ? new FetchResult.Wait(wait.After) : new FetchResult.TryLater(TelegramClient.Describe(e));
        }
    }

    /// <summary>"wrong file_id or the file is temporarily unavailable" says two things at once; the kinder one is believed until fetching is given up.</summary>
    private static FetchResult JudgeFetch(ApiRequestException e) =>
        e.Message.Contains("file is too big", StringComparison.Ordinal) ? new FetchResult.Never(FileRefusal.Large, e.Message)
        : e.Message.Contains("temporarily unavailable", StringComparison.Ordinal) ? new FetchResult.TryLater(e.Message)
        : new FetchResult.Never(FileRefusal.Gone, e.Message);

    private static DeliveryResult.Sent Sent(Message sent) => new(sent.Id.ToString(CultureInfo.InvariantCulture));

    /// <summary>What an error of the Bot API means for the message.</summary>
    internal static DeliveryResult Judge(Exception error) => error switch
    {
        ApiRequestException { Parameters.RetryAfter: { } seconds } => new DeliveryResult.Wait(TimeSpan.FromSeconds(seconds)),
        ApiRequestException { ErrorCode: 429 } => new DeliveryResult.Wait(TimeSpan.FromSeconds(1)),
        ApiRequestException { Parameters.MigrateToChatId: { } moved } => new DeliveryResult.Moved(moved.ToString(CultureInfo.InvariantCulture)),
        ApiRequestException { ErrorCode: 403 } blocked => new DeliveryResult.Unreachable(blocked.Message),
        ApiRequestException { ErrorCode: 400 } gone when gone.Message.Contains("chat not found", StringComparison.Ordinal) => new DeliveryResult.Unreachable(gone.Message),
        // A wrong token is mended by a person; the message waits for that.
        ApiRequestException { ErrorCode: 401 or 404 } token => new DeliveryResult.TryLater(TelegramClient.Describe(token)),
        ApiRequestException { ErrorCode: >= 400 and < 500 } refused => new DeliveryResult.Refused($"{refused.ErrorCode} {refused.Message}"),
        ApiRequestException busy => new DeliveryResult.TryLater(TelegramClient.Describe(busy)),
        // An answer came, and it was no success: the message was not taken.
        RequestException { HttpStatusCode: { } status } proxy when (int)status >= SentRange => new DeliveryResult.TryLater(TelegramClient.Describe(proxy)),
        _ when NeverConnected(error) => new DeliveryResult.TryLater(TelegramClient.Describe(error)),
        _ => new DeliveryResult.Unknown(TelegramClient.Describe(error)),
    };

    private static bool NeverConnected(Exception error) => (error as HttpRequestException ?? error.InnerException as HttpRequestException)?.HttpRequestError
        is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;

    /// <inheritdoc />
    public void Dispose() => _uploading.Dispose();

    [LoggerMessage(Level = LogLevel.Error, Message = "Telegram cannot read the formatting of message {Id}; it goes out as plain text. {Why}")]
    private partial void LogUnreadable(long id, string why);
}
