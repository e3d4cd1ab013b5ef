using System.Text.Json;
using System.Text.Json.Serialization;

namespace PanchayatBot.Schemes.Finding;

/// <summary>A question of which somebody has said what the right answer is: one line of a <c>.jsonl</c> file.</summary>
public sealed record JudgedQuestion
{
    /// <summary>Its key in the file.</summary>
    [JsonRequired]
    public string Id { get; init; } = "";

    /// <summary>As typed.</summary>
    [JsonRequired]
    public string Text { get; init; } = "";

    /// <summary>hi, en or hinglish (Hindi in Latin letters).</summary>
    public string Lang { get; init; } = "";

    /// <summary>Slug of the right scheme; <c>none</c> when no scheme answers it.</summary>
    [JsonRequired]
    public string Scheme { get; init; } = "";

    /// <summary>Other schemes that are right, too.</summary>
    public IReadOnlyList<string> Also { get; init; } = [];

    /// <summary>The part asked for; null where nobody judged it.</summary>
    public Facet? Facet { get; init; }

    /// <summary>single, oos (out of scope) or followup; a followup whose scheme is not the earlier one is a switch of topic.</summary>
    public string Type { get; init; } = "single";

    /// <summary>The scheme talked about before.</summary>
    [JsonPropertyName("prev_scheme")]
    public string? Earlier { get; init; }

    /// <summary>True if it describes a need and names no scheme.</summary>
    public bool Need { get; init; }

    /// <summary>Code of the person's state.</summary>
    public string? State { get; init; }

    /// <summary>The outcome expected where it matters, e.g. otherstate; null: an answer or a choice.</summary>
    public Outcome? Outcome { get; init; }

    /// <summary>True if a scheme answers it right.</summary>
    public bool IsRight(Scheme scheme) => scheme.Slug == Scheme || Also.Contains(scheme.Slug);
}

/// <summary>Reads files of judged questions.</summary>
public static class QuestionFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <summary>The questions of a file, one JSON object a line; empty lines are skipped.</summary>
    /// <exception cref="FormatException">A line is no question; the message begins with <c>file:line:</c>.</exception>
    public static IReadOnlyList<JudgedQuestion> Read(string path) => Lines<JudgedQuestion>(path);

    /// <summary>The objects of a file, one a line; empty lines are skipped.</summary>
    /// <exception cref="FormatException">A line cannot be read; the message begins with <c>file:line:</c>.</exception>
    internal static IReadOnlyList<T> Lines<T>(string path)
        where T : class
    {
        var items = new List<T>();
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            try
            {
                items.Add(JsonSerializer.Deserialize<T>(line, Json) ?? throw new JsonException("there is nothing but null."));
            }
            catch (JsonException wrong)
            {
                // Of the framework's position only the key is of use: the line is this one.
                var what = wrong.Path?.TrimStart('$', '.') is { Length: > 0 } key ? $"'{key}' has a value that cannot stand there" : wrong.Message.Split(" Path:")[0].TrimEnd('.');
                throw new FormatException($"{path}:{number}: {what}. Write one JSON object a line, as 'panchayatbot eval --help' shows.", wrong);
            }
        }

        return items;
    }
}
