using System.CommandLine;
using Microsoft.Extensions.Options;
using PanchayatBot.Channels.Telegram;
using PanchayatBot.Channels.WebChat;
using PanchayatBot.Content;
using PanchayatBot.Conversations;
using PanchayatBot.Hosting;
using PanchayatBot.Offices;
using PanchayatBot.People;
using PanchayatBot.Places;
using PanchayatBot.Storage;
using Telegram.Bot;

namespace PanchayatBot.Commands;

/// <summary><c>panchayatbot grant</c>: offices from the keyboard, first of all that of the first administrator.</summary>
internal static class GrantCommand
{
    private static readonly Dictionary<string, Role> Roles = new()
    {
        ["ward-member"] = Role.WardMember,
        ["secretary"] = Role.Secretary,
        ["officer"] = Role.Officer,
        ["administrator"] = Role.Administrator,
    };

    public static Command Create(CommonOptions common)
    {
        var role = new Argument<string>("ROLE") { Description = string.Join(", ", Roles.Keys) };
        var place = new Option<string>("--place")
        {
            Description = "Where: a number of the Local Government Directory, a name, a state's two letters, or idN as 'grant list' shows it",
            HelpName = "LGD|NAME",
            Required = true,
        };
        var link = new Option<bool>("--link") { Description = "Print an invitation link: whoever opens it first gets the office" };
        var person = new Option<long?>("--person") { Description = "Give it to a person whom the bot knows already; 'grant list' shows the numbers", HelpName = "N" };
        var grant = new Command("grant", "Offices: who may do what, and where. For the first administrator: panchayatbot grant administrator --place BR --link") { role, place, link, person };
        grant.SetAction((parsed, cancellation) => WithDatabaseAsync(parsed.GetValue(common.Overrides) ?? [], async (settings, states, database) =>
        {
            var (what, to) = (RoleCalled(parsed.GetRequiredValue(role)), parsed.GetValue(person));
            if (parsed.GetValue(link) == to is not null)
                throw new SettingsException("Say who gets the office: --link for whoever opens the link, or --person N for somebody whom 'panchayatbot grant list' shows.");
            var where = await database.WriteAsync(db => PlaceCalledAsync(db, states, parsed.GetRequiredValue(place), Appointments.LevelsOf(what)), cancellation);
            await (to is { } known ? GiveAsync(database, known, what, where, cancellation) : InviteAsync(settings, database, what, where, cancellation));
        }, cancellation));
        grant.Add(List(common));
        grant.Add(Revoke(common, role, place));
        return grant;
    }

    private static Command List(CommonOptions common)
    {
        var list = new Command("list", "Show who holds which office.");
        list.SetAction((parsed, cancellation) => WithDatabaseAsync(parsed.GetValue(common.Overrides) ?? [], (_, _, database) => database.ReadAsync(async db =>
        {
            var grants = await Grants.AllAsync(db);
            foreach (var one in grants)
                Console.WriteLine($"person {one.PersonId}\t{one.NameHi}\t{NameOf(one.Role)}\t{await ShowAsync(db, (await PlaceStore.FindAsync(db, one.PlaceId))!)}\tsince {one.GrantedAt:yyyy-MM-dd}");
            if (grants.Count == 0)
                Console.WriteLine("Nobody holds an office yet. For the first administrator: panchayatbot grant administrator --place BR --link");
            return true;
        }, cancellation), cancellation));
        return list;
    }

    private static Command Revoke(CommonOptions common, Argument<string> role, Option<string> place)
    {
        var person = new Option<long>("--person") { Description = "Whose; 'grant list' shows the numbers", HelpName = "N", Required = true };
        var revoke = new Command("revoke", "End an office. It ends with the person's next message.") { role, place, person };
        revoke.SetAction((parsed, cancellation) => WithDatabaseAsync(parsed.GetValue(common.Overrides) ?? [], async (_, states, database) =>
        {
            var (what, whose) = (RoleCalled(parsed.GetRequiredValue(role)), parsed.GetRequiredValue(person));
            var ended = await database.WriteAsync(async db =>
            {
                var where = await PlaceCalledAsync(db, states, parsed.GetRequiredValue(place), Appointments.LevelsOf(what));
                return await Appointments.EndAsync(db, whose, what, where.Id, null, TimeProvider.System.GetUtcNow());
            }, cancellation);
            Console.WriteLine(ended switch
            {
                Ending.Ended => "Ended.",
                Ending.LastAdministrator => throw new SettingsException("This is the last administrator. Make another one first: panchayatbot grant administrator --place ... --link"),
                _ => throw new SettingsException($"Person {whose} does not hold this office there. 'panchayatbot grant list' shows who holds which."),
            });
        }, cancellation));
        return revoke;
    }

    internal static async Task<int> WithDatabaseAsync(string[] overrides, Func<IConfiguration, States, Database, Task> work, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var home = Home.Find();
        var settings = Settings.Load(home, overrides);
        var storage = Settings.Section<StorageOptions>(settings, StorageOptions.Section);
        Migrator.Apply(storage, home);
        await using var database = new Database(storage, home);
        await work(settings, ContentFiles.States(Path.Combine(home, "content")), database);
        return 0;
    }

    private static async Task GiveAsync(Database database, long person, Role role, Place place, CancellationToken cancellation)
    {
        await database.WriteAsync(async db =>
        {
            if (await PersonStore.FindAsync(db, person) is null)
                throw new SettingsException($"There is no person {person}. 'panchayatbot grant list' shows the numbers; for somebody new use --link.");
            await Appointments.GiveAsync(db, person, role, place.Id, null, TimeProvider.System.GetUtcNow());
        }, cancellation);
        Console.WriteLine($"Person {person} is {NameOf(role)} of {place.Name.Hindi} ({place.Name.English}) now.");
    }

    private static async Task InviteAsync(IConfiguration settings, Database database, Role role, Place place, CancellationToken cancellation)
    {
        var links = await LinksAsync(settings, cancellation);
        var lasts = TimeSpan.FromDays(Settings.Section<OfficeOptions>(settings, OfficeOptions.Section).InvitationDays);
        var now = TimeProvider.System.GetUtcNow();
        var word = await database.WriteAsync(db => Invitations.MakeAsync(db, role, place.Id, null, null, now, lasts), cancellation);
        Console.WriteLine(links.To(word).AbsoluteUri);
        Console.WriteLine($"Whoever opens this link first becomes {NameOf(role)} of {place.Name.Hindi} ({place.Name.English}). It works once, until {Formats.Date(now + lasts, Messages.Language.English)}.");
    }

    /// <summary>How the bot is reached; without Telegram, or while it does not answer, by its page.</summary>
    private static async Task<BotLinks> LinksAsync(IConfiguration settings, CancellationToken cancellation)
    {
        var telegram = Settings.Section<TelegramOptions>(settings, TelegramOptions.Section);
        var links = new BotLinks();
        links.ServePage(WebChatOptions.From(settings, telegram.IsConfigured).Address);
        if (!telegram.IsConfigured)
            return links;
        using var client = new TelegramClient(Options.Create(telegram));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(10));
        try
        {
            links.ServeTelegram((await client.Api.GetMe(patience.Token)).Username ?? "");
        }
        catch (Exception e) when (TelegramClient.IsPassing(e) && !cancellation.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync($"Telegram does not tell the bot's name ({TelegramClient.Describe(e)}): this link leads to the page. On Telegram, send the bot /start and the word behind start=.");
        }

        return links;
    }

    private static Role RoleCalled(string name) =>
        Roles.TryGetValue(name.ToLowerInvariant(), out var role) ? role : throw new SettingsException($"'{name}' is no office: {Nearest.Hint(name, Roles.Keys)}");

    private static string NameOf(Role role) => Roles.First(one => one.Value == role).Key;

    /// <summary>The place somebody means; a state that was never entered is entered now, so that a new installation can begin.</summary>
    internal static async Task<Place> PlaceCalledAsync(Db db, States states, string called, IReadOnlyList<PlaceKind> levels)
    {
        var found = (await CandidatesAsync(db, states, called)).Where(place => levels.Contains(place.Kind)).ToList();
        if (found.Count == 1)
            return found[0];
        if (found.Count == 0 && states.Named(called) is { } state && levels.Contains(PlaceKind.State))
            return (await PlaceStore.FindAsync(db, await PlaceStore.AddAsync(db, PlaceKind.State, null, state.Code, state.Name, state.LgdCode)))!;
        var allowed = string.Join(" or ", levels.Select(level => level.ToString().ToLowerInvariant()));
        if (found.Count == 0)
            throw new SettingsException($"There is no {allowed} '{called}'. Check the spelling, or bring the places in first: panchayatbot places import FILE --apply");
        var shown = new List<string>();
        foreach (var place in found.Take(20))
            shown.Add("  " + await ShowAsync(db, place));
        throw new SettingsException($"Several places are called '{called}'. Choose one by its idN:{Environment.NewLine}{string.Join(Environment.NewLine, shown)}");
    }

    private static async Task<IReadOnlyList<Place>> CandidatesAsync(Db db, States states, string called)
    {
        if (called.StartsWith("id", StringComparison.Ordinal) && long.TryParse(called[2..], out var own))
            return await PlaceStore.FindAsync(db, own) is { } place ? [place] : [];
        if (long.TryParse(called, out var lgd))
        {
            var numbered = new List<Place>();
            foreach (var kind in Enum.GetValues<PlaceKind>())
            {
                if (await PlaceStore.ByLgdAsync(db, kind, lgd) is { } place)
                    numbered.Add(place);
            }

            return numbered;
        }

        return states.Named(called) is { } state && await PlaceStore.StateAsync(db, state.Code) is { } entered ? [entered] : await PlaceStore.CalledAsync(db, called);
    }

    private static async Task<string> ShowAsync(Db db, Place place)
    {
        var path = await PlaceStore.PathAsync(db, place.Id);
        return $"id{place.Id} {place.Kind.ToString().ToLowerInvariant()} {string.Join(", ", path.Select(one => one.NameHi))} ({string.Join(", ", path.Select(one => one.NameEn))})";
    }
}
