using PanchayatBot.Conversations;
using PanchayatBot.Schemes.Finding;

namespace PanchayatBot.Schemes;

/// <summary>Schemes as what a vote can be about: found as villagers find them.</summary>
public sealed class SchemeTopics(LiveSchemeLibrary library) : ITopics
{
    /// <inheritdoc />
    public Task<IReadOnlyList<Topic>> FindAsync(Turn turn, long place, string typed, int most)
    {
        var found = typed.Length == 0 ? null : library.Value.Finder.Find(new Question(typed) { State = turn.Chat.State });
        return Task.FromResult<IReadOnlyList<Topic>>(found?.Outcome is Outcome.Answer or Outcome.Choices
            ? [.. found.Candidates.Take(found.Outcome == Outcome.Answer ? 1 : Math.Min(found.Offered, most)).Select(one => new Topic(one.Scheme.Name, "scheme", one.Scheme.Slug))]
            : []);
    }
}
