using System.Security.Cryptography;
using System.Text;

namespace PanchayatBot.People;

/// <summary>A code that is told once and kept nowhere: the database has its hash only.</summary>
public static class OneTimeCode
{
    // Letters alone: in a run of digits the bot would see a private number and take it out. 24 of 52 are 136 bits.
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int Length = 24;

    /// <summary>Makes one.</summary>
    public static string New() => RandomNumberGenerator.GetString(Letters, Length);

    /// <summary>What is kept of it: SHA-256 in 64 hexadecimal digits.</summary>
    /// <param name="code">From outside: may be anything.</param>
    public static string Hash(string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code)));
}
