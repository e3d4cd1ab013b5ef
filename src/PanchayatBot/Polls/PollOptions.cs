using PanchayatBot.Dates;

namespace PanchayatBot.Polls;

/// <summary>Settings under <c>Polls</c>.</summary>
public sealed class PollOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Polls";

    /// <summary>How long a new vote waits before it opens, so that it can be taken back.</summary>
    public TimeSpan UndoFor { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The hour, in India, from which nobody is reminded; 0 to 23.</summary>
    public int QuietFrom { get; set; } = 21;

    /// <summary>The hour, in India, until which nobody is reminded; 0 to 23, less than <see cref="QuietFrom"/>.</summary>
    public int QuietUntil { get; set; } = 7;

    /// <summary>The night.</summary>
    public QuietHours Quiet => new(QuietFrom, QuietUntil);

    /// <summary>The folder of the keys of secret votes. In no backup; shared by all processes on one database. A relative path counts from the
    /// bot's home folder.</summary>
    public string KeyFolder { get; set; } = "data/ballot-keys";
}
