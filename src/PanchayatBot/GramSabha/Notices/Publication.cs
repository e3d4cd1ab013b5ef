using Microsoft.Extensions.Options;
using PanchayatBot.Content;
using PanchayatBot.Conversations;
using PanchayatBot.Delivery.Broadcasts;
using PanchayatBot.Ledger;
using PanchayatBot.Messages;
using PanchayatBot.Storage;

namespace PanchayatBot.GramSabha.Notices;

/// <summary>What became of an act on a notice.</summary>
public enum PublicationOutcome
{
    /// <summary>Done: it goes out when the time to take it back is over.</summary>
    Done,

    /// <summary>Nobody had got the notice yet: it goes out as it is now, and nobody hears of a change.</summary>
    Replaced,

    /// <summary>Nobody had got the notice yet: it was taken back, and nobody ever gets it.</summary>
    Withdrawn,

    /// <summary>Somebody else changed the notice meanwhile.</summary>
    Stale,

    /// <summary>The notice before is being sent this very moment: again in a minute.</summary>
    Busy,
}

/// <summary>The official acts on a notice: publish, correct, postpone, cancel, take back. Each is one transaction with its version, its
/// broadcast and its entry in the register.</summary>
public sealed class Publication(NoticeWords words, NoticeButtons buttons, IOptions<GramSabhaOptions> options)
{
    // So long after the last meeting corrections and the certificate still know who got a notice.
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(60);

    /// <summary>How long an act can be taken back.</summary>
    public TimeSpan UndoFor => options.Value.UndoFor;

    /// <summary>Publishes a new notice.</summary>
    public async Task<Notice> PublishAsync(Turn turn, NoticeSetting setting, NoticeContent content)
    {
        var (db, by, now) = (turn.Db, turn.Chat.PersonId, turn.Now);
        var place = setting.Panchayat.Id;
        var notice = await NoticeStore.AddAsync(db, place, content, by, Reminders.Next(content, options.Value, now), now, Formats.IndianDate(now).Year);
        var broadcast = await TellAllAsync(turn, notice, 1, setting, content);
        await NoticeStore.AddVersionAsync(db, notice, 1, NoticeAct.Published, NoticeState.Published, content, content.Reason, by, broadcast, now);
        await BookAsync(turn, notice, 1, NoticeAct.Published, content, content.Reason);
        return notice;
    }

    /// <summary>Corrects, postpones or cancels a notice: exactly those who got it hear what changed.</summary>
    /// <param name="turn">The turn of who does it.</param>
    /// <param name="id">The notice.</param>
    /// <param name="version">The version that was seen.</param>
    /// <param name="act">What is done.</param>
    /// <param name="state">How the notice stands afterwards.</param>
    /// <param name="content">What it says afterwards.</param>
    /// <param name="reason">Why; null when no reason is asked for.</param>
    /// <param name="setting">The panchayat and its rules.</param>
    public async Task<PublicationOutcome> ChangeAsync(Turn turn, long id, int version, NoticeAct act, NoticeState state, NoticeContent content, string? reason, NoticeSetting setting)
    {
        var (db, now) = (turn.Db, turn.Now);
        if (await NoticeStore.TakeAsync(db, id) is not { } notice || notice.Version != version || notice.State is NoticeState.Cancelled or NoticeState.Withdrawn)
            return PublicationOutcome.Stale;
        var inForce = InForce(await NoticeStore.VersionsAsync(db, id));
        var latest = inForce[^1];
        var unheard = latest.BroadcastId is { } waiting && await BroadcastStore.UndoAsync(db, waiting, now);
        if (!unheard && await IsFillingAsync(db, inForce))
            return PublicationOutcome.Busy;
        if (unheard)
            await NoticeStore.UndoneAsync(db, id, latest.Version, now);
        // What people were told last; nothing when the only version had not left yet.
        var told = unheard ? inForce.Count > 1 ? inForce[^2] : null : latest;
        if (told is null && state == NoticeState.Cancelled)
            (state, act) = (NoticeState.Withdrawn, NoticeAct.Cancelled);
        var remindAt = state == NoticeState.Published ? Reminders.Next(content, options.Value, now) : null;
        await NoticeStore.ChangeAsync(db, id, version + 1, state, content, remindAt);
        long? broadcast = null;
        if (told is null && state != NoticeState.Withdrawn)
        {
            broadcast = await TellAllAsync(turn, notice, version + 1, setting, content);
            act = NoticeAct.Published;
        }
        else if (told is not null)
        {
            broadcast = await TellRecipientsAsync(turn, notice, version + 1, setting, act, told.Content, content, reason);
            await RewriteAsync(db, inForce, setting, content, state, id, now + UndoFor);
        }

        await NoticeStore.AddVersionAsync(db, notice, version + 1, act, state, content, reason, turn.Chat.PersonId, broadcast, now);
        await BookAsync(turn, notice, version + 1, act, content, reason);
        return told is not null ? PublicationOutcome.Done : state == NoticeState.Withdrawn ? PublicationOutcome.Withdrawn : PublicationOutcome.Replaced;
    }

    /// <summary>Takes the latest act on a notice back, if nobody has heard of it yet.</summary>
    /// <returns>What the notice said when it was the act, for another try; null when it is too late.</returns>
    public async Task<NoticeContent?> UndoAsync(Turn turn, long id, int version, NoticeSetting setting)
    {
        var (db, now) = (turn.Db, turn.Now);
        if (await NoticeStore.TakeAsync(db, id) is not { } notice || notice.Version != version || notice.State == NoticeState.Withdrawn)
            return null;
        var inForce = InForce(await NoticeStore.VersionsAsync(db, id));
        if (inForce.Count == 0 || inForce[^1] is not { BroadcastId: { } broadcast } latest || latest.Version != version || !await BroadcastStore.UndoAsync(db, broadcast, now))
            return null;
        await NoticeStore.UndoneAsync(db, id, version, now);
        var before = inForce.Count > 1 ? inForce[^2] : null;
        var state = before?.State ?? NoticeState.Withdrawn;
        var content = before?.Content ?? latest.Content;
        await NoticeStore.ChangeAsync(db, id, version, state, content, state == NoticeState.Published ? Reminders.Next(content, options.Value, now) : null);
        if (before is not null)
            await RewriteAsync(db, inForce, setting, content, state, id, now);
        await LedgerBook.WriteAsync(db, notice.PlaceId, turn.Chat.PersonId, "notice-undone", notice.Subject, new { version }, now);
        return latest.Content;
    }

    /// <summary>Versions that were not taken back.</summary>
    private static List<NoticeVersion> InForce(IReadOnlyList<NoticeVersion> versions) => [.. versions.Where(version => version.UndoneAt is null)];

    private static async Task<bool> IsFillingAsync(Db db, IReadOnlyList<NoticeVersion> versions)
    {
        foreach (var version in versions)
        {
            if (version.BroadcastId is { } id && await BroadcastStore.FindAsync(db, id) is { State: BroadcastState.Waiting or BroadcastState.Filling })
                return true;
        }

        return false;
    }

    private Task<long> TellAllAsync(Turn turn, Notice notice, int version, NoticeSetting setting, NoticeContent content) =>
        BroadcastStore.OrderAsync(turn.Db, Order(turn, notice, version, content, Whole(content, setting, notice.Id, Language.Hindi), Whole(content, setting, notice.Id, Language.English)) with
        {
            WardId = content.WardId,
            OpenUntil = OpenUntil(content),
        }, turn.Now);

    private Task<long> TellRecipientsAsync(Turn turn, Notice notice, int version, NoticeSetting setting, NoticeAct act, NoticeContent before, NoticeContent content, string? reason)
    {
        IReadOnlyList<Reply> Said(Language language) =>
        [
            new Reply(words.Change(act, before, content, reason, setting, language)) { Buttons = act == NoticeAct.Cancelled ? [] : buttons.Below(content, notice.Id, language) },
            .. content.Letter is { } letter && letter != before.Letter && act != NoticeAct.Cancelled ? new[] { new Reply(words.Letter(language)) { File = letter } } : [],
        ];
        return BroadcastStore.OrderAsync(turn.Db, Order(turn, notice, version, content, Said(Language.Hindi), Said(Language.English)) with { Audience = Audience.Recipients }, turn.Now);
    }

    /// <summary>Newcomers get the notice as it is now.</summary>
    private async Task RewriteAsync(Db db, IReadOnlyList<NoticeVersion> versions, NoticeSetting setting, NoticeContent content, NoticeState state, long id, DateTimeOffset from)
    {
        if (versions.FirstOrDefault(version => version.Act == NoticeAct.Published)?.BroadcastId is not { } first)
            return;
        var until = state == NoticeState.Published ? OpenUntil(content) : null;
        await BroadcastStore.RewriteAsync(db, first, Whole(content, setting, id, Language.Hindi), Whole(content, setting, id, Language.English), until, from);
    }

    private IReadOnlyList<Reply> Whole(NoticeContent content, NoticeSetting setting, long id, Language language) =>
    [
        new Reply(words.Message(content, setting, language)) { Buttons = buttons.Below(content, id, language) },
        .. content.Letter is { } letter ? new[] { new Reply(words.Letter(language)) { File = letter } } : [],
    ];

    private BroadcastOrder Order(Turn turn, Notice notice, int version, NoticeContent content, IReadOnlyList<Reply> hindi, IReadOnlyList<Reply> english) =>
        new(notice.PlaceId, notice.Subject, $"{notice.Subject}:{version}", hindi, english, turn.Now + UndoFor, (OpenUntil(content) ?? turn.Now) + Remembered)
        {
            ReportTo = turn.Chat.Address,
            ReportLanguage = turn.Language,
        };

    private static DateTimeOffset? OpenUntil(NoticeContent content) => content.Sittings.Count == 0 ? null : content.Sittings.Max(sitting => sitting.At);

    private static Task<LedgerEntry> BookAsync(Turn turn, Notice notice, int version, NoticeAct act, NoticeContent content, string? reason) =>
        LedgerBook.WriteAsync(turn.Db, notice.PlaceId, turn.Chat.PersonId, $"notice-{act.ToString().ToLowerInvariant()}", notice.Subject, new
        {
            number = notice.Number,
            version,
            kind = content.Kind.ToString(),
            sittings = content.Sittings.Select(sitting => new { date = NoticeStore.Day(sitting.Date), time = sitting.Time.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture), place = sitting.Place }),
            agenda = content.Agenda.Select(item => item.Hindi),
            message = content.Message,
            basis = content.LegalBasis,
            presides = content.Presides,
            reference = content.Reference,
            ward = content.WardId,
            letter = content.Letter?.Key,
            reason,
        }, turn.Now);
}
