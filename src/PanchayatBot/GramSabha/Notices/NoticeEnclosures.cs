using PanchayatBot.Content;
using PanchayatBot.Conversations;
using PanchayatBot.Delivery.Inbound;
using PanchayatBot.Messages;

namespace PanchayatBot.GramSabha.Notices;

/// <summary>Takes what a secretary sends instead of words while a notice is written: the signed letter as a photo or PDF, and the place as a
/// pin on the map. Both may come at any question.</summary>
public sealed class NoticeEnclosures(InboundFiles files, Texts texts)
{
    // A draft is forgotten long before; a published letter stays.
    private static readonly TimeSpan DraftLasts = TimeSpan.FromDays(7);

    private const int LongestPlace = 150;

    /// <summary>Takes what was sent; null when it is neither letter nor place.</summary>
    public async Task<Entry?> TakeAsync(Turn turn, NoticeStep.OfDraft step) => turn.Message.Attachment switch
    {
        { Kind: AttachmentKind.Location, Point: { } point } sent when step.Draft.Content.IsMeeting && step.Draft.HasKind => Pinned(turn, step, point, sent.Name),
        { Kind: AttachmentKind.Photo or AttachmentKind.Document } when step.Draft.HasKind => await KeptAsync(turn, step),
        _ => null,
    };

    /// <summary>Looks whether the letter has arrived; nothing is published before.</summary>
    /// <returns>The draft with it, or what is said instead.</returns>
    public async Task<Entry> ArrivedAsync(Turn turn, Draft draft) => draft.Sent is not { } key ? draft : await InboundFiles.StateAsync(turn.Db, key) switch
    {
        InboundFile.Arrived arrived => draft.With(draft.Content with { Letter = arrived.File }) with { Sent = null },
        InboundFile.Waiting => Answer.Keep(texts.Say("call.letter.coming", turn.Language)),
        _ => Answer.Ask<NoticeStep>(new NoticeStep.WhatExtra(draft with { Sent = null }, ExtraField.Letter, []), new Reply(texts.Say("call.letter.lost", turn.Language))),
    };

    /// <summary>Keeps the letter of a notice that was published.</summary>
    public static Task KeepAsync(Turn turn, NoticeContent content) =>
        content.Letter is { } letter ? InboundFiles.KeepUntilAsync(turn.Db, letter.Key, until: null) : Task.CompletedTask;

    private Entry Pinned(Turn turn, NoticeStep.OfDraft step, MapPoint point, string? name)
    {
        var draft = step.Draft.With(step.Draft.Content with { Pin = point });
        var place = OfficialText.CleanLine(name ?? "");
        if (step is NoticeStep.WhereIs where && place.Length is > 0 and <= LongestPlace)
            return NoticeEntries.Placed(draft, where.Sitting with { Place = place });
        return Next(step, draft, texts.Say(step is NoticeStep.WhereIs ? "call.pin.name" : "call.pin.kept", turn.Language));
    }

    private async Task<Entry> KeptAsync(Turn turn, NoticeStep.OfDraft step)
    {
        var draft = step.Draft;
        switch (await files.KeepAsync(turn.Db, turn.Message, turn.Now, turn.Now + DraftLasts))
        {
            case InboundFile.Refused refused:
                return Answer.Keep(texts.Say(refused.TextKey, turn.Language));
            case InboundFile.Arrived arrived:
                draft = draft.With(draft.Content with { Letter = arrived.File }) with { Sent = null };
                break;
            case InboundFile.Waiting waiting:
                draft = draft with { Sent = waiting.Key };
                break;
        }

        return Next(step, draft, texts.Say("call.letter.kept", turn.Language));
    }

    /// <summary>Back to where it was asked for or shown; elsewhere the same question again.</summary>
    private static Entry Next(NoticeStep.OfDraft step, Draft draft, string said) => step is NoticeStep.Preview or NoticeStep.Extras or NoticeStep.WhatExtra or NoticeStep.Confirm
        ? draft
        : Answer.Ask<NoticeStep>(step with { Draft = draft }, new Reply(said));
}
