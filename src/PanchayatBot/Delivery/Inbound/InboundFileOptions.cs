using Microsoft.Extensions.Options;

namespace PanchayatBot.Delivery.Inbound;

/// <summary>Settings under <c>InboundFiles</c>: which files of people are kept.</summary>
public sealed class InboundFileOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "InboundFiles";

    /// <summary>The largest file, in megabytes of 1,048,576 bytes: 1 to 10.</summary>
    public int MostMegabytes { get; set; } = Files.MaxBytes >> 20;

    /// <summary>What is taken, of <c>jpeg png webp pdf</c>, separated by spaces.</summary>
    public string Types { get; set; } = "jpeg png webp pdf";

    /// <summary>Hours after which fetching a file is given up.</summary>
    public int GiveUpHours { get; set; } = 24;

    internal int MostBytes => MostMegabytes << 20;

    internal IReadOnlyList<FileType> Allowed => [.. Types.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => FileType.Named(name)!)];

    /// <summary>Looks whether the settings can be used.</summary>
    /// <exception cref="OptionsValidationException">One cannot; the message says which and why.</exception>
    public void Check()
    {
        if (MostMegabytes is < 1 or > Files.MaxBytes >> 20)
            throw Wrong($"{nameof(MostMegabytes)} is {MostMegabytes}; it must be 1 to {Files.MaxBytes >> 20}.");
        if (GiveUpHours < 1)
            throw Wrong($"{nameof(GiveUpHours)} is {GiveUpHours}; it must be at least 1.");
        var names = Types.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (names.Length == 0 || names.FirstOrDefault(name => FileType.Named(name) is null) is not null)
            throw Wrong($"{nameof(Types)} is '{Types}'; it must name one or more of: {string.Join(' ', FileType.All.Select(type => type.Name))}.");
    }

    private static OptionsValidationException Wrong(string why) => new(Section, typeof(InboundFileOptions), [$"Settings, {Section}:{why}"]);
}
