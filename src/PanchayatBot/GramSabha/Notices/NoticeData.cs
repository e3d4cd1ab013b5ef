using PanchayatBot.Conversations;

namespace PanchayatBot.GramSabha.Notices;

/// <summary>What is kept of people who answer to notices.</summary>
public sealed class NoticeData : IPersonalData
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> TellAsync(Turn turn)
    {
        if (turn.Chat.PersonId is not { } person)
            return [];
        var (answers, suggestions) = await ReplyStore.KeptAsync(turn.Db, person);
        return [.. answers > 0 ? new[] { turn.Say("notice.kept.answers", ("count", answers)) } : [], .. suggestions > 0 ? new[] { turn.Say("notice.kept.suggestions", ("count", suggestions)) } : []];
    }

    /// <inheritdoc />
    public async Task ForgetAsync(Turn turn)
    {
        if (turn.Chat.PersonId is { } person)
            await ReplyStore.ForgetAsync(turn.Db, person);
    }
}
