using System.Text.Json.Serialization;
using PanchayatBot.Conversations;
using PanchayatBot.Delivery.Inbound;
using PanchayatBot.Ledger;
using PanchayatBot.Messages;
using PanchayatBot.People;

namespace PanchayatBot.GramSabha.Meetings;

/// <summary>Photos of the attendance register and of the meeting. They stay with the meeting's papers and go to nobody but its secretary: names
/// and signatures of people stand on them.</summary>
public sealed class MeetingPhotos(InboundFiles files) : IConversation
{
    /// <summary>The route: number of the meeting.</summary>
    public const string Route = "meeting-photos";

    private const int Most = 6;
    private const string Done = "done";

    /// <summary>The question that takes photos until the secretary has sent all.</summary>
    /// <param name="Meeting">The meeting.</param>
    public sealed record SendPhotos([property: JsonRequired] long Meeting);

    /// <inheritdoc />
    public void Map(Routes routes)
    {
        routes.Dialog<SendPhotos>("meeting-photos", (turn, _) => new Reply(turn.Say("photos.send")) { Buttons = [Button.Choice(turn.Say("photos.done"), Done)] }, TakeAsync);
        routes.Button(Route, async (turn, id, cancellation) => await MeetingAccess.FindAsync(turn, id, writes: true) is { } meeting
            ? Answer.Ask(new SendPhotos(meeting.Id))
            : await Routes.UnknownButton(turn, "", cancellation), Role.Secretary);
    }

    private async Task<Answer> TakeAsync(Turn turn, SendPhotos step, CancellationToken cancellation)
    {
        if (await MeetingAccess.FindAsync(turn, $"{step.Meeting}", writes: true) is not { } meeting)
            return Answer.Close(turn.Say("button.unknown"), turn.MenuButtons);
        var kept = await MeetingStore.PhotosAsync(turn.Db, meeting.Id);
        if (turn.Choice == Done)
            return Answer.Say(turn.Say("photos.kept", ("count", kept.Count)), MeetingCard.Open(turn, meeting.Id));
        if (turn.Message.Attachment is not { Kind: AttachmentKind.Photo or AttachmentKind.Document })
            return Answer.Pass;
        if (kept.Count >= Most)
            return Answer.Close(turn.Say("photos.enough", ("most", Most)), MeetingCard.Open(turn, meeting.Id));
        var sent = await files.KeepAsync(turn.Db, turn.Message, turn.Now, until: null);
        if (sent is InboundFile.Refused refused)
            return Answer.Keep(turn.Say(refused.TextKey));
        var key = sent is InboundFile.Waiting waiting ? waiting.Key : ((InboundFile.Arrived)sent).File.Key;
        await MeetingStore.AddPhotoAsync(turn.Db, meeting, key, turn.Chat.PersonId, turn.Now);
        await LedgerBook.WriteAsync(turn.Db, meeting.PlaceId, turn.Chat.PersonId, "meeting-photo", meeting.Subject, new { file = key }, turn.Now);
        return Answer.Keep(turn.Say("photos.got", ("count", kept.Count + 1)));
    }
}
