using PanchayatBot.Conversations;
using PanchayatBot.People;

namespace PanchayatBot.Polls;

/// <summary>What is kept of people who vote: that they took part, and in an open vote what they chose until it closes.</summary>
public sealed class PollData : IPersonalData
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> TellAsync(Turn turn) =>
        turn.Chat.PersonId is not { } person ? [] :
        [
            .. await PollStore.TakenPartAsync(turn.Db, person) is > 0 and var count ? new[] { turn.Say("poll.kept", ("count", count)) } : [],
            .. await PersonStore.GenderAsync(turn.Db, person) is { } gender ? new[] { turn.Say(gender == Gender.Woman ? "poll.kept.woman" : "poll.kept.man") } : [],
        ];

    /// <inheritdoc />
    public async Task ForgetAsync(Turn turn)
    {
        // The vote stands under a number without a name: the count stays right, and nobody votes twice by being forgotten.
        if (turn.Chat.PersonId is not { } person)
            return;
        await PollStore.GoneAsync(turn.Db, person, turn.Chat.Address);
        await VoterRegister.ForgetAsync(turn.Db, person);
        await PersonStore.ForgetGenderAsync(turn.Db, person);
    }
}
