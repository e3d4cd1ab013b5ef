using System.Text.Json.Serialization;
using PanchayatBot.Content;
using PanchayatBot.Messages;
using PanchayatBot.Places;
using PanchayatBot.Sounds;

namespace PanchayatBot.Schemes.Finding;

/// <summary>A scheme that the bot does not know, put beside the known ones to see whether they are still found: one line of a
/// <c>.jsonl</c> file.</summary>
public sealed record OutsideScheme
{
    private static readonly DateOnly Never = DateOnly.MaxValue;

    /// <summary>Its name, in either language.</summary>
    [JsonRequired]
    public string Name { get; init; } = "";

    /// <summary>States in which it exists, by name or code; none for all of India.</summary>
    public IReadOnlyList<string> States { get; init; } = [];

    /// <summary>What it is, in a few sentences.</summary>
    public string? Brief { get; init; }

    /// <summary>What one gets.</summary>
    public string? Benefits { get; init; }

    /// <summary>Who can get it.</summary>
    public string? Eligibility { get; init; }

    /// <summary>The schemes of a file, or of all <c>.jsonl</c> files of a folder, but for those whose name is a name of a known scheme.</summary>
    /// <param name="path">File or folder.</param>
    /// <param name="known">The schemes that are to be found.</param>
    /// <param name="states">To read the names of states.</param>
    /// <exception cref="FormatException">A line is no scheme; the message begins with <c>file:line:</c>.</exception>
    public static IReadOnlyList<Scheme> Read(string path, SchemeCatalog known, States states)
    {
        var files = Directory.Exists(path) ? Directory.GetFiles(path, "*.jsonl").Order(StringComparer.Ordinal) : (IEnumerable<string>)[path];
        var names = known.Schemes.SelectMany(Names).ToHashSet();
        return
        [
            .. files.SelectMany(QuestionFile.Lines<OutsideScheme>)
                .Where(scheme => !names.Contains(Sound(scheme.Name)) && !names.Contains(Sound(scheme.Name.Split('(')[0])))
                .Select((scheme, i) => scheme.As($"outside-{i + 1}", states)),
        ];
    }

    private Scheme As(string slug, States states)
    {
        var name = new Bilingual(Name, Name);
        return new()
        {
            Slug = slug,
            Name = name,
            Short = name,
            // A state nobody knows is a state all the same: the scheme exists only there.
            States = [.. States.Select(state => states.Named(state)?.Code ?? state)],
            Category = "",
            Department = new("", ""),
            Site = new("about:blank"),
            VerifiedOn = Never,
            ReviewAfter = Never,
            Parts = new Dictionary<SchemePart, Bilingual>
            {
                [SchemePart.WhatItIs] = new("", Brief ?? ""),
                [SchemePart.Benefit] = new("", Benefits ?? ""),
                [SchemePart.WhoCan] = new("", Eligibility ?? ""),
            },
        };
    }

    private static IEnumerable<string> Names(Scheme scheme) =>
        scheme.Aliases.Concat(Enum.GetValues<Language>().SelectMany(language => new[] { scheme.Name[language], scheme.Name[language].Split('(')[0], scheme.Short[language] })).Select(Sound);

    private static string Sound(string name) => string.Join(' ', Words.Of(name).Select(SoundKey.Of));
}
