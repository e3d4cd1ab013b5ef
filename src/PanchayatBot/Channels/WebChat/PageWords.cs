using PanchayatBot.Content;
using PanchayatBot.Delivery.Inbound;
using PanchayatBot.Messages;

namespace PanchayatBot.Channels.WebChat;

/// <summary>What the page says in its own name, in both languages: <c>web.*</c> in content/texts.</summary>
internal sealed class PageWords(Texts texts)
{
    private const string KeyPrefix = "web.";

    // The words of the page itself; the sentences of a refusal travel with the refusal.
    private static readonly string[] OfThePage =
    [
        "title", "tagline", "people", "placeholder", "send", "menu", "talk", "newest", "typing", "today", "you",
        "attach", "photo", "open_map", "clear", "clear_question", "clear_yes", "clear_no", "welcome", "start", "example1", "example2", "example3",
        "offline", "reconnecting", "waiting", "sent", "failed", "opens_new_tab", "no_script",
    ];

    /// <summary>The words of the page by key, without the <c>web.</c> in front.</summary>
    public IReadOnlyDictionary<string, Bilingual> All()
    {
        var words = OfThePage.ToDictionary(key => key, key => Say(KeyPrefix + key));
        // What is too large for the server is not even sent.
        var (code, message) = Why(FileRefusal.Large);
        words.Add(code, message);
        return words;
    }

    /// <summary>Why something was not done; the code is the text's key.</summary>
    public Refusal Why(string code, params (string Name, object? Value)[] values) => new(code, Say(KeyPrefix + code, values));

    /// <summary>Why a file is not taken.</summary>
    public Refusal Why(FileRefusal why) => new($"file_{why.ToString().ToLowerInvariant()}", Say(InboundFile.TextKeyOf(why)));

    private Bilingual Say(string key, params (string Name, object? Value)[] values) =>
        new(texts.Say(key, Language.Hindi, values), texts.Say(key, Language.English, values));
}
