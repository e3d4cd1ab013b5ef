using System.Buffers.Binary;
using System.Text;
using SkiaSharp;

namespace PanchayatBot.Tests.Support;

/// <summary>Files as people send them, small and real.</summary>
public static class SampleFile
{
    public static byte[] Jpeg { get; } = Picture(SKEncodedImageFormat.Jpeg);

    public static byte[] Png { get; } = Picture(SKEncodedImageFormat.Png);

    public static byte[] Webp { get; } = Picture(SKEncodedImageFormat.Webp);

    public static byte[] Pdf { get; } = MakePdf();

    public static byte[] Text { get; } = "यह कोई फ़ोटो नहीं है।"u8.ToArray();

    /// <summary>A picture of so many points.</summary>
    public static byte[] Picture(SKEncodedImageFormat format, int width = 40, int height = 30)
    {
        using var bitmap = new SKBitmap(width, height);
        bitmap.Erase(SKColors.ForestGreen);
        using var data = bitmap.Encode(format, 80);
        return data.ToArray();
    }

    /// <summary>A PNG whose head promises a picture of this size; it would need so many points when unfolded.</summary>
    public static byte[] PngThatClaims(int width, int height)
    {
        var bytes = (byte[])Png.Clone();
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(20), height);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(29), Crc(bytes.AsSpan(12, 17)));
        return bytes;
    }

    /// <summary>The checksum of a PNG chunk (ISO 3309).</summary>
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
        }

        return ~crc;
    }

    private static byte[] MakePdf()
    {
        using var stream = new MemoryStream();
        using (var document = SKDocument.CreatePdf(stream))
        {
            document.BeginPage(200, 100).DrawRect(10, 10, 50, 20, new SKPaint { Color = SKColors.Black });
            document.EndPage();
        }

        return stream.ToArray();
    }

    /// <summary>Several files behind one another.</summary>
    public static byte[] Joined(params byte[][] parts) => [.. parts.SelectMany(part => part)];

    public static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);
}
