using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PanchayatBot.Channels.WebChat;
using PanchayatBot.Delivery;
using PanchayatBot.Messages;
using PanchayatBot.Storage;
using PanchayatBot.Tests.Support;
using SkiaSharp;

namespace PanchayatBot.Tests.Channels.WebChat;

/// <summary>Photos and documents by the web page, from a browser and from those who are none.</summary>
public sealed class UploadTests(OpenBot bot, Chromium chromium) : IClassFixture<OpenBot>, IClassFixture<Chromium>
{
    [Fact]
    public async Task A_photo_and_a_document_reach_the_bot_once()
    {
        using var browser = await new Browser(bot.Address).OpenAsync();
        var id = Guid.NewGuid().ToString();
        foreach (var file in (byte[][])[SampleFile.Jpeg, SampleFile.Jpeg])
            Assert.Equal(HttpStatusCode.NoContent, (await SendAsync(browser, file, id)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync(browser, SampleFile.Pdf, name: "सूचना.pdf")).StatusCode);
        var told = await browser.ListenAsync(2);
        // What it is follows from the file, not from what the browser says.
        Assert.Contains(TestBot.Sentence("attachment.photo")[..20], told[0].Html, StringComparison.Ordinal);
        Assert.Contains(TestBot.Sentence("attachment.document")[..20], told[1].Html, StringComparison.Ordinal);
        // Nobody had asked for them: nothing is kept.
        Assert.Equal(0, await bot.Database.ReadAsync(db => db.SingleAsync<long>("select count(*) from file where media_type = 'image/jpeg' or name = 'सूचना.pdf'")));
    }

    public static TheoryData<string, byte[], string> Bad() => new()
    {
        { "text that calls itself a photo", SampleFile.Text, "file_kind" },
        { "page", SampleFile.Ascii("<!doctype html><script>alert(1)</script>"), "file_kind" },
        { "nothing", [], "file_kind" },
        { "photo and zip in one", SampleFile.Joined(SampleFile.Jpeg, SampleFile.Ascii("PK\u0005\u0006\u0000\u0000")), "file_broken" },
        { "bomb", SampleFile.PngThatClaims(60_000, 60_000), "file_large" },
    };

    [Theory]
    [MemberData(nameof(Bad), DisableDiscoveryEnumeration = true)]
    public async Task What_is_no_photo_or_paper_is_refused_with_a_sentence(string what, byte[] content, string code)
    {
        Assert.NotEmpty(what);
        using var browser = await new Browser(bot.Address).OpenAsync();
        await WebChatTests.RefusedAsync(SendAsync(browser, content), HttpStatusCode.UnprocessableEntity, code);
    }

    [Fact]
    public async Task What_is_too_large_is_refused_before_it_is_read_or_where_it_becomes_too_large()
    {
        using var browser = await new Browser(bot.Address).OpenAsync();
        var announced = await RawAsync(browser.Cookie!, "Content-Length: 99000000\r\n\r\nabc");
        Assert.Contains(" 422 ", announced.Split('\n')[0], StringComparison.Ordinal);
        var growing = new StringBuilder("Transfer-Encoding: chunked\r\n\r\n");
        for (var i = 0; i < 11; i++)
            growing.Append("100000\r\n").Append('x', 1 << 20).Append("\r\n");
        Assert.Contains("file_large", await RawAsync(browser.Cookie!, growing.ToString()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_page_itself_can_send_one()
    {
        using var browser = await new Browser(bot.Address).OpenAsync();
        browser.Headers.Add("Sec-Fetch-Site", "cross-site");
        await WebChatTests.RefusedAsync(SendAsync(browser, SampleFile.Jpeg), HttpStatusCode.Forbidden, "foreign_page");
        browser.Headers.Remove("Sec-Fetch-Site");

        // A form of another site cannot set the header.
        using var http = new HttpClient { BaseAddress = bot.Address };
        http.DefaultRequestHeaders.Add("Cookie", browser.Cookie);
        foreach (var header in (string?[])[null, "", "no json", "%7B%22id%22%3A1%7D", Uri.EscapeDataString("""{"text":"x"}"""), new string('x', 5_000)])
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/chat/messages/file") { Content = new ByteArrayContent(SampleFile.Jpeg) };
            if (header is not null)
                request.Headers.TryAddWithoutValidation(Upload.Header, header);
            await WebChatTests.RefusedAsync(http.SendAsync(request), HttpStatusCode.BadRequest, "not_understood");
        }

        using var stranger = new Browser(bot.Address);
        await WebChatTests.RefusedAsync(SendAsync(stranger, SampleFile.Jpeg), HttpStatusCode.Forbidden, "unknown_visitor");
    }

    [Fact]
    public async Task A_flood_of_files_is_held_up()
    {
        using var hasty = await new Browser(bot.Address).OpenAsync();
        var taken = 0;
        HttpResponseMessage answer;
        while ((answer = await SendAsync(hasty, SampleFile.Jpeg)).StatusCode == HttpStatusCode.NoContent)
            taken++;
        Assert.InRange(taken, 12, 25);
        await WebChatTests.RefusedAsync(Task.FromResult(answer), HttpStatusCode.TooManyRequests, "slow_down");
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 10);
        // Words still pass.
        Assert.Equal(HttpStatusCode.NoContent, (await hasty.PostAsync("/help")).StatusCode);
    }

    [Fact]
    public async Task Those_who_hold_the_line_open_take_only_so_many_places_and_hold_up_no_words()
    {
        using var browser = await new Browser(bot.Address).OpenAsync();
        var lines = new List<TcpClient>();
        try
        {
            for (var i = 0; i < 16; i++)
            {
                using var idler = await new Browser(bot.Address).OpenAsync();
                lines.Add(await OpenAsync(idler.Cookie!, "Content-Length: 500000\r\n\r\nx"));
            }

            HttpResponseMessage answer;
            var patience = TimeProvider.System.GetTimestamp();
            while ((answer = await SendAsync(browser, SampleFile.Jpeg)).StatusCode == HttpStatusCode.NoContent && TimeProvider.System.GetElapsedTime(patience) < TimeSpan.FromSeconds(4))
                await Task.Delay(50);
            await WebChatTests.RefusedAsync(Task.FromResult(answer), HttpStatusCode.ServiceUnavailable, "busy");
            Assert.Equal(HttpStatusCode.NoContent, (await browser.PostAsync("/help")).StatusCode);
        }
        finally
        {
            lines.ForEach(line => line.Dispose());
        }
    }

    [Fact]
    public async Task On_a_telephone_a_photo_is_chosen_made_small_and_sent()
    {
        await using var phone = await chromium.OpenAsync(bot.Address);
        var sent = new List<byte[]>();
        // Listened for from the start: the browser is told so without an answer, and a key pressed at once may come before that.
        var asked = new TaskCompletionSource<IFileChooser>();
        phone.Page.FileChooser += (_, opened) => asked.TrySetResult(opened);
        await phone.Page.RouteAsync("**/chat/messages/file", async route =>
        {
            sent.Add(route.Request.PostDataBuffer!);
            await route.ContinueAsync();
        });
        var button = phone.Page.GetByRole(AriaRole.Button, new() { Name = "फ़ोटो या PDF भेजें" });
        var box = (await button.BoundingBoxAsync())!;
        Assert.True(box is { Width: >= 44, Height: >= 44 }, "a thumb must hit it");
        Assert.Equal(0, await phone.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth"));
        Assert.True((await phone.Page.Locator("#text").BoundingBoxAsync())!.Width > 150);

        await button.FocusAsync();
        await phone.Page.Keyboard.PressAsync("Enter");
        var chooser = await asked.Task.WaitAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);
        await chooser.SetFilesAsync(new FilePayload { Name = "IMG_1.png", MimeType = "image/png", Buffer = SampleFile.Picture(SKEncodedImageFormat.Png, 4_000, 3_000) });
        await phone.SeesAsync("फ़ोटो यहाँ नहीं पढ़ी जा सकती");
        await Assertions.Expect(phone.Own.Last.Locator(".words")).ToHaveTextAsync("📷 फ़ोटो");
        await Assertions.Expect(phone.Own.Last.Locator(".state")).ToHaveAttributeAsync("data-state", "sent");
        await Assertions.Expect(phone.Own.Last.Locator("progress")).ToHaveCountAsync(0);
        using var codec = SKCodec.Create(new MemoryStream(Assert.Single(sent)));
        Assert.Equal((SKEncodedImageFormat.Jpeg, 1_600, 1_200), (codec.EncodedFormat, codec.Info.Width, codec.Info.Height));

        await phone.Page.SetInputFilesAsync("#file", new FilePayload { Name = "सूचना.pdf", MimeType = "application/pdf", Buffer = SampleFile.Pdf });
        await phone.SeesAsync("फ़ाइल यहाँ नहीं पढ़ी जा सकती");
        Assert.Equal(SampleFile.Pdf, sent[1]);
        await Assertions.Expect(phone.Own.Last.Locator(".words")).ToHaveTextAsync("📄 सूचना.pdf");
        if (Environment.GetEnvironmentVariable("KEEP_PICTURES") is { } folder)
            await phone.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, "upload.png") });
    }

    [Fact]
    public async Task What_cannot_be_sent_is_told_and_does_not_hold_up_what_comes_after_it()
    {
        await using var phone = await chromium.OpenAsync(bot.Address);
        phone.ForgetTroubles = true;
        await phone.Page.SetInputFilesAsync("#file", new FilePayload { Name = "x.pdf", MimeType = "application/pdf", Buffer = SampleFile.Text });
        await Assertions.Expect(phone.Page.Locator("#line")).ToContainTextAsync("ऐसी फ़ाइल यहाँ नहीं ली जाती");
        await Assertions.Expect(phone.Own.Last.Locator(".state")).ToHaveAttributeAsync("data-state", "failed");
        await phone.Page.SetInputFilesAsync("#file", new FilePayload { Name = "x.pdf", MimeType = "application/pdf", Buffer = new byte[11 << 20] });
        await Assertions.Expect(phone.Page.Locator("#line")).ToContainTextAsync("बहुत बड़ी है");
        await Assertions.Expect(phone.Own).ToHaveCountAsync(1);

        // Chosen without a line, and the page closed before it is back: the file is gone, and the page says so.
        await phone.Page.Context.SetOfflineAsync(true);
        await phone.Page.SetInputFilesAsync("#file", new FilePayload { Name = "y.pdf", MimeType = "application/pdf", Buffer = SampleFile.Pdf });
        await Assertions.Expect(phone.Own.Last.Locator(".state")).ToHaveAttributeAsync("data-state", "waiting");
        await phone.Page.Context.SetOfflineAsync(false);
        await Assertions.Expect(phone.Own.Last.Locator(".state")).ToHaveAttributeAsync("data-state", "sent");
        await phone.WriteAsync("मदद");
        await phone.SeesAsync("मुफ़्त");
    }

    [Fact]
    public async Task A_pin_is_a_link_to_the_map_that_opens_outside()
    {
        await using var fresh = await RunningBot.StartAsync();
        var services = fresh.Bot.Services;
        await services.GetRequiredService<Database>().WriteAsync(db => services.GetRequiredService<Outbox>().AddAsync(
            db, new ChatAddress("web", "demo-sita"), new Reply("**पंचायत भवन**\nमधुबनी") { Pin = new MapPoint(25.7771, 87.4753) }, Language.Hindi, Lane.Answer, DateTimeOffset.UtcNow));
        await using var phone = await chromium.OpenAsync(fresh.Address);
        await phone.SeesAsync("पंचायत भवन");
        var link = phone.Said.Last.Locator("a.map");
        await Assertions.Expect(link).ToContainTextAsync("नक्शे पर देखें");
        await Assertions.Expect(link).ToHaveAttributeAsync("href", "https://www.openstreetmap.org/?mlat=25.7771&mlon=87.4753#map=17/25.7771/87.4753");
        await Assertions.Expect(link).ToHaveAttributeAsync("rel", "noopener noreferrer");
        await Assertions.Expect(link).ToHaveAttributeAsync("target", "_blank");
    }

    private static Task<HttpResponseMessage> SendAsync(Browser browser, byte[] content, string? id = null, string name = "photo.jpg") =>
        browser.PostFileAsync(content, id ?? Guid.NewGuid().ToString(), name);

    /// <summary>Sends a request by hand and reads what comes back at once.</summary>
    private async Task<string> RawAsync(string cookie, string rest)
    {
        using var line = await OpenAsync(cookie, rest);
        var buffer = new byte[8_192];
        var read = 0;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!Encoding.UTF8.GetString(buffer, 0, read).Contains('}', StringComparison.Ordinal))
        {
            var got = await line.GetStream().ReadAsync(buffer.AsMemory(read), patience.Token);
            if (got == 0)
                break;
            read += got;
        }

        return Encoding.UTF8.GetString(buffer, 0, read);
    }

    private async Task<TcpClient> OpenAsync(string cookie, string rest)
    {
        var line = new TcpClient();
        await line.ConnectAsync(bot.Address.Host, bot.Address.Port);
        var message = Uri.EscapeDataString(JsonSerializer.Serialize(new { id = Guid.NewGuid(), name = "x.jpg" }));
        await line.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /chat/messages/file HTTP/1.1\r\nHost: {bot.Address.Authority}\r\nCookie: {cookie}\r\n{Upload.Header}: {message}\r\n{rest}"));
        return line;
    }
}
