using Microsoft.Extensions.Logging.Abstractions;
using PanchayatBot.Content;
using PanchayatBot.Messages;
using PanchayatBot.Printing;
using PanchayatBot.Tests.Support;
using SkiaSharp;

namespace PanchayatBot.Tests.Printing;

public sealed class PressTests : IDisposable
{
    private readonly Texts _texts = new(Path.Combine(TestBot.RepositoryRoot(), "content"), NullLogger<Texts>.Instance, TimeProvider.System);

    [Theory]
    [InlineData("क्षेत्र")]
    [InlineData("द्वितीय")]
    [InlineData("श्री")]
    [InlineData("ज्ञ")]
    [InlineData("र्का")]
    [InlineData("हिन्दी")]
    public void Conjuncts_become_joined_signs(string word)
    {
        var shaped = ShapedText.Of(word, PrintFont.Regular);
        var apart = word.Select(letter => ShapedText.Of(letter.ToString(), PrintFont.Regular).Glyphs.Single()).ToArray();
        Assert.DoesNotContain((ushort)0, shaped.Glyphs);
        Assert.NotEqual(apart, shaped.Glyphs);
        Assert.Equal(shaped.Clusters.Order(), shaped.Clusters);
    }

    [Fact]
    public void What_the_font_lacks_is_never_a_box()
    {
        Assert.Equal("सभा … 1/2 क", PrintableText.Of("सभा\u200B 🎉 বাংলা ½\u202E क"));
        Assert.All(ShapedText.Of(PrintableText.Of("🙏 नमस्ते <b>₹½</b> اردو ✓ \uFFFF"), PrintFont.Bold).Glyphs, glyph => Assert.NotEqual(0, glyph));
    }

    [Fact]
    public void No_line_breaks_inside_an_akshara()
    {
        Assert.Equal(["क्षे", "त्र", "वा", "सी"], LineBreaker.Aksharas("क्षेत्रवासी"));
        var lines = LineBreaker.Lines("ग्राम सभा क्षेत्रक्षेत्रक्षेत्र", PrintFont.Regular, 3);
        Assert.Equal("ग्रामसभाक्षेत्रक्षेत्रक्षेत्र", string.Concat(lines).Replace(" ", "", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.False(line.EndsWith('\u094D')));
        Assert.All(lines, line => Assert.InRange(ShapedText.Of(line, PrintFont.Regular).Width, 0, 3));
    }

    [Fact]
    public void Every_paper_is_a_pdf_and_a_picture()
    {
        var press = new Press(_texts);
        foreach (var sheets in (Sheets[])[press.Poster(GivenPapers.Poster), press.Notice(GivenPapers.Corrected, Language.Hindi), press.NoticePicture(GivenPapers.Cancelled, Language.English), press.Certificate(GivenPapers.Certificate, Language.Hindi), press.Minutes(GivenPapers.Minutes, Language.Hindi), press.Chart(GivenPapers.Chart, Language.Hindi)])
        {
            Assert.Equal("%PDF"u8, sheets.Pdf().AsSpan(0, 4));
            Assert.Equal("PNG"u8, sheets.Picture(0, 360).AsSpan(1, 3));
        }

        Assert.Equal(1, press.Poster(GivenPapers.Poster).Count);
    }

    [Fact]
    public void An_ordinary_notice_with_twelve_items_fits_one_page()
    {
        var press = new Press(_texts);
        Assert.Equal(12, GivenPapers.Notice.Agenda.Count);
        Assert.Equal(1, press.Notice(GivenPapers.Notice, Language.Hindi).Count);
        Assert.Equal(1, press.Minutes(GivenPapers.Minutes, Language.Hindi).Count);
        Assert.Equal(1, press.Certificate(GivenPapers.Certificate, Language.Hindi).Count);
    }

    [Fact]
    public void A_picture_to_forward_is_small()
    {
        foreach (var picture in new Press(_texts).NoticePicture(GivenPapers.Notice, Language.Hindi).Pictures(Press.PictureWidth))
            Assert.InRange(picture.Length, 1, 300_000);
    }

    [Fact]
    public async Task Many_threads_print_the_same()
    {
        var press = new Press(_texts);
        var prints = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => press.Notice(GivenPapers.Notice, Language.Hindi).Picture(0, 360))));
        Assert.All(prints, print => Assert.Equal(prints[0], print));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(200)]
    public void Nothing_stands_outside_the_margins(int items)
    {
        var press = new Press(_texts);
        var agenda = Enumerable.Range(0, items).Select(at => GivenPapers.Notice.Agenda[at % 12]).ToArray();
        var resolutions = Enumerable.Range(0, items).Select(at => GivenPapers.Minutes.Resolutions[at % 3]).ToArray();
        foreach (var sheets in (Sheets[])[press.Notice(GivenPapers.Notice with { Agenda = agenda }, Language.Hindi), press.Minutes(GivenPapers.Minutes with { Resolutions = resolutions }, Language.English)])
        {
            for (var page = 0; page < sheets.Count; page++)
            {
                using var picture = SKBitmap.Decode(sheets.Picture(page, 595));
                for (var y = 0; y < picture.Height; y++)
                {
                    // The border of a table is half its thickness outside.
                    Assert.Equal(SKColors.White, picture.GetPixel(43, y));
                    Assert.Equal(SKColors.White, picture.GetPixel(picture.Width - 44, y));
                }

                for (var x = 0; x < picture.Width; x++)
                    Assert.Equal(SKColors.White, picture.GetPixel(x, picture.Height - 40));
            }
        }
    }

    [Fact]
    public void Long_and_strange_input_makes_pages_not_errors()
    {
        var press = new Press(_texts);
        var strange = string.Concat(Enumerable.Repeat("<b>क्\u200D🎉\u0300\u202E", 700));
        var notice = GivenPapers.Notice with { Agenda = [.. Enumerable.Repeat(GivenPapers.Notice.Agenda[1], 200), strange, ""], Subject = strange, LegalBasis = "", LetterNumber = "" };
        Assert.InRange(press.Notice(notice, Language.Hindi).Count, 5, 40);
        Assert.Equal(10, press.NoticePicture(notice with { Message = string.Concat(Enumerable.Repeat("ग्राम सभा ", 5000)) }, Language.Hindi).Count);
        Assert.Equal(1, press.Notice(new(GivenPapers.Office, new(2026, 12, 1), ""), Language.English).Count);
    }

    public void Dispose() => _texts.Dispose();
}
