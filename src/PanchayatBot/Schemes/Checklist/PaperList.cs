using System.Text.RegularExpressions;
using PanchayatBot.Content;
using PanchayatBot.Messages;

namespace PanchayatBot.Schemes.Checklist;

/// <summary>A paper of a scheme's documents part.</summary>
/// <param name="Name">The paper, without what stands behind the colon.</param>
/// <param name="Whole">The whole entry of the list, in small Markdown.</param>
public sealed record Paper(Bilingual Name, Bilingual Whole);

/// <summary>Reads the papers of a scheme: the entries of the lists in its part कागज़ात, in order.</summary>
public static partial class PaperList
{
    /// <summary>The papers; none for a part without a list, where the text says that nothing is needed.</summary>
    public static IReadOnlyList<Paper> Of(Scheme scheme)
    {
        var (hindi, english) = (Entries(scheme.Part(SchemePart.Documents, Language.Hindi)), Entries(scheme.Part(SchemePart.Documents, Language.English)));
        return [.. hindi.Zip(english, (hi, en) => new Paper(new(NameIn(hi), NameIn(en)), new(hi, en)))];
    }

    /// <summary>The entries of the lists in a part, in order.</summary>
    public static IReadOnlyList<string> Entries(string markdown) => [.. ListEntry.Matches(markdown).Select(match => match.Groups["entry"].Value.Trim())];

    private static string NameIn(string entry)
    {
        var plain = Markup.ToPlainText(entry);
        var colon = plain.IndexOf(": ", StringComparison.Ordinal);
        return colon > 0 ? plain[..colon] : plain;
    }

    [GeneratedRegex(@"^\s*(?:[-*]|\d+\.) +(?<entry>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ListEntry { get; }
}
