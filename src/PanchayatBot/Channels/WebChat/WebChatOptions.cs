using PanchayatBot.Content;

namespace PanchayatBot.Channels.WebChat;

/// <summary>A made-up person whom a visitor can be while trying the bot.</summary>
/// <param name="Key">Short name in addresses, lower-case Latin letters: the chat is called <c>demo-</c> and this.</param>
/// <param name="Name">What the switch on the page says.</param>
/// <param name="Role">What this person is in the village; stands below the name.</param>
public sealed record DemoPerson(string Key, Bilingual Name, Bilingual Role);

/// <summary>How the web chat presents itself.</summary>
public sealed record WebChatOptions
{
    /// <summary>True lets every visitor be any of <see cref="People"/>. Whoever can open the page then speaks as the secretary, so such
    /// a page is only ever shown to the machine it runs on, whatever address the server listens on.</summary>
    public bool Demo { get; init; }

    /// <summary>The people of the switch, first one chosen at the start; unused outside demo mode.</summary>
    public IReadOnlyList<DemoPerson> People { get; init; } = [];

    /// <summary>Whose bot this is, in the head of the page; null shows the bot's own name.</summary>
    public Bilingual? Panchayat { get; init; }

    /// <summary>Messages that one browser may send at once, and again in every minute.</summary>
    public int MessagesPerMinute { get; init; } = 30;
}
