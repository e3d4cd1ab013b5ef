using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PanchayatBot.Content;
using PanchayatBot.Delivery;
using PanchayatBot.Delivery.Broadcasts;
using PanchayatBot.Messages;
using PanchayatBot.Places;
using PanchayatBot.Storage;
using PanchayatBot.Tests.Support;

namespace PanchayatBot.Tests.Delivery;

/// <summary>Broadcasts on a real database; the clock is moved by the test, and each round is played by hand.</summary>
public sealed class BroadcastTests(PostgresServer postgres)
{
    private const int Chats = 1_200;

    public static TheoryData<Dialect> Both() => [Dialect.Sqlite, Dialect.PostgreSql];

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Everybody_of_the_panchayat_gets_it_once_in_their_language(Dialect dialect)
    {
        await using var village = await Village.NewAsync(dialect, postgres);
        var id = await village.OrderAsync("published");
        Assert.Equal(id, await village.OrderAsync("published"));
        await village.RoundAsync();
        Assert.Equal(0, (await village.CountAsync(id)).Total);

        village.Bot.Clock.Advance(TimeSpan.FromSeconds(61));
        await village.RoundAsync();
        var before = await village.CountAsync(id);
        // Of 1,200: one in ten wants nothing, one in eleven of the others is unreachable.
        Assert.Equal((Chats * 9 / 10, 0), (before.Total, before.Sent));
        Assert.Equal((before.Total - before.Unreachable, before.Unreachable), await village.Bot.Database.ReadAsync(db => BroadcastStore.AudienceAsync(db, village.Panchayat, null)));

        // Filled again by a process that died before it had noted that it was through.
        await village.SqlAsync("update broadcast set state = 'filling', fill_chat = '', fill_channel = ''");
        await village.RoundAsync();
        Assert.Equal(before.Total, (await village.CountAsync(id)).Total);

        await village.DeliverAsync();
        var after = await village.CountAsync(id);
        Assert.Equal((before.Total, before.Unreachable, 0), (after.Total, after.Unreachable, after.Waiting));
        Assert.Equal(after.Sent, village.Channel.Attempts.Count(attempt => attempt.Message.Lane == Lane.Broadcast));
        Assert.All(village.Channel.Attempts.Where(attempt => attempt.Message.Lane == Lane.Broadcast),
            attempt => Assert.Equal(int.Parse(attempt.Message.To.Id) % 3 == 0 ? "Meeting on Monday" : "सोमवार को बैठक", attempt.Message.Reply.Text));
        village.Bot.Clock.Advance(TimeSpan.FromSeconds(5));
        await village.RoundAsync();
        Assert.Equal(BroadcastState.Done, (await village.FindAsync(id)).State);
        await village.DeliverAsync();
        var report = village.Channel.Attempts.Last(attempt => attempt.Message.To.Id == "secretary").Message;
        Assert.Equal($"broadcast:{id}", report.Reply.Board);
        Assert.Contains(Formats.Number(after.Sent), report.Reply.Text, StringComparison.Ordinal);
        Assert.Empty(report.Reply.Buttons);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task It_can_be_undone_for_a_minute_and_stopped_later(Dialect dialect)
    {
        await using var village = await Village.NewAsync(dialect, postgres);
        var undone = await village.OrderAsync("first");
        Assert.True(await village.Bot.Database.WriteAsync(db => BroadcastStore.UndoAsync(db, undone, village.Now)));
        var id = await village.OrderAsync("second");
        village.Bot.Clock.Advance(TimeSpan.FromSeconds(61));
        Assert.False(await village.Bot.Database.WriteAsync(db => BroadcastStore.UndoAsync(db, id, village.Now)));
        await village.RoundAsync();
        Assert.True(await village.Bot.Database.WriteAsync(db => BroadcastStore.StopAsync(db, id, village.Now)));
        Assert.False(await village.Bot.Database.WriteAsync(db => BroadcastStore.StopAsync(db, id, village.Now)));
        await village.RoundAsync();
        await village.DeliverAsync();
        Assert.DoesNotContain(village.Channel.Attempts, attempt => attempt.Message.Lane == Lane.Broadcast);
        var count = await village.CountAsync(id);
        Assert.Equal((0, 0), (count.Sent, count.Waiting));
        Assert.Equal(count.Total - count.Unreachable, count.Stopped);
        Assert.Equal(0, (await village.CountAsync(undone)).Total);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_correction_goes_to_exactly_those_who_heard_and_newcomers_hear_what_is_open(Dialect dialect)
    {
        await using var village = await Village.NewAsync(dialect, postgres);
        var first = await village.OrderAsync("published", openFor: TimeSpan.FromDays(7));
        village.Bot.Clock.Advance(TimeSpan.FromSeconds(61));
        await village.RoundAsync();
        await village.DeliverAsync();
        village.Bot.Clock.Advance(TimeSpan.FromHours(1));
        await village.RoundAsync();
        Assert.Equal(BroadcastState.Done, (await village.FindAsync(first)).State);
        var heard = (await village.CountAsync(first)).Sent;

        await village.JoinAsync("new-1");
        village.Bot.Clock.Advance(TimeSpan.FromMinutes(1));
        await village.RoundAsync();
        await village.RoundAsync();
        await village.DeliverAsync();
        Assert.Equal(heard + 1, (await village.CountAsync(first)).Sent);

        // Comes after the correction was ordered: hears the notice as it is then, from whoever makes it; not this one.
        var correction = await village.OrderAsync("corrected", audience: Audience.Recipients);
        village.Bot.Clock.Advance(TimeSpan.FromSeconds(61));
        // Somebody who heard it asks for silence: from then on nothing comes any more, not even the change.
        await village.SqlAsync("update chat set silenced_at = first_seen where chat_id = 'new-1'");
        await village.RoundAsync();
        await village.DeliverAsync();
        Assert.Equal(heard, (await village.CountAsync(correction)).Sent);
        var got = village.Channel.Attempts.Where(attempt => attempt.Message.Lane == Lane.Broadcast).GroupBy(attempt => attempt.Message.To.Id);
        Assert.All(got, chat => Assert.Equal(chat.Key == "new-1" ? 1 : 2, chat.Count()));
        Assert.Equal(heard + 1, got.Count());
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_ward_hears_only_its_own(Dialect dialect)
    {
        await using var village = await Village.NewAsync(dialect, postgres);
        var ward = await village.Bot.Database.WriteAsync(db => PlaceStore.AddAsync(db, PlaceKind.Ward, village.Panchayat, "BR", new Bilingual("वार्ड 3", "Ward 3"), null));
        await village.SqlAsync($"update chat set ward_id = {ward} where chat_id in ('0004', '0005')");
        var id = await village.OrderAsync("ward", ward: ward);
        village.Bot.Clock.Advance(TimeSpan.FromSeconds(61));
        await village.RoundAsync();
        Assert.Equal(2, (await village.CountAsync(id)).Total);
    }

    [Fact]
    public async Task More_than_a_page_is_refused_before_anybody_gets_half_of_it()
    {
        await using var village = await Village.NewAsync(Dialect.Sqlite, postgres);
        await Assert.ThrowsAsync<ArgumentException>(() => village.Bot.Database.WriteAsync(db => BroadcastStore.OrderAsync(db,
            new BroadcastOrder(village.Panchayat, "s", "o", [new Reply(new string('अ', Outbox.PageLength + 1))], [new Reply("x")], village.Now, village.Now), village.Now)));
    }

    /// <summary>A panchayat of 1,200 chats, every tenth silenced, and somebody in another one.</summary>
    private sealed class Village : IAsyncDisposable
    {
        public required TestBot Bot { get; init; }

        public long Panchayat { get; private set; }

        public ScriptedChannel Channel { get; } = new((_, _) => new DeliveryResult.Sent("1"));

        public DateTimeOffset Now => Bot.Clock.GetUtcNow();

        public static async Task<Village> NewAsync(Dialect dialect, PostgresServer postgres)
        {
            var village = new Village { Bot = await TestBot.StartAsync(dialect, postgres) };
            await village.Bot.Database.WriteAsync(async db =>
            {
                village.Panchayat = await PlaceStore.AddAsync(db, PlaceKind.Panchayat, null, "BR", new Bilingual("रामपुर", "Rampur"), null);
                var other = await PlaceStore.AddAsync(db, PlaceKind.Panchayat, null, "BR", new Bilingual("बहादुरपुर", "Bahadurpur"), null);
                for (var i = 0; i <= Chats; i++)
                {
                    await db.ExecuteAsync("""
                        insert into chat (channel, chat_id, panchayat_id, language, joined_at, silenced_at, unreachable_since, first_seen, last_seen)
                        values ('test', @id, @place, @language, @Now, @silenced, @unreachable, @Now, @Now)
                        """, new
                    {
                        id = i.ToString("D4"),
                        place = i == Chats ? other : village.Panchayat,
                        language = i % 3 == 0 ? "en" : "hi",
                        village.Now,
                        silenced = i % 10 == 9 ? village.Now : (DateTimeOffset?)null,
                        unreachable = i % 11 == 10 ? village.Now : (DateTimeOffset?)null,
                    });
                }
            });
            return village;
        }

        public Task<long> OrderAsync(string once, TimeSpan? openFor = null, Audience audience = Audience.Subscribers, long? ward = null) => Bot.Database.WriteAsync(db =>
            BroadcastStore.OrderAsync(db, new BroadcastOrder(Panchayat, "notice:1", once, [new Reply("सोमवार को बैठक")], [new Reply("Meeting on Monday")], Now.AddMinutes(1), Now.AddDays(60))
            {
                Audience = audience,
                WardId = ward,
                OpenUntil = Now + openFor,
                ReportTo = new ChatAddress("test", "secretary"),
            }, Now));

        public Task<int> JoinAsync(string chat) => Bot.Database.WriteAsync(db => db.ExecuteAsync(
            "insert into chat (channel, chat_id, panchayat_id, joined_at, first_seen, last_seen) values ('test', @chat, @Panchayat, @Now, @Now, @Now)", new { chat, Panchayat, Now }));

        public async Task RoundAsync()
        {
            using var worker = new BroadcastWorker(Bot.Database, Bot.Outbox, Bot.Services.GetRequiredService<Texts>(), [Channel], Bot.Clock, Bot.Services.GetRequiredService<ILogger<BroadcastWorker>>());
            await worker.RoundAsync(default);
            await worker.RoundAsync(default);
        }

        public async Task DeliverAsync()
        {
            using var worker = new DeliveryWorker([Channel], Bot.Database, Bot.Outbox, Options.Create(new DeliveryOptions()), Bot.Clock, Bot.Services.GetRequiredService<ILoggerFactory>());
            await worker.StartAsync(default);
            var until = DateTimeOffset.UtcNow.AddSeconds(60);
            while (await Bot.Database.ReadAsync(db => db.SingleAsync<long>("select count(*) from outbox where state in ('waiting', 'sending')")) > 0)
            {
                Assert.True(DateTimeOffset.UtcNow < until, "the outbox did not empty in time");
                await Task.Delay(20);
            }

            await worker.StopAsync(default);
        }

        public Task<BroadcastCount> CountAsync(long id) => Bot.Database.ReadAsync(db => BroadcastStore.CountAsync(db, id));

        public async Task<Broadcast> FindAsync(long id) => (await Bot.Database.ReadAsync(db => BroadcastStore.FindAsync(db, id)))!;

        public Task<int> SqlAsync(string sql) => Bot.Database.WriteAsync(db => db.ExecuteAsync(sql));

        public ValueTask DisposeAsync() => Bot.DisposeAsync();
    }
}
