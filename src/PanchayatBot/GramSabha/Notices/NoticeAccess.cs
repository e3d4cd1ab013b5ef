using System.Globalization;
using PanchayatBot.Conversations;
using PanchayatBot.People;

namespace PanchayatBot.GramSabha.Notices;

/// <summary>Who may touch which notice.</summary>
internal static class NoticeAccess
{
    /// <summary>The notice that a button names, for whoever holds the role in its panchayat; null for everybody else, in groups, where others
    /// press along, and for what is no notice.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="id">From outside: may be anything.</param>
    /// <param name="atLeast">The lowest role that is enough.</param>
    public static async Task<Notice?> FindAsync(Turn turn, string id, Role atLeast)
    {
        if (turn.Message.InGroup || !long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || await NoticeStore.FindAsync(turn.Db, number) is not { } notice)
            return null;
        if (await Grants.HoldsAsync(turn.Db, turn.Chat.PersonId, atLeast, notice.PlaceId))
            return notice;
        turn.Refuse($"notice {number}");
        return null;
    }
}
