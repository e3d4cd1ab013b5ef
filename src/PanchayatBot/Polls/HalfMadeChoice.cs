using System.Security.Cryptography;

namespace PanchayatBot.Polls;

/// <summary>Keeps what somebody has chosen so far in a secret vote of several steps unreadable for the database: it is sealed with a key that is only
/// in the memory of this process. After a restart such a choice is lost, and is made again.</summary>
public sealed class HalfMadeChoice : IDisposable
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    // As many picks as a vote can have: all seals have one length.
    private const int MostPicks = 16;

    private readonly AesGcm _aes = new(RandomNumberGenerator.GetBytes(32), TagBytes);

    /// <summary>Seals picks: numbers of options, in their order.</summary>
    public string Seal(IReadOnlyList<int> picks)
    {
        var plain = new byte[MostPicks];
        plain[0] = (byte)picks.Count;
        for (var i = 0; i < picks.Count; i++)
            plain[i + 1] = (byte)picks[i];
        var seal = new byte[NonceBytes + TagBytes + MostPicks];
        RandomNumberGenerator.Fill(seal.AsSpan(0, NonceBytes));
        _aes.Encrypt(seal.AsSpan(0, NonceBytes), plain, seal.AsSpan(NonceBytes + TagBytes), seal.AsSpan(NonceBytes, TagBytes));
        return Convert.ToBase64String(seal);
    }

    /// <summary>Opens them; null when another process sealed them.</summary>
    public IReadOnlyList<int>? Open(string sealedPicks)
    {
        try
        {
            var seal = Convert.FromBase64String(sealedPicks);
            if (seal.Length != NonceBytes + TagBytes + MostPicks)
                return null;
            var plain = new byte[MostPicks];
            _aes.Decrypt(seal.AsSpan(0, NonceBytes), seal.AsSpan(NonceBytes + TagBytes), seal.AsSpan(NonceBytes, TagBytes), plain);
            return [.. plain.Skip(1).Take(plain[0]).Select(pick => (int)pick)];
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _aes.Dispose();
}
