using System.CommandLine;
using PanchayatBot.Api;
using PanchayatBot.Hosting;
using PanchayatBot.Places;

namespace PanchayatBot.Commands;

/// <summary><c>panchayatbot apikey</c>: keys for programs that pull tables, made and ended at the keyboard.</summary>
internal static class ApiKeyCommand
{
    private static readonly PlaceKind[] Levels = [PlaceKind.State, PlaceKind.District, PlaceKind.Block, PlaceKind.Panchayat];

    public static Command Create(CommonOptions common) => new("apikey", "Keys with which sheets and programs pull tables over HTTP, read-only.") { Make(common), List(common), Revoke(common) };

    private static Command Make(CommonOptions common)
    {
        var place = new Option<string>("--place") { Description = "Whose tables: a number of the Local Government Directory, a name, a state's two letters, or idN", HelpName = "LGD|NAME", Required = true };
        var label = new Option<string>("--label") { Description = "What the key is for, e.g. 'dashboard of the district'", HelpName = "TEXT", Required = true };
        var make = new Command("create", "Make a key. It is shown once.") { place, label };
        make.SetAction((parsed, cancellation) => GrantCommand.WithDatabaseAsync(parsed.GetValue(common.Overrides) ?? [], async (_, states, database) =>
        {
            var name = ApiKeys.Label(parsed.GetRequiredValue(label)) ?? throw new SettingsException("--label wants 1 to 60 letters.");
            var (key, where) = await database.WriteAsync(async db =>
            {
                var found = await GrantCommand.PlaceCalledAsync(db, states, parsed.GetRequiredValue(place), Levels);
                return (await ApiKeys.MakeAsync(db, found.Id, null, name, TimeProvider.System.GetUtcNow()), found);
            }, cancellation);
            Console.WriteLine(key);
            Console.WriteLine($"For {where.Name.Hindi} ({where.Name.English}) and everything below it. Keep it like a password; it is not shown again.");
        }, cancellation));
        return make;
    }

    private static Command List(CommonOptions common)
    {
        var list = new Command("list", "Show the keys in force.");
        list.SetAction((parsed, cancellation) => GrantCommand.WithDatabaseAsync(parsed.GetValue(common.Overrides) ?? [], (_, _, database) => database.ReadAsync(async db =>
        {
            var keys = await ApiKeys.InForceAsync(db, null);
            foreach (var key in keys)
                Console.WriteLine($"{key.Id}\t{key.Label}\tplace id{key.PlaceId}\t{(key.PersonId is { } person ? $"person {person}" : "keyboard")}\tmade {key.MadeAt:yyyy-MM-dd}\tlast used {key.UsedOn ?? "never"}");
            if (keys.Count == 0)
                Console.WriteLine("No key is in force.");
            return true;
        }, cancellation), cancellation));
        return list;
    }

    private static Command Revoke(CommonOptions common)
    {
        var id = new Argument<long>("NUMBER") { Description = "The key's number, as 'apikey list' shows it" };
        var revoke = new Command("revoke", "End a key at once.") { id };
        revoke.SetAction((parsed, cancellation) => GrantCommand.WithDatabaseAsync(parsed.GetValue(common.Overrides) ?? [], async (_, _, database) =>
        {
            var number = parsed.GetRequiredValue(id);
            if (!await database.WriteAsync(db => ApiKeys.RevokeAsync(db, number, null, TimeProvider.System.GetUtcNow()), cancellation))
                throw new SettingsException($"No key {number} is in force. 'panchayatbot apikey list' shows those that are.");
            Console.WriteLine("Ended.");
        }, cancellation));
        return revoke;
    }
}
