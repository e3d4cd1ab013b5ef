using System.Globalization;
using System.Text;
using PanchayatBot.Messages;
using PanchayatBot.Sounds;

namespace PanchayatBot.Schemes.Gaps;

/// <summary>The file that a group of questions becomes: the skeleton of a scheme with what people really wrote. It says <c>draft: true</c>,
/// with which no scheme file can be used, and lacks every fact.</summary>
internal static class Draft
{
    private const int MostWordings = 20;
    private const int WordsOfName = 4;
    private const int WordsOfSlug = 3;
    private const int LongestSlug = 28;

    /// <summary>A file name from the group's most telling words.</summary>
    public static string SlugOf(GapGroup group)
    {
        var parts = GapKeys.Read(group.Questions[0].KeyWords).Take(WordsOfSlug)
            .Select(pair => string.Concat(pair.Key.ToLowerInvariant().Where(char.IsAsciiLetterOrDigit))).Where(part => part.Length > 1);
        var slug = string.Join('-', parts);
        return slug.Length == 0 ? "question" : slug[..Math.Min(slug.Length, LongestSlug)].TrimEnd('-');
    }

    /// <summary>The line that tells from which question a draft was made.</summary>
    public static string OriginLine(GapGroup group) => string.Create(CultureInfo.InvariantCulture, $"# question {group.Id}: {group.Title}");

    /// <summary>The whole file.</summary>
    public static string Write(GapGroup group, IReadOnlyList<Category> categories)
    {
        var wordings = group.Wordings.Take(MostWordings).ToList();
        var file = new StringBuilder();
        file.Append(CultureInfo.InvariantCulture, $"""
            ---
            # A draft: fill in everything (docs/writing-schemes.md), remove the line below, then: panchayatbot content publish SLUG
            draft: true
            {OriginLine(group)}
            # What people asked, and how often:

            """);
        foreach (var question in group.Questions.Take(MostWordings))
            file.Append(CultureInfo.InvariantCulture, $"#   {question.Asked} x {question.Question}\n");
        file.Append(CultureInfo.InvariantCulture, $$"""
            name: {hi: , en: }
            short: {hi: , en: }
            # all, or a list such as [BR]
            states:
            # {{string.Join(' ', categories.Select(category => category.Key))}}
            category:
            department: {hi: , en: }
            amounts: []
            # 0 when it is free; leave the line out when it varies
            fee: 0

            """);
        AppendList(file, "aliases", wordings.Where(wording => Words.Of(wording).Count <= WordsOfName));
        AppendList(file, "needs", []);
        AppendList(file, "examples", wordings);
        file.Append("site:\nhelplines: []\nsources: []\nverified_on:\nreview_after:\n---\n");
        foreach (var language in Enum.GetValues<Language>())
        {
            file.Append("\n# ").Append(SchemeHeadings.Chapters[language]).Append('\n');
            foreach (var (_, title) in SchemeHeadings.Parts)
                file.Append("\n## ").Append(title[language]).Append('\n');
        }

        return file.ToString().ReplaceLineEndings("\n");
    }

    /// <summary>A text in double quotes, as YAML reads it back.</summary>
    public static string Quoted(string text) =>
        '"' + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + '"';

    private static void AppendList(StringBuilder file, string key, IEnumerable<string> texts)
    {
        var lines = texts.Select(text => $"  - {Quoted(text)}\n").ToList();
        file.Append(key).Append(lines.Count == 0 ? ": []\n" : ":\n").AppendJoin("", lines);
    }
}
