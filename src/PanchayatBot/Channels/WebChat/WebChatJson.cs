using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using PanchayatBot.Content;

namespace PanchayatBot.Channels.WebChat;

/// <summary>What the page posts when a person writes or presses a button.</summary>
/// <param name="Id">A UUID made by the page; posting the same one again acts once.</param>
/// <param name="Text">What was written.</param>
/// <param name="Payload">What the pressed button carried.</param>
/// <param name="Person">Who speaks; in demo mode only.</param>
/// <param name="Language">Language the page is set to, <c>hi</c> or <c>en</c>.</param>
/// <param name="Name">Name of the file that comes along.</param>
internal sealed record Posted(string? Id, string? Text, string? Payload, string? Person, string? Language, string? Name);

/// <summary>A message of the bot as the page shows it.</summary>
/// <param name="Id">Number of the outbox row; the page shows each once and in this order.</param>
/// <param name="At">When it was handed over, in milliseconds since 1970 (UTC); null when it is told again, the page has noted it then.</param>
/// <param name="Html">Safe HTML.</param>
/// <param name="Buttons">In reading order.</param>
/// <param name="File">What comes along; null for words alone.</param>
/// <param name="Map">Where a pin is shown on a map; null for none.</param>
/// <param name="Board">Messages with the same board are one to the person: the newer takes the older's place.</param>
internal sealed record Shown(long Id, long? At, string Html, IReadOnlyList<ShownButton> Buttons, ShownFile? File, string? Map, string? Board);

/// <summary>A file of a message.</summary>
/// <param name="Url">Where the page fetches it.</param>
/// <param name="Name">The name under which people save it.</param>
/// <param name="IsPicture">The page shows it instead of a link.</param>
internal sealed record ShownFile(string Url, string Name, bool IsPicture);

/// <summary>A button below a message.</summary>
/// <param name="Label">What the person reads.</param>
/// <param name="Payload">What the page posts back; null for a link.</param>
/// <param name="Url">Where a link leads; null for any other button.</param>
internal sealed record ShownButton(string Label, string? Payload, string? Url);

/// <summary>What the page needs to know before it can show anything.</summary>
/// <param name="People">The demo people; empty outside demo mode.</param>
/// <param name="MostBytes">The largest file that is taken.</param>
/// <param name="Words">The page's own words by key, without the <c>web.</c> in front.</param>
internal sealed record Me(IReadOnlyList<DemoPerson> People, int MostBytes, IReadOnlyDictionary<string, Bilingual> Words);

/// <summary>Why something was not done, for a program and for a person.</summary>
/// <param name="Code">The text's key without the <c>web.</c> in front.</param>
/// <param name="Message">What the page shows.</param>
internal sealed record Refusal(string Code, Bilingual Message);

/// <summary>The JSON of the web chat, Devanagari left readable: escaped it would be twice the bytes on a slow line.</summary>
[JsonSerializable(typeof(Posted))]
[JsonSerializable(typeof(Shown))]
[JsonSerializable(typeof(Me))]
[JsonSerializable(typeof(Refusal))]
internal sealed partial class WebChatJson : JsonSerializerContext
{
    /// <summary>The one to use.</summary>
    public static WebChatJson Readable { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    });
}
