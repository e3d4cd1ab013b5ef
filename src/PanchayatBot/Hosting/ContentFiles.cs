using Microsoft.Extensions.Logging.Abstractions;
using PanchayatBot.Content;
using PanchayatBot.Dates;
using PanchayatBot.GramSabha;
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

    /// <summary>The search words, kept up to date; without them no question can be answered.</summary>
    /// <exception cref="SettingsException">A file of content/search is broken or missing; the message names file and line.</exception>
    public static LiveLexicon SearchWords(string content, ILogger<LiveLexicon> logger, TimeProvider clock)
    {
        var words = new LiveLexicon(content, logger, clock);
        if (words.Problems is not { Count: > 0 } problems)
            return words;
        words.Dispose();
        throw new SettingsException(string.Join(Environment.NewLine, problems));
    }

    /// <summary>Schemes and index as the files say at this moment, for commands that run once.</summary>
    /// <param name="content">The content folder.</param>
    /// <param name="beside">Schemes that are not in the folder and are to be found, too.</param>
    /// <exception cref="SettingsException">A file of content/search is broken or missing; the message names file and line.</exception>
    public static SchemeLibrary Library(string content, IReadOnlyList<Scheme>? beside = null)
    {
        using var schemes = new LiveSchemes(content, NullLogger<LiveSchemes>.Instance, TimeProvider.System);
        using var words = SearchWords(content, NullLogger<LiveLexicon>.Instance, TimeProvider.System);
        var catalog = beside is null ? schemes.Catalog : new SchemeCatalog([.. schemes.Catalog.Schemes, .. beside], schemes.Catalog.Categories);
        return new(catalog, new(catalog, words.Value), new(words.Value));
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
        using var dates = new LiveDates(content, logs.CreateLogger<LiveDates>(), clock);
        using var gramSabha = new LiveGramSabha(content, logs.CreateLogger<LiveGramSabha>(), clock);
        using var words = new LiveLexicon(content, logs.CreateLogger<LiveLexicon>(), clock);
        return [.. ReadStates(content).Problems, .. texts.Problems, .. schemes.Problems, .. dates.Problems, .. gramSabha.Problems, .. words.Problems];
    }

    private static Parsed<States> ReadStates(string content)
    {
        var file = Path.Combine(content, "places", "states.yml");
        return Places.States.Parse(file, File.ReadAllText(file));
    }
}
