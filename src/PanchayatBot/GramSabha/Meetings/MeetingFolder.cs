using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PanchayatBot.Content;
using PanchayatBot.Conversations;
using PanchayatBot.Dates;
using PanchayatBot.Delivery;
using PanchayatBot.Delivery.Papers;
using PanchayatBot.GramSabha.Notices;
using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Places;
using PanchayatBot.Storage;

namespace PanchayatBot.GramSabha.Meetings;

/// <summary>Everything about one meeting in one zip, as the national meeting portal takes it: agenda, attendance, decisions, printed minutes, photos, and meeting.json with the
/// codes of the Local Government Directory.</summary>
public sealed class MeetingFolder : IConversation
{
    /// <summary>The route: number of the meeting.</summary>
    public const string Route = "export";

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly MeetingWords _words;
    private readonly MinutesPaper _minutes;
    private readonly Texts _texts;

    /// <summary>Puts the meeting into words.</summary>
    public MeetingFolder(MeetingWords words, MinutesPaper minutes, Texts texts)
    {
        (_words, _minutes, _texts) = (words, minutes, texts);
        Paper = new PaperKind("meeting-folder", ReadAsync);
    }

    /// <summary>The folder as a paper that can be ordered.</summary>
    public PaperKind Paper { get; }

    /// <inheritdoc />
    public void Map(Routes routes) => routes.Button(Route, OrderAsync, Role.Secretary);

    private async Task<Answer> OrderAsync(Turn turn, string argument, CancellationToken cancellation)
    {
        if (await MeetingAccess.FindAsync(turn, argument, writes: true) is not { } meeting)
            return await Routes.UnknownButton(turn, "", cancellation);
        await PaperOrders.AddAsync(turn.Db, Paper, $"{meeting.Id}", turn.Chat.Address, turn.Language, turn.Now);
        return Answer.Say(turn.Say("export.ordered"));
    }

    private async Task<Func<IReadOnlyList<Paper>>?> ReadAsync(Db db, string subject, Language language)
    {
        if (MeetingAccess.Number(subject) is not { } id || await MeetingStore.FindAsync(db, id) is not { } meeting || await NoticeStore.FindAsync(db, meeting.NoticeId) is not { } notice)
            return null;
        var path = await PlaceStore.PathAsync(db, meeting.PlaceId);
        var place = await MeetingAccess.FullNameAsync(db, meeting.PlaceId);
        var items = await MeetingStore.ItemsAsync(db, id);
        var corrections = await MeetingStore.CorrectionsAsync(db, id);
        var minutes = meeting.State == MeetingState.Approved ? await _minutes.ReadAsync(db, meeting, notice, language) : null;
        var photos = new List<(string Name, byte[] Bytes)>();
        foreach (var key in await MeetingStore.PhotosAsync(db, id))
        {
            // One that did not arrive is not there; its sender was told.
            if (await Files.FindAsync(db, key) is { } photo && await Files.BytesAsync(db, key) is { } bytes)
                photos.Add((string.Create(CultureInfo.InvariantCulture, $"photos/photo-{photos.Count + 1}{Path.GetExtension(photo.Name)}"), bytes));
        }

        return () => [Write(meeting, notice, path, place, items, corrections, minutes?.Invoke().Bytes, photos, language)];
    }

    private Paper Write(Meeting meeting, Notice notice, IReadOnlyList<Place> path, Bilingual place, IReadOnlyList<MinuteItem> items, IReadOnlyList<MinutesCorrection> corrections, byte[]? minutes, IReadOnlyList<(string Name, byte[] Bytes)> photos, Language language)
    {
        var came = meeting.Attendance;
        var agenda = string.Join('\n', notice.Content.Agenda.Select((item, at) => string.Create(CultureInfo.InvariantCulture, $"{at + 1}. ") + Markup.Escape(item[language])));
        var head = _texts.Say("minutes.head", language, ("title", _words.Title(meeting, language)), ("place", place), ("time", meeting.HeldAt), ("venue", meeting.Venue));
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "agenda.txt", Markup.ToPlainText(head + "\n\n" + _texts.Say("export.agenda", language) + "\n\n" + agenda));
            Add(zip, "attendance.txt", Markup.ToPlainText(head + "\n\n" + _words.Came(came, language) + "\n\n" + _words.Quorum(meeting, language)));
            if (items.Count > 0)
                Add(zip, "decisions.txt", Markup.ToPlainText(_words.Minutes(meeting, place, items, corrections, language)));
            if (minutes is not null)
                Add(zip, "proceedings.pdf", minutes);
            foreach (var (name, bytes) in photos)
                Add(zip, name, bytes);
            Add(zip, "meeting.json", JsonSerializer.Serialize(Described(meeting, path, items, corrections, minutes is not null, photos), Json));
        }

        return new(_texts.Say("export.done", language, ("title", _words.Title(meeting, language))), $"meeting-{meeting.Day}.zip", "application/zip", stream.ToArray());
    }

    /// <summary>The meeting with the names that the national portal's own records have.</summary>
    private object Described(Meeting meeting, IReadOnlyList<Place> path, IReadOnlyList<MinuteItem> items, IReadOnlyList<MinutesCorrection> corrections, bool printed, IReadOnlyList<(string Name, byte[] Bytes)> photos)
    {
        long? Code(PlaceKind kind) => path.FirstOrDefault(place => place.Kind == kind)?.LgdCode;
        return new
        {
            state_id = Code(PlaceKind.State),
            zp_id = Code(PlaceKind.District),
            bp_id = Code(PlaceKind.Block),
            local_body_code = Code(PlaceKind.Panchayat),
            panchayat = path[0].NameEn,
            panchayat_hi = path[0].NameHi,
            meeting_title = _words.Title(meeting, Language.English),
            meeting_title_hi = _words.Title(meeting, Language.Hindi),
            meeting_type = MeetingStore.Name(meeting.Kind),
            meeting_start_date = meeting.Day,
            meeting_start_time = meeting.Clock,
            venue = meeting.Venue,
            financial_year = Quarter.FinancialYear(meeting.HeldOn),
            state = MeetingStore.Name(meeting.State),
            attendance = new { total = meeting.People, women = meeting.Women, sc = meeting.Sc, st = meeting.St, obc = meeting.Obc, other = meeting.Other },
            quorum = new { voters = meeting.Voters, needed = meeting.Needed, needed_women = meeting.NeededWomen, result = MeetingStore.Name(meeting.Quorum) },
            decisions = items.Where(item => item.Decision is not null).Select(item => new
            {
                agenda_item = item.TitleHi,
                outcome = MeetingStore.Name(item.Decision!.Outcome),
                text = item.Body,
                responsible = item.Responsible,
                due = item.DueDay,
            }),
            corrections = corrections.Select(correction => new { date = NoticeStore.Day(Formats.IndianDate(correction.EnteredAt)), text = correction.Body }),
            meeting_documents = new { agenda_copy = new[] { "agenda.txt" }, attendance_copy = new[] { "attendance.txt" }, decision_copy = items.Count == 0 ? [] : printed ? new[] { "decisions.txt", "proceedings.pdf" } : ["decisions.txt"], photos = photos.Select(photo => photo.Name) },
        };
    }

    private static void Add(ZipArchive zip, string name, string text) => Add(zip, name, Encoding.UTF8.GetBytes(text));

    private static void Add(ZipArchive zip, string name, byte[] bytes)
    {
        // Entries of one meeting are the same whenever they are packed.
        var entry = zip.CreateEntry(name);
        entry.LastWriteTime = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using var file = entry.Open();
        file.Write(bytes);
    }
}
