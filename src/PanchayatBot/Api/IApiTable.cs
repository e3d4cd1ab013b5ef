using PanchayatBot.Dates;
using PanchayatBot.Messages;
using PanchayatBot.Storage;

namespace PanchayatBot.Api;

/// <summary>A table that programs pull at <c>/api/v1/NAME</c>. Whoever implements it writes only what everybody of the place may know: the key decides
/// about the place, nothing else.</summary>
public interface IApiTable
{
    /// <summary>Its name in addresses, in small letters.</summary>
    string Name { get; }

    /// <summary>What it holds, in an English sentence for programmers.</summary>
    string Summary { get; }

    /// <summary>The endings it can be written with: of csv, json, xlsx.</summary>
    IReadOnlyList<string> Formats { get; }

    /// <summary>What <c>/api/v1/NAME/ID/results</c> holds; null when there is no such thing.</summary>
    string? ItemSummary { get; }

    /// <summary>The table of a place and a quarter.</summary>
    Task<byte[]> WriteAsync(Db db, long place, Quarter quarter, string format, Language language);

    /// <summary>One of them, and the place it belongs to; null when there is none with this number.</summary>
    Task<(long Place, Func<Task<byte[]>> Write)?> ItemAsync(Db db, long id, string format, Language language);
}
