using System.Globalization;
using System.Text;
using PanchayatBot.Content;
using PanchayatBot.GramSabha.Rules;
using PanchayatBot.Messages;
using PanchayatBot.Storage;

namespace PanchayatBot.GramSabha.Meetings;

/// <summary>Meetings, minutes and resolutions in words. The same meeting always gives the same words.</summary>
/// <param name="texts">The sentences.</param>
public sealed class MeetingWords(Texts texts)
{
    // A broadcast's message is one page; what stands around the resolutions leaves so much for them.
    private const int ResolutionsLength = 2_600;
    private const int LongestInList = 300;

    /// <summary>ग्राम सभा की साधारण बैठक, 15 अगस्त 2026.</summary>
    public string Title(Meeting meeting, Language language) =>
        texts.Say("meeting.title", language, ("kind", texts.Say($"notice.title.{meeting.Kind.ToString().ToLowerInvariant()}", language)), ("date", meeting.HeldOn));

    /// <summary>Who came, a line for all and one for the groups.</summary>
    public string Came(Attendance came, Language language) => texts.Say("meeting.came", language,
        ("people", came.People), ("women", came.Women), ("sc", came.Sc), ("st", came.St), ("obc", came.Obc), ("other", came.Other));

    /// <summary>The quorum by its rule, how many came, and whether that was enough.</summary>
    /// <param name="rule">The rule, where it is at hand: its share and the most it asks for are named.</param>
    /// <param name="needed">So many were needed; null when not known.</param>
    /// <param name="neededWomen">So many women of them; null when no rule was found.</param>
    /// <param name="voters">Voters on the roll; null when not known.</param>
    /// <param name="came">Who came.</param>
    /// <param name="state">Whether that was enough.</param>
    /// <param name="language">The language.</param>
    public string Quorum(QuorumRule? rule, int? needed, int? neededWomen, int? voters, Attendance came, QuorumState state, Language language)
    {
        if (needed is not { } people)
            return texts.Say(voters is null ? "meeting.quorum.voters" : "meeting.quorum.unknown", language);
        if (people == 0)
            return texts.Say("meeting.quorum.none", language);
        var line = rule is null
            ? texts.Say("meeting.quorum", language, ("needed", people), ("came", came.People))
            : texts.Say(rule.Cap?.Value == people ? "meeting.quorum.cap" : "meeting.quorum.rule", language,
                ("share", rule.Share.Value), ("cap", rule.Cap?.Value), ("voters", voters), ("needed", people), ("came", came.People));
        if (neededWomen is { } women)
            line += "\n" + texts.Say("meeting.quorum.women", language, ("needed", women), ("came", came.Women));
        return line + "\n" + texts.Say(state == QuorumState.Reached ? "meeting.quorum.reached" : "meeting.quorum.missed", language);
    }

    /// <summary>The quorum of an entered meeting, as it was counted then.</summary>
    public string Quorum(Meeting meeting, Language language) => Quorum(null, meeting.Needed, meeting.NeededWomen, meeting.Voters, meeting.Attendance, meeting.Quorum, language);

    /// <summary>What became of an item, in a few words: सर्वसम्मति से पारित.</summary>
    public string Outcome(Outcome outcome, Language language) => texts.Say($"minutes.outcome.{MeetingStore.Name(outcome)}", language);

    /// <summary>How far a resolution has come: ⏳ काम शुरू नहीं हुआ.</summary>
    public string Status(ResolutionStatus status, Language language) => texts.Say($"resolution.status.{MeetingStore.Name(status)}", language);

    /// <summary>What was resolved, with who is to do it and until when; small Markdown.</summary>
    public string Decision(Decision decision, Language language)
    {
        var text = new StringBuilder();
        if (decision.Body is { } body)
            text.Append(texts.Say("minutes.body", language, ("body", body))).Append('\n');
        text.Append(texts.Say("minutes.outcome", language, ("outcome", Outcome(decision.Outcome, language))));
        if (decision.Responsible is { } who)
            text.Append('\n').Append(texts.Say("minutes.responsible", language, ("who", who)));
        if (decision.Due is { } due)
            text.Append('\n').Append(texts.Say("minutes.due", language, ("date", due)));
        return text.ToString();
    }

    /// <summary>The items one below the other, each with what became of it.</summary>
    public string Items(IReadOnlyList<MinuteItem> items, Language language)
    {
        var text = new StringBuilder();
        foreach (var (item, number) in items.Select((item, at) => (item, at + 1)))
        {
            text.Append("**").Append(number.ToString(CultureInfo.InvariantCulture)).Append("\\. ").Append(Markup.Escape(TitleOf(item, language))).Append("**\n");
            text.Append(item.Decision is { } decision ? Decision(decision, language) : texts.Say("minutes.pending", language)).Append("\n\n");
        }

        return text.ToString().TrimEnd('\n');
    }

    /// <summary>कार्यवृत्त: the whole minutes.</summary>
    /// <param name="meeting">The meeting.</param>
    /// <param name="place">The panchayat with block and district.</param>
    /// <param name="items">Its items.</param>
    /// <param name="corrections">What was put right since.</param>
    /// <param name="language">The language.</param>
    public string Minutes(Meeting meeting, Bilingual place, IReadOnlyList<MinuteItem> items, IReadOnlyList<MinutesCorrection> corrections, Language language)
    {
        List<string> parts =
        [
            texts.Say("minutes.head", language, ("title", Title(meeting, language)), ("place", place), ("time", meeting.HeldAt), ("venue", meeting.Venue)),
            Came(meeting.Attendance, language),
            Quorum(meeting, language),
        ];
        if (items.Count > 0)
            parts.Add(Items(items, language));
        if (meeting.ApprovedAt is { } approved)
            parts.Add(texts.Say("minutes.approved.on", language, ("date", Formats.IndianDate(approved))));
        parts.AddRange(corrections.Select(correction => texts.Say("minutes.correction", language, ("number", correction.Number), ("date", Formats.IndianDate(correction.EnteredAt)), ("body", correction.Body))));
        return string.Join("\n\n", parts);
    }

    /// <summary>What subscribers get: attendance and the resolutions, as many as fit.</summary>
    public string News(Meeting meeting, Bilingual place, IReadOnlyList<MinuteItem> items, Language language)
    {
        var resolutions = items.Where(item => item.Decision is { IsResolution: true }).ToList();
        var text = new StringBuilder(texts.Say("minutes.news", language, ("title", Title(meeting, language)), ("place", place), ("people", meeting.People), ("women", meeting.Women)));
        text.Append("\n\n").Append(texts.Say(resolutions.Count == 0 ? "minutes.news.none" : "minutes.news.resolutions", language));
        var start = text.Length;
        for (var i = 0; i < resolutions.Count; i++)
        {
            var line = texts.Say("minutes.news.line", language, ("number", i + 1), ("body", Short(resolutions[i].Body ?? "")), ("outcome", Outcome(resolutions[i].Decision!.Outcome, language)));
            if (text.Length - start + line.Length > ResolutionsLength && i > 0)
                return text.Append('\n').Append(texts.Say("minutes.news.more", language, ("count", resolutions.Count - i))).ToString();
            text.Append('\n').Append(line);
        }

        return text.ToString();
    }

    /// <summary>Open resolutions of a panchayat with how far they have come, a line each without marks: what the first item of the next
    /// agenda is about.</summary>
    public async Task<IReadOnlyList<Bilingual>> OpenLinesAsync(Db db, long place, int most) =>
        [.. (await ResolutionStore.OpenAsync(db, place, most)).Select(item => new Bilingual(OpenLine(item, Language.Hindi), OpenLine(item, Language.English)))];

    private string OpenLine(MinuteItem item, Language language)
    {
        var line = texts.Say("resolution.line.plain", language, ("body", Short(item.Body ?? "")), ("date", HeldOn(item)), ("status", Status(item.Status ?? ResolutionStatus.Open, language)));
        return Markup.ToPlainText(line);
    }

    /// <summary>A resolution in a list.</summary>
    public string Line(MinuteItem item, int number, DateOnly today, Language language)
    {
        var line = texts.Say("resolution.line", language, ("number", number), ("body", Short(item.Body ?? "")), ("status", Status(item.Status ?? ResolutionStatus.Open, language)));
        return item.Decision?.Due is not { } due || item.Status is ResolutionStatus.Done or ResolutionStatus.Failed ? line
            : line + " · " + texts.Say(due < today ? "resolution.overdue" : "resolution.due", language, ("date", due));
    }

    /// <summary>A resolution with its whole history.</summary>
    public string Card(MinuteItem item, IReadOnlyList<ResolutionStep> steps, Language language)
    {
        var text = new StringBuilder(texts.Say("resolution.card", language, ("date", HeldOn(item)))).Append("\n\n").Append(Decision(item.Decision!, language));
        text.Append("\n\n").Append(texts.Say("resolution.status", language, ("status", Status(item.Status ?? ResolutionStatus.Open, language))));
        foreach (var step in steps)
            text.Append("\n- ").Append(Step(step, language));
        return text.ToString();
    }

    /// <summary>What followers are told: आपने कहा → हमने किया.</summary>
    public string Told(MinuteItem item, ResolutionStatus status, string? note, DateTimeOffset now, Language language)
    {
        var text = texts.Say(status == ResolutionStatus.Done ? "resolution.told" : "resolution.told.underway", language, ("body", Short(item.Body ?? "")), ("date", HeldOn(item)), ("status", Status(status, language)), ("today", Formats.IndianDate(now)));
        return note is null ? text : text + "\n" + texts.Say("resolution.note", language, ("note", note));
    }

    /// <summary>The buttons below it.</summary>
    public IReadOnlyList<Button> BelowTold(MinuteItem item, Language language) =>
    [
        Button.To(texts.Say("resolution.open", language), FollowResolutions.CardRoute, $"{item.Id}"),
        Button.To(texts.Say("resolution.unfollow", language), FollowResolutions.UnfollowRoute, $"{item.Id}"),
    ];

    /// <summary>The title of an item; for what was added, a word that says so.</summary>
    public string TitleOf(MinuteItem item, Language language) => item.Title?[language] ?? texts.Say("minutes.extra", language);

    /// <summary>At most so many letters of what somebody wrote, for a list.</summary>
    public static string Short(string text) => text.Length <= LongestInList ? text : text[..(LongestInList - 1)].TrimEnd() + "…";

    private string Step(ResolutionStep step, Language language)
    {
        var text = texts.Say("resolution.step", language, ("date", Formats.IndianDate(step.DoneAt)), ("status", Status(step.Status, language)));
        return step.Note is null ? text : text + ": " + Markup.Escape(step.Note);
    }

    private static DateOnly HeldOn(MinuteItem item) => DateOnly.ParseExact(item.Day!, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
