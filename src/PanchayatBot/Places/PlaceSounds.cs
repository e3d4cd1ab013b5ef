using PanchayatBot.Content;
using PanchayatBot.Sounds;

namespace PanchayatBot.Places;

/// <summary>Names of places as they sound, so that बहादुरपुर is found by "bahadurpur", "bahadur pur" and "bahadoorpur".</summary>
public static class PlaceSounds
{
    // Said of every panchayat, so they tell none.
    private static readonly HashSet<string> OfEvery = [.. "ग्राम पंचायत gram panchayat gaon गाँव".Split(' ').Select(word => SoundKey.Of(Words.Of(word)[0])), "gp"];

    /// <summary>How a name is stored: each word's sound behind a bar, both languages' words, and the name in one piece.</summary>
    public static string Of(Bilingual name)
    {
        var sounds = new List<string>();
        foreach (var words in new[] { Keys(name.Hindi), Keys(name.English) })
        {
            sounds.AddRange(words);
            if (words.Count > 1)
                sounds.Add(string.Concat(words));
        }

        return string.Concat(sounds.Distinct().Select(sound => "|" + sound));
    }

    /// <summary>The sounds of what somebody typed, the last word perhaps unfinished; empty when nothing in it sounds.</summary>
    public static IReadOnlyList<string> Typed(string text) => [.. Keys(text).Select(Beginning).Where(key => key.Length > 0)];

    private static List<string> Keys(string text) => [.. Words.Of(text)
        .Where(word => word.Script != Script.Other)
        .Select(word => new string([.. SoundKey.Of(word).Where(char.IsLetterOrDigit)]))
        .Where(key => key.Length > 0 && !OfEvery.Contains(key))];

    // A last vowel falls in longer words: "rama" is to find रामपुर too.
    private static string Beginning(string key) => key.Length > 1 && key[^1] is 'a' or 'e' or 'i' or 'o' or 'u' ? key[..^1] : key;
}
