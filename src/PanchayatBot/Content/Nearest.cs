namespace PanchayatBot.Content;

/// <summary>Finds the word somebody probably meant.</summary>
public static class Nearest
{
    /// <summary>The known word that differs least from what was written; null when none is close (more than a third of the letters differ).</summary>
    /// <param name="written">What was written; case does not matter.</param>
    /// <param name="known">The words there are.</param>
    public static string? Of(string written, IEnumerable<string> known)
    {
        var lower = written.ToLowerInvariant();
        var (best, least) = ((string?)null, int.MaxValue);
        foreach (var word in known)
        {
            var distance = Distance(lower, word.ToLowerInvariant());
            if (distance < least)
                (best, least) = (word, distance);
        }

        return least <= Math.Max(1, lower.Length / 3) ? best : null;
    }

    /// <summary>“: did you mean 'x'?” or, when nothing is close, what there is to choose from.</summary>
    public static string Hint(string written, IReadOnlyCollection<string> known) =>
        Of(written, known) is { } word ? $"did you mean '{word}'?" : $"use one of: {string.Join(", ", known)}.";

    // Edit distance with swapped neighbours counted once (optimal string alignment), in three rows.
    private static int Distance(string a, string b)
    {
        int[] beforeLast = new int[b.Length + 1], last = [.. Enumerable.Range(0, b.Length + 1)], row = new int[b.Length + 1];
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
            }

            (beforeLast, last, row) = (last, row, beforeLast);
        }

        return last[b.Length];
    }
}
