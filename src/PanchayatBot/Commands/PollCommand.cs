using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using PanchayatBot.Content;
using PanchayatBot.Hosting;
using PanchayatBot.Messages;
using PanchayatBot.Polls;
using PanchayatBot.Storage;

namespace PanchayatBot.Commands;

/// <summary><c>panchayatbot poll results</c>, <c>poll ballots</c> and <c>poll recount</c>: what came out, and anybody can count again.</summary>
internal static class PollCommand
{
    public static Command Create(CommonOptions common) => new("poll", "Votes: results, the file of ballots, and counting it again.") { Results(common), Ballots(common), Recount() };

    private static Command Results(CommonOptions common)
    {
        var id = new Argument<long>("id") { Description = "Number of the vote." };
        var format = new Option<string>("--format") { Description = "csv, xlsx or json.", DefaultValueFactory = _ => "csv" };
        format.AcceptOnlyFromAmong([.. PollTable.Endings]);
        var file = new Option<string?>("--out") { Description = "The file to write, which must not be there yet; left out, it goes to standard output." };
        var language = new Option<string>("--lang") { Description = "hi or en.", DefaultValueFactory = _ => "hi" };
        language.AcceptOnlyFromAmong("hi", "en");
        var results = new Command("results", "The result of a vote that is over, as a table.") { id, format, file, language };
        results.SetAction(async (parsed, cancellation) =>
        {
            var home = Home.Find();
            var storage = Settings.Section<StorageOptions>(Settings.Load(home, parsed.GetValue(common.Overrides) ?? []), StorageOptions.Section);
            await using var database = new Database(storage, home);
            var number = parsed.GetValue(id);
            if (await database.ReadAsync(db => PollStore.FindAsync(db, number), cancellation) is not { State: PollState.Closed } poll)
            {
                await Console.Error.WriteLineAsync($"There is no vote {number} that is over.");
                return 1;
            }

            using var texts = new Texts(Path.Combine(home, "content"), NullLogger<Texts>.Instance, TimeProvider.System);
            var table = new PollTable(texts);
            var bytes = await database.ReadAsync(db => table.WriteAsync(db, poll, parsed.GetValue(format)!, LanguageCodes.FromCode(parsed.GetValue(language)) ?? Language.Hindi), cancellation);
            await using var to = parsed.GetValue(file) is { } path ? new FileStream(path, FileMode.CreateNew, FileAccess.Write) : Console.OpenStandardOutput();
            await to.WriteAsync(bytes, cancellation);
            return 0;
        });
        return results;
    }

    private static Command Ballots(CommonOptions common)
    {
        var id = new Argument<long>("id") { Description = "Number of the vote." };
        var file = new Argument<string>("file") { Description = "The file to write; it must not be there yet." };
        var ballots = new Command("ballots", "Write all ballots of a vote that is over, in random order and without persons.") { id, file };
        ballots.SetAction(async (parsed, cancellation) =>
        {
            var home = Home.Find();
            var storage = Settings.Section<StorageOptions>(Settings.Load(home, parsed.GetValue(common.Overrides) ?? []), StorageOptions.Section);
            await using var database = new Database(storage, home);
            var number = parsed.GetValue(id);
            if (await database.ReadAsync(db => PollStore.FindAsync(db, number), cancellation) is not { State: PollState.Closed } poll)
            {
                await Console.Error.WriteLineAsync($"There is no vote {number} that is over.");
                return 1;
            }

            await using var to = new FileStream(parsed.GetValue(file)!, FileMode.CreateNew, FileAccess.Write);
            var hash = await database.ReadAsync(db => BallotFile.WriteAsync(db, poll, to, cancellation), cancellation);
            Console.WriteLine($"SHA-256 {hash}");
            if (hash == poll.ResultHash)
                return 0;
            await Console.Error.WriteLineAsync($"These are not the ballots that were counted: then it was {poll.ResultHash}.");
            return 1;
        });
        return ballots;
    }

    private static Command Recount()
    {
        var file = new Argument<string>("file") { Description = "A file of ballots." };
        var recount = new Command("recount", "Count a file of ballots.") { file };
        recount.SetAction(async (parsed, cancellation) =>
        {
            await using var from = new FileStream(parsed.GetValue(file)!, FileMode.Open, FileAccess.Read);
            try
            {
                Show(await BallotFile.RecountAsync(from, cancellation));
                return 0;
            }
            catch (InvalidDataException e)
            {
                await Console.Error.WriteLineAsync(e.Message);
                return 1;
            }
        });
        return recount;
    }

    private static void Show(Recount recount)
    {
        Console.WriteLine($"Vote {recount.Poll} ({recount.Kind}): {recount.Question}");
        for (var option = 0; option < recount.Options.Count; option++)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{recount.Tally.Counts[option],10}  {recount.Options[option]}"));
        foreach (var (round, at) in recount.Tally.Rounds.Select((round, at) => (round, at)))
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Round {at + 1}: {string.Join(", ", round.Counts)}"));
        Console.WriteLine($"{recount.Tally.Ballots} ballots. {(recount.Tally.IsTie ? "Tied" : "In front")}: {string.Join(", ", recount.Tally.Leaders.Select(option => recount.Options[option]))}");
        Console.WriteLine($"SHA-256 {recount.Hash}");
    }
}
