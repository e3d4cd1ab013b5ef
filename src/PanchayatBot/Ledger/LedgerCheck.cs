using PanchayatBot.Storage;

namespace PanchayatBot.Ledger;

/// <summary>What a check of the whole register found.</summary>
/// <param name="Places">Chains looked at.</param>
/// <param name="Entries">Entries looked at.</param>
/// <param name="Faults">One for each chain that is broken: the first entry that is not as it was written.</param>
public sealed record LedgerReport(long Places, long Entries, IReadOnlyList<LedgerFault> Faults);

/// <summary>A place at which a chain is broken.</summary>
/// <param name="PlaceId">The chain.</param>
/// <param name="Number">The entry.</param>
/// <param name="What">What is wrong with it, in English, for the operator.</param>
public sealed record LedgerFault(long PlaceId, long Number, string What);

/// <summary>Recomputes every chain. A changed, missing, inserted or moved entry breaks the chain at that very entry; a chain cut off at its
/// end disagrees with its head. Whoever can rewrite the whole database can forge a whole chain: against that stand the hashes printed on
/// certificates, which are in other hands.</summary>
public static class LedgerCheck
{
    private const int Stretch = 500;

    /// <summary>Checks everything, a stretch at a time: memory stays small however long the register is.</summary>
    public static async Task<LedgerReport> RunAsync(Database database, CancellationToken cancellation)
    {
        var heads = (await database.ReadAsync(LedgerBook.HeadsAsync, cancellation)).ToDictionary(head => head.PlaceId);
        var places = await database.ReadAsync(LedgerBook.PlacesAsync, cancellation);
        var (entries, faults) = (0L, new List<LedgerFault>());
        foreach (var place in places)
        {
            var (read, fault) = await ChainAsync(database, place, heads.GetValueOrDefault(place), cancellation);
            entries += read;
            if (fault is not null)
                faults.Add(fault);
        }

        return new LedgerReport(places.Count, entries, faults);
    }

    private static async Task<(long Read, LedgerFault? Fault)> ChainAsync(Database database, long place, LedgerBook.Head? head, CancellationToken cancellation)
    {
        var (last, hash) = (0L, "");
        while (await database.ReadAsync(db => LedgerBook.StretchAsync(db, place, last, Stretch), cancellation) is { Count: > 0 } stretch)
        {
            foreach (var entry in stretch)
            {
                if (entry.Number != last + 1)
                    return (last, new LedgerFault(place, last + 1, "is missing"));
                if (entry.Hash != entry.HashAfter(hash))
                    return (last, new LedgerFault(place, entry.Number, "is not as it was written"));
                (last, hash) = (entry.Number, entry.Hash);
            }
        }

        // Entries written while this ran are behind the head that was read before.
        if (head is null || head.Number > last)
            return (last, new LedgerFault(place, last + 1, head is null ? "the place has no head" : $"is missing, and all up to {head.Number}"));
        return head.Number == last && head.Hash != hash ? (last, new LedgerFault(place, last, "is not the one the head was sealed with")) : (last, null);
    }
}
