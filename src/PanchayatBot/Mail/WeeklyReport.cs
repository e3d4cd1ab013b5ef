using System.Globalization;
using Microsoft.Extensions.Options;
using MimeKit;
using PanchayatBot.Api;
using PanchayatBot.Content;
using PanchayatBot.Dates;
using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Places;
using PanchayatBot.Storage;

namespace PanchayatBot.Mail;

/// <summary>Writes the mails: what happened in the last seven days in the places of an officer, with the tables of the quarter as CSV; and the code that
/// confirms an address.</summary>
public sealed class WeeklyReport(IEnumerable<IReportPart> parts, IEnumerable<IApiTable> tables, Texts texts, IOptions<MailOptions> options)
{
    private const int MostPlaces = 10;

    /// <summary>A week has seven days.</summary>
    public static TimeSpan Covers { get; } = TimeSpan.FromDays(7);

    /// <summary>The Monday of a moment's week in India.</summary>
    public static DateOnly Monday(DateTimeOffset now) => Formats.IndianDate(now) is var day ? day.AddDays(-(((int)day.DayOfWeek + 6) % 7)) : default;

    /// <summary>The mail with the code.</summary>
    public MimeMessage Code(MailRow mail)
    {
        var language = LanguageOf(mail);
        return Message(mail, texts.Say("mail.code.subject", language), Markup.ToPlainText(texts.Say("mail.code", language, ("code", mail.Code))), []);
    }

    /// <summary>The report; null when the person serves no place any more.</summary>
    public async Task<MimeMessage?> ReportAsync(Db db, MailRow mail)
    {
        var language = LanguageOf(mail);
        var monday = DateOnly.ParseExact(mail.Week!, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var until = Formats.IndianMidnight(monday);
        var from = until - Covers;
        var places = (await Grants.OfAsync(db, mail.PersonId)).Where(grant => grant.Role >= Role.Secretary).Select(grant => grant.PlaceId).Distinct().Take(MostPlaces).ToList();
        if (places.Count == 0)
            return null;
        var text = new List<string> { texts.Say("mail.report.head", language, ("from", Formats.Date(monday.AddDays(-7), language)), ("until", Formats.Date(monday.AddDays(-1), language))) };
        var files = new List<(string Name, byte[] Bytes)>();
        var quarter = Quarter.Of(monday.AddDays(-1));
        foreach (var id in places)
        {
            var place = (await PlaceStore.FindAsync(db, id))!;
            text.Add("== " + place.Name[language] + " ==");
            foreach (var part in parts.OrderBy(part => part.Order))
            {
                var told = await part.ReadAsync(db, id, from, until, language);
                text.Add(told.Heading + "\n" + (told.Lines.Count == 0 ? texts.Say("mail.report.nothing", language) : string.Join('\n', told.Lines.Select(line => "- " + line))));
            }

            foreach (var table in tables)
                files.Add(($"{table.Name}-{quarter.Code}-{id.ToString(CultureInfo.InvariantCulture)}.csv", await table.WriteAsync(db, id, quarter, "csv", language)));
        }

        text.Add(texts.Say("mail.report.end", language));
        return Message(mail, texts.Say("mail.report.subject", language, ("day", Formats.Date(monday, language))), Markup.ToPlainText(string.Join("\n\n", text)), files);
    }

    private static Language LanguageOf(MailRow mail) => LanguageCodes.FromCode(mail.Language) ?? Language.Hindi;

    private MimeMessage Message(MailRow mail, string subject, string text, IEnumerable<(string Name, byte[] Bytes)> files)
    {
        var from = MailboxAddress.Parse(options.Value.From);
        var body = new BodyBuilder { TextBody = text };
        foreach (var (name, bytes) in files)
            body.Attachments.Add(name, bytes, new ContentType("text", "csv"));
        var message = new MimeMessage { Subject = subject, Body = body.ToMessageBody() };
        message.From.Add(from);
        message.To.Add(MailboxAddress.Parse(mail.Address));
        // The same mail once more, after a crash in between, is known as the same.
        message.MessageId = string.Create(CultureInfo.InvariantCulture, $"report-{mail.Id}-{mail.Week ?? "code"}@{from.Domain}");
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }
}
