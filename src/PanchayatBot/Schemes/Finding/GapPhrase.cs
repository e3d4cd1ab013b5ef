using PanchayatBot.Sounds;

namespace PanchayatBot.Schemes.Finding;

/// <summary>Words one after the other, by their sound keys; <c>…</c> among them stands for up to three others.</summary>
internal sealed class GapPhrase
{
    private const string Gap = "…";
    private const int WidestGap = 3;

    // A gap is a null key.
    private readonly string?[] _keys;

    /// <summary>Reads a phrase as it stands in content/search; it begins with a word.</summary>
    /// <param name="phrase">The words.</param>
    /// <param name="key">Gives the key of a word.</param>
    public GapPhrase(string phrase, Func<Word, string> key) =>
        _keys = [.. phrase.Split(Gap).SelectMany((part, i) => (i == 0 ? [] : new string?[] { null }).Concat(Words.Of(part).Select(key)))];

    /// <summary>Key of its first word.</summary>
    public string First => _keys[0]!;

    /// <summary>True for another spelling of the same words.</summary>
    public bool SoundsLike(GapPhrase other) => _keys.AsSpan().SequenceEqual(other._keys);

    /// <summary>The position after the phrase if it begins at this one, or -1.</summary>
    /// <param name="keys">The keys of a text.</param>
    /// <param name="at">Where it may begin.</param>
    /// <param name="own">Where given, the words of the phrase are marked here, not those in its gaps.</param>
    public int EndFrom(IReadOnlyList<string> keys, int at, bool[]? own = null) => End(0, keys, at, own);

    private int End(int from, IReadOnlyList<string> keys, int at, bool[]? own)
    {
        var start = at;
        for (var i = from; i < _keys.Length; i++, at++)
        {
            if (_keys[i] is null)
            {
                for (var skipped = 0; skipped <= WidestGap; skipped++)
                    if (End(i + 1, keys, at + skipped, own) is >= 0 and var end)
                    {
                        own?.AsSpan(start, at - start).Fill(true);
                        return end;
                    }

                return -1;
            }

            if (at >= keys.Count || keys[at] != _keys[i])
                return -1;
        }

        own?.AsSpan(start, at - start).Fill(true);
        return at;
    }
}
