using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using MimeKit;
using PanchayatBot.Conversations;
using PanchayatBot.Messages;
using PanchayatBot.People;

namespace PanchayatBot.Mail;

/// <summary>The questions before the report is sent anywhere.</summary>
[JsonDerivedType(typeof(WhichAddress), "address")]
[JsonDerivedType(typeof(WhichCode), "code")]
public abstract record MailStep
{
    /// <summary>ईमेल पता?</summary>
    public sealed record WhichAddress : MailStep;

    /// <summary>जो कोड ईमेल में आया?</summary>
    public sealed record WhichCode : MailStep;
}

/// <summary>/report: a secretary or officer has the weekly report sent to a mailbox. Nothing is sent to an address before its owner typed the code that
/// came there: nobody can fill another person's mailbox.</summary>
public sealed class MailDesk(IOptions<MailOptions> options) : IConversation
{
    /// <summary>The route to it.</summary>
    public const string Route = "mail-report";

    private const string OnRoute = "mail-report-on";
    private const string OffRoute = "mail-report-off";
    private const string Letters = "ACDEFHJKLMNPRTUVWXY";
    private const int CodeLength = 8;
    private const int LongestAddress = 254;

    /// <inheritdoc />
    public void Map(Routes routes)
    {
        routes.Dialog<MailStep>("mail", (turn, step) => new Reply(turn.Say(step is MailStep.WhichAddress ? "mail.address.ask" : "mail.code.ask")), AnswerAsync);
        routes.Command("report", Routes.Privately((turn, _, _) => ShowAsync(turn)), needs: Role.Secretary);
        routes.Button(Route, Routes.Privately((turn, _, _) => ShowAsync(turn)), Role.Secretary);
        routes.Button(OnRoute, Routes.Privately((turn, _, _) => Task.FromResult(options.Value.IsConfigured ? Answer.Ask<MailStep>(new MailStep.WhichAddress()) : Answer.Say(turn.Say("mail.off.here")))), Role.Secretary);
        routes.Button(OffRoute, Routes.Privately((turn, _, _) => EndAsync(turn)), Role.Secretary);
    }

    private async Task<Answer> ShowAsync(Turn turn)
    {
        if (!options.Value.IsConfigured)
            return Answer.Say(turn.Say("mail.off.here"));
        return await MailStore.FindAsync(turn.Db, turn.Chat.PersonId!.Value) is { Address: not null } mail
            ? Answer.Say(turn.Say("mail.on", ("address", mail.Address)), Button.To(turn.Say("mail.change"), OnRoute), Button.To(turn.Say("mail.end"), OffRoute))
            : Answer.Say(turn.Say("mail.about"), Button.To(turn.Say("mail.begin"), OnRoute));
    }

    private static async Task<Answer> AnswerAsync(Turn turn, MailStep step, CancellationToken cancellation)
    {
        if (turn.Choice is not null || turn.Text.Length == 0 || turn.Chat.PersonId is not { } person || await Grants.HighestAsync(turn.Db, person) < Role.Secretary)
            return Answer.Pass;
        if (step is MailStep.WhichCode)
        {
            var typed = string.Concat(turn.Text.Where(char.IsAsciiLetter)).ToUpperInvariant();
            if (typed.Length != CodeLength)
                return Answer.Pass;
            return await MailStore.ConfirmAsync(turn.Db, person, typed, turn.Now)
                ? Answer.Say(turn.Say("mail.confirmed"))
                : Answer.Keep(turn.Say("mail.code.wrong"));
        }

        // A question in between is answered; one word is an address, right or wrong.
        if (turn.TakeMailAddress() is not { } typedAddress)
            return turn.Text.Any(char.IsWhiteSpace) ? Answer.Pass : Answer.Keep(turn.Say("mail.address.bad"));
        // One address alone: no names, no lists, no line that would become a header.
        if (typedAddress.Length > LongestAddress || typedAddress.Any(char.IsControl) || !MailboxAddress.TryParse(typedAddress, out var mailbox) || mailbox.Address != typedAddress
            || mailbox.LocalPart.Length == 0 || mailbox.Domain is not { Length: > 3 } domain || !domain.Contains('.', StringComparison.Ordinal))
            return Answer.Keep(turn.Say("mail.address.bad"));
        return await MailStore.AskAsync(turn.Db, person, mailbox.Address, turn.Language, RandomNumberGenerator.GetString(Letters, CodeLength), turn.Now)
            ? Answer.Ask<MailStep>(new MailStep.WhichCode(), new Reply(turn.Say("mail.code.sent", ("address", mailbox.Address))))
            : Answer.Close(turn.Say("mail.code.enough"));
    }

    private static async Task<Answer> EndAsync(Turn turn)
    {
        await MailStore.EndAsync(turn.Db, turn.Chat.PersonId!.Value);
        return Answer.Say(turn.Say("mail.ended"));
    }
}

/// <summary>The address ends with everything else that is kept of a person.</summary>
public sealed class MailData : IPersonalData
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> TellAsync(Turn turn) =>
        turn.Chat.PersonId is { } person && await MailStore.FindAsync(turn.Db, person) is { } mail ? [turn.Say("mail.kept", ("address", mail.Address ?? mail.Asked))] : [];

    /// <inheritdoc />
    public async Task ForgetAsync(Turn turn)
    {
        if (turn.Chat.PersonId is { } person)
            await MailStore.EndAsync(turn.Db, person);
    }
}
