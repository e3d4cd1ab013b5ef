using System.CommandLine;

namespace PanchayatBot.Commands;

/// <summary>Options that every command takes.</summary>
internal sealed class CommonOptions
{
    /// <summary><c>--set Key=Value</c>, as often as needed.</summary>
    public Option<string[]> Overrides { get; } = new("--set")
    {
        Description = "A setting for this call, e.g. --set Urls=http://localhost:6000 (may be repeated)",
        HelpName = "Key=Value",
        Recursive = true,
    };
}
