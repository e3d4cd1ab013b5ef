using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PanchayatBot.Dashboard;
using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Storage;
using PanchayatBot.Tests.Support;

namespace PanchayatBot.Tests.Dashboard;

/// <summary>The pages of the office against everybody who has no right to them. The list of pages is that of the bot itself, so that a new page is
/// tried without anybody thinking of it.</summary>
public sealed class OfficeSecurityTests(PostgresServer postgres)
{
    private static readonly string[] Words = ["-1", "0", "99999999999999999999", "x", "1 x", "' or 1=1 --", "1;drop table person", "../../etc/passwd", "%00", "<script>", "नहीं"];

    public static TheoryData<Dialect> Both() => [Dialect.Sqlite, Dialect.PostgreSql];

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_link_is_looked_at_as_often_as_one_likes_and_used_once(Dialect dialect)
    {
        await using var world = await OfficeWorld.StartAsync(dialect, postgres);
        var older = await world.LinkAsync("ramesh");
        var code = await world.LinkAsync("ramesh");
        using var browser = new OfficeBrowser(world.Address);
        for (var look = 0; look < 3; look++)
            Assert.Contains("पन्ना खोलें", await browser.ReadAsync($"/office/in?code={code}"), StringComparison.Ordinal);
        Assert.Null(browser.Cookie);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.PostAsync("/office/in", ("code", older))).StatusCode);

        // Two at the same moment: one gets in.
        var browsers = Enumerable.Range(0, 8).Select(_ => new OfficeBrowser(world.Address)).ToList();
        var answers = await Task.WhenAll(browsers.Select(one => one.PostAsync("/office/in", ("code", code))));
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.SeeOther);
        var inside = Assert.Single(browsers, one => one.Cookie is not null);
        Assert.Contains("नमूनापुर", await inside.ReadAsync("/office"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.PostAsync("/office/in", ("code", code))).StatusCode);

        // Whose link it was is told in the chat; neither code nor cookie stands in the tables of the pages.
        var told = await world.Database.ReadAsync(db => db.QueryAsync<string>("select body from outbox where chat_id = 'ramesh'"));
        Assert.Contains(told, body => body.Contains("desk-end", StringComparison.Ordinal));
        await world.LinkAsync("ramesh");
        var kept = string.Join('\n', await world.Database.ReadAsync(db => db.QueryAsync<string>("select code_hash || channel || chat_id from office_link union all select token_hash || language from office_session")));
        Assert.DoesNotContain(inside.Cookie!, kept, StringComparison.Ordinal);
        Assert.DoesNotContain(code, kept, StringComparison.Ordinal);
        browsers.ForEach(one => one.Dispose());
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Nobody_sees_what_is_not_theirs(Dialect dialect)
    {
        await using var world = await OfficeWorld.StartAsync(dialect, postgres);
        var pages = world.Services.GetServices<IOfficePage>().Select(page => page.Name).Append("today").ToList();
        Assert.Equal(7, pages.Count);

        // Whoever holds no such office is not let in, whatever link they have.
        foreach (var who in new[] { "sita", "mohan" })
        {
            using var outside = new OfficeBrowser(world.Address);
            Assert.Equal(HttpStatusCode.Forbidden, (await outside.PostAsync("/office/in", ("code", await world.LinkAsync(who)))).StatusCode);
            Assert.Null(outside.Cookie);
        }

        using var stranger = new OfficeBrowser(world.Address);
        foreach (var cookie in new[] { null, "x", new string('A', 43), "' or 1=1 --" })
        {
            stranger.Cookie = cookie;
            foreach (var page in pages.Append("nothing"))
                Assert.Equal(HttpStatusCode.Forbidden, (await stranger.GetAsync($"/office/{page}")).StatusCode);
        }

        foreach (var (who, own, foreign, hidden) in new[]
        {
            ("suresh", "Madhuban", new[] { "Namunapur", "Purnia East", "Purnia", "Bihar", "Durgaon", "Ward 1" }, new[] { OfficeWorld.OpenQuestion, OfficeWorld.SecretQuestion, OfficeWorld.ClosedQuestion, OfficeWorld.FarQuestion }),
            ("anita", "Purnia East", ["Purnia", "Bihar", "Katihar", "Korha", "Durgaon"], [OfficeWorld.FarQuestion]),
            ("vimla", "Katihar", ["Purnia", "Bihar", "Purnia East", "Namunapur", "Madhuban"], [OfficeWorld.OpenQuestion, OfficeWorld.SecretQuestion, OfficeWorld.ClosedQuestion]),
        })
        {
            using var browser = await world.SignedInAsync(who);
            foreach (var page in pages)
            {
                var shown = await browser.ReadAsync($"/office/{page}?place={world.Places[own]}");
                foreach (var question in hidden)
                    Assert.DoesNotContain(question.Hindi, shown, StringComparison.Ordinal);
                Assert.Equal(who == "vimla" && page is "today" or "gaps", shown.Contains("दूरगाँव का सवाल", StringComparison.Ordinal));
            }

            foreach (var place in foreign)
                Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"/office/{pages[foreign.ToList().IndexOf(place)]}?place={world.Places[place]}")).StatusCode);
            foreach (var question in hidden)
                Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"/office/polls?place={world.Places[own]}&poll={world.Polls[question]}")).StatusCode);
        }
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Whatever_stands_in_an_address_nothing_breaks_and_nothing_is_markup(Dialect dialect)
    {
        await using var world = await OfficeWorld.StartAsync(dialect, postgres);
        foreach (var name in new[] { "place", "poll", "leaf", "quarter", "below" })
        {
            // A browser may not ask for that many pages in so short a time: one for each name.
            using var browser = await world.SignedInAsync("ramesh");
            foreach (var word in Words)
            {
                var answer = await browser.GetAsync($"/office/{(name is "below" ? "ledger" : "polls")}?{name}={Uri.EscapeDataString(word)}");
                Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.NotFound, $"{name}={word}: {answer.StatusCode}");
                var shown = await answer.Content.ReadAsStringAsync();
                Assert.DoesNotContain("<script", shown, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain(OfficeWorld.FarQuestion.Hindi, shown, StringComparison.Ordinal);
            }
        }

        using var inside = await world.SignedInAsync("ramesh");
        var poll = await inside.ReadAsync($"/office/polls?poll={world.Polls[OfficeWorld.OpenQuestion]}");
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload=&quot;x", poll, StringComparison.Ordinal);
        Assert.DoesNotContain(OfficeWorld.Hostile, poll, StringComparison.Ordinal);
        var form = await inside.ReadAsync("/office/in?code=" + Uri.EscapeDataString("\"><script>alert(1)</script>"));
        Assert.Contains("value=\"&quot;&gt;&lt;script&gt;", form, StringComparison.Ordinal);
        // Nothing told of a secret vote, not even the options' figures at nought.
        var secret = await inside.ReadAsync($"/office/polls?poll={world.Polls[OfficeWorld.SecretQuestion]}");
        Assert.Contains("13 / 30", secret, StringComparison.Ordinal);
        Assert.DoesNotContain("तटस्थ</th>", secret, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cookie_and_headers_are_as_strict_as_they_can_be()
    {
        await using var world = await OfficeWorld.StartAsync(Dialect.Sqlite, postgres);
        using var browser = new OfficeBrowser(world.Address);
        var given = await browser.PostAsync("/office/in", ("code", await world.LinkAsync("ramesh")));
        Assert.Matches("^panchayatbot-office=[A-Za-z0-9_-]{43}; max-age=43200; path=/office; samesite=strict; httponly$", given.Headers.GetValues("Set-Cookie").Single());
        using var encrypted = new OfficeBrowser(world.Address);
        encrypted.Headers.Add("X-Forwarded-Proto", "https");
        Assert.Contains("; secure;", (await encrypted.PostAsync("/office/in", ("code", await world.LinkAsync("ramesh")))).Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);

        using var stranger = new OfficeBrowser(world.Address);
        foreach (var answer in new[] { await browser.GetAsync("/office"), await browser.GetAsync("/office/polls?place=x"), await stranger.GetAsync("/office"), await stranger.GetAsync("/office/in?code=x"), await stranger.PostAsync("/office/out") })
        {
            var headers = answer.Headers.ToDictionary(header => header.Key, header => string.Join(", ", header.Value));
            Assert.Equal("default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'", headers["Content-Security-Policy"]);
            Assert.Equal("no-store", headers["Cache-Control"]);
            Assert.Equal("nosniff", headers["X-Content-Type-Options"]);
            Assert.Equal("DENY", headers["X-Frame-Options"]);
            Assert.Equal("same-origin", headers["Referrer-Policy"]);
            var html = await answer.Content.ReadAsStringAsync();
            Assert.DoesNotMatch("<script|<style| style=| on[a-z]+=\"|https?:|src=\"//", html);
        }

        var style = System.Text.RegularExpressions.Regex.Match(await browser.ReadAsync("/office"), "/office/files/dashboard[^\"]+").Value;
        var css = await browser.ReadAsync(style);
        Assert.DoesNotMatch("https?:|url\\(\"?//", css);
        foreach (System.Text.RegularExpressions.Match font in System.Text.RegularExpressions.Regex.Matches(css, "/office/files/[^\"]+"))
            Assert.Equal(HttpStatusCode.OK, (await stranger.GetAsync(font.Value)).StatusCode);
    }

    [Fact]
    public async Task No_other_page_can_press_a_button_here()
    {
        await using var world = await OfficeWorld.StartAsync(Dialect.Sqlite, postgres);
        using var browser = await world.SignedInAsync("ramesh");
        using var other = await world.SignedInAsync("anita");
        var key = await browser.FormKeyAsync();
        foreach (var path in new[] { "/office/out", "/office/language" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(path)).StatusCode);
            foreach (var wrong in new[] { "", "x", await other.FormKeyAsync() })
                Assert.Equal(HttpStatusCode.Forbidden, (await browser.PostAsync(path, ("key", wrong), ("language", "en"))).StatusCode);
            foreach (var (header, value) in new[] { ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site"), ("Origin", "https://evil.example"), ("Origin", "null") })
            {
                browser.Headers.Add(header, value);
                Assert.Equal(HttpStatusCode.Forbidden, (await browser.PostAsync(path, ("key", key), ("language", "en"))).StatusCode);
                // Nobody is signed in as somebody else by a stranger's page either.
                var code = await world.LinkAsync("anita");
                Assert.Equal(HttpStatusCode.Forbidden, (await browser.PostAsync("/office/in", ("code", code))).StatusCode);
                browser.Headers.Remove(header);
            }
        }

        Assert.Contains("<html lang=\"hi\">", await browser.ReadAsync("/office"), StringComparison.Ordinal);
        foreach (var back in new[] { "https://evil.example/office", "//evil.example", "/\\evil.example", "/office\r\nX-Evil: 1", "javascript:alert(1)", "" })
        {
            var answer = await browser.PostAsync("/office/language", ("key", key), ("language", "en"), ("back", back));
            Assert.Equal("/office", answer.Headers.Location!.OriginalString);
            Assert.False(answer.Headers.Contains("X-Evil"));
        }

        Assert.Contains("<html lang=\"en\">", await browser.ReadAsync("/office"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_too_large_or_too_much_is_refused()
    {
        await using var world = await OfficeWorld.StartAsync(Dialect.Sqlite, postgres);
        using var browser = await world.SignedInAsync("ramesh");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await browser.PostAsync("/office/in", ("code", new string('x', 9_000)))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync("/office/in", [.. Enumerable.Range(0, 20).Select(at => ($"f{at}", "x"))])).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/office/in") { Content = new StringContent("{}", null, "application/json") })).StatusCode);

        async Task UntilRefusedAsync(int atLeast, Func<Task<HttpResponseMessage>> ask)
        {
            HttpResponseMessage answer;
            var taken = 0;
            while ((answer = await ask()).StatusCode != HttpStatusCode.TooManyRequests)
                Assert.True(++taken < 2_000, "never refused");
            Assert.True(taken >= atLeast, $"only {taken} were taken");
            Assert.True(answer.Headers.RetryAfter!.Delta > TimeSpan.Zero);
        }

        // This browser's pages, tries to sign in, and all of one address; another address is not held up.
        await UntilRefusedAsync(60, () => browser.GetAsync("/office/gaps"));
        using var flood = new OfficeBrowser(world.Address);
        flood.Headers.Add("X-Forwarded-For", "203.0.113.9");
        await UntilRefusedAsync(20, () => flood.PostAsync("/office/in", ("code", "x")));
        await UntilRefusedAsync(200, () => flood.GetAsync("/office/in?code=x"));
        using var other = new OfficeBrowser(world.Address);
        other.Headers.Add("X-Forwarded-For", "198.51.100.7");
        Assert.Equal(HttpStatusCode.SeeOther, (await other.PostAsync("/office/in", ("code", await world.LinkAsync("anita")))).StatusCode);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task It_is_over_with_the_office_with_the_time_and_with_a_word(Dialect dialect)
    {
        await using var world = await OfficeWorld.StartAsync(dialect, postgres);
        async Task<HttpStatusCode> LookAsync(OfficeBrowser browser) => (await browser.GetAsync("/office/people")).StatusCode;

        // Out here, and everywhere.
        using var one = await world.SignedInAsync("ramesh");
        using var two = await world.SignedInAsync("ramesh");
        using var three = await world.SignedInAsync("ramesh");
        var stolen = one.Cookie;
        Assert.Equal(HttpStatusCode.OK, (await one.PostAsync("/office/out", ("key", await one.FormKeyAsync()))).StatusCode);
        Assert.Null(one.Cookie);
        one.Cookie = stolen;
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.OK), (await LookAsync(one), await LookAsync(two)));
        Assert.Equal(HttpStatusCode.OK, (await two.PostAsync("/office/out", ("key", await two.FormKeyAsync()), ("everywhere", "yes"))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, await LookAsync(three));

        // The time.
        foreach (var column in new[] { "begun_at", "seen_at" })
        {
            using var late = await world.SignedInAsync("ramesh");
            var then = DateTimeOffset.UtcNow - (column == "begun_at" ? SignIns.Longest : SignIns.Idle) + TimeSpan.FromMinutes(1);
            await world.Database.WriteAsync(db => db.ExecuteAsync($"update office_session set {column} = @then", new { then }));
            Assert.Equal(HttpStatusCode.OK, await LookAsync(late));
            then -= TimeSpan.FromMinutes(2);
            await world.Database.WriteAsync(db => db.ExecuteAsync($"update office_session set {column} = @then", new { then }));
            Assert.Equal(HttpStatusCode.Forbidden, await LookAsync(late));
        }

        var code = await world.LinkAsync("ramesh");
        await world.Database.WriteAsync(db => db.ExecuteAsync("update office_link set expires_at = @now", new { now = DateTimeOffset.UtcNow }));
        using var tooLate = new OfficeBrowser(world.Address);
        Assert.Equal(HttpStatusCode.Forbidden, (await tooLate.PostAsync("/office/in", ("code", code))).StatusCode);

        // The office: at the very next page, and with a link that is still out.
        using var former = await world.SignedInAsync("ramesh");
        code = await world.LinkAsync("ramesh");
        Assert.Equal(HttpStatusCode.OK, await LookAsync(former));
        await world.Database.WriteAsync(db => Appointments.EndAsync(db, world.People["ramesh"], Role.Secretary, world.Places["Namunapur"], null, DateTimeOffset.UtcNow));
        Assert.Equal(HttpStatusCode.Forbidden, await LookAsync(former));
        Assert.Equal(HttpStatusCode.Forbidden, (await tooLate.PostAsync("/office/in", ("code", code))).StatusCode);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task In_chat_one_signs_out_everywhere_and_forgetting_ends_it_too(Dialect dialect)
    {
        await using var bot = await TestBot.StartAsync(dialect, postgres);
        await bot.SettleAsync("मधुबन", [("ramesh", Role.Secretary), ("sita", Role.Citizen)]);
        var person = await bot.Database.ReadAsync(db => db.SingleAsync<long>("select person_id from chat where chat_id = 'ramesh'"));
        async Task<string> SignInAsync() => await bot.Database.WriteAsync(async db =>
        {
            var code = await SignIns.OfferAsync(db, person, bot.Address("ramesh"), Language.Hindi, bot.Clock.GetUtcNow());
            return await SignIns.BeginAsync(db, (await SignIns.UseAsync(db, code, bot.Clock.GetUtcNow()))!, bot.Clock.GetUtcNow());
        });
        Task<bool> IsInAsync(string token) => bot.Database.ReadAsync(async db => await SignIns.FindAsync(db, token, bot.Clock.GetUtcNow()) is not null);

        await bot.SayAsync("ramesh", "/language hi");
        var token = await SignInAsync();
        Assert.Contains((await bot.SayAsync("ramesh", "दफ़्तर का पन्ना"))[0].Buttons, button => button.Payload == $">{OpenDesk.EndRoute}");
        // Who has no office cannot press it either.
        await bot.PressAsync("sita", $">{OpenDesk.EndRoute}");
        Assert.True(await IsInAsync(token));
        Assert.Equal(TestBot.Sentence("desk.ended"), (await bot.PressAsync("ramesh", $">{OpenDesk.EndRoute}"))[0].Text);
        Assert.False(await IsInAsync(token));

        token = await SignInAsync();
        await bot.SayAsync("ramesh", "/forget");
        var yes = await bot.Database.ReadAsync(db => db.QueryAsync<string>("select body from outbox where chat_id = 'ramesh' order by id desc limit 1"));
        await bot.PressAsync("ramesh", PanchayatBot.Delivery.Outbox.Unpack(yes[0]).Buttons[0].Payload);
        Assert.False(await IsInAsync(token));

        // What is over is forgotten, what is not stays.
        token = await SignInAsync();
        bot.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(0, await bot.Database.WriteAsync(db => SignIns.ForgetAsync(db, bot.Clock.GetUtcNow())));
        Assert.True(await IsInAsync(token));
        bot.Clock.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal(1, await bot.Database.WriteAsync(db => SignIns.ForgetAsync(db, bot.Clock.GetUtcNow())));
    }
}
