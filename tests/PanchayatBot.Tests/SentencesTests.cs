using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Abstractions;
using PanchayatBot.Content;
using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Tests.Support;

namespace PanchayatBot.Tests;

/// <summary>Code and content/texts fit together: every sentence that code says is there, every sentence there is said, and no sentence stands in code.</summary>
public sealed partial class SentencesTests
{
    // Words that are recognised, not said: names of days, and the headings of scheme files.
    private static readonly string[] Words = ["Content/", "Schemes/SchemeHeadings.cs"];

    private static readonly string[] MadeUp = ["facet.", "part.", "attachment.", "file.refused.", "role.", "command.", "web.", "fraud.", "join.pick.", "consent.", "fit.",
        "notice.title.", "notice.changed.", "notice.field.", "notice.coming.", "notices.state.", "notices.act.", "notices.short.", "call.kind.", "call.why.", "call.extra.", "call.ask.", "call.publish.", "call.sent.", "accept.", "papers.",
        "meeting.fault.", "meeting.group.", "meeting.state.", "meeting.short.", "minutes.outcome.", "resolution.status.", "resolution.report.", "report.called", "report.missing", "report.see.", "report.state.", "report.quorum.", "report.column.", "results.column.", "results.as.",
        "poll.how.", "pick.", "newpoll.kind.", "newpoll.rules.", "polldesk.state.", "proposals.state.",
        "pages.today", "pages.polls", "pages.meetings", "pages.people", "pages.broadcasts", "pages.gaps", "pages.ledger", "pages.kind.", "pages.broadcast.", "pages.undelivered.", "pages.subject.", "ledger."];

    [Fact]
    public void Every_key_in_the_code_has_its_sentence()
    {
        using var texts = Read();
        foreach (var key in Keys(texts))
            Assert.Contains(key, texts.Keys);
    }

    [Fact]
    public void Every_sentence_is_said_somewhere()
    {
        using var texts = Read();
        var said = Keys(texts).ToHashSet();
        foreach (var key in texts.Keys.Where(key => !MadeUp.Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal))))
            Assert.Contains(key, said);
    }

    [Fact]
    public void No_word_means_two_commands()
    {
        using var texts = Read();
        var words = texts.Keys.Where(key => key.StartsWith("command.", StringComparison.Ordinal) && key.EndsWith(".words", StringComparison.Ordinal)).SelectMany(texts.Words).Select(word => word.ToLowerInvariant());
        Assert.Empty(words.GroupBy(word => word).Where(alike => alike.Count() > 1).Select(alike => alike.Key));
    }

    [Fact]
    public void Every_kind_of_facet_part_attachment_and_role_has_its_words()
    {
        using var texts = Read();
        string[] keys =
        [
            .. Enum.GetNames<PanchayatBot.Schemes.Facet>().Select(name => "facet." + name), .. Enum.GetNames<PanchayatBot.Schemes.SchemePart>().Select(name => "part." + name),
            .. Enum.GetNames<PanchayatBot.Schemes.Finding.FraudKind>().Select(name => "fraud." + name),
            .. Enum.GetNames<AttachmentKind>().Select(name => "attachment." + name), .. Enum.GetNames<PanchayatBot.Delivery.Inbound.FileRefusal>().Select(name => "file.refused." + name), .. Enum.GetNames<Role>().Select(name => "role." + name),
        ];
        foreach (var key in keys.Select(key => key.ToLowerInvariant()))
        {
            Assert.NotEmpty(texts.Say(key, Language.Hindi));
            Assert.NotEmpty(texts.Say(key, Language.English));
        }
    }

    [Fact]
    public void No_hindi_sentence_stands_in_code()
    {
        foreach (var file in Sources().Where(file => !Words.Any(place => Path.GetRelativePath(Root(), file).StartsWith(place, StringComparison.Ordinal))))
        {
            foreach (var (line, number) in File.ReadLines(file).Select((line, number) => (Comment().Replace(line, ""), number + 1)))
                Assert.False(HindiPhrase().IsMatch(line), $"{file}:{number}: this sentence belongs into content/texts.");
        }
    }

    private static Texts Read() => new(Path.Combine(TestBot.RepositoryRoot(), "content"), NullLogger<Texts>.Instance, TimeProvider.System);

    /// <summary>What looks like a key: its first word is the first word of some sentence's key.</summary>
    private static IEnumerable<string> Keys(Texts texts)
    {
        var kinds = texts.Keys.Select(key => key.Split('.')[0]).ToHashSet();
        return Sources().SelectMany(file => Key().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value).Where(key => kinds.Contains(key.Split('.')[0]) && !key.EndsWith(".yml", StringComparison.Ordinal) && !key.EndsWith(".json", StringComparison.Ordinal)).Distinct();
    }

    private static IEnumerable<string> Sources() => Directory.EnumerateFiles(Root(), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal));

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "src", "PanchayatBot"));

    [GeneratedRegex("\"([a-z_]+\\.[a-z0-9_.]+)\"")]
    private static partial Regex Key();

    [GeneratedRegex("//.*")]
    private static partial Regex Comment();

    // Three Hindi words in a row are a sentence; names of people, headings and words to recognise are not.
    [GeneratedRegex(@"\p{IsDevanagari}+ \p{IsDevanagari}+ \p{IsDevanagari}+ \p{IsDevanagari}+")]
    private static partial Regex HindiPhrase();
}
