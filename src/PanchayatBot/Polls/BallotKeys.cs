using System.Security.Cryptography;
using System.Text;

namespace PanchayatBot.Polls;

/// <summary>The keys that seal the ballots of secret votes while these are open: one file for each vote, in a folder beside the database and in no
/// backup of it. When a vote is counted its key is destroyed, so that no backup taken while it was open can ever be read.</summary>
/// <param name="folder">The folder; several processes on one database share it.</param>
public sealed class BallotKeys(string folder)
{
    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    /// <summary>Makes a key that is on disk when this returns.</summary>
    /// <returns>Its name, which tells nothing.</returns>
    /// <exception cref="IOException">The folder cannot be written to; no secret vote can be held.</exception>
    public string Make()
    {
        Directory.CreateDirectory(folder);
        var name = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(PathOf(name), options);
        file.Write(RandomNumberGenerator.GetBytes(KeyBytes));
        file.Flush(flushToDisk: true);
        return name;
    }

    /// <summary>Destroys a key; one that is gone already stays gone.</summary>
    public void Destroy(string name)
    {
        var path = PathOf(name);
        if (!File.Exists(path))
            return;
        // What is overwritten is not found again by looking for deleted files.
        using (var file = new FileStream(path, FileMode.Open, FileAccess.Write))
        {
            file.Write(new byte[KeyBytes]);
            file.Flush(flushToDisk: true);
        }

        File.Delete(path);
    }

    /// <summary>Seals a ballot. All sealed ballots of a vote have the same length.</summary>
    /// <param name="name">The key.</param>
    /// <param name="ballotId">The ballot's random key in the database: the seal holds only for it.</param>
    /// <param name="choices">What was voted; ASCII.</param>
    /// <param name="length">Length to which it is filled up.</param>
    /// <exception cref="IOException">The key is not there.</exception>
    public byte[] Seal(string name, byte[] ballotId, string choices, int length)
    {
        var plain = Encoding.ASCII.GetBytes(choices.PadRight(length));
        var seal = new byte[NonceBytes + TagBytes + plain.Length];
        RandomNumberGenerator.Fill(seal.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(Read(name), TagBytes);
        aes.Encrypt(seal.AsSpan(0, NonceBytes), plain, seal.AsSpan(NonceBytes + TagBytes), seal.AsSpan(NonceBytes, TagBytes), ballotId);
        return seal;
    }

    /// <summary>Opens sealed ballots.</summary>
    /// <exception cref="IOException">The key is not there.</exception>
    /// <exception cref="CryptographicException">A ballot was changed in the database.</exception>
    public IReadOnlyList<string> Open(string name, IEnumerable<(byte[] Id, byte[] Sealed)> ballots)
    {
        using var aes = new AesGcm(Read(name), TagBytes);
        var opened = new List<string>();
        foreach (var (id, seal) in ballots)
        {
            var plain = new byte[seal.Length - NonceBytes - TagBytes];
            aes.Decrypt(seal.AsSpan(0, NonceBytes), seal.AsSpan(NonceBytes + TagBytes), seal.AsSpan(NonceBytes, TagBytes), plain, id);
            opened.Add(Encoding.ASCII.GetString(plain).TrimEnd());
        }

        return opened;
    }

    private byte[] Read(string name) => File.ReadAllBytes(PathOf(name)) is { Length: KeyBytes } key ? key : throw new IOException("A key of ballots is damaged.");

    // Names come from the database; whoever wrote there must not reach other files.
    private string PathOf(string name) => name.All(char.IsAsciiLetterOrDigit) ? Path.Combine(folder, name + ".key") : throw new IOException("A key of ballots has a wrong name.");
}
