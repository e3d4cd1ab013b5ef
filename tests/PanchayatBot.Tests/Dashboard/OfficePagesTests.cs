using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PanchayatBot.Conversations;
using PanchayatBot.Dashboard;
using PanchayatBot.GramSabha.Meetings;
using PanchayatBot.GramSabha.Notices;
using PanchayatBot.Ledger;
using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Storage;
using PanchayatBot.Tests.Channels.WebChat;
using PanchayatBot.Tests.Support;

namespace PanchayatBot.Tests.Dashboard;

/// <summary>What the pages of the office show, and the way there from the chat.</summary>
public sealed partial class OfficePagesTests(Chromium chromium, PostgresServer postgres) : IClassFixture<Chromium>
{
    public static TheoryData<Dialect> Both() => [Dialect.Sqlite, Dialect.PostgreSql];

    [Theory]
    [MemberData(nameof(Both))]
    public async Task The_figures_are_those_of_the_place(Dialect dialect)
    {
        await using var world = await OfficeWorld.StartAsync(dialect, postgres);
        using var anita = await world.SignedInAsync("anita");
        using var ramesh = await world.SignedInAsync("ramesh");

        var today = Text(await anita.ReadAsync("/office"));
        Assert.Contains("नया हैंडपंप कहाँ लगे? नमूनापुर", today, StringComparison.Ordinal);
        Assert.Contains("17 / 30 (56.7%)", today, StringComparison.Ordinal);
        Assert.Contains("नहीं भेजा जा सका 1 पहुँचा या नहीं, पता नहीं 1 फ़ोन तक पहुँच नहीं 4", today, StringComparison.Ordinal);
        Assert.Contains("बकरी पालन का लोन 7 1", today, StringComparison.Ordinal);
        Assert.Contains("मछली पालन तालाब 2 1", today, StringComparison.Ordinal);
        Assert.Contains("प्रश्न पंचायत शुरू होगा स्कूल की छुट्टी कब हो? नमूनापुर", today, StringComparison.Ordinal);
        Assert.DoesNotContain("मछली पालन तालाब", Text(await ramesh.ReadAsync("/office")), StringComparison.Ordinal);

        var closed = Text(await ramesh.ReadAsync($"/office/polls?poll={world.Polls[OfficeWorld.ClosedQuestion]}"));
        Assert.Contains("हाँ 15 75% नहीं 5 25% तटस्थ 0 0%", closed, StringComparison.Ordinal);
        Assert.Contains("न्यूनतम भागीदारी (50%) पूरी हुई", closed, StringComparison.Ordinal);
        // A ward with fewer than ten voters would show who they are.
        Assert.Contains("वार्ड 1 - 20", closed, StringComparison.Ordinal);
        Assert.DoesNotContain("वार्ड 2", closed, StringComparison.Ordinal);

        // One vote in many panchayats: beside each other for whoever serves over all of them.
        var path = $"/office/polls?poll={world.Polls[OfficeWorld.SharedQuestion]}";
        Assert.Contains("नमूनापुर 5 / 30 (16.7%) – मधुबन 0 / 0 (0%)", Text(await anita.ReadAsync(path)), StringComparison.Ordinal);
        Assert.DoesNotContain("मधुबन", Text(await ramesh.ReadAsync(path)), StringComparison.Ordinal);

        var meetings = Text(await anita.ReadAsync("/office/meetings"));
        Assert.Contains("120 45", meetings, StringComparison.Ordinal);
        Assert.Contains("पंचायतें 2 जहाँ बैठक हुई 1 जहाँ नहीं हुई 1", meetings, StringComparison.Ordinal);
        Assert.Contains("नमूनापुर पूर्णिया पूर्व हैं 30 30 0 30", Text(await anita.ReadAsync("/office/people")), StringComparison.Ordinal);
        Assert.Contains("24 / 30 4 2", Text(await ramesh.ReadAsync("/office/broadcasts")), StringComparison.Ordinal);
        var ledger = Text(await ramesh.ReadAsync("/office/ledger"));
        Assert.Contains("मतदान समाप्त हुआ और मत गिने गए", ledger, StringComparison.Ordinal);
        Assert.Contains("✓ सही", ledger, StringComparison.Ordinal);
        Assert.DoesNotContain("⚠", ledger, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_register_is_read_leaf_by_leaf_and_tampering_shows()
    {
        await using var world = await OfficeWorld.StartAsync(Dialect.Sqlite, postgres);
        await world.Database.WriteAsync(async db =>
        {
            for (var at = 0; at < 120; at++)
                await LedgerBook.WriteAsync(db, world.Places["Madhuban"], null, "poll-opened", $"poll:{at}", new { at }, DateTimeOffset.UtcNow);
        });
        using var suresh = await world.SignedInAsync("suresh");
        var (path, seen) = ("/office/ledger", new List<int>());
        while (path is not null)
        {
            var page = await suresh.ReadAsync(path);
            seen.AddRange(Row().Matches(page).Select(row => int.Parse(row.Groups[1].Value)));
            path = Older().Match(page) is { Success: true } older ? System.Net.WebUtility.HtmlDecode(older.Groups[1].Value) : null;
        }

        Assert.Equal(Enumerable.Range(1, 123).Reverse(), seen);
        await world.Database.WriteAsync(async db =>
        {
            await db.ExecuteAsync("drop trigger ledger_entry_never_changed");
            await db.ExecuteAsync("update ledger_entry set subject = 'poll:999' where place_id = @place and number = 100", new { place = world.Places["Madhuban"] });
        });
        Assert.Single(Regex.Matches(await suresh.ReadAsync("/office/ledger"), "⚠"));
    }

    [Fact]
    public void Every_act_of_the_register_has_its_words()
    {
        var acts = Directory.EnumerateFiles(Sources(), "*.cs", SearchOption.AllDirectories).SelectMany(file => Act().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value)
            .Concat(["invitation.refused", "meeting-recorded", "meeting-renumbered", "voter-verified", "voter-unverified"])
            .Concat(Enum.GetNames<NoticeAct>().Select(act => $"notice-{act.ToLowerInvariant()}"))
            .Concat(Enum.GetNames<ResolutionStatus>().Select(status => $"resolution-{status.ToLowerInvariant()}")).ToHashSet();
        Assert.True(acts.Count > 25, $"only {acts.Count} acts were found");
        foreach (var act in acts)
            Assert.NotEmpty(TestBot.Sentence(LedgerPage.KeyOf(act)));
    }

    [Fact]
    public async Task Where_the_page_is_on_the_web_the_link_is_a_button()
    {
        await using var bot = await TestBot.StartAsync(Dialect.Sqlite, postgres);
        bot.Services.GetRequiredService<BotLinks>().ServePage(new Uri("https://bot.example.in"));
        await bot.SettleAsync("मधुबन", [("ramesh", Role.Secretary)]);
        var button = (await bot.SayAsync("ramesh", "/desk"))[0].Buttons[0];
        Assert.Matches("^https://bot.example.in/office/in\\?code=[A-Za-z]{24}$", button.Payload);
        // In a group everybody would read along.
        var said = await bot.SayTwiceAsync(new InboundMessage(bot.Address("ramesh"), bot.NextMessageId(), "/desk") { InGroup = true });
        Assert.DoesNotContain(said, reply => reply.Text.Contains("code=", StringComparison.Ordinal) || reply.Buttons.Any(one => one.IsLink));
    }

    [Fact]
    public async Task From_the_chat_to_the_page_with_the_keyboard_and_onto_paper()
    {
        await using var bot = await RunningBot.StartAsync();
        bot.Bot.Services.GetRequiredService<BotLinks>().ServePage(bot.Address);
        await using var phone = await chromium.OpenAsync(bot.Address);
        await phone.Page.ClickAsync("#people >> text=रमेश");
        await phone.WriteAsync("/language hi");
        await phone.WriteAsync("दफ़्तर का पन्ना");
        await phone.SeesAsync("एक ही बार चलेगा");
        var page = await phone.Page.Context.RunAndWaitForPageAsync(() => phone.Page.Locator("#talk .buttons a").Last.ClickAsync());
        await page.ClickAsync("text=पन्ना खोलें");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("आज");
        // The same link, pressed again, opens nothing.
        var again = await phone.Page.Context.RunAndWaitForPageAsync(() => phone.Page.Locator("#talk .buttons a").Last.ClickAsync());
        await again.ClickAsync("text=पन्ना खोलें");
        await Assertions.Expect(again.Locator("main")).ToContainTextAsync("एक ही बार चलता है");
        await again.CloseAsync();
        await phone.SeesAsync("दफ़्तर का पन्ना खोला गया");

        // The first key leads past the list of pages, and what has the focus shows it.
        await page.ReloadAsync();
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("#main", await page.EvaluateAsync<string>("document.activeElement.getAttribute('href')"));
        Assert.NotEqual("none", await page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineStyle"));
        Assert.True(await page.EvaluateAsync<bool>("document.activeElement.getBoundingClientRect().top >= 0"));
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("main", await page.EvaluateAsync<string>("document.activeElement.id"));

        await page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.True(await page.Locator("nav.pages").IsHiddenAsync());
        Assert.Equal(0, await page.Locator("button:visible").CountAsync());
        Assert.True(await page.Locator("h1").IsVisibleAsync());

        // In chat: everywhere out.
        await phone.PressAsync("🔒 दफ़्तर का पन्ना हर जगह बंद करें");
        await phone.SeesAsync("बंद हो गया");
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("लिंक चाहिए");
        phone.ForgetTroubles = true;
    }

    /// <summary>What a page says, without markup.</summary>
    private static string Text(string html) => System.Net.WebUtility.HtmlDecode(Blank().Replace(Tag().Replace(html[html.IndexOf("<main", StringComparison.Ordinal)..], " "), " "));

    private static string Sources([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "src", "PanchayatBot"));

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tag();

    [GeneratedRegex("\\s+")]
    private static partial Regex Blank();

    [GeneratedRegex("scope=\"row\">([0-9]+)\\. ")]
    private static partial Regex Row();

    [GeneratedRegex("<a href=\"([^\"]+below=[0-9]+)\"")]
    private static partial Regex Older();

    [GeneratedRegex("LedgerBook\\.WriteAsync\\([^\"]*?, \"([a-z]+[-.][a-z]+)\"")]
    private static partial Regex Act();
}
