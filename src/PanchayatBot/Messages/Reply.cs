using System.Text;

namespace PanchayatBot.Messages;

/// <summary>One message of the bot, before any channel has given it its form.</summary>
/// <param name="Text">Text in the small Markdown of <see cref="Markup"/>.</param>
public sealed record Reply(string Text)
{
    /// <summary>Buttons in reading order; the channel lays them out.</summary>
    public IReadOnlyList<Button> Buttons { get; init; } = [];

    /// <summary>A file that goes with the words; null for none.</summary>
    public StoredFile? File { get; init; }

    /// <summary>A pin on the map; null for none. The words then say what is there, and nothing else: the first line is the name of the place, the
    /// next its address. A reply with a pin carries no file.</summary>
    public MapPoint? Pin { get; init; }

    /// <summary>Names a message that is kept up to date, such as the progress of a broadcast: in a chat a newer one with the same name takes
    /// the place of the older. Null for a message that stands for itself.</summary>
    public string? Board { get; init; }
}

/// <summary>A button below a reply: a link that always works (<see cref="To"/>), a choice that dies with the question it answers
/// (<see cref="Choice"/>), or an address on the web (<see cref="Link"/>).</summary>
/// <param name="Label">What the person reads.</param>
/// <param name="Payload">What comes back when it is pressed; at most <see cref="MaxPayloadBytes"/> bytes of UTF-8, web addresses aside.</param>
public sealed record Button(string Label, string Payload)
{
    /// <summary>The longest payload every channel carries (Telegram's callback_data, in bytes of UTF-8).</summary>
    public const int MaxPayloadBytes = 64;

    private const char RouteMark = '>';
    private const char ChoiceMark = '?';

    // A stamped number grows with every question of a chat: nine digits outlive any chat.
    private const int StampBytes = 9;

    /// <summary>A button that leads to a route and works for ever, from any message.</summary>
    /// <exception cref="ArgumentException">The payload would be longer than channels carry.</exception>
    public static Button To(string label, string route, string argument = "") =>
        new(label, Checked(argument.Length == 0 ? $"{RouteMark}{route}" : $"{RouteMark}{route} {argument}", MaxPayloadBytes));

    /// <summary>An answer to the question asked by this very message; refused once another question is open.</summary>
    /// <exception cref="ArgumentException">The payload would be longer than channels carry.</exception>
    public static Button Choice(string label, string value) => new(label, Checked($"{ChoiceMark}:{value}", MaxPayloadBytes - StampBytes));

    /// <summary>A web address.</summary>
    public static Button Link(string label, Uri address) => new(label, address.AbsoluteUri);

    /// <summary>True for a web address.</summary>
    public bool IsLink => Payload.StartsWith("https://", StringComparison.Ordinal) || Payload.StartsWith("http://", StringComparison.Ordinal);

    /// <summary>True for a choice, stamped or not.</summary>
    public bool IsChoice => Payload.StartsWith(ChoiceMark);

    /// <summary>The same choice, bound to the question with this number; other buttons stay as they are.</summary>
    public Button StampedWith(long question) => IsChoice ? this with { Payload = $"{ChoiceMark}{question}{Payload[Payload.IndexOf(':')..]}" } : this;

    /// <summary>Reads a payload made by <see cref="To"/>.</summary>
    public static bool TryReadRoute(string payload, out string route, out string argument)
    {
        route = argument = "";
        if (!payload.StartsWith(RouteMark))
            return false;
        var space = payload.IndexOf(' ', StringComparison.Ordinal);
        route = space < 0 ? payload[1..] : payload[1..space];
        argument = space < 0 ? "" : payload[(space + 1)..];
        return true;
    }

    /// <summary>Reads a payload made by <see cref="Choice"/> and <see cref="StampedWith"/>.</summary>
    public static bool TryReadChoice(string payload, out long question, out string value)
    {
        question = 0;
        value = "";
        var colon = payload.IndexOf(':', StringComparison.Ordinal);
        if (!payload.StartsWith(ChoiceMark) || colon < 2 || !long.TryParse(payload.AsSpan(1, colon - 1), out question))
            return false;
        value = payload[(colon + 1)..];
        return true;
    }

    private static string Checked(string payload, int limit) =>
        Encoding.UTF8.GetByteCount(payload) <= limit
            ? payload
            : throw new ArgumentException($"Button payload '{payload}' is longer than {limit} bytes: send an id, not a text.", nameof(payload));
}
