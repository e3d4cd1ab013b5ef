using PanchayatBot.Content;
using PanchayatBot.Mail;
using PanchayatBot.Messages;
using PanchayatBot.Storage;

namespace PanchayatBot.Polls;

/// <summary>Votes in the weekly report: who took part, and of those that are over what came out.</summary>
public sealed class PollNews(PollWords words, Texts texts) : IReportPart
{
    private const int Most = 60;

    /// <inheritdoc />
    public int Order => 20;

    /// <inheritdoc />
    public async Task<ReportPart> ReadAsync(Db db, long place, DateTimeOffset from, DateTimeOffset until, Language language)
    {
        var lines = new List<string>();
        var all = await PollReport.HeldAsync(db, place, from, until, 0, Most + 1);
        foreach (var held in all.Take(Most))
        {
            var poll = (await PollStore.FindAsync(db, held.Id))!;
            var (people, roll) = poll.Result is { } result ? (result.People, poll.Roll + result.Late) : ((await PollStore.WaysAsync(db, poll.Id)).Values.Sum(), poll.Roll + await PollStore.LateAsync(db, poll.Id));
            lines.Add(Markup.ToPlainText(texts.Say("mail.polls.line", language, ("place", held.Name), ("question", poll.Content.Question), ("people", people), ("roll", roll), ("percent", PollWords.Percent(people, roll)))
                + " " + (poll.Result is { } counted ? words.Lead(poll.Content, counted.Tally, language) : texts.Say($"polldesk.state.{PollStore.Name(poll.State)}", language))));
        }

        if (all.Count > Most)
            lines.Add(texts.Say("mail.more", language));
        return new(texts.Say("mail.polls", language), lines);
    }
}
