using System.Globalization;

namespace PanchayatBot.Content;

/// <summary>How numbers are written for people.</summary>
public static class Formats
{
    private static readonly NumberFormatInfo Indian = NumberFormatInfo.ReadOnly(new() { NumberGroupSizes = [3, 2], NumberGroupSeparator = ",", NumberDecimalSeparator = "." });

    /// <summary>A whole number grouped the Indian way: 1,00,000.</summary>
    public static string Number(long number) => number.ToString("#,0", Indian);

    /// <summary>A sum of money: ₹1,00,000.</summary>
    public static string Rupees(long rupees) => rupees < 0 ? "-₹" + Number(-rupees) : "₹" + Number(rupees);
}
