using System.Text;
using PanchayatBot.Content;
using PanchayatBot.Messages;
using PanchayatBot.Schemes.Finding;

namespace PanchayatBot.Schemes;

/// <summary>Warns whoever tells of fraud; <see cref="FraudSigns"/> recognises it.</summary>
public sealed class FraudGuard(Texts texts)
{
    /// <summary>What the person is told: what to think of it, the true fee, whom to tell; then what is said to the question itself.</summary>
    /// <param name="kind">The sort of fraud.</param>
    /// <param name="found">What the finder made of the message.</param>
    /// <param name="usual">What would be said without the fraud.</param>
    /// <param name="topic">The scheme last talked about; null when there is none.</param>
    public IReadOnlyList<Reply> Replies(FraudKind kind, Found found, Reply usual, Scheme? topic)
    {
        var language = found.Language;
        var aboutScheme = IsAboutScheme(kind);
        var scheme = !aboutScheme ? null : found.Outcome == Outcome.Answer ? found.Candidates[0].Scheme : found.Outcome == Outcome.None ? topic : null;
        var warning = new Reply(Warning(kind, scheme, language));
        // Who is on the telephone with a cheat needs the warning alone.
        if (!aboutScheme || (found.Outcome == Outcome.None && scheme is null))
            return [warning with { Buttons = [Button.To(texts.Say("none.browse", language), "schemes")] }];
        // A scheme just shown is not shown again.
        return scheme is not null && (found.KeptTopic || found.Outcome == Outcome.None)
            ? [warning with { Buttons = [Button.To(scheme.Short[language], "scheme", scheme.Slug)] }]
            : [warning, usual];
    }

    private string Warning(FraudKind kind, Scheme? scheme, Language language)
    {
        var warning = new StringBuilder(texts.Say($"fraud.{kind.ToString().ToLowerInvariant()}", language));
        if (IsAboutScheme(kind))
            warning.Append("\n\n").Append(Fee(scheme, language));
        if (scheme is not null)
            warning.Append('\n').Append(texts.Say("fraud.site", language, ("site", new Markup.Raw($"[{scheme.Site.Host}]({scheme.Site.AbsoluteUri})"))));
        warning.Append("\n\n").Append(texts.Say(kind == FraudKind.Bribe ? "fraud.tell.office" : "fraud.tell.cyber", language));
        return warning.ToString();
    }

    private static bool IsAboutScheme(FraudKind kind) => kind is FraudKind.Real or FraudKind.Bribe or FraudKind.Middleman;

    private string Fee(Scheme? scheme, Language language) => scheme switch
    {
        { Fee: 0 } => texts.Say("fraud.fee.free", language, ("scheme", scheme.Short[language])),
        { Fee: > 0 and var fee } => texts.Say("fraud.fee.some", language, ("scheme", scheme.Short[language]), ("fee", Formats.Rupees(fee))),
        _ => texts.Say("fraud.fee.general", language),
    };
}
