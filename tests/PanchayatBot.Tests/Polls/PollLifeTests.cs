using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Polls;
using PanchayatBot.Polls.Counting;
using PanchayatBot.Storage;
using PanchayatBot.Tests.Support;

namespace PanchayatBot.Tests.Polls;

/// <summary>Votes, changes, redelivered taps, longer time and the end in any order: what was acknowledged is counted, once for each person.</summary>
public sealed class PollLifeTests(PostgresServer postgres)
{
    private const int Voters = 4;
    private const int Options = 3;

    private static readonly Gen<Deed> Deeds = Gen.Frequency<Deed>(
        (12, Gen.Select(Gen.Int[0, Voters - 1], Gen.Int[0, Options - 1], (voter, option) => (Deed)new Deed.Vote(voter, option))),
        (3, Gen.Const<Deed>(new Deed.Again())),
        (2, Gen.Int[1, 600].Select(minutes => (Deed)new Deed.Wait(minutes))),
        (1, Gen.Int[1, 48].Select(hours => (Deed)new Deed.Extend(hours))),
        (1, Gen.Const<Deed>(new Deed.Restart())));

    private abstract record Deed
    {
        public sealed record Vote(int Voter, int Option) : Deed;

        /// <summary>The channel delivers the last tap once more.</summary>
        public sealed record Again : Deed;

        public sealed record Wait(int Minutes) : Deed;

        public sealed record Extend(int Hours) : Deed;

        /// <summary>The process starts anew.</summary>
        public sealed record Restart : Deed;
    }

    [Theory]
    [InlineData(Dialect.Sqlite)]
    [InlineData(Dialect.PostgreSql)]
    public async Task Whatever_happens_one_person_has_one_vote_and_all_acknowledged_votes_are_counted(Dialect dialect)
    {
        await using var bot = await TestBot.StartAsync(dialect, postgres);
        await bot.SettleAsync("मधुबन", [("ramesh", Role.Secretary), .. Enumerable.Range(0, Voters).Select(voter => ($"v{voter}", Role.Citizen))]);
        await bot.EnrolAsync(Enumerable.Range(0, Voters).Select(voter => ($"v{voter}", $"मतदाता{voter}")));
        await Gen.Select(Gen.Bool, Deeds.List[1, 25]).SampleAsync((secret, deeds) => PlayAsync(bot, secret, deeds), iter: 25, threads: 1);
    }

    private static async Task PlayAsync(TestBot bot, bool secret, IReadOnlyList<Deed> deeds)
    {
        var poll = await OpenAsync(bot, secret);
        var closes = await bot.Database.ReadAsync(db => PollStore.FindAsync(db, poll)) is { } opened ? opened.ClosesAt : default;
        var counted = new Dictionary<int, int>();
        InboundMessage? last = null;
        foreach (var deed in deeds)
        {
            var now = bot.Clock.GetUtcNow();
            switch (deed)
            {
                case Deed.Vote vote:
                    last = new InboundMessage(bot.Address($"v{vote.Voter}"), bot.NextMessageId(), "", $">vote {poll} {vote.Option}");
                    var said = await bot.SayTwiceAsync(last);
                    // Told that it is over, or taken; never neither.
                    Assert.Equal(now >= closes, said[^1].Text == TestBot.Sentence("vote.closed"));
                    if (now < closes && (!secret || !counted.ContainsKey(vote.Voter)))
                        counted[vote.Voter] = vote.Option;
                    break;
                case Deed.Again when last is not null:
                    await bot.Dispatcher.HandleAsync(last, CancellationToken.None);
                    Assert.Empty(await bot.NewRepliesAsync(last.From));
                    break;
                case Deed.Wait wait:
                    bot.Clock.Advance(TimeSpan.FromMinutes(wait.Minutes));
                    break;
                case Deed.Extend extend:
                    var later = closes.AddHours(extend.Hours);
                    if (await bot.Database.WriteAsync(db => bot.Services.GetRequiredService<PollLife>().ExtendAsync(db, poll, later, "बारिश", null, now)))
                        closes = later;
                    break;
                case Deed.Restart:
                    await bot.RestartAsync();
                    break;
            }
        }

        if (bot.Clock.GetUtcNow() < closes)
            bot.Clock.SetUtcNow(closes);
        await bot.TickAsync();
        for (var voter = 0; voter < Voters; voter++)
            await bot.NewRepliesAsync(bot.Address($"v{voter}"));
        var result = (await bot.Database.ReadAsync(db => PollStore.FindAsync(db, poll)))!.Result!;
        Assert.Equal(Enumerable.Range(0, Options).Select(option => (long)counted.Values.Count(choice => choice == option)), result.Tally.Counts);
        Assert.Equal(counted.Count, await bot.Database.ReadAsync(db => db.SingleAsync<long>("select count(*) from poll_turnout where poll_id = @poll", new { poll })));
        Assert.Equal(counted.Count, await bot.Database.ReadAsync(db => db.SingleAsync<long>("select count(*) from ballot where poll_id = @poll", new { poll })));
    }

    private static async Task<long> OpenAsync(TestBot bot, bool secret)
    {
        var life = bot.Services.GetRequiredService<PollLife>();
        var content = new PollContent(PollKind.One, new("कहाँ?", "Where?"), [new("क", "a"), new("ख", "b"), new("ग", "c")]) { IsSecret = secret };
        var id = await bot.Database.WriteAsync(async db => (await life.PublishAsync(db, await db.SingleAsync<long>("select id from place where kind = 'Panchayat'"), content, bot.Clock.GetUtcNow().AddDays(1), null, bot.Clock.GetUtcNow())).Id);
        bot.Clock.Advance(TimeSpan.FromMinutes(2));
        await bot.TickAsync();
        for (var voter = 0; voter < Voters; voter++)
            await bot.NewRepliesAsync(bot.Address($"v{voter}"));
        return id;
    }
}
