using PanchayatBot.Schemes.Finding;
using PanchayatBot.Tests.Support;

namespace PanchayatBot.Tests.Schemes.Finding;

/// <summary>The word files: mistakes are told with file and line.</summary>
public sealed class LexiconTests
{
    private static readonly string[] Files = ["common.yml", "numbers.yml", "states.yml", "facets.yml", "concepts.yml"];

    [Theory]
    [InlineData("concepts.yml", "goat: [बकरी\nfish: [मछली]\n", "concepts.yml:")]
    [InlineData("concepts.yml", "goat: [बकरी]\ngoat: [bakri]\n", "concepts.yml:")]
    [InlineData("numbers.yml", "ten: [दस]\n", "numbers.yml:1:")]
    [InlineData("facets.yml", "price:\n  1: [दाम]\n", "'price' is no facet")]
    public void A_mistake_is_told_with_its_place(string file, string text, string told)
    {
        using var folder = new TempFolder();
        foreach (var other in Files)
            folder.Write(other, "");
        folder.Write(file, text);
        var wrong = Assert.Throws<FormatException>(() => Lexicon.Read(folder.Path));
        Assert.Contains(file, wrong.Message, StringComparison.Ordinal);
        Assert.Contains(told, wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_verb_has_the_forms_people_use() =>
        Assert.Superset(new HashSet<string> { "भरता", "भरेगा", "भरवाना" }, VerbForms.Of("भर").ToHashSet());
}
