using PanchayatBot.Content;
using PanchayatBot.Places;
using PanchayatBot.Schemes;
using PanchayatBot.Schemes.Finding;
using PanchayatBot.Schemes.Gaps;

namespace PanchayatBot.Hosting;

/// <summary>The content folder as one thing: what every part reads from it, and all that is wrong in it.</summary>
public static class ContentFiles
{
    /// <summary>The states, from places/states.yml.</summary>
    /// <exception cref="SettingsException">The file is broken; the message names the line.</exception>
    public static States States(string content)
    {
        var parsed = ReadStates(content);
        return parsed.Problems.Count == 0 ? parsed.Value! : throw new SettingsException(string.Join(Environment.NewLine, parsed.Problems));
    }

    /// <summary>How an index is built from a catalogue with the words of the folder search/.</summary>
    /// <exception cref="SettingsException">A file there is broken; the message names the line.</exception>
    public static Func<SchemeCatalog, Finder> FinderOf(string content)
    {
        try
        {
            var lexicon = Lexicon.Read(Path.Combine(content, "search"));
            return catalog => new Finder(catalog, lexicon);
        }
        catch (FormatException e)
        {
            throw new SettingsException(e.Message, e);
        }
    }

    /// <summary>The folder of drafts, as the settings say.</summary>
    /// <param name="home">The bot's home folder.</param>
    /// <param name="options">Names the folder, or not.</param>
    public static DraftFolder Drafts(string home, GapOptions options) => new(Path.GetFullPath(options.DraftFolder ?? Path.Combine("content", "drafts"), home));

    /// <summary>Everything wrong in the folder, by file and line.</summary>
    public static IReadOnlyList<ContentProblem> Check(string content, ILoggerFactory logs, TimeProvider clock)
    {
        using var texts = new Texts(content, logs.CreateLogger<Texts>(), clock);
        using var schemes = new LiveSchemes(content, logs.CreateLogger<LiveSchemes>(), clock);
        return [.. ReadStates(content).Problems, .. texts.Problems, .. schemes.Problems, .. SearchProblems(content)];
    }

    private static Parsed<States> ReadStates(string content)
    {
        var file = Path.Combine(content, "places", "states.yml");
        return Places.States.Parse(file, File.ReadAllText(file));
    }

    private static IEnumerable<ContentProblem> SearchProblems(string content)
    {
        try
        {
            FinderOf(content);
            return [];
        }
        catch (SettingsException e) when (e.Message.Split(':', 3) is [var file, var line, var what] && int.TryParse(line, out var number))
        {
            return [new ContentProblem(file, number, what.Trim())];
        }
    }
}
