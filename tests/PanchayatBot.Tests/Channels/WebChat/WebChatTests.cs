using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PanchayatBot.Delivery;
using PanchayatBot.Storage;
using PanchayatBot.Tests.Support;

namespace PanchayatBot.Tests.Channels.WebChat;

/// <summary>A bot for the tests that do not mind others talking with it.</summary>
public sealed class OpenBot : IAsyncLifetime
{
    private RunningBot _bot = null!;

    public Uri Address => _bot.Address;

    public Database Database => _bot.Bot.Services.GetRequiredService<Database>();

    public async ValueTask InitializeAsync() => _bot = await RunningBot.StartAsync(null, "WebChat:Demo=false");

    public ValueTask DisposeAsync() => _bot.DisposeAsync();
}

/// <summary>A bot in demo mode for the tests that do not mind what was said before.</summary>
public sealed class DemoBot : IAsyncLifetime
{
    private RunningBot _bot = null!;

    public Uri Address => _bot.Address;

    public async ValueTask InitializeAsync() => _bot = await RunningBot.StartAsync();

    public ValueTask DisposeAsync() => _bot.DisposeAsync();
}

/// <summary>The page's addresses as a browser, and somebody who is none, use them; every browser is its own citizen.</summary>
public sealed class WebChatTests(OpenBot bot) : IClassFixture<OpenBot>
{
    [Fact]
    public async Task The_page_is_locked_down_and_gives_each_browser_a_secret()
    {
        using var browser = new Browser(bot.Address);
        var page = await browser.GetAsync("/");
        var headers = page.Headers.ToDictionary(h => h.Key, h => string.Join(", ", h.Value));
        Assert.Equal("default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'", headers["Content-Security-Policy"]);
        Assert.Equal("nosniff", headers["X-Content-Type-Options"]);
        Assert.Equal("no-referrer", headers["Referrer-Policy"]);
        Assert.Equal("no-store", headers["Cache-Control"]);
        Assert.Matches("^panchayatbot-chat=[A-Za-z0-9_-]{22}; max-age=31536000; path=/; samesite=strict; httponly$", headers["Set-Cookie"]);
        var secret = browser.Cookie;
        await browser.OpenAsync();
        Assert.Equal(secret, browser.Cookie);

        using var other = await new Browser(bot.Address).OpenAsync();
        Assert.NotEqual(secret, other.Cookie);
        using var encrypted = new Browser(bot.Address);
        encrypted.Headers.Add("X-Forwarded-Proto", "https");
        Assert.Contains("; secure;", Assert.Single((await encrypted.GetAsync("/")).Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_needs_nothing_from_outside_and_its_files_are_kept_for_ever()
    {
        using var browser = new Browser(bot.Address);
        var html = await (await browser.GetAsync("/")).Content.ReadAsStringAsync();
        Assert.DoesNotContain("{{", html, StringComparison.Ordinal);
        Assert.DoesNotContain("http", html.Replace("http-equiv", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotMatch("<script[^>]*>[^<]|<style| style=| on[a-z]+=", html);
        var names = System.Text.RegularExpressions.Regex.Matches(html, "/chat/files/[^\"]+").Select(m => m.Value).Distinct().ToArray();
        Assert.Equal(5, names.Length);
        foreach (var name in names)
        {
            var file = await browser.GetAsync(name);
            Assert.Equal(HttpStatusCode.OK, file.StatusCode);
            Assert.Equal("public, max-age=31536000, immutable", file.Headers.GetValues("Cache-Control").Single());
            Assert.Equal("nosniff", file.Headers.GetValues("X-Content-Type-Options").Single());
        }

        browser.Headers.Add("Accept-Encoding", "gzip, deflate");
        var script = await browser.GetAsync(names.Single(n => n.EndsWith(".js", StringComparison.Ordinal)));
        Assert.Equal("gzip", script.Content.Headers.ContentEncoding.Single());
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/chat/files/chat.js")).StatusCode);
    }

    [Fact]
    public async Task What_is_said_is_answered_on_the_stream_with_its_buttons()
    {
        using var browser = await new Browser(bot.Address).OpenAsync();
        Assert.Equal(HttpStatusCode.NoContent, (await browser.PostAsync("/start")).StatusCode);
        var greeting = Assert.Single(await browser.ListenAsync(1));
        Assert.Contains("<strong>पंचायत बॉट</strong>", greeting.Html, StringComparison.Ordinal);
        Assert.Equal(["हिन्दी", "English"], greeting.Buttons.Select(b => b.Label));
        Assert.Equal(HttpStatusCode.NoContent, (await browser.PostAsync(payload: greeting.Buttons[0].Payload)).StatusCode);
        var next = Assert.Single(await browser.ListenAsync(1, greeting.EventId));
        Assert.Contains(next.Buttons, b => b.Label == "बिहार");
    }

    [Fact]
    public async Task The_same_post_again_acts_once()
    {
        using var browser = await new Browser(bot.Address).OpenAsync();
        var id = Guid.NewGuid().ToString();
        for (var i = 0; i < 3; i++)
            Assert.Equal(HttpStatusCode.NoContent, (await browser.PostAsync("/help", id: id)).StatusCode);
        await browser.PostAsync("/cancel");
        var told = await browser.ListenAsync(2);
        Assert.Contains("मुफ़्त", told[0].Html, StringComparison.Ordinal);
        Assert.DoesNotContain("मुफ़्त", told[1].Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_that_was_away_gets_what_it_missed_and_nothing_twice()
    {
        using var browser = await new Browser(bot.Address).OpenAsync();
        await browser.PostAsync("/help");
        var seen = Assert.Single(await browser.ListenAsync(1));
        await browser.PostAsync("/menu");
        await browser.PostAsync("/cancel");
        var missed = await browser.ListenAsync(2, seen.EventId);
        Assert.All(missed, message => Assert.True(message.Id > seen.Id));
        Assert.Equal([seen.Id, .. missed.Select(m => m.Id)], (await browser.OldAsync()).Select(m => m.Id));
        Assert.Empty(await browser.OldAsync(missed[^1].EventId));
    }

    [Fact]
    public async Task Nobody_sees_anothers_talk_and_the_database_does_not_hold_the_secret()
    {
        using var one = await new Browser(bot.Address).OpenAsync();
        using var other = await new Browser(bot.Address).OpenAsync();
        await one.PostAsync("/help");
        await one.ListenAsync(1);
        Assert.Empty(await other.OldAsync());
        var chats = await bot.Database.ReadAsync(db => db.QueryAsync<string>("select chat_id from chat where channel = 'web'"));
        Assert.NotEmpty(chats);
        var secret = one.Cookie!.Split('=')[1];
        Assert.All(chats, chat => Assert.DoesNotContain(secret, chat, StringComparison.Ordinal));
        using var thief = new Browser(bot.Address);
        thief.Headers.Add("Cookie", "panchayatbot-chat=" + chats[0].Replace("browser-", "", StringComparison.Ordinal));
        Assert.Empty(await thief.OldAsync());
    }

    [Fact]
    public async Task Another_sites_page_can_neither_write_nor_read()
    {
        using var browser = await new Browser(bot.Address).OpenAsync();
        foreach (var (name, value) in new[] { ("Origin", "https://evil.example"), ("Origin", "null"), ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site"), ("Sec-Fetch-Site", "none") })
        {
            browser.Headers.Add(name, value);
            await RefusedAsync(browser.PostAsync("/help"), HttpStatusCode.Forbidden, "foreign_page");
            if (value != "none")
                Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/chat/events")).StatusCode);
            browser.Headers.Remove(name);
        }

        Assert.Empty(await browser.OldAsync());
        browser.Headers.Add("Origin", $"http://{bot.Address.Authority}");
        Assert.Equal(HttpStatusCode.NoContent, (await browser.PostAsync("/help")).StatusCode);
        browser.Headers.Add("Sec-Fetch-Site", "same-origin");
        Assert.Equal(HttpStatusCode.NoContent, (await browser.PostAsync("/help")).StatusCode);
    }

    [Fact]
    public async Task Who_has_no_cookie_or_names_a_person_is_refused()
    {
        using var nobody = new Browser(bot.Address);
        await RefusedAsync(nobody.PostAsync("/help"), HttpStatusCode.Forbidden, "unknown_visitor");
        Assert.Equal(HttpStatusCode.Forbidden, (await nobody.GetAsync("/chat/events")).StatusCode);
        nobody.Headers.Add("Cookie", "panchayatbot-chat=short");
        await RefusedAsync(nobody.PostAsync("/help"), HttpStatusCode.Forbidden, "unknown_visitor");

        using var secretary = await new Browser(bot.Address, "ramesh").OpenAsync();
        await RefusedAsync(secretary.PostAsync("/help"), HttpStatusCode.Forbidden, "unknown_visitor");
        Assert.Equal(HttpStatusCode.Forbidden, (await secretary.GetAsync("/chat/events?person=ramesh")).StatusCode);
        Assert.Equal(0, JsonDocument.Parse(await (await secretary.GetAsync("/chat/me")).Content.ReadAsStringAsync()).RootElement.GetProperty("people").GetArrayLength());
    }

    [Fact]
    public async Task A_text_that_is_too_long_is_kindly_refused()
    {
        using var browser = await new Browser(bot.Address).OpenAsync();
        Assert.Equal(HttpStatusCode.NoContent, (await browser.PostAsync(new string('x', 4_000))).StatusCode);
        await RefusedAsync(browser.PostAsync(new string('x', 4_001)), HttpStatusCode.BadRequest, "too_long", "4,000");
        await RefusedAsync(browser.PostAsync(new string('x', 17_000)), HttpStatusCode.RequestEntityTooLarge, "too_long", "4,000");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"id":"d3b0c4b2-9d0e-4a53-9a07-0d4cf2b4f1aa"}""")]
    [InlineData("""{"id":"d3b0c4b2-9d0e-4a53-9a07-0d4cf2b4f1aa","text":"  "}""")]
    [InlineData("""{"id":"7","text":"/help"}""")]
    [InlineData("""{"text":"/help"}""")]
    [InlineData("""{"id":"d3b0c4b2-9d0e-4a53-9a07-0d4cf2b4f1aa","text":"\ud800"}""")]
    [InlineData("""{"id":"d3b0c4b2-9d0e-4a53-9a07-0d4cf2b4f1aa","text":{"a":1}}""")]
    [InlineData("""{"id":"d3b0c4b2-9d0e-4a53-9a07-0d4cf2b4f1aa","payload":">xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}""")]
    public async Task What_makes_no_sense_is_refused(string body)
    {
        using var browser = await new Browser(bot.Address).OpenAsync();
        await RefusedAsync(browser.PostAsync(new StringContent(body, Encoding.UTF8, "application/json")), HttpStatusCode.BadRequest, "not_understood");
    }

    [Fact]
    public async Task A_form_of_another_site_cannot_pass_as_a_message()
    {
        using var browser = await new Browser(bot.Address).OpenAsync();
        var body = """{"id":"d3b0c4b2-9d0e-4a53-9a07-0d4cf2b4f1aa","text":"/help"}""";
        await RefusedAsync(browser.PostAsync(new StringContent(body, Encoding.UTF8, "text/plain")), HttpStatusCode.UnsupportedMediaType, "not_understood");
        await RefusedAsync(browser.PostAsync(new FormUrlEncodedContent([KeyValuePair.Create("text", "/help")])), HttpStatusCode.UnsupportedMediaType, "not_understood");
    }

    [Fact]
    public async Task Who_writes_too_fast_is_asked_to_wait_and_holds_up_nobody_else()
    {
        using var hasty = await new Browser(bot.Address).OpenAsync();
        using var calm = await new Browser(bot.Address).OpenAsync();
        HttpResponseMessage answer;
        var taken = 0;
        var start = TimeProvider.System.GetTimestamp();
        while ((answer = await hasty.PostAsync("/cancel")).StatusCode == HttpStatusCode.NoContent)
            taken++;
        // A token comes back every two seconds while these are sent.
        Assert.InRange(taken, 30, 31 + (TimeProvider.System.GetElapsedTime(start).TotalSeconds / 2));
        await RefusedAsync(Task.FromResult(answer), HttpStatusCode.TooManyRequests, "slow_down");
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 2);
        Assert.Equal(HttpStatusCode.NoContent, (await calm.PostAsync("/help")).StatusCode);
    }

    [Fact]
    public async Task A_file_is_had_by_who_was_given_its_address()
    {
        using var browser = await new Browser(bot.Address).OpenAsync();
        var now = DateTimeOffset.UtcNow;
        var (letter, picture) = await bot.Database.WriteAsync(async db =>
            (await Files.AddAsync(db, "ग्राम सभा.pdf", "application/pdf", [1, 2, 3], now), await Files.AddAsync(db, "notice.png", "image/png", [4, 5], now)));
        var answer = await browser.GetAsync("/chat/stored/" + letter.Key);
        Assert.Equal([1, 2, 3], await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal("application/pdf", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("ग्राम सभा.pdf", answer.Content.Headers.ContentDisposition.FileNameStar);
        Assert.Equal("inline", (await browser.GetAsync("/chat/stored/" + picture.Key)).Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/chat/stored/" + letter.Key[1..] + "0")).StatusCode);
    }

    /// <summary>The answer has this status and code and a sentence in both languages.</summary>
    internal static async Task RefusedAsync(Task<HttpResponseMessage> sent, HttpStatusCode status, string code, string word = "")
    {
        var answer = await sent;
        Assert.Equal(status, answer.StatusCode);
        var json = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(code, json.GetProperty("code").GetString());
        Assert.Matches("[ऀ-ॿ]", json.GetProperty("message").GetProperty("hindi").GetString());
        Assert.Contains(word, json.GetProperty("message").GetProperty("hindi").GetString(), StringComparison.Ordinal);
        Assert.Contains(word, json.GetProperty("message").GetProperty("english").GetString(), StringComparison.Ordinal);
    }
}
