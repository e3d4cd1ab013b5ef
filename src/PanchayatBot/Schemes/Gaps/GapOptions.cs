namespace PanchayatBot.Schemes.Gaps;

/// <summary>Settings under <c>Gaps</c>: questions that had no good answer.</summary>
public sealed class GapOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Gaps";

    /// <summary>Days for which a question is kept.</summary>
    public int KeepDays { get; set; } = 180;

    /// <summary>Different wordings kept of one panchayat; further ones are not taken down until older ones are forgotten.</summary>
    public int MostPerPanchayat { get; set; } = 2_000;

    /// <summary>Questions counted from one chat on one day.</summary>
    public int MostPerChatAndDay { get; set; } = 20;

    /// <summary>Folder of the drafts; null for <c>content/drafts</c>. A relative one counts from the bot's folder.</summary>
    public string? DraftFolder { get; set; }
}
