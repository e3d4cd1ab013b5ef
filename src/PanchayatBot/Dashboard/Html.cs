using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using PanchayatBot.Content;

namespace PanchayatBot.Dashboard;

/// <summary>HTML that is safe to send: what the code says stands as it is, everything put into it is escaped.</summary>
public readonly struct Html
{
    private readonly string? _markup;

    private Html(string markup) => _markup = markup;

    /// <summary>Nothing.</summary>
    public static Html Empty { get; }

    /// <summary>True when there is nothing.</summary>
    public bool IsEmpty => string.IsNullOrEmpty(_markup);

    /// <summary><c>Html.Of($"&lt;p&gt;{text}&lt;/p&gt;")</c>. Attributes stand in double quotes.</summary>
    /// <param name="written">Literals are markup; strings and numbers between them are escaped, HTML is not.</param>
    public static Html Of(HtmlText written) => new(written.Written);

    /// <summary>One after the other.</summary>
    public static Html Join(params IEnumerable<Html> parts) => new(string.Concat(parts.Select(part => part._markup)));

    /// <summary>This, or nothing.</summary>
    public Html When(bool isSo) => isSo ? this : Empty;

    /// <summary>The markup.</summary>
    public override string ToString() => _markup ?? "";
}

/// <summary>Writes an interpolated string as HTML. There is a method for each kind of value that may stand in a hole: anything else does not
/// compile.</summary>
[InterpolatedStringHandler]
public readonly ref struct HtmlText
{
    private readonly StringBuilder _text;

    /// <summary>Called by the compiler.</summary>
    public HtmlText(int literalLength, int holes) => _text = new StringBuilder(literalLength + (holes * 16));

    internal string Written => _text.ToString();

    /// <summary>Markup of the code itself.</summary>
    public void AppendLiteral(string markup) => _text.Append(markup);

    /// <summary>Text, escaped for elements and quoted attributes; null is nothing.</summary>
    public void AppendFormatted(string? text) => _text.Append(WebUtility.HtmlEncode(text));

    /// <summary>A number, grouped as in India.</summary>
    public void AppendFormatted(long number) => _text.Append(Formats.Number(number));

    /// <summary>HTML as it is.</summary>
    public void AppendFormatted(Html html) => _text.Append(html.ToString());

    /// <summary>HTML, one after the other.</summary>
    public void AppendFormatted(IEnumerable<Html> parts)
    {
        foreach (var part in parts)
            _text.Append(part.ToString());
    }
}
