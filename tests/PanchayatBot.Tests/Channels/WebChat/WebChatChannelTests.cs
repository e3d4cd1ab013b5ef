using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using PanchayatBot.Channels.WebChat;
using PanchayatBot.Delivery;
using PanchayatBot.Messages;
using PanchayatBot.Storage;
using PanchayatBot.Tests.Support;

namespace PanchayatBot.Tests.Channels.WebChat;

/// <summary>The streams behind the page, at the moments that are hard to hit from outside.</summary>
public sealed class WebChatChannelTests(PostgresServer postgres)
{
    private static readonly ChatAddress Sita = new(WebChatChannel.ChannelName, "sita");
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task A_page_that_opens_between_the_push_and_its_record_still_gets_the_message()
    {
        var channel = new WebChatChannel(_clock);
        await SendAsync(channel, 1);
        await SendAsync(channel, 2, "ramesh");
        using (var page = channel.Open("sita")!)
            Assert.Equal([1], page.JustPushed.Select(m => m.Id));
        _clock.Advance(TimeSpan.FromSeconds(31));
        await SendAsync(channel, 3);
        using var later = channel.Open("sita")!;
        Assert.Equal([3], later.JustPushed.Select(m => m.Id));
    }

    [Fact]
    public async Task Every_open_page_of_a_chat_is_told_and_a_seventh_takes_the_place_of_the_first()
    {
        var channel = new WebChatChannel(_clock);
        var pages = Enumerable.Range(0, 7).Select(_ => channel.Open("sita")!).ToList();
        using var other = channel.Open("ramesh")!;
        await SendAsync(channel, 1);
        Assert.False(await pages[0].Arriving.WaitToReadAsync());
        foreach (var page in pages.Skip(1))
            Assert.Equal(1, (await page.Arriving.ReadAsync()).Id);
        Assert.False(other.Arriving.TryRead(out _));
        pages.ForEach(page => page.Dispose());
        await SendAsync(channel, 2);
    }

    [Fact]
    public async Task A_page_that_does_not_read_is_cut_off_instead_of_filling_the_memory()
    {
        var channel = new WebChatChannel(_clock);
        using var page = channel.Open("sita")!;
        for (var id = 1; id <= 300; id++)
            Assert.IsType<DeliveryResult.Sent>(await SendAsync(channel, id));
        var read = 0;
        await foreach (var _ in page.Arriving.ReadAllAsync())
            read++;
        Assert.Equal(200, read);
    }

    [Fact]
    public void The_server_carries_only_so_many_pages()
    {
        var channel = new WebChatChannel(_clock);
        var pages = Enumerable.Range(0, 2_000).Select(i => channel.Open($"chat{i}")).ToList();
        Assert.DoesNotContain(null, pages);
        Assert.Null(channel.Open("one too many"));
        pages[0]!.Dispose();
        Assert.NotNull(channel.Open("now there is room"));
    }

    [Fact]
    public async Task The_stream_beats_every_quarter_minute_and_finds_what_another_process_sent()
    {
        await using var bot = await TestBot.StartAsync(Dialect.Sqlite, postgres);
        var channel = new WebChatChannel(bot.Clock);
        using var page = channel.Open(Sita.Id)!;
        using var stop = new CancellationTokenSource();
        var body = new WrittenBody();
        var http = new DefaultHttpContext();
        http.Response.Body = body;
        var running = new EventStream(http.Response, Sita, bot.Outbox, bot.Clock).RunAsync(page, 0, stop.Token);
        await body.HasAsync("event: ready");
        Assert.DoesNotContain("\n: \n", body.Text, StringComparison.Ordinal);

        await bot.Database.WriteAsync(async db =>
        {
            await bot.Outbox.AddAsync(db, Sita, new Reply("दूसरी प्रक्रिया से"), Language.Hindi, Lane.Alert, bot.Clock.GetUtcNow());
            await db.ExecuteAsync("update outbox set state = 'sent'");
        });
        await body.HasAsync("\n: \n", () => bot.Clock.Advance(TimeSpan.FromSeconds(15)));
        Assert.Contains("दूसरी प्रक्रिया से", body.Text, StringComparison.Ordinal);

        // A reminder with a lower number comes late: it is told, and the page's place in the talk does not move back.
        await channel.SendAsync(new Outgoing(900, Sita, new Reply("नया"), Lane.Answer, DateTimeOffset.UnixEpoch), CancellationToken.None);
        await channel.SendAsync(new Outgoing(800, Sita, new Reply("पुराना"), Lane.Alert, DateTimeOffset.UnixEpoch), CancellationToken.None);
        await channel.SendAsync(new Outgoing(900, Sita, new Reply("नया"), Lane.Answer, DateTimeOffset.UnixEpoch), CancellationToken.None);
        await channel.SendAsync(new Outgoing(901, Sita, new Reply("अंत"), Lane.Answer, DateTimeOffset.UnixEpoch), CancellationToken.None);
        await body.HasAsync("अंत");
        Assert.Equal(["id: 1", "id: 900", "id: 900", "id: 901"], body.Text.Split('\n').Where(line => line.StartsWith("id: ", StringComparison.Ordinal)));
        Assert.Contains("\"id\":800", body.Text, StringComparison.Ordinal);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Theory]
    [InlineData(Dialect.Sqlite)]
    [InlineData(Dialect.PostgreSql)]
    public async Task A_page_that_was_away_gets_a_late_message_with_a_lower_number(Dialect dialect)
    {
        await using var bot = await TestBot.StartAsync(dialect, postgres);
        var start = bot.Clock.GetUtcNow();
        foreach (var text in new[] { "याद", "सवाल", "जवाब" })
            await bot.Database.WriteAsync(db => bot.Outbox.AddAsync(db, Sita, new Reply(text), Language.Hindi, Lane.Answer, start));
        async Task SentAsync(long id, int minute) =>
            await bot.Database.WriteAsync(db => db.ExecuteAsync("update outbox set state = 'sent', settled_at = @at where id = @id", new { id, at = start.AddMinutes(minute) }));
        await SentAsync(2, 1);
        await SentAsync(3, 2);
        Assert.Empty(await bot.Outbox.SentSinceAsync(Sita, 3, 100, CancellationToken.None));
        await SentAsync(1, 3);
        Assert.Equal("याद", Assert.Single(await bot.Outbox.SentSinceAsync(Sita, 3, 100, CancellationToken.None)).Reply.Text);
        Assert.Empty(await bot.Outbox.SentSinceAsync(new ChatAddress("web", "ramesh"), 3, 100, CancellationToken.None));
    }

    private static Task<DeliveryResult> SendAsync(WebChatChannel channel, long id, string chat = "sita") =>
        channel.SendAsync(new Outgoing(id, new ChatAddress(channel.Name, chat), new Reply("नमस्ते"), Lane.Answer, DateTimeOffset.UnixEpoch), CancellationToken.None);

    /// <summary>A response's body that can be read while it is written.</summary>
    private sealed class WrittenBody : MemoryStream
    {
        private readonly Lock _gate = new();

        public string Text
        {
            get
            {
                lock (_gate)
                    return Encoding.UTF8.GetString(GetBuffer(), 0, (int)Length);
            }
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            lock (_gate)
                Write(buffer.Span);
            return ValueTask.CompletedTask;
        }

        public async Task HasAsync(string part, Action? meanwhile = null)
        {
            for (var i = 0; i < 400 && !Text.Contains(part, StringComparison.Ordinal); i++)
            {
                meanwhile?.Invoke();
                await Task.Delay(25);
            }

            Assert.Contains(part, Text, StringComparison.Ordinal);
        }
    }
}
