using PanchayatBot.Content;

namespace PanchayatBot.Conversations;

/// <summary>Something that a button can show to everybody: a scheme, an item of an agenda.</summary>
/// <param name="Name">What it is called, without marks.</param>
/// <param name="Route">The route that shows it.</param>
/// <param name="Argument">What that route is given.</param>
public sealed record Topic(Bilingual Name, string Route, string Argument);

/// <summary>A part of the bot that has such things. So one part can point to what belongs to another without knowing it.</summary>
public interface ITopics
{
    /// <summary>What fits what somebody typed, the best first.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="place">The panchayat, or a place above it.</param>
    /// <param name="typed">Empty for what comes to mind before anything was typed.</param>
    /// <param name="most">At most so many.</param>
    Task<IReadOnlyList<Topic>> FindAsync(Turn turn, long place, string typed, int most);
}
