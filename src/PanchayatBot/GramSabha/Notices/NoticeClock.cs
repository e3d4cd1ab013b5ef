using System.Globalization;
using Microsoft.Extensions.Options;
using PanchayatBot.Content;
using PanchayatBot.Delivery.Broadcasts;
using PanchayatBot.GramSabha.Proposals;
using PanchayatBot.Ledger;
using PanchayatBot.Messages;
using PanchayatBot.Places;
using PanchayatBot.Storage;

namespace PanchayatBot.GramSabha.Notices;

/// <summary>What has to be done when its time comes: reminders, counting what became of a broadcast that is over, and telling whose proposal stands on an agenda. Everything it knows is
/// in the database, and doing it twice does it once.</summary>
public sealed class NoticeClock(NoticeWords words, ProposalNews proposals, LiveGramSabha gramSabha, States states, IOptions<GramSabhaOptions> options)
{
    private const int Piece = 50;

    /// <summary>One piece of work, in a transaction of its own.</summary>
    /// <returns>How much was done; 0 when nothing is due.</returns>
    public async Task<int> TickAsync(Db db, DateTimeOffset now) => await RemindAsync(db, now) + await CountAsync(db, now) + await proposals.TickAsync(db, now, options.Value.UndoFor);

    private async Task<int> RemindAsync(Db db, DateTimeOffset now)
    {
        var due = await NoticeStore.ToRemindAsync(db, now, Piece);
        foreach (var one in due)
        {
            if (await NoticeStore.TakeAsync(db, one.Id) is not { State: NoticeState.Published } notice || await NoticeSetting.OfAsync(db, notice.PlaceId, gramSabha.Rules, states) is not { } setting)
            {
                await NoticeStore.RemindAsync(db, one.Id, null);
                continue;
            }

            // After a long sleep of the bot only the latest reminder of each meeting is of use, and none of a meeting that is over.
            var ripe = Reminders.Of(notice.Content, options.Value).Where(reminder => reminder.At <= now && reminder.At > notice.PublishedAt && reminder.Sitting.At > now)
                .GroupBy(reminder => reminder.Sitting).Select(sitting => sitting.Last());
            foreach (var reminder in ripe)
                await OrderAsync(db, notice, reminder, setting, now);
            await NoticeStore.RemindAsync(db, notice.Id, Reminders.Next(notice.Content, options.Value, now));
        }

        return due.Count;
    }

    private async Task OrderAsync(Db db, Notice notice, Reminder reminder, NoticeSetting setting, DateTimeOffset now)
    {
        var once = string.Create(CultureInfo.InvariantCulture, $"{notice.Subject}:remind:{reminder.Sitting.At.ToUnixTimeSeconds()}:{reminder.Before.TotalMinutes}");
        IReadOnlyList<Reply> Said(Language language) => [new Reply(words.Reminder(notice.Content, reminder.Sitting, setting, Formats.IndianDate(now), language))];
        await BroadcastStore.OrderAsync(db, new(notice.PlaceId, notice.Subject, once, Said(Language.Hindi), Said(Language.English), now, reminder.Sitting.At) { Audience = Audience.Recipients }, now);
    }

    private static async Task<int> CountAsync(Db db, DateTimeOffset now)
    {
        var over = await NoticeStore.ToCountAsync(db, Piece);
        foreach (var (id, version, broadcast) in over)
        {
            var count = await BroadcastStore.CountAsync(db, broadcast);
            var unclear = count.Unknown + count.Failed + count.Stopped;
            if (await NoticeStore.FindAsync(db, id) is { } notice && await NoticeStore.CountedAsync(db, id, version, count.Sent, count.Unreachable, unclear, now))
                await LedgerBook.WriteAsync(db, notice.PlaceId, null, "notice-delivered", notice.Subject, new { version, sent = count.Sent, unreachable = count.Unreachable, unclear, group = count.Group }, now);
        }

        return over.Count;
    }
}
