using PanchayatBot.Messages;

namespace PanchayatBot.Content;

/// <summary>How a value looks in a sentence.</summary>
public static class TextValue
{
    /// <summary>The value in small Markdown: <see cref="Markup.Raw"/> as it is; numbers, dates, moments, lengths of time and lists as
    /// <see cref="Formats"/> writes them; a <see cref="Bilingual"/> in the language; addresses fit for a link; null as nothing; anything else as
    /// escaped text.</summary>
    public static string ToMarkdown(object? value, Language language) => value switch
    {
        null => "",
        Markup.Raw raw => raw.Markdown,
        string text => Markup.Escape(text),
        Bilingual text => Markup.Escape(text[language]),
        int number => Formats.Number(number),
        long number => Formats.Number(number),
        decimal number => Formats.Number(number),
        double number => Formats.Number((decimal)number),
        DateOnly date => Formats.Date(date, language),
        TimeOnly time => Formats.Time(time, language),
        DateTimeOffset moment => Formats.DateAndTime(moment, language),
        TimeSpan length => Formats.Duration(length, language),
        IEnumerable<string> items => Formats.List(items.Select(Markup.Escape), language),
        Uri address => Markup.Escape(address.AbsoluteUri).Replace("(", "%28", StringComparison.Ordinal).Replace(")", "%29", StringComparison.Ordinal),
        _ => Markup.Escape(value.ToString() ?? ""),
    };
}
