using System.Globalization;
using System.Text.Json;
using PanchayatBot.Content;
using PanchayatBot.Conversations;
using PanchayatBot.Dates;
using PanchayatBot.Delivery.Broadcasts;
using PanchayatBot.Delivery.Papers;
using PanchayatBot.Ledger;
using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Places;
using PanchayatBot.Printing;
using PanchayatBot.Storage;

namespace PanchayatBot.GramSabha.Notices;

/// <summary>A notice on paper: the official letter for the notice board, a picture to forward, and the certificate that it was published.</summary>
public sealed class NoticePapers : IConversation
{
    private const string Certificate = "notice-certificate";
    private const int MostListed = 8;

    private readonly LiveGramSabha _gramSabha;
    private readonly States _states;
    private readonly BotLinks _links;
    private readonly NoticeWords _words;
    private readonly Press _press;
    private readonly Texts _texts;
    private readonly TimeProvider _clock;

    /// <summary>Lays them out with the press.</summary>
    public NoticePapers(LiveGramSabha gramSabha, States states, BotLinks links, NoticeWords words, Press press, Texts texts, TimeProvider clock)
    {
        (_gramSabha, _states, _links, _words, _press, _texts, _clock) = (gramSabha, states, links, words, press, texts, clock);
        Kinds =
        [
            new("notice-letter", (db, subject, language) => LayOutAsync(db, subject, language, Letter)),
            new("notice-picture", (db, subject, language) => LayOutAsync(db, subject, language, Picture)),
            new(Certificate, CertificateAsync),
        ];
    }

    /// <summary>The papers that can be ordered; the name of each is the route of its button, too.</summary>
    public IReadOnlyList<PaperKind> Kinds { get; }

    /// <inheritdoc />
    public void Map(Routes routes)
    {
        foreach (var kind in Kinds)
            routes.Button(kind.Name, (turn, id, _) => OrderAsync(turn, id, kind), Role.Secretary);
        routes.Command("certificate", Routes.Privately((turn, _, _) => WhichAsync(turn)), needs: Role.Secretary);
    }

    /// <summary>The newest notices, each a tap away from its certificate.</summary>
    private async Task<Answer> WhichAsync(Turn turn)
    {
        var notices = await NoticeStore.NewestOfAsync(turn.Db, turn.Chat.PersonId!.Value, 0, MostListed);
        return notices.Count == 0
            ? Answer.Say(turn.Say("notices.none"), Button.To(turn.Say("notices.new"), CallMeeting.Route))
            : Answer.Say(turn.Say("papers.certificate.which"), [.. notices.Select(notice => Button.To(
                NoticeQuestions.Label($"{notice.Number} - {_words.Title(notice.Content, turn.Language)}"), Certificate, notice.Id.ToString(CultureInfo.InvariantCulture)))]);
    }

    /// <summary>The buttons below a notice's card.</summary>
    public IReadOnlyList<Button> Buttons(Notice notice, Language language) =>
        [.. Kinds.Select(kind => Button.To(_texts.Say($"papers.{kind.Name.Split('-')[1]}", language), kind.Name, notice.Id.ToString(CultureInfo.InvariantCulture)))];

    private static async Task<Answer> OrderAsync(Turn turn, string id, PaperKind kind)
    {
        if (await NoticeAccess.FindAsync(turn, id, Role.Secretary) is not { } notice)
            return await Routes.UnknownButton(turn, "", CancellationToken.None);
        await PaperOrders.AddAsync(turn.Db, kind, notice.Id.ToString(CultureInfo.InvariantCulture), turn.Chat.Address, turn.Language, turn.Now);
        return Answer.Say(turn.Say("papers.ordered"));
    }

    private async Task<Func<IReadOnlyList<Paper>>?> LayOutAsync(Db db, string subject, Language language, Func<Notice, PrintedNotice, Language, IReadOnlyList<Paper>> layOut)
    {
        if (await ReadAsync(db, subject) is not var (notice, setting))
            return null;
        var versions = await NoticeStore.VersionsAsync(db, notice.Id);
        var signer = notice.CreatedBy is { } person ? (await PersonStore.FindAsync(db, person))?.Name[language] ?? "" : "";
        var printed = Printed(notice, setting, [.. versions.Where(version => version.UndoneAt is null)], signer, language);
        return () => layOut(notice, printed, language);
    }

    private async Task<(Notice, NoticeSetting)?> ReadAsync(Db db, string subject) =>
        long.TryParse(subject, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && await NoticeStore.FindAsync(db, id) is { } notice
            && await NoticeSetting.OfAsync(db, notice.PlaceId, _gramSabha.Rules, _states) is { } setting
            ? (notice, setting)
            : null;

    private IReadOnlyList<Paper> Letter(Notice notice, PrintedNotice printed, Language language) =>
        [new(_texts.Say("papers.letter.done", language), Name("notice", notice, "pdf"), "application/pdf", _press.Notice(printed, language).Pdf())];

    private IReadOnlyList<Paper> Picture(Notice notice, PrintedNotice printed, Language language) =>
    [
        .. _press.NoticePicture(printed, language).Pictures(Press.PictureWidth).Select((page, at) =>
            new Paper(at == 0 ? _texts.Say("papers.picture.done", language) : "", Name(at == 0 ? "notice" : $"notice-{at + 1}", notice, "png"), "image/png", page)),
    ];

    private PrintedNotice Printed(Notice notice, NoticeSetting setting, IReadOnlyList<NoticeVersion> versions, string signer, Language language)
    {
        var content = notice.Content;
        var latest = versions[^1];
        var before = versions.Count > 1 ? versions[^2].Content : null;
        var title = _words.Title(content, language);
        // A meeting that is off is named by the days it was to be on.
        var sittings = notice.State == NoticeState.Published ? content.Sittings : versions.Last(version => version.Content.Sittings.Count > 0 || !content.IsMeeting).Content.Sittings;
        return new PrintedNotice(setting.Office(_states), Formats.IndianDate(latest.DoneAt), title)
        {
            LetterNumber = content.Reference ?? notice.Number,
            Standing = latest.Act switch
            {
                NoticeAct.Cancelled => NoticeStanding.Cancelled,
                NoticeAct.Postponed => NoticeStanding.Postponed,
                NoticeAct.Corrected => NoticeStanding.Corrected,
                _ => NoticeStanding.Published,
            },
            Meeting = content.IsMeeting ? title : null,
            LegalBasis = content.IsMeeting ? content.LegalBasis ?? setting.Profile?.Basis[language] : null,
            Message = content.Message,
            Reason = latest.Reason ?? content.Reason,
            Sittings = [.. (notice.State == NoticeState.Postponed ? [] : sittings).Select(sitting => new Printing.Sitting(sitting.Date, sitting.Time, sitting.Place))],
            Changes = before is null || latest.Act != NoticeAct.Corrected ? [] : [.. NoticeChanges.Between(before, content).Select(change => PrintedChange(change, language))],
            Agenda = [.. content.Agenda.Select(item => item[language])],
            PresidedBy = content.IsMeeting ? content.Presides ?? setting.Presides[language] : null,
            Quorum = setting.Quorum(content) is { People: { } } ? Markup.ToPlainText(_words.Quorum(content, setting, language)) : null,
            PublishedBy = _texts.Say("papers.published", language),
            CopiesTo = [setting.Titles[Title.Officer][language], _texts.Say("papers.copy.board", language)],
            Signatories = [new(signer, setting.Titles[Title.Secretary][language]), new("", setting.Titles[Title.Head][language])],
            Link = _links.To(setting.Panchayat.LinkWord),
        };
    }

    private Printing.NoticeChange PrintedChange(NoticeChange change, Language language) => new(
        _texts.Say($"notice.field.{change.Field.ToString().ToLowerInvariant()}", language),
        change.Before?.Invoke(language) ?? "", change.Now?.Invoke(language) ?? _texts.Say("papers.changed", language));

    private async Task<Func<IReadOnlyList<Paper>>?> CertificateAsync(Db db, string subject, Language language)
    {
        if (await ReadAsync(db, subject) is not var (notice, setting))
            return null;
        var versions = await NoticeStore.VersionsAsync(db, notice.Id);
        var told = versions.FirstOrDefault(version => version.UndoneAt is null && version.Act == NoticeAct.Published) ?? versions[0];
        var entries = await LedgerBook.AboutAsync(db, notice.PlaceId, notice.Subject);
        if (entries.Count == 0)
            return null;
        var count = told is { CountedAt: null, BroadcastId: { } broadcast } ? await BroadcastStore.CountAsync(db, broadcast) : null;
        var unclear = count is null ? told.Unclear : (int)(count.Unknown + count.Failed + count.Stopped);
        var (sent, unreachable) = ((int)(count?.Sent ?? told.Sent), (int)(count?.Unreachable ?? told.Unreachable));
        var now = _clock.GetUtcNow();
        var signer = notice.CreatedBy is { } person ? (await PersonStore.FindAsync(db, person))?.Name[language] ?? "" : "";
        var title = setting.Titles[Title.Secretary][language];
        var content = told.Content;
        var certificate = new PublicationCertificate(setting.Office(_states), $"{_words.Title(content, language)} ({notice.Number})", content.Reference ?? "", told.DoneAt,
            new Reach(sent + unreachable + unclear + (int)(count?.Waiting ?? 0), sent, unreachable, unclear, (int)(count?.Waiting ?? 0), told.CountedAt ?? now), entries[^1].Number, entries[^1].Hash, now)
        {
            PublishedBy = title,
            Facts =
            [
                .. content.Sittings.Select(sitting => new Fact(_texts.Say("papers.meeting", language), $"{new When(sitting.Date, sitting.Time).InWords(language)}, {sitting.Place}")),
                .. (count?.Group ?? GroupIn(entries)) == "sent" ? new[] { new Fact(_texts.Say("papers.group", language), _texts.Say("papers.group.sent", language)) } : [],
                .. content.Agenda.Select((item, at) => new Fact(at == 0 ? _texts.Say("papers.agenda", language) : "", string.Create(CultureInfo.InvariantCulture, $"{at + 1}. ") + item[language])),
            ],
            Changes = [.. entries.Skip(1).Select(entry => new LaterChange(entry.At, What(entry, language), entry.Number))],
            Signatory = new Signatory(signer, title),
        };
        return () => [new(_texts.Say("papers.certificate.done", language), Name("certificate", notice, "pdf"), "application/pdf", _press.Certificate(certificate, language).Pdf())];
    }

    /// <summary>What became of the message to the panchayat's group, when the first sending was counted.</summary>
    private static string? GroupIn(IReadOnlyList<LedgerEntry> entries)
    {
        if (entries.FirstOrDefault(entry => entry.Act == "notice-delivered") is not { } delivered)
            return null;
        using var details = JsonDocument.Parse(delivered.Details);
        return details.RootElement.TryGetProperty("group", out var group) ? group.GetString() : null;
    }

    /// <summary>An entry of the register in words; one of another part of the bot by its own name.</summary>
    private string What(LedgerEntry entry, Language language)
    {
        var key = $"papers.act.{entry.Act.Replace('-', '.')}";
        return _texts.Keys.Contains(key) ? _texts.Say(key, language) : entry.Act;
    }

    private static string Name(string what, Notice notice, string ending) => string.Create(CultureInfo.InvariantCulture, $"{what}-{notice.Serial}-{notice.Year}.{ending}");
}
