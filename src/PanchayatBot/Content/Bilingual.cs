using PanchayatBot.Messages;

namespace PanchayatBot.Content;

/// <summary>The same words in both languages.</summary>
/// <param name="Hindi">In Devanagari.</param>
/// <param name="English">In English.</param>
public sealed record Bilingual(string Hindi, string English)
{
    /// <summary>The words in one language.</summary>
    public string this[Language language] => language == Language.English ? English : Hindi;
}
