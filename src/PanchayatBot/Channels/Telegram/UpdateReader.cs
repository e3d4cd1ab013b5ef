using System.Globalization;
using PanchayatBot.Messages;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;
using Files = PanchayatBot.Delivery.Files;

namespace PanchayatBot.Channels.Telegram;

/// <summary>What an update of Telegram means for the bot: a pure function.</summary>
internal static class UpdateReader
{
    /// <summary>The kinds that are asked for; others never come.</summary>
    public static readonly UpdateType[] Wanted = [UpdateType.Message, UpdateType.EditedMessage, UpdateType.CallbackQuery, UpdateType.MyChatMember, UpdateType.ChannelPost];

    /// <summary>The message in an update; null when there is nothing to answer.</summary>
    /// <param name="update">As Telegram sent it.</param>
    /// <param name="botId">The bot's own id: update numbers count per bot, so it is part of the message's key.</param>
    /// <param name="userName">The bot's user name, for groups.</param>
    public static InboundMessage? Read(Update update, long botId, string userName)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{botId}:{update.Id}");
        return update switch
        {
            { CallbackQuery: { Message: { } below, Data: { } data } pressed } => new InboundMessage(AddressOf(below.Chat), id, "", data)
            {
                InGroup = below.Chat.Type != ChatType.Private,
                AppLanguage = LanguageOf(pressed.From),
            },
            { Message: { } message } => Read(message, id, botId, userName, isEdit: false),
            { ChannelPost: { } post } => ReadPost(post, id, botId, userName),
            { EditedMessage: { } edited } => Read(edited, id, botId, userName, isEdit: true),
            _ => null,
        };
    }

    /// <summary>The chat that an update belongs to, which fixes its place in the order; null when it belongs to none.</summary>
    public static ChatAddress? ChatOf(Update update) =>
        (update.Message ?? update.EditedMessage ?? update.ChannelPost ?? update.CallbackQuery?.Message)?.Chat is { } chat ? AddressOf(chat)
        : update.MyChatMember is { } member ? AddressOf(member.Chat) : null;

    /// <summary>True when the person blocked the bot, or the bot was removed from a group or may no longer write there.</summary>
    public static bool IsFarewell(Update update) => update.MyChatMember is { } change && !MayWrite(change);

    /// <summary>True when the bot may write in a group or channel from now on.</summary>
    public static bool IsWelcome(Update update) => update.MyChatMember is { Chat.Type: not ChatType.Private } change && MayWrite(change);

    private static bool MayWrite(ChatMemberUpdated change) => change.NewChatMember switch
    {
        { Status: ChatMemberStatus.Kicked or ChatMemberStatus.Left } => false,
        ChatMemberRestricted restricted => restricted.IsMember && restricted.CanSendMessages,
        // In a channel only administrators write, and only those who were given the right.
        ChatMemberAdministrator administrator => change.Chat.Type != ChatType.Channel || administrator.CanPostMessages,
        _ => change.Chat.Type != ChatType.Channel,
    };

    /// <summary>Of a channel's posts only the word by which a panchayat links the channel is of interest.</summary>
    private static InboundMessage? ReadPost(Message post, string id, long botId, string userName)
    {
        var text = post.Text ?? "";
        return text.StartsWith("/link", StringComparison.Ordinal) && IsAddressed(post, ref text, botId, userName)
            ? new InboundMessage(AddressOf(post.Chat), id, WithoutBotName(text, userName)) { InGroup = true, GroupTitle = post.Chat.Title }
            : null;
    }

    private static InboundMessage? Read(Message message, string id, long botId, string userName, bool isEdit)
    {
        var inGroup = message.Chat.Type is ChatType.Group or ChatType.Supergroup;
        // An administrator who stays anonymous writes as the group itself.
        var asGroup = inGroup && message.SenderChat?.Id == message.Chat.Id;
        if (message.From is null || (message.From.IsBot && !asGroup) || (!inGroup && message.Chat.Type != ChatType.Private))
            return null;
        // A pin that moves with its sender is told anew every few seconds.
        if (isEdit && message.Location is not null)
            return null;
        var text = message.Text ?? message.Caption ?? "";
        if (inGroup && !IsAddressed(message, ref text, botId, userName))
            return null;
        var attachment = AttachmentOf(message);
        if (text.Length == 0 && attachment is null && !inGroup)
            return null;
        return new InboundMessage(AddressOf(message.Chat), id, WithoutBotName(text, userName), Attachment: attachment)
        {
            IsEdit = isEdit,
            InGroup = inGroup,
            GroupTitle = inGroup ? message.Chat.Title : null,
            AppLanguage = LanguageOf(message.From),
        };
    }

    /// <summary>In a group the bot is spoken to by a command, its name, or a reply to one of its messages.</summary>
    private static bool IsAddressed(Message message, ref string text, long botId, string userName)
    {
        if (text.StartsWith('/'))
        {
            var word = text.Split(' ', 2)[0];
            var at = word.IndexOf('@', StringComparison.Ordinal);
            return at < 0 || word.AsSpan(at + 1).Equals(userName, StringComparison.OrdinalIgnoreCase);
        }

        var name = "@" + userName;
        if (userName.Length > 0 && text.Contains(name, StringComparison.OrdinalIgnoreCase))
        {
            text = text.Replace(name, " ", StringComparison.OrdinalIgnoreCase).Trim();
            return true;
        }

        return message.ReplyToMessage?.From?.Id == botId;
    }

    private static string WithoutBotName(string text, string userName) =>
        text.StartsWith('/') && userName.Length > 0 ? text.Replace("@" + userName, "", StringComparison.OrdinalIgnoreCase) : text;

    private static ChatAddress AddressOf(Chat chat) => new(TelegramChannel.ChannelName, chat.Id.ToString(CultureInfo.InvariantCulture));

    private static Language? LanguageOf(User user) => user.LanguageCode switch
    {
        null => null,
        var code when code.StartsWith("hi", StringComparison.Ordinal) => Language.Hindi,
        // An app in English says little here: most telephones in the villages are sold so. Hindi greets, English is a tap away.
        _ => null,
    };

    private static Attachment? AttachmentOf(Message message) => message.Type switch
    {
        MessageType.Text => null,
        MessageType.Photo => PhotoOf(message.Photo!, message.MediaGroupId),
        MessageType.Document => new Attachment(AttachmentKind.Document)
        {
            Reference = message.Document!.FileId,
            MediaType = message.Document.MimeType,
            Bytes = message.Document.FileSize,
            Name = message.Document.FileName,
            Album = message.MediaGroupId,
        },
        MessageType.Voice or MessageType.Audio => new Attachment(AttachmentKind.Voice),
        MessageType.Video or MessageType.VideoNote or MessageType.Animation => new Attachment(AttachmentKind.Video),
        MessageType.Location or MessageType.Venue => PlaceOf(message.Location ?? message.Venue!.Location, message.Venue?.Title),
        MessageType.Contact => new Attachment(AttachmentKind.Contact),
        MessageType.Sticker or MessageType.Dice => new Attachment(AttachmentKind.Sticker),
        MessageType.Poll or MessageType.Story => new Attachment(AttachmentKind.Other),
        // Service messages (somebody joined, a picture was changed) are not for the bot.
        _ => null,
    };

    /// <summary>Telegram has a photo in several sizes: the largest that is taken.</summary>
    private static Attachment PhotoOf(PhotoSize[] sizes, string? album)
    {
        var best = sizes.Where(size => size.FileSize is null or <= Files.MaxBytes).MaxBy(size => (long)size.Width * size.Height) ?? sizes[0];
        // Telegram makes every photo a JPEG without a name.
        return new Attachment(AttachmentKind.Photo) { Reference = best.FileId, MediaType = "image/jpeg", Bytes = best.FileSize, Album = album };
    }

    private static Attachment PlaceOf(Location place, string? name) =>
        new(AttachmentKind.Location) { Point = new MapPoint(place.Latitude, place.Longitude), Name = name };
}
