using System.Globalization;
using MailKit.Net.Smtp;
using Microsoft.Extensions.Options;
using PanchayatBot.Content;
using PanchayatBot.Delivery;
using PanchayatBot.Messages;
using PanchayatBot.Storage;

namespace PanchayatBot.Mail;

/// <summary>Orders the reports on Monday morning and sends what is due, one mail after the other. A row is settled after the server took the mail: a
/// process that dies in between sends it again under the same Message-ID.</summary>
public sealed partial class MailWorker(Database database, WeeklyReport report, Outbox outbox, Texts texts, IOptions<MailOptions> options, TimeProvider clock, ILogger<MailWorker> log) : BackgroundService
{
    private const int SentAt = 8;

    // A bot that was off on Monday sends on Tuesday; later, the next report is near.
    private const int LatestDay = 2;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan FirstWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.IsConfigured)
            return;
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RoundAsync(stoppingToken);
            }
            catch (System.Data.Common.DbException e)
            {
                LogAway(e);
            }
        }
    }

    /// <summary>Orders and sends everything that is due.</summary>
    /// <returns>How many mails were taken by the server.</returns>
    public async Task<int> RoundAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var monday = WeeklyReport.Monday(now);
        var time = Formats.IndianMidnight(monday).AddHours(SentAt);
        if (now >= time && Formats.IndianDate(now).DayNumber - monday.DayNumber <= LatestDay)
        {
            await database.WriteAsync(async db =>
            {
                await MailStore.OrderAsync(db, Week(monday), time, now);
                await MailStore.TidyAsync(db, Week(monday.AddDays(-28)));
            }, cancellation);
        }

        var sent = 0;
        while (await database.WriteAsync(db => MailStore.TakeAsync(db, clock.GetUtcNow(), Lease), cancellation) is { } mail)
            sent += await SendAsync(mail, cancellation) ? 1 : 0;
        return sent;
    }

    private static string Week(DateOnly monday) => monday.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private async Task<bool> SendAsync(MailRow mail, CancellationToken cancellation)
    {
        try
        {
            var message = mail.Code is not null ? report.Code(mail) : mail.Week is null ? null : await database.ReadAsync(db => report.ReportAsync(db, mail), cancellation);
            if (message is null)
            {
                // Whoever serves no place any more gets no report, and is not kept.
                await database.WriteAsync(async db =>
                {
                    await MailStore.SettleAsync(db, mail.Id, sent: false);
                    await MailStore.EndAsync(db, mail.PersonId);
                }, cancellation);
                return false;
            }

            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            patience.CancelAfter(Patience);
            using var client = await ConnectAsync(options.Value, patience.Token);
            await client.SendAsync(message, patience.Token);
            // The mail is with the server from here on, whatever becomes of the farewell.
            await database.WriteAsync(db => MailStore.SettleAsync(db, mail.Id, sent: true), CancellationToken.None);
            await client.DisconnectAsync(quit: true, CancellationToken.None);
            return true;
        }
        catch (SmtpCommandException e) when (IsNobodysAddress(e))
        {
            LogRefused(mail.Id, (int)e.StatusCode);
            await GiveUpAsync(mail, "mail.address.refused", refused: true, cancellation);
        }
#pragma warning disable CA1031 // Whatever goes wrong with one mail: it is tried again, and the others are sent.
        catch (Exception e) when (e is not System.Data.Common.DbException && !cancellation.IsCancellationRequested)
#pragma warning restore CA1031
        {
            // Without the message of the server: it may repeat the address.
            LogLater(mail.Id, e.GetType().Name, mail.Attempts);
            var due = clock.GetUtcNow() + TimeSpan.FromTicks(Math.Min(LongestWait.Ticks, FirstWait.Ticks << Math.Min(mail.Attempts - 1, 10)));
            if (due >= mail.GiveUpAt)
                await GiveUpAsync(mail, mail.Code is null ? "mail.report.failed" : "mail.code.failed", refused: false, cancellation);
            else
                await database.WriteAsync(db => MailStore.LaterAsync(db, mail.Id, due), cancellation);
        }

        return false;
    }

    /// <summary>True if the server says that there is no such mailbox, for good. A full one, or a server that does not want us to send (5.2, 5.7), may be
    /// put right: the address stays.</summary>
    private static bool IsNobodysAddress(SmtpCommandException e) => e.ErrorCode == SmtpErrorCode.RecipientNotAccepted
        && e.StatusCode is SmtpStatusCode.MailboxUnavailable or SmtpStatusCode.UserNotLocalTryAlternatePath or SmtpStatusCode.MailboxNameNotAllowed
        && (!e.Message.StartsWith("5.", StringComparison.Ordinal) || e.Message.StartsWith("5.1.", StringComparison.Ordinal));

    /// <summary>A connection that is ready to send.</summary>
    internal static async Task<SmtpClient> ConnectAsync(MailOptions mail, CancellationToken cancellation)
    {
        var client = new SmtpClient();
        try
        {
            await client.ConnectAsync(mail.Host, mail.Port, mail.Socket, cancellation);
            if (mail.User.Length > 0)
                await client.AuthenticateAsync(mail.User, mail.Password, cancellation);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>The person hears in the chat that a mail did not arrive.</summary>
    private Task GiveUpAsync(MailRow mail, string key, bool refused, CancellationToken cancellation) => database.WriteAsync(async db =>
    {
        await MailStore.SettleAsync(db, mail.Id, sent: false);
        if (refused)
            await MailStore.RefusedAsync(db, mail);
        var language = LanguageCodes.FromCode(mail.Language) ?? Language.Hindi;
        foreach (var chat in await Chats.OfPersonAsync(db, mail.PersonId))
            await outbox.AddAsync(db, chat, new Reply(texts.Say(key, language)) { Buttons = [Button.To(texts.Say("mail.button", language), MailDesk.Route)] }, language, Lane.Alert, clock.GetUtcNow());
    }, cancellation);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mails could not be looked through; trying again in a moment")]
    private partial void LogAway(Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The mail server refuses the address of mail {Mail} ({Status}); it is given up")]
    private partial void LogRefused(long mail, int status);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mail {Mail} could not be sent ({Error}, attempt {Attempt}); trying again later. 'panchayatbot doctor' looks at the server")]
    private partial void LogLater(long mail, string error, int attempt);
}
