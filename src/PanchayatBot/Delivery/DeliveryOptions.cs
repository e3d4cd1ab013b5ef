namespace PanchayatBot.Delivery;

/// <summary>What to do with a message that may or may not have left when the process died or the answer was lost.</summary>
public enum WhenUnknown
{
    /// <summary>Send it again: a doubled answer harms less than a missing one.</summary>
    Resend,

    /// <summary>Leave it; an operator looks at it.</summary>
    Leave,
}

/// <summary>Settings under <c>Delivery</c>.</summary>
public sealed class DeliveryOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Delivery";

    /// <summary>What to do with messages whose fate is unknown.</summary>
    public WhenUnknown WhenUnknown { get; set; } = WhenUnknown.Resend;

    /// <summary>Messages on their way at the same time, over all channels.</summary>
    public int InFlight { get; set; } = 48;

    /// <summary>Hours after which an undeliverable message is given up.</summary>
    public int GiveUpHours { get; set; } = 24;

    /// <summary>Days for which delivered messages are kept.</summary>
    public int KeepDays { get; set; } = 30;
}
