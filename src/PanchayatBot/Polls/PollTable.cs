using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using PanchayatBot.Content;
using PanchayatBot.Dates;
using PanchayatBot.Delivery.Papers;
using PanchayatBot.Messages;
using PanchayatBot.Places;
using PanchayatBot.Polls.Counting;
using PanchayatBot.Storage;

namespace PanchayatBot.Polls;

/// <summary>Results of votes as tables: a row for each option. Nothing of a vote that is not over is in them but that it is held.</summary>
public sealed class PollTable
{
    private const int MostPolls = 5_000;

    private static readonly string[] Columns = ["poll", "group", "lgd", "block", "panchayat", "ward", "question", "kind", "secrecy", "opened", "closes", "state", "option", "phone", "hall", "total", "percent", "leads",
        "people", "women", "men", "assisted", "roll", "turnout", "registered", "hash"];

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Texts _texts;

    /// <summary>Puts the columns into words.</summary>
    public PollTable(Texts texts)
    {
        _texts = texts;
        Kinds = [.. Endings.Select(format => new PaperKind($"results-{format}", (db, subject, language) => ReadAsync(db, subject, language, format)))];
    }

    /// <summary>What a table can be written as.</summary>
    public static IReadOnlyList<string> Endings { get; } = ["csv", "xlsx", "json"];

    /// <summary>The tables as papers; their names are the routes of their buttons, too.</summary>
    public IReadOnlyList<PaperKind> Kinds { get; }

    /// <summary>What a paper is ordered for: a place and a quarter.</summary>
    public static string Subject(long place, Quarter quarter) => string.Create(CultureInfo.InvariantCulture, $"{place} {quarter.Code}");

    /// <summary>What a paper is ordered for: a vote of many panchayats.</summary>
    public static string SubjectOfGroup(long group) => string.Create(CultureInfo.InvariantCulture, $"group {group}");

    /// <summary>The kind of paper with this ending, one of <see cref="Endings"/>.</summary>
    public PaperKind Of(string ending) => Kinds[Endings.ToList().IndexOf(ending)];

    /// <summary>The result of one vote.</summary>
    /// <param name="db">The transaction.</param>
    /// <param name="poll">The vote.</param>
    /// <param name="format">One of <see cref="Endings"/>.</param>
    /// <param name="language">Language of headings and options.</param>
    public async Task<byte[]> WriteAsync(Db db, Poll poll, string format, Language language)
    {
        return Write([(poll, await HeldAsync(db, poll))], format, language);
    }

    private static async Task<ReportedPoll> HeldAsync(Db db, Poll poll)
    {
        var path = await PlaceStore.PathAsync(db, poll.PlaceId);
        var block = path.Skip(1).FirstOrDefault();
        return new ReportedPoll { Id = poll.Id, LgdCode = path[0].LgdCode, NameHi = path[0].NameHi, NameEn = path[0].NameEn, BlockHi = block?.NameHi, BlockEn = block?.NameEn };
    }

    private async Task<Func<IReadOnlyList<Paper>>?> ReadGroupAsync(Db db, long group, Language language, string format)
    {
        var polls = new List<(Poll, ReportedPoll)>();
        foreach (var member in await PollGroup.MembersAsync(db, group))
            polls.Add((member.Poll, await HeldAsync(db, member.Poll)));
        return polls.Count == 0 ? null : () => [new(_texts.Say("pollgroup.file", language), $"results-group-{group}.{format}", MediaType(format), Write(polls, format, language))];
    }

    private async Task<Func<IReadOnlyList<Paper>>?> ReadAsync(Db db, string subject, Language language, string format)
    {
        var parts = subject.Split(' ');
        if (parts[0] == "group")
            return await ReadGroupAsync(db, PollAccess.Number(parts[1])!.Value, language, format);
        if (PollAccess.Number(parts[0]) is not { } id || Quarter.Parse(parts[1]) is not { } quarter || await PlaceStore.FindAsync(db, id) is not { } place)
            return null;
        var polls = new List<(Poll, ReportedPoll)>();
        foreach (var held in await PollReport.HeldAsync(db, id, quarter, 0, MostPolls))
            polls.Add(((await PollStore.FindAsync(db, held.Id))!, held));
        return () => [new(_texts.Say("results.file", language, ("place", place.Name)), $"results-{quarter.Code}.{format}", MediaType(format), Write(polls, format, language))];
    }

    private static string MediaType(string format) => format switch { "csv" => Spreadsheet.CsvType, "xlsx" => Spreadsheet.ExcelType, _ => "application/json" };

    private byte[] Write(IReadOnlyList<(Poll Poll, ReportedPoll Held)> polls, string format, Language language) => format switch
    {
        "csv" => Spreadsheet.Csv(Cells(polls, language)),
        "xlsx" => Spreadsheet.Excel(Cells(polls, language)),
        _ => JsonSerializer.SerializeToUtf8Bytes(polls.Select(one => Described(one.Poll, one.Held, language)), Json),
    };

    private IReadOnlyList<string[]> Cells(IReadOnlyList<(Poll Poll, ReportedPoll Held)> polls, Language language) =>
    [
        [.. Columns.Select(column => Word($"results.column.{column}", language))],
        .. polls.SelectMany(one => one.Poll.Content.Options.Select((option, at) => Row(one.Poll, one.Held, option, at, language))),
    ];

    private string[] Row(Poll poll, ReportedPoll held, Bilingual option, int at, Language language)
    {
        var (content, result) = (poll.Content, poll.Result);
        string Counted(Func<PollResult, object?> value) => result is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{value(result)}");
        return
        [
            $"{poll.Id}",
            $"{poll.GroupId}",
            $"{held.LgdCode}",
            held.Block?[language] ?? "",
            held.Name[language],
            content.Ward?[language] ?? "",
            content.Question[language],
            Word($"newpoll.kind.{PollStore.Name(content.Kind)}", language),
            Word(content.IsSecret ? "results.secret" : "results.open", language),
            Moment(poll.OpensAt),
            Moment(poll.ClosesAt),
            Word($"polldesk.state.{PollStore.Name(poll.State)}", language),
            option[language],
            Counted(counted => counted.PhoneCounts[at]),
            Counted(counted => counted.HallCounts.Count > at ? counted.HallCounts[at] : 0),
            Counted(counted => counted.Tally.Counts[at]),
            Counted(counted => Percent(counted.Tally.Counts[at], content.Kind == PollKind.Budget ? counted.Tally.Ballots * Ballot.Purse : counted.Tally.Ballots)),
            result is null ? "" : Word(!result.Tally.Leaders.Contains(at) ? "results.leads.no" : result.Tally.IsTie ? "results.leads.tie" : "results.leads.yes", language),
            Counted(counted => counted.People),
            Counted(counted => counted.Women),
            Counted(counted => counted.Men),
            Counted(counted => counted.Assisted),
            $"{poll.Roll + (result?.Late ?? 0)}",
            Counted(counted => Percent(counted.People, poll.Roll + counted.Late)),
            $"{poll.Registered}",
            poll.ResultHash ?? "",
        ];
    }

    private static object Described(Poll poll, ReportedPoll held, Language language)
    {
        var (content, result) = (poll.Content, poll.Result);
        return new
        {
            poll = poll.Id,
            group = poll.GroupId,
            local_body_code = held.LgdCode,
            block = held.Block?[language],
            panchayat = held.Name[language],
            ward = content.Ward?[language],
            question = content.Question[language],
            kind = content.Kind.ToString(),
            secret = content.IsSecret,
            opened_at = poll.OpensAt,
            closes_at = poll.ClosesAt,
            state = poll.State.ToString(),
            reason = poll.Reason,
            roll = poll.Roll,
            late = result?.Late,
            registered = poll.Registered,
            people = result?.People,
            by_phone = result?.Phone,
            women = result?.Women,
            men = result?.Men,
            wards = result?.Wards.Select(ward => new { name = ward.Name[language], people = ward.People }),
            assisted = result?.Assisted,
            in_hall = result?.Hall,
            note = result?.Note,
            quorum_met = result?.QuorumMet,
            threshold_met = result?.ThresholdMet,
            options = content.Options.Select((option, at) => new
            {
                name = option[language],
                phone = result?.PhoneCounts[at],
                hall = result is null ? null : result.HallCounts.Count > at ? result.HallCounts[at] : (long?)0,
                total = result?.Tally.Counts[at],
            }),
            rounds = result?.Tally.Rounds.Select(round => new { counts = round.Counts, exhausted = round.Exhausted, @out = round.Out }),
            leaders = result?.Tally.Leaders.Select(leader => content.Options[leader][language]),
            outcome = language == Language.Hindi ? poll.OutcomeHi : poll.OutcomeEn,
            ballots_sha256 = poll.ResultHash,
        };
    }

    private string Word(string key, Language language) => Markup.ToPlainText(_texts.Say(key, language));

    private static string Moment(DateTimeOffset at) => at.ToOffset(Formats.India.BaseUtcOffset).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Percent(long part, long whole) => PollWords.Percent(part, whole).ToString("0.0", CultureInfo.InvariantCulture);
}
