using Humanizer;

namespace PanchayatBot.Content;

/// <summary>Numbers in Hindi words. Below a hundred every number has a word of its own; the spellings are the standard ones of the
/// Central Hindi Directorate (केंद्रीय हिंदी निदेशालय).</summary>
internal sealed class HindiNumberWords : INumberToWordsConverter
{
    private static readonly string[] BelowHundred =
    [
        "शून्य", "एक", "दो", "तीन", "चार", "पाँच", "छह", "सात", "आठ", "नौ",
        "दस", "ग्यारह", "बारह", "तेरह", "चौदह", "पंद्रह", "सोलह", "सत्रह", "अठारह", "उन्नीस",
        "बीस", "इक्कीस", "बाईस", "तेईस", "चौबीस", "पच्चीस", "छब्बीस", "सत्ताईस", "अट्ठाईस", "उनतीस",
        "तीस", "इकतीस", "बत्तीस", "तैंतीस", "चौंतीस", "पैंतीस", "छत्तीस", "सैंतीस", "अड़तीस", "उनतालीस",
        "चालीस", "इकतालीस", "बयालीस", "तैंतालीस", "चवालीस", "पैंतालीस", "छियालीस", "सैंतालीस", "अड़तालीस", "उनचास",
        "पचास", "इक्यावन", "बावन", "तिरपन", "चौवन", "पचपन", "छप्पन", "सत्तावन", "अट्ठावन", "उनसठ",
        "साठ", "इकसठ", "बासठ", "तिरसठ", "चौंसठ", "पैंसठ", "छियासठ", "सड़सठ", "अड़सठ", "उनहत्तर",
        "सत्तर", "इकहत्तर", "बहत्तर", "तिहत्तर", "चौहत्तर", "पचहत्तर", "छिहत्तर", "सतहत्तर", "अठहत्तर", "उनासी",
        "अस्सी", "इक्यासी", "बयासी", "तिरासी", "चौरासी", "पचासी", "छियासी", "सतासी", "अट्ठासी", "नवासी",
        "नब्बे", "इक्यानवे", "बानवे", "तिरानवे", "चौरानवे", "पचानवे", "छियानवे", "सत्तानवे", "अट्ठानवे", "निन्यानवे",
    ];

    // Above a crore people count in crores again: बारह हज़ार करोड़.
    private static readonly (ulong Value, string Word)[] Units = [(10_000_000, "करोड़"), (100_000, "लाख"), (1_000, "हज़ार"), (100, "सौ")];

    /// <summary>The whole number in words.</summary>
    public string Convert(long number) => number < 0 ? "ऋण " + Words(0UL - (ulong)number) : Words((ulong)number);

    /// <inheritdoc/>
    public string Convert(long number, WordForm wordForm) => Convert(number);

    /// <inheritdoc/>
    public string Convert(long number, bool addAnd) => Convert(number);

    /// <inheritdoc/>
    public string Convert(long number, bool addAnd, WordForm wordForm) => Convert(number);

    /// <inheritdoc/>
    public string Convert(long number, GrammaticalGender gender, bool addAnd = true) => Convert(number);

    /// <inheritdoc/>
    public string Convert(long number, WordForm wordForm, GrammaticalGender gender, bool addAnd = true) => Convert(number);

    /// <inheritdoc/>
    public string ConvertToOrdinal(int number) => ConvertToOrdinal(number, GrammaticalGender.Masculine);

    /// <inheritdoc/>
    public string ConvertToOrdinal(int number, WordForm wordForm) => ConvertToOrdinal(number);

    /// <summary>पहला, दूसरी, ग्यारहवाँ.</summary>
    public string ConvertToOrdinal(int number, GrammaticalGender gender) => (number, gender) switch
    {
        (1, GrammaticalGender.Feminine) => "पहली",
        (2, GrammaticalGender.Feminine) => "दूसरी",
        (3, GrammaticalGender.Feminine) => "तीसरी",
        (4, GrammaticalGender.Feminine) => "चौथी",
        (6, GrammaticalGender.Feminine) => "छठी",
        (_, GrammaticalGender.Feminine) => Convert(number) + "वीं",
        (1, _) => "पहला",
        (2, _) => "दूसरा",
        (3, _) => "तीसरा",
        (4, _) => "चौथा",
        (6, _) => "छठा",
        _ => Convert(number) + "वाँ",
    };

    /// <inheritdoc/>
    public string ConvertToOrdinal(int number, GrammaticalGender gender, WordForm wordForm) => ConvertToOrdinal(number, gender);

    /// <inheritdoc/>
    public string ConvertToTuple(int number) => Convert(number);

    private static string Words(ulong number)
    {
        if (number < (ulong)BelowHundred.Length)
            return BelowHundred[number];
        var words = new List<string>();
        foreach (var (value, word) in Units)
        {
            if (number < value)
                continue;
            words.Add(Words(number / value));
            words.Add(word);
            number %= value;
        }

        if (number > 0)
            words.Add(BelowHundred[number]);
        return string.Join(' ', words);
    }
}
