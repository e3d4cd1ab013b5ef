using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using PanchayatBot.Hosting;

namespace PanchayatBot.Commands;

/// <summary><c>panchayatbot content check</c>: every mistake in the content folder, one a line.</summary>
internal static class ContentCommand
{
    public static Command Create()
    {
        var folder = new Option<DirectoryInfo?>("--folder") { Description = "The content folder; the bot's own when left out", HelpName = "DIR" };
        var check = new Command("check", "Report every mistake as file:line: what is wrong and what to do. Exit code 1 when there is one.") { folder };
        check.SetAction(parsed => Check(parsed.GetValue(folder)?.FullName ?? Path.Combine(Home.Find(), "content")));
        return new Command("content", "Look after the content folder.") { check };
    }

    private static int Check(string content)
    {
        var here = Directory.GetCurrentDirectory();
        var problems = ContentFiles.Check(content, NullLoggerFactory.Instance, TimeProvider.System);
        foreach (var problem in problems)
            Console.WriteLine(problem with { File = Path.GetRelativePath(here, problem.File) });
        Console.WriteLine(problems.Count == 0 ? "content: ok" : $"content: {problems.Count} to put right");
        return problems.Count == 0 ? 0 : 1;
    }
}
