using PanchayatBot.Content;
using PanchayatBot.GramSabha.Rules;
using PanchayatBot.Places;
using PanchayatBot.Printing;
using PanchayatBot.Storage;

namespace PanchayatBot.GramSabha.Notices;

/// <summary>What surrounds a notice: the panchayat with what lies above it, the rules of its state, the number of its voters.</summary>
/// <param name="Panchayat">The panchayat.</param>
/// <param name="Above">Block and district, the block first; those that were entered.</param>
/// <param name="Profile">The rules of its state; null when there are none.</param>
/// <param name="Titles">What its offices are called.</param>
/// <param name="Voters">Voters on the roll; null when nobody entered them.</param>
public sealed record NoticeSetting(Place Panchayat, IReadOnlyList<Place> Above, RuleProfile? Profile, OfficeTitles Titles, int? Voters)
{
    /// <summary>Reads it; null when there is no such panchayat.</summary>
    public static async Task<NoticeSetting?> OfAsync(Db db, long place, RuleProfiles rules, States states)
    {
        var path = await PlaceStore.PathAsync(db, place);
        return path.Count == 0 || path[0].Kind != PlaceKind.Panchayat
            ? null
            : new(path[0], [.. path.Skip(1).Where(one => one.Kind != PlaceKind.State)], rules.Find(path[0].State), await OfficeTitles.OfAsync(db, states, path[0]), await NoticeStore.VotersAsync(db, place));
    }

    /// <summary>The panchayat with block and district: names of panchayats are not unique.</summary>
    public Bilingual Full => new(string.Join(", ", Above.Prepend(Panchayat).Select(place => place.NameHi)), string.Join(", ", Above.Prepend(Panchayat).Select(place => place.NameEn)));

    /// <summary>The panchayat as it stands at the head of its papers.</summary>
    public Office Office(States states)
    {
        Bilingual Named(PlaceKind kind) => Above.FirstOrDefault(place => place.Kind == kind)?.Name ?? new("", "");
        return new(Panchayat.Name, Named(PlaceKind.Block), Named(PlaceKind.District), states.Find(Panchayat.State)?.Name ?? new("", ""), Titles[Title.Block]);
    }

    /// <summary>Who presides: whoever the panchayat's head is.</summary>
    public Bilingual Presides => Titles[Title.Head];

    /// <summary>Who must be there at a meeting of this kind; null when the rule or the number of voters is not known.</summary>
    public QuorumNeeded? Quorum(NoticeContent content) => Voters is not { } voters || !content.IsMeeting
        ? null
        : content.Kind == NoticeKind.Adjourned ? RuleChecks.AdjournedQuorum(Profile, voters) : RuleChecks.Quorum(Profile, voters);

    /// <summary>What the state's rules say to this notice, published today.</summary>
    /// <param name="content">The notice.</param>
    /// <param name="last">The day of the last meeting; null when none is known.</param>
    /// <param name="today">The present date in India.</param>
    public IReadOnlyList<RuleWarning> Warnings(NoticeContent content, DateOnly? last, DateOnly today)
    {
        if (!content.IsMeeting || content.Sittings.Count == 0)
            return [];
        var first = content.Sittings.Min(sitting => sitting.Date);
        return [.. RuleChecks.Profile(Profile, today), .. RuleChecks.Notice(Profile, content.MeetingKind, today, first), .. RuleChecks.Gap(Profile, last, first)];
    }
}
