using PanchayatBot.Content;
using PanchayatBot.Conversations;
using PanchayatBot.Dates;

namespace PanchayatBot.Polls;

/// <summary>What came of a question for date and time.</summary>
/// <param name="At">The moment; null when there is more to ask.</param>
/// <param name="Known">What was understood so far.</param>
/// <param name="Choices">What is offered as buttons then.</param>
/// <param name="Remark">Why it was not understood; null when it was.</param>
internal sealed record WhenAsked(DateTimeOffset? At, When Known, IReadOnlyList<When> Choices, string? Remark)
{
    private static readonly TimeOnly[] UsualTimes = [new(12, 0), new(17, 0), new(20, 0)];

    /// <summary>Reads the answer; null when it is none.</summary>
    public static WhenAsked? Read(Turn turn, LiveDates dates, Texts texts, When known, IReadOnlyList<When> choices)
    {
        if (turn.Choice is { } pressed)
        {
            if (PollAccess.Number(pressed) is not { } at || at >= choices.Count)
                return null;
            known = new(choices[(int)at].Date ?? known.Date, choices[(int)at].Time ?? known.Time);
        }
        else
        {
            if (turn.Text.Length == 0)
                return null;
            var reading = dates.When.Read(turn.Text, turn.Now, known);
            if (reading is WhenReading.Ambiguous ambiguous)
                return new(null, new(null, null), ambiguous.Choices, null);
            if (reading is not WhenReading.Understood understood)
                return new(null, known, choices, reading.Say(texts, turn.Language));
            known = understood.When;
        }

        if (known is not { Date: { } date, Time: { } time })
            return new(null, known, known.Time is null ? [.. UsualTimes.Select(usual => new When(null, usual))] : [], null);
        return new(new DateTimeOffset(date, time, Formats.India.BaseUtcOffset).ToUniversalTime(), known, [], null);
    }
}
