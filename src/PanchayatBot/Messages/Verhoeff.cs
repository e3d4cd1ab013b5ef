namespace PanchayatBot.Messages;

/// <summary>The check digit of an Aadhaar number (J. Verhoeff, 1969): it finds every single wrong digit and every swap of neighbours.</summary>
internal static class Verhoeff
{
    private static readonly byte[][] Permutations = Rows();

    /// <summary>True if the last digit fits the others.</summary>
    /// <param name="digits">Only 0-9.</param>
    public static bool Holds(string digits)
    {
        var check = 0;
        for (var i = 0; i < digits.Length; i++)
            check = Times(check, Permutations[i % 8][digits[^(i + 1)] - '0']);
        return check == 0;
    }

    // The symmetries of a pentagon: 0-4 turn it, 5-9 turn it over.
    private static int Times(int a, int b) => (a, b) switch
    {
        ( < 5, < 5) => (a + b) % 5,
        ( < 5, _) => 5 + (a + b) % 5,
        (_, < 5) => 5 + (a - b + 5) % 5,
        _ => (a - b + 5) % 5,
    };

    private static byte[][] Rows()
    {
        byte[] step = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
        var rows = new byte[8][];
        rows[0] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
        for (var i = 1; i < rows.Length; i++)
            rows[i] = [.. rows[i - 1].Select(digit => step[digit])];
        return rows;
    }
}
