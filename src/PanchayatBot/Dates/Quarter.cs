using System.Globalization;

namespace PanchayatBot.Dates;

/// <summary>Three months as offices count them: April to June is the first of the financial year.</summary>
/// <param name="Start">The first day.</param>
public readonly record struct Quarter(DateOnly Start)
{
    /// <summary>The quarter of a day.</summary>
    public static Quarter Of(DateOnly day) => new(new DateOnly(day.Year, ((day.Month - 1) / 3 * 3) + 1, 1));

    /// <summary>The last day.</summary>
    public DateOnly End => Start.AddMonths(3).AddDays(-1);

    /// <summary>Some quarters later, or earlier.</summary>
    public Quarter Add(int quarters) => new(Start.AddMonths(3 * quarters));

    /// <summary>202610: year and first month, as a button carries it.</summary>
    public string Code => Start.ToString("yyyyMM", CultureInfo.InvariantCulture);

    /// <summary>Reads <see cref="Code"/>, from outside; null for what is none.</summary>
    public static Quarter? Parse(string? code) =>
        DateOnly.TryParseExact(code, "yyyyMM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Month % 3 == 1 && day.Year is > 2000 and < 2200 ? new(day) : null;

    /// <summary>2026-27: the financial year of a day, from April on.</summary>
    public static string FinancialYear(DateOnly day)
    {
        var start = day.Month >= 4 ? day.Year : day.Year - 1;
        return string.Create(CultureInfo.InvariantCulture, $"{start}-{(start + 1) % 100:00}");
    }
}
