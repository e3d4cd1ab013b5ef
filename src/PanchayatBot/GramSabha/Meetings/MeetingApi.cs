using PanchayatBot.Api;
using PanchayatBot.Dates;
using PanchayatBot.Messages;
using PanchayatBot.Storage;

namespace PanchayatBot.GramSabha.Meetings;

/// <summary>Meetings of the gram sabha for programs.</summary>
public sealed class MeetingApi(MeetingTable table) : IApiTable
{
    /// <inheritdoc />
    public string Name => "meetings";

    /// <inheritdoc />
    public string Summary => "Meetings of a quarter, and panchayats without one: called when and by whom, held or not, quorum, people and women";

    /// <inheritdoc />
    public IReadOnlyList<string> Formats { get; } = ["csv", "xlsx", "json"];

    /// <inheritdoc />
    public string? ItemSummary => null;

    /// <inheritdoc />
    public Task<byte[]> WriteAsync(Db db, long place, Quarter quarter, string format, Language language) => table.WriteAsync(db, place, quarter, format, language);

    /// <inheritdoc />
    public Task<(long Place, Func<Task<byte[]>> Write)?> ItemAsync(Db db, long id, string format, Language language) => Task.FromResult<(long, Func<Task<byte[]>>)?>(null);
}
