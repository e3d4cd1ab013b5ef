using PanchayatBot.Messages;
using PanchayatBot.Storage;

namespace PanchayatBot.Mail;

/// <summary>A paragraph of the weekly report.</summary>
/// <param name="Heading">Above it.</param>
/// <param name="Lines">What happened, a line each; none when nothing did.</param>
public sealed record ReportPart(string Heading, IReadOnlyList<string> Lines);

/// <summary>A part of the bot that has something to tell in the weekly report.</summary>
public interface IReportPart
{
    /// <summary>Where it stands; lower comes first.</summary>
    int Order { get; }

    /// <summary>What happened within a place, without marks; nothing that may not be told yet.</summary>
    Task<ReportPart> ReadAsync(Db db, long place, DateTimeOffset from, DateTimeOffset until, Language language);
}
