using PanchayatBot.Content;
using PanchayatBot.Messages;

namespace PanchayatBot.GramSabha.Notices;

/// <summary>A part of a notice that can change.</summary>
public enum NoticeField
{
    /// <summary>सभा का प्रकार.</summary>
    Kind,

    /// <summary>तिथि.</summary>
    Date,

    /// <summary>समय.</summary>
    Time,

    /// <summary>स्थान.</summary>
    Place,

    /// <summary>Days and places of a series of meetings.</summary>
    Sittings,

    /// <summary>कार्यसूची.</summary>
    Agenda,

    /// <summary>What the secretary wrote.</summary>
    Message,

    /// <summary>Act and section.</summary>
    Basis,

    /// <summary>अध्यक्षता.</summary>
    Presides,

    /// <summary>पत्रांक.</summary>
    Reference,

    /// <summary>The signed letter.</summary>
    Letter,

    /// <summary>The place on the map.</summary>
    Pin,
}

/// <summary>One thing that changed.</summary>
/// <param name="Field">What.</param>
/// <param name="Before">What was said; null when nothing was, or when it is too long to repeat.</param>
/// <param name="Now">What is said now; null when nothing is, or when it is too long to repeat.</param>
public sealed record NoticeChange(NoticeField Field, Func<Language, string>? Before, Func<Language, string>? Now);

/// <summary>Compares two versions of a notice.</summary>
public static class NoticeChanges
{
    /// <summary>What changed, in the order of the fields; nothing when they say the same.</summary>
    public static IReadOnlyList<NoticeChange> Between(NoticeContent before, NoticeContent now)
    {
        var changes = new List<NoticeChange>();
        if (before.Kind != now.Kind)
            changes.Add(new(NoticeField.Kind, null, null));
        if (before.Sittings is [var was] && now.Sittings is [var becomes])
        {
            Compare(NoticeField.Date, was.Date, becomes.Date, Formats.DateWithWeekday);
            Compare(NoticeField.Time, was.Time, becomes.Time, Formats.Time);
            Compare(NoticeField.Place, was.Place, becomes.Place, (place, _) => place);
        }
        else if (!before.Sittings.SequenceEqual(now.Sittings))
        {
            changes.Add(new(NoticeField.Sittings, null, null));
        }

        if (!before.Agenda.SequenceEqual(now.Agenda))
            changes.Add(new(NoticeField.Agenda, null, null));
        if (before.Message != now.Message)
            changes.Add(new(NoticeField.Message, null, null));
        Texts(NoticeField.Basis, before.LegalBasis, now.LegalBasis);
        Texts(NoticeField.Presides, before.Presides, now.Presides);
        Texts(NoticeField.Reference, before.Reference, now.Reference);
        if (before.Letter != now.Letter)
            changes.Add(new(NoticeField.Letter, null, null));
        if (before.Pin != now.Pin)
            changes.Add(new(NoticeField.Pin, null, null));
        return changes;

        void Compare<T>(NoticeField field, T one, T other, Func<T, Language, string> words) where T : notnull
        {
            if (!one.Equals(other))
                changes.Add(new(field, language => words(one, language), language => words(other, language)));
        }

        void Texts(NoticeField field, string? one, string? other)
        {
            if (one != other)
                changes.Add(new(field, one is null ? null : _ => one, other is null ? null : _ => other));
        }
    }
}
