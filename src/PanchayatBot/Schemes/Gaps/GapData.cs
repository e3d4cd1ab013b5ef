using PanchayatBot.Conversations;

namespace PanchayatBot.Schemes.Gaps;

/// <summary>What is kept of a chat for its questions: the last one, and those whose answer it waits for.</summary>
internal sealed class GapData : IPersonalData
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> TellAsync(Turn turn) =>
        [.. (await GapStore.KeptAsync(turn.Db, turn.Chat.Address)).Select(question => turn.Say("gap.kept", ("question", question)))];

    /// <inheritdoc />
    public Task ForgetAsync(Turn turn) => GapStore.ForgetChatAsync(turn.Db, turn.Chat.Address);
}
