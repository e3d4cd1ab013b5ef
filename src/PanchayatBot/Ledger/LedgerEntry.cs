using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PanchayatBot.Ledger;

/// <summary>One official act, written down for good. Holds numbers of people, never their names: those can be forgotten elsewhere.</summary>
public sealed record LedgerEntry
{
    /// <summary>The place whose act it is; each place has a chain of its own.</summary>
    public long PlaceId { get; init; }

    /// <summary>Place in the chain, from 1 without a gap.</summary>
    public long Number { get; init; }

    /// <summary>When it was done, to the millisecond.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Number of the person who did it; null for the bot itself or the command line.</summary>
    public long? ActorId { get; init; }

    /// <summary>What was done, e.g. <c>notice.published</c>; <c>ledger.ACT</c> in content/texts says it in words.</summary>
    public required string Act { get; init; }

    /// <summary>What it was done to, e.g. <c>notice:17</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>What belongs to it, as JSON.</summary>
    public required string Details { get; init; }

    /// <summary>SHA-256 over the hash before it and everything above, in hexadecimal digits.</summary>
    public string Hash { get; init; } = "";

    /// <summary>The hash that this entry must have behind an entry with the hash <paramref name="previous"/>. Each field is preceded by its
    /// length, so that nothing can move from one field into the next unseen.</summary>
    /// <param name="previous">Hash of the entry before; empty for the first.</param>
    public string HashAfter(string previous)
    {
        var sealedText = new StringBuilder();
        foreach (var field in (ReadOnlySpan<string>)
        [
            previous, Text(PlaceId), Text(Number), Text(At.ToUnixTimeMilliseconds()), ActorId is { } actor ? Text(actor) : "", Act, Subject, Details,
        ])
        {
            sealedText.Append(Text(field.Length)).Append(':').Append(field).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sealedText.ToString())));
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
