using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using PanchayatBot.Content;
using PanchayatBot.Conversations;
using PanchayatBot.Delivery;
using PanchayatBot.Delivery.Broadcasts;
using PanchayatBot.Delivery.Papers;
using PanchayatBot.GramSabha.Notices;
using PanchayatBot.Hosting;
using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Places;
using PanchayatBot.Polls;
using PanchayatBot.Schemes;
using PanchayatBot.Schemes.Finding;
using PanchayatBot.Schemes.Gaps;
using PanchayatBot.Storage;

namespace PanchayatBot.Tests.Support;

/// <summary>The real engine on a real database with a clock that the test moves. What it says is read from the outbox.</summary>
public sealed class TestBot : IAsyncDisposable
{
    /// <summary>India has one time zone and no daylight saving.</summary>
    private static readonly TimeSpan India = TimeSpan.FromHours(5.5);

    private static readonly Lazy<(Texts Texts, LiveSchemeLibrary Library)> Content = new(() =>
    {
        var folder = Path.Combine(RepositoryRoot(), "content");
        var schemes = new LiveSchemes(folder, NullLogger<LiveSchemes>.Instance, TimeProvider.System);
        var words = ContentFiles.SearchWords(folder, NullLogger<LiveLexicon>.Instance, TimeProvider.System);
        return (new Texts(folder, NullLogger<Texts>.Instance, TimeProvider.System), new LiveSchemeLibrary(schemes, words));
    });

    private readonly TestDatabase _database;
    private readonly IReadOnlyList<IConversation> _more;
    private readonly TempFolder _drafts = new();
    private readonly List<string> _log = [];
    private ServiceProvider _services;
    private int _messages;

    private TestBot(TestDatabase database, IReadOnlyList<IConversation> more)
    {
        _database = database;
        _more = more;
        _services = Compose();
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 12, 1, 10, 0, 0, India).ToUniversalTime());

    public Database Database => _database.Database;

    public Dispatcher Dispatcher => _services.GetRequiredService<Dispatcher>();

    public Outbox Outbox => _services.GetRequiredService<Outbox>();

    public IServiceProvider Services => _services;

    /// <summary>The folder of drafts, this bot's own.</summary>
    public string DraftFolder => Path.Combine(_drafts.Path, "drafts");

    /// <summary>The folder of the keys of secret votes, this bot's own.</summary>
    public string BallotKeyFolder => Path.Combine(_drafts.Path, "ballot-keys");

    /// <summary>A bot on an empty database.</summary>
    /// <param name="dialect">Which database.</param>
    /// <param name="postgres">The run's PostgreSQL.</param>
    /// <param name="more">Conversations that only this test has.</param>
    public static async Task<TestBot> StartAsync(Dialect dialect, PostgresServer postgres, params IReadOnlyList<IConversation> more) =>
        new(await TestDatabase.NewAsync(dialect, postgres), more);

    /// <summary>What the dispatcher logged when a handler failed: in a chat that goes as it should, nothing.</summary>
    public IEnumerable<string> Incidents => _log.Where(line => line.StartsWith("Incident", StringComparison.Ordinal));

    public ChatAddress Address(string chat) => new("test", chat);

    /// <summary>A sentence of content/texts in Hindi, so that tests follow its wording.</summary>
    public static string Sentence(string key) => Content.Value.Texts.Say(key, Language.Hindi);

    public string NextMessageId() => $"m{++_messages}";

    public void SetIndianTime(DateTime time) => Clock.SetUtcNow(new DateTimeOffset(time, India).ToUniversalTime());

    /// <summary>Closes everything and builds it again on the same database.</summary>
    public async Task RestartAsync()
    {
        await _services.DisposeAsync();
        await _database.ReopenAsync();
        _services = Compose();
    }

    /// <summary>Hands a message in twice, as a channel that lost the acknowledgement does, and returns what the bot says to it.</summary>
    public async Task<IReadOnlyList<Reply>> SayTwiceAsync(InboundMessage message)
    {
        await Dispatcher.HandleAsync(message, CancellationToken.None);
        await Services.GetRequiredService<PaperWorker>().RoundAsync(CancellationToken.None);
        var said = await NewRepliesAsync(message.From);
        await Dispatcher.HandleAsync(message, CancellationToken.None);
        Assert.Empty(await NewRepliesAsync(message.From));
        return said;
    }

    public Task<IReadOnlyList<Reply>> SayAsync(string chat, string text) => SayTwiceAsync(new InboundMessage(Address(chat), NextMessageId(), text));

    public Task<IReadOnlyList<Reply>> PressAsync(string chat, string payload) => SayTwiceAsync(new InboundMessage(Address(chat), NextMessageId(), "", payload));

    /// <summary>Does what is due by the clock, and returns what a chat gets of it.</summary>
    public async Task<IReadOnlyList<Reply>> PostAsync(string chat)
    {
        await TickAsync();
        return await NewRepliesAsync(Address(chat));
    }

    /// <summary>Does what is due by the clock: once for what was due, once for counting what has gone out.</summary>
    public async Task TickAsync()
    {
        for (var round = 0; round < 2; round++)
        {
            await Database.WriteAsync(db => _services.GetRequiredService<NoticeClock>().TickAsync(db, Clock.GetUtcNow()));
            await Database.WriteAsync(db => _services.GetRequiredService<PollClock>().TickAsync(db, Clock.GetUtcNow()));
            await _services.GetRequiredService<BroadcastWorker>().RoundAsync(CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _database.DisposeAsync();
        _drafts.Dispose();
    }

    /// <summary>A made-up panchayat in a block of Bihar or another state, once; chats belong to it, and a role is granted there (an officer's in the
    /// block).</summary>
    public Task SettleAsync(string name, IEnumerable<(string Chat, Role Role)> people, string state = "BR", bool inSameBlock = false) => Database.WriteAsync(async db =>
    {
        var now = Clock.GetUtcNow();
        var block = inSameBlock ? await db.SingleAsync<long>("select max(id) from place where kind = 'Block'") : await PlaceStore.AddAsync(db, PlaceKind.Block, null, state, state == "BR" ? new Bilingual("पूर्णिया पूर्व", "Purnia East") : new Bilingual("तिलोई", "Tiloi"), null);
        var panchayat = await PlaceStore.AddAsync(db, PlaceKind.Panchayat, block, state, new Bilingual(name, name), null);
        foreach (var (chat, role) in people)
        {
            var row = await Chats.OpenAsync(db, Address(chat), now);
            (row.PanchayatId, row.State, row.JoinedAt) = (panchayat, state, now);
            if (role != Role.Citizen)
            {
                row.PersonId = await PersonStore.AddAsync(db, new Bilingual(chat, chat), panchayat, now);
                await Grants.GiveAsync(db, row.PersonId.Value, role, role >= Role.Officer ? block : panchayat, now);
            }

            await Chats.SaveAsync(db, row);
        }
    });

    /// <summary>People of a panchayat as the electoral roll has them: each chat gets a person with its name, 18 or older.</summary>
    public Task EnrolAsync(IEnumerable<(string Chat, string Name)> people) => Database.WriteAsync(async db =>
    {
        foreach (var (chat, name) in people)
        {
            var row = await Chats.OpenAsync(db, Address(chat), Clock.GetUtcNow());
            row.PersonId ??= await PersonStore.AddAsync(db, new Bilingual(name, name), row.PanchayatId, Clock.GetUtcNow());
            await PersonStore.DeclareAdultAsync(db, row.PersonId.Value, null, Clock.GetUtcNow());
            await Chats.SaveAsync(db, row);
        }
    });

    /// <summary>Publishes a notice of a meeting in a panchayat now, without telling anybody; its number.</summary>
    public Task<long> CallAsync(string panchayat, NoticeContent content) => Database.WriteAsync(async db =>
    {
        var place = await db.SingleAsync<long>("select id from place where kind = 'Panchayat' and name_en = @panchayat", new { panchayat });
        var by = await db.FirstOrDefaultAsync<long?>("select person_id from role_grant where place_id = @place and role = 'Secretary'", new { place });
        return (await NoticeStore.AddAsync(db, place, content, by, null, Clock.GetUtcNow(), 2026)).Id;
    });

    /// <summary>The folder of the repository that holds content/.</summary>
    public static string RepositoryRoot() => Home.Find();

    /// <summary>What a chat was told since it was last looked at.</summary>
    public async Task<IReadOnlyList<Reply>> NewRepliesAsync(ChatAddress chat)
    {
        var rows = await Database.ReadAsync(db => db.QueryAsync<(long Id, string Body)>(
            "select id, body from outbox where channel = @Channel and chat_id = @Id and state = 'waiting' order by id",
            new { chat.Channel, chat.Id }));
        await Database.WriteAsync(db => db.ExecuteAsync("update outbox set state = 'sent' where channel = @Channel and chat_id = @Id and state = 'waiting'", new { chat.Channel, chat.Id }));
        return [.. rows.Select(row => Outbox.Unpack(row.Body))];
    }

    private ServiceProvider Compose()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(Options.Create(_database.Options));
        services.AddSingleton(Options.Create(new DeliveryOptions()));
        // A cast of five has no ten supporters.
        services.AddSingleton(Options.Create(new GramSabhaOptions { SupportsNeeded = 3 }));
        Bot.AddParts(services, RepositoryRoot());
        services.AddSingleton<BroadcastWorker>();
        services.AddSingleton<ILogger<Dispatcher>>(new ListLogger<Dispatcher>(_log));
        services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
        // The content is read once for the whole run; it does not change and knows no clock.
        services.Replace(ServiceDescriptor.Singleton(Content.Value.Texts));
        services.Replace(ServiceDescriptor.Singleton(Content.Value.Library));
        services.Replace(ServiceDescriptor.Singleton(new DraftFolder(DraftFolder)));
        services.Replace(ServiceDescriptor.Singleton(new BallotKeys(BallotKeyFolder)));
        // An instance, not a factory: the database outlives the container here.
        services.Replace(ServiceDescriptor.Singleton(_database.Database));
        foreach (var conversation in _more)
            services.AddSingleton(conversation);
        return services.BuildServiceProvider();
    }
}
