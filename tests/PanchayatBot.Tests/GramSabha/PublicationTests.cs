using CsCheck;
using PanchayatBot.Delivery;
using PanchayatBot.Ledger;
using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Storage;
using PanchayatBot.Tests.Support;

namespace PanchayatBot.Tests.GramSabha;

/// <summary>Who hears what, whatever is done to a notice in whatever order: driven through the chat of the secretary.</summary>
public sealed class PublicationTests(PostgresServer postgres)
{
    private const string Secretary = "ramesh";

    private enum Deed
    {
        Correct,
        Postpone,
        PutOff,
        Cancel,
        Undo,
        Join,
        Silence,
        Leave,
        Wait,
    }

    [Fact]
    public void Exactly_those_who_got_the_notice_hear_of_every_change() =>
        Gen.Select(Gen.Enum<Deed>().List[1, 10], Gen.Bool).Sample((deeds, postgresql) =>
            PlayAsync(deeds, postgresql ? Dialect.PostgreSql : Dialect.Sqlite).GetAwaiter().GetResult(), iter: 40, threads: 2);

    [Theory]
    [InlineData(Dialect.Sqlite)]
    [InlineData(Dialect.PostgreSql)]
    public async Task Two_secretaries_who_change_one_notice_do_not_undo_each_other(Dialect dialect)
    {
        await using var bot = await TestBot.StartAsync(dialect, postgres);
        await bot.SettleAsync("मधुबन", [(Secretary, Role.Secretary), ("anita", Role.Secretary), ("sita", Role.Citizen)]);
        await PublishAsync(bot);
        await OpenAsync(bot, Secretary, "notice-correct");
        await OpenAsync(bot, "anita", "notice-correct");
        await AnswerAsync(bot, Secretary, TestBot.Sentence("call.edit.when"));
        await bot.SayAsync(Secretary, "20 दिसंबर 3 बजे");
        await AnswerAsync(bot, "anita", TestBot.Sentence("call.edit.where"));
        await bot.SayAsync("anita", "स्कूल");
        await SendAsync(bot, Secretary, "corrected");
        var said = await SendAsync(bot, "anita", "corrected");
        Assert.Contains(TestBot.Sentence("call.stale"), said[0].Text, StringComparison.Ordinal);
    }

    /// <summary>Plays the deeds and keeps a simple account beside: what each chat was told last, and who listens.</summary>
    private async Task PlayAsync(List<Deed> deeds, Dialect dialect)
    {
        await using var bot = await TestBot.StartAsync(dialect, postgres);
        await bot.SettleAsync("मधुबन", [(Secretary, Role.Secretary), .. Enumerable.Range(0, 4).Select(i => ($"c{i}", Role.Citizen))]);
        var listening = new HashSet<string> { Secretary, "c0", "c1", "c2", "c3" };
        var heard = new HashSet<string>();
        var people = 4;
        await PublishAsync(bot);
        var (day, open, putOff) = (20, true, false);
        await DrainAsync();
        foreach (var chat in heard)
            Assert.Contains(chat, listening);
        Assert.Equal(listening, heard);

        foreach (var deed in deeds)
        {
            switch (deed)
            {
                case Deed.Correct or Deed.Postpone when open:
                    await OpenAsync(bot, Secretary, deed == Deed.Correct ? "notice-correct" : "notice-postpone");
                    if (deed == Deed.Correct)
                        await AnswerAsync(bot, Secretary, TestBot.Sentence("call.edit.when"));
                    await DateAsync(bot, $"{++day} दिसंबर 2 बजे");
                    if (deed == Deed.Postpone)
                        await bot.SayAsync(Secretary, "बारिश");
                    await SendAsync(bot, Secretary, deed == Deed.Correct ? "corrected" : "postponed");
                    await ChangedAsync($"{day} दिसंबर");
                    putOff = false;
                    break;
                case Deed.PutOff when open:
                    await OpenAsync(bot, Secretary, "notice-postpone");
                    await AnswerAsync(bot, Secretary, TestBot.Sentence("call.when.later"));
                    await bot.SayAsync(Secretary, "बारिश");
                    await SendAsync(bot, Secretary, "postponed");
                    await ChangedAsync(TestBot.Sentence("notice.date.later"));
                    putOff = true;
                    break;
                case Deed.Cancel when open:
                    await OpenAsync(bot, Secretary, "notice-cancel");
                    await bot.SayAsync(Secretary, "काम नहीं");
                    await SendAsync(bot, Secretary, "cancelled");
                    open = false;
                    await ChangedAsync("काम नहीं");
                    break;
                case Deed.Undo when open:
                    await OpenAsync(bot, Secretary, "notice-correct");
                    await AnswerAsync(bot, Secretary, TestBot.Sentence("call.edit.when"));
                    await DateAsync(bot, "30 दिसंबर 4 बजे");
                    var sent = await SendAsync(bot, Secretary, "corrected");
                    await bot.PressAsync(Secretary, sent[0].Buttons.First(button => button.Label == TestBot.Sentence("call.undo")).Payload);
                    Assert.Empty(await DrainAsync());
                    break;
                case Deed.Join:
                    var newcomer = $"c{people++}";
                    await ListenAsync(bot, newcomer);
                    listening.Add(newcomer);
                    await DrainAsync();
                    await DrainAsync();
                    break;
                case Deed.Silence when listening.Contains("c1"):
                    await bot.SayAsync("c1", "/stop");
                    listening.Remove("c1");
                    break;
                case Deed.Leave when listening.Contains("c2"):
                    await bot.PressAsync("c2", ">leave");
                    listening.Remove("c2");
                    break;
                case Deed.Wait:
                    await DrainAsync();
                    break;
            }
        }

        await DrainAsync();
        await DrainAsync();
        if (open && !putOff)
            Assert.Superset(listening, heard);
        Assert.Empty((await LedgerCheck.RunAsync(bot.Database, CancellationToken.None)).Faults);

        async Task ChangedAsync(string words)
        {
            var before = heard.Where(listening.Contains).ToHashSet();
            var got = await DrainAsync();
            // Who joined meanwhile gets the whole notice: that begins with the loudspeaker.
            Assert.Equal(before.Order(), got.Where(one => !one.Text.StartsWith("📢", StringComparison.Ordinal) && one.Text.Contains(words, StringComparison.Ordinal)).Select(one => one.Chat).Order());
        }

        // Two minutes pass; what was sent to everybody is read.
        async Task<List<(string Chat, string Text)>> DrainAsync()
        {
            bot.Clock.Advance(TimeSpan.FromMinutes(2));
            var got = new List<(string, string)>();
            for (var i = 0; i < people + 1; i++)
            {
                var chat = i == people ? Secretary : $"c{i}";
                foreach (var reply in (await bot.PostAsync(chat)).Where(reply => reply.Board is null))
                {
                    got.Add((chat, reply.Text));
                    heard.Add(chat);
                }
            }

            return got;
        }
    }

    private static async Task ListenAsync(TestBot bot, string chat) => await bot.Database.WriteAsync(async db =>
    {
        var row = await Chats.OpenAsync(db, bot.Address(chat), bot.Clock.GetUtcNow());
        var panchayat = await db.SingleAsync<long>("select id from place where kind = 'Panchayat'");
        (row.PanchayatId, row.JoinedAt) = (panchayat, bot.Clock.GetUtcNow());
        await Chats.SaveAsync(db, row);
    });

    private static async Task PublishAsync(TestBot bot)
    {
        await bot.SayAsync(Secretary, "नई सूचना");
        await AnswerAsync(bot, Secretary, TestBot.Sentence("call.kind.ordinary"));
        await bot.SayAsync(Secretary, "20 दिसंबर सुबह 11 बजे");
        await AnswerAsync(bot, Secretary, TestBot.Sentence("call.where.office"));
        await AnswerAsync(bot, Secretary, TestBot.Sentence("call.done"));
        await SendAsync(bot, Secretary, null);
    }

    /// <summary>Writes date and time; a meeting that was put off is asked for its place, too.</summary>
    private static async Task DateAsync(TestBot bot, string when)
    {
        var asked = await bot.SayAsync(Secretary, when);
        if (asked.Any(reply => reply.Buttons.Any(button => button.Label == TestBot.Sentence("call.where.office"))))
            await AnswerAsync(bot, Secretary, TestBot.Sentence("call.where.office"));
    }

    /// <summary>Presses a button of the open question.</summary>
    private static async Task<IReadOnlyList<Reply>> AnswerAsync(TestBot bot, string chat, string label)
    {
        var body = await bot.Database.ReadAsync(db => db.QueryAsync<string>("select body from outbox where channel = 'test' and chat_id = @chat order by id desc limit 10", new { chat }));
        var button = body.Select(Outbox.Unpack).SelectMany(reply => reply.Buttons).FirstOrDefault(button => button.Label == label)
            ?? throw new InvalidOperationException($"There is no button [{label}] in: {string.Join("\n---\n", body)}");
        return await bot.PressAsync(chat, button.Payload);
    }

    private static async Task<IReadOnlyList<Reply>> SendAsync(TestBot bot, string chat, string? act)
    {
        await AnswerAsync(bot, chat, TestBot.Sentence("call.next"));
        return await AnswerAsync(bot, chat, TestBot.Sentence(act is null ? "call.publish" : $"call.publish.{act}"));
    }

    private static async Task OpenAsync(TestBot bot, string chat, string route)
    {
        var id = await bot.Database.ReadAsync(db => db.SingleAsync<long>("select max(id) from notice"));
        await bot.PressAsync(chat, $">{route} {id}");
    }
}
