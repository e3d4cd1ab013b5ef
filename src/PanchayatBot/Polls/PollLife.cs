using Microsoft.Extensions.Options;
using PanchayatBot.Content;
using PanchayatBot.Delivery.Broadcasts;
using PanchayatBot.Ledger;
using PanchayatBot.Messages;
using PanchayatBot.Places;
using PanchayatBot.Polls.Counting;
using PanchayatBot.Storage;

namespace PanchayatBot.Polls;

/// <summary>The official acts on a vote: publish, take back, open, remind, extend, cancel, close, tell the outcome. Each is one transaction with
/// its broadcast and its entry in the register, which holds no person and no choice.</summary>
public sealed class PollLife(PollWords words, BallotBox box, BallotKeys keys, IOptions<PollOptions> options)
{
    // So long after the end it is remembered who got the announcement, for the result and its outcome.
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(180);

    /// <summary>In so many panchayats one vote can be held together; the largest blocks have fewer.</summary>
    public const int MostTogether = 200;

    /// <summary>How long a new vote waits before it opens, so that it can be taken back.</summary>
    public TimeSpan UndoFor => options.Value.UndoFor;

    /// <summary>Publishes a vote. It opens by the clock, and is announced then.</summary>
    /// <param name="db">The transaction.</param>
    /// <param name="place">The panchayat.</param>
    /// <param name="content">What is asked; not changed any more from now on.</param>
    /// <param name="closes">When it closes.</param>
    /// <param name="by">Who publishes it.</param>
    /// <param name="now">The present moment.</param>
    /// <param name="from">When it opens at the earliest; null for as soon as it cannot be taken back any more.</param>
    public Task<Poll> PublishAsync(Db db, long place, PollContent content, DateTimeOffset closes, long? by, DateTimeOffset now, DateTimeOffset? from = null) =>
        PublishAsync(db, place, content, (Opens(now, from), closes), by, now, null);

    /// <summary>Publishes the same vote in every panchayat of a block: each has its own roll, ballots and result, and all of them are counted together, too.</summary>
    /// <returns>The first of them; null when the block has no panchayats.</returns>
    public async Task<Poll?> PublishTogetherAsync(Db db, long block, PollContent content, DateTimeOffset closes, long? by, DateTimeOffset now, DateTimeOffset? from = null)
    {
        Poll? first = null;
        var opens = Opens(now, from);
        foreach (var panchayat in await PlaceStore.BelowAsync(db, block, PlaceKind.Panchayat, 0, MostTogether))
        {
            var poll = await PublishAsync(db, panchayat.Id, content, (opens, closes), by, now, first?.Id);
            if (first is null)
                await PollGroup.JoinAsync(db, poll.Id, poll.Id);
            first ??= poll;
        }

        return first;
    }

    private async Task<Poll> PublishAsync(Db db, long place, PollContent content, (DateTimeOffset Opens, DateTimeOffset Closes) time, long? by, DateTimeOffset now, long? group)
    {
        // What would be seen of a secret vote while it is open would tell of each who votes next.
        content = content with { IsHidden = content.IsHidden || content.IsSecret };
        var (opens, closes) = time;
        var id = await PollStore.AddAsync(db, place, content, opens, closes, RemindAt(opens, closes), by, content.IsSecret ? keys.Make() : null, now);
        if (group is { } together)
            await PollGroup.JoinAsync(db, id, together);
        var poll = (await PollStore.FindAsync(db, id))!;
        await LedgerBook.WriteAsync(db, place, by, "poll-published", poll.Subject, new
        {
            kind = content.Kind.ToString(),
            secret = content.IsSecret,
            question = content.Question.Hindi,
            options = content.Options.Select(option => option.Hindi),
            most = content.Kind == PollKind.Approval ? content.Most : (int?)null,
            ward = content.WardId,
            quorum = content.QuorumPercent,
            threshold = content.ThresholdPercent,
            verified = content.ForVerified,
            about = content.About is { } about ? $"{about.Route} {about.Argument}" : null,
            group,
            opens,
            closes,
        }, now);
        return poll;
    }

    /// <summary>Takes a vote back that has not opened; false when it is too late.</summary>
    public static async Task<bool> WithdrawAsync(Db db, long id, long? by, DateTimeOffset now)
    {
        if (await PollStore.TakeAsync(db, id) is not { State: PollState.Scheduled } poll)
            return false;
        await PollStore.CancelAsync(db, id, PollState.Withdrawn, null, now);
        await LedgerBook.WriteAsync(db, poll.PlaceId, by, "poll-withdrawn", poll.Subject, new { }, now);
        return true;
    }

    /// <summary>Opens a vote: the roll is frozen and counted, and everybody is told.</summary>
    public async Task OpenAsync(Db db, long id, DateTimeOffset now)
    {
        if (await PollStore.TakeAsync(db, id) is not { State: PollState.Scheduled } taken || taken.OpensAt > now)
            return;
        await PollStore.OpenAsync(db, taken);
        var poll = (await PollStore.FindAsync(db, id))!;
        await LedgerBook.WriteAsync(db, poll.PlaceId, null, "poll-opened", poll.Subject, new { roll = poll.Roll, registered = poll.Registered }, now);
        await TellAsync(db, poll, "open", Audience.Subscribers, (place, language) => words.Announced(poll, place, language), now, poll.ClosesAt);
    }

    /// <summary>Reminds those who have not voted, once.</summary>
    public async Task RemindAsync(Db db, long id, DateTimeOffset now)
    {
        if (await PollStore.TakeAsync(db, id) is not { } poll)
            return;
        await PollStore.RemindAsync(db, id, null);
        if (!poll.TakesVotesAt(now))
            return;
        await PollStore.GatherAsync(db, poll, poll.Subject + ":remind", voted: false, now);
        await TellAsync(db, poll, "remind", Audience.Followers, (place, language) => [words.Reminder(poll, place, language)], now, null);
    }

    /// <summary>Moves the end of an open vote.</summary>
    /// <returns>False when it is not open, or the new end is not later.</returns>
    public async Task<bool> ExtendAsync(Db db, long id, DateTimeOffset closes, string reason, long? by, DateTimeOffset now)
    {
        if (await PollStore.TakeAsync(db, id) is not { } before || !before.TakesVotesAt(now) || closes <= before.ClosesAt)
            return false;
        await PollStore.ExtendAsync(db, id, closes, RemindAt(now, closes), reason);
        var poll = (await PollStore.FindAsync(db, id))!;
        await LedgerBook.WriteAsync(db, poll.PlaceId, by, "poll-extended", poll.Subject, new { closes, reason }, now);
        await TellAsync(db, poll, FormattableString.Invariant($"extend:{closes.ToUnixTimeSeconds()}"), Audience.Recipients, (place, language) => [words.Extended(poll, place, language)], now, null);
        return true;
    }

    /// <summary>Ends a vote without a result.</summary>
    /// <returns>False when it is over.</returns>
    public async Task<bool> CancelAsync(Db db, long id, string reason, long? by, DateTimeOffset now)
    {
        if (await PollStore.TakeAsync(db, id) is not { State: PollState.Scheduled or PollState.Open } before || (before.State == PollState.Open && now >= before.ClosesAt))
            return false;
        await PollStore.CancelAsync(db, id, PollState.Cancelled, reason, now);
        var poll = (await PollStore.FindAsync(db, id))!;
        await LedgerBook.WriteAsync(db, poll.PlaceId, by, "poll-cancelled", poll.Subject, new { reason }, now);
        await StopAnnouncingAsync(db, poll, now);
        await TellAsync(db, poll, "cancel", Audience.Recipients, (place, language) => [words.Cancelled(poll, place, language)], now, null);
        return true;
    }

    /// <summary>Counts a vote whose time is over. Votes under way are waited for; none is lost.</summary>
    public async Task CloseAsync(Db db, long id, DateTimeOffset now)
    {
        if (await PollStore.TakeAsync(db, id) is not { State: PollState.Open } poll || now < poll.ClosesAt)
            return;
        if (poll.Content.IsSecret)
            await box.OpenAsync(db, poll);
        else
            await BallotBox.CopyAsync(db, poll);
        var result = await PollCount.ResultAsync(db, poll);
        var hash = await BallotFile.HashAsync(db, poll);
        await PollStore.CloseAsync(db, id, result, hash, now);
        await LedgerBook.WriteAsync(db, poll.PlaceId, null, "poll-closed", poll.Subject, new { phone = result.Phone, assisted = result.Assisted, hall = result.Hall, counts = result.Tally.Counts, hash }, now);
        var closed = (await PollStore.FindAsync(db, id))!;
        await TellAsync(db, closed, "result", Audience.Recipients, (place, language) => [words.Result(closed, place, language)], now, null);
    }

    /// <summary>Tells those who voted what the panchayat did with the result.</summary>
    /// <returns>False when it is not counted yet.</returns>
    public async Task<bool> OutcomeAsync(Db db, long id, Bilingual outcome, long? by, DateTimeOffset now)
    {
        if (await PollStore.TakeAsync(db, id) is not { State: PollState.Closed })
            return false;
        await PollStore.OutcomeAsync(db, id, outcome.Hindi, outcome.English);
        var poll = (await PollStore.FindAsync(db, id))!;
        await LedgerBook.WriteAsync(db, poll.PlaceId, by, "poll-outcome", poll.Subject, new { outcome = outcome.Hindi }, now);
        var subject = poll.Subject + ":outcome";
        await PollStore.GatherAsync(db, poll, subject, voted: true, now);
        await TellAsync(db, poll, FormattableString.Invariant($"outcome:{now.ToUnixTimeSeconds()}"), Audience.Followers, (place, language) => [words.Outcome(poll, place, language)], now, null);
        return true;
    }

    private DateTimeOffset Opens(DateTimeOffset now, DateTimeOffset? from) => from > now + UndoFor ? from.Value : now + UndoFor;

    /// <summary>Half-way is too early for a short vote, and nobody is woken by a reminder: a day before the end, for votes of two days and more.</summary>
    // A vote of a day or less needs no reminder; nobody is reminded at night.
    private DateTimeOffset? RemindAt(DateTimeOffset from, DateTimeOffset closes) =>
        closes - from >= TimeSpan.FromDays(2) ? options.Value.Quiet.Audible(closes - TimeSpan.FromDays(1), closes) : null;

    private static async Task TellAsync(Db db, Poll poll, string once, Audience audience, Func<Place, Language, IReadOnlyList<Reply>> said, DateTimeOffset now, DateTimeOffset? openUntil)
    {
        var place = (await PlaceStore.FindAsync(db, poll.PlaceId))!;
        var subject = audience == Audience.Followers ? poll.Subject + ":" + once.Split(':')[0] : poll.Subject;
        await BroadcastStore.OrderAsync(db, new(poll.PlaceId, subject, $"{poll.Subject}:{once}", said(place, Language.Hindi), said(place, Language.English), now, poll.ClosesAt + Remembered)
        {
            WardId = poll.Content.WardId,
            Audience = audience,
            OpenUntil = openUntil,
        }, now);
    }

    private static async Task StopAnnouncingAsync(Db db, Poll poll, DateTimeOffset now)
    {
        foreach (var broadcast in await BroadcastStore.AboutAsync(db, poll.PlaceId, poll.Subject))
            await BroadcastStore.StopAsync(db, broadcast.Id, now);
    }
}
