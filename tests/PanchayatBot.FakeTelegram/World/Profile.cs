namespace PanchayatBot.FakeTelegram;

/// <summary>A command in the bot's menu.</summary>
/// <param name="Name">Without the slash.</param>
/// <param name="Description">What people read beside it.</param>
public sealed record BotCommand(string Name, string Description);

/// <summary>What the bot told about itself. Guarded by the bot's lock.</summary>
internal sealed class Profile
{
    /// <summary>By scope and language code; the empty code stands for all other languages.</summary>
    public Dictionary<(string Scope, string Language), IReadOnlyList<BotCommand>> Commands { get; } = [];

    /// <summary>By field and language code.</summary>
    public Dictionary<(string Field, string Language), string> Texts { get; } = [];
}
