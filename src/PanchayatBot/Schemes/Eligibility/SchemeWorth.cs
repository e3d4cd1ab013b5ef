namespace PanchayatBot.Schemes.Eligibility;

/// <summary>How much a scheme puts into the hand of a family, to show the most valuable first.</summary>
public static class SchemeWorth
{
    private const int MonthsInYear = 12;

    // The days of work that the rural employment guarantee promises in a year (VB-G RAM G Act, 2025).
    private const int WorkDaysInYear = 125;

    // Cover is paid only after a misfortune a loan has to be paid back, and a unit is bought with money of one's own: a hundredth part of them counts.
    private const int PartOfCover = 100;

    /// <summary>₹ of the first year, roughly; 0 where no sum is known.</summary>
    public static long Of(Scheme scheme) => scheme.Amounts.Select(amount => amount.Per switch
    {
        "month" => amount.Rupees * MonthsInYear,
        "day" => amount.Rupees * WorkDaysInYear,
        "year" or "once" => amount.Rupees,
        "cover" or "loan" or "unit" => amount.Rupees / PartOfCover,
        // An instalment is a part of another sum.
        _ => amount.Rupees,
    }).DefaultIfEmpty(0).Max();
}
