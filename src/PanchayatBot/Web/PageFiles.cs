using System.Collections.Frozen;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace PanchayatBot.Web;

/// <summary>A file of the page, ready to be sent.</summary>
/// <param name="ContentType">Its media type.</param>
/// <param name="Bytes">As it is.</param>
/// <param name="Gzip">Compressed; null where that saves nothing.</param>
internal sealed record PageFile(string ContentType, byte[] Bytes, byte[]? Gzip);

/// <summary>The files of a page. They are part of the executable, so they are there wherever it was published to; a hash in each name
/// lets browsers keep them for ever.</summary>
internal sealed class PageFiles
{
    // Fonts and icon are every page's.
    private static readonly string[] Common = ["noto-sans-devanagari-400.woff2", "noto-sans-devanagari-700.woff2", "noto-sans-devanagari.OFL.txt", "icon.svg"];

    private readonly string _path;
    private readonly Dictionary<string, string> _hashed = new(StringComparer.Ordinal);
    private readonly FrozenDictionary<string, PageFile> _byName;

    private PageFiles(string path, IEnumerable<string> names)
    {
        _path = path;
        var files = new Dictionary<string, PageFile>(StringComparer.Ordinal);
        foreach (var name in Common.Concat(names))
        {
            // A file may name those before it, and is given their hashed names.
            var contentType = ContentTypeOf(name);
            var isText = !contentType.StartsWith("font/", StringComparison.Ordinal);
            var bytes = isText ? Encoding.UTF8.GetBytes(Text(name)) : Read(name);
            var dot = name.LastIndexOf('.');
            var withHash = $"{name[..dot]}.{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 5))}{name[dot..]}";
            _hashed.Add(name, withHash);
            files.Add(withHash, new PageFile(contentType, bytes, isText ? Compress(bytes) : null));
        }

        _byName = files.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Takes fonts, icon and these files out of the executable.</summary>
    /// <param name="path">The path below which they are served.</param>
    /// <param name="names">Each may name those before it as <c>files/NAME</c>.</param>
    public static PageFiles Load(string path, params IReadOnlyList<string> names) => new(path, names);

    /// <summary>A text of the executable that names these files as <c>files/NAME</c>, with the addresses under which they are served.</summary>
    public string Text(string name) =>
        _hashed.Aggregate(Encoding.UTF8.GetString(Read(name)), (text, one) => text.Replace($"files/{one.Key}", _path + one.Value, StringComparison.Ordinal));

    /// <summary>The address under which a file is served.</summary>
    public string AddressOf(string name) => _path + _hashed[name];

    /// <summary>Answers with the file of this hashed name, or 404.</summary>
    public Task SendAsync(HttpContext http, string hashedName)
    {
        if (_byName.GetValueOrDefault(hashedName) is not { } file)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        http.Response.ContentType = file.ContentType;
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        http.Response.Headers.Vary = "Accept-Encoding";
        var bytes = file.Bytes;
        if (file.Gzip is not null && http.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
        {
            http.Response.Headers.ContentEncoding = "gzip";
            bytes = file.Gzip;
        }

        http.Response.ContentLength = bytes.Length;
        return http.Response.Body.WriteAsync(bytes, http.RequestAborted).AsTask();
    }

    private static string ContentTypeOf(string name) => System.IO.Path.GetExtension(name) switch
    {
        ".woff2" => "font/woff2",
        ".svg" => "image/svg+xml",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        _ => "text/plain; charset=utf-8",
    };

    private static byte[] Read(string name)
    {
        var assembly = typeof(PageFiles).Assembly;
        using var stream = assembly.GetManifestResourceStream($"{nameof(PanchayatBot)}.Page.{name}")
            ?? throw new InvalidOperationException($"The page file {name} is not part of {assembly.GetName().Name}.");
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
