using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using PanchayatBot.Content;
using PanchayatBot.Dashboard;
using PanchayatBot.Delivery;
using PanchayatBot.Delivery.Broadcasts;
using PanchayatBot.GramSabha.Meetings;
using PanchayatBot.GramSabha.Notices;
using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Places;
using PanchayatBot.Polls;
using PanchayatBot.Polls.Counting;
using PanchayatBot.Storage;
using PanchayatBot.Tests.Support;

namespace PanchayatBot.Tests.Dashboard;

/// <summary>A running bot with two districts: what is voted, called, asked and sent in them, and who serves where.</summary>
public sealed class OfficeWorld : IAsyncDisposable
{
    /// <summary>What a page must show as letters, and never as markup.</summary>
    public const string Hostile = "<script>alert(1)</script>\" onload=\"x";

    public static readonly Bilingual OpenQuestion = new("नया हैंडपंप कहाँ लगे?", "Where shall the new hand pump be?");
    public static readonly Bilingual SecretQuestion = new("क्या ठेका बदला जाए?", "Shall the contract be changed?");
    public static readonly Bilingual ClosedQuestion = new("पंचायत भवन पर सोलर लगे?", "Solar panels on the panchayat building?");
    public static readonly Bilingual ComingQuestion = new("स्कूल की छुट्टी कब हो?", "When shall the school be closed?");
    public static readonly Bilingual FarQuestion = new("दूर गाँव की सड़क?", "The road of the far village?");

    /// <summary>Asked in two panchayats of the block.</summary>
    public static readonly Bilingual SharedQuestion = new("मेला कब लगे?", "When shall the fair be?");

    private const int Voters = 30;

    private readonly RunningBot _bot;
    private readonly TempFolder _keys;

    private OfficeWorld(RunningBot bot, TempFolder keys) => (_bot, _keys) = (bot, keys);

    public Database Database => _bot.Bot.Services.GetRequiredService<Database>();

    public Uri Address => _bot.Address;

    public IServiceProvider Services => _bot.Bot.Services;

    /// <summary>Numbers of persons: ramesh and suresh (secretaries of two panchayats of one block), anita (officer of that block), vimla (officer of the
    /// other district), mohan (ward member), sita (citizen).</summary>
    public Dictionary<string, long> People { get; } = [];

    public Dictionary<string, long> Places { get; } = [];

    public Dictionary<Bilingual, long> Polls { get; } = [];

    public static async Task<OfficeWorld> StartAsync(Dialect dialect, PostgresServer postgres, params string[] settings)
    {
        var keys = new TempFolder();
        string[] storage = [];
        if (dialect == Dialect.PostgreSql)
            storage = ["Storage:Provider=PostgreSql", $"Storage:ConnectionString={(await postgres.NewDatabaseAsync()).ConnectionString}"];
        var world = new OfficeWorld(await RunningBot.StartAsync(null, ["WebChat:Demo=false", $"Polls:KeyFolder={keys.Path}", .. storage, .. settings]), keys);
        await world.Database.WriteAsync(world.SettleAsync);
        await world.Database.WriteAsync(world.VoteAsync);
        await world.Database.WriteAsync(world.MeetAsync);
        return world;
    }

    /// <summary>The code of a new link of somebody.</summary>
    public Task<string> LinkAsync(string who, Language language = Language.Hindi) => Database.WriteAsync(db => SignIns.OfferAsync(db, People[who], new ChatAddress("web", who), language, DateTimeOffset.UtcNow));

    /// <summary>A browser in which somebody is signed in.</summary>
    public async Task<OfficeBrowser> SignedInAsync(string who)
    {
        var browser = new OfficeBrowser(Address);
        var answer = await browser.PostAsync("/office/in", ("code", await LinkAsync(who)));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return browser;
    }

    public async ValueTask DisposeAsync()
    {
        await _bot.DisposeAsync();
        _keys.Dispose();
    }

    private async Task SettleAsync(Db db)
    {
        var now = DateTimeOffset.UtcNow;
        async Task<long> AddAsync(PlaceKind kind, string? above, string hindi, string english) =>
            Places[english] = await PlaceStore.AddAsync(db, kind, above is null ? null : Places[above], "BR", new Bilingual(hindi, english), null);
        await AddAsync(PlaceKind.State, null, "बिहार", "Bihar");
        await AddAsync(PlaceKind.District, "Bihar", "पूर्णिया", "Purnia");
        await AddAsync(PlaceKind.Block, "Purnia", "पूर्णिया पूर्व", "Purnia East");
        await AddAsync(PlaceKind.Panchayat, "Purnia East", "नमूनापुर", "Namunapur");
        await AddAsync(PlaceKind.Ward, "Namunapur", "वार्ड 1", "Ward 1");
        await AddAsync(PlaceKind.Ward, "Namunapur", "वार्ड 2", "Ward 2");
        await AddAsync(PlaceKind.Panchayat, "Purnia East", "मधुबन", "Madhuban");
        await AddAsync(PlaceKind.District, "Bihar", "कटिहार", "Katihar");
        await AddAsync(PlaceKind.Block, "Katihar", "कोढ़ा", "Korha");
        await AddAsync(PlaceKind.Panchayat, "Korha", "दूरगाँव", "Durgaon");

        async Task PersonAsync(string key, Bilingual name, string place, Role role)
        {
            var id = People[key] = await PersonStore.AddAsync(db, name, Places[place], now);
            if (role != Role.Citizen)
                await Appointments.GiveAsync(db, id, role, Places[place], null, now);
            var chat = await Chats.OpenAsync(db, new ChatAddress("web", key), now);
            (chat.PersonId, chat.Language) = (id, "hi");
            await Chats.SaveAsync(db, chat);
        }

        await PersonAsync("ramesh", new("रमेश कुमार", "Ramesh Kumar"), "Namunapur", Role.Secretary);
        await PersonAsync("suresh", new("सुरेश यादव", "Suresh Yadav"), "Madhuban", Role.Secretary);
        await PersonAsync("anita", new("अनीता सिंह", "Anita Singh"), "Purnia East", Role.Officer);
        await PersonAsync("vimla", new("विमला देवी", "Vimla Devi"), "Katihar", Role.Officer);
        await PersonAsync("mohan", new("मोहन", "Mohan"), "Namunapur", Role.WardMember);
        await PersonAsync("sita", new("सीता देवी", "Sita Devi"), "Namunapur", Role.Citizen);
        for (var at = 0; at < Voters; at++)
        {
            var id = People[$"v{at}"] = await PersonStore.AddAsync(db, new Bilingual("मतदाता", "Voter"), Places["Namunapur"], now);
            await PersonStore.DeclareAdultAsync(db, id, null, now);
            var chat = await Chats.OpenAsync(db, new ChatAddress("web", $"v{at}"), now);
            (chat.PersonId, chat.PanchayatId, chat.WardId, chat.JoinedAt) = (id, Places["Namunapur"], Places[at < 25 ? "Ward 1" : "Ward 2"], now);
            await Chats.SaveAsync(db, chat);
        }
    }

    private async Task VoteAsync(Db db)
    {
        var life = Services.GetRequiredService<PollLife>();
        var now = DateTimeOffset.UtcNow;
        Bilingual[] places = [new("स्कूल के पास", "Near the school"), new("मंदिर चौक पर", "At the temple square"), new(Hostile, Hostile)];
        Bilingual[] yesNo = [new("हाँ", "Yes"), new("नहीं", "No"), new("तटस्थ", "Neutral")];
        async Task<Poll> OpenAsync(string place, PollContent content)
        {
            var poll = await life.PublishAsync(db, Places[place], content, now.AddDays(3), People["ramesh"], now.AddMinutes(-5));
            await life.OpenAsync(db, poll.Id, now);
            Polls[content.Question] = poll.Id;
            return (await PollStore.FindAsync(db, poll.Id))!;
        }

        async Task CastAsync(long poll, int voter, string choices)
        {
            await PollStore.TakePartAsync(db, poll, People[$"v{voter}"], VotingWay.Phone, Places[voter < 25 ? "Ward 1" : "Ward 2"]);
            await PollStore.VoteAsync(db, poll, People[$"v{voter}"], choices);
        }

        var open = await OpenAsync("Namunapur", new PollContent(PollKind.One, OpenQuestion, places));
        var secret = await OpenAsync("Namunapur", new PollContent(PollKind.YesNo, SecretQuestion, yesNo) { IsSecret = true, IsHidden = true });
        var closed = await OpenAsync("Namunapur", new PollContent(PollKind.YesNo, ClosedQuestion, yesNo) { QuorumPercent = 50 });
        await OpenAsync("Durgaon", new PollContent(PollKind.YesNo, FarQuestion, yesNo));
        var twin = await OpenAsync("Madhuban", new PollContent(PollKind.YesNo, SharedQuestion, yesNo));
        var shared = await OpenAsync("Namunapur", new PollContent(PollKind.YesNo, SharedQuestion, yesNo));
        await PollGroup.JoinAsync(db, twin.Id, twin.Id);
        await PollGroup.JoinAsync(db, shared.Id, twin.Id);
        for (var voter = 0; voter < 5; voter++)
            await CastAsync(shared.Id, voter, "1,0,0");
        for (var voter = 0; voter < 17; voter++)
            await CastAsync(open.Id, voter, voter % 3 == 0 ? "0,1,0" : "1,0,0");
        for (var voter = 0; voter < 20; voter++)
            await CastAsync(closed.Id, voter, voter % 4 == 0 ? "0,1,0" : "1,0,0");
        for (var voter = 0; voter < 13; voter++)
            await PollStore.TakePartAsync(db, secret.Id, People[$"v{voter}"], VotingWay.Phone, Places["Ward 1"]);
        await life.CloseAsync(db, closed.Id, now.AddDays(4));
        await life.PublishAsync(db, Places["Namunapur"], new PollContent(PollKind.YesNo, ComingQuestion, yesNo), now.AddDays(3), People["ramesh"], now, now.AddDays(1));
    }

    private async Task MeetAsync(Db db)
    {
        var now = DateTimeOffset.UtcNow;
        var today = Formats.IndianDate(now);
        async Task<Notice> CallAsync(string place, DateOnly day) => await NoticeStore.AddAsync(db, Places[place], new NoticeContent
        {
            Kind = NoticeKind.Ordinary,
            Sittings = [new Sitting(day, new TimeOnly(11, 0), "पंचायत भवन")],
            Agenda = [new("हैंडपंप", "Hand pump")],
        }, People["ramesh"], null, now.AddDays(-20), today.Year);
        await CallAsync("Namunapur", today.AddDays(9));
        await CallAsync("Madhuban", today.AddDays(-3));
        var held = await CallAsync("Namunapur", today.AddDays(-1));
        await MeetingStore.AddAsync(db, new MeetingRecord(held, held.Content.Sittings[0], new Attendance(120, 45, 20, 5, 60, 35), 1800, null, MeetingState.Held), People["ramesh"], now);
        foreach (var (place, question, asked) in new[] { ("Namunapur", "बकरी पालन का लोन", 7), ("Namunapur", "आधार में नाम <b>कैसे</b> सुधरे", 3), ("Madhuban", "मछली पालन तालाब", 2), ("Durgaon", "दूरगाँव का सवाल", 9) })
        {
            await db.ExecuteAsync("""
                insert into gap_question (place_id, day, kind, language, question, key_words, asked, wanted) values (@place, '2026-11-20', 'refused', 'hi', @question, 'word' || @asked || ':2.0', @asked, 1)
                """, new { place = Places[place], question, asked });
        }

        var broadcast = await BroadcastStore.OrderAsync(db, new BroadcastOrder(Places["Namunapur"], "notice:1", "b1", [new Reply("ग्राम सभा की सूचना: सब आएँ")], [new Reply("Notice of the gram sabha")], now.AddMinutes(-20), now.AddDays(30)), now.AddMinutes(-20));
        await db.ExecuteAsync("update broadcast set state = 'done', filled_at = @now, finished_at = @now where id = @broadcast", new { now, broadcast });
        foreach (var (state, at) in Enumerable.Repeat("sent", 24).Concat(Enumerable.Repeat("unreachable", 4)).Concat(["refused", "unknown"]).Select((state, at) => (state, at)))
        {
            await db.ExecuteAsync("insert into outbox (channel, chat_id, lane, body, once, state, created_at, due, settled_at, broadcast_id) values ('web', @chat, 2, '{\"Text\":\"x\"}', @once, @state, @now, @now, @now, @broadcast)",
                new { chat = $"v{at}", once = BroadcastStore.OnceKey(broadcast, 0), state, now, broadcast });
        }
    }
}

/// <summary>A browser without a screen: keeps the cookie of the office, follows nothing by itself.</summary>
public sealed partial class OfficeBrowser(Uri address) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = address };

    /// <summary>The cookie as last given; null for none.</summary>
    public string? Cookie { get; set; }

    public System.Net.Http.Headers.HttpRequestHeaders Headers => _http.DefaultRequestHeaders;

    public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    public Task<HttpResponseMessage> PostAsync(string path, params (string Name, string Value)[] form) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value))) });

    /// <summary>A page that is there.</summary>
    public async Task<string> ReadAsync(string path)
    {
        var answer = await GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>What the forms of a page carry to be its own.</summary>
    public async Task<string> FormKeyAsync() => FormKey().Match(await ReadAsync("/office")).Groups[1].Value;

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        if (Cookie is not null)
            request.Headers.Add("Cookie", "panchayatbot-office=" + Cookie);
        var answer = await _http.SendAsync(request);
        if (answer.Headers.TryGetValues("Set-Cookie", out var given))
            Cookie = given.Single().Split(';')[0].Split('=', 2)[1] is { Length: > 0 } value ? value : null;
        return answer;
    }

    public void Dispose() => _http.Dispose();

    [GeneratedRegex("name=\"key\" value=\"([0-9a-f]{64})\"")]
    private static partial Regex FormKey();
}
