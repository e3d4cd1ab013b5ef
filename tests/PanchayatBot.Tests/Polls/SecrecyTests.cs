using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PanchayatBot.Content;
using PanchayatBot.Conversations;
using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Polls;
using PanchayatBot.Polls.Counting;
using PanchayatBot.Storage;
using PanchayatBot.Tests.Support;

namespace PanchayatBot.Tests.Polls;

/// <summary>Tries to find out who voted what, with everything that somebody could carry away: the whole database, the log, and copies taken one vote
/// apart. And the keys that keep a vote single.</summary>
public sealed class SecrecyTests(PostgresServer postgres)
{
    private const int Voters = 12;

    [Theory]
    [InlineData(Dialect.Sqlite)]
    [InlineData(Dialect.PostgreSql)]
    public async Task Nothing_joins_a_voter_and_a_secret_vote(Dialect dialect)
    {
        await using var bot = await StartAsync(dialect);
        var one = await OpenAsync(bot, PollKind.One, secret: true);
        var ranked = await OpenAsync(bot, PollKind.Ranked, secret: true);
        var log = new List<string>();
        var dispatcher = new Dispatcher(bot.Database, bot.Outbox, bot.Services.GetRequiredService<Routes>(), bot.Services.GetRequiredService<Texts>(), bot.Clock, new ListLogger<Dispatcher>(log));
        var before = await DumpAsync(bot);
        var copies = new List<string>();
        for (var voter = 0; voter < Voters; voter++)
        {
            await dispatcher.HandleAsync(new InboundMessage(bot.Address($"v{voter}"), bot.NextMessageId(), "", $">vote {one} {voter % 3}"), CancellationToken.None);
            await StepsAsync(bot, $"v{voter}", ranked, voter % 3);
            copies.Add(await DumpAsync(bot));
        }

        // While the vote is open no copy shows any choice: what one vote adds looks the same whatever was chosen.
        var grown = copies.Prepend(before).Zip(copies, (earlier, later) => string.Join(' ', Lines(later).Except(Lines(earlier)).Where(line => line.StartsWith("ballot", StringComparison.Ordinal)).Select(line => line.Length).Order())).ToList();
        Assert.All(grown, lines => Assert.Equal(grown[0], lines));
        Assert.All(copies, copy => Assert.All(Lines(copy).Where(line => line.StartsWith("ballot", StringComparison.Ordinal)), line => Assert.EndsWith("|", line, StringComparison.Ordinal)));

        // Nobody's messages differ by what was chosen, but for the receipt and the name of the speaker.
        var said = await bot.Database.ReadAsync(db => db.QueryAsync<(string Chat, string Body)>("select chat_id, body from outbox where chat_id like 'v%' and broadcast_id is null order by chat_id, id"));
        var talks = said.GroupBy(row => row.Chat).Select(talk => Masked(string.Join("\n", talk.Select(row => row.Body)), talk.Key)).ToList();
        Assert.Equal(Voters, talks.Count);
        Assert.All(talks, talk => Assert.Equal(talks[0], talk));
        Assert.Empty(await bot.Database.ReadAsync(db => db.QueryAsync<string>("select dialog from chat where chat_id like 'v%' and dialog is not null")));
        Assert.DoesNotContain(log, line => line.Contains("vote", StringComparison.Ordinal));

        bot.Clock.Advance(TimeSpan.FromDays(2));
        await bot.TickAsync();
        await bot.TickAsync();
        var after = await DumpAsync(bot);
        // Once it is counted: no row of before is left, and the order of writing is that of new random keys.
        Assert.Empty(Lines(after).Where(line => line.StartsWith("ballot", StringComparison.Ordinal)).Select(line => line.Split('|')[1]).Intersect(Lines(copies[^1]).Where(line => line.StartsWith("ballot", StringComparison.Ordinal)).Select(line => line.Split('|')[1])));
        var ids = await bot.Database.ReadAsync(db => db.QueryAsync<byte[]>("select id from ballot where poll_id = @one" + (dialect == Dialect.PostgreSql ? " order by ctid" : ""), new { one }));
        Assert.Equal(Voters, ids.Count);
        Assert.Equal(ids.Select(Convert.ToHexString).Order(StringComparer.Ordinal), ids.Select(Convert.ToHexString));
        // The key is destroyed: copies from before cannot be opened by anybody any more.
        Assert.Empty(Directory.GetFiles(bot.BallotKeyFolder));
        var closed = (await bot.Database.ReadAsync(db => PollStore.FindAsync(db, one)))!;
        Assert.Equal([4L, 4L, 4L], closed.Result!.Tally.Counts);
        Assert.True(closed.Result.Tally.IsTie);

        // Whoever has the file of ballots counts the same.
        using var file = new MemoryStream();
        Assert.Equal(closed.ResultHash, await bot.Database.ReadAsync(db => BallotFile.WriteAsync(db, closed, file, CancellationToken.None)));
        file.Position = 0;
        var recount = await BallotFile.RecountAsync(file, CancellationToken.None);
        Assert.Equal(closed.Result.Tally.Counts, recount.Tally.Counts);
        Assert.Equal(closed.ResultHash, recount.Hash);
    }

    [Theory]
    [InlineData(Dialect.Sqlite)]
    [InlineData(Dialect.PostgreSql)]
    public async Task A_hundred_taps_at_once_are_one_vote(Dialect dialect)
    {
        await using var bot = await StartAsync(dialect);
        var open = await OpenAsync(bot, PollKind.One, secret: false);
        var secret = await OpenAsync(bot, PollKind.One, secret: true);
        await Task.WhenAll(Enumerable.Range(0, 100).Select(tap => bot.Dispatcher.HandleAsync(
            new InboundMessage(bot.Address("v0"), $"tap{tap}", "", $">vote {(tap % 2 == 0 ? open : secret)} {tap % 3}"), CancellationToken.None)));
        await bot.PressAsync("v0", $">vote {open} 2");
        Assert.Equal("0,0,1", Assert.Single(await bot.Database.ReadAsync(db => db.QueryAsync<string>("select choices from poll_vote where poll_id = @open", new { open }))));
        Assert.Equal(1, await bot.Database.ReadAsync(db => db.SingleAsync<long>("select count(*) from ballot where poll_id = @secret", new { secret })));
        Assert.Equal(1, await bot.Database.ReadAsync(db => db.SingleAsync<long>("select count(*) from poll_turnout where poll_id = @secret", new { secret })));
    }

    [Theory]
    [InlineData(Dialect.Sqlite)]
    [InlineData(Dialect.PostgreSql)]
    public async Task A_tap_at_the_very_end_is_counted_or_told(Dialect dialect)
    {
        await using var bot = await StartAsync(dialect);
        var poll = await OpenAsync(bot, PollKind.One, secret: true);
        var closes = (await bot.Database.ReadAsync(db => PollStore.FindAsync(db, poll)))!.ClosesAt;
        bot.Clock.Advance(closes - bot.Clock.GetUtcNow() - TimeSpan.FromMilliseconds(1));
        Assert.Contains("🧾", (await bot.PressAsync("v0", $">vote {poll} 0"))[^1].Buttons[0].Label, StringComparison.Ordinal);
        bot.Clock.Advance(TimeSpan.FromMilliseconds(1));
        // Nobody wound the clock yet: the vote itself knows that it is over.
        Assert.Equal(TestBot.Sentence("vote.closed"), (await bot.PressAsync("v1", $">vote {poll} 0"))[^1].Text);
        await bot.TickAsync();
        Assert.Equal(1, (await bot.Database.ReadAsync(db => PollStore.FindAsync(db, poll)))!.Result!.Tally.Ballots);
    }

    [Theory]
    [InlineData(Dialect.Sqlite)]
    [InlineData(Dialect.PostgreSql)]
    public async Task Who_is_forgotten_after_voting_does_not_vote_again(Dialect dialect)
    {
        await using var bot = await StartAsync(dialect);
        var poll = await OpenAsync(bot, PollKind.One, secret: true);
        await bot.PressAsync("v0", $">vote {poll} 0");
        await bot.Database.WriteAsync(async db =>
        {
            await PollStore.GoneAsync(db, await db.SingleAsync<long>("select person_id from chat where chat_id = 'v0'"), bot.Address("v0"));
            await db.ExecuteAsync("update chat set person_id = null where chat_id = 'v0'");
        });
        await bot.EnrolAsync([("v0", "नया")]);
        Assert.Equal(TestBot.Sentence("vote.again"), Assert.Single(await bot.PressAsync("v0", $">vote {poll} 1")).Text);
    }

    private async Task<TestBot> StartAsync(Dialect dialect)
    {
        var bot = await TestBot.StartAsync(dialect, postgres);
        await bot.SettleAsync("मधुबन", [("ramesh", Role.Secretary), .. Enumerable.Range(0, Voters).Select(voter => ($"v{voter}", Role.Citizen))]);
        await bot.EnrolAsync(Enumerable.Range(0, Voters).Select(voter => ($"v{voter}", $"मतदाता{voter}")));
        return bot;
    }

    private static async Task<long> OpenAsync(TestBot bot, PollKind kind, bool secret)
    {
        var life = bot.Services.GetRequiredService<PollLife>();
        var content = new PollContent(kind, new("कहाँ?", "Where?"), [new("क", "a"), new("ख", "b"), new("ग", "c")]) { IsSecret = secret };
        var id = await bot.Database.WriteAsync(async db => (await life.PublishAsync(db, await db.SingleAsync<long>("select id from place where kind = 'Panchayat'"), content, bot.Clock.GetUtcNow().AddDays(1), null, bot.Clock.GetUtcNow())).Id);
        bot.Clock.Advance(TimeSpan.FromMinutes(2));
        await bot.TickAsync();
        return id;
    }

    private static async Task StepsAsync(TestBot bot, string chat, long poll, int shift)
    {
        var asked = await bot.PressAsync(chat, $">ballot {poll}");
        for (var step = 0; step < 2; step++)
            asked = await bot.PressAsync(chat, asked[^1].Buttons[(step + shift) % 3].Payload);
        await bot.PressAsync(chat, asked[^1].Buttons.First(button => button.Label == TestBot.Sentence("pick.cast")).Payload);
    }

    /// <summary>Every row that belongs to votes, as text, in the order in which the database keeps them.</summary>
    private static Task<string> DumpAsync(TestBot bot) => bot.Database.ReadAsync(async db =>
    {
        var dump = new StringBuilder();
        foreach (var (id, seal, choices) in await db.QueryAsync<(byte[] Id, byte[] Sealed, string Choices)>("select id, sealed, choices from ballot"))
            dump.Append("ballot|").Append(Convert.ToHexString(id)).Append('|').Append(seal is null ? "" : Convert.ToHexString(seal)).Append('|').Append(choices).Append('\n');
        foreach (var (poll, person) in await db.QueryAsync<(long Poll, long Person)>("select poll_id, person_id from poll_turnout"))
            dump.Append("turnout|").Append(poll).Append('|').Append(person).Append('\n');
        foreach (var code in await db.QueryAsync<string>("select code from poll_receipt"))
            dump.Append("receipt|").Append(code).Append('\n');
        return dump.ToString();
    });

    private static string[] Lines(string dump) => dump.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Without receipts, names, and the numbers of questions.</summary>
    private static string Masked(string body, string chat) => System.Text.RegularExpressions.Regex.Replace(
        System.Text.RegularExpressions.Regex.Replace(body, "[ACDEFHJKLMNPRTUVWXY34679]{8}", "*"), "मतदाता" + chat[1..] + @"\b", "*");
}
