using System.Globalization;
using PanchayatBot.Conversations;
using PanchayatBot.People;

namespace PanchayatBot.Polls;

/// <summary>Who may look at, take part in, and touch which vote.</summary>
internal static class PollAccess
{
    /// <summary>The vote that a button names, for whoever holds the role in its panchayat; null for everybody else, in groups, and for what is no vote.</summary>
    public static async Task<Poll?> OfOfficeAsync(Turn turn, string id, Role atLeast)
    {
        if (turn.Message.InGroup || Number(id) is not { } number || await PollStore.FindAsync(turn.Db, number) is not { State: not PollState.Withdrawn } poll)
            return null;
        if (await Grants.HoldsAsync(turn.Db, turn.Chat.PersonId, atLeast, poll.PlaceId))
            return poll;
        turn.Refuse($"poll {number}");
        return null;
    }

    /// <summary>The same for whoever may change when the vote ends or takes place at all: of a vote held in many panchayats together, only an officer.</summary>
    public static async Task<Poll?> OfChiefAsync(Turn turn, string id) =>
        await OfOfficeAsync(turn, id, Role.Secretary) is not { } poll ? null : poll.GroupId is null ? poll : await OfOfficeAsync(turn, id, Role.Officer);

    /// <summary>The vote that a button names, for whoever lives in its panchayat and ward, or serves there; null for everybody else, and in groups.</summary>
    public static async Task<Poll?> OfOwnAsync(Turn turn, string id) =>
        !turn.Message.InGroup && Number(id) is { } number && await PollStore.FindAsync(turn.Db, number) is { State: not (PollState.Withdrawn or PollState.Scheduled) } poll
            && (Concerns(turn, poll) || await Grants.HoldsAsync(turn.Db, turn.Chat.PersonId, Role.Secretary, poll.PlaceId)) ? poll : null;

    /// <summary>True if the vote is one of the chat's panchayat and ward.</summary>
    public static bool Concerns(Turn turn, Poll poll) => turn.Chat.PanchayatId == poll.PlaceId && (poll.Content.WardId is null || poll.Content.WardId == turn.Chat.WardId);

    /// <summary>A number as buttons carry it.</summary>
    public static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
