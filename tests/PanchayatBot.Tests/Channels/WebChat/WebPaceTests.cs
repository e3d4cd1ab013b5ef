using System.Net;
using Microsoft.AspNetCore.Http;
using PanchayatBot.Channels.WebChat;
using PanchayatBot.Web;

namespace PanchayatBot.Tests.Channels.WebChat;

/// <summary>One address cannot take the page from the others, and strangers cannot fill the log.</summary>
public sealed class WebPaceTests(OpenBot bot) : IClassFixture<OpenBot>
{
    [Fact]
    public async Task An_address_that_floods_the_page_is_asked_to_wait_and_holds_up_nobody_else()
    {
        using var flood = new Browser(bot.Address);
        flood.Headers.Add("X-Forwarded-For", "203.0.113.9");
        HttpResponseMessage answer;
        var taken = 0;
        while ((answer = await flood.GetAsync("/chat/me")).StatusCode == HttpStatusCode.OK)
            taken++;
        Assert.True(taken >= 1_200, $"only {taken} requests were taken");
        await WebChatTests.RefusedAsync(Task.FromResult(answer), HttpStatusCode.TooManyRequests, "crowded");
        using var other = new Browser(bot.Address);
        other.Headers.Add("X-Forwarded-For", "203.0.113.9, 198.51.100.7");
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/chat/me")).StatusCode);
    }

    [Theory]
    [InlineData("127.0.0.1", null, null)]
    [InlineData("::1", "203.0.113.9", "203.0.113.9")]
    [InlineData("127.0.0.1", "1.2.3.4, 203.0.113.9", "203.0.113.9")]
    [InlineData("198.51.100.7", "203.0.113.9", "198.51.100.7")]
    [InlineData("::ffff:198.51.100.7", null, "198.51.100.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", null, "20010DB800010002")]
    public void An_address_is_who_really_connects(string remote, string? forwarded, string? address)
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = IPAddress.Parse(remote);
        http.Request.Headers["X-Forwarded-For"] = forwarded;
        Assert.Equal(address, Door.AddressOf(http));
    }

    [Fact]
    public void A_kind_of_warning_is_logged_once_in_a_while()
    {
        using var pace = new WebPace();
        Assert.True(pace.MayWarn("one"));
        Assert.False(pace.MayWarn("one"));
        Assert.True(pace.MayWarn("other"));
    }
}
