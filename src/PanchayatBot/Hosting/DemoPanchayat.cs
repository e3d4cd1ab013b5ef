using PanchayatBot.Channels.WebChat;
using PanchayatBot.Content;
using PanchayatBot.Delivery;
using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Places;
using PanchayatBot.Storage;

namespace PanchayatBot.Hosting;

/// <summary>A made-up panchayat with made-up people in a real block, so that a visitor can try every role without a telephone.</summary>
public static class DemoPanchayat
{
    private static readonly (DemoPerson Person, Bilingual FullName, Role Role)[] Cast =
    [
        (new("sita", new("सीता", "Sita"), new("नागरिक", "Citizen")), new("सीता देवी", "Sita Devi"), Role.Citizen),
        (new("ramesh", new("रमेश", "Ramesh"), new("सचिव", "Secretary")), new("रमेश कुमार", "Ramesh Kumar"), Role.Secretary),
        (new("anita", new("अनीता", "Anita"), new("अधिकारी", "Officer")), new("अनीता सिंह", "Anita Singh"), Role.Officer),
    ];

    /// <summary>The people as the page's switch shows them.</summary>
    public static IReadOnlyList<DemoPerson> People { get; } = [.. Cast.Select(one => one.Person)];

    /// <summary>Sets everything up, once.</summary>
    public static Task SetUpAsync(Database database, TimeProvider clock, CancellationToken cancellation) => database.WriteAsync(async db =>
    {
        var now = clock.GetUtcNow();
        if (await db.SingleAsync<long>("select count(*) from chat where channel = 'web' and chat_id = @first", new { first = ChatIdOf(Cast[0].Person) }) > 0)
            return;
        // State, district and block with their numbers in the Local Government Directory; the panchayat is invented and has none.
        var state = await PlaceStore.AddAsync(db, PlaceKind.State, null, "BR", new Bilingual("बिहार", "Bihar"), 10);
        var district = await PlaceStore.AddAsync(db, PlaceKind.District, state, "BR", new Bilingual("पूर्णिया", "Purnia"), 214);
        var block = await PlaceStore.AddAsync(db, PlaceKind.Block, district, "BR", new Bilingual("पूर्णिया पूर्व", "Purnia East"), 2007);
        var panchayat = await PlaceStore.AddAsync(db, PlaceKind.Panchayat, block, "BR", new Bilingual("नमूनापुर", "Namunapur"), null);
        foreach (var (demo, name, role) in Cast)
        {
            var person = await PersonStore.AddAsync(db, name, role == Role.Officer ? block : panchayat, now);
            if (role != Role.Citizen)
                await Grants.GiveAsync(db, person, role, role == Role.Officer ? block : panchayat, now);
            var chat = await Chats.OpenAsync(db, new ChatAddress("web", ChatIdOf(demo)), now);
            chat.PersonId = person;
            chat.State = "BR";
            if (role != Role.Officer)
                chat.PanchayatId = panchayat;
            await Chats.SaveAsync(db, chat);
        }
    }, cancellation);

    private static string ChatIdOf(DemoPerson person) => "demo-" + person.Key;
}
