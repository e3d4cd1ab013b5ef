using System.Text.Json;
using PanchayatBot.Delivery.Inbound;

namespace PanchayatBot.Channels.WebChat;

/// <summary>Reads a file that the page posts: the body is the file, a header says which message it is. Only a page of this server can set that
/// header, and nothing is written to the disk.</summary>
internal static class Upload
{
    /// <summary>Holds a <see cref="Posted"/> as percent-encoded JSON.</summary>
    public const string Header = "X-Message";

    // Three signs stand for a byte of a Hindi file name.
    private const int HeaderLimit = 4_096;
    private const int FirstBytes = 256 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>The message; null when the header is missing or makes no sense.</summary>
    public static Posted? MessageOf(HttpRequest request)
    {
        var header = request.Headers[Header].ToString();
        if (header.Length is 0 or > HeaderLimit)
            return null;
        try
        {
            return JsonSerializer.Deserialize(Uri.UnescapeDataString(header), WebChatJson.Readable.Posted);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The file; or why it is refused; or neither, when the line was too slow or broke.</summary>
    public static async Task<(byte[]? Content, FileRefusal? Why)> ReadAsync(HttpRequest request, int mostBytes, TimeProvider time)
    {
        if (request.ContentLength > mostBytes)
            return (null, FileRefusal.Large);
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, request.HttpContext.RequestAborted);
        // Grows with what really comes, not with what was announced.
        using var content = new MemoryStream((int)Math.Min(request.ContentLength ?? FirstBytes, FirstBytes));
        try
        {
            await request.Body.CopyToAsync(content, either.Token);
            return content.Length > mostBytes ? (null, FileRefusal.Large) : (content.ToArray(), null);
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return (null, FileRefusal.Large);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            return (null, null);
        }
    }
}
