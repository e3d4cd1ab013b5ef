using PanchayatBot.FakeTelegram.Http;

namespace PanchayatBot.FakeTelegram;

/// <summary>
/// The updates of a bot on their way to it, by the rules of Telegram's own queue: an offset acknowledges all below it, a new
/// poll ends an older one, a webhook ends them all. Everything but <see cref="PollAsync"/> is called under the bot's lock.
/// </summary>
internal sealed class UpdateQueue(FakeTelegramOptions options, Lock gate, Changes changes)
{
    // An answer of Telegram holds no more.
    private const int MaxAnswerBytes = 4 << 20;

    // Bodies of acknowledged updates that are kept for redelivery when no history is kept.
    private const int BodiesKept = 1000;

    // Left out unless the bot asks for them by name.
    private static readonly string[] OffByDefault = ["chat_member", "message_reaction", "message_reaction_count"];

    // Somewhere, as Telegram begins, so that a bot which kept its database never takes a new server's updates for old ones.
    private readonly int _firstId = Random.Shared.Next(100_000_000, 1_000_000_000);

    private readonly List<UpdateRecord> _again = [];
    private int _head;
    private HashSet<string>? _allowed;
    private TaskCompletionSource<PollEnd>? _hanging;
    private int _previousOffset = -1;
    private DateTimeOffset _previousStart;
    private DateTimeOffset _previousEnd;
    private DateTimeOffset _nextPromptConflict;
    private (int From, int To) _lastConfirmed;

    private enum PollEnd
    {
        Arrived,
        Superseded,
        WebhookSet,
    }

    /// <summary>All updates ever; the index is the id less the first id.</summary>
    public List<UpdateRecord> All { get; } = [];

    public List<Confirmation> Confirmations { get; set; } = [];

    /// <summary>Takes the updates instead of the polls, when set.</summary>
    public WebhookDelivery? Webhook { get; private set; }

    /// <summary>Polls that were let in since the start.</summary>
    public int Polls { get; private set; }

    public IReadOnlyCollection<string>? Allowed => _allowed;

    public int PendingCount => _again.Count + All.Skip(_head).Count(IsPending);

    private int NextId => _firstId + All.Count;

    public void Allow(IReadOnlyList<string> kinds) => _allowed = kinds.Count == 0 ? null : [.. kinds];

    public bool Wants(string kind) => _allowed?.Contains(kind) ?? !OffByDefault.Contains(kind);

    /// <summary>Gives the next id; the caller fills in the body and then calls <see cref="Publish"/>.</summary>
    public UpdateRecord Add(string kind, long chat, long user, long queueKey, TimeSpan lifetime)
    {
        var now = options.Time.GetUtcNow();
        var record = new UpdateRecord(NextId, kind, chat, user, queueKey, now, now + lifetime);
        All.Add(record);
        return record;
    }

    public void Publish(UpdateRecord record)
    {
        if (Webhook is { } webhook)
            webhook.Enqueue(record);
        else
            _hanging?.TrySetResult(PollEnd.Arrived);
    }

    public UpdateRecord Record(int updateId) => All[updateId - _firstId];

    /// <summary>Hands an update out once more, whatever was acknowledged.</summary>
    public void Redeliver(UpdateRecord record)
    {
        if (record.Body is null)
            throw new InvalidOperationException($"Update {record.Id} is forgotten.");
        if (Webhook is null)
            _again.Add(record);
        Publish(record);
    }

    public void ForgetLastConfirmation()
    {
        for (var i = _lastConfirmed.From; i < _lastConfirmed.To; i++)
            Redeliver(All[i]);

        _lastConfirmed = default;
    }

    public void DropPending()
    {
        for (; _head < All.Count; _head++)
            All[_head].Gone |= All[_head].ConfirmedAt is null;
        _again.Clear();
    }

    /// <summary>Sets or, with null, removes the webhook; the old one is returned for disposal.</summary>
    public WebhookDelivery? SetWebhook(WebhookDelivery? webhook)
    {
        var old = Webhook;
        Webhook = webhook;
        if (webhook is null)
            return old;
        _hanging?.TrySetResult(PollEnd.WebhookSet);
        for (var i = _head; i < All.Count; i++)
        {
            if (IsPending(All[i]))
                webhook.Enqueue(All[i]);
        }

        return old;
    }

    public void ConfirmOne(UpdateRecord record)
    {
        Confirm(record, options.Time.GetUtcNow());
        while (_head < All.Count && (All[_head].Gone || All[_head].ConfirmedAt is not null))
            _head++;
        changes.Tell();
    }

    public void HandOut(UpdateRecord record)
    {
        record.TimesHandedOut++;
        record.HandedOutAt ??= options.Time.GetUtcNow();
    }

    public bool IsPending(UpdateRecord record) =>
        record.ConfirmedAt is null && !record.Gone && record.Body is not null && options.Time.GetUtcNow() < record.ExpiresAt;

    /// <summary>One getUpdates.</summary>
    /// <exception cref="BotApiException">409: another poll came, or a webhook is set.</exception>
    /// <exception cref="OperationCanceledException">The bot hung up.</exception>
    public async Task<IReadOnlyList<UpdateRecord>> PollAsync(int offset, int limit, int timeout, CancellationToken aborted)
    {
        TaskCompletionSource<PollEnd>? mine = null;
        List<UpdateRecord> found = [];
        lock (gate)
        {
            if (Webhook is null)
            {
                Polls++;
                changes.Tell();
                var now = options.Time.GetUtcNow();
                if (offset == _previousOffset && now < _previousEnd + TimeSpan.FromSeconds(0.5))
                    limit = 1;
                if (offset == _previousOffset && now < _previousStart + TimeSpan.FromSeconds(3))
                    timeout = Math.Max(timeout, 3);
                (_previousOffset, _previousStart) = (offset, now);

                _hanging?.TrySetResult(PollEnd.Superseded);
                _hanging = null;
                offset = Acknowledge(offset);
                found = Take(offset, limit);
                if (found.Count > 0 || timeout == 0)
                {
                    _previousEnd = now;
                    return found;
                }

                mine = _hanging = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        if (mine is null)
            throw await ConflictAsync("can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first");

        var end = PollEnd.Arrived;
        try
        {
            // Telegram waits another millisecond for more; a timer here may take four.
            end = await mine.Task.WaitAsync(TimeSpan.FromSeconds(timeout), options.Time, aborted);
        }
        catch (TimeoutException)
        {
            // Nothing came: the answer is an empty list, or what came in this very moment.
        }
        finally
        {
            lock (gate)
            {
                if (_hanging == mine)
                {
                    _hanging = null;
                    if (!aborted.IsCancellationRequested)
                        found = Take(offset, limit);
                    _previousEnd = options.Time.GetUtcNow();
                }
                else if (end == PollEnd.Arrived)
                {
                    end = Webhook is null ? PollEnd.Superseded : PollEnd.WebhookSet;
                }
            }
        }

        return end switch
        {
            PollEnd.Superseded => throw await ConflictAsync("terminated by other getUpdates request; make sure that only one bot instance is running"),
            PollEnd.WebhookSet => throw await ConflictAsync("terminated by setWebhook request"),
            _ => found,
        };
    }

    private async Task<BotApiException> ConflictAsync(string why)
    {
        bool late;
        lock (gate)
        {
            var now = options.Time.GetUtcNow();
            late = now < _nextPromptConflict;
            if (!late)
                _nextPromptConflict = now + options.ConflictDelay;
        }

        if (late)
            await Task.Delay(options.ConflictDelay, options.Time);
        return BotApiException.Conflict(why);
    }

    /// <summary>Forgets what the offset acknowledges and returns the id from which on updates are handed out.</summary>
    private int Acknowledge(int offset)
    {
        if (offset == 0)
            return 0;
        if (offset < 0)
        {
            // All but the last -offset of those that still wait.
            var waiting = All.Skip(_head).Where(IsPending).ToList();
            offset = waiting.Count + offset <= 0 ? 0 : waiting[waiting.Count + offset].Id;
            if (offset == 0)
                return 0;
        }
        else if (offset > NextId + 10)
        {
            return 0;
        }

        var now = options.Time.GetUtcNow();
        var from = _head;
        for (; _head < All.Count && All[_head].Id < offset; _head++)
        {
            if (!All[_head].Gone && All[_head].ConfirmedAt is null)
                Confirm(All[_head], now);
        }

        if (_head > from)
        {
            _lastConfirmed = (from, _head);
            Confirmations.Add(new Confirmation(offset, now));
            changes.Tell();
        }

        return offset;
    }

    private void Confirm(UpdateRecord record, DateTimeOffset now)
    {
        record.ConfirmedAt = now;
        var index = record.Id - _firstId;
        if (!options.KeepHistory && index >= BodiesKept)
            All[index - BodiesKept].Body = null;
    }

    private List<UpdateRecord> Take(int offset, int limit)
    {
        List<UpdateRecord> taken = [];
        var bytes = 0;
        while (_again.Count > 0 && taken.Count < limit)
        {
            taken.Add(_again[0]);
            _again.RemoveAt(0);
        }

        for (var i = Math.Max(_head, offset - _firstId); i < All.Count && taken.Count < limit; i++)
        {
            var record = All[i];
            if (!IsPending(record) || taken.Contains(record))
                continue;
            bytes += record.Body!.Length;
            if (bytes > MaxAnswerBytes)
                break;
            taken.Add(record);
        }

        foreach (var record in taken)
            HandOut(record);
        return taken;
    }
}
