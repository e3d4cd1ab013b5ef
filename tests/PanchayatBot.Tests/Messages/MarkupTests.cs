using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using PanchayatBot.Messages;

namespace PanchayatBot.Tests.Messages;

public class MarkupTests
{
    private const string Sample = """
        ## कागज़ात

        **₹6,000** साल में, *तीन किस्तों* में:
        - आधार कार्ड
        - बैंक पासबुक: खाता आधार से जुड़ा हो

        1. [pmkisan.gov.in](https://pmkisan.gov.in/?a=1&b=2) खोलें।
        2. नंबर डालें।
        दूसरी पंक्ति & <बस>
        """;

    // Everything Markdown, HTML or a chat could take for a sign, with Hindi, an emoji pair and white space of every kind.
    private static readonly Gen<string> Nasty = Gen.OneOf(
        Gen.String,
        Gen.OneOf("*", "**", "_", "[a](https://x.in)", "[", "]", "(", ")", "<b>", "</b>", "&amp;", "&#10;", "&", "\\", "`", "```", "# ", "- ", "+ ", "1. ", "23) ", "> ", "---", "===", "|", "!", "![x](y)", "~~", "\n", "\n\n", "\r\n", " ", "    ", "\t", "क्षेत्र", "ज़", "👩‍🌾", "a", "7", "https://x.in", "{name}")
            .Array[0, 12].Select(string.Concat));

    [Fact]
    public void Telegram_gets_only_the_tags_it_knows() => Assert.Equal(
        """
        <b>कागज़ात</b>

        <b>₹6,000</b> साल में, <i>तीन किस्तों</i> में:
        • आधार कार्ड
        • बैंक पासबुक: खाता आधार से जुड़ा हो

        1. <a href="https://pmkisan.gov.in/?a=1&amp;b=2">pmkisan.gov.in</a> खोलें।
        2. नंबर डालें।
        दूसरी पंक्ति &amp; &lt;बस&gt;
        """,
        Markup.ToTelegramHtml(Sample));

    [Fact]
    public void The_web_gets_lists_paragraphs_and_safe_links() => Assert.Equal(
        "<p><strong>कागज़ात</strong></p><p><strong>₹6,000</strong> साल में, <em>तीन किस्तों</em> में:</p>"
        + "<ul><li>आधार कार्ड</li><li>बैंक पासबुक: खाता आधार से जुड़ा हो</li></ul>"
        + "<ol><li><a href=\"https://pmkisan.gov.in/?a=1&amp;b=2\" rel=\"noopener\" target=\"_blank\">pmkisan.gov.in</a> खोलें।</li>"
        + "<li>नंबर डालें।<br>दूसरी पंक्ति &amp; &lt;बस&gt;</li></ol>",
        Markup.ToWebHtml(Sample));

    [Fact]
    public void Plain_text_keeps_bullets_numbers_and_addresses() => Assert.Equal(
        "यहाँ देखें (https://x.in/)\n• एक\n   1. अंदर\n• दो\n\n3. तीन",
        Markup.ToPlainText("[यहाँ देखें](https://x.in)\n- एक\n  1. अंदर\n- दो\n\n3. तीन"));

    [Theory]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("[x](data:text/html,<b>)")]
    [InlineData("[x](tg://user?id=1)")]
    [InlineData("[x](//evil.in)")]
    [InlineData("![x](https://evil.in/a.png)")]
    public void Only_web_addresses_become_links(string markdown)
    {
        Assert.Equal("x", Markup.ToTelegramHtml(markdown));
        Assert.Equal("<p>x</p>", Markup.ToWebHtml(markdown));
    }

    [Theory]
    [InlineData("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;")]
    [InlineData("[x](https://a.in/\"onclick=\"b)", "<a href=\"https://a.in/%22onclick=%22b\">x</a>")]
    [InlineData("    code", "code")]
    [InlineData("`a`", "`a`")]
    [InlineData("> a", "&gt; a")]
    [InlineData("<https://a.in>", "&lt;https://a.in&gt;")]
    public void Nothing_else_has_a_meaning(string markdown, string telegram) => Assert.Equal(telegram, Markup.ToTelegramHtml(markdown));

    [Fact]
    public void Escaped_text_is_shown_as_it_was() => Nasty.Sample(
        text =>
        {
            var expected = Cleaned(text);
            var escaped = Markup.Escape(text);
            return Markup.ToPlainText(escaped) == expected
                && WebUtility.HtmlDecode(Markup.ToTelegramHtml(escaped)) == expected
                && WebUtility.HtmlDecode(Regex.Replace(Markup.ToWebHtml(escaped), "^<p>|</p>$", "").Replace("<br>", "\n", StringComparison.Ordinal)) == expected;
        },
        iter: 20_000);

    [Fact]
    public void Escaped_text_stays_inside_its_list_entry() => Nasty.Sample(
        text => Cleaned(text).Length == 0 || Regex.Replace(Markup.ToWebHtml($"- नाम: {Markup.Escape(text)}।\n- दो"), "<br>|&[a-z]+;", "").Count(c => c == '<') == 6,
        iter: 10_000);

    [Fact]
    public void Any_markdown_becomes_balanced_known_tags() => Nasty.Array[0, 6].Select(string.Concat).Sample(
        markdown =>
        {
            foreach (var html in new[] { Markup.ToTelegramHtml(markdown), Markup.ToWebHtml(markdown) })
            {
                var open = new Stack<string>();
                foreach (Match tag in Regex.Matches(html, "<(?<end>/?)(?<name>[^ >]*)[^>]*>"))
                {
                    var name = tag.Groups["name"].Value;
                    if (name == "br")
                        continue;
                    if (name is not ("b" or "i" or "a" or "p" or "ul" or "ol" or "li" or "strong" or "em"))
                        return false;
                    if (tag.Groups["end"].Length == 0)
                        open.Push(name);
                    else if (!open.TryPop(out var last) || last != name)
                        return false;
                }

                if (open.Count > 0)
                    return false;
            }

            return true;
        },
        iter: 20_000);

    [Fact]
    public void Ordinary_text_is_not_touched_by_escaping()
    {
        const string text = "वार्ड 3 का हैंडपंप खराब है, कृपया ठीक करें (जल्दी).";
        Assert.Equal(text, Markup.Escape(text));
    }

    private static string Cleaned(string text)
    {
        var clean = new StringBuilder();
        foreach (var c in text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n'))
        {
            if (c is '\n' or '\t' || !char.IsControl(c))
                clean.Append(c);
        }

        return clean.ToString();
    }
}
