using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using PanchayatBot.Content;
using PanchayatBot.Hosting;
using PanchayatBot.Schemes;
using PanchayatBot.Schemes.Gaps;

namespace PanchayatBot.Commands;

/// <summary><c>panchayatbot content</c>: <c>check</c> tells every mistake in the content folder, one a line; <c>publish</c> makes a draft a scheme.</summary>
internal static class ContentCommand
{
    public static Command Create(CommonOptions common)
    {
        var folder = new Option<DirectoryInfo?>("--folder") { Description = "The content folder; the bot's own when left out", HelpName = "DIR" };
        var drafts = new Option<bool>("--drafts") { Description = "Tell also what the drafts still lack" };
        var check = new Command("check", "Report every mistake as file:line: what is wrong and what to do. Exit code 1 when there is one.") { folder, drafts };
        check.SetAction(parsed => Check(Place.Of(parsed.GetValue(folder), parsed.GetValue(common.Overrides)), parsed.GetValue(drafts)));

        var slug = new Argument<string>("SLUG") { Description = "Name of the draft's file without .md" };
        var publish = new Command("publish", "Move a draft among the schemes, if nothing is wrong with it. A running bot takes it up within seconds.") { slug, folder };
        publish.SetAction(parsed => Publish(Place.Of(parsed.GetValue(folder), parsed.GetValue(common.Overrides)), parsed.GetValue(slug)!));
        return new Command("content", "Look after the content folder.") { check, publish };
    }

    private static int Check(Place place, bool withDrafts)
    {
        var problems = ContentFiles.Check(place.Content, NullLoggerFactory.Instance, TimeProvider.System);
        if (withDrafts)
            problems = [.. problems, .. place.Drafts.Files.SelectMany(file => ProblemsWith(place, file))];
        Report(problems);
        Console.WriteLine(problems.Count == 0 ? "content: ok" : $"content: {problems.Count} to put right");
        return problems.Count == 0 ? 0 : 1;
    }

    private static int Publish(Place place, string slug)
    {
        if (!SchemeFile.IsSlug(slug) || !File.Exists(place.Drafts.FileOf(slug)))
        {
            var known = place.Drafts.Files.Select(file => Path.GetFileNameWithoutExtension(file)).ToList();
            throw new SettingsException($"There is no draft '{slug}' in {place.Drafts.FolderPath}. " + (known.Count == 0 ? "There are no drafts." : $"There are: {string.Join(", ", known)}"));
        }

        var (draft, target) = (place.Drafts.FileOf(slug), Path.Combine(place.Content, "schemes", slug + ".md"));
        if (File.Exists(target))
            throw new SettingsException($"{target} is there already: edit that file, or give the draft another name.");
        IReadOnlyList<ContentProblem> problems = [.. ContentFiles.Check(place.Content, NullLoggerFactory.Instance, TimeProvider.System), .. ProblemsWith(place, draft)];
        if (problems.Count > 0)
        {
            Report(problems);
            Console.WriteLine($"publish: not yet, {problems.Count} to put right");
            return 1;
        }

        // Copied whole, then renamed: a running bot never sees half of it, and the two folders may be on two disks.
        var whole = target + ".tmp";
        File.Copy(draft, whole, overwrite: true);
        File.Move(whole, target, overwrite: false);
        File.Delete(draft);
        Console.WriteLine($"publish: {Path.GetRelativePath(Directory.GetCurrentDirectory(), target)}");
        return 0;
    }

    private static IReadOnlyList<ContentProblem> ProblemsWith(Place place, string draft)
    {
        using var schemes = new LiveSchemes(place.Content, NullLogger<LiveSchemes>.Instance, TimeProvider.System);
        return schemes.ProblemsWith(draft, File.ReadAllText(draft));
    }

    private static void Report(IEnumerable<ContentProblem> problems)
    {
        var here = Directory.GetCurrentDirectory();
        foreach (var problem in problems)
            Console.WriteLine(problem with { File = Path.GetRelativePath(here, problem.File) });
    }

    /// <summary>The content folder and the folder of its drafts.</summary>
    private sealed record Place(string Content, DraftFolder Drafts)
    {
        /// <summary>The folder named on the command line with its own drafts, or the bot's with those the settings name.</summary>
        public static Place Of(DirectoryInfo? folder, string[]? overrides)
        {
            if (folder is not null)
                return new(folder.FullName, new(Path.Combine(folder.FullName, "drafts")));
            var home = Home.Find();
            return new(Path.Combine(home, "content"), ContentFiles.Drafts(home, Settings.Section<GapOptions>(Settings.Load(home, overrides ?? []), GapOptions.Section)));
        }
    }
}
