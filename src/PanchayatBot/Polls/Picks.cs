using System.Globalization;
using PanchayatBot.Content;
using PanchayatBot.Polls.Counting;

namespace PanchayatBot.Polls;

/// <summary>What a series of taps means: options in the order of preference, several options, or notes of ten rupees. Pure.</summary>
public static class Picks
{
    /// <summary>Rupees that one tap gives.</summary>
    public const int Note = 10;

    /// <summary>So many taps make a whole vote.</summary>
    public static int Most(PollContent content) => content.Kind switch
    {
        PollKind.Ranked => content.Options.Count,
        PollKind.Approval => content.Most,
        PollKind.Budget => Ballot.Purse / Note,
        _ => 1,
    };

    /// <summary>True if the vote may be given with so many taps.</summary>
    public static bool IsEnough(PollContent content, int taps) => content.Kind == PollKind.Budget ? taps == Most(content) : taps > 0;

    /// <summary>True if an option may be tapped more than once.</summary>
    public static bool MayRepeat(PollKind kind) => kind == PollKind.Budget;

    /// <summary>The vote; null when it is none yet.</summary>
    public static Ballot? ToBallot(PollContent content, IReadOnlyList<int> picks)
    {
        var weights = new int[content.Options.Count];
        for (var i = 0; i < picks.Count; i++)
        {
            if (picks[i] < 0 || picks[i] >= weights.Length || (weights[picks[i]] > 0 && !MayRepeat(content.Kind)))
                return null;
            weights[picks[i]] = content.Kind switch { PollKind.Ranked => i + 1, PollKind.Budget => weights[picks[i]] + Note, _ => 1 };
        }

        return Ballot.From(content.Kind, content.Most, weights);
    }

    /// <summary>The vote that somebody wrote in numbers: of options for a preference or several of them, of rupees for each option in a budget; null when
    /// it is none.</summary>
    public static Ballot? Written(PollContent content, IReadOnlyList<int> numbers) => content.Kind == PollKind.Budget
        ? numbers.Count == content.Options.Count ? Ballot.From(content.Kind, content.Most, numbers) : null
        : ToBallot(content, [.. numbers.Select(number => number - 1)]);

    /// <summary>The numbers in a text; none when there is anything else in it.</summary>
    public static IReadOnlyList<int> Numbers(string text)
    {
        var parts = text.Split([' ', ',', ';', '>', '\n', '₹'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return parts.Length <= Ballot.MostOptions && parts.All(part => part.Length <= 4 && part.All(char.IsDigit))
            ? [.. parts.Select(part => part.Aggregate(0, (sum, digit) => (sum * 10) + (int)char.GetNumericValue(digit)))]
            : [];
    }

    /// <summary>What was tapped so far, in words.</summary>
    public static string InWords(PollContent content, IReadOnlyList<int> picks, Messages.Language language) => content.Kind == PollKind.Budget
        ? string.Join(", ", picks.GroupBy(pick => pick).OrderBy(same => same.Key).Select(same => $"{content.Options[same.Key][language]} {Formats.Rupees(same.Count() * Note)}"))
        : string.Join(content.Kind == PollKind.Ranked ? " > " : ", ", picks.Select(pick => content.Options[pick][language]));

    internal static string Pack(IReadOnlyList<int> picks) => string.Join(',', picks);

    internal static IReadOnlyList<int> Unpack(string picks) => picks.Length == 0 ? [] : [.. picks.Split(',').Select(pick => int.Parse(pick, CultureInfo.InvariantCulture))];
}
