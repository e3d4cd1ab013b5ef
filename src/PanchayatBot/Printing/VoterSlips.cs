namespace PanchayatBot.Printing;

/// <summary>A slip of paper that one voter gets.</summary>
/// <param name="Code">What is typed, e.g. ACDE-FHJK.</param>
/// <param name="Link">What the QR code opens.</param>
public sealed record VoterSlip(string Code, Uri Link);

/// <summary>Slips of a panchayat, to print and cut apart.</summary>
/// <param name="Panchayat">Its name in the language of the slips.</param>
/// <param name="Slips">The slips.</param>
/// <param name="Until">The last day on which they are good, in words.</param>
public sealed record VoterSlips(string Panchayat, IReadOnlyList<VoterSlip> Slips, string Until);
