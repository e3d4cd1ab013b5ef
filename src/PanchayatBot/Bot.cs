using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using PanchayatBot.Api;
using PanchayatBot.Channels.Telegram;
using PanchayatBot.Channels.WebChat;
using PanchayatBot.Citizens;
using PanchayatBot.Content;
using PanchayatBot.Conversations;
using PanchayatBot.Dashboard;
using PanchayatBot.Dates;
using PanchayatBot.Delivery;
using PanchayatBot.Delivery.Broadcasts;
using PanchayatBot.Delivery.Inbound;
using PanchayatBot.Delivery.Papers;
using PanchayatBot.GramSabha;
using PanchayatBot.GramSabha.Meetings;
using PanchayatBot.GramSabha.Notices;
using PanchayatBot.GramSabha.Proposals;
using PanchayatBot.Hosting;
using PanchayatBot.Mail;
using PanchayatBot.Messages;
using PanchayatBot.Offices;
using PanchayatBot.Polls;
using PanchayatBot.Printing;
using PanchayatBot.Schemes;
using PanchayatBot.Schemes.Checklist;
using PanchayatBot.Schemes.Eligibility;
using PanchayatBot.Schemes.Finding;
using PanchayatBot.Schemes.Gaps;
using PanchayatBot.Storage;

namespace PanchayatBot;

/// <summary>The running bot: puts every folder together. Program.cs names the commands, this the parts.</summary>
public sealed class Bot : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly FileStream? _runLock;

    private Bot(WebApplication app, FileStream? runLock)
    {
        _app = app;
        _runLock = runLock;
    }

    /// <summary>Everything that is registered; for tests.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>Addresses at which the page is served.</summary>
    public IEnumerable<string> Urls => _app.Urls;

    /// <summary>What somebody who started the bot at a keyboard is told: where the page is, and what to do there.</summary>
    public string Greeting
    {
        get
        {
            var texts = Services.GetRequiredService<Texts>();
            return string.Join(Environment.NewLine, [string.Join(' ', Urls), texts.Say("run.ready", Language.Hindi), texts.Say("run.ready", Language.English)]);
        }
    }

    /// <summary>The parts that need neither network nor host: engine, storage, content and slices.</summary>
    public static void AddParts(IServiceCollection services, string home)
    {
        var content = Path.Combine(home, "content");
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new Database(provider.GetRequiredService<IOptions<StorageOptions>>().Value, home));
        services.AddSingleton(provider => new Texts(content, provider.GetRequiredService<ILogger<Texts>>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(_ => ContentFiles.States(content));
        services.AddSingleton<Press>();
        services.AddSingleton<Outbox>().AddSingleton<AddressBook>().AddSingleton<Files>().AddSingleton<InboundFiles>().AddSingleton<BotLinks>().AddSingleton<PaperWorker>();
        services.AddSingleton(provider => Routes.Of(provider.GetServices<IConversation>())).AddSingleton<Dispatcher>();

        // Everything that talks.
        services.AddSingleton<IConversation, Greeting>();
        services.AddSingleton<IConversation, SchemesSlice>();
        services.AddSingleton<GapIntake>().AddSingleton<IConversation>(provider => provider.GetRequiredService<GapIntake>());
        services.AddSingleton<IConversation, GapDesk>();
        services.AddSingleton<IConversation, CheckEligibility>();
        services.AddSingleton<IConversation, MakeChecklist>();
        services.AddSingleton<IConversation, JoinPanchayat>();
        services.AddSingleton<IConversation, Household>();
        services.AddSingleton<IConversation, MyData>();
        services.AddSingleton<CallMeeting>().AddSingleton<IConversation>(provider => provider.GetRequiredService<CallMeeting>());
        services.AddSingleton<IConversation, NoticeDesk>();
        services.AddSingleton<IConversation, HearNotice>();
        services.AddSingleton<NoticePapers>().AddSingleton<IConversation>(provider => provider.GetRequiredService<NoticePapers>());
        for (var at = 0; at < 3; at++)
        {
            var kind = at;
            services.AddSingleton(provider => provider.GetRequiredService<NoticePapers>().Kinds[kind]);
        }
        services.AddSingleton<IPersonalData, NoticeData>();
        services.AddSingleton<ProposalNews>().AddSingleton<IConversation, MakeProposal>().AddSingleton<IConversation, ProposalDesk>().AddSingleton<IPersonalData, ProposalData>();
        services.AddSingleton<NoticeWords>().AddSingleton<NoticeButtons>().AddSingleton<NoticeOutputs>().AddSingleton<NoticeQuestions>().AddSingleton<NoticeEntries>().AddSingleton<NoticeEnclosures>().AddSingleton<Publication>().AddSingleton<NoticeClock>();
        services.AddSingleton<IConversation, InviteToOffice>();
        services.AddSingleton<IConversation, LinkGroup>();
        services.AddSingleton<GroupWatch>();
        services.AddSingleton<IConversation, AcceptOffice>();
        services.AddSingleton<IConversation, Team>();
        services.AddSingleton<OfficePosters>().AddSingleton<IConversation>(provider => provider.GetRequiredService<OfficePosters>());
        services.AddSingleton(provider => provider.GetRequiredService<OfficePosters>().Paper);
        services.AddSingleton<IPersonalData, OfficeData>();
        services.AddSingleton<MeetingWords>();
        services.AddSingleton<MeetingCard>().AddSingleton<IConversation>(provider => provider.GetRequiredService<MeetingCard>());
        services.AddSingleton<IConversation, RecordMeeting>();
        services.AddSingleton<IConversation, MeetingPhotos>();
        services.AddSingleton<IConversation, CallAgain>();
        services.AddSingleton<IConversation, WriteMinutes>();
        services.AddSingleton<IConversation, ApproveMinutes>();
        services.AddSingleton<IConversation, FollowResolutions>();
        services.AddSingleton<IConversation, OfficerMeetings>();
        services.AddSingleton<MeetingTable>();
        services.AddSingleton(provider => provider.GetRequiredService<MeetingTable>().Csv).AddSingleton(provider => provider.GetRequiredService<MeetingTable>().Excel);
        services.AddSingleton<MinutesPaper>().AddSingleton<IConversation>(provider => provider.GetRequiredService<MinutesPaper>());
        services.AddSingleton(provider => provider.GetRequiredService<MinutesPaper>().Paper);
        services.AddSingleton<MeetingFolder>().AddSingleton<IConversation>(provider => provider.GetRequiredService<MeetingFolder>());
        services.AddSingleton(provider => provider.GetRequiredService<MeetingFolder>().Paper);
        services.AddSingleton<IPersonalData, FollowData>();
        services.AddSingleton(provider => new BallotKeys(Path.GetFullPath(provider.GetRequiredService<IOptions<PollOptions>>().Value.KeyFolder, home)));
        services.AddSingleton<PollWords>().AddSingleton<PollQuestions>().AddSingleton<BallotBox>().AddSingleton<HalfMadeChoice>().AddSingleton<PollLife>().AddSingleton<PollClock>();
        services.AddSingleton<CastVote>().AddSingleton<IConversation>(provider => provider.GetRequiredService<CastVote>());
        services.AddSingleton<IConversation, AssistDesk>();
        services.AddSingleton<ShowPolls>().AddSingleton<IConversation>(provider => provider.GetRequiredService<ShowPolls>());
        services.AddSingleton(provider => provider.GetRequiredService<ShowPolls>().Picture);
        services.AddSingleton<IConversation, CallPoll>();
        services.AddSingleton<PollRules>().AddSingleton<ITopics, AgendaTopics>().AddSingleton<ITopics, SchemeTopics>();
        services.AddSingleton<IConversation, PollDesk>();
        services.AddSingleton<IConversation, GroupDesk>();
        services.AddSingleton<VoterDesk>().AddSingleton<IConversation>(provider => provider.GetRequiredService<VoterDesk>());
        services.AddSingleton(provider => provider.GetRequiredService<VoterDesk>().Paper);
        services.AddSingleton<PollTable>();
        services.AddSingleton<IConversation, OfficerResults>();
        for (var format = 0; format < PollTable.Endings.Count; format++)
        {
            var kind = format;
            services.AddSingleton(provider => provider.GetRequiredService<PollTable>().Kinds[kind]);
        }

        services.AddSingleton<IConversation, HallDesk>();
        // Before what is kept of the household goes: it tells whose votes they are.
        services.AddSingleton<IPersonalData, PollData>();
        services.AddSingleton<IPersonalData, CitizenData>();
        services.AddSingleton<IPersonalData, EligibilityData>();
        services.AddSingleton<IPersonalData, GapData>();
        services.AddSingleton<IConversation, OpenDesk>();
        services.AddSingleton<IPersonalData, SignInData>();
        services.AddSingleton<IOfficePage, PollsPage>().AddSingleton<IOfficePage, MeetingsPage>().AddSingleton<IOfficePage, PeoplePage>().AddSingleton<IOfficePage, BroadcastsPage>();
        services.AddSingleton<IOfficePage, GapsPage>().AddSingleton<IOfficePage, LedgerPage>();
        services.AddSingleton<OfficePages>();
        services.AddSingleton<ApiEndpoints>().AddSingleton<IApiTable, PollApi>().AddSingleton<IApiTable, MeetingApi>().AddSingleton<IConversation, KeyDesk>().AddSingleton<IPersonalData, KeyData>();
        services.AddSingleton<WeeklyReport>().AddSingleton<MailWorker>().AddSingleton<IReportPart, MeetingNews>().AddSingleton<IReportPart, PollNews>().AddSingleton<IConversation, MailDesk>().AddSingleton<IPersonalData, MailData>();
        services.AddSingleton<IConversation, MainMenu>();
        services.AddSingleton<SchemeCards>().AddSingleton<EligibilityWords>().AddSingleton<GapNews>();
        services.AddSingleton<FraudGuard>();
        services.AddOptions();
        services.AddSingleton(provider => ContentFiles.Drafts(home, provider.GetRequiredService<IOptions<GapOptions>>().Value));
        services.AddSingleton(provider => new LiveSchemes(content, provider.GetRequiredService<ILogger<LiveSchemes>>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new LiveDates(content, provider.GetRequiredService<ILogger<LiveDates>>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new LiveGramSabha(content, provider.GetRequiredService<ILogger<LiveGramSabha>>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => ContentFiles.SearchWords(content, provider.GetRequiredService<ILogger<LiveLexicon>>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<LiveSchemeLibrary>();
    }

    /// <summary>Reads the settings, brings the database up to date, starts everything and says where the page is.</summary>
    /// <exception cref="SettingsException">A setting is wrong.</exception>
    public static async Task<Bot> StartAsync(string[] overrides, CancellationToken cancellation)
    {
        var home = Home.Find();
        var settings = Settings.Load(home, overrides);
        var storage = Settings.Section<StorageOptions>(settings, StorageOptions.Section);
        var telegram = Settings.Section<TelegramOptions>(settings, TelegramOptions.Section);

        var runLock = LockFor(storage, home);
        // The database is brought up to date while the content is read: together they are most of the time until "ready".
        var migrated = Task.Run(() => Migrator.Apply(storage, home), cancellation);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = home });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddConfiguration(settings);
        builder.WebHost.UseUrls((settings["Urls"] ?? WebChatOptions.DefaultUrl).Split(';')).ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        // Before the logging: what the setting says about its form wins over systemd's.
        builder.Services.AddSystemd();
        AddLogging(builder.Logging, settings);

        var services = builder.Services;
        services.AddSingleton(Options.Create(storage)).AddSingleton(Options.Create(telegram));
        services.AddSingleton(Options.Create(Settings.Section<DeliveryOptions>(settings, DeliveryOptions.Section)));
        services.AddSingleton(Options.Create(Settings.Section<GapOptions>(settings, GapOptions.Section)));
        services.AddSingleton(Options.Create(Settings.Section<InboundFileOptions>(settings, InboundFileOptions.Section)));
        services.AddSingleton(Options.Create(Settings.Section<GramSabhaOptions>(settings, GramSabhaOptions.Section)));
        services.AddSingleton(Options.Create(Settings.Section<PollOptions>(settings, PollOptions.Section)));
        services.AddSingleton(Options.Create(Settings.Section<OfficeOptions>(settings, OfficeOptions.Section)));
        services.AddSingleton(Options.Create(Settings.Section<MailOptions>(settings, MailOptions.Section).Checked()));
        AddParts(services, home);
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database");
        AddTelegram(services, telegram);
        var web = WebChatOptions.From(settings, anotherChannel: telegram.IsConfigured) with { People = DemoPanchayat.People };
        WebChat.Add(services, web);
        services.AddHostedService<Housekeeping>();
        // Last, so that every channel is there when the first message goes out.
        services.AddHostedService<DeliveryWorker>();
        services.AddHostedService<BroadcastWorker>();
        services.AddHostedService<InboundFileWorker>();
        services.AddHostedService<GramSabhaClock>();
        services.AddHostedService<PollsClock>();
        services.AddHostedService(provider => provider.GetRequiredService<PaperWorker>());
        services.AddHostedService(provider => provider.GetRequiredService<MailWorker>());

        var app = builder.Build();
        // Content that cannot be used is told now, not at the first question.
        app.Services.GetRequiredService<LiveSchemeLibrary>();
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false });
        app.MapHealthChecks("/health/ready");
        TelegramWebhook.Map(app, telegram);
        WebChat.Map(app);
        OfficePages.Map(app);
        ApiEndpoints.Map(app);
        var bot = new Bot(app, runLock);
        await migrated;
        if (web.Demo)
            await DemoPanchayat.SetUpAsync(app.Services.GetRequiredService<Database>(), TimeProvider.System, cancellation);
        await app.StartAsync(cancellation);
        // Reading the content leaves much behind that is never needed again; given back now, it does not stay for good.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return bot;
    }

    /// <summary>Returns when the process is told to stop.</summary>
    public Task RunUntilStoppedAsync(CancellationToken cancellation) => _app.WaitForShutdownAsync(cancellation);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        // Workers write down what they have sent before the database closes.
        await _app.StopAsync();
        await _app.DisposeAsync();
        _runLock?.Dispose();
    }

    private static void AddTelegram(IServiceCollection services, TelegramOptions options)
    {
        if (!options.IsConfigured)
            return;
        services.AddSingleton<TelegramClient>().AddSingleton<TelegramIntroduction>().AddSingleton<UpdateIntake>();
        services.AddSingleton<IChannel, TelegramChannel>();
        if (options.Webhook.Url is null)
            services.AddHostedService<TelegramPoller>();
        else
            services.AddHostedService<TelegramWebhookSetUp>();
    }

    private static void AddLogging(ILoggingBuilder logging, IConfiguration settings)
    {
        logging.ClearProviders();
        logging.AddConfiguration(settings.GetSection("Logging"));
        if (string.Equals(settings["Log:Format"], "json", StringComparison.OrdinalIgnoreCase))
            logging.AddJsonConsole(json =>
            {
                json.UseUtcTimestamp = true;
                json.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
            });
        else
            logging.AddSimpleConsole(line =>
            {
                line.SingleLine = true;
                line.TimestampFormat = "yyyy-MM-dd HH:mm:ss ";
                line.ColorBehavior = LoggerColorBehavior.Disabled;
            });
        logging.AddFilter("Microsoft", LogLevel.Warning);
        // The web server reports a taken port as an exception, which Program turns into a sentence.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        // Addresses of the Bot API hold the token.
        logging.AddFilter("System.Net.Http", LogLevel.None);
    }

    /// <summary>A SQLite file has one bot. PostgreSQL may have many.</summary>
    private static FileStream? LockFor(StorageOptions storage, string home)
    {
        if (storage.Provider != Dialect.Sqlite)
            return null;
        var file = new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder(Database.Resolve(storage, home)).DataSource;
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        return FileLock.Try(file + ".running")
            ?? throw new SettingsException($"Another bot is running on {file}. Stop it first, or choose another file with Storage:ConnectionString.");
    }
}
