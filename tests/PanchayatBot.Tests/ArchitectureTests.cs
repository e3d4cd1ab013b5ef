using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace PanchayatBot.Tests;

/// <summary>The walls of the house: which folder may use which (docs/architecture.md). Read from the sources, where a wall is a using line.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly string[] Foundation = ["Messages", "Storage", "Sounds", "Content", "Places", "People", "Delivery", "Ledger", "Conversations", "Printing", "Dates", "Dashboard", "Api", "Mail"];
    private static readonly string[] Slices = ["Schemes", "Citizens", "GramSabha", "Offices", "Polls"];

    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["Messages"] = [],
        ["Storage"] = [],
        ["Sounds"] = [],
        ["Content"] = ["Messages"],
        ["Places"] = ["Messages", "Storage", "Sounds", "Content"],
        ["People"] = ["Messages", "Storage", "Content", "Places", "Ledger"],
        ["Ledger"] = ["Storage"],
        ["Dates"] = ["Messages", "Sounds", "Content"],
        ["Printing"] = ["Messages", "Content"],
        ["Delivery"] = ["Messages", "Storage", "Content"],
        ["Conversations"] = ["Messages", "Storage", "Content", "Places", "People", "Delivery"],
        ["Web"] = [],
        ["Dashboard"] = ["Messages", "Storage", "Content", "Places", "People", "Delivery", "Ledger", "Conversations", "Dates", "Web"],
        ["Api"] = ["Messages", "Storage", "Content", "Places", "People", "Ledger", "Conversations", "Dates", "Web"],
        ["Mail"] = ["Messages", "Storage", "Content", "Places", "People", "Delivery", "Conversations", "Dates", "Api"],
        ["Channels"] = ["Messages", "Delivery", "Conversations", "Content", "Web"],
    };

    public static TheoryData<string> Folders() => [.. Directory.GetDirectories(Sources()).Select(folder => Path.GetFileName(folder)!).Where(name => name is not ("bin" or "obj"))];

    [Theory]
    [MemberData(nameof(Folders))]
    public void Folder_uses_only_what_it_may(string folder)
    {
        // Composition: may use everything.
        if (folder is "Hosting" or "Commands")
            return;
        var allowed = Slices.Contains(folder) ? Foundation : MayUse[folder];
        foreach (var (file, used) in Uses(folder))
            Assert.True(used == folder || allowed.Contains(used), $"{file} uses {used}; {folder} may use only {string.Join(", ", allowed)}.");
    }

    [Fact]
    public void Slices_know_neither_the_database_nor_the_network()
    {
        foreach (var file in Slices.SelectMany(Files))
            Assert.DoesNotMatch(@"\bDatabase\b|HttpClient|Telegram\.Bot|Npgsql|Sqlite", Code(file));
    }

    [Fact]
    public void Channels_hold_no_sql()
    {
        foreach (var file in Files("Channels"))
            Assert.DoesNotMatch(@"(?i)""\s*(select|insert|update|delete)\s", Code(file));
    }

    [Fact]
    public void Types_are_named_for_what_they_are()
    {
        foreach (var file in Files(""))
            Assert.DoesNotMatch(@"(class|record|struct|interface)\s+\w*(Manager|Helper|Util|Utils|Service|Impl)\b", Code(file));
    }

    [Fact]
    public void Files_stay_short_enough_to_read()
    {
        foreach (var file in Files(""))
            Assert.True(File.ReadAllLines(file).Length <= 320, $"{file} has {File.ReadAllLines(file).Length} lines: find the two things in it.");
    }

    private static IEnumerable<(string File, string Used)> Uses(string folder) =>
        from file in Files(folder)
        from Match use in UsingLine().Matches(File.ReadAllText(file))
        select (Path.GetRelativePath(Sources(), file), use.Groups[1].Value);

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Sources(), folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal));

    /// <summary>Without comments.</summary>
    private static string Code(string file) => Comment().Replace(File.ReadAllText(file), "");

    private static string Sources([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "src", "PanchayatBot"));

    [GeneratedRegex(@"^using PanchayatBot\.(\w+)", RegexOptions.Multiline)]
    private static partial Regex UsingLine();

    [GeneratedRegex("//.*")]
    private static partial Regex Comment();
}
