using System.Globalization;
using PanchayatBot.Content;
using PanchayatBot.Dates;
using PanchayatBot.Messages;

namespace PanchayatBot.GramSabha.Notices;

/// <summary>The same notice for those without a phone: what the drummer calls out, and a short message for any phone.</summary>
public sealed class NoticeOutputs(Texts texts, NoticeWords words)
{
    /// <summary>Signs in two linked short messages in a script other than Latin (3GPP TS 23.040: 67 UTF-16 units each).</summary>
    public const int SmsLength = 2 * 67;

    // Read aloud a little more than two words are said in a second; thirty seconds are so many.
    private const int DrumWords = 75;

    /// <summary>Thirty seconds to be called out (मुनादी).</summary>
    public string Drum(Notice notice, NoticeSetting setting, Language language)
    {
        var content = notice.Content;
        var place = setting.Panchayat.Name;
        var begin = texts.Say("notices.drum.begin", language, ("place", place));
        var body = notice.State == NoticeState.Cancelled ? texts.Say("notices.drum.cancelled", language, ("title", words.Title(content, language)))
            : content.IsMeeting ? string.Join(' ', content.Sittings.Select(sitting => texts.Say("notices.drum.sitting", language,
                ("title", words.Title(content, language)), ("when", new When(sitting.Date, sitting.Time).InWords(language)), ("place", sitting.Place))))
            : content.Message ?? "";
        var end = texts.Say(content.IsMeeting && notice.State != NoticeState.Cancelled ? "notices.drum.end" : "notices.drum.end.other", language);
        var left = DrumWords - Count(begin) - Count(body) - Count(end);
        var topics = content.IsMeeting && notice.State != NoticeState.Cancelled ? Topics(content, language, left) : "";
        return Markup.ToPlainText(string.Join("\n\n", new[] { begin, body, topics, end }.Where(part => part.Length > 0)));
    }

    /// <summary>A text for a short message: never more than two parts.</summary>
    public string Sms(Notice notice, NoticeSetting setting, Language language)
    {
        var content = notice.Content;
        var sitting = content.Sittings.Count > 0 ? content.Sittings[0] : null;
        var key = notice.State == NoticeState.Cancelled ? "notices.sms.cancelled" : sitting is null ? "notices.sms.message" : "notices.sms.text";
        string Filled(string where, string message) => Markup.ToPlainText(texts.Say(key, language,
            ("panchayat", setting.Panchayat.Name), ("title", texts.Say($"notices.short.{content.Kind.ToString().ToLowerInvariant()}", language)),
            ("date", sitting is null ? "" : $"{sitting.Date.Day}/{sitting.Date.Month}/{sitting.Date.Year}"), ("time", sitting is null ? "" : Formats.Time(sitting.Time, language)),
            ("more", content.Sittings.Count > 1 ? texts.Say("notices.sms.more", language, ("count", content.Sittings.Count - 1)) : ""), ("place", where), ("message", message)));
        // Whatever does not fit is cut where people can do best without it.
        var (where, message) = (sitting?.Place ?? "", content.Message ?? "");
        var over = Filled(where, message).Length - SmsLength;
        if (over > 0 && key == "notices.sms.message")
            message = Cut(message, over);
        else if (over > 0)
            where = Cut(where, over);
        var text = Filled(where, message);
        return text.Length <= SmsLength ? text : text[..(SmsLength - 1)] + "…";
    }

    private string Topics(NoticeContent content, Language language, int left)
    {
        var said = new List<string>();
        foreach (var item in content.Agenda.Select(item => item[language]))
        {
            left -= Count(item);
            if (left < 0)
                break;
            said.Add(item);
        }

        return said.Count == 0 ? "" : texts.Say("notices.drum.topics", language, ("topics", said));
    }

    private static string Cut(string text, int over)
    {
        // Never in the middle of a letter with its signs.
        var letters = StringInfo.ParseCombiningCharacters(text);
        var most = Math.Max(0, text.Length - over - 1);
        var end = letters.LastOrDefault(start => start <= most);
        return end == 0 ? "" : text[..end].TrimEnd() + "…";
    }

    private static int Count(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
}
