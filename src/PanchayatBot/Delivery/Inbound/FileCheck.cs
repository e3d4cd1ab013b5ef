using System.Buffers.Binary;
using SkiaSharp;

namespace PanchayatBot.Delivery.Inbound;

/// <summary>Tells from a file's bytes what it is and whether it may be kept: pure functions. Nothing is taken out of a file; what is suspicious is
/// refused whole.</summary>
internal static class FileCheck
{
    // What Telegram shows as a photo (Bot API, sendPhoto): width and height at most 10,000 together, one at most 20 times the other.
    // A decoder thus never needs more than 100 MB, however small the file.
    private const int MostSides = 10_000;
    private const int MostRatio = 20;

    // PDF readers look for "%PDF-" in the first 1,024 bytes, browsers for HTML in as many.
    private const int Head = 1_024;

    // A zip file is read from its end: its last record has 22 bytes and a comment of at most 65,535.
    private const int ZipTail = 22 + ushort.MaxValue;

    private static readonly string[] Markup = ["<html", "<script", "<svg", "<!doctype", "<?php", "<iframe"];

    // What makes a PDF do something by itself, or carries another file.
    private static readonly byte[][] ActivePdf = ["/JavaScript"u8.ToArray(), "/Launch"u8.ToArray(), "/EmbeddedFile"u8.ToArray(), "/RichMedia"u8.ToArray()];

    private static ReadOnlySpan<byte> PngMark => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>What a file is, by its first bytes; null when it is nothing that can be kept.</summary>
    public static FileType? TypeOf(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? FileType.Jpeg
        : bytes.StartsWith(PngMark) ? FileType.Png
        : bytes.Length > 16 && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBPVP8"u8) ? FileType.Webp
        : bytes.StartsWith("%PDF-1."u8) || bytes.StartsWith("%PDF-2."u8) ? FileType.Pdf
        : null;

    /// <summary>Looks at a whole file.</summary>
    /// <param name="bytes">What is in it.</param>
    /// <param name="options">What is taken.</param>
    /// <param name="type">What it is; only meaningful when it is not refused.</param>
    /// <returns>Why it is not kept; null when it may be.</returns>
    public static FileRefusal? Refuses(ReadOnlySpan<byte> bytes, InboundFileOptions options, out FileType type)
    {
        type = FileType.Pdf;
        if (bytes.Length > options.MostBytes)
            return FileRefusal.Large;
        if (TypeOf(bytes) is not { } found || !options.Allowed.Contains(found))
            return FileRefusal.Kind;
        type = found;
        if (EndsAsZip(bytes))
            return FileRefusal.Broken;
        return found.IsPicture ? RefusesPicture(bytes, found) : RefusesPdf(bytes);
    }

    private static FileRefusal? RefusesPicture(ReadOnlySpan<byte> bytes, FileType type)
    {
        var head = bytes[..Math.Min(bytes.Length, Head)];
        if (head.IndexOf("%PDF-"u8) >= 0 || HoldsMarkup(head))
            return FileRefusal.Broken;
        // Reads the head of the picture only: a bomb that would unfold to gigabytes costs nothing here.
        using var data = SKData.CreateCopy(bytes);
        using var codec = SKCodec.Create(data);
        if (codec is null || codec.EncodedFormat != FormatOf(type))
            return FileRefusal.Broken;
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        if (width < 1 || height < 1)
            return FileRefusal.Broken;
        if ((long)width + height > MostSides || Math.Max(width, height) > (long)MostRatio * Math.Min(width, height))
            return FileRefusal.Large;
        return IsWhole(bytes, type) ? null : FileRefusal.Broken;
    }

    private static FileRefusal? RefusesPdf(ReadOnlySpan<byte> bytes)
    {
        if (bytes[^Math.Min(bytes.Length, Head)..].IndexOf("%%EOF"u8) < 0 || HoldsMarkup(bytes[..Math.Min(bytes.Length, Head)]))
            return FileRefusal.Broken;
        // One that needs a password shows nothing to those who are to read it.
        if (bytes.IndexOf("/Encrypt"u8) >= 0)
            return FileRefusal.Broken;
        foreach (var word in ActivePdf)
        {
            if (bytes.IndexOf(word) >= 0)
                return FileRefusal.Broken;
        }

        return null;
    }

    /// <summary>True unless the file was cut off on its way.</summary>
    private static bool IsWhole(ReadOnlySpan<byte> bytes, FileType type) =>
        type == FileType.Png ? bytes.LastIndexOf("IEND"u8) > 0
        : type == FileType.Jpeg ? bytes.LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xD9]) > 0
        : BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) + 8L <= bytes.Length + 1L;

    private static bool EndsAsZip(ReadOnlySpan<byte> bytes) => bytes[^Math.Min(bytes.Length, ZipTail)..].IndexOf("PK\u0005\u0006"u8) >= 0;

    private static bool HoldsMarkup(ReadOnlySpan<byte> head)
    {
        var text = System.Text.Encoding.Latin1.GetString(head);
        return Markup.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    private static SKEncodedImageFormat FormatOf(FileType type) =>
        type == FileType.Jpeg ? SKEncodedImageFormat.Jpeg : type == FileType.Png ? SKEncodedImageFormat.Png : SKEncodedImageFormat.Webp;
}
