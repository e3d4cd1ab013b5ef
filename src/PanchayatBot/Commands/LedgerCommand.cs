using System.CommandLine;
using PanchayatBot.Hosting;
using PanchayatBot.Ledger;
using PanchayatBot.Storage;

namespace PanchayatBot.Commands;

/// <summary><c>panchayatbot ledger verify</c>: shows that nobody changed the register of official acts.</summary>
internal static class LedgerCommand
{
    public static Command Create(CommonOptions common)
    {
        var verify = new Command("verify", "Recompute every chain of the register and name each entry that was tampered with.");
        verify.SetAction(async (parsed, cancellation) =>
        {
            var home = Home.Find();
            var storage = Settings.Section<StorageOptions>(Settings.Load(home, parsed.GetValue(common.Overrides) ?? []), StorageOptions.Section);
            await using var database = new Database(storage, home);
            var report = await LedgerCheck.RunAsync(database, cancellation);
            foreach (var fault in report.Faults)
                Console.Error.WriteLine($"Place {fault.PlaceId}, entry {fault.Number}: {fault.What}.");
            Console.WriteLine(report.Faults.Count == 0
                ? $"The register is whole: {report.Entries} entries of {report.Places} places."
                : $"The register is broken in {report.Faults.Count} of {report.Places} places. Keep the file as it is, and compare with a backup.");
            return report.Faults.Count == 0 ? 0 : 1;
        });
        return new Command("ledger", "The register of official acts.") { verify };
    }
}
