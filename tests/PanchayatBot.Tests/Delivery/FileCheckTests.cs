using System.Text;
using CsCheck;
using PanchayatBot.Delivery.Inbound;
using PanchayatBot.Tests.Support;
using SkiaSharp;

namespace PanchayatBot.Tests.Delivery;

/// <summary>What a file is follows from its bytes, and whatever pretends to be something else is refused whole.</summary>
public sealed class FileCheckTests
{
    private static readonly InboundFileOptions Usual = new();

    public static TheoryData<string, byte[], string> Taken() => new()
    {
        { "jpeg", SampleFile.Jpeg, "image/jpeg" },
        { "png", SampleFile.Png, "image/png" },
        { "webp", SampleFile.Webp, "image/webp" },
        { "pdf", SampleFile.Pdf, "application/pdf" },
        { "photo of 4,000 by 3,000", SampleFile.Picture(SKEncodedImageFormat.Jpeg, 4_000, 3_000), "image/jpeg" },
        { "jpeg with a camera's own words behind it", SampleFile.Joined(SampleFile.Jpeg, SampleFile.Ascii("SEFT camera data")), "image/jpeg" },
    };

    public static TheoryData<string, byte[], FileRefusal> Refused() => new()
    {
        { "nothing", [], FileRefusal.Kind },
        { "one byte", [0xFF], FileRefusal.Kind },
        { "text", SampleFile.Text, FileRefusal.Kind },
        { "program", SampleFile.Ascii("MZ......This program cannot be run in DOS mode"), FileRefusal.Kind },
        { "zip", SampleFile.Ascii("PK\u0003\u0004........PK\u0005\u0006"), FileRefusal.Kind },
        { "gif", SampleFile.Ascii("GIF89a......"), FileRefusal.Kind },
        { "drawing with a script", SampleFile.Ascii("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"), FileRefusal.Kind },
        { "web page", SampleFile.Ascii("<!doctype html><script>alert(1)</script>"), FileRefusal.Kind },
        { "pdf that begins later", SampleFile.Joined(SampleFile.Ascii("<html>"), SampleFile.Pdf), FileRefusal.Kind },
        { "mark of a jpeg, and nothing", [0xFF, 0xD8, 0xFF], FileRefusal.Broken },
        { "mark of a png, and nothing", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], FileRefusal.Broken },
        { "mark of a webp, and nothing", SampleFile.Ascii("RIFF\u0001\u0000\u0000\u0000WEBPVP8 ...................."), FileRefusal.Broken },
        { "jpeg cut off", SampleFile.Jpeg[..^40], FileRefusal.Broken },
        { "png cut off", SampleFile.Png[..^14], FileRefusal.Broken },
        { "pdf cut off", SampleFile.Pdf[..^30], FileRefusal.Broken },
        { "jpeg that is a zip, too", SampleFile.Joined(SampleFile.Jpeg, SampleFile.Ascii("PK\u0003\u0004evil.jar PK\u0005\u0006\u0000\u0000\u0000\u0000")), FileRefusal.Broken },
        { "pdf that is a zip, too", SampleFile.Joined(SampleFile.Pdf, SampleFile.Ascii("PK\u0005\u0006\u0000\u0000\u0000\u0000%%EOF")), FileRefusal.Broken },
        { "jpeg with a pdf in its head", SampleFile.Joined(SampleFile.Jpeg[..2], Comment("%PDF-1.4"), SampleFile.Jpeg[2..]), FileRefusal.Broken },
        { "jpeg with a page in its head", SampleFile.Joined(SampleFile.Jpeg[..2], Comment("<ScRipt>alert(1)</script>"), SampleFile.Jpeg[2..]), FileRefusal.Broken },
        { "png bomb", SampleFile.PngThatClaims(60_000, 60_000), FileRefusal.Large },
        { "ribbon", SampleFile.Picture(SKEncodedImageFormat.Png, 2_100, 100), FileRefusal.Large },
        { "pdf with a script", Pdf("/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"), FileRefusal.Broken },
        { "pdf that starts a program", Pdf("/Launch"), FileRefusal.Broken },
        { "pdf with a file in it", Pdf("/EmbeddedFiles 5 0 R /EmbeddedFile"), FileRefusal.Broken },
        { "pdf with a password", Pdf("/Encrypt 9 0 R"), FileRefusal.Broken },
        { "too many bytes", SampleFile.Joined(SampleFile.Jpeg, new byte[10 << 20]), FileRefusal.Large },
    };

    [Theory]
    [MemberData(nameof(Taken), DisableDiscoveryEnumeration = true)]
    public void What_people_send_of_papers_is_taken(string what, byte[] bytes, string mediaType)
    {
        Assert.True(FileCheck.Refuses(bytes, Usual, out var type) is null, what);
        Assert.Equal(mediaType, type.MediaType);
    }

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public void What_is_none_is_refused(string what, byte[] bytes, FileRefusal why)
    {
        Assert.True(FileCheck.Refuses(bytes, Usual, out _) == why, $"{what}: {FileCheck.Refuses(bytes, Usual, out _)}");
    }

    [Fact]
    public void Noise_of_any_kind_is_refused_and_never_throws() => Check.Sample(
        Gen.Select(Gen.Byte.Array[0, 400], Gen.Int[0, 4]),
        sample =>
        {
            byte[][] heads = [[], SampleFile.Jpeg[..20], SampleFile.Png[..20], SampleFile.Webp[..20], SampleFile.Ascii("%PDF-1.7")];
            FileCheck.Refuses(SampleFile.Joined(heads[sample.Item2], sample.Item1), Usual, out _);
        }, iter: 2_000);

    [Fact]
    public void The_settings_say_what_is_taken()
    {
        var onlyPdf = new InboundFileOptions { Types = "pdf", MostMegabytes = 1 };
        onlyPdf.Check();
        Assert.Equal(FileRefusal.Kind, FileCheck.Refuses(SampleFile.Jpeg, onlyPdf, out _));
        Assert.Null(FileCheck.Refuses(SampleFile.Pdf, onlyPdf, out _));
        Assert.Equal(FileRefusal.Large, FileCheck.Refuses(SampleFile.Joined(SampleFile.Pdf, new byte[1 << 20]), onlyPdf, out _));
        foreach (var wrong in (InboundFileOptions[])[new() { Types = "pdf exe" }, new() { Types = "" }, new() { MostMegabytes = 0 }, new() { MostMegabytes = 11 }, new() { GiveUpHours = 0 }])
            Assert.Contains("InboundFiles:", Assert.Throws<Microsoft.Extensions.Options.OptionsValidationException>(wrong.Check).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("letter.pdf", "letter")]
    [InlineData("ग्राम सभा सूचना.पत्र.pdf", "ग्राम सभा सूचना.पत्र")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("C:\\Windows\\system32\\cmd.exe", "cmd")]
    [InlineData("..", "")]
    [InlineData(".htaccess", "")]
    [InlineData("a\u0000b\r\nSet-Cookie: x.jpg", "abSet-Cookie x")]
    [InlineData("invoice\u202Egpj.exe", "invoicegpj")]
    [InlineData("आधार 1234 5678 9012.jpg", "")]
    [InlineData("`rm -rf $HOME`.pdf", "rm -rf HOME")]
    [InlineData(null, "")]
    public void Names_keep_what_people_read_and_nothing_else(string? name, string stem) => Assert.Equal(stem, FileName.Clean(name));

    [Fact]
    public void Long_names_are_cut_between_letters()
    {
        Assert.InRange(FileName.Clean(string.Concat(Enumerable.Repeat("कि", 100)) + ".pdf").Length, 58, 60);
        Assert.EndsWith("कि", FileName.Clean("क" + string.Concat(Enumerable.Repeat("कि", 100)) + ".pdf"), StringComparison.Ordinal);
        Assert.False(char.IsHighSurrogate(FileName.Clean("a" + string.Concat(Enumerable.Repeat("😀", 50)))[^1]));
        Assert.Equal("photo.jpg", FileName.For("", FileType.Jpeg));
        Assert.Equal("कागज़.pdf", FileName.For("कागज़", FileType.Pdf));
    }

    private static byte[] Comment(string text) => [0xFF, 0xFE, 0, (byte)(text.Length + 2), .. Encoding.ASCII.GetBytes(text)];

    private static byte[] Pdf(string inside) => SampleFile.Joined(SampleFile.Ascii($"%PDF-1.7\n1 0 obj << {inside} >> endobj\n"), SampleFile.Pdf);
}
