using System.Buffers;
using System.Globalization;
using System.Text;
using Markdig;
using Markdig.Parsers;
using Markdig.Parsers.Inlines;
using Markdig.Syntax;

namespace PanchayatBot.Messages;

/// <summary>The small Markdown in which replies are written: **bold**, *italic*, bullets (- ), numbered lists (1. ), headings (#), links,
/// and line breaks that stay line breaks. Everything else is plain text: there is no way to HTML from here. All members may be called
/// from several threads at once.</summary>
public static class Markup
{
    private static readonly MarkdownPipeline Small = BuildPipeline();
    private static readonly SearchValues<char> NeedsCare = SearchValues.Create("\\*_[]&-+#.)\n\r\t \u007F" + new string([.. Enumerable.Range(0, 32).Select(code => (char)code)]));

    /// <summary>Text that is Markdown already and is to be inserted as it is; any other text goes through <see cref="Escape"/>.</summary>
    /// <param name="Markdown">The text.</param>
    public readonly record struct Raw(string Markdown);

    /// <summary>Turns any text into Markdown that shows exactly this text, line breaks and spaces included, and starts no list, heading
    /// or link. Control characters are dropped; all line ends become the same.</summary>
    public static string Escape(string text)
    {
        if (!text.AsSpan().ContainsAny(NeedsCare))
            return text;
        var result = new StringBuilder(text.Length + 16);
        var clean = Clean(text);
        var lineStart = 0;
        for (var at = 0; at < clean.Length; at++)
        {
            var c = clean[at];
            switch (c)
            {
                // A line break before an empty line or at the very end would end the paragraph or vanish.
                case '\n':
                    result.Append(at == lineStart || at == clean.Length - 1 ? "&#10;" : "\n");
                    lineStart = at + 1;
                    break;
                case ' ' or '\t':
                    var end = at + 1;
                    while (end < clean.Length && clean[end] is ' ' or '\t')
                        end++;

                    // White space at either end of a line would vanish.
                    var spaces = clean.AsSpan(at, end - at);
                    if (at > lineStart && end < clean.Length && clean[end] != '\n')
                        result.Append(spaces);
                    else
                        result.Append(spaces.ToString().Replace(" ", "&#32;", StringComparison.Ordinal).Replace("\t", "&#9;", StringComparison.Ordinal));
                    at = end - 1;
                    break;
                default:
                    if (c is '\\' or '*' or '_' or '[' or ']' or '&' || StartsBlock(clean, lineStart, at))
                        result.Append('\\');
                    result.Append(c);
                    break;
            }
        }

        return result.ToString();
    }

    /// <summary>For Telegram's parse_mode HTML: only b, i and a, bullets as “• ”, everything else escaped.</summary>
    public static string ToTelegramHtml(string markdown) => new MarkupWriter(markdown, MarkupForm.Telegram).Write(Parse(markdown));

    /// <summary>For a web page: p, ul, ol, li, strong, em, br and a (http and https only, opening a new tab); everything else escaped.</summary>
    public static string ToWebHtml(string markdown) => new MarkupWriter(markdown, MarkupForm.Web).Write(Parse(markdown));

    /// <summary>The text as people read it; a link's address follows in brackets unless its text shows it.</summary>
    public static string ToPlainText(string markdown) => new MarkupWriter(markdown, MarkupForm.Plain).Write(Parse(markdown));

    private static MarkdownDocument Parse(string markdown) => Markdown.Parse(markdown, Small);

    private static MarkdownPipeline BuildPipeline()
    {
        var builder = new MarkdownPipelineBuilder();
        builder.BlockParsers.Clear();
        builder.BlockParsers.AddRange([new HeadingBlockParser(), new ListBlockParser(), new ParagraphBlockParser { ParseSetextHeadings = false }]);
        builder.InlineParsers.Clear();
        builder.InlineParsers.AddRange([new HtmlEntityParser(), new LinkInlineParser(), new EscapeInlineParser(), new EmphasisInlineParser(), new LineBreakInlineParser()]);
        return builder.Build();
    }

    private static string Clean(string text)
    {
        var oneLineEnd = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        return oneLineEnd.Any(IsUnwanted) ? string.Concat(oneLineEnd.Where(c => !IsUnwanted(c))) : oneLineEnd;
    }

    private static bool IsUnwanted(char c) => c is not ('\n' or '\t') && char.GetUnicodeCategory(c) == UnicodeCategory.Control;

    // At the start of a line these signs would begin a list or a heading.
    private static bool StartsBlock(string text, int lineStart, int at) => text[at] switch
    {
        '-' or '+' or '#' => at == lineStart,
        '.' or ')' => at > lineStart && text.AsSpan(lineStart, at - lineStart).IndexOfAnyExceptInRange('0', '9') < 0,
        _ => false,
    };
}
