using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PanchayatBot.Channels.WebChat;
using PanchayatBot.Conversations;
using PanchayatBot.Tests.Support;
using PanchayatBot.Web;

namespace PanchayatBot.Tests.Channels.WebChat;

/// <summary>Demo mode: one visitor is villager, secretary and officer in turn, and only at the machine itself.</summary>
public sealed class DemoTests(DemoBot bot) : IClassFixture<DemoBot>
{
    [Fact]
    public async Task A_visitor_is_each_of_the_people_in_turn()
    {
        using var sita = await new Browser(bot.Address, "sita").OpenAsync();
        using var ramesh = new Browser(bot.Address, "ramesh");
        Assert.Null(sita.Cookie);
        var me = JsonDocument.Parse(await (await sita.GetAsync("/chat/me")).Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(["सीता", "रमेश", "अनीता"], me.GetProperty("people").EnumerateArray().Select(p => p.GetProperty("name").GetProperty("hindi").GetString()));

        await sita.PostAsync("/me");
        await ramesh.PostAsync("/me");
        Assert.Contains("सीता देवी", Assert.Single(await sita.ListenAsync(1)).Html, StringComparison.Ordinal);
        Assert.Contains("पंचायत सचिव", Assert.Single(await ramesh.ListenAsync(1)).Html, StringComparison.Ordinal);
        using var stranger = new Browser(bot.Address, "collector");
        await WebChatTests.RefusedAsync(stranger.PostAsync("/me"), HttpStatusCode.Forbidden, "unknown_visitor");
    }

    [Theory]
    [InlineData("Host", "evil.example")]
    [InlineData("Host", "localhost.evil.example:5080")]
    [InlineData("Host", "192.168.1.7")]
    [InlineData("X-Forwarded-For", "203.0.113.9")]
    [InlineData("X-Real-IP", "203.0.113.9")]
    [InlineData("Forwarded", "for=203.0.113.9")]
    public async Task Nobody_comes_in_under_a_strange_name_or_through_a_proxy(string header, string value)
    {
        using var browser = new Browser(bot.Address, "ramesh");
        browser.Headers.Add(header, value);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/chat/me")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/chat/events?person=ramesh")).StatusCode);
        await WebChatTests.RefusedAsync(browser.PostAsync("/me"), HttpStatusCode.Forbidden, "demo_elsewhere");
    }

    [Theory]
    [InlineData("127.0.0.1", "localhost", true)]
    [InlineData("::1", "[::1]", true)]
    [InlineData("::ffff:127.0.0.1", "127.0.0.1", true)]
    [InlineData("192.168.1.20", "localhost", false)]
    [InlineData("203.0.113.9", "127.0.0.1", false)]
    [InlineData("127.0.0.1", "panchayat.example", false)]
    [InlineData("127.0.0.1", "", false)]
    public void Only_the_machine_itself_is_let_in(string remote, string host, bool letIn)
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = IPAddress.Parse(remote);
        http.Request.Host = new HostString(host, 5080);
        Assert.Equal(letIn, Door.IsFromThisMachine(http));
    }

    [Theory]
    [InlineData(null, null, false, true)]
    [InlineData(null, null, true, false)]
    [InlineData(null, "http://127.0.0.1:0;http://[::1]:0", false, true)]
    [InlineData(null, "http://0.0.0.0:5080", false, false)]
    [InlineData(null, "http://localhost:5080;http://*:80", false, false)]
    [InlineData("false", null, false, false)]
    [InlineData("true", null, true, true)]
    public void It_is_on_by_itself_only_for_a_first_trial(string? set, string? urls, bool anotherChannel, bool on)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("WebChat:Demo", set), KeyValuePair.Create("Urls", urls)]).Build();
        Assert.Equal(on, WebChatOptions.From(settings, anotherChannel).Demo);
    }

    [Theory]
    [InlineData(null, null, "http://localhost:5080/")]
    [InlineData(null, "http://0.0.0.0:6000;http://localhost:1", "http://localhost:6000/")]
    [InlineData(null, "https://+:443", "https://localhost/")]
    [InlineData("https://bot.example.in", "http://0.0.0.0:6000", "https://bot.example.in/")]
    public void Links_lead_to_the_address_that_people_reach(string? set, string? urls, string address)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("WebChat:Address", set), KeyValuePair.Create("Urls", urls)]).Build();
        var links = new BotLinks();
        links.ServePage(WebChatOptions.From(settings, anotherChannel: true).Address);
        Assert.Equal(address + "?start=gp_7", links.To("gp_7").AbsoluteUri);
        links.ServeTelegram("");
        Assert.Equal(address + "?start=gp_7", links.To("gp_7").AbsoluteUri);
        links.ServeTelegram("some_bot");
        Assert.Equal("https://t.me/some_bot?start=gp_7", links.To("gp_7").AbsoluteUri);
    }

    [Theory]
    [InlineData("bot.example.in")]
    [InlineData("ftp://bot.example.in")]
    public void An_address_that_is_none_is_told(string set)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create<string, string?>("WebChat:Address", set)]).Build();
        Assert.Contains(set, Assert.Throws<Microsoft.Extensions.Options.OptionsValidationException>(() => WebChatOptions.From(settings, anotherChannel: true)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_open_page_does_not_keep_the_bot_from_stopping()
    {
        await using var stopping = await RunningBot.StartAsync();
        using var browser = new Browser(stopping.Address, "sita");
        var ready = new TaskCompletionSource();
        var listening = Task.Run(async () =>
        {
            await foreach (var item in browser.EventsAsync(null, CancellationToken.None))
            {
                if (item.EventType == "ready")
                    ready.SetResult();
            }
        });
        await ready.Task.WaitAsync(TimeSpan.FromSeconds(20));
        stopping.Bot.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        // The host gives up after thirty seconds: an open page must not make it wait for that.
        await stopping.Bot.RunUntilStoppedAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(25));
        await listening.WaitAsync(TimeSpan.FromSeconds(20));
    }
}
