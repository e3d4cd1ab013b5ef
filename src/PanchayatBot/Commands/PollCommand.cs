using System.CommandLine;
using System.Globalization;
using PanchayatBot.Hosting;
using PanchayatBot.Polls;
using PanchayatBot.Storage;

namespace PanchayatBot.Commands;

/// <summary><c>panchayatbot poll ballots</c> and <c>panchayatbot poll recount</c>: anybody can count again.</summary>
internal static class PollCommand
{
    public static Command Create(CommonOptions common) => new("poll", "Votes: the file of ballots, and counting it again.") { Ballots(common), Recount() };

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
