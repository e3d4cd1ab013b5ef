using System.Globalization;
using System.Text;
using PanchayatBot.Content;
using PanchayatBot.Messages;
using PanchayatBot.Places;
using PanchayatBot.Polls.Counting;

namespace PanchayatBot.Polls;

/// <summary>Votes as chat messages. Pure: the same vote always gives the same words.</summary>
/// <param name="texts">The sentences.</param>
public sealed class PollWords(Texts texts)
{
    /// <summary>The button of an option: the vote's number and the option's.</summary>
    public const string VoteRoute = "vote";

    /// <summary>The button that begins a vote in steps, or shows its card.</summary>
    public const string BallotRoute = "ballot";

    /// <summary>The button that shows how a vote stands.</summary>
    public const string ShowRoute = "poll";

    /// <summary>The button that brings the result as a picture.</summary>
    public const string PictureRoute = "poll-picture";

    /// <summary>The button that lists the receipts.</summary>
    public const string ReceiptsRoute = "poll-receipts";

    private const int BarLength = 10;
    private const int LongestLabel = 40;
    private const int MostReceipts = 300;

    /// <summary>What a vote asks of whoever may take part, with its buttons.</summary>
    public Reply Card(Poll poll, Place place, Language language) => Asking("poll.head", poll, place, language, "");

    /// <summary>The same as it is first told: with its picture before it.</summary>
    public IReadOnlyList<Reply> Announced(Poll poll, Place place, Language language) => poll.Content.Picture is { } picture
        ? [new Reply("**" + Markup.Escape(poll.Content.Question[language]) + "**") { File = picture }, Card(poll, place, language)]
        : [Card(poll, place, language)];

    /// <summary>The same for those who have not voted.</summary>
    public Reply Reminder(Poll poll, Place place, Language language) => Asking("poll.remind", poll, place, language, "");

    /// <summary>The same with a later end.</summary>
    public Reply Extended(Poll poll, Place place, Language language) => Asking("poll.extended", poll, place, language, Reason(poll, language));

    /// <summary>Question, options and rules, without buttons.</summary>
    public string Text(PollContent content, DateTimeOffset closes, Language language)
    {
        var parts = new List<string>
        {
            "**" + Markup.Escape(content.Question[language]) + "**",
            content.Kind == PollKind.YesNo ? "" : Options(content, language),
            Say(content.Kind == PollKind.Approval ? "poll.how.approval" : $"poll.how.{Key(content.Kind)}", language, ("count", content.Most)),
            Say(content.IsSecret ? "poll.secret" : "poll.open", language),
            string.Join('\n', Rules(content, language)),
            Say("poll.until", language, ("when", Formats.DateAndTime(closes, language))),
        };
        return string.Join("\n\n", parts.Where(part => part.Length > 0));
    }

    /// <summary>The options with their numbers.</summary>
    public static string Options(PollContent content, Language language) =>
        string.Join('\n', content.Options.Select((option, at) => string.Create(CultureInfo.InvariantCulture, $"{at + 1}. ") + Markup.Escape(option[language])));

    /// <summary>That it was cancelled, and why.</summary>
    public Reply Cancelled(Poll poll, Place place, Language language) => new(Head("poll.cancelled", poll.Content, place, language) + "\n\n**" + Markup.Escape(poll.Content.Question[language]) + "**\n\n" + Reason(poll, language));

    /// <summary>What came out.</summary>
    public Reply Result(Poll poll, Place place, Language language)
    {
        var (content, result) = (poll.Content, poll.Result ?? throw new InvalidOperationException($"Poll {poll.Id} is not counted."));
        var parts = new List<string>
        {
            Head("poll.result", content, place, language),
            "**" + Markup.Escape(content.Question[language]) + "**",
            Counted(content, result.Tally, language),
            string.Join('\n', Particulars(poll, result, language)),
            poll.OutcomeHi is null ? "" : OutcomeLine(poll, language),
            Say("result.advice", language),
        };
        return new Reply(string.Join("\n\n", parts.Where(part => part.Length > 0)))
        {
            Buttons =
            [
                Button.To(Say("result.picture", language), PictureRoute, Number(poll.Id)),
                .. content.IsSecret ? new[] { Button.To(Say("result.receipts", language), ReceiptsRoute, Number(poll.Id)) } : [],
            ],
        };
    }

    /// <summary>What the panchayat did.</summary>
    public Reply Outcome(Poll poll, Place place, Language language) => new(
        Say("poll.outcome", language, ("place", place.Name)) + "\n\n**" + Markup.Escape(poll.Content.Question[language]) + "**\n\n" + Leaders(poll.Content, poll.Result!.Tally, language)
        + "\n\n" + OutcomeLine(poll, language));

    /// <summary>Figures while a vote is open.</summary>
    public string Live(Poll poll, Tally tally, Language language) =>
        Say("poll.live", language, ("question", poll.Content.Question)) + "\n\n" + Bars(poll.Content, tally, language);

    /// <summary>Bars, rounds and who leads, of whatever was counted.</summary>
    public string Counted(PollContent content, Tally tally, Language language) =>
        string.Join("\n\n", new[] { Bars(content, tally, language), Rounds(content, tally, language), Leaders(content, tally, language) }.Where(part => part.Length > 0));

    /// <summary>The leading options by name, in as few words as a line of a list has.</summary>
    public string Lead(PollContent content, Tally tally, Language language) => tally.Leaders.Count == 0
        ? Say("result.nobody", language)
        : Markup.Escape(string.Join(" = ", tally.Leaders.Select(option => content.Options[option][language])));

    /// <summary>The list of receipts.</summary>
    public string Receipts(IReadOnlyList<string> codes, Language language) =>
        Say("result.receipts.title", language) + "\n\n" + string.Join(", ", codes.Take(MostReceipts)) + (codes.Count > MostReceipts ? " …" : "");

    /// <summary>What somebody chose, in words.</summary>
    public static string Choice(PollContent content, Ballot ballot, Language language)
    {
        var chosen = Enumerable.Range(0, content.Options.Count).Where(option => ballot.Weights[option] > 0);
        return content.Kind switch
        {
            PollKind.Ranked => string.Join(" > ", chosen.OrderBy(option => ballot.Weights[option]).Select(option => content.Options[option][language])),
            PollKind.Budget => string.Join(", ", chosen.Select(option => $"{content.Options[option][language]} {Formats.Rupees(ballot.Weights[option])}")),
            _ => string.Join(", ", chosen.Select(option => content.Options[option][language])),
        };
    }

    /// <summary>A bar chart of a result, and when it was closed.</summary>
    public Printing.BarChart Chart(Poll poll, Place place, Language language)
    {
        var (content, tally) = (poll.Content, poll.Result!.Tally);
        return new(Markup.ToPlainText(content.Question[language]), [.. content.Options.Select((option, at) => new Printing.Bar(option[language], tally.Counts[at]))],
            Whole(content, tally),
            Markup.ToPlainText($"{place.Name[language]} - " + Say("result.closed", language, ("when", Formats.DateAndTime(poll.ClosesAt, language)))));
    }

    /// <summary>What is said with that picture.</summary>
    public string PictureWords(Poll poll, Language language) => Say("result.picture.words", language, ("question", poll.Content.Question));

    /// <summary>At most so many letters, for a button.</summary>
    internal static string Label(string text) => text.Length <= LongestLabel ? text : text[..(LongestLabel - 1)].TrimEnd() + "…";

    internal static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private Reply Asking(string head, Poll poll, Place place, Language language, string more) =>
        new(Head(head, poll.Content, place, language) + "\n\n" + (more.Length > 0 ? more + "\n\n" : "") + Text(poll.Content, poll.ClosesAt, language)) { Buttons = Below(poll, language) };

    /// <summary>The buttons below a card are the same for everybody: what stands in the outbox tells nothing of anybody's vote.</summary>
    private IReadOnlyList<Button> Below(Poll poll, Language language)
    {
        if (!poll.Content.IsOneTap)
            return [Button.To(Say("poll.begin", language), BallotRoute, Number(poll.Id)), .. More(poll, language)];
        return [.. poll.Content.Options.Select((option, at) => Button.To(Label(option[language]), VoteRoute, string.Create(CultureInfo.InvariantCulture, $"{poll.Id} {at}"))), .. More(poll, language)];
    }

    private IReadOnlyList<Button> More(Poll poll, Language language) =>
    [
        .. poll.Content.About is { } about ? new[] { Button.To(Label("ℹ️ " + about.Name[language]), about.Route, about.Argument) } : [],
        .. poll.Content.IsHidden ? [] : new[] { Button.To(Say("poll.so.far", language), ShowRoute, Number(poll.Id)) },
    ];

    private string Head(string key, PollContent content, Place place, Language language) =>
        Say(key, language, ("place", place.Name)) + (content.Ward is { } ward ? "\n" + Say("poll.ward", language, ("ward", ward)) : "");

    /// <summary>What a vote has to reach; a line each.</summary>
    internal IEnumerable<string> Rules(PollContent content, Language language)
    {
        if (content.ForVerified)
            yield return Say("poll.verified", language);
        if (content.QuorumPercent is { } quorum)
            yield return Say("poll.quorum", language, ("percent", quorum));
        if (content.ThresholdPercent is { } threshold)
            yield return Say("poll.threshold", language, ("percent", threshold));
    }

    private string Bars(PollContent content, Tally tally, Language language)
    {
        var whole = Whole(content, tally);
        return string.Join('\n', content.Options.Select((option, at) =>
        {
            var full = whole == 0 ? 0 : (int)Math.Round((double)tally.Counts[at] * BarLength / whole, MidpointRounding.AwayFromZero);
            var bar = new string('▓', full) + new string('░', BarLength - full);
            return Say(content.Kind == PollKind.Budget ? "result.line.rupees" : "result.line", language, ("label", option), ("bar", bar), ("count", tally.Counts[at]),
                ("amount", Formats.Rupees(tally.Counts[at])), ("percent", Percent(tally.Counts[at], whole)));
        }));
    }

    /// <summary>The rounds of a ranked poll and their rule, a line each; empty for other kinds.</summary>
    internal string Rounds(PollContent content, Tally tally, Language language)
    {
        if (content.Kind != PollKind.Ranked || tally.Ballots == 0)
            return "";
        var text = new StringBuilder();
        var left = Enumerable.Range(0, content.Options.Count).ToList();
        foreach (var (round, at) in tally.Rounds.Select((round, at) => (round, at)))
        {
            var counts = string.Join(", ", left.Select(option => $"{content.Options[option][language]} {round.Counts[option]}"));
            text.Append(Say("result.round", language, ("number", at + 1), ("counts", counts)));
            if (round.Out.Count > 0)
                text.Append(" - ").Append(Say("result.round.out", language, ("options", Formats.List(round.Out.Select(option => content.Options[option][language]), language))));
            text.Append('\n');
            left.RemoveAll(option => round.Out.Contains(option));
        }

        return text.Append(Say("result.rule", language)).ToString();
    }

    /// <summary>Who leads, in a sentence.</summary>
    public string Leaders(PollContent content, Tally tally, Language language) => tally switch
    {
        { Leaders.Count: 0 } => Say("result.nobody", language),
        { IsTie: true } => Say("result.tie", language, ("options", Formats.List(tally.Leaders.Select(option => content.Options[option][language]), language))),
        { Winner: 0 } when content.Kind == PollKind.YesNo => Say("result.yes", language),
        { Winner: 1 } when content.Kind == PollKind.YesNo => Say("result.no", language),
        _ => Say("result.winner", language, ("option", content.Options[tally.Leaders[0]])),
    };

    /// <summary>What else belongs to a result: turnout, ways of voting, quorum, check sum; a line each.</summary>
    internal IEnumerable<string> Particulars(Poll poll, PollResult result, Language language)
    {
        var roll = poll.Roll + result.Late;
        // In the hall vote people whom the bot does not know: then a share of the roll says nothing.
        yield return result.People > roll
            ? Say("result.turnout.beyond", language, ("people", result.People), ("roll", roll), ("registered", poll.Registered))
            : Say("result.turnout", language, ("people", result.People), ("roll", roll), ("percent", Percent(result.People, roll)), ("registered", poll.Registered));
        if (result.Late > 0)
            yield return Say("result.late", language, ("count", result.Late));
        if (result.Hall + result.Assisted > 0)
            yield return Say("result.ways", language, ("ways", new Markup.Raw(Formats.List(Ways(result, language), language))));
        if (result.Women is { } women && result.Men is { } men)
            yield return Say("result.genders", language, ("women", women), ("men", men));
        else if (result.Women is { } only)
            yield return Say("result.women", language, ("women", only));
        if (result.Wards.Count > 0)
            yield return Say("result.wards", language, ("wards", new Markup.Raw(string.Join(", ", result.Wards.Select(ward => Say("result.ward", language, ("ward", ward.Name), ("people", ward.People)))))));
        if (result.Note is { } note)
            yield return Say("result.note", language, ("note", note));
        if (poll.Content.QuorumPercent is { } quorum && result.QuorumMet is { } enough)
            yield return Say(enough ? "result.quorum.met" : "result.quorum.missed", language, ("percent", quorum));
        if (poll.Content.ThresholdPercent is { } threshold && result.ThresholdMet is { } reached)
            yield return Say(reached ? "result.threshold.met" : "result.threshold.missed", language, ("percent", threshold));
        yield return Say("result.closed", language, ("when", Formats.DateAndTime(poll.ClosesAt, language)));
        yield return Say("result.hash", language, ("hash", poll.ResultHash));
    }

    private IEnumerable<string> Ways(PollResult result, Language language)
    {
        yield return Say("result.way.phone", language, ("people", result.Phone));
        if (result.Assisted > 0)
            yield return Say("result.way.assisted", language, ("people", result.Assisted));
        if (result.Hall > 0)
            yield return Say("result.way.hall", language, ("people", result.Hall));
    }

    private string Reason(Poll poll, Language language) => poll.Reason is null ? "" : Say("poll.reason", language, ("reason", poll.Reason));

    /// <summary>What was done with the result, in a sentence.</summary>
    internal string OutcomeLine(Poll poll, Language language) => Say("poll.outcome.line", language, ("outcome", language == Language.English ? poll.OutcomeEn : poll.OutcomeHi));

    /// <summary>Of how much the count of an option is a share, when it is shown: all ballots, or all rupees.</summary>
    internal static long Whole(PollContent content, Tally tally) => content.Kind == PollKind.Budget ? tally.Ballots * Ballot.Purse : tally.Ballots;

    internal static decimal Percent(long part, long whole) => whole == 0 ? 0 : Math.Round(100m * part / whole, 1, MidpointRounding.AwayFromZero);

    private static string Key(PollKind kind) => PollStore.Name(kind);

    private string Say(string key, Language language, params ReadOnlySpan<(string Name, object? Value)> values) => texts.Say(key, language, values);
}
