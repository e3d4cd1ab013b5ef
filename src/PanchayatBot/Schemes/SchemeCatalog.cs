using System.Collections.Frozen;
using PanchayatBot.Content;
using PanchayatBot.Messages;
using PanchayatBot.Schemes.Checklist;

namespace PanchayatBot.Schemes;

/// <summary>All schemes at one moment; it never changes, a newer one takes its place.</summary>
public sealed class SchemeCatalog
{
    private readonly FrozenDictionary<string, Scheme[]> _byCategory;

    /// <summary>A catalogue of these schemes.</summary>
    /// <param name="schemes">Any order; slugs differ.</param>
    /// <param name="categories">All categories in the order in which people see them.</param>
    public SchemeCatalog(IEnumerable<Scheme> schemes, Categories categories)
    {
        Schemes = [.. schemes.OrderBy(scheme => scheme.Slug, StringComparer.Ordinal)];
        BySlug = Schemes.ToFrozenDictionary(scheme => scheme.Slug, StringComparer.Ordinal);
        Categories = categories;
        _byCategory = Schemes.GroupBy(scheme => scheme.Category).ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
    }

    /// <summary>All schemes by slug.</summary>
    public IReadOnlyList<Scheme> Schemes { get; }

    /// <summary>The schemes under their slugs.</summary>
    public IReadOnlyDictionary<string, Scheme> BySlug { get; }

    /// <summary>All categories, also empty ones, in the order in which people see them.</summary>
    public Categories Categories { get; }

    /// <summary>Which of the schemes give which papers.</summary>
    public PaperSources Papers { get; private init; } = new(PaperSources.FileName, []);

    /// <summary>The schemes of a category in a state: first those for all of India, then the state's own, each by Hindi short name.</summary>
    /// <param name="category">A key of content/categories.yml; an unknown one has no schemes.</param>
    /// <param name="state">Code of the state, e.g. BR; null shows those of every state.</param>
    public IReadOnlyList<Scheme> In(string category, string? state) =>
        _byCategory.TryGetValue(category, out var schemes)
            ? [.. schemes.Where(scheme => scheme.ExistsIn(state)).OrderBy(scheme => scheme.States.Count > 0).ThenBy(scheme => scheme.Short.Hindi, StringComparer.Ordinal)]
            : [];

    /// <summary>Builds the catalogue and notes what is wrong between files: two schemes of one short name could not be told apart on buttons.</summary>
    internal static (SchemeCatalog Catalog, IReadOnlyList<ContentProblem> Problems) From(IReadOnlyList<SchemeFile> files, Categories categories, PaperSources papers)
    {
        var problems = new List<ContentProblem>();
        foreach (var language in Enum.GetValues<Language>())
        {
            var firstWithName = new Dictionary<string, SchemeFile>(StringComparer.OrdinalIgnoreCase);
            foreach (var file in files)
            {
                var name = file.Scheme.Short[language];
                if (!firstWithName.TryAdd(Devanagari.OneSpelling(name), file))
                    problems.Add(new(file.File, file.ShortNameLine, $"{firstWithName[Devanagari.OneSpelling(name)].Scheme.Slug} has the short name '{name}', too: people could not tell the buttons apart, choose another."));
            }
        }

        var catalog = new SchemeCatalog(files.Select(file => file.Scheme), categories) { Papers = papers };
        return (catalog, [.. problems, .. papers.Check(catalog)]);
    }
}
