using PanchayatBot.Api;
using PanchayatBot.Dates;
using PanchayatBot.Messages;
using PanchayatBot.Storage;

namespace PanchayatBot.Polls;

/// <summary>Results of votes for programs.</summary>
public sealed class PollApi(PollTable table) : IApiTable
{
    /// <inheritdoc />
    public string Name => "polls";

    /// <inheritdoc />
    public string Summary => "Votes of a quarter, a row for each option. Of a vote that is still open there is no figure but how many may take part.";

    /// <inheritdoc />
    public IReadOnlyList<string> Formats => PollTable.Endings;

    /// <inheritdoc />
    public string? ItemSummary => "The result of one vote";

    /// <inheritdoc />
    public Task<byte[]> WriteAsync(Db db, long place, Quarter quarter, string format, Language language) => table.WriteAsync(db, place, quarter, format, language);

    /// <inheritdoc />
    public async Task<(long Place, Func<Task<byte[]>> Write)?> ItemAsync(Db db, long id, string format, Language language) =>
        await PollStore.FindAsync(db, id) is { State: not (PollState.Withdrawn or PollState.Scheduled) } poll ? (poll.PlaceId, () => table.WriteAsync(db, poll, format, language)) : null;
}
