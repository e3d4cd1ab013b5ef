using CsCheck;
using PanchayatBot.Messages;

namespace PanchayatBot.Tests.Messages;

/// <summary>Places that people type or copy from a map.</summary>
public sealed class MapPointTests
{
    [Theory]
    [InlineData("25.77, 87.47", 25.77, 87.47)]
    [InlineData(" 25.777123,87.475312 ", 25.777123, 87.475312)]
    [InlineData("(25.7771, 87.4753)", 25.7771, 87.4753)]
    [InlineData("25.7771° N, 87.4753° E", 25.7771, 87.4753)]
    [InlineData("२५.७७, ८७.४७", 25.77, 87.47)]
    [InlineData("25.7771 87.4753", 25.7771, 87.4753)]
    [InlineData("geo:25.7771,87.4753?z=17", 25.7771, 87.4753)]
    [InlineData("https://maps.google.com/?q=25.7771,87.4753", 25.7771, 87.4753)]
    [InlineData("https://www.google.com/maps/search/?api=1&query=25.7771%2C87.4753", 25.7771, 87.4753)]
    [InlineData("https://www.google.com/maps/search/25.7771,+87.4753?entry=tts", 25.7771, 87.4753)]
    [InlineData("https://www.google.co.in/maps/@25.7771,87.4753,17z", 25.7771, 87.4753)]
    [InlineData("https://www.google.com/maps/place/X/@25.1,87.1,15z/data=!3d25.7771391!4d87.4753025", 25.7771391, 87.4753025)]
    [InlineData("https://www.openstreetmap.org/?mlat=25.7771&mlon=87.4753#map=17/25.1/87.1", 25.7771, 87.4753)]
    [InlineData("https://www.openstreetmap.org/#map=17/25.7771/87.4753", 25.7771, 87.4753)]
    public void A_place_is_read(string text, double latitude, double longitude) => Assert.Equal(new MapPoint(latitude, longitude), MapPoint.Read(text));

    [Theory]
    [InlineData("")]
    [InlineData("25, 87")]
    [InlineData("11.30, 12.30")]
    [InlineData("10.30 se 11.30")]
    [InlineData("51.5007, 0.1246")]
    [InlineData("87.47, 25.77")]
    [InlineData("हम 25.77, 87.47 पर हैं")]
    [InlineData("9876543210, 9876543210")]
    [InlineData("https://maps.app.goo.gl/AbCdEf123")]
    [InlineData("https://example.com/@25.7771,87.4753,17z")]
    [InlineData("https://google.com.evil.example/@25.7771,87.4753,17z")]
    [InlineData("javascript:@25.7771,87.4753")]
    [InlineData("25.77.77, 87.47")]
    public void Anything_else_is_none(string text) => Assert.Null(MapPoint.Read(text));

    [Fact]
    public void Its_link_leads_to_it_and_is_read_back() => Check.Sample(
        Gen.Select(Gen.Double[6.1, 37.9], Gen.Double[68.1, 97.9]),
        point =>
        {
            var (latitude, longitude) = (Math.Round(point.Item1, 6), Math.Round(point.Item2, 6));
            var here = new MapPoint(latitude, longitude);
            if (latitude % 1 != 0 && longitude % 1 != 0)
                Assert.Equal(here, MapPoint.Read(here.ToMap().AbsoluteUri));
        }, iter: 500);

    [Fact]
    public void Long_and_nasty_texts_cost_nothing()
    {
        foreach (var nasty in (string[])[new string('1', 500), string.Concat(Enumerable.Repeat("25.7,", 99)), "https://google.com/" + string.Concat(Enumerable.Repeat("@25.", 110)), "25.77" + new string(' ', 450) + "x"])
            Assert.Null(MapPoint.Read(nasty));
    }
}
