using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MiniExcelLibs;
using PanchayatBot.Content;
using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Polls;
using PanchayatBot.Polls.Counting;
using PanchayatBot.Storage;
using PanchayatBot.Tests.Support;

namespace PanchayatBot.Tests.Polls;

/// <summary>The results of votes as files, and who may pull them.</summary>
public sealed class PollTableTests(PostgresServer postgres)
{
    private const string Question = "=HYPERLINK(\"http://x\")";

    public static TheoryData<Dialect> Both() => [Dialect.Sqlite, Dialect.PostgreSql];

    [Theory]
    [MemberData(nameof(Both))]
    public async Task The_three_files_say_what_was_counted_and_nothing_of_a_vote_that_is_open(Dialect dialect)
    {
        await using var bot = await StartAsync(dialect);
        var poll = await OpenAsync(bot, TimeSpan.FromDays(1));
        var open = await OpenAsync(bot, TimeSpan.FromDays(30));
        await VoteAsync(bot, poll);
        await VoteAsync(bot, open);
        bot.Clock.Advance(TimeSpan.FromDays(2));
        await bot.TickAsync();
        var table = bot.Services.GetRequiredService<PollTable>();
        var quarter = await bot.Database.ReadAsync(db => db.SingleAsync<string>("select content from poll where id = @poll", new { poll }));
        Assert.Contains("HYPERLINK", quarter, StringComparison.Ordinal);

        var place = await bot.Database.ReadAsync(db => db.SingleAsync<long>("select id from place where name_hi = 'मधुबन'"));
        var block = await bot.Database.ReadAsync(db => db.SingleAsync<long>("select parent_id from place where id = @place", new { place }));
        var files = new Dictionary<string, byte[]>();
        foreach (var kind in table.Kinds)
        {
            var paper = Assert.Single((await bot.Database.ReadAsync(db => kind.Read(db, PollTable.Subject(block, Dates.Quarter.Of(Formats.IndianDate(bot.Clock.GetUtcNow()))), Language.Hindi)))!());
            files[kind.Name] = paper.Bytes;
        }

        var lines = Encoding.UTF8.GetString(files["results-csv"]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(5, lines.Length);
        Assert.All(lines.Skip(1), line => Assert.DoesNotContain(",=", line, StringComparison.Ordinal));
        var closed = lines.Where(line => line.StartsWith($"{poll},", StringComparison.Ordinal)).ToList();
        Assert.Contains(closed, line => line.Contains(",2,0,2,66.7,", StringComparison.Ordinal));
        Assert.All(lines.Where(line => line.StartsWith($"{open},", StringComparison.Ordinal)), line => Assert.Contains(",,,,,", line, StringComparison.Ordinal));

        using var excel = new MemoryStream(files["results-xlsx"]);
        Assert.Equal(5, excel.Query().Count());
        using var json = JsonDocument.Parse(files["results-json"]);
        var described = json.RootElement.EnumerateArray().Single(one => one.GetProperty("poll").GetInt64() == poll);
        Assert.Equal([2, 1], described.GetProperty("options").EnumerateArray().Select(option => option.GetProperty("total").GetInt32()));
        Assert.Equal(JsonValueKind.Null, json.RootElement.EnumerateArray().Single(one => one.GetProperty("poll").GetInt64() == open).GetProperty("options")[0].GetProperty("total").ValueKind);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Nobody_pulls_results_of_a_place_that_is_not_theirs(Dialect dialect)
    {
        await using var bot = await StartAsync(dialect);
        await bot.SettleAsync("तिलोई", [("other", Role.Officer)], "UP");
        await bot.SayAsync("other", "/language hi");
        var place = await bot.Database.ReadAsync(db => db.SingleAsync<long>("select id from place where name_hi = 'मधुबन'"));
        var quarter = Dates.Quarter.Of(Formats.IndianDate(bot.Clock.GetUtcNow()));
        foreach (var (chat, refused) in new[] { ("v0", true), ("other", true), ("stranger", true), ("anita", false) })
        {
            foreach (var payload in new[] { $">results {place} {quarter.Code} 0", $">results-csv {place} {quarter.Code}", $">results-json {place} {quarter.Code}" })
            {
                var said = string.Join('\n', (await bot.PressAsync(chat, payload)).Select(reply => reply.Text));
                Assert.Equal(refused, said.Contains(TestBot.Sentence("button.unknown"), StringComparison.Ordinal));
            }
        }
    }

    private async Task<TestBot> StartAsync(Dialect dialect)
    {
        var bot = await TestBot.StartAsync(dialect, postgres);
        await bot.SettleAsync("मधुबन", [("v0", Role.Citizen), ("v1", Role.Citizen), ("v2", Role.Citizen), ("anita", Role.Officer)]);
        foreach (var chat in new[] { "v0", "v1", "v2", "anita" })
            await bot.SayAsync(chat, "/language hi");
        return bot;
    }

    private static Task<long> OpenAsync(TestBot bot, TimeSpan lasts) => bot.Database.WriteAsync(async db =>
    {
        var now = bot.Clock.GetUtcNow();
        var place = await db.SingleAsync<long>("select id from place where name_hi = 'मधुबन'");
        var id = await PollStore.AddAsync(db, place, new PollContent(PollKind.One, new Bilingual(Question, Question), [new("हाँ", "Yes"), new("ना", "No")]), now, now + lasts, null, null, null, now);
        await PollStore.OpenAsync(db, (await PollStore.FindAsync(db, id))!);
        return id;
    });

    private static async Task VoteAsync(TestBot bot, long poll)
    {
        for (var voter = 0; voter < 3; voter++)
        {
            await bot.PressAsync($"v{voter}", $">vote {poll} {(voter == 2 ? 1 : 0)}");
            // The first time one says to be of age.
            if (await bot.Database.ReadAsync(db => db.SingleAsync<long>("select count(*) from poll_turnout where poll_id = @poll", new { poll })) <= voter)
                await AgeAsync(bot, $"v{voter}", poll, voter == 2 ? 1 : 0);
        }
    }

    private static async Task AgeAsync(TestBot bot, string chat, long poll, int option)
    {
        await bot.Database.WriteAsync(async db => await db.ExecuteAsync("update person set adult_at = @now where id = (select person_id from chat where chat_id = @chat)", new { now = bot.Clock.GetUtcNow(), chat }));
        await bot.SayAsync(chat, "/cancel");
        await bot.PressAsync(chat, $">vote {poll} {option}");
    }
}
