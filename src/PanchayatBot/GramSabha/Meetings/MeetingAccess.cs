using System.Globalization;
using PanchayatBot.Content;
using PanchayatBot.Conversations;
using PanchayatBot.People;
using PanchayatBot.Places;
using PanchayatBot.Storage;

namespace PanchayatBot.GramSabha.Meetings;

/// <summary>Who may touch which meeting, and what surrounds it.</summary>
internal static class MeetingAccess
{
    /// <summary>The meeting that a button names, for whoever may: those of the panchayat read, its secretary writes. Null for everybody else, and
    /// for what is no meeting.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="id">From outside: may be anything.</param>
    /// <param name="writes">True for what only the secretary does.</param>
    public static async Task<Meeting?> FindAsync(Turn turn, string id, bool writes) =>
        Number(id) is { } number && await MeetingStore.FindAsync(turn.Db, number) is { } meeting && await MayAsync(turn, meeting.PlaceId, writes) ? meeting : null;

    /// <summary>The item of minutes that a button names, under the same conditions.</summary>
    public static async Task<MinuteItem?> ItemAsync(Turn turn, string id, bool writes) =>
        Number(id) is { } number && await MeetingStore.ItemAsync(turn.Db, number) is { } item && await MayAsync(turn, item.PlaceId, writes) ? item : null;

    /// <summary>Whether the person may read or write what belongs to a panchayat. Nobody writes in a group, where others press along.</summary>
    public static async Task<bool> MayAsync(Turn turn, long place, bool writes)
    {
        if (writes ? !turn.Message.InGroup && await Grants.HoldsAsync(turn.Db, turn.Chat.PersonId, Role.Secretary, place)
            : turn.Chat.PanchayatId == place || await Grants.HoldsAsync(turn.Db, turn.Chat.PersonId, Role.WardMember, place))
            return true;
        turn.Refuse($"meeting of {place}");
        return false;
    }

    /// <summary>A number from outside; null for what is none.</summary>
    public static long? Number(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A panchayat with block and district: names of panchayats are not unique.</summary>
    public static async Task<Bilingual> FullNameAsync(Db db, long place) =>
        await PlaceStore.FindAsync(db, place) is { } known && await PlaceOption.FullAsync(db, known) is var full ? new(full.Hi, full.En) : new("", "");
}
