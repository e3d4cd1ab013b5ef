namespace PanchayatBot.Conversations;

/// <summary>Addresses that open the bot and hand it a word (<see cref="Routes.Link"/>): behind QR codes and in invitations. Channels tell how
/// they are reached as soon as they know it.</summary>
public sealed class BotLinks
{
    private volatile Uri _page = new("http://localhost:5080");
    private volatile string? _telegramName;

    /// <summary>The web page is reached here.</summary>
    public void ServePage(Uri address) => _page = address;

    /// <summary>The bot answers on Telegram under this user name, without @.</summary>
    public void ServeTelegram(string userName) => _telegramName = userName.Length == 0 ? null : userName;

    /// <summary>The address of a page that this process serves.</summary>
    /// <param name="path">Its path with what follows it, e.g. <c>/office</c>.</param>
    public Uri ToPage(string path) => new(_page, path);

    /// <summary>The address that lets a person choose a Telegram group of theirs, makes the bot an administrator there, and hands it this word;
    /// null where the bot is not on Telegram.</summary>
    /// <param name="word">At most 64 of A-Z a-z 0-9 _ -.</param>
    public Uri? ToGroup(string word) => _telegramName is { } name ? new Uri($"https://t.me/{name}?startgroup={word}&admin=pin_messages") : null;

    /// <summary>The address that opens the bot with this word: Telegram where the bot has a name there, else the web page.</summary>
    /// <param name="word">At most 64 of A-Z a-z 0-9 _ -.</param>
    public Uri To(string word) => _telegramName is { } name ? new Uri($"https://t.me/{name}?start={word}") : new Uri(_page, $"?start={word}");
}
