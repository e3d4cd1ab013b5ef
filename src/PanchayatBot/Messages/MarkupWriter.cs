using System.Globalization;
using System.Text;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace PanchayatBot.Messages;

/// <summary>What a <see cref="MarkupWriter"/> writes.</summary>
internal enum MarkupForm
{
    /// <summary>The HTML of Telegram's messages.</summary>
    Telegram,

    /// <summary>HTML of a web page.</summary>
    Web,

    /// <summary>No marks at all.</summary>
    Plain,
}

/// <summary>Writes a syntax tree of the small Markdown in one form.</summary>
/// <param name="source">The Markdown, for the blank lines between blocks.</param>
/// <param name="form">The form.</param>
internal sealed class MarkupWriter(string source, MarkupForm form)
{
    private const int SpacesPerLevel = 3;

    private readonly StringBuilder _out = new(source.Length + (source.Length / 4));

    /// <summary>The whole document.</summary>
    public string Write(MarkdownDocument document)
    {
        Blocks(document, level: 0);
        return _out.ToString();
    }

    private void Blocks(ContainerBlock container, int level)
    {
        Block? before = null;
        foreach (var block in container)
        {
            if (block is LinkReferenceDefinitionGroup)
                continue;
            if (before is not null && form != MarkupForm.Web)
                Gap(before, block);
            Write(block, level);
            before = block;
        }
    }

    private void Write(Block block, int level)
    {
        switch (block)
        {
            case HeadingBlock { Inline: { } inline }:
                Mark("<p><strong>", "<b>");
                Inlines(inline);
                Mark("</strong></p>", "</b>");
                break;
            case ParagraphBlock { Inline: { } inline } paragraph:
                // In a list entry a lone paragraph needs no element of its own.
                var lone = paragraph.Parent is ListItemBlock { Count: > 0 } item && item[0] == paragraph;
                Mark(lone ? "" : "<p>", "");
                Inlines(inline);
                Mark(lone ? "" : "</p>", "");
                break;
            case ListBlock list:
                List(list, level);
                break;
        }
    }

    private void List(ListBlock list, int level)
    {
        var number = list.IsOrdered && int.TryParse(list.OrderedStart, NumberStyles.None, CultureInfo.InvariantCulture, out var start) ? start : 1;
        Mark(!list.IsOrdered ? "<ul>" : number == 1 ? "<ol>" : $"<ol start=\"{number}\">", "");

        Block? before = null;
        foreach (var item in list)
        {
            Mark("<li>", "");
            if (before is not null && form != MarkupForm.Web)
                Gap(before, item);
            if (form != MarkupForm.Web)
                _out.Append(' ', level * SpacesPerLevel).Append(list.IsOrdered ? $"{number++}. " : "• ");
            Blocks((ListItemBlock)item, level + 1);
            Mark("</li>", "");
            before = item;
        }

        Mark(list.IsOrdered ? "</ol>" : "</ul>", "");
    }

    // Blocks stand as far apart as the author wrote them: on the next line, or after one blank line.
    private void Gap(Block before, Block after)
    {
        var (from, to) = (Math.Min(End(before) + 1, source.Length), Math.Min(after.Span.Start, source.Length));
        var lines = from < to ? source.AsSpan(from, to - from).Count('\n') : 1;
        _out.Append(lines > 1 ? "\n\n" : "\n");
    }

    // A list's own end lies behind the blank lines that follow it.
    private static int End(Block block) => block is ContainerBlock { LastChild: { } last } ? End(last) : block.Span.End;

    private void Inlines(ContainerInline container)
    {
        for (var inline = container.FirstChild; inline is not null; inline = inline.NextSibling)
        {
            switch (inline)
            {
                case LiteralInline literal:
                    Text(literal.Content.AsSpan());
                    break;
                case HtmlEntityInline entity:
                    Text(entity.Transcoded.AsSpan());
                    break;
                case LineBreakInline:
                    Text("\n");
                    break;
                case EmphasisInline { DelimiterCount: 2 } bold:
                    Mark("<strong>", "<b>");
                    Inlines(bold);
                    Mark("</strong>", "</b>");
                    break;
                case EmphasisInline italic:
                    Mark("<em>", "<i>");
                    Inlines(italic);
                    Mark("</em>", "</i>");
                    break;
                case LinkInline { IsImage: false } link when WebAddress(link.Url) is { } address:
                    Link(link, address);
                    break;
                case ContainerInline other:
                    Inlines(other);
                    break;
            }
        }
    }

    private void Link(LinkInline link, string address)
    {
        if (form == MarkupForm.Plain)
        {
            var start = _out.Length;
            Inlines(link);
            if (!address.Contains(_out.ToString(start, _out.Length - start), StringComparison.OrdinalIgnoreCase))
                _out.Append(" (").Append(address).Append(')');
            return;
        }

        _out.Append("<a href=\"");
        Escaped(address);
        _out.Append(form == MarkupForm.Web ? "\" rel=\"noopener\" target=\"_blank\">" : "\">");
        Inlines(link);
        _out.Append("</a>");
    }

    private static string? WebAddress(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "https" or "http" ? address.AbsoluteUri : null;

    private void Mark(string web, string telegram) =>
        _out.Append(form switch { MarkupForm.Web => web, MarkupForm.Telegram => telegram, _ => "" });

    private void Text(ReadOnlySpan<char> text)
    {
        if (form == MarkupForm.Plain)
            _out.Append(text);
        else
            Escaped(text);
    }

    private void Escaped(ReadOnlySpan<char> text)
    {
        while (true)
        {
            var plain = text.IndexOfAny("&<>\"\n");
            if (plain < 0)
            {
                _out.Append(text);
                return;
            }

            _out.Append(text[..plain]).Append(text[plain] switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                _ => form == MarkupForm.Web ? "<br>" : "\n",
            });
            text = text[(plain + 1)..];
        }
    }
}
