namespace PanchayatBot.Schemes.Finding;

/// <summary>Makes the forms of a Hindi verb that occur in questions from its stem.</summary>
internal static class VerbForms
{
    private static readonly string[] AfterConsonant =
    [
        "", "ता", "ती", "ते", "ना", "नी", "ने", "ा", "ी", "े", "ो", "ेगा", "ेगी", "ेंगे", "ूं", "ूंगा", "िए", "िये", "कर", "के",
        "वाना", "वानी", "वाने", "वाता", "वाया", "वाई", "वाए", "वाएं", "वाओ", "ाना", "ाने", "ाता", "ाया", "ाई", "ाए", "ाएं", "ाओ",
        "ल", "ले", "लस", "ेला", "त", "तै", "थे", "ही", "िहै", "ब", "बो", "िस", "वावे", "ावे", "ावल", // Bhojpuri, Maithili, Awadhi, Chhattisgarhi
    ];

    private static readonly string[] AfterVowel =
    [
        "", "ता", "ती", "ते", "ना", "नी", "ने", "या", "यी", "ये", "ई", "ए", "एं", "ओ", "एगा", "एगी", "एंगे", "ऊं", "ऊंगा", "इए", "इये", "कर", "के",
        "वाना", "वाने", "वाया", "वाए",
        "इल", "एल", "वेला", "वत", "थे", "ही", "इहै", "ब", "बो", "इस", "वे", "वल",
    ];

    /// <summary>All forms of a stem in Devanagari; several words (बंद कर) bend the last.</summary>
    public static IEnumerable<string> Of(string stem) =>
        (stem[^1] is >= 'क' and <= 'ह' or '\u093C' ? AfterConsonant : AfterVowel).Select(ending => stem + ending);
}
