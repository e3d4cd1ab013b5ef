namespace PanchayatBot.Sounds;

/// <summary>
/// Writes a word as it sounds, the same for Devanagari and for Hindi in Latin letters: योजना, yojana and yojna are all
/// <c>yojn</c>. The letters of a key: plain consonants in lower case, breathed ones in upper case (ख is K), vowels i e u o,
/// and an <c>a</c> only at the beginning or at the end of a very short word. docs/finding.md explains the rules.
/// </summary>
internal static class SoundKey
{
    /// <summary>A shorter key keeps its last vowel: आय (income) is not आया (came).</summary>
    private const int ShortestStem = 3;

    /// <summary>The key of a word; empty when nothing in it sounds. Latin letters without a vowel are an abbreviation, and their own key.</summary>
    public static string Of(Word word) => word.Script switch
    {
        Script.Number => "#" + word.Text,
        Script.Other => "?" + word.Text,
        Script.Latin when IsAbbreviation(word.Text) => word.Text,
        _ => Spoken(word),
    };

    /// <summary>
    /// A second key under which the same word may be known, or null: the abbreviation that Devanagari spells by letter names
    /// (केसीसी is kcc), or the sound of Latin letters that look like an abbreviation (bhr is भर).
    /// </summary>
    public static string? Other(Word word) => word.Script switch
    {
        Script.Devanagari when Letters(word.Text) is { } letters => Of(new(letters, Script.Latin)),
        Script.Latin when IsAbbreviation(word.Text) && Spoken(word) is var spoken && spoken.Length > 1 && spoken != word.Text => spoken,
        _ => null,
    };

    private static bool IsAbbreviation(string text) => !text.AsSpan().ContainsAny("aeiou");

    private static string Spoken(Word word)
    {
        Span<char> sounds = stackalloc char[2 * word.Text.Length + 2];
        var length = word.Script == Script.Devanagari ? HearDevanagari(word.Text, sounds) : HearLatin(word.Text, sounds);
        return Settle(sounds[..length]);
    }

    private static int HearDevanagari(string text, Span<char> sounds)
    {
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var letter = text[i];
            var next = i + 1 < text.Length ? text[i + 1] : '\0';
            switch (letter)
            {
                case 'ज' when next == '\u094D' && i + 2 < text.Length && text[i + 2] == 'ञ': // ज्ञ is spoken gy
                    sounds[length++] = 'g';
                    sounds[length++] = 'y';
                    i += 2;
                    break;
                case '\u0902' or '\u0901': // a nasal sounds before a consonant; at the end it is written or not as people please
                    if (IsDevanagariConsonant(next))
                        sounds[length++] = 'n';
                    break;
                case 'ऋ' or '\u0943':
                    sounds[length++] = 'r';
                    sounds[length++] = 'i';
                    break;
                case 'ऐ' or '\u0948': // ऐ and ए are told apart by few writers
                    sounds[length++] = 'e';
                    break;
                case 'इ' or 'उ' when i > 0 && next != '\0' && IsDevanagariConsonant(text[i - 1]): // पइसा is पैसा, कउन is कौन
                    sounds[length++] = letter == 'इ' ? 'e' : 'o';
                    break;
                default:
                    var sound = DevanagariSound(letter);
                    if (sound != '\0')
                        sounds[length++] = sound;
                    break;
            }

            // The inherent vowel. Where it is silent nobody writes alike, so it falls in the end; here it only keeps
            // two equal consonants apart (ममता has two m, अम्मा has one).
            if (IsDevanagariConsonant(letter) && (IsDevanagariConsonant(next) || next is >= '\u0905' and <= '\u0914'))
                sounds[length++] = 'a';
        }

        return length;
    }

    private static bool IsDevanagariConsonant(char letter) => letter is >= 'क' and <= 'ह';

    private static char DevanagariSound(char letter) => letter switch
    {
        'क' => 'k',
        'ख' => 'K',
        'ग' => 'g',
        'घ' => 'G',
        'ङ' or 'ञ' or 'ण' or 'न' => 'n',
        'च' or 'छ' => 'c',
        'ज' => 'j',
        'झ' => 'J',
        'ट' or 'त' => 't',
        'ठ' or 'थ' => 'T',
        'ड' or 'द' => 'd',
        'ढ' or 'ध' => 'D',
        'प' => 'p',
        'फ' => 'f',
        'ब' or 'व' => 'b',
        'भ' => 'B',
        'म' => 'm',
        'य' => 'y',
        'र' => 'r',
        'ल' or 'ळ' => 'l',
        'श' or 'ष' or 'स' => 's',
        'ह' => 'h',
        'अ' or 'आ' or '\u093E' => 'a',
        'इ' or 'ई' or '\u093F' or '\u0940' => 'i',
        'उ' or 'ऊ' or '\u0941' or '\u0942' => 'u',
        'ए' or 'ऍ' or '\u0947' or '\u0945' => 'e',
        'ओ' or 'औ' or 'ऑ' or '\u094B' or '\u094C' or '\u0949' => 'o',
        _ => '\0',
    };

    private static int HearLatin(ReadOnlySpan<char> text, Span<char> sounds)
    {
        // The nasal of a Hindi plural (mahilaon, ladkiyan) is as silent as in Devanagari.
        if (text.EndsWith("yon") || text.EndsWith("aon") || text.EndsWith("iyan") || text.EndsWith("iyaan"))
            text = text[..^1];
        var length = 0;
        for (var i = 0; i < text.Length;)
        {
            var (sound, taken) = LatinSound(text, i);
            foreach (var letter in sound)
                sounds[length++] = letter;
            i += taken;
        }

        return length;
    }

    private static (string Sound, int Taken) LatinSound(ReadOnlySpan<char> text, int at)
    {
        var rest = text[at..];
        var (first, second, third) = (rest[0], rest.Length > 1 ? rest[1] : '\0', rest.Length > 2 ? rest[2] : '\0');
        if (at > 0 && rest.Length >= 4 && first is 't' or 's' && rest[1..].StartsWith("ion"))
            return ("sn", 4); // pension, registration
        if (rest.StartsWith("chh") || rest.StartsWith("cch") || rest.StartsWith("tch"))
            return ("c", 3);
        if (second == 'h' && Breathed(first) is { } breathed)
            return (breathed, 2);
        return (first, second) switch
        {
            ('a', 'i') when third != '\0' => ("e", 2), // paisa; but kamai ends in a-i
            ('a', 'y') when third != '\0' && !IsVowel(third) => ("e", 2),
            ('a', 'u') or ('o', 'u') or ('o', 'a') => ("o", 2),
            ('e', 'e') or ('e', 'a') or ('i', 'e') => ("i", 2),
            ('o', 'o') or ('e', 'u') => ("u", 2),
            ('e', 'i') => ("e", 2),
            ('c', 'k') => ("k", 2),
            ('c', 'c') when third is 'e' or 'i' => ("ks", 2),
            ('c', 'e' or 'i' or 'y') => ("s", 1),
            ('c' or 'q', _) => ("k", 1),
            ('x', _) => ("ks", 1),
            ('w' or 'v', _) => ("b", 1),
            ('z', _) => ("j", 1),
            // subsidy, cylinder; but yojana, rupya, samay
            ('y', _) when at > 0 && !IsVowel(second) && (second != '\0' || !IsVowel(text[at - 1])) => ("i", 1),
            _ => (Single(first), 1),
        };
    }

    private static string? Breathed(char letter) => letter switch
    {
        'k' => "K",
        'g' => "G",
        'c' => "c",
        'j' => "J",
        't' => "T",
        'd' or 'r' => "D",
        'p' => "f",
        'b' => "B",
        's' => "s",
        'z' => "j",
        _ => null,
    };

    private static bool IsVowel(char letter) => letter is 'a' or 'e' or 'i' or 'o' or 'u';

    private static string Single(char letter) => letter switch
    {
        'a' => "a",
        'b' => "b",
        'd' => "d",
        'e' => "e",
        'f' => "f",
        'g' => "g",
        'h' => "h",
        'i' => "i",
        'j' => "j",
        'k' => "k",
        'l' => "l",
        'm' => "m",
        'n' => "n",
        'o' => "o",
        'p' => "p",
        'r' => "r",
        's' => "s",
        't' => "t",
        'u' => "u",
        'y' => "y",
        _ => "",
    };

    /// <summary>Drops what writers differ in: every inner a, doubled sounds, m before a lip sound, the last vowel of a longer word.</summary>
    private static string Settle(ReadOnlySpan<char> sounds)
    {
        Span<char> key = stackalloc char[sounds.Length + 1];
        var (length, dropped) = (0, false);
        for (var i = 0; i < sounds.Length; i++)
        {
            var sound = sounds[i];
            if (sound == 'm' && i + 1 < sounds.Length && sounds[i + 1] is 'p' or 'f' or 'b' or 'B')
                sound = 'n'; // सम्पदा, संपदा, sampada
            if (sound == 'a' && length > 0)
            {
                dropped = true;
                continue;
            }

            var before = length > 0 && !dropped ? key[length - 1] : '\0';
            dropped = false;
            if (sound == before || sound == 'y' && before == 'i')
                continue; // ujjwala, ujwala; बिटिया, bitia
            if (char.ToLowerInvariant(sound) == before)
                length--; // वृद्धा, vridha
            key[length++] = sound;
        }

        if (dropped && length < ShortestStem)
            key[length++] = 'a';
        else if (!dropped && length > ShortestStem && key[length - 1] is 'e' or 'o')
            length--;
        return key[..length].ToString();
    }

    /// <summary>What the forms of a short word share (खाता, खाते and खातों: <c>Kt*</c>), or null for a word that lost its ending already.</summary>
    public static string? Stem(string key) => key.Length == ShortestStem && key[^1] is 'a' or 'e' or 'o' ? key[..^1] + "*" : null;

    // A lone name is a word (के, जी, आई), but for ई as in ई-श्रम.
    private static string? Letters(string text)
    {
        Span<char> letters = stackalloc char[text.Length];
        var length = 0;
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            var taken = 0;
            foreach (var (name, letter) in LetterNames)
            {
                if (!rest.StartsWith(name))
                    continue;
                letters[length++] = letter;
                taken = name.Length;
                break;
            }

            if (taken == 0)
                return null;
            rest = rest[taken..];
        }

        return length > 1 || text is "ई" or "इ" ? letters[..length].ToString() : null;
    }

    // Longer names first: एच before ए.
    private static readonly (string Name, char Letter)[] LetterNames =
    [
        .. new (string Name, char Letter)[]
        {
            ("ए", 'a'), ("बी", 'b'), ("सी", 'c'), ("डी", 'd'), ("ई", 'e'), ("इ", 'e'), ("एफ", 'f'), ("जी", 'g'), ("एच", 'h'), ("आई", 'i'),
            ("आइ", 'i'), ("जे", 'j'), ("के", 'k'), ("एल", 'l'), ("एम", 'm'), ("एन", 'n'), ("ओ", 'o'), ("पी", 'p'), ("क्यू", 'q'),
            ("आर", 'r'), ("एस", 's'), ("टी", 't'), ("यू", 'u'), ("वी", 'v'), ("डब्लू", 'w'), ("डब्ल्यू", 'w'), ("एक्स", 'x'),
            ("वाई", 'y'), ("वाय", 'y'), ("जेड", 'z'),
        }.OrderByDescending(entry => entry.Name.Length),
    ];
}
