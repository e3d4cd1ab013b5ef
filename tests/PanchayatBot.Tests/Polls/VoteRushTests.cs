using Microsoft.Extensions.DependencyInjection;
using PanchayatBot.Content;
using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Polls;
using PanchayatBot.Polls.Counting;
using PanchayatBot.Storage;
using PanchayatBot.Tests.Support;

namespace PanchayatBot.Tests.Polls;

/// <summary>A hundred taps of one person at the same moment, from the card and from a second phone with the same account: one vote.</summary>
public sealed class VoteRushTests(PostgresServer postgres)
{
    private const int Taps = 100;

    private static readonly string[] Labels = ["क", "ख", "ग"];

    [Theory]
    [InlineData(Dialect.Sqlite, false)]
    [InlineData(Dialect.Sqlite, true)]
    [InlineData(Dialect.PostgreSql, false)]
    [InlineData(Dialect.PostgreSql, true)]
    public async Task A_hundred_taps_at_once_are_one_vote(Dialect dialect, bool secret)
    {
        await using var bot = await TestBot.StartAsync(dialect, postgres);
        await bot.SettleAsync("मधुबन", [("sita", Role.Citizen)]);
        await bot.EnrolAsync([("sita", "सीता")]);
        var life = bot.Services.GetRequiredService<PollLife>();
        var content = new PollContent(PollKind.One, new("कहाँ?", "Where?"), [.. Labels.Select(label => new Bilingual(label, label))]) { IsSecret = secret };
        var poll = await bot.Database.WriteAsync(async db => (await life.PublishAsync(db, await db.SingleAsync<long>("select id from place where kind = 'Panchayat'"), content, bot.Clock.GetUtcNow().AddDays(1), null, bot.Clock.GetUtcNow())).Id);
        bot.Clock.Advance(TimeSpan.FromMinutes(2));
        await bot.TickAsync();
        var sita = bot.Address("sita");
        await bot.NewRepliesAsync(sita);

        // Every tenth tap is delivered twice, as a channel does after a lost answer.
        var taps = Enumerable.Range(0, Taps).Select(tap => new InboundMessage(sita, bot.NextMessageId(), "", $">vote {poll} {tap % Labels.Length}")).ToList();
        // Made before the rush, as the running bot has it: whoever makes it reads all content files, on threads of the same pool.
        var dispatcher = bot.Dispatcher;
        await Task.WhenAll(taps.Concat(taps.Where((_, tap) => tap % 10 == 0)).Select(tap => Task.Run(() => dispatcher.HandleAsync(tap, CancellationToken.None))));

        var said = (await bot.NewRepliesAsync(sita)).Select(reply => reply.Text).ToList();
        Assert.Equal(Taps, said.Count);
        bot.Clock.Advance(TimeSpan.FromDays(1));
        await bot.TickAsync();
        var counts = (await bot.Database.ReadAsync(db => PollStore.FindAsync(db, poll)))!.Result!.Tally.Counts;
        Assert.Equal(1, counts.Sum());
        Assert.Equal(1, await bot.Database.ReadAsync(db => db.SingleAsync<long>("select count(*) from poll_turnout where poll_id = @poll", new { poll })));
        if (secret)
            Assert.Equal(Taps - 1, said.Count(text => text == TestBot.Sentence("vote.already")));
        else
            Assert.Contains($"**{Labels[counts.ToList().IndexOf(1)]}**", said[^1], StringComparison.Ordinal);
        Assert.Empty(bot.Incidents);
    }
}
