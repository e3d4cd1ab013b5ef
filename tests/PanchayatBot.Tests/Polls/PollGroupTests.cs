using Microsoft.Extensions.DependencyInjection;
using PanchayatBot.People;
using PanchayatBot.Polls;
using PanchayatBot.Polls.Counting;
using PanchayatBot.Storage;
using PanchayatBot.Tests.Support;

namespace PanchayatBot.Tests.Polls;

/// <summary>One vote in many panchayats: counted in each and together, and in the hands of the officer.</summary>
public sealed class PollGroupTests(PostgresServer postgres)
{
    public static TheoryData<Dialect, PollKind> Cases() => new(
        from dialect in new[] { Dialect.Sqlite, Dialect.PostgreSql }
        from kind in new[] { PollKind.One, PollKind.Ranked }
        select (dialect, kind));

    public static TheoryData<Dialect> Both() => [Dialect.Sqlite, Dialect.PostgreSql];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task All_ballots_together_are_counted_as_those_of_one_vote(Dialect dialect, PollKind kind)
    {
        await using var bot = await StartAsync(dialect);
        var polls = await OpenAsync(bot, new PollContent(kind, new("कहाँ?", "Where?"), [new("क", "a"), new("ख", "b"), new("ग", "c")]) { IsSecret = true });
        string[] ballots = kind == PollKind.Ranked ? ["1 2", "2 1", "3 2"] : ["1", "2", "2"];
        foreach (var ((chat, poll), choice) in new[] { ("s1", polls[0]), ("s2", polls[0]), ("k1", polls[1]) }.Zip(ballots))
            await VoteAsync(bot, chat, poll, kind, choice);
        bot.Clock.Advance(TimeSpan.FromDays(1));
        await bot.TickAsync();

        var group = await bot.Database.ReadAsync(db => PollGroup.WithAsync(db, polls[1]));
        Assert.Equal(2, group.Count);
        var together = await bot.Database.ReadAsync(db => PollGroup.TogetherAsync(db, group));
        var expected = BallotCount.Of(kind, 3, ballots.Select(choice => Picks.Written(polls[0].Content, choice.Split(' ').Select(int.Parse).ToList())!));
        Assert.Equal(expected.Counts, together!.Counts);
        Assert.Equal(expected.Leaders, together.Leaders);
        Assert.Equal(group.Sum(poll => poll.Result!.People), together.Ballots);
        var members = await bot.Database.ReadAsync(db => PollGroup.MembersAsync(db, polls[0].GroupId!.Value));
        Assert.Equal([100m, 50m], members.Select(member => member.Turnout));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Only_an_officer_of_the_block_ends_it_or_looks_at_all(Dialect dialect)
    {
        await using var bot = await StartAsync(dialect);
        await bot.SettleAsync("तिलोई", [("other", Role.Officer)], "UP");
        foreach (var chat in new[] { "other", "ramesh", "officer" })
            await bot.SayAsync(chat, "/language hi");
        var polls = await OpenAsync(bot, new PollContent(PollKind.One, new("कहाँ?", "Where?"), [new("क", "a"), new("ख", "b")]));
        var group = polls[0].GroupId;
        foreach (var payload in new[] { $">poll-cancel {polls[0].Id}", $">poll-extend {polls[1].Id}", $">poll-group {group}", $">poll-group-table {group} csv", $">poll-undo {polls[0].Id}" })
        {
            foreach (var chat in new[] { "ramesh", "other", "s1" })
                Assert.Contains((await bot.PressAsync(chat, payload)), reply => reply.Text == TestBot.Sentence("button.unknown"));
        }

        await bot.PressAsync("officer", $">poll-cancel {polls[0].Id}");
        await bot.SayAsync("officer", "बाढ़");
        Assert.Equal(["cancelled", "cancelled"], await bot.Database.ReadAsync(db => db.QueryAsync<string>("select state from poll order by id")));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_vote_with_a_start_of_its_own_opens_then_and_can_be_taken_back_until_then(Dialect dialect)
    {
        await using var bot = await StartAsync(dialect);
        var (block, now) = (await BlockAsync(bot), bot.Clock.GetUtcNow());
        var life = bot.Services.GetRequiredService<PollLife>();
        var content = new PollContent(PollKind.One, new("कहाँ?", "Where?"), [new("क", "a"), new("ख", "b")]);
        var first = await bot.Database.WriteAsync(db => life.PublishTogetherAsync(db, block, content, now.AddDays(2), null, now, now.AddHours(5)));
        bot.Clock.Advance(TimeSpan.FromHours(4));
        await bot.TickAsync();
        Assert.Equal(["scheduled"], await StatesAsync(bot));
        await bot.PressAsync("officer", $">poll-undo {first!.Id}");
        Assert.Equal(["withdrawn"], await StatesAsync(bot));

        await bot.Database.WriteAsync(db => life.PublishTogetherAsync(db, block, content, now.AddDays(2), null, now, now.AddHours(5)));
        bot.Clock.Advance(TimeSpan.FromHours(1));
        await bot.TickAsync();
        Assert.Equal(["open", "withdrawn"], await StatesAsync(bot));
    }

    private static Task<IReadOnlyList<string>> StatesAsync(TestBot bot) => bot.Database.ReadAsync(db => db.QueryAsync<string>("select distinct state from poll order by state"));

    private async Task<TestBot> StartAsync(Dialect dialect)
    {
        var bot = await TestBot.StartAsync(dialect, postgres);
        await bot.SettleAsync("मधुबन", [("ramesh", Role.Secretary), ("officer", Role.Officer), ("s1", Role.Citizen), ("s2", Role.Citizen)]);
        await bot.SettleAsync("रामपुर", [("k1", Role.Citizen), ("k2", Role.Citizen)], inSameBlock: true);
        await bot.EnrolAsync(new[] { "s1", "s2", "k1", "k2" }.Select(chat => (chat, chat)));
        return bot;
    }

    private static Task<long> BlockAsync(TestBot bot) => bot.Database.ReadAsync(db => db.SingleAsync<long>("select parent_id from place where name_hi = 'मधुबन'"));

    private static async Task<IReadOnlyList<Poll>> OpenAsync(TestBot bot, PollContent content)
    {
        var (block, life, now) = (await BlockAsync(bot), bot.Services.GetRequiredService<PollLife>(), bot.Clock.GetUtcNow());
        var first = await bot.Database.WriteAsync(db => life.PublishTogetherAsync(db, block, content, now.AddDays(1), null, now));
        bot.Clock.Advance(TimeSpan.FromMinutes(2));
        await bot.TickAsync();
        foreach (var chat in new[] { "ramesh", "officer", "s1", "s2", "k1", "k2", "other" })
            await bot.NewRepliesAsync(bot.Address(chat));
        return await bot.Database.ReadAsync(async db => await PollGroup.WithAsync(db, (await PollStore.FindAsync(db, first!.Id))!));
    }

    private static async Task VoteAsync(TestBot bot, string chat, Poll poll, PollKind kind, string choice)
    {
        if (kind == PollKind.One)
        {
            await bot.PressAsync(chat, $">vote {poll.Id} {int.Parse(choice) - 1}");
            return;
        }

        await bot.PressAsync(chat, $">ballot {poll.Id}");
        await bot.SayAsync(chat, choice);
    }
}
