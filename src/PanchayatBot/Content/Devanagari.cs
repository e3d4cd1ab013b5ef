using System.Buffers;
using System.Text;

namespace PanchayatBot.Content;

/// <summary>What is special about Hindi letters in Unicode.</summary>
public static class Devanagari
{
    // U+0958 to U+095F (क़ ख़ ग़ ज़ ड़ ढ़ फ़ य़) and the letters below which the dot is put when it is typed separately.
    private const string WithNukta = "\u0958\u0959\u095A\u095B\u095C\u095D\u095E\u095F";
    private const string WithoutNukta = "\u0915\u0916\u0917\u091C\u0921\u0922\u092B\u092F";

    private static readonly SearchValues<char> AnyWithNukta = SearchValues.Create(WithNukta);

    /// <summary>The sign below a letter, as in ज़.</summary>
    private const char Nukta = '\u093C';

    /// <summary>True for the letters and signs of Hindi, not its digits and full stops.</summary>
    public static bool IsLetter(char letter) => letter is >= '\u0900' and <= '\u0963' or >= '\u0970' and <= '\u097F';

    /// <summary>The same text with letters such as ज़ always written as letter and dot. Keyboards differ, and people see no difference.
    /// (.NET does not normalise Devanagari while it runs without cultures.)</summary>
    public static string OneSpelling(string text)
    {
        if (!text.AsSpan().ContainsAny(AnyWithNukta))
            return text;
        var result = new StringBuilder(text.Length + 8);
        foreach (var letter in text)
        {
            var place = WithNukta.IndexOf(letter, StringComparison.Ordinal);
            if (place < 0)
                result.Append(letter);
            else
                result.Append(WithoutNukta[place]).Append(Nukta);
        }

        return result.ToString();
    }
}
