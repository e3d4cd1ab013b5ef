using System.CommandLine;
using PanchayatBot.Hosting;
using PanchayatBot.Places;
using PanchayatBot.Storage;

namespace PanchayatBot.Commands;

/// <summary><c>panchayatbot places import FILE</c>: districts, blocks, panchayats and wards from a table.</summary>
internal static class PlacesCommand
{
    private const int Shown = 5;
    private const int ProblemsShown = 20;

    public static Command Create(CommonOptions common)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "A table as .csv (UTF-8) or .xlsx; docs/operations.md names the columns" };
        var apply = new Option<bool>("--apply") { Description = "Write it into the database; without this the file is only looked at" };
        var import = new Command("import", "Look at a table of places and, with --apply, bring it into the database. Adds and changes, never deletes.") { file, apply };
        import.SetAction(async (parsed, cancellation) =>
        {
            var home = Home.Find();
            var storage = Settings.Section<StorageOptions>(Settings.Load(home, parsed.GetValue(common.Overrides) ?? []), StorageOptions.Section);
            var source = parsed.GetRequiredValue(file);
            if (!source.Exists)
                throw new SettingsException($"{source.FullName}: there is no such file.");
            return await ImportAsync(storage, home, source, parsed.GetValue(apply), cancellation);
        });
        return new Command("places", "States, districts, blocks, panchayats and wards.") { import };
    }

    private static async Task<int> ImportAsync(StorageOptions storage, string home, FileInfo source, bool apply, CancellationToken cancellation)
    {
        var states = ContentFiles.States(Path.Combine(home, "content"));
        var parsed = PlaceFile.Read(source.FullName, states);
        foreach (var problem in parsed.Problems.Take(ProblemsShown))
            Console.Error.WriteLine(problem);
        if (parsed.Problems.Count > ProblemsShown)
            Console.Error.WriteLine($"… and {parsed.Problems.Count - ProblemsShown} more.");
        if (parsed.Problems.Count > 0)
        {
            Console.Error.WriteLine("Nothing was written. Put these right and try again.");
            return 1;
        }

        var rows = parsed.Value!;
        foreach (var row in rows.Take(Shown))
            Console.WriteLine(string.Join(" > ", new[] { row.Ward, row.Panchayat, row.Block, row.District }.Where(place => place is not null).Select(Show).Reverse().Prepend(row.State)));
        if (rows.Count > Shown)
            Console.WriteLine($"… {rows.Count:N0} rows in all");

        Migrator.Apply(storage, home);
        await using var database = new Database(storage, home);
        PlaceImportReport? report = null;
        try
        {
            await database.WriteAsync(async db =>
            {
                report = await new PlaceImport(db, states).RunAsync(rows);
                if (!apply)
                    throw new OnlyLookedAtException();
            }, cancellation);
        }
        catch (OnlyLookedAtException)
        {
            // Rolled back: the figures are what an import would do.
        }

        Console.WriteLine($"New: {(report!.Added.Count == 0 ? "none" : string.Join(", ", report.Added.OrderBy(one => one.Key).Select(one => $"{one.Value:N0} {one.Key.ToString().ToLowerInvariant()}s")))}; "
            + $"changed: {report.Changed:N0}; as they were: {report.Unchanged:N0}; without a Hindi name: {report.WithoutHindi:N0}.");
        Console.WriteLine(apply ? "Written." : "Nothing was written yet: add --apply to write it.");
        return 0;
    }

    private static string Show(NamedPlace? place) => $"{place!.Name.Hindi} ({place.Name.English}{(place.LgdCode is { } code ? $", {code}" : "")})";

#pragma warning disable CA1032, CA1064 // Never leaves this file: it only ends the transaction.
    private sealed class OnlyLookedAtException : Exception;
#pragma warning restore CA1032, CA1064
}
