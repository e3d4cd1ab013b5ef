using Microsoft.Extensions.Logging.Abstractions;
using PanchayatBot.Content;
using PanchayatBot.Hosting;
using PanchayatBot.Schemes;
using PanchayatBot.Schemes.Finding;
using PanchayatBot.Tests.Support;

namespace PanchayatBot.Tests.Schemes.Finding;

/// <summary>Schemes for tests of the finder: a handful written here, and the real ones.</summary>
public static class GivenSchemes
{
    private static readonly Lazy<SchemeCatalog> LazyReal = new(() =>
    {
        using var schemes = new LiveSchemes(ContentFolder, NullLogger<LiveSchemes>.Instance, TimeProvider.System);
        return schemes.Catalog;
    });

    private static readonly Lazy<Lexicon> LazyWords = new(() =>
    {
        using var words = ContentFiles.SearchWords(ContentFolder, NullLogger<LiveLexicon>.Instance, TimeProvider.System);
        return words.Value;
    });

    /// <summary>content/search of the repository.</summary>
    public static Lexicon Words => LazyWords.Value;

    /// <summary>content/schemes of the repository.</summary>
    public static SchemeCatalog Real => LazyReal.Value;

    /// <summary>Seven schemes: enough to tell apart, few enough to know by heart.</summary>
    public static SchemeCatalog Few { get; } = new(
        [
            Scheme("pm-kisan", "पीएम-किसान", "PM-KISAN", [], ["पीएम किसान", "pm kisan", "kisan samman nidhi"], ["खेती के लिए साल में 6000 रुपये"], ["पीएम किसान की किस्त कब आएगी"]),
            Scheme("fasal-bima", "फसल बीमा", "Crop insurance", [], ["फसल बीमा", "fasal bima", "pmfby"], ["बाढ़ में फसल डूब गई"], ["fasal bima ka claim kaise kare"]),
            Scheme("widow-pension", "विधवा पेंशन", "Widow pension", [], ["विधवा पेंशन", "vidhwa pension", "महीने की पेंशन"], ["पति की मृत्यु हो गई", "पति नहीं रहे", "पति की मौत के बाद कोई सहारा नहीं"], ["विधवा पेंशन कितनी है"]),
            Scheme("old-age-pension", "वृद्धा पेंशन", "Old age pension", [], ["वृद्धा पेंशन", "vridha pension", "महीने की पेंशन"], ["माँ 65 साल की है", "बूढ़ी माँ", "बुजुर्ग पिता का सहारा"], ["वृद्धा पेंशन कितनी है"]),
            Scheme("goat-farming", "बकरी पालन", "Goat farming", [], ["बकरी पालन", "goat farming"], ["बकरी के लिए लोन", "बकरी पालना है"], ["बकरी पालन पर कितना अनुदान"]),
            Scheme("bihar-cycle", "बिहार साइकिल योजना", "Bihar cycle scheme", ["BR"], ["साइकिल योजना", "cycle yojana"], ["स्कूल जाने के लिए साइकिल"], ["साइकिल का पैसा कब मिलेगा"]),
            Scheme("up-laptop", "यूपी लैपटॉप योजना", "UP laptop scheme", ["UP"], ["लैपटॉप योजना", "laptop yojana"], ["पढ़ने के लिए लैपटॉप"], ["लैपटॉप कब मिलेगा"]),
        ],
        new([new("farming", new("खेती", "Farming"))]));

    private static string ContentFolder => Path.Combine(TestBot.RepositoryRoot(), "content");

    /// <summary>A scheme with the words given and an empty body.</summary>
    public static Scheme Scheme(string slug, string hindi, string english, string[] states, string[] aliases, string[] needs, string[] examples) => new()
    {
        Slug = slug,
        Name = new(hindi, english),
        Short = new(hindi, english),
        States = states,
        Category = "farming",
        Department = new("विभाग", "Department"),
        Aliases = aliases,
        Needs = needs,
        Examples = examples,
        Site = new("https://example.gov.in"),
        VerifiedOn = new(2026, 11, 22),
        ReviewAfter = new(2027, 5, 22),
        Parts = Enum.GetValues<SchemePart>().ToDictionary(part => part, _ => new Bilingual("", "")),
    };

    /// <summary>A question with nothing known about the person.</summary>
    public static Found Ask(this Finder finder, string text, string? state = null, string? topic = null) =>
        finder.Find(new(text) { State = state, Topic = topic });

    /// <summary>The slug of the first candidate.</summary>
    public static string? First(this Found found) => found.Candidates.Count > 0 ? found.Candidates[0].Scheme.Slug : null;
}
