using Microsoft.Extensions.DependencyInjection;
using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Polls;
using PanchayatBot.Polls.Counting;
using PanchayatBot.Storage;
using PanchayatBot.Tests.Support;

namespace PanchayatBot.Tests.Polls;

/// <summary>Votes for verified people only: a slip lets one person in, once, and nobody else.</summary>
public sealed class VoterRegisterTests(PostgresServer postgres)
{
    public static TheoryData<Dialect> Both() => [Dialect.Sqlite, Dialect.PostgreSql];

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_slip_lets_one_person_vote_and_is_spent(Dialect dialect)
    {
        await using var bot = await StartAsync(dialect);
        var place = await PlaceAsync(bot);
        var code = Assert.Single(await bot.Database.WriteAsync(db => VoterRegister.MakeSlipsAsync(db, place, 1, null, bot.Clock.GetUtcNow())));
        var poll = await OpenAsync(bot, place);

        Assert.Equal(TestBot.Sentence("slip.ask.vote"), (await bot.PressAsync("sita", $">vote {poll} 0"))[^1].Text);
        // As people copy it from paper: small letters, a blank instead of the hyphen.
        var said = await bot.SayAsync("sita", VoterRegister.Written(code).ToLowerInvariant().Replace('-', ' '));
        Assert.Contains(TestBot.Sentence("slip.done"), said[0].Text, StringComparison.Ordinal);
        Assert.Contains(said[^1].Buttons, button => button.Payload == $">vote {poll} 0");
        await bot.PressAsync("sita", $">vote {poll} 0");

        await bot.PressAsync("anita", $">vote {poll} 0");
        Assert.StartsWith(TestBot.Sentence("slip.unknown"), (await bot.SayAsync("anita", code))[0].Text, StringComparison.Ordinal);
        Assert.Equal(["phone"], await bot.Database.ReadAsync(db => db.QueryAsync<string>("select way from poll_turnout where poll_id = @poll", new { poll })));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task The_roll_holds_verified_people_only_and_stays_when_somebody_is_not_verified_any_more(Dialect dialect)
    {
        await using var bot = await StartAsync(dialect);
        var place = await PlaceAsync(bot);
        var sita = await PersonAsync(bot, "sita");
        await bot.Database.WriteAsync(db => VoterRegister.VerifyAsync(db, place, sita, bySlip: false, null, bot.Clock.GetUtcNow()));
        var poll = await OpenAsync(bot, place);
        Assert.Equal([sita], await bot.Database.ReadAsync(db => db.QueryAsync<long>("select person_id from poll_roll where poll_id = @poll", new { poll })));
        await bot.Database.WriteAsync(db => VoterRegister.UnverifyAsync(db, place, sita));
        await bot.PressAsync("sita", $">vote {poll} 1");
        Assert.Equal([sita], await bot.Database.ReadAsync(db => db.QueryAsync<long>("select person_id from poll_turnout where poll_id = @poll", new { poll })));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_slip_of_another_panchayat_stays_unspent_and_an_old_one_is_none(Dialect dialect)
    {
        await using var bot = await StartAsync(dialect);
        var place = await PlaceAsync(bot);
        var code = Assert.Single(await bot.Database.WriteAsync(db => VoterRegister.MakeSlipsAsync(db, place, 1, null, bot.Clock.GetUtcNow())));
        await bot.SettleAsync("रामपुर", [("geeta", Role.Citizen)]);
        await bot.SayAsync("geeta", $"/slip {code}");
        Assert.Equal(1, await bot.Database.ReadAsync(db => VoterRegister.OpenSlipsAsync(db, place, bot.Clock.GetUtcNow())));
        bot.Clock.Advance(VoterRegister.SlipLasts);
        Assert.Equal(TestBot.Sentence("slip.unknown"), (await bot.SayAsync("sita", $"/slip {code}"))[0].Text);
        Assert.Equal(0, await bot.Database.ReadAsync(db => VoterRegister.CountAsync(db, place)));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Of_twenty_who_tell_one_code_at_once_one_is_verified(Dialect dialect)
    {
        await using var bot = await StartAsync(dialect);
        var place = await PlaceAsync(bot);
        var chats = Enumerable.Range(0, 20).Select(at => $"c{at}").ToList();
        await bot.SettleAsync("सोनापुर", chats.Select(chat => (chat, Role.Citizen)));
        foreach (var chat in chats)
            await bot.SayAsync(chat, "/language hi");
        place = await bot.Database.ReadAsync(db => db.SingleAsync<long>("select id from place where name_hi = 'सोनापुर'"));
        var code = Assert.Single(await bot.Database.WriteAsync(db => VoterRegister.MakeSlipsAsync(db, place, 1, null, bot.Clock.GetUtcNow())));
        await Task.WhenAll(chats.Select(chat => bot.Dispatcher.HandleAsync(new InboundMessage(bot.Address(chat), $"slip-{chat}", $"/start {VoterDesk.LinkPrefix}{code}"), CancellationToken.None)));
        Assert.Equal(1, await bot.Database.ReadAsync(db => VoterRegister.CountAsync(db, place)));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Codes_stand_in_no_table_once_they_are_printed(Dialect dialect)
    {
        await using var bot = await StartAsync(dialect);
        var place = await PlaceAsync(bot);
        var codes = await bot.Database.WriteAsync(db => VoterRegister.MakeSlipsAsync(db, place, 12, null, bot.Clock.GetUtcNow()));
        var desk = bot.Services.GetRequiredService<VoterDesk>();
        var paper = Assert.Single((await bot.Database.ReadAsync(db => desk.Paper.Read(db, $"{place} {string.Join(' ', codes)}", Language.Hindi)))!());
        Assert.Equal("application/pdf", paper.MediaType);
        var hashes = await bot.Database.ReadAsync(db => db.QueryAsync<string>("select code_hash from voter_slip"));
        Assert.Equal(12, hashes.Count);
        Assert.All(codes, code => Assert.DoesNotContain(code, hashes));
        await bot.SayAsync("ramesh", "मतदाता पहचान");
        Assert.Equal(0, await bot.Database.ReadAsync(db => db.SingleAsync<long>("select count(*) from paper_order")));
    }

    private async Task<TestBot> StartAsync(Dialect dialect)
    {
        var bot = await TestBot.StartAsync(dialect, postgres);
        await bot.SettleAsync("मधुबन", [("ramesh", Role.Secretary), ("sita", Role.Citizen), ("anita", Role.Citizen)]);
        await bot.EnrolAsync([("sita", "सीता"), ("anita", "अनीता")]);
        return bot;
    }

    private static Task<long> PlaceAsync(TestBot bot) => bot.Database.ReadAsync(db => db.SingleAsync<long>("select id from place where name_hi = 'मधुबन'"));

    private static Task<long> PersonAsync(TestBot bot, string chat) => bot.Database.ReadAsync(db => db.SingleAsync<long>("select person_id from chat where chat_id = @chat", new { chat }));

    private static async Task<long> OpenAsync(TestBot bot, long place)
    {
        var content = new PollContent(PollKind.One, new("कहाँ?", "Where?"), [new("क", "a"), new("ख", "b")]) { ForVerified = true };
        var life = bot.Services.GetRequiredService<PollLife>();
        var poll = await bot.Database.WriteAsync(db => life.PublishAsync(db, place, content, bot.Clock.GetUtcNow().AddDays(1), null, bot.Clock.GetUtcNow()));
        bot.Clock.Advance(TimeSpan.FromMinutes(2));
        await bot.TickAsync();
        foreach (var chat in new[] { "ramesh", "sita", "anita" })
            await bot.NewRepliesAsync(bot.Address(chat));
        return poll.Id;
    }
}
