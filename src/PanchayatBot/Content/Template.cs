using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using PanchayatBot.Messages;

namespace PanchayatBot.Content;

/// <summary>A sentence in one language, perhaps with a form of its own for one thing.</summary>
internal sealed record Phrase(Template? One, Template Other)
{
    /// <summary>All placeholders in it.</summary>
    public IReadOnlySet<string> Placeholders { get; } = (One?.Names ?? []).Concat(Other.Names).ToHashSet(StringComparer.Ordinal);

    /// <summary>The form for the value of <c>count</c>: in Hindi none and one take the singular, in English one (Unicode CLDR, plural rules).</summary>
    public Template Choose(Language language, ReadOnlySpan<(string Name, object? Value)> values)
    {
        if (One is null)
            return Other;
        foreach (var (name, value) in values)
        {
            if (name == "count")
            {
                var count = Convert.ToDecimal(value, CultureInfo.InvariantCulture);
                return count == 1 || (count == 0 && language == Language.Hindi) ? One : Other;
            }
        }

        return Other;
    }
}

/// <summary>A sentence with places for values, taken apart once.</summary>
internal sealed partial class Template
{
    private readonly string[] _literals;

    private Template(string[] literals, string[] names) => (_literals, Names) = (literals, names);

    /// <summary>Names of the placeholders in the order in which they stand.</summary>
    public string[] Names { get; }

    /// <summary>True if a brace belongs to no placeholder.</summary>
    public bool StrayBrace => _literals.Any(literal => literal.AsSpan().ContainsAny('{', '}'));

    /// <summary>Takes a sentence apart.</summary>
    public static Template Parse(string text)
    {
        var literals = new List<string>();
        var names = new List<string>();
        var at = 0;
        foreach (Match match in Placeholder.Matches(text))
        {
            literals.Add(text[at..match.Index]);
            names.Add(match.Groups["name"].Value);
            at = match.Index + match.Length;
        }

        literals.Add(text[at..]);
        return new([.. literals], [.. names]);
    }

    /// <summary>Puts the values in.</summary>
    /// <exception cref="ArgumentException">A placeholder has no value.</exception>
    public string Fill(string key, Language language, ReadOnlySpan<(string Name, object? Value)> values)
    {
        if (Names.Length == 0)
            return _literals[0];
        var result = new StringBuilder(_literals[0], 256);
        for (var i = 0; i < Names.Length; i++)
            result.Append(TextValue.ToMarkdown(Find(key, Names[i], values), language)).Append(_literals[i + 1]);
        return result.ToString();
    }

    private static object? Find(string key, string name, ReadOnlySpan<(string Name, object? Value)> values)
    {
        foreach (var (known, value) in values)
        {
            if (known == name)
                return value;
        }

        throw new ArgumentException($"The text '{key}' wants a value for {{{name}}}, and none was given.", nameof(values));
    }

    [GeneratedRegex(@"\{(?<name>[a-z][a-z0-9_]*)\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Placeholder { get; }
}
