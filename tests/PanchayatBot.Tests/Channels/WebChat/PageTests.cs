using Microsoft.Playwright;
using PanchayatBot.Tests.Support;

namespace PanchayatBot.Tests.Channels.WebChat;

/// <summary>One Chromium for all page tests; each gets a browser of its own in it, with its own cookie and storage.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] UsualPlaces = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/snap/bin/chromium"];
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        var program = Environment.GetEnvironmentVariable("CHROMIUM") ?? UsualPlaces.FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("The page tests need Chromium: install the package chromium, or set CHROMIUM to its path.");
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = program,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <summary>A telephone of 360 by 740 pixels with the page open.</summary>
    public async Task<Phone> OpenAsync(Uri address, ColorScheme colours = ColorScheme.Light)
    {
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = 360, Height = 740 },
            HasTouch = true,
            Locale = "hi-IN",
            ColorScheme = colours,
            ReducedMotion = ReducedMotion.Reduce,
        });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(15_000);
        var phone = new Phone(page);
        await page.GotoAsync(address.ToString());
        return phone;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}

/// <summary>A telephone with the page on it, and what a person does with it.</summary>
public sealed class Phone : IAsyncDisposable
{
    private readonly List<string> _troubles = [];

    public Phone(IPage page)
    {
        Page = page;
        page.PageError += (_, error) => _troubles.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && !message.Text.Contains("ERR_INTERNET_DISCONNECTED", StringComparison.Ordinal))
                _troubles.Add(message.Text);
        };
    }

    public IPage Page { get; }

    /// <summary>True where the test itself makes the browser complain.</summary>
    public bool ForgetTroubles { get; set; }

    /// <summary>What the bot said, oldest first.</summary>
    public ILocator Said => Page.Locator("#talk .bot .words");

    /// <summary>What the person said.</summary>
    public ILocator Own => Page.Locator("#talk .own");

    public async Task WriteAsync(string text)
    {
        await Page.FillAsync("#text", text);
        await Page.PressAsync("#text", "Enter");
    }

    public Task PressAsync(string label) => Page.Locator("#talk .buttons").Last.GetByText(label, new() { Exact = true }).ClickAsync();

    public Task SeesAsync(string words) => Assertions.Expect(Said.Last).ToContainTextAsync(words);

    /// <summary>The whole talk as it stands on the page, times left aside.</summary>
    public async Task<IReadOnlyList<string>> TalkAsync() =>
        await Page.Locator("#talk .bot .words, #talk .own .words").AllInnerTextsAsync();

    public async ValueTask DisposeAsync()
    {
        await Page.Context.CloseAsync();
        if (!ForgetTroubles)
            Assert.Empty(_troubles);
    }
}

/// <summary>The page in a real browser, used as a villager with a small telephone uses it.</summary>
public sealed class PageTests(Chromium chromium, OpenBot bot, DemoBot demo) : IClassFixture<Chromium>, IClassFixture<OpenBot>, IClassFixture<DemoBot>
{
    [Fact]
    public async Task One_types_presses_and_reads_the_whole_talk_after_a_reload()
    {
        await using var phone = await chromium.OpenAsync(bot.Address);
        await phone.Page.ClickAsync("text=शुरू करें");
        await phone.SeesAsync("पंचायत बॉट");
        Assert.True(await phone.Page.Locator("#welcome").IsHiddenAsync());
        await phone.PressAsync("हिन्दी");
        await phone.SeesAsync("राज्य");
        await phone.PressAsync("बिहार");
        await phone.SeesAsync("अपने शब्दों में");
        await phone.WriteAsync("<b>मदद</b> & \"मेन्यू\"");
        await Assertions.Expect(phone.Said).ToHaveCountAsync(4);
        await Assertions.Expect(phone.Page.Locator(".state[data-state=sent]")).ToHaveCountAsync(4);
        await Assertions.Expect(phone.Page.Locator("#talk .day")).ToHaveTextAsync(["आज"]);
        await Assertions.Expect(phone.Page.Locator("#typing")).ToBeHiddenAsync();
        var talk = await phone.TalkAsync();
        Assert.Equal(8, talk.Count);
        Assert.Equal("<b>मदद</b> & \"मेन्यू\"", talk[6]);

        await phone.Page.ReloadAsync();
        await Assertions.Expect(phone.Said).ToHaveCountAsync(4);
        Assert.Equal(talk, await phone.TalkAsync());
        await Assertions.Expect(phone.Page.Locator("#talk time")).ToHaveCountAsync(8);
    }

    [Fact]
    public async Task What_is_written_without_a_line_goes_out_once_when_it_is_back()
    {
        await using var phone = await chromium.OpenAsync(bot.Address);
        await phone.WriteAsync("मदद");
        await phone.SeesAsync("मुफ़्त");
        await phone.Page.Context.SetOfflineAsync(true);
        await Assertions.Expect(phone.Page.Locator("#line")).ToContainTextAsync("इंटरनेट नहीं मिल रहा");
        await phone.WriteAsync("मेन्यू");
        await phone.WriteAsync("रद्द");
        await Assertions.Expect(phone.Page.Locator(".state[data-state=waiting]")).ToHaveCountAsync(2);
        await Assertions.Expect(phone.Page.Locator("#typing")).ToBeHiddenAsync();

        await phone.Page.Context.SetOfflineAsync(false);
        await Assertions.Expect(phone.Page.Locator(".state[data-state=sent]")).ToHaveCountAsync(3);
        await Assertions.Expect(phone.Said).ToHaveCountAsync(3);
        await Assertions.Expect(phone.Page.Locator("#line")).ToBeHiddenAsync();
        await phone.Page.ReloadAsync();
        await Assertions.Expect(phone.Said).ToHaveCountAsync(3);
        await Assertions.Expect(phone.Own).ToHaveCountAsync(3);
    }

    [Fact]
    public async Task A_bot_that_was_restarted_is_found_again()
    {
        var first = await RunningBot.StartAsync(null, "WebChat:Demo=false");
        var address = first.Address;
        await using var phone = await chromium.OpenAsync(address);
        await phone.WriteAsync("मदद");
        await phone.SeesAsync("मुफ़्त");
        phone.ForgetTroubles = true;
        await first.DisposeAsync();
        await Assertions.Expect(phone.Page.Locator("#line")).ToContainTextAsync("फिर से जोड़ा जा रहा है");
        await phone.WriteAsync("मेन्यू");
        await Assertions.Expect(phone.Page.Locator(".state[data-state=waiting]")).ToHaveCountAsync(1);
        await using var second = await RunningBot.StartAsync(null, "WebChat:Demo=false", $"Urls=http://127.0.0.1:{address.Port}");
        await Assertions.Expect(phone.Page.Locator(".state[data-state=sent]")).ToHaveCountAsync(2);
        await Assertions.Expect(phone.Page.Locator("#line")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task The_switch_gives_each_demo_person_a_talk_of_their_own()
    {
        await using var fresh = await RunningBot.StartAsync();
        await using var phone = await chromium.OpenAsync(fresh.Address);
        await Assertions.Expect(phone.Page.Locator("#people b")).ToHaveTextAsync(["सीता", "रमेश", "अनीता"]);
        await phone.WriteAsync("/me");
        await phone.SeesAsync("सीता देवी");
        await phone.Page.ClickAsync("#people >> text=रमेश");
        await Assertions.Expect(phone.Page.Locator("#welcome")).ToBeVisibleAsync();
        Assert.Empty(await phone.TalkAsync());
        await phone.WriteAsync("/me");
        await phone.SeesAsync("पंचायत सचिव");
        await phone.Page.ReloadAsync();
        await phone.SeesAsync("पंचायत सचिव");
        Assert.True(await phone.Page.GetByRole(AriaRole.Radio, new() { Name = "रमेश" }).IsCheckedAsync());
        await phone.Page.ClickAsync("#people >> text=सीता");
        await phone.SeesAsync("सीता देवी");
        Assert.Equal(2, (await phone.TalkAsync()).Count);
    }

    [Fact]
    public async Task A_link_hands_over_its_word_once()
    {
        await using var fresh = await RunningBot.StartAsync();
        await using var phone = await chromium.OpenAsync(new Uri(fresh.Address, "/?start=gp_999"));
        await phone.SeesAsync("भाषा चुनें");
        await phone.PressAsync("हिन्दी");
        await phone.SeesAsync("यह लिंक किसी पंचायत का नहीं है");
        await phone.Page.ReloadAsync();
        await phone.SeesAsync("यह लिंक किसी पंचायत का नहीं है");
        Assert.Equal(4, (await phone.TalkAsync()).Count);
        Assert.Equal(fresh.Address, new Uri(phone.Page.Url));
    }

    [Fact]
    public async Task A_cleared_talk_stays_cleared_and_goes_on()
    {
        await using var phone = await chromium.OpenAsync(bot.Address);
        await phone.WriteAsync("मदद");
        await phone.SeesAsync("मुफ़्त");
        await phone.Page.ClickAsync("#clear");
        await phone.Page.ClickAsync("text=नहीं, रहने दें");
        await Assertions.Expect(phone.Said).ToHaveCountAsync(1);
        await phone.Page.ClickAsync("#clear");
        await phone.Page.ClickAsync("text=हाँ, हटा दें");
        await Assertions.Expect(phone.Page.Locator("#welcome")).ToBeVisibleAsync();
        Assert.Empty(await phone.TalkAsync());
        await phone.Page.ReloadAsync();
        await Assertions.Expect(phone.Page.Locator("#welcome")).ToBeVisibleAsync();
        await phone.WriteAsync("रद्द");
        await Assertions.Expect(phone.Said).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_text_that_is_too_long_comes_back_to_be_shortened()
    {
        await using var phone = await chromium.OpenAsync(bot.Address);
        phone.ForgetTroubles = true;
        var tooLong = new string('क', 4_001);
        await phone.WriteAsync(tooLong);
        await Assertions.Expect(phone.Page.Locator("#line")).ToContainTextAsync("बहुत लंबा");
        Assert.Equal(tooLong, await phone.Page.InputValueAsync("#text"));
        await Assertions.Expect(phone.Own).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_page_speaks_English_when_asked_to()
    {
        await using var phone = await chromium.OpenAsync(bot.Address);
        await phone.Page.ClickAsync("#language");
        await Assertions.Expect(phone.Page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        Assert.Equal("Write here…", await phone.Page.GetAttributeAsync("#text", "placeholder"));
        var seen = await phone.Page.Locator("main").InnerTextAsync();
        Assert.DoesNotMatch("[ऀ-ॿ]", seen.Replace("हिन्दी", "", StringComparison.Ordinal));
        await phone.Page.ReloadAsync();
        await Assertions.Expect(phone.Page.Locator("#welcome")).ToContainTextAsync("in your own words");
        await phone.Page.ClickAsync("text=Which papers are needed for the widow pension?");
        await Assertions.Expect(phone.Said).ToHaveCountAsync(1);
        Assert.DoesNotContain("कागज़", await phone.Said.InnerTextAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(360, 740, ColorScheme.Light)]
    [InlineData(360, 740, ColorScheme.Dark)]
    [InlineData(1280, 800, ColorScheme.Light)]
    [InlineData(320, 568, ColorScheme.Light)]
    public async Task Everything_fits_can_be_touched_and_is_readable(int width, int height, ColorScheme colours)
    {
        await using var phone = await chromium.OpenAsync(demo.Address, colours);
        await phone.Page.SetViewportSizeAsync(width, height);
        await phone.WriteAsync("विधवा पेंशन के लिए कौन-से कागज़ लगेंगे?");
        await Assertions.Expect(phone.Page.Locator("#talk .own ~ .bot .buttons")).ToBeVisibleAsync();
        Assert.Equal(width, await phone.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        Assert.True(await phone.Page.EvaluateAsync<bool>("document.fonts.ready.then(() => document.fonts.check('18px \"Noto Sans Devanagari\"', 'क्ष'))"));
        var small = await phone.Page.EvaluateAsync<string[]>("""
            [...document.querySelectorAll('button, a.link, textarea, #people label')].filter(e => e.offsetParent)
              .map(e => ({ e, r: e.getBoundingClientRect() }))
              .filter(({ r }) => r.width < 44 || r.height < 44 || r.left < 0 || r.right > innerWidth)
              .map(({ e, r }) => `${e.id || e.textContent} ${r.width}x${r.height} at ${r.left}`)
            """);
        Assert.Empty(small);
        var faint = await phone.Page.EvaluateAsync<string[]>("""
            const light = c => { const [r, g, b] = c.match(/[\d.]+/g).map(Number).map(v => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4); return .2126 * r + .7152 * g + .0722 * b; };
            const ground = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor; if (!/, 0\)$/.test(c)) return c; } };
            [...document.querySelectorAll('main *')].filter(e => e.offsetParent && !e.closest('.unseen') && [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()))
              .map(e => { const [a, b] = [light(getComputedStyle(e).color), light(ground(e))].sort((x, y) => y - x); return [(a + .05) / (b + .05), e.textContent]; })
              .filter(([contrast]) => contrast < 4.5).map(([contrast, text]) => `${contrast.toFixed(2)} ${text}`);
            """);
        Assert.Empty(faint);
    }
}
