namespace PanchayatBot.Conversations;

/// <summary>A part of the bot that keeps something about people: it tells what, and deletes it when asked to (Digital Personal Data Protection
/// Act 2023, sections 11 to 13).</summary>
public interface IPersonalData
{
    /// <summary>What is kept of whoever speaks in this chat, a line each in the person's language; none when nothing is.</summary>
    Task<IReadOnlyList<string>> TellAsync(Turn turn);

    /// <summary>Deletes all of it. What the law wants kept (the register of official acts) holds no name.</summary>
    Task ForgetAsync(Turn turn);
}
