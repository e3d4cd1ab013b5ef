using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using MimeKit;
using PanchayatBot.Content;
using PanchayatBot.Mail;
using PanchayatBot.People;
using PanchayatBot.Polls;
using PanchayatBot.Polls.Counting;
using PanchayatBot.Storage;
using PanchayatBot.Tests.Support;

namespace PanchayatBot.Tests.Mail;

/// <summary>The weekly report, from the chat to a real mail server on this machine.</summary>
public sealed class WeeklyReportTests(PostgresServer postgres)
{
    private const string Question = "=2+5 नया हैंडपंप कहाँ लगे?";

    public static TheoryData<Dialect> Both() => [Dialect.Sqlite, Dialect.PostgreSql];

    [Theory]
    [MemberData(nameof(Both))]
    public async Task An_address_is_confirmed_and_gets_one_report_a_week(Dialect dialect)
    {
        using var server = new SmtpListener();
        await using var bot = await StartAsync(dialect, server);
        var worker = Worker(bot, server);
        await SubscribeAsync(bot, server, worker);
        await VoteAsync(bot);

        bot.SetIndianTime(new DateTime(2026, 12, 7, 7, 59, 0));
        Assert.Equal(0, await worker.RoundAsync(CancellationToken.None));
        bot.SetIndianTime(new DateTime(2026, 12, 7, 8, 0, 0));
        Assert.Equal(1, await worker.RoundAsync(CancellationToken.None));
        // Another process, or the same one again: nothing more.
        Assert.Equal(0, (await Task.WhenAll(Worker(bot, server).RoundAsync(CancellationToken.None), worker.RoundAsync(CancellationToken.None))).Sum());

        var mail = server.Taken.Last();
        Assert.Equal("anita@example.in", Assert.Single(mail!.To.Mailboxes).Address);
        Assert.Contains("7 दिसंबर 2026", mail.Subject!, StringComparison.Ordinal);
        Assert.Contains("मधुबन: =2+5 नया हैंडपंप कहाँ लगे? - मत देने वाले 1, मतदाता सूची में 1 (100%) - क", mail.TextBody!.Replace("\r\n", "\n", StringComparison.Ordinal), StringComparison.Ordinal);
        var csv = mail.Attachments.OfType<MimePart>().Single(part => part.FileName!.StartsWith("polls-", StringComparison.Ordinal));
        using var content = new MemoryStream();
        await csv.Content!.DecodeToAsync(content);
        var table = Encoding.UTF8.GetString(content.ToArray());
        Assert.Contains("'=2+5", table, StringComparison.Ordinal);
        Assert.DoesNotContain("रामपुर", table, StringComparison.Ordinal);

        bot.SetIndianTime(new DateTime(2026, 12, 14, 9, 0, 0));
        Assert.Equal(1, await worker.RoundAsync(CancellationToken.None));
        Assert.Equal(2, server.Taken.Skip(1).Select(sent => sent.MessageId).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_server_that_dies_or_says_later_gets_the_same_mail_again_and_nothing_is_lost(Dialect dialect)
    {
        using var server = new SmtpListener();
        await using var bot = await StartAsync(dialect, server);
        var worker = Worker(bot, server);
        await SubscribeAsync(bot, server, worker);
        bot.SetIndianTime(new DateTime(2026, 12, 7, 8, 0, 0));

        server.Refusal = "451 busy";
        Assert.Equal(0, await worker.RoundAsync(CancellationToken.None));
        server.Refusal = null;
        // Not before it is time again.
        Assert.Equal(0, await worker.RoundAsync(CancellationToken.None));
        server.DiesAfterTaking = true;
        bot.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(0, await worker.RoundAsync(CancellationToken.None));
        server.DiesAfterTaking = false;
        bot.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(1, await worker.RoundAsync(CancellationToken.None));
        // Whoever got it twice can tell: it is the same mail.
        Assert.Single(server.Taken.Skip(1).Select(sent => sent.MessageId).Distinct());

        // A process that died after taking the row: another one sends when the lease is over.
        bot.SetIndianTime(new DateTime(2026, 12, 14, 8, 0, 0));
        await bot.Database.WriteAsync(db => MailStore.OrderAsync(db, "2026-12-14", bot.Clock.GetUtcNow(), bot.Clock.GetUtcNow()));
        Assert.NotNull(await bot.Database.WriteAsync(db => MailStore.TakeAsync(db, bot.Clock.GetUtcNow(), TimeSpan.FromMinutes(5))));
        Assert.Equal(0, await worker.RoundAsync(CancellationToken.None));
        bot.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(1, await worker.RoundAsync(CancellationToken.None));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_refused_address_is_switched_off_and_a_dead_server_is_told_after_a_day(Dialect dialect)
    {
        using var server = new SmtpListener();
        await using var bot = await StartAsync(dialect, server);
        var worker = Worker(bot, server);
        await SubscribeAsync(bot, server, worker);
        bot.SetIndianTime(new DateTime(2026, 12, 7, 8, 0, 0));
        var away = Worker(bot, server, options => options.Port = 1);
        for (var hour = 0; hour < 30; hour++)
        {
            await away.RoundAsync(CancellationToken.None);
            bot.Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.Single(await bot.NewRepliesAsync(bot.Address("anita")), reply => reply.Text == TestBot.Sentence("mail.report.failed"));
        bot.SetIndianTime(new DateTime(2026, 12, 14, 8, 0, 0));
        foreach (var passing in new[] { "552 5.2.2 mailbox full", "550 5.7.1 relaying denied", "530 5.7.0 authenticate first" })
        {
            server.Refusal = passing;
            await worker.RoundAsync(CancellationToken.None);
            bot.Clock.Advance(TimeSpan.FromMinutes(10));
        }

        Assert.Empty(await bot.NewRepliesAsync(bot.Address("anita")));
        server.Refusal = "550 5.1.1 no such mailbox";
        await worker.RoundAsync(CancellationToken.None);
        Assert.Single(await bot.NewRepliesAsync(bot.Address("anita")), reply => reply.Text == TestBot.Sentence("mail.address.refused"));
        Assert.Equal(0, await bot.Database.ReadAsync(db => db.SingleAsync<long>("select count(*) from mail_subscription where address is not null or asked is not null")));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Stopped_and_begun_again_no_week_comes_twice_and_a_new_address_counts_when_it_is_confirmed(Dialect dialect)
    {
        using var server = new SmtpListener();
        await using var bot = await StartAsync(dialect, server);
        var worker = Worker(bot, server);
        await SubscribeAsync(bot, server, worker);
        bot.SetIndianTime(new DateTime(2026, 12, 7, 8, 0, 0));
        Assert.Equal(1, await worker.RoundAsync(CancellationToken.None));

        // Asked for another address, a telephone number in it: the old one stays until the code is typed.
        await bot.PressAsync("anita", ">mail-report-on");
        Assert.Contains("anita9876543210@example.in", (await bot.SayAsync("anita", "anita9876543210@example.in"))[0].Text, StringComparison.Ordinal);
        Assert.Contains("anita@example.in", string.Join('\n', (await bot.SayAsync("anita", "/report")).Select(reply => reply.Text)), StringComparison.Ordinal);

        await bot.PressAsync("anita", ">mail-report-off");
        Assert.Equal(0, await bot.Database.ReadAsync(db => db.SingleAsync<long>("select count(*) from mail_outbox where address <> ''")));
        server.Taken.Clear();
        await SubscribeAsync(bot, server, worker);
        Assert.Equal(0, await worker.RoundAsync(CancellationToken.None));
        bot.SetIndianTime(new DateTime(2026, 12, 14, 8, 0, 0));
        Assert.Equal(1, await worker.RoundAsync(CancellationToken.None));

        // Three codes a day, and no more by stopping in between.
        for (var times = 0; times < 4; times++)
        {
            await bot.PressAsync("anita", ">mail-report-off");
            await bot.PressAsync("anita", ">mail-report-on");
            Assert.Equal(times == 3, (await bot.SayAsync("anita", "anita@example.in"))[0].Text == TestBot.Sentence("mail.code.enough"));
        }
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Whoever_serves_no_place_any_more_gets_nothing_and_is_not_kept(Dialect dialect)
    {
        using var server = new SmtpListener();
        await using var bot = await StartAsync(dialect, server);
        var worker = Worker(bot, server);
        await SubscribeAsync(bot, server, worker);
        var (person, block) = await bot.Database.ReadAsync(db => db.SingleAsync<(long, long)>("select person_id, place_id from role_grant where role = 'Officer' order by person_id limit 1"));
        await bot.Database.WriteAsync(db => Appointments.EndAsync(db, person, Role.Officer, block, null, bot.Clock.GetUtcNow()));
        bot.SetIndianTime(new DateTime(2026, 12, 7, 8, 0, 0));
        Assert.Equal(0, await worker.RoundAsync(CancellationToken.None));
        Assert.Null(await bot.Database.ReadAsync(db => MailStore.FindAsync(db, person)));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Nothing_is_sent_in_clear_when_encryption_was_asked_for(Dialect dialect)
    {
        using var server = new SmtpListener();
        await using var bot = await StartAsync(dialect, server);
        var worker = Worker(bot, server, options => options.Security = MailSecurity.StartTls);
        await bot.SayAsync("anita", "/report");
        await bot.PressAsync("anita", ">mail-report-on");
        await bot.SayAsync("anita", "anita@example.in");
        Assert.Equal(0, await worker.RoundAsync(CancellationToken.None));
        Assert.Contains(server.Heard, line => line.StartsWith("EHLO", StringComparison.Ordinal));
        Assert.DoesNotContain(server.Heard, line => line.Contains("anita@example.in", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("anita@example.in\r\nBcc: other@example.in")]
    [InlineData("a@example.in, b@example.in")]
    [InlineData("अनीता <anita@example.in>")]
    [InlineData("anita@localhost")]
    [InlineData("@example.in")]
    public async Task Only_one_plain_address_is_taken(string typed)
    {
        using var server = new SmtpListener();
        await using var bot = await StartAsync(Dialect.Sqlite, server);
        await bot.PressAsync("anita", ">mail-report-on");
        await bot.SayAsync("anita", typed);
        Assert.Equal(0, await bot.Database.ReadAsync(db => db.SingleAsync<long>("select count(*) from mail_subscription")));
    }

    [Fact]
    public void Wrong_settings_are_named()
    {
        foreach (var (options, named) in new[]
        {
            (new MailOptions { Host = "x", From = "" }, "Mail:From"), (new MailOptions { Host = "x", From = "bot" }, "Mail:From"), (new MailOptions { Host = "x", From = "b@example.in", Port = 0 }, "Mail:Port"),
            (new MailOptions { Host = "x", From = "b@example.in", User = "u" }, "Mail:Password"), (new MailOptions { Host = "x", From = "b@example.in", User = "u", Password = "p", Security = MailSecurity.None }, "Mail:Security"),
        })
            Assert.Contains(named, Assert.Throws<OptionsValidationException>(options.Checked).Message, StringComparison.Ordinal);
        Assert.False(new MailOptions().Checked().IsConfigured);
    }

    private async Task<TestBot> StartAsync(Dialect dialect, SmtpListener server)
    {
        var bot = await TestBot.StartAsync(dialect, postgres);
        await bot.SettleAsync("मधुबन", [("anita", Role.Officer), ("sita", Role.Citizen)]);
        await bot.SettleAsync("रामपुर", [("vimla", Role.Officer)], "UP");
        await bot.EnrolAsync([("sita", "सीता")]);
        await bot.SayAsync("anita", "/language hi");
        bot.Services.GetRequiredService<IOptions<MailOptions>>().Value.Host = "127.0.0.1";
        bot.Services.GetRequiredService<IOptions<MailOptions>>().Value.From = "पंचायत बॉट <bot@example.in>";
        return bot;
    }

    private static MailWorker Worker(TestBot bot, SmtpListener server, Action<MailOptions>? change = null)
    {
        var options = new MailOptions { Host = "127.0.0.1", Port = server.Port, Security = MailSecurity.None, From = "पंचायत बॉट <bot@example.in>" };
        change?.Invoke(options);
        return new MailWorker(bot.Database, bot.Services.GetRequiredService<WeeklyReport>(), bot.Outbox, bot.Services.GetRequiredService<Texts>(), Options.Create(options.Checked()), bot.Clock, NullLogger<MailWorker>.Instance);
    }

    private static async Task SubscribeAsync(TestBot bot, SmtpListener server, MailWorker worker)
    {
        await bot.SayAsync("anita", "/report");
        Assert.Equal(TestBot.Sentence("mail.address.ask"), (await bot.PressAsync("anita", ">mail-report-on"))[^1].Text);
        Assert.Contains("anita@example.in", (await bot.SayAsync("anita", "anita@example.in"))[0].Text, StringComparison.Ordinal);
        Assert.Equal(1, await worker.RoundAsync(CancellationToken.None));
        var code = server.Taken.Single().TextBody!.Split('\n').Single(line => line.Contains(':', StringComparison.Ordinal)).Split(':')[1].Trim();
        Assert.Equal(0, await bot.Database.ReadAsync(db => db.SingleAsync<long>("select count(*) from mail_outbox where code is not null")));
        await bot.SayAsync("anita", "AAAAAAAA");
        Assert.Equal(TestBot.Sentence("mail.confirmed"), (await bot.SayAsync("anita", code.ToLowerInvariant()))[^1].Text);
    }

    private static async Task VoteAsync(TestBot bot)
    {
        var content = new PollContent(PollKind.One, new(Question, Question), [new("क", "a"), new("ख", "b")]);
        var place = await bot.Database.ReadAsync(db => db.SingleAsync<long>("select id from place where name_hi = 'मधुबन'"));
        var life = bot.Services.GetRequiredService<PollLife>();
        var poll = await bot.Database.WriteAsync(db => life.PublishAsync(db, place, content, bot.Clock.GetUtcNow().AddHours(5), null, bot.Clock.GetUtcNow()));
        bot.Clock.Advance(TimeSpan.FromMinutes(2));
        await bot.TickAsync();
        await bot.NewRepliesAsync(bot.Address("sita"));
        await bot.PressAsync("sita", $">vote {poll.Id} 0");
        bot.Clock.Advance(TimeSpan.FromHours(5));
        await bot.TickAsync();
        await bot.NewRepliesAsync(bot.Address("anita"));
    }
}
