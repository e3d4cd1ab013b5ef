using System.Globalization;
using PanchayatBot.Messages;

namespace PanchayatBot.Delivery.Inbound;

/// <summary>Names of files that people sent: shown to others, and written on their disks.</summary>
internal static class FileName
{
    private const int Longest = 60;

    // Not allowed in names on Windows, or with a meaning there or in a shell.
    private const string Forbidden = "\"*:<>?|%$`'";

    /// <summary>A name without folders and extension, signs that cannot be seen or that turn the direction of writing, and without numbers that belong to one
    /// person; empty when nothing is left.</summary>
    public static string Clean(string? name)
    {
        if (name is null)
            return "";
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var dot = last.LastIndexOf('.');
        var stem = dot >= 0 ? last[..dot] : last;
        // The two joiners belong to Hindi spelling; every other format sign may hide what the name really is.
        var seen = string.Concat(stem.EnumerateRunes().Where(IsSeen)).Trim(' ', '.', '-');
        var length = Math.Min(seen.Length, Longest);
        while (length > 0 && length < seen.Length && (char.IsLowSurrogate(seen[length]) || CharUnicodeInfo.GetUnicodeCategory(seen[length]) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark))
            length--;
        seen = seen[..length].TrimEnd();
        return PrivateNumbers.Remove(seen).Kinds == PrivateKinds.None ? seen : "";
    }

    /// <summary>The whole name of a file that turned out to be of this type.</summary>
    /// <param name="stem">Made by <see cref="Clean"/>.</param>
    /// <param name="type">What it is.</param>
    public static string For(string stem, FileType type) => (stem.Length > 0 ? stem : type.IsPicture ? "photo" : "document") + type.Extension;

    private static bool IsSeen(System.Text.Rune sign) => System.Text.Rune.GetUnicodeCategory(sign) switch
    {
        UnicodeCategory.Control or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => false,
        UnicodeCategory.Format => sign.Value is 0x200C or 0x200D,
        _ => !sign.IsBmp || !Forbidden.Contains((char)sign.Value, StringComparison.Ordinal),
    };
}
