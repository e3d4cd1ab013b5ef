using System.CommandLine;
using PanchayatBot.Hosting;
using PanchayatBot.Schemes.Finding;

namespace PanchayatBot.Commands;

/// <summary><c>panchayatbot eval FILE.jsonl</c>: how well questions with known answers are answered.</summary>
internal static class EvalCommand
{
    private const int MostNamed = 5;

    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE.jsonl")
        {
            Description = "One question a line: {\"id\": \"1\", \"text\": \"pm kisan ke kagaz\", \"lang\": \"hinglish\", \"scheme\": \"pm-kisan\", \"facet\": \"documents\"}; "
                + "scheme is a slug or none, lang is hi, en or hinglish. If wanted: also (other right schemes), need (true: names no scheme), prev_scheme, state, outcome.",
        };
        var writtenOnly = new Option<bool>("--written-only") { Description = "Leave out questions about schemes that content/ does not have" };
        var totals = new Option<bool>("--totals") { Description = "Print the figures only, not the questions that went wrong" };
        var typingErrors = new Option<bool>("--typing-errors") { Description = "Measure also with one typing error in each question, the same ones in every run" };
        var beside = new Option<string?>("--beside")
        {
            Description = "Put other schemes beside those of content/, to see whether these are still found. A file, or a folder of such files, with one scheme a line: "
                + "{\"name\": \"Beekeeping Scheme\", \"states\": [\"Kerala\"], \"brief\": \"Help to buy hives.\"}; if wanted also benefits and eligibility. Names that content/ has, too, are left out.",
            HelpName = "FILE.jsonl",
        };
        var command = new Command("eval", "Measure the answers against a file of questions with known answers.") { file, writtenOnly, totals, typingErrors, beside };
        command.SetAction(parsed =>
        {
            try
            {
                return Run(parsed.GetRequiredValue(file).FullName, parsed.GetValue(beside), parsed.GetValue(writtenOnly), parsed.GetValue(typingErrors), parsed.GetValue(totals));
            }
            catch (FormatException wrong)
            {
                throw new SettingsException(wrong.Message, wrong);
            }
        });
        return command;
    }

    private static int Run(string file, string? beside, bool writtenOnly, bool typingErrors, bool totals)
    {
        var questions = QuestionFile.Read(file);
        var content = Path.Combine(Home.Find(), "content");
        var library = ContentFiles.Library(content);
        var unwritten = questions.Where(question => question.Scheme != "none" && !library.Catalog.BySlug.ContainsKey(question.Scheme)).ToHashSet();
        if (writtenOnly)
            questions = [.. questions.Where(question => !unwritten.Contains(question))];
        else if (unwritten.Count > 0)
            Console.Error.WriteLine($"{unwritten.Count} questions are about schemes that content/ does not have ({string.Join(", ", unwritten.Select(question => question.Scheme).Distinct().Take(MostNamed))}): --written-only leaves them out.");
        if (questions.Count == 0)
            throw new SettingsException($"{file} has no questions to ask.");
        if (beside is not null)
        {
            var outside = OutsideScheme.Read(beside, library.Catalog, ContentFiles.States(content));
            Console.WriteLine($"{outside.Count} other schemes beside {library.Catalog.Schemes.Count}\n");
            library = ContentFiles.Library(content, outside);
        }

        var evaluation = Evaluation.Run(library.Finder, questions, typingErrors);
        evaluation.WriteTo(Console.Out);
        if (!totals)
            evaluation.WriteFailuresTo(Console.Out, library.Finder);
        return 0;
    }
}
