using Microsoft.Extensions.Options;
using PanchayatBot.Content;
using PanchayatBot.Web;

namespace PanchayatBot.Channels.WebChat;

/// <summary>A made-up person whom a visitor can be while trying the bot.</summary>
/// <param name="Key">Short name in addresses, lower-case Latin letters: the chat is called <c>demo-</c> and this.</param>
/// <param name="Name">What the switch on the page says.</param>
/// <param name="Role">What this person is in the village; stands below the name.</param>
public sealed record DemoPerson(string Key, Bilingual Name, Bilingual Role);

/// <summary>How the web chat presents itself.</summary>
public sealed record WebChatOptions
{
    /// <summary>Where the page is served when no setting says otherwise.</summary>
    public const string DefaultUrl = "http://localhost:5080";

    /// <summary>True lets every visitor be any of <see cref="People"/>. Whoever can open the page then speaks as the secretary, so such
    /// a page is only ever shown to the machine it runs on, whatever address the server listens on.</summary>
    public bool Demo { get; init; }

    /// <summary>The address at which people reach the page.</summary>
    public Uri Address { get; init; } = new(DefaultUrl);

    /// <summary>The people of the switch, the first one chosen at the start; unused outside demo mode.</summary>
    public IReadOnlyList<DemoPerson> People { get; init; } = [];

    /// <summary>Reads <c>WebChat:Demo</c>. Unset, it is on for a first trial: while no other channel is configured and the server listens
    /// on this machine only.</summary>
    /// <remarks><c>WebChat:Address</c>, unset, is where the server listens.</remarks>
    /// <param name="settings">All settings; <c>Urls</c> says where the server listens.</param>
    /// <param name="anotherChannel">True when the bot can be reached in another way, too.</param>
    /// <exception cref="InvalidOperationException"><c>WebChat:Demo</c> is neither true nor false.</exception>
    /// <exception cref="OptionsValidationException"><c>WebChat:Address</c> is no address.</exception>
    public static WebChatOptions From(IConfiguration settings, bool anotherChannel) => new()
    {
        Demo = settings.GetValue<bool?>("WebChat:Demo") ?? (!anotherChannel && (settings["Urls"] ?? DefaultUrl).Split(';').All(IsLoopback)),
        Address = settings["WebChat:Address"] is { Length: > 0 } set ? Reached(set) : Listening((settings["Urls"] ?? DefaultUrl).Split(';')[0]),
    };

    private static Uri Reached(string address) => Uri.TryCreate(address, UriKind.Absolute, out var read) && read.Scheme is "https" or "http"
        ? read
        : throw new OptionsValidationException("WebChat", typeof(WebChatOptions), [$"WebChat:Address is '{address}': write it in full, e.g. https://bot.example.in"]);

    /// <summary>The address of a server that listens; "every address" (*, +, 0.0.0.0) is at least this machine.</summary>
    private static Uri Listening(string url)
    {
        var binding = BindingAddress.Parse(url);
        var host = binding.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "localhost" : binding.Host;
        return new UriBuilder(binding.Scheme, host, binding.Port).Uri;
    }

    private static bool IsLoopback(string url) => Door.IsLoopbackHost(BindingAddress.Parse(url).Host);
}
