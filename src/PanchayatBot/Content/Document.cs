namespace PanchayatBot.Content;

/// <summary>A part of a chapter: what stands below a <c>##</c> heading.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Line">Line of the heading in the file.</param>
/// <param name="Text">The Markdown below it, without blank lines around it.</param>
/// <param name="TextLine">Line on which the text begins.</param>
public sealed record DocumentPart(string Title, int Line, string Text, int TextLine);

/// <summary>A chapter: what stands below a <c>#</c> heading.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Line">Line of the heading in the file.</param>
/// <param name="Parts">Its parts in the order of the file.</param>
public sealed record DocumentChapter(string Title, int Line, IReadOnlyList<DocumentPart> Parts);

/// <summary>A content file: front matter between two <c>---</c> lines, and a body of chapters (#) and parts (##).</summary>
/// <param name="Front">The keys of the front matter.</param>
/// <param name="Chapters">The chapters in the order of the file.</param>
/// <param name="LastLine">Number of lines.</param>
public sealed record Document(YamlMap Front, IReadOnlyList<DocumentChapter> Chapters, int LastLine)
{
    private const string Fence = "---";

    /// <summary>Splits a file; null, with the reason noted, when there is no readable front matter.</summary>
    public static Document? Parse(string text, ProblemList problems)
    {
        var lines = text.TrimStart('\uFEFF').Split('\n').Select(line => line.TrimEnd('\r')).ToArray();
        if (lines[0].TrimEnd() != Fence)
        {
            problems.Add(1, "the file must begin with a line '---' (start of the front matter).");
            return null;
        }

        var end = Array.FindIndex(lines, 1, line => line.TrimEnd() == Fence);
        if (end < 0)
        {
            problems.Add(lines.Length, "the front matter is not closed: put a line '---' before the first chapter.");
            return null;
        }

        var front = YamlMap.Read(string.Join('\n', lines[1..end]), 2, problems);
        var chapters = Split(lines, end + 1, problems);
        return front is null ? null : new(front, chapters, lines.Length);
    }

    private static List<DocumentChapter> Split(string[] lines, int from, ProblemList problems)
    {
        var chapters = new List<DocumentChapter>();
        List<DocumentPart>? parts = null;
        for (var at = from; at < lines.Length;)
        {
            var (level, title) = Heading(lines[at]);
            var next = at + 1;
            while (next < lines.Length && Heading(lines[next]).Level == 0)
                next++;

            if (level == 1)
                chapters.Add(new(title, at + 1, parts = []));
            else if (level == 2 && parts is not null)
                parts.Add(Part(title, lines, at, next));
            else if (level == 2)
                problems.Add(at + 1, $"'## {title}' stands before the first chapter: put a line '# …' above it.");

            // Text between the front matter, or a chapter's heading, and the first part would be shown to nobody.
            if (level != 2 && Array.FindIndex(lines, level == 1 ? at + 1 : at, next - (level == 1 ? at + 1 : at), line => !string.IsNullOrWhiteSpace(line)) is >= 0 and var lost)
                problems.Add(lost + 1, "this text stands below no '## …' heading and nobody would see it: move it below one.");
            at = next;
        }

        return chapters;
    }

    private static DocumentPart Part(string title, string[] lines, int heading, int next)
    {
        var first = heading + 1;
        while (first < next && string.IsNullOrWhiteSpace(lines[first]))
            first++;
        return new(title, heading + 1, string.Join('\n', lines[first..next]).TrimEnd(), Math.Min(first, lines.Length - 1) + 1);
    }

    private static (int Level, string Title) Heading(string line) =>
        line.StartsWith("# ", StringComparison.Ordinal) ? (1, line[2..].Trim())
        : line.StartsWith("## ", StringComparison.Ordinal) ? (2, line[3..].Trim())
        : (0, "");
}
