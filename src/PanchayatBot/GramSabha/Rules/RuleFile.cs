using System.Globalization;
using PanchayatBot.Content;

namespace PanchayatBot.GramSabha.Rules;

/// <summary>Reads content/rules/&lt;state&gt;.md; docs/rules.md describes the format. Text below the front matter is for those who verify the file.</summary>
public static class RuleFile
{
    /// <summary>No law asks for more; a larger number is a slip.</summary>
    private const int MostNoticeDays = 90;

    /// <summary>Which files, and how they are read.</summary>
    public static LiveFiles<RuleProfile, RuleProfiles> Files { get; } = new("*.md", Parse, profiles => (new(profiles), []));

    /// <summary>Reads a profile and notes every mistake in the file.</summary>
    /// <param name="file">Path of the file; its name without ending is the state's code in lower case.</param>
    /// <param name="text">The whole file.</param>
    public static Parsed<RuleProfile> Parse(string file, string text)
    {
        var problems = new ProblemList(file);
        if (Document.Parse(text, problems) is not { Front: var front })
            return problems.Parsed<RuleProfile>(null);
        var sources = Sources(front, problems);
        var reader = new RuleReader(sources, problems);
        var (state, basis) = (front.Text("state"), front.Bilingual("basis"));
        if (state is not null && !string.Equals(state, Path.GetFileNameWithoutExtension(file), StringComparison.OrdinalIgnoreCase))
            problems.Add(front.LineOf("state"), $"'state: {state}' does not fit the file's name: name the file {state.ToLowerInvariant()}.md.");
        if (!front.Has("presides"))
            problems.Add(front.Line, "'presides' is missing: a notice names who presides.");
        var presides = reader.Read(front, "presides", map => map.Bilingual("value"));
        var callers = reader.Read(front, "called_by", map => map.Bilingual("value"));
        var notice = Notice(front, reader, problems);
        var (quorum, adjourned, sameAgenda) = Quorum(front, reader);
        var (meetings, gap) = (reader.Whole(front, "meetings_a_year", 1, 52), reader.Whole(front, "greatest_gap_months", 1, 12));
        var (fixedDates, agenda) = (FixedDates(front, problems), Agenda(front, problems));
        var verifiedBy = front.Has("verified_by") ? front.Text("verified_by") : null;
        var verifiedOn = front.Has("verified_on") ? front.Date("verified_on") : null;
        var review = front.Date("review_after");
        front.ReportUnknownKeys();

        if (verifiedBy is null != verifiedOn is null)
            problems.Add(front.LineOf("verified_by"), "'verified_by' and 'verified_on' belong together: write both, or neither while nobody has compared the file with the law.");
        if (review <= verifiedOn)
            problems.Add(front.LineOf("review_after"), "review_after must be later than verified_on.");
        if (state is null || basis is null || presides is null || review is null)
            return problems.Parsed<RuleProfile>(null);
        return problems.Parsed(new RuleProfile
        {
            State = state.ToUpperInvariant(),
            Basis = basis,
            Presides = presides,
            Callers = callers,
            Notice = notice,
            Quorum = quorum,
            AdjournedQuorum = adjourned,
            AdjournedSameAgenda = sameAgenda,
            MeetingsAYear = meetings,
            GreatestGapMonths = gap,
            FixedDates = fixedDates,
            Agenda = agenda,
            Sources = [.. sources.Values],
            VerifiedBy = verifiedBy,
            VerifiedOn = verifiedOn,
            ReviewAfter = review.Value,
        });
    }

    private static Dictionary<string, RuleSource> Sources(YamlMap front, ProblemList problems)
    {
        var sources = new Dictionary<string, RuleSource>(StringComparer.Ordinal);
        if (front.Map("sources") is not { } map)
            return sources;
        foreach (var key in map.Keys)
        {
            if (map.Map(key) is { } source && source.WebAddress("url") is var url && source.Date("read") is var read
                && source.Word("certainty", Certainties) is { } certainty && url is not null && read is not null)
                sources.Add(key, new(url, read.Value, Enum.Parse<Certainty>(certainty, ignoreCase: true)));
        }

        if (sources.Count == 0)
            problems.Add(front.LineOf("sources"), "there is no usable source: name at least one page on which the rules were read.");
        return sources;
    }

    private static Dictionary<MeetingKind, Rule<NoticeDays>> Notice(YamlMap front, RuleReader reader, ProblemList problems)
    {
        var notice = new Dictionary<MeetingKind, Rule<NoticeDays>>();
        if (front.Map("notice_days", required: false) is not { } map)
            return notice;
        foreach (var kind in Enum.GetValues<MeetingKind>())
        {
            if (reader.Read(map, kind.ToString().ToLowerInvariant(), rule => Days(rule, reader)) is { } days)
                notice.Add(kind, days);
        }

        if (notice.TryGetValue(MeetingKind.Emergency, out var emergency) && notice.TryGetValue(MeetingKind.Ordinary, out var ordinary) && emergency.Value.Days > ordinary.Value.Days)
            problems.Add(map.LineOf("emergency"), "an emergency has a longer notice than an ordinary meeting: compare the two.");
        return notice;
    }

    private static NoticeDays? Days(YamlMap rule, RuleReader reader) =>
        reader.Number(rule, 1, MostNoticeDays) is var days && rule.Flag("clear") is var clear && days is not null ? new(days.Value, clear) : null;

    private static (QuorumRule? Quorum, Rule<Fraction>? Adjourned, Rule<bool>? SameAgenda) Quorum(YamlMap front, RuleReader reader)
    {
        if (front.Map("quorum", required: false) is not { } map)
            return default;
        var (share, cap, women) = (reader.Share(map, "share"), reader.Whole(map, "cap", 1, 100_000), reader.Share(map, "women"));
        var adjourned = reader.Share(map, "adjourned");
        var sameAgenda = reader.Read(map, "adjourned_same_agenda", rule => rule.Word("value", ["true", "false"]) is { } word ? word == "true" : (bool?)null);
        return (share is null ? null : new(share, cap, women), adjourned, sameAgenda);
    }

    private static List<(int Month, int Day)> FixedDates(YamlMap front, ProblemList problems)
    {
        var dates = new List<(int Month, int Day)>();
        foreach (var text in front.Texts("fixed_dates"))
        {
            // 2024 has a 29 February.
            if (DateOnly.TryParseExact("2024-" + text.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
                dates.Add((date.Month, date.Day));
            else
                problems.Add(text.Line, $"'{text.Value}' is not a day of the year: write month-day, e.g. 01-26.");
        }

        return [.. dates.Distinct().Order()];
    }

    private static List<Bilingual> Agenda(YamlMap front, ProblemList problems)
    {
        var items = new List<Bilingual>();
        foreach (var map in front.Maps("agenda"))
        {
            if (map.Text("hi") is var hindi && map.Text("en") is { } english && hindi is not null)
                items.Add(new(hindi, english));
        }

        if (front.IsList("agenda") && items.Count == 0)
            problems.Add(front.LineOf("agenda"), "'agenda' is empty: the first item is always the action taken on earlier resolutions.");
        return items;
    }

    private static readonly string[] Certainties = [.. Enum.GetNames<Certainty>().Select(name => name.ToLowerInvariant())];
}
