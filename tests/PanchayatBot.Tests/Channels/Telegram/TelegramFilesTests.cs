using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PanchayatBot.Channels.Telegram;
using PanchayatBot.Delivery;
using PanchayatBot.Delivery.Inbound;
using PanchayatBot.FakeTelegram;
using PanchayatBot.Messages;
using PanchayatBot.Storage;
using PanchayatBot.Tests.Support;
using Telegram.Bot;
using Telegram.Bot.Types;

namespace PanchayatBot.Tests.Channels.Telegram;

/// <summary>Photos, documents and places on Telegram: how they are read, fetched and sent.</summary>
public sealed class TelegramFilesTests
{
    private const long Sita = 7001;

    [Fact]
    public async Task A_letter_that_was_kept_is_fetched_and_there()
    {
        await using var telegram = await FakeTelegramServer.StartAsync();
        var fake = telegram.Bot();
        await using var bot = await RunningBot.StartAsync(telegram);
        fake.Attach(Sita, new Attached(AttachedKind.Document, "", "सूचना.pdf", SampleFile.Pdf) { MediaType = "application/pdf" });
        await fake.WaitForReplyAsync(Sita);
        var sent = fake.Transcript(Sita)[0].Attached!;
        // The first answers go wrong in every way there is.
        fake.Inject(Fault.OfStatus(502) with { Method = "getFile", Count = 1 });
        fake.Inject(Fault.Cut(DropMoment.MidAnswer) with { Method = "file", Count = 1 });

        var database = bot.Bot.Services.GetRequiredService<Database>();
        var files = bot.Bot.Services.GetRequiredService<InboundFiles>();
        var message = new InboundMessage(new ChatAddress("telegram", $"{Sita}"), "1", "", Attachment: new Attachment(AttachmentKind.Document)
        {
            Reference = sent.FileId,
            Name = sent.FileName,
            MediaType = sent.MediaType,
            Bytes = sent.Size,
        });
        var key = Assert.IsType<InboundFile.Waiting>(await database.WriteAsync(db => files.KeepAsync(db, message, DateTimeOffset.UtcNow, null))).Key;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        InboundFile state;
        while ((state = await database.ReadAsync(db => InboundFiles.StateAsync(db, key))) is InboundFile.Waiting)
            await Task.Delay(50, patience.Token);
        Assert.Equal(new StoredFile(key, "सूचना.pdf", "application/pdf"), Assert.IsType<InboundFile.Arrived>(state).File);
        Assert.Equal(SampleFile.Pdf, await database.ReadAsync(db => Files.BytesAsync(db, key)));
        Assert.Equal(3, fake.Records.Calls("getFile"));
    }

    [Fact]
    public async Task Whatever_the_server_answers_is_understood()
    {
        await using var telegram = await FakeTelegramServer.StartAsync();
        var fake = telegram.Bot();
        using var client = new TelegramClient(Options.Create(Settings(telegram)));
        using var channel = Channel(client, telegram);
        string Send(byte[] content, long? size = null)
        {
            fake.Attach(Sita, new Attached(AttachedKind.Document, "", "x.jpg", content) is var file && size is { } told ? file with { Size = told } : file);
            return fake.Transcript(Sita)[^1].Attached!.FileId;
        }

        Task<FetchResult> FetchAsync(string id, int most = 1 << 20) => channel.FetchAsync(id, most, CancellationToken.None);

        var photo = Send(SampleFile.Jpeg);
        Assert.Equal(SampleFile.Jpeg, Assert.IsType<FetchResult.Got>(await FetchAsync(photo)).Bytes);
        Assert.Equal(FileRefusal.Large, Assert.IsType<FetchResult.Never>(await FetchAsync(photo, 100)).Reason);
        // Larger than Telegram hands out, larger than the bot takes, and larger than was said.
        Assert.Equal(FileRefusal.Large, Assert.IsType<FetchResult.Never>(await FetchAsync(Send([], 21 << 20))).Reason);
        Assert.Equal(FileRefusal.Large, Assert.IsType<FetchResult.Never>(await FetchAsync(Send([], 2 << 20))).Reason);
        Assert.Equal(FileRefusal.Large, Assert.IsType<FetchResult.Never>(await FetchAsync(Send(new byte[2 << 20], 1_000))).Reason);

        // It might come back, the server says.
        var lost = Send(SampleFile.Jpeg);
        fake.Lose(lost);
        Assert.IsType<FetchResult.TryLater>(await FetchAsync(lost));

        foreach (var method in (string[])["getFile", "file"])
        {
            fake.Inject(Fault.TooManyRequests(7) with { Method = method, Count = 1 });
            Assert.Equal(TimeSpan.FromSeconds(7), Assert.IsType<FetchResult.Wait>(await FetchAsync(photo)).After);
            foreach (var fault in (Fault[])[Fault.OfStatus(500), Fault.OfStatus(401), Fault.OfStatus(404), Fault.Cut(DropMoment.MidAnswer)])
            {
                fake.Inject(fault with { Method = method, Count = 1 });
                var later = Assert.IsType<FetchResult.TryLater>(await FetchAsync(photo));
                Assert.DoesNotContain(FakeTelegramServer.DefaultToken.Split(':')[1], later.Why, StringComparison.Ordinal);
            }
        }

        Assert.IsType<FetchResult.Got>(await FetchAsync(photo));
    }

    [Fact]
    public async Task A_pin_goes_out_with_its_name_and_its_buttons_and_one_without_words_as_a_pin()
    {
        await using var telegram = await FakeTelegramServer.StartAsync();
        var fake = telegram.Bot();
        fake.Start(Sita);
        using var client = new TelegramClient(Options.Create(Settings(telegram)));
        using var channel = Channel(client, telegram);
        var point = new MapPoint(25.7771, 87.4753);
        async Task<ChatMessage> SendAsync(string words)
        {
            var reply = new Reply(words) { Pin = point, Buttons = [Button.To("मेन्यू", "menu")] };
            // As it comes out of the database.
            Assert.IsType<DeliveryResult.Sent>(await channel.SendAsync(new Outgoing(1, new ChatAddress("telegram", $"{Sita}"), Outbox.Unpack(Outbox.Pack(reply)), Lane.Answer, DateTimeOffset.UtcNow), CancellationToken.None));
            return fake.Transcript(Sita)[^1];
        }

        var venue = await SendAsync("**पंचायत भवन**\nवार्ड 3, मधुबनी\nस्कूल के पास");
        Assert.Equal((AttachedKind.Venue, ("पंचायत भवन", "वार्ड 3, मधुबनी, स्कूल के पास"), (25.7771, 87.4753)), (venue.Attached!.Kind, venue.Attached.Venue, venue.Attached.Point));
        Assert.Equal(["मेन्यू"], venue.Labels);
        Assert.Equal(("पंचायत भवन", "25.7771, 87.4753"), (await SendAsync("पंचायत भवन")).Attached!.Venue);
        Assert.Equal(AttachedKind.Location, (await SendAsync("")).Attached!.Kind);
        Assert.Equal(250, (await SendAsync(new string('क', 400))).Attached!.Venue.Title.Length);
        Assert.Empty(fake.Records.Refusals);
    }

    [Fact]
    public void Of_a_photo_the_largest_size_is_taken_that_is_not_too_large()
    {
        var photo = Read("""
            "media_group_id":"77","caption":"पत्र","photo":[
                {"file_id":"s","file_unique_id":"s","width":90,"height":60,"file_size":1200},
                {"file_id":"m","file_unique_id":"m","width":800,"height":600,"file_size":90000},
                {"file_id":"x","file_unique_id":"x","width":9000,"height":9000,"file_size":30000000}]
            """)!;
        Assert.Equal(new Attachment(AttachmentKind.Photo) { Reference = "m", MediaType = "image/jpeg", Bytes = 90_000, Album = "77" }, photo.Attachment);
        Assert.Equal("पत्र", photo.Text);
    }

    [Fact]
    public void Documents_pins_and_venues_say_what_is_known_of_them()
    {
        Assert.Equal(new Attachment(AttachmentKind.Document) { Reference = "d", Name = "पत्र.pdf", MediaType = "application/pdf", Bytes = 5 },
            Read(""" "document":{"file_id":"d","file_unique_id":"d","file_name":"पत्र.pdf","mime_type":"application/pdf","file_size":5} """)!.Attachment);
        Assert.Equal(new Attachment(AttachmentKind.Location) { Point = new MapPoint(25.5, 87.25) }, Read(""" "location":{"latitude":25.5,"longitude":87.25} """)!.Attachment);
        Assert.Equal(new Attachment(AttachmentKind.Location) { Point = new MapPoint(25.5, 87.25), Name = "पंचायत भवन" },
            Read(""" "location":{"latitude":25.5,"longitude":87.25},"venue":{"location":{"latitude":25.5,"longitude":87.25},"title":"पंचायत भवन","address":"मधुबनी"} """)!.Attachment);
        // Somebody's number is not even read.
        Assert.Equal(new Attachment(AttachmentKind.Contact), Read(""" "contact":{"phone_number":"910000000000","first_name":"x"} """)!.Attachment);
    }

    [Fact]
    public void A_pin_that_moves_with_its_sender_is_heard_once()
    {
        const string live = """ "location":{"latitude":25.5,"longitude":87.25,"live_period":900} """;
        Assert.NotNull(Read(live));
        Assert.Null(Read(live, "edited_message"));
    }

    private static InboundMessage? Read(string fields, string kind = "message") => UpdateReader.Read(JsonSerializer.Deserialize<Update>(
        $$$"""{"update_id":1,"{{{kind}}}":{"message_id":5,"date":1764500000,"chat":{"id":7001,"type":"private"},"from":{"id":7001,"is_bot":false,"first_name":"सीता"},{{{fields}}} }}""", JsonBotAPI.Options)!, 1, "bot");

    private static TelegramOptions Settings(FakeTelegramServer telegram) => new() { BotToken = FakeTelegramServer.DefaultToken, ApiBaseUrl = telegram.BaseAddress };

    // Its files are only asked for when one is sent out.
    private static TelegramChannel Channel(TelegramClient client, FakeTelegramServer telegram) =>
        new(client, null!, Options.Create(Settings(telegram)), NullLogger<TelegramChannel>.Instance);
}
