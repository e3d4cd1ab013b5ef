using Microsoft.Extensions.DependencyInjection;
using PanchayatBot.Content;
using PanchayatBot.Conversations;
using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Storage;
using PanchayatBot.Tests.Support;

namespace PanchayatBot.Tests;

/// <summary>Everything the bot answers to, tried by those who have no right to it: the list is the table of routes itself, so that a new route
/// is tried without anybody thinking of it.</summary>
public sealed class AbuseTests(PostgresServer postgres)
{
    private const string Secretary = "ramesh";
    private const string Other = "anita";

    // Words of the other panchayat that nobody from outside may ever be shown.
    private const string Hidden = "छिपाबाड़ी";

    private static readonly string[] Arguments = ["", "1", "2", "3", "1 1", "1 man", "1 2", "1:1", "1/1", "0", "-1", "99999999999999999999", "x", "1 x", "' or 1=1 --", "../../etc/passwd", "नहीं"];

    [Theory]
    [InlineData(Dialect.Sqlite)]
    [InlineData(Dialect.PostgreSql)]
    public async Task Whoever_has_no_right_changes_nothing_and_sees_nothing(Dialect dialect)
    {
        await using var bot = await TestBot.StartAsync(dialect, postgres);
        await bot.SettleAsync(Hidden, [(Secretary, Role.Secretary), ("sita", Role.Citizen)]);
        await bot.SettleAsync("कमलपुर", [(Other, Role.Secretary), ("geeta", Role.Citizen)]);
        await PublishAsync(bot);
        var routes = bot.Services.GetRequiredService<Routes>();
        var log = new List<string>();
        var dispatcher = new Dispatcher(bot.Database, bot.Outbox, routes, bot.Services.GetRequiredService<Texts>(), bot.Clock, new ListLogger<Dispatcher>(log));
        var before = await OfficialAsync(bot);

        foreach (var chat in new[] { "stranger", "geeta", Other })
        {
            foreach (var message in Attempts(routes))
            {
                await dispatcher.HandleAsync(new InboundMessage(bot.Address(chat), bot.NextMessageId(), message.Text, message.Payload), CancellationToken.None);
                // A dialog that opened is left: the next attempt is a first word again.
                await dispatcher.HandleAsync(new InboundMessage(bot.Address(chat), bot.NextMessageId(), "/cancel"), CancellationToken.None);
            }
        }

        Assert.Equal(before, await OfficialAsync(bot));
        var said = await bot.Database.ReadAsync(db => db.QueryAsync<string>("select body from outbox where chat_id in ('stranger', 'geeta', 'anita')"));
        // Whoever looks for a panchayat finds its name; of its notices nothing is shown.
        Assert.DoesNotContain(said, body => body.Contains("गुप्त चौपाल", StringComparison.Ordinal));
        Assert.DoesNotContain(log, line => line.StartsWith("Incident", StringComparison.Ordinal));
        // Every route and command that needs an office was refused to the stranger, and the log tells.
        foreach (var route in routes.Needs.Keys)
            Assert.Contains(log, line => line.Contains($"'{route}'", StringComparison.Ordinal) && line.Contains("refused", StringComparison.Ordinal));
    }

    private static IEnumerable<(string Text, string? Payload)> Attempts(Routes routes)
    {
        foreach (var route in routes.ButtonRoutes)
        {
            foreach (var argument in Arguments)
                yield return ("", argument.Length == 0 ? $">{route}" : $">{route} {argument}");
        }

        foreach (var command in routes.Commands.Where(command => command != "cancel"))
        {
            foreach (var argument in Arguments.Take(3))
                yield return ($"/{command} {argument}".Trim(), null);
        }

        foreach (var question in Enumerable.Range(0, 20))
            yield return ("", $"?{question}:send");
    }

    /// <summary>What only offices may change, as text; what the other secretary does in her own panchayat is hers.</summary>
    private static async Task<string> OfficialAsync(TestBot bot) => await bot.Database.ReadAsync(async db =>
    {
        var place = await db.SingleAsync<long>("select id from place where name_hi = @Hidden", new { Hidden });
        var rows = new List<string>();
        foreach (var table in new[] { "notice", "notice_version", "notice_reply", "agenda_suggestion", "broadcast", "ledger_entry", "electoral_roll", "role_grant", "poll" })
            rows.Add($"{table}: {await db.SingleAsync<long>($"select count(*) from {table} where place_id = @place", new { place })}");
        rows.AddRange(await db.QueryAsync<string>("select state || version || content from notice where place_id = @place", new { place }));
        rows.AddRange(await db.QueryAsync<string>("select state || bodies_hi from broadcast where place_id = @place", new { place }));
        return string.Join('\n', rows);
    });

    private static async Task PublishAsync(TestBot bot)
    {
        async Task PressAsync(string label)
        {
            var bodies = await bot.Database.ReadAsync(db => db.QueryAsync<string>("select body from outbox where chat_id = @Secretary order by id desc limit 3", new { Secretary }));
            await bot.PressAsync(Secretary, bodies.Select(PanchayatBot.Delivery.Outbox.Unpack).SelectMany(reply => reply.Buttons).First(button => button.Label == label).Payload);
        }

        await bot.SayAsync(Secretary, "नई सूचना");
        await PressAsync(TestBot.Sentence("call.kind.ordinary"));
        await bot.SayAsync(Secretary, "20 दिसंबर सुबह 11 बजे");
        await bot.SayAsync(Secretary, "गुप्त चौपाल");
        await PressAsync(TestBot.Sentence("call.done"));
        await PressAsync(TestBot.Sentence("call.next"));
        await PressAsync(TestBot.Sentence("call.publish"));
        bot.Clock.Advance(TimeSpan.FromMinutes(2));
        await bot.TickAsync();
    }
}
