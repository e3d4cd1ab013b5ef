using PanchayatBot.Content;
using PanchayatBot.Messages;
using PanchayatBot.Schemes.Checklist;

namespace PanchayatBot.Schemes;

/// <summary>Reads and checks the two chapters of a scheme file.</summary>
internal static class SchemeBody
{
    /// <summary>The most that people should have to read in one part, in UTF-16 units as shown.</summary>
    public const int LongestPart = 700;

    /// <summary>The same for <see cref="SchemePart.WhatItIs"/>.</summary>
    public const int LongestWhatItIs = 350;

    // A reader who looks for the fee must find one of these when the front matter says that there is none.
    private static readonly string[] HindiWordsForFree = ["मुफ़्त", "मुफ्त", "निःशुल्क", "निशुल्क", "नि:शुल्क", "शुल्क नहीं", "फ़ीस नहीं", "पैसा नहीं", "पैसे नहीं", "पैसा न दें", "पैसे न दें", "कुछ नहीं", "नहीं लगत", "₹0"];
    private static readonly string[] EnglishWordsForFree = ["free", "no fee", "no charge", "nothing", "pay no", "₹0"];

    /// <summary>The parts in both languages; null when one is missing. Notes every mistake in form and style.</summary>
    public static IReadOnlyDictionary<SchemePart, Bilingual>? Read(Document document, SchemeRules rules, ProblemList problems)
    {
        CheckChapters(document, problems);
        var hindi = Chapter(document, Language.Hindi, problems, rules);
        var english = Chapter(document, Language.English, problems, rules);
        return hindi?.Count == SchemeHeadings.Parts.Count && english?.Count == SchemeHeadings.Parts.Count
            ? hindi.ToDictionary(part => part.Key, part => new Bilingual(part.Value, english[part.Key]))
            : null;
    }

    /// <summary>Notes where the ₹ figures of the text and those of the front matter disagree, or those of the two languages.</summary>
    public static void CheckFigures(Document document, IReadOnlyList<Amount> amounts, long? fee, ProblemList problems)
    {
        // Spelling mistakes in the figures are noted here, once; the rest of the checks has read the same text before.
        foreach (var (part, title) in SchemeHeadings.Parts)
        {
            var (hindi, english) = (Find(document, Language.Hindi, title), Find(document, Language.English, title));
            if (hindi is null || english is null)
                continue;
            var (inHindi, inEnglish) = (Figures(hindi, problems), Figures(english, problems));
            if (part == SchemePart.Benefit)
            {
                var expected = amounts.Select(amount => amount.Rupees).ToHashSet();
                Compare(inHindi, expected, hindi.Line, "'amounts'", problems);
                Compare(inEnglish, expected, english.Line, "'amounts'", problems);
                continue;
            }

            if (part == SchemePart.Documents && PaperList.Entries(hindi.Text).Count is var papers && papers != PaperList.Entries(english.Text).Count)
                problems.Add(english.Line, $"the Hindi part lists {papers} papers, this one {PaperList.Entries(english.Text).Count}: list the same, in the same order; people tick them one by one.");
            Compare(inEnglish, inHindi, english.Line, "the Hindi part", problems);
            if (part == SchemePart.Fee && fee is { } rupees)
            {
                CheckFee(hindi, inHindi, rupees, HindiWordsForFree, problems);
                CheckFee(english, inEnglish, rupees, EnglishWordsForFree, problems);
            }
        }
    }

    private static void CheckChapters(Document document, ProblemList problems)
    {
        var (hindi, english) = (SchemeHeadings.Chapters.Hindi, SchemeHeadings.Chapters.English);
        foreach (var chapter in document.Chapters.Where(chapter => chapter.Title != hindi && chapter.Title != english))
            problems.Add(chapter.Line, $"'# {chapter.Title}' is not a chapter: a scheme has '# {hindi}' and '# {english}'; parts begin with '##'.");
        foreach (var again in document.Chapters.GroupBy(chapter => chapter.Title).SelectMany(same => same.Skip(1)))
            problems.Add(again.Line, $"'# {again.Title}' stands here a second time: keep one.");
        if (document.Chapters.Select(chapter => chapter.Title).Where(title => title == hindi || title == english).FirstOrDefault() == english)
            problems.Add(document.Chapters.First(chapter => chapter.Title == english).Line, $"'# {hindi}' comes first, then '# {english}'.");
    }

    private static Dictionary<SchemePart, string>? Chapter(Document document, Language language, ProblemList problems, SchemeRules rules)
    {
        var title = SchemeHeadings.Chapters[language];
        if (document.Chapters.FirstOrDefault(chapter => chapter.Title == title) is not { } chapter)
        {
            problems.Add(document.LastLine, $"the chapter '# {title}' is missing: add it with its {SchemeHeadings.Parts.Count} parts.");
            return null;
        }

        CheckHeadings(chapter, language, problems);
        var texts = new Dictionary<SchemePart, string>();
        foreach (var (part, heading) in SchemeHeadings.Parts)
        {
            if (Find(document, language, heading) is not { } found)
                continue;
            if (found.Text.Length == 0)
                problems.Add(found.Line, $"'## {found.Title}' is empty: write the part.");
            CheckText(part, found, language, rules, problems);
            texts.Add(part, found.Text);
        }

        return texts;
    }

    private static void CheckHeadings(DocumentChapter chapter, Language language, ProblemList problems)
    {
        string[] expected = [.. SchemeHeadings.Parts.Select(part => part.Title[language])];
        string[] found = [.. chapter.Parts.Select(part => Devanagari.OneSpelling(part.Title))];
        var latest = -1;
        for (var at = 0; at < found.Length; at++)
        {
            var place = Array.FindIndex(expected, title => Devanagari.OneSpelling(title) == found[at]);
            var (line, title) = (chapter.Parts[at].Line, chapter.Parts[at].Title);
            if (place < 0)
                problems.Add(line, $"'## {title}' is not a heading of '# {chapter.Title}': {Nearest.Hint(title, expected)}");
            else if (Array.IndexOf(found, found[at]) < at)
                problems.Add(line, $"'## {title}' stands here a second time: keep one.");
            else if (place < latest)
                problems.Add(line, $"'## {title}' must come before '## {expected[latest]}'.");
            latest = Math.Max(latest, place);
        }

        foreach (var missing in expected.Where(title => !found.Contains(Devanagari.OneSpelling(title))))
            problems.Add(chapter.Line, $"'## {missing}' is missing in '# {chapter.Title}': add it.");
    }

    private static void CheckText(SchemePart part, DocumentPart text, Language language, SchemeRules rules, ProblemList problems)
    {
        var passages = SmallMarkdown.Check(text.Text, text.TextLine, problems);
        var length = passages.Sum(passage => passage.Text.Length + 1) - 1;
        var limit = part == SchemePart.WhatItIs ? LongestWhatItIs : LongestPart;
        if (length > limit)
            problems.AddStyle(text.Line, $"'## {text.Title}' has {length} characters: at most {limit}. Say what decides, leave the rest to the official page.");
        foreach (var passage in passages)
        {
            PlainWords.Check(passage, problems);
            if (language == Language.Hindi)
                PlainWords.CheckHindi(passage, rules.LatinNames, problems);
        }
    }

    private static DocumentPart? Find(Document document, Language language, Bilingual title) =>
        document.Chapters.FirstOrDefault(chapter => chapter.Title == SchemeHeadings.Chapters[language])?
            .Parts.FirstOrDefault(part => Devanagari.OneSpelling(part.Title) == Devanagari.OneSpelling(title[language]));

    private static HashSet<long> Figures(DocumentPart part, ProblemList problems) => [.. Rupees.In(part.Text, part.TextLine, problems)];

    private static void Compare(HashSet<long> written, HashSet<long> expected, int line, string where, ProblemList problems)
    {
        foreach (var sum in written.Except(expected).Order())
            problems.Add(line, $"{Formats.Rupees(sum)} stands here but not in {where}: make both agree.");
        foreach (var sum in expected.Except(written).Order())
            problems.Add(line, $"{Formats.Rupees(sum)} stands in {where} but not here: make both agree.");
    }

    private static void CheckFee(DocumentPart part, HashSet<long> figures, long fee, string[] wordsForFree, ProblemList problems)
    {
        var text = Devanagari.OneSpelling(part.Text);
        if (fee == 0 && !wordsForFree.Any(word => text.Contains(Devanagari.OneSpelling(word), StringComparison.OrdinalIgnoreCase)))
            problems.Add(part.Line, $"'fee: 0' says that it is free, this part does not: write that it is {wordsForFree[0]}, or correct 'fee'.");
        else if (fee > 0 && !figures.Contains(fee))
            problems.Add(part.Line, $"'fee' is {Formats.Rupees(fee)}, this part does not name it: make both agree.");
    }
}
