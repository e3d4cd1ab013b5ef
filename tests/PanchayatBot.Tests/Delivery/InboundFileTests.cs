using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PanchayatBot.Content;
using PanchayatBot.Delivery;
using PanchayatBot.Delivery.Inbound;
using PanchayatBot.Messages;
using PanchayatBot.Storage;
using PanchayatBot.Tests.Support;

namespace PanchayatBot.Tests.Delivery;

/// <summary>Files that people sent, on a real database; the clock is moved by the test, and each round is played by hand.</summary>
public sealed class InboundFileTests(PostgresServer postgres)
{
    private static readonly FetchResult Jpeg = new FetchResult.Got(SampleFile.Jpeg);

    public static TheoryData<Dialect> Both() => [Dialect.Sqlite, Dialect.PostgreSql];

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_kept_file_has_its_key_at_once_and_arrives_under_it(Dialect dialect)
    {
        await using var desk = await Desk.NewAsync(dialect, postgres, (_, _) => Jpeg);
        var until = desk.Now + TimeSpan.FromDays(30);
        var key = await desk.KeepAsync("letter", "../सूचना पत्र.exe", until);
        Assert.Equal(key, Assert.IsType<InboundFile.Waiting>(await desk.StateAsync(key)).Key);
        Assert.Equal(1, await desk.RoundAsync());
        Assert.Equal(new StoredFile(key, "सूचना पत्र.jpg", "image/jpeg"), Assert.IsType<InboundFile.Arrived>(await desk.StateAsync(key)).File);
        Assert.Equal(SampleFile.Jpeg, await desk.BytesAsync(key));
        Assert.Equal(0, await desk.RoundAsync());
        Assert.Equal(["letter"], desk.Channel.Fetched);
        Assert.Empty(await desk.SaidAsync());

        // Kept only as long as was said.
        desk.Bot.Clock.Advance(TimeSpan.FromDays(31));
        Assert.Equal(1, await desk.Bot.Database.WriteAsync(db => Files.ForgetAsync(db, desk.Now)));
        Assert.Equal(FileRefusal.Gone, Assert.IsType<InboundFile.Refused>(await desk.StateAsync(key)).Why);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task What_a_rolled_back_turn_wanted_is_not_fetched(Dialect dialect)
    {
        await using var desk = await Desk.NewAsync(dialect, postgres, (_, _) => Jpeg);
        await Assert.ThrowsAsync<InvalidOperationException>(() => desk.Bot.Database.WriteAsync<bool>(async db =>
        {
            await desk.Files.KeepAsync(db, Message("letter"), desk.Now, null);
            throw new InvalidOperationException("the handler fails");
        }));
        Assert.Equal(0, await desk.RoundAsync());
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_file_that_comes_with_its_message_is_there_at_once(Dialect dialect)
    {
        await using var desk = await Desk.NewAsync(dialect, postgres, (_, _) => Jpeg);
        var message = Message("") with { Attachment = new Attachment(AttachmentKind.Document) { Content = SampleFile.Pdf, Name = "letter.pdf" } };
        var arrived = Assert.IsType<InboundFile.Arrived>(await desk.Bot.Database.WriteAsync(db => desk.Files.KeepAsync(db, message, desk.Now, null)));
        Assert.Equal(("letter.pdf", "application/pdf"), (arrived.File.Name, arrived.File.MediaType));
        Assert.Equal(SampleFile.Pdf, await desk.BytesAsync(arrived.File.Key));
        Assert.Equal(0, await desk.RoundAsync());
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task What_can_be_seen_to_be_no_use_is_refused_before_it_is_fetched(Dialect dialect)
    {
        await using var desk = await Desk.NewAsync(dialect, postgres, (_, _) => Jpeg);
        (Attachment? Sent, FileRefusal Why)[] cases =
        [
            (null, FileRefusal.Kind),
            (new(AttachmentKind.Voice) { Reference = "v" }, FileRefusal.Kind),
            (new(AttachmentKind.Document) { Reference = "d", MediaType = "application/zip" }, FileRefusal.Kind),
            (new(AttachmentKind.Document) { Reference = "d", MediaType = "application/pdf", Bytes = 11 << 20 }, FileRefusal.Large),
            (new(AttachmentKind.Photo), FileRefusal.Gone),
            (new(AttachmentKind.Photo) { Content = SampleFile.Text }, FileRefusal.Kind),
        ];
        foreach (var (sent, why) in cases)
        {
            var state = await desk.Bot.Database.WriteAsync(db => desk.Files.KeepAsync(db, Message("") with { Attachment = sent }, desk.Now, null));
            Assert.Equal(why, Assert.IsType<InboundFile.Refused>(state).Why);
        }

        Assert.Equal(0, await desk.RoundAsync());
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_file_that_turns_out_to_be_something_else_is_refused_and_its_sender_told(Dialect dialect)
    {
        await using var desk = await Desk.NewAsync(dialect, postgres, (_, _) => new FetchResult.Got(SampleFile.Text));
        var key = await desk.KeepAsync("letter", "letter.pdf");
        await desk.RoundAsync();
        var refused = Assert.IsType<InboundFile.Refused>(await desk.StateAsync(key));
        Assert.Equal(FileRefusal.Kind, refused.Why);
        Assert.Equal([TestBot.Sentence(refused.TextKey)], await desk.SaidAsync());
        Assert.Equal(0, await desk.RoundAsync());
        Assert.DoesNotContain(desk.Log, line => line.Contains("letter", StringComparison.Ordinal));

        desk.Bot.Clock.Advance(TimeSpan.FromDays(8));
        Assert.Equal(1, await desk.Bot.Database.WriteAsync(db => InboundFiles.ForgetAsync(db, desk.Now)));
        Assert.Equal(FileRefusal.Gone, Assert.IsType<InboundFile.Refused>(await desk.StateAsync(key)).Why);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Trouble_is_waited_out_longer_and_longer_and_then_given_up(Dialect dialect)
    {
        await using var desk = await Desk.NewAsync(dialect, postgres, (reference, attempt) => reference == "lost" || attempt < 4 ? new FetchResult.TryLater("502") : Jpeg);
        var late = await desk.KeepAsync("late");
        var pauses = new List<double>();
        while (await desk.StateAsync(late) is InboundFile.Waiting)
        {
            await desk.RoundAsync();
            if (await desk.DueAsync() is not { } due)
                break;
            pauses.Add((due - desk.Now).TotalSeconds);
            desk.Bot.Clock.Advance(due - desk.Now - TimeSpan.FromSeconds(1));
            Assert.Equal(0, await desk.RoundAsync());
            desk.Bot.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal([2, 4, 8], pauses);
        Assert.IsType<InboundFile.Arrived>(await desk.StateAsync(late));

        var lost = await desk.KeepAsync("lost");
        var rounds = 0;
        for (; await desk.StateAsync(lost) is InboundFile.Waiting && rounds < 1_000; rounds++)
        {
            await desk.RoundAsync();
            desk.Bot.Clock.Advance(TimeSpan.FromMinutes(10));
        }

        Assert.InRange(rounds, 140, 160);
        Assert.Equal([TestBot.Sentence("file.refused.gone")], await desk.SaidAsync());
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_request_to_wait_holds_the_whole_channel_and_costs_no_attempt(Dialect dialect)
    {
        await using var desk = await Desk.NewAsync(dialect, postgres, (reference, attempt) => reference == "first" && attempt == 1 ? new FetchResult.Wait(TimeSpan.FromSeconds(30)) : Jpeg);
        var first = await desk.KeepAsync("first");
        await desk.RoundAsync();
        var second = await desk.KeepAsync("second");
        desk.Bot.Clock.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(0, await desk.RoundAsync());
        Assert.Equal(["first"], desk.Channel.Fetched);
        Assert.Equal([0, 0], await desk.Bot.Database.ReadAsync(db => db.QueryAsync<int>("select attempts from inbound_file")));
        desk.Bot.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(2, await desk.RoundAsync());
        Assert.All([await desk.StateAsync(first), await desk.StateAsync(second)], state => Assert.IsType<InboundFile.Arrived>(state));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task What_a_process_that_died_had_claimed_is_fetched_by_another(Dialect dialect)
    {
        await using var desk = await Desk.NewAsync(dialect, postgres, (_, _) => Jpeg);
        var key = await desk.KeepAsync("letter");
        var claimed = Assert.Single(await desk.Bot.Database.WriteAsync(db => InboundClaims.TakeAsync(db, "test", 4, "dead", desk.Now, desk.Now + TimeSpan.FromMinutes(4))));
        // One process owns a SQLite file, so whoever had claimed it before is dead; on PostgreSQL the lease has to run out.
        if (dialect == Dialect.PostgreSql)
        {
            Assert.Equal(0, await desk.RoundAsync());
            desk.Bot.Clock.Advance(TimeSpan.FromMinutes(5));
        }

        Assert.Equal(1, await desk.RoundAsync());
        Assert.IsType<InboundFile.Arrived>(await desk.StateAsync(key));
        // The dead one was only slow: what it brings, says or gives back changes nothing.
        await desk.Bot.Database.WriteAsync(async db =>
        {
            Assert.False(await InboundClaims.ArrivedAsync(db, claimed, "dead", FileType.Pdf, SampleFile.Pdf, desk.Now));
            Assert.False(await InboundClaims.RefuseAsync(db, key, "dead", FileRefusal.Gone, desk.Now));
            await InboundClaims.AgainAsync(db, key, "dead", desk.Now, countsAttempt: true);
        });
        Assert.Equal(SampleFile.Jpeg, await desk.BytesAsync(key));
    }

    [Fact]
    public async Task Of_several_processes_on_one_database_one_fetches_each_file()
    {
        await using var desk = await Desk.NewAsync(Dialect.PostgreSql, postgres, (_, _) => Jpeg);
        for (var i = 0; i < 24; i++)
            await desk.KeepAsync($"file {i}");
        var workers = Enumerable.Range(0, 4).Select(_ => desk.NewWorker()).ToList();
        while ((await Task.WhenAll(workers.Select(worker => worker.RoundAsync(CancellationToken.None)))).Sum() > 0)
            await Task.Yield();
        Assert.Equal(24, desk.Channel.Fetched.Distinct().Count());
        Assert.Equal(24, desk.Channel.Fetched.Count);
        Assert.Equal(24, await desk.Bot.Database.ReadAsync(db => db.SingleAsync<long>("select count(*) from file")));
        workers.ForEach(worker => worker.Dispose());
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task How_long_a_file_is_kept_may_change_while_it_is_fetched_and_who_drops_it_gets_none(Dialect dialect)
    {
        Func<Task> meanwhile = () => Task.CompletedTask;
        await using var desk = await Desk.NewAsync(dialect, postgres, (_, _) => Jpeg, () => meanwhile());
        var published = await desk.KeepAsync("published", until: desk.Now + TimeSpan.FromHours(1));
        meanwhile = () => desk.Bot.Database.WriteAsync(db => InboundFiles.KeepUntilAsync(db, published, null));
        await desk.RoundAsync();
        var dropped = await desk.KeepAsync("dropped");
        meanwhile = () => desk.Bot.Database.WriteAsync(db => InboundFiles.DropAsync(db, dropped));
        await desk.RoundAsync();

        desk.Bot.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, await desk.Bot.Database.WriteAsync(db => Files.ForgetAsync(db, desk.Now)));
        Assert.IsType<InboundFile.Arrived>(await desk.StateAsync(published));
        Assert.IsType<InboundFile.Refused>(await desk.StateAsync(dropped));
        Assert.Null(await desk.BytesAsync(dropped));

        await desk.Bot.Database.WriteAsync(db => InboundFiles.KeepUntilAsync(db, published, desk.Now - TimeSpan.FromHours(1)));
        Assert.Equal(1, await desk.Bot.Database.WriteAsync(db => Files.ForgetAsync(db, desk.Now)));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_running_worker_fetches_at_once_and_gives_back_what_it_holds_when_it_stops(Dialect dialect)
    {
        var asked = new TaskCompletionSource();
        await using var desk = await Desk.NewAsync(dialect, postgres, (reference, _) => reference == "slow" ? new FetchResult.TryLater("stopping") : Jpeg, async () =>
        {
            if (asked.Task.IsCompleted)
                return;
            asked.SetResult();
            await Task.Delay(100);
        });
        using var worker = desk.NewWorker();
        await worker.StartAsync(CancellationToken.None);
        await desk.KeepAsync("slow");
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await worker.StopAsync(CancellationToken.None);
        Assert.Equal([null], await desk.Bot.Database.ReadAsync(db => db.QueryAsync<string?>("select leased_by from inbound_file")));
    }

    private static InboundMessage Message(string reference, string? name = null) =>
        new(new ChatAddress("test", "sita"), "1", "", Attachment: new Attachment(AttachmentKind.Photo) { Reference = reference, Name = name });

    /// <summary>A bot, a channel that has files, and a worker that fetches them.</summary>
    private sealed class Desk : IAsyncDisposable
    {
        private readonly InboundFileWorker _worker;

        private Desk(TestBot bot, Func<string, int, FetchResult> files, Func<Task>? meanwhile)
        {
            Bot = bot;
            Channel = new ScriptedChannel((_, _) => new DeliveryResult.Sent("1")) { Files = files, Meanwhile = meanwhile };
            _worker = NewWorker();
        }

        public TestBot Bot { get; }

        public ScriptedChannel Channel { get; }

        public List<string> Log { get; } = [];

        public InboundFiles Files => Bot.Services.GetRequiredService<InboundFiles>();

        public DateTimeOffset Now => Bot.Clock.GetUtcNow();

        public static async Task<Desk> NewAsync(Dialect dialect, PostgresServer postgres, Func<string, int, FetchResult> files, Func<Task>? meanwhile = null) =>
            new(await TestBot.StartAsync(dialect, postgres), files, meanwhile);

        public InboundFileWorker NewWorker() => new(
            [Channel], Bot.Database, Files, Bot.Outbox, Bot.Services.GetRequiredService<Texts>(), Options.Create(new InboundFileOptions()), Bot.Clock, new ListLogger<InboundFileWorker>(Log));

        public async Task<string> KeepAsync(string reference, string? name = null, DateTimeOffset? until = null) =>
            Assert.IsType<InboundFile.Waiting>(await Bot.Database.WriteAsync(db => Files.KeepAsync(db, Message(reference, name), Now, until))).Key;

        public Task<int> RoundAsync() => _worker.RoundAsync(CancellationToken.None);

        public Task<InboundFile> StateAsync(string key) => Bot.Database.ReadAsync(db => InboundFiles.StateAsync(db, key));

        public Task<byte[]?> BytesAsync(string key) => Bot.Database.ReadAsync(db => PanchayatBot.Delivery.Files.BytesAsync(db, key));

        public Task<DateTimeOffset?> DueAsync() => Bot.Database.ReadAsync(InboundClaims.NextDueAsync);

        public async Task<IReadOnlyList<string>> SaidAsync() =>
            [.. (await Bot.Database.ReadAsync(db => db.QueryAsync<string>("select body from outbox where chat_id = 'sita' order by id"))).Select(body => Outbox.Unpack(body).Text)];

        public async ValueTask DisposeAsync()
        {
            _worker.Dispose();
            await Bot.DisposeAsync();
        }
    }
}
