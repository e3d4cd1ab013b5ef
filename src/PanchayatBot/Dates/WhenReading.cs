using PanchayatBot.Content;
using PanchayatBot.Messages;

namespace PanchayatBot.Dates;

/// <summary>A date, a time of day in India, or both.</summary>
/// <param name="Date">The date; null when not known yet.</param>
/// <param name="Time">The time; null when not known yet.</param>
public sealed record When(DateOnly? Date, TimeOnly? Time)
{
    /// <summary>In full, as it is echoed: सोमवार, 30 नवंबर 2026, प्रातः 11:00 बजे; only the part that is known.</summary>
    public string InWords(Language language) => (Date, Time) switch
    {
        ({ } date, { } time) => Formats.DateWithWeekday(date, time, language),
        ({ } date, null) => Formats.DateWithWeekday(date, language),
        (null, { } time) => Formats.Time(time, language),
        _ => "",
    };
}

/// <summary>What was understood when somebody wrote when a meeting is to be.</summary>
public abstract record WhenReading
{
    private WhenReading()
    {
    }

    /// <summary>The sentence that says this to the person, in small Markdown (content/texts/gramsabha.yml).</summary>
    public abstract string Say(Texts texts, Language language);

    /// <summary>Exactly one meaning, still to come. It holds what was known before, too; at least one of date and time is there. Always echo it.</summary>
    /// <param name="When">What was understood.</param>
    public sealed record Understood(When When) : WhenReading
    {
        /// <inheritdoc/>
        public override string Say(Texts texts, Language language) => texts.Say("when.understood", language, ("when", When.InWords(language)));
    }

    /// <summary>Several meanings: offer them as buttons.</summary>
    /// <param name="Choices">Two to four, the earliest first; none of them past.</param>
    public sealed record Ambiguous(IReadOnlyList<When> Choices) : WhenReading
    {
        /// <inheritdoc/>
        public override string Say(Texts texts, Language language) => texts.Say("when.choose", language);
    }

    /// <summary>Understood, but it is over.</summary>
    /// <param name="When">What was understood.</param>
    public sealed record Past(When When) : WhenReading
    {
        /// <inheritdoc/>
        public override string Say(Texts texts, Language language) => texts.Say("when.past", language, ("when", When.InWords(language)));
    }

    /// <summary>Further away than meetings are fixed (<see cref="WhenReader.FurthestYears"/>): most likely a slip in the year.</summary>
    /// <param name="When">What was understood.</param>
    public sealed record TooFar(When When) : WhenReading
    {
        /// <inheritdoc/>
        public override string Say(Texts texts, Language language) => texts.Say("when.far", language, ("when", When.InWords(language)));
    }

    /// <summary>No such date in the calendar: 31 February, 5/13.</summary>
    public sealed record NoSuchDate : WhenReading
    {
        /// <inheritdoc/>
        public override string Say(Texts texts, Language language) => texts.Say("when.nodate", language);
    }

    /// <summary>No such time on the clock: 25:00, 10:75.</summary>
    public sealed record NoSuchTime : WhenReading
    {
        /// <inheritdoc/>
        public override string Say(Texts texts, Language language) => texts.Say("when.notime", language);
    }

    /// <summary>Neither a date nor a time was found.</summary>
    public sealed record NotUnderstood : WhenReading
    {
        /// <inheritdoc/>
        public override string Say(Texts texts, Language language) => texts.Say("when.unclear", language);
    }
}
