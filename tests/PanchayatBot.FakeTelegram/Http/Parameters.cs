using System.Globalization;
using System.Text;

namespace PanchayatBot.FakeTelegram.Http;

/// <summary>A file that came with a multipart request.</summary>
internal sealed record UploadedFile(string Part, string Name, byte[] Content);

/// <summary>The parameters of one call, whichever of the four ways they came. Numbers and truth values are kept as text.</summary>
internal sealed class Parameters
{
    // A call has few parameters: a walk through a list is cheaper than a table.
    private readonly List<(string Name, string? Text, byte[]? Json)> _values = new(8);

    public List<UploadedFile> Files { get; } = [];

    public void Add(string name, string text) => _values.Add((name, text, null));

    /// <summary>Adds an object or an array.</summary>
    public void AddJson(string name, byte[] json) => _values.Add((name, null, json));

    /// <summary>The value as text; null when it was left out.</summary>
    public string? Text(string name)
    {
        foreach (var value in _values)
        {
            if (value.Name == name)
                return value.Text ?? Encoding.UTF8.GetString(value.Json!);
        }

        return null;
    }

    /// <summary>The value as JSON, for objects and arrays; empty when it was left out.</summary>
    public ReadOnlyMemory<byte> Json(string name)
    {
        foreach (var value in _values)
        {
            if (value.Name == name)
                return value.Json ?? Encoding.UTF8.GetBytes(value.Text!);
        }

        return default;
    }

    /// <summary>A whole number; null when left out or no number, as Telegram reads it.</summary>
    public long? Number(string name) =>
        long.TryParse(Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    public int Number(string name, int fallback, int least, int most) => (int)Math.Clamp(Number(name) ?? fallback, least, most);

    public bool Flag(string name) => Text(name)?.Trim().ToLowerInvariant() is "true" or "1" or "yes" or "t";
}
