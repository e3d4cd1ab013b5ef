using Microsoft.Playwright;
using PanchayatBot.Storage;
using PanchayatBot.Tests.Channels.WebChat;
using PanchayatBot.Tests.Support;

namespace PanchayatBot.Tests.Dashboard;

/// <summary>The pages of the office in a real browser, at the width of a telephone and of a desk.</summary>
public sealed class OfficeScreensTests(Chromium chromium, PostgresServer postgres) : IClassFixture<Chromium>
{
    private static readonly string[] Pages = ["today", "polls", "meetings", "people", "broadcasts", "gaps", "ledger"];

    [Theory]
    [InlineData("ramesh", 360)]
    [InlineData("ramesh", 1280)]
    [InlineData("anita", 360)]
    [InlineData("anita", 1280)]
    public async Task Whoever_follows_the_link_walks_through_every_page(string who, int width)
    {
        await using var world = await OfficeWorld.StartAsync(Dialect.Sqlite, postgres);
        await using var phone = await chromium.OpenAsync(new Uri(world.Address, $"/office/in?code={await world.LinkAsync(who)}"));
        var page = phone.Page;
        await page.SetViewportSizeAsync(width, 740);
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("दफ़्तर का पन्ना");
        await PictureAsync(page, who, width, "in");
        await page.ClickAsync("text=पन्ना खोलें");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("आज");
        foreach (var name in Pages)
        {
            await page.ClickAsync($"nav.pages a[href*='/office/{name}?']");
            await Assertions.Expect(page.Locator("nav.pages a[aria-current]")).ToHaveCountAsync(1);
            Assert.Contains($"/office/{name}", page.Url, StringComparison.Ordinal);
            await IsReadableAsync(page, width);
            await PictureAsync(page, who, width, name);
        }

        foreach (var question in new[] { OfficeWorld.OpenQuestion, OfficeWorld.SecretQuestion, OfficeWorld.ClosedQuestion })
        {
            await page.ClickAsync("nav.pages a[href*='/office/polls?']");
            await page.ClickAsync($"main a:has-text('{question.Hindi}')");
            await Assertions.Expect(page.Locator("h2").First).ToHaveTextAsync(question.Hindi);
            await IsReadableAsync(page, width);
            await PictureAsync(page, who, width, "poll-" + world.Polls[question]);
        }

        // English, and back to the same vote.
        await page.ClickAsync("header button:has-text('English')");
        await Assertions.Expect(page.Locator("h2").First).ToHaveTextAsync(OfficeWorld.ClosedQuestion.English);
        await IsReadableAsync(page, width);
        await PictureAsync(page, who, width, "english");
        await page.ClickAsync("header button:has-text('Sign out')");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("बंद हो गया");
        await page.GotoAsync(new Uri(world.Address, "/office").ToString());
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("लिंक चाहिए");
        phone.ForgetTroubles = true;
    }

    /// <summary>Nothing stands beyond the edge, every table has its names, every field its label, and headings come in order.</summary>
    private static async Task IsReadableAsync(IPage page, int width)
    {
        Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width, $"{page.Url} is wider than {width}");
        Assert.Empty(await page.EvaluateAsync<string[]>("""
            () => [
                ...[...document.querySelectorAll('table')].filter(t => !t.caption?.textContent || !t.querySelector('th[scope=col]') || !t.querySelector('th[scope=row]')).map(t => 'table ' + t.textContent),
                ...[...document.querySelectorAll('select')].filter(s => s.labels.length !== 1).map(s => 'select ' + s.name),
                ...[...document.querySelectorAll('a, button')].filter(b => !b.textContent.trim()).map(b => 'empty ' + b.outerHTML),
                ...(document.querySelectorAll('h1').length === 1 ? [] : ['h1']),
                ...(document.querySelectorAll('header, main, footer').length === 3 ? [] : ['landmarks']),
            ]
            """));
    }

    private static async Task PictureAsync(IPage page, string who, int width, string name)
    {
        if (Environment.GetEnvironmentVariable("OFFICE_PICTURES") is { } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{who}-{width}-{name}.png"), FullPage = true });
    }
}
