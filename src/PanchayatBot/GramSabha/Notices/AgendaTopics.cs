using System.Globalization;
using PanchayatBot.Content;
using PanchayatBot.Conversations;

namespace PanchayatBot.GramSabha.Notices;

/// <summary>Items on the agenda of meetings to come as what a vote can be about.</summary>
public sealed class AgendaTopics : ITopics
{
    private const int MostNotices = 3;

    private static readonly TimeSpan Recent = TimeSpan.FromDays(14);

    /// <inheritdoc />
    public async Task<IReadOnlyList<Topic>> FindAsync(Turn turn, long place, string typed, int most)
    {
        var notices = await NoticeStore.CurrentAsync(turn.Db, place, Formats.IndianDate(turn.Now), turn.Now - Recent, MostNotices);
        return
        [
            .. notices.Where(notice => notice.Content.IsMeeting)
                .SelectMany(notice => notice.Content.Agenda.Select((item, at) => Topic(notice, item, at)))
                .Where(topic => typed.Length == 0 || Says(topic.Name.Hindi, typed) || Says(topic.Name.English, typed))
                .Take(most),
        ];
    }

    private static Topic Topic(Notice notice, Bilingual item, int at) => new(
        new(string.Create(CultureInfo.InvariantCulture, $"{at + 1}. {item.Hindi}"), string.Create(CultureInfo.InvariantCulture, $"{at + 1}. {item.English}")),
        NoticeButtons.WholeRoute, notice.Id.ToString(CultureInfo.InvariantCulture));

    private static bool Says(string name, string typed) => name.Contains(typed, StringComparison.OrdinalIgnoreCase);
}
