using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using PanchayatBot.Hosting;
using PanchayatBot.Schemes;
using PanchayatBot.Schemes.Finding;

namespace PanchayatBot.Commands;

/// <summary><c>panchayatbot eval FILE.jsonl</c>: how well questions with known answers are answered.</summary>
internal static class EvalCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE.jsonl") { Description = "One question a line: id, text, lang, scheme (a slug or none), facet, type; also, prev_scheme, state if wanted" };
        var writtenOnly = new Option<bool>("--written-only") { Description = "Leave out questions about schemes that content/ does not have" };
        var failures = new Option<bool>("--failures") { Description = "List the questions that went wrong" };
        var command = new Command("eval", "Measure the answers against a file of questions with known answers.") { file, writtenOnly, failures };
        command.SetAction(parsed =>
        {
            var content = Path.Combine(Home.Find(), "content");
            using var schemes = new LiveSchemes(content, NullLogger<LiveSchemes>.Instance, TimeProvider.System);
            var questions = QuestionFile.Read(parsed.GetRequiredValue(file).FullName)
                .Where(question => !parsed.GetValue(writtenOnly) || question.Scheme == "none" || schemes.Catalog.BySlug.ContainsKey(question.Scheme));
            var evaluation = Evaluation.Run(ContentFiles.FinderOf(content)(schemes.Catalog), questions);
            evaluation.WriteTo(Console.Out);
            if (parsed.GetValue(failures))
            {
                foreach (var failure in evaluation.Failures)
                    Console.WriteLine($"{failure.Question.Id} “{failure.Question.Text}” should be {failure.Question.Scheme}, is {failure.Found.Outcome}: {string.Join(", ", failure.Found.Candidates.Select(c => $"{c.Scheme.Slug} {c.Score}"))}");
            }

            return 0;
        });
        return command;
    }
}
