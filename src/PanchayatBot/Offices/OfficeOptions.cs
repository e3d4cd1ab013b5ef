namespace PanchayatBot.Offices;

/// <summary>Settings under <c>Offices</c>.</summary>
public sealed class OfficeOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Offices";

    /// <summary>Days for which an invitation can be used.</summary>
    public int InvitationDays { get; set; } = 7;
}
