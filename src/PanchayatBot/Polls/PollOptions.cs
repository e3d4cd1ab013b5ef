namespace PanchayatBot.Polls;

/// <summary>Settings under <c>Polls</c>.</summary>
public sealed class PollOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Polls";

    /// <summary>How long a new vote waits before it opens, so that it can be taken back.</summary>
    public TimeSpan UndoFor { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The folder of the keys of secret votes. In no backup; shared by all processes on one database. A relative path counts from the
    /// bot's home folder.</summary>
    public string KeyFolder { get; set; } = "data/ballot-keys";
}
