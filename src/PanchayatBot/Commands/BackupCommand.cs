using System.CommandLine;
using PanchayatBot.Hosting;
using PanchayatBot.Storage;

namespace PanchayatBot.Commands;

/// <summary><c>panchayatbot backup FILE</c>: a copy of the database while the bot runs.</summary>
internal static class BackupCommand
{
    public static Command Create(CommonOptions common)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "Where to write the copy; must not be there yet" };
        var command = new Command("backup", "Copy the database while the bot runs. The copy is complete and can be restored (docs/operations.md).") { file };
        command.SetAction(async (parsed, cancellation) =>
        {
            var home = Home.Find();
            var options = Settings.Section<StorageOptions>(Settings.Load(home, parsed.GetValue(common.Overrides) ?? []), StorageOptions.Section);
            var target = parsed.GetRequiredValue(file);
            await Backup.WriteAsync(options, home, target.FullName, cancellation);
            target.Refresh();
            Console.WriteLine($"{target.FullName}: {target.Length:N0} bytes");
            return 0;
        });
        return command;
    }
}
