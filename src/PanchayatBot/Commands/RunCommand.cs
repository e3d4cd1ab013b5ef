using System.CommandLine;

namespace PanchayatBot.Commands;

/// <summary><c>panchayatbot</c> or <c>panchayatbot run</c>: the bot itself.</summary>
internal static class RunCommand
{
    public static Command Create(CommonOptions common)
    {
        var command = new Command("run", "Run the bot: web chat, Telegram if a token is set, and delivery. This is what happens without a command, too.");
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(common.Overrides) ?? [], cancellation));
        return command;
    }

    public static async Task<int> RunAsync(string[] overrides, CancellationToken cancellation)
    {
        await using var bot = await Bot.StartAsync(overrides, cancellation);
        Console.WriteLine(bot.Greeting);
        await bot.RunUntilStoppedAsync(cancellation);
        return Environment.ExitCode;
    }
}
