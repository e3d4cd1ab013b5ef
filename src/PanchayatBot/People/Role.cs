namespace PanchayatBot.People;

/// <summary>What a person may do, within a place and everything below it. Names stand in the database.</summary>
public enum Role
{
    /// <summary>नागरिक: asks, hears notices, votes.</summary>
    Citizen,

    /// <summary>वार्ड सदस्य / पंच.</summary>
    WardMember,

    /// <summary>पंचायत सचिव: serves one or several panchayats.</summary>
    Secretary,

    /// <summary>अधिकारी of a block or district.</summary>
    Officer,

    /// <summary>Runs this installation.</summary>
    Administrator,
}
