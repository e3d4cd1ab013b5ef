using System.Globalization;
using PanchayatBot.Content;
using PanchayatBot.Messages;

namespace PanchayatBot.GramSabha.Notices;

/// <summary>The buttons below a notice. They work for ever, from any message: of a notice that was changed, too.</summary>
public sealed class NoticeButtons(Texts texts)
{
    /// <summary>Says whether somebody comes: number of the notice, then the answer.</summary>
    public const string ComingRoute = "coming";

    /// <summary>The meeting as an entry for a calendar.</summary>
    public const string CalendarRoute = "notice-calendar";

    /// <summary>The place on a map.</summary>
    public const string MapRoute = "notice-map";

    /// <summary>The notice once more, with its whole agenda.</summary>
    public const string WholeRoute = "notice-whole";

    /// <summary>The buttons for those who are invited.</summary>
    public IReadOnlyList<Button> Below(NoticeContent content, long id, Language language)
    {
        var number = id.ToString(CultureInfo.InvariantCulture);
        if (!content.IsMeeting || content.Sittings.Count == 0)
            return [];
        return
        [
            .. Enum.GetValues<Coming>().Select(answer => Button.To(texts.Say($"notice.coming.{answer.ToString().ToLowerInvariant()}", language), ComingRoute,
                $"{number} {answer.ToString().ToLowerInvariant()}")),
            Button.To(texts.Say("notice.calendar", language), CalendarRoute, number),
            .. content.Pin is null ? [] : new[] { Button.To(texts.Say("notice.map", language), MapRoute, number) },
            Button.To(texts.Say("notice.whole", language), WholeRoute, number),
        ];
    }
}
