using PanchayatBot.Content;
using PanchayatBot.GramSabha.Notices;
using PanchayatBot.Mail;
using PanchayatBot.Messages;
using PanchayatBot.Storage;

namespace PanchayatBot.GramSabha.Meetings;

/// <summary>Meetings and notices in the weekly report.</summary>
public sealed class MeetingNews(NoticeWords words, Texts texts) : IReportPart
{
    private const int Most = 60;

    /// <inheritdoc />
    public int Order => 10;

    /// <inheritdoc />
    public async Task<ReportPart> ReadAsync(Db db, long place, DateTimeOffset from, DateTimeOffset until, Language language)
    {
        var notices = await MeetingReport.PublishedAsync(db, place, from, until, Most + 1);
        var lines = new List<string>();
        foreach (var (id, hindi, english) in notices.Take(Most))
        {
            var notice = (await NoticeStore.FindAsync(db, id))!;
            var days = notice.Content.Sittings.Select(sitting => Formats.Date(sitting.Date, language)).ToList();
            lines.Add(Markup.ToPlainText(texts.Say(days.Count == 0 ? "mail.notices.line" : "mail.notices.line.meeting", language,
                ("place", new Bilingual(hindi, english)), ("title", words.Title(notice.Content, language)), ("days", Formats.List(days, language)))));
        }

        var meetings = await MeetingReport.HeldAsync(db, place, from, until, Most + 1);
        foreach (var held in meetings.Take(Most))
            lines.Add(Markup.ToPlainText(texts.Say("mail.meetings.line", language, ("place", held.Name), ("day", Formats.Date(held.Date!.Value, language)), ("people", held.People), ("women", held.Women))));
        if (notices.Count > Most || meetings.Count > Most)
            lines.Add(texts.Say("mail.more", language));
        return new(texts.Say("mail.meetings", language), lines);
    }
}
