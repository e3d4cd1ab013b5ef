using System.Collections;
using PanchayatBot.Content;

namespace PanchayatBot.Schemes;

/// <summary>A shelf on which schemes stand.</summary>
/// <param name="Key">Its key in content/categories.yml and in the scheme files.</param>
/// <param name="Name">What people read.</param>
public sealed record Category(string Key, Bilingual Name);

/// <summary>All categories in the order in which people see them.</summary>
public sealed class Categories : IReadOnlyList<Category>
{
    /// <summary>The file in the content folder.</summary>
    public const string FileName = "categories.yml";

    private readonly IReadOnlyList<Category> _inOrder;

    /// <summary>The categories in this order.</summary>
    public Categories(IReadOnlyList<Category> inOrder)
    {
        _inOrder = inOrder;
        Keys = [.. inOrder.Select(category => category.Key)];
    }

    /// <summary>The keys in order.</summary>
    public IReadOnlyList<string> Keys { get; }

    /// <inheritdoc/>
    public int Count => _inOrder.Count;

    /// <inheritdoc/>
    public Category this[int index] => _inOrder[index];

    /// <summary>The category with this key; null when there is none.</summary>
    public Category? Find(string key) => _inOrder.FirstOrDefault(category => category.Key == key);

    /// <summary>How the file is read; without it no scheme can be used.</summary>
    public static LiveFiles<Categories, Categories> FilesIn(string contentFolder) => new(
        FileName,
        Parse,
        files => files.Count > 0 ? (files[0], []) : (new([]), [new(Path.Combine(contentFolder, FileName), 1, "there are no categories: restore the file, every scheme stands in one.")]));

    /// <summary>Reads content/categories.yml.</summary>
    public static Parsed<Categories> Parse(string file, string text)
    {
        var problems = new ProblemList(file);
        var categories = new List<Category>();
        if (YamlMap.Read(text, 1, problems) is { } map)
        {
            foreach (var key in map.Keys)
            {
                if (map.Bilingual(key) is { } name)
                    categories.Add(new(key, name));
            }

            map.ReportUnknownKeys();
            if (categories.Count == 0)
                problems.Add(1, "there is no category: add lines of the form 'farming: {hi: …, en: …}'.");
        }

        return problems.Parsed(new Categories(categories));
    }

    /// <inheritdoc/>
    public IEnumerator<Category> GetEnumerator() => _inOrder.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
