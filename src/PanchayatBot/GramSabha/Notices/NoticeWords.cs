using System.Globalization;
using System.Text;
using PanchayatBot.Content;
using PanchayatBot.Dates;
using PanchayatBot.Messages;

namespace PanchayatBot.GramSabha.Notices;

/// <summary>A notice as a chat message. Pure: the same notice always gives the same words.</summary>
/// <param name="texts">The sentences.</param>
public sealed class NoticeWords(Texts texts)
{
    // A broadcast's message is one page; what stands around the agenda and a message of the secretary's leaves so much for them.
    private const int AgendaLength = 1_600;
    private const int MessageLength = 2_000;

    /// <summary>What stands below the signed letter.</summary>
    public string Letter(Language language) => texts.Say("notice.letter", language);

    /// <summary>What a notice is about: ग्राम सभा की साधारण बैठक.</summary>
    public string Title(NoticeContent content, Language language) => texts.Say($"notice.title.{content.Kind.ToString().ToLowerInvariant()}", language);

    /// <summary>When and where, a line or two for each meeting.</summary>
    public string Sittings(NoticeContent content, Language language) => content.Sittings.Count == 0
        ? content.IsMeeting ? texts.Say("notice.date.later", language) : ""
        : string.Join("\n\n", content.Sittings.Select(sitting => texts.Say("notice.sitting", language,
            ("when", new When(sitting.Date, sitting.Time).InWords(language)), ("place", sitting.Place))));

    /// <summary>The agenda with numbers, as much of it as fits a message.</summary>
    /// <param name="agenda">The items.</param>
    /// <param name="language">The language.</param>
    /// <param name="most">At most so many letters; the rest is named by its number.</param>
    public string Agenda(IReadOnlyList<Bilingual> agenda, Language language, int most = AgendaLength)
    {
        var text = new StringBuilder();
        for (var i = 0; i < agenda.Count; i++)
        {
            var line = string.Create(CultureInfo.InvariantCulture, $"{i + 1}. ") + Markup.Escape(agenda[i][language]);
            if (text.Length + line.Length > most && i > 0)
                return text.Append(texts.Say("notice.agenda.more", language, ("count", agenda.Count - i))).ToString();
            text.Append(line).Append('\n');
        }

        return text.ToString().TrimEnd('\n');
    }

    /// <summary>The whole notice.</summary>
    /// <param name="content">What it says.</param>
    /// <param name="setting">The panchayat and its rules.</param>
    /// <param name="language">The language.</param>
    public string Message(NoticeContent content, NoticeSetting setting, Language language)
    {
        var parts = new List<string> { Head("notice.head", content, setting, language) };
        if (Sittings(content, language) is { Length: > 0 } sittings)
            parts.Add(sittings);
        if (content.Message is { } message)
            parts.Add(Escaped(message));
        if (content.Agenda.Count > 0)
            parts.Add(texts.Say("notice.agenda", language) + "\n\n" + Agenda(content.Agenda, language));
        parts.Add(Particulars(content, setting, language));
        if (content.IsMeeting)
            parts.Add(texts.Say("notice.please", language));
        return string.Join("\n\n", parts.Where(part => part.Length > 0));
    }

    /// <summary>Presiding, quorum, reason, reference: the small print.</summary>
    public string Particulars(NoticeContent content, NoticeSetting setting, Language language)
    {
        var lines = new List<string>();
        if (content.IsMeeting && (content.Presides ?? setting.Presides[language]) is { Length: > 0 } presides)
            lines.Add(texts.Say("notice.presides", language, ("who", presides)));
        if (Quorum(content, setting, language) is { Length: > 0 } quorum)
            lines.Add(quorum);
        if (content.IsMeeting && (content.LegalBasis ?? setting.Profile?.Basis[language]) is { } basis)
            lines.Add(texts.Say("notice.basis", language, ("basis", basis)));
        if (content.Reason is { } reason)
            lines.Add(texts.Say("notice.reason", language, ("reason", reason)));
        if (content.Reference is { } reference)
            lines.Add(texts.Say("notice.reference", language, ("reference", reference)));
        return string.Join('\n', lines);
    }

    /// <summary>How many must come; empty when the rule or the number of voters is not known.</summary>
    public string Quorum(NoticeContent content, NoticeSetting setting, Language language) => setting.Quorum(content) switch
    {
        { People: 0 } => texts.Say("notice.quorum.none", language),
        { People: { } people, Women: { } women } => texts.Say("notice.quorum.women", language, ("people", people), ("women", women)),
        { People: { } people } => texts.Say("notice.quorum", language, ("people", people)),
        _ => "",
    };

    /// <summary>Kind and panchayat, the ward when only one is meant.</summary>
    public string Head(string key, NoticeContent content, NoticeSetting setting, Language language) =>
        texts.Say(key, language, ("title", Title(content, language)), ("place", setting.Full))
        + (content.Ward is { } ward ? "\n" + texts.Say("notice.ward", language, ("ward", ward)) : "");

    /// <summary>What changed, as those hear it who got the notice, with the whole of it below.</summary>
    /// <param name="act">What was done.</param>
    /// <param name="before">What they were told.</param>
    /// <param name="now">What holds now.</param>
    /// <param name="reason">Why; null when none was given.</param>
    /// <param name="setting">The panchayat and its rules.</param>
    /// <param name="language">The language.</param>
    public string Change(NoticeAct act, NoticeContent before, NoticeContent now, string? reason, NoticeSetting setting, Language language)
    {
        var changes = NoticeChanges.Between(before, now);
        // A meeting that was put off gets its new day: that is good news, not another delay.
        var what = act == NoticeAct.Postponed && before.Sittings.Count == 0 ? "newday" : act.ToString().ToLowerInvariant();
        var off = act == NoticeAct.Cancelled || (act == NoticeAct.Postponed && now.Sittings.Count == 0);
        var parts = new List<string> { Head($"notice.changed.{what}", act == NoticeAct.Cancelled ? before : now, setting, language) };
        if (off)
            parts.Add(before.Sittings.Count == 0 ? "" : texts.Say("notice.was", language) + "\n\n" + Sittings(before, language));
        else if (what != "newday")
            parts.Add(string.Join('\n', changes.Select(change => Line(change, language))));
        if (reason is not null)
            parts.Add(texts.Say("notice.reason", language, ("reason", reason)));
        if (off && act == NoticeAct.Postponed)
            parts.Add(Sittings(now, language));
        if (act != NoticeAct.Cancelled && now.Sittings.Count > 0)
            parts.Add(texts.Say("notice.now", language) + "\n\n" + Sittings(now, language));
        if (act != NoticeAct.Cancelled && changes.Any(change => change.Field == NoticeField.Agenda) && now.Agenda.Count > 0)
            parts.Add(texts.Say("notice.agenda", language) + "\n\n" + Agenda(now.Agenda, language));
        if (act != NoticeAct.Cancelled && changes.Any(change => change.Field == NoticeField.Message) && now.Message is { } message)
            parts.Add(Escaped(message));
        return string.Join("\n\n", parts.Where(part => part.Length > 0));
    }

    private static string Escaped(string message) => Markup.Escape(message.Length <= MessageLength ? message : message[..MessageLength] + "…");

    /// <summary>One change: समय: प्रातः 11:00 बजे → अपराह्न 3:00 बजे.</summary>
    public string Line(NoticeChange change, Language language)
    {
        var field = texts.Say($"notice.field.{change.Field.ToString().ToLowerInvariant()}", language);
        return (change.Before, change.Now) switch
        {
            ({ } before, { } now) => texts.Say("notice.change", language, ("field", field), ("before", before(language)), ("now", now(language))),
            (null, { } now) => texts.Say("notice.change.added", language, ("field", field), ("now", now(language))),
            ({ } before, null) => texts.Say("notice.change.removed", language, ("field", field), ("before", before(language))),
            _ => texts.Say("notice.change.new", language, ("field", field)),
        };
    }

    /// <summary>What is said two days and two hours before a meeting.</summary>
    public string Reminder(NoticeContent content, Sitting sitting, NoticeSetting setting, DateOnly today, Language language)
    {
        var key = (sitting.Date.DayNumber - today.DayNumber) switch { 0 => "notice.remind.today", 1 => "notice.remind.tomorrow", _ => "notice.remind.soon" };
        return Head(key, content, setting, language) + "\n\n"
            + texts.Say("notice.sitting", language, ("when", new When(sitting.Date, sitting.Time).InWords(language)), ("place", sitting.Place));
    }
}
