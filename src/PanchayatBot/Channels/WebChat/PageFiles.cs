using System.Collections.Frozen;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace PanchayatBot.Channels.WebChat;

/// <summary>A file of the page, ready to be sent.</summary>
/// <param name="ContentType">Its media type.</param>
/// <param name="Bytes">As it is.</param>
/// <param name="Gzip">Compressed; null where that saves nothing.</param>
internal sealed record PageFile(string ContentType, byte[] Bytes, byte[]? Gzip);

/// <summary>The files of the page. They are part of the executable, so they are there wherever it was published to; a hash in each name
/// lets browsers keep them for ever.</summary>
internal sealed class PageFiles
{
    /// <summary>The path below which they are served.</summary>
    public const string Path = "/chat/files/";

    private const string Folder = "Channels.WebChat.Page.";
    private readonly FrozenDictionary<string, PageFile> _byName;

    private PageFiles(string html, FrozenDictionary<string, PageFile> byName)
    {
        Html = html;
        _byName = byName;
    }

    /// <summary>The page itself, with <c>{{key}}</c> where a text of the bot stands.</summary>
    public string Html { get; }

    /// <summary>The file of this hashed name, or null.</summary>
    public PageFile? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Takes the files out of the executable.</summary>
    public static PageFiles Load()
    {
        // A file may name those above it, and is given their hashed names.
        var hashed = new Dictionary<string, string>(StringComparer.Ordinal);
        var files = new Dictionary<string, PageFile>(StringComparer.Ordinal);
        Add("noto-sans-devanagari-400.woff2", "font/woff2");
        Add("noto-sans-devanagari-700.woff2", "font/woff2");
        Add("noto-sans-devanagari.OFL.txt", "text/plain; charset=utf-8");
        Add("icon.svg", "image/svg+xml");
        Add("chat.css", "text/css; charset=utf-8");
        Add("chat.js", "text/javascript; charset=utf-8");
        return new PageFiles(WithHashedNames(Encoding.UTF8.GetString(Read("chat.html"))), files.ToFrozenDictionary(StringComparer.Ordinal));

        void Add(string name, string contentType)
        {
            var isText = !contentType.StartsWith("font/", StringComparison.Ordinal);
            var bytes = isText ? Encoding.UTF8.GetBytes(WithHashedNames(Encoding.UTF8.GetString(Read(name)))) : Read(name);
            var dot = name.LastIndexOf('.');
            var withHash = $"{name[..dot]}.{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 5))}{name[dot..]}";
            hashed.Add(name, withHash);
            files.Add(withHash, new PageFile(contentType, bytes, isText ? Compress(bytes) : null));
        }

        string WithHashedNames(string text) => hashed.Aggregate(text, (t, name) => t.Replace($"files/{name.Key}", Path + name.Value, StringComparison.Ordinal));
    }

    private static byte[] Read(string name)
    {
        var assembly = typeof(PageFiles).Assembly;
        using var stream = assembly.GetManifestResourceStream($"{nameof(PanchayatBot)}.{Folder}{name}")
            ?? throw new InvalidOperationException($"The page's file {name} is not part of {assembly.GetName().Name}.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static byte[] Compress(byte[] bytes)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal))
            gzip.Write(bytes);
        return compressed.ToArray();
    }
}
