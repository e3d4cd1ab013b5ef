using System.Text;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace PanchayatBot.Content;

/// <summary>A paragraph or list entry as people see it.</summary>
/// <param name="Text">Its text without Markdown, line breaks kept; link texts included.</param>
/// <param name="OutsideLinks">The same without link texts.</param>
/// <param name="Line">Line of the file on which it begins.</param>
public sealed record Passage(string Text, string OutsideLinks, int Line)
{
    /// <summary>Line of the file for a position in <see cref="Text"/>.</summary>
    public int LineAt(int index) => Line + Text.AsSpan(0, index).Count('\n');
}

/// <summary>Checks that a text keeps to the small Markdown of content files: paragraphs, bullets, numbered steps, bold, italic and links.</summary>
public static class SmallMarkdown
{
    // Reads more Markdown than is allowed, so that what is not allowed is recognised and named.
    private static readonly MarkdownPipeline Wide = new MarkdownPipelineBuilder().UsePipeTables().UsePreciseSourceLocation().Build();

    /// <summary>Notes everything that is not allowed and every broken link.</summary>
    /// <param name="markdown">The text.</param>
    /// <param name="firstLine">Line of the file on which it begins.</param>
    /// <param name="problems">Where mistakes are noted.</param>
    /// <returns>The paragraphs and list entries as people see them.</returns>
    public static IReadOnlyList<Passage> Check(string markdown, int firstLine, ProblemList problems)
    {
        var passages = new List<Passage>();
        foreach (var block in Markdown.Parse(markdown, Wide).Descendants())
        {
            var line = firstLine + block.Line;
            if (Forbidden(block) is { } what)
                problems.Add(line, what);
            else if (block is LinkInline link)
                CheckLink(link, line, problems);
            else if (block is ParagraphBlock { Inline: { } inline })
                passages.Add(Read(inline, line, problems));
        }

        return passages;
    }

    private static string? Forbidden(MarkdownObject node) => node switch
    {
        Table => "tables cannot be shown in a chat: write a list with '- '.",
        HtmlBlock or HtmlInline => "HTML is not shown: use **bold**, lists and links only.",
        LinkInline { IsImage: true } => "pictures cannot be shown: remove '![…](…)'.",
        HeadingBlock => "headings inside a part are not allowed: write the line in **bold**.",
        CodeBlock => "the line is indented by four spaces or fenced, which makes it program text: remove the spaces.",
        CodeInline => "`…` is not used: write the words in quotes instead.",
        QuoteBlock => "quotes with '>' are not used: remove the sign.",
        ThematicBreakBlock => "separator lines are not used: remove the line.",
        AutolinkInline => "write a link as [pmkisan.gov.in](https://pmkisan.gov.in).",
        HtmlEntityInline entity => $"write the character itself instead of '{entity.Original}'.",
        _ => null,
    };

    private static void CheckLink(LinkInline link, int line, ProblemList problems)
    {
        var text = string.Concat(link.Descendants<LiteralInline>().Select(literal => literal.Content.ToString()));
        if (!YamlMap.IsWebAddress(link.Url ?? "", out var address))
            problems.Add(line, $"the link '{link.Url}' is not a web address: write it in full, e.g. https://pmkisan.gov.in.");
        else if (text.Length == 0)
            problems.Add(line, $"the link to {address.Host} has no text: write [{address.Host}]({address}).");
        else if (YamlMap.IsWebAddress("https://" + text, out var shown) && !SameSite(shown.Host, address.Host))
            problems.Add(line, $"the link shows '{text}' but leads to {address.Host}: make both the same.");
    }

    private static bool SameSite(string shown, string real) => WithoutWww(shown) == WithoutWww(real);

    private static string WithoutWww(string host) => host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? host[4..] : host;

    private static Passage Read(ContainerInline inline, int line, ProblemList problems)
    {
        var (all, outside) = (new StringBuilder(), new StringBuilder());
        foreach (var node in inline.Descendants())
        {
            var text = node switch { LiteralInline literal => literal.Content.ToString(), LineBreakInline => "\n", _ => "" };
            all.Append(text);
            outside.Append(InLink(node) ? " " : text);

            // A star that the reader of Markdown left in place will be seen by people as a star.
            if (node is LiteralInline { IsFirstCharacterEscaped: false } && text.Contains("**", StringComparison.Ordinal))
                problems.Add(line + all.ToString().AsSpan().Count('\n'), "these ** do not make bold: put a space or the start of a line before the first pair and a space or the end of a sentence after the last.");
        }

        return new(all.ToString(), outside.ToString(), line);
    }

    private static bool InLink(MarkdownObject node)
    {
        for (var at = (node as Inline)?.Parent; at is not null; at = at.Parent)
        {
            if (at is LinkInline)
                return true;
        }

        return false;
    }
}
