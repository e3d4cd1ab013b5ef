using PanchayatBot.Content;
using PanchayatBot.Messages;

namespace PanchayatBot.Schemes.Eligibility;

/// <summary>Puts requirements and results of the check into sentences.</summary>
public sealed class EligibilityWords(Texts texts, Places.States states)
{
    /// <summary>So many schemes fit the screen of a small phone.</summary>
    public const int PerScreen = 5;

    private const int MostReasons = 3;

    /// <summary>A part of the list: those that fit, then those that may, with what is missing.</summary>
    /// <param name="ranked">All that are not ruled out, in order.</param>
    /// <param name="from">How many were shown before.</param>
    /// <param name="language">The language.</param>
    public Reply Likely(IReadOnlyList<Assessment> ranked, int from, Language language)
    {
        var lines = new List<string>();
        var before = from == 0 ? null : ranked[from - 1];
        var shown = ranked.Skip(from).Take(PerScreen).ToList();
        foreach (var assessment in shown)
        {
            if (before?.Verdict != assessment.Verdict)
                lines.Add(texts.Say(assessment.Verdict == Truth.Yes ? "eligible.list.yes" : "eligible.list.maybe", language, ("count", ranked.Count(other => other.Verdict == assessment.Verdict))));
            lines.Add(texts.Say(assessment.Verdict == Truth.Yes ? "eligible.line.yes" : "eligible.line.maybe", language,
                ("scheme", assessment.Scheme.Short[language]), ("reasons", Reasons(assessment, assessment.Verdict, language))));
            before = assessment;
        }

        lines.Add(texts.Say("eligible.honest", language));
        return new Reply(string.Join("\n\n", lines)) { Buttons = [.. shown.Select(assessment => SchemeButton(assessment.Scheme, language))] };
    }

    /// <summary>A part of the list of those ruled out, each with the requirement that rules it out.</summary>
    public Reply RuledOut(IReadOnlyList<Assessment> no, int from, Language language)
    {
        var lines = no.Skip(from).Take(PerScreen).Select(assessment =>
            texts.Say("eligible.line.no", language, ("scheme", assessment.Scheme.Short[language]), ("reasons", Reasons(assessment, Truth.No, language))));
        return new Reply(string.Join("\n\n", [texts.Say("eligible.list.no", language), .. lines, texts.Say("eligible.honest", language)]));
    }

    /// <summary>How the person stands to one scheme.</summary>
    public Reply One(Assessment assessment, Language language)
    {
        var key = assessment.Verdict switch { Truth.Yes => "eligible.one.yes", Truth.Unknown => "eligible.one.maybe", _ => "eligible.one.no" };
        var said = texts.Say(key, language, ("scheme", assessment.Scheme.Short[language]), ("reasons", Reasons(assessment, assessment.Verdict, language)));
        return new Reply(said + "\n\n" + texts.Say("eligible.honest", language))
        {
            Buttons =
            [
                SchemeButton(assessment.Scheme, language),
                Button.To(texts.Say("facet.documents", language), "scheme", $"{assessment.Scheme.Slug}/{SchemeCards.Key(Facet.Documents)}"),
            ],
        };
    }

    /// <summary>The requirements of one kind: those met by a scheme that fits, those open, or those that rule it out.</summary>
    private string Reasons(Assessment assessment, Truth truth, Language language)
    {
        // That one lives in the right state is no reason worth a line, and neither is that nothing speaks against it.
        var findings = assessment.Findings.Where(finding => finding.Truth == truth).ToList();
        var telling = truth != Truth.Yes ? findings
            : findings.Where(finding => finding.Requirement is not (Requirement.State or Requirement.Residence or Requirement.MustNot)).ToList();
        var said = (telling.Count > 0 ? telling : findings).Take(MostReasons).Select(finding => Say(assessment.Scheme, finding, language));
        return string.Join(", ", said);
    }

    private string Say(Scheme scheme, Finding finding, Language language)
    {
        var rule = scheme.Eligibility;
        return finding.Requirement switch
        {
            Requirement.State => texts.Say("fit.need.state", language, ("states", Formats.List(scheme.States.Select(code => states.Find(code)?.Name[language] ?? code), language))),
            Requirement.Age when rule.MaxAge is null => texts.Say("fit.need.age.from", language, ("min", rule.MinAge)),
            Requirement.Age when rule.MinAge is null => texts.Say("fit.need.age.to", language, ("max", rule.MaxAge)),
            Requirement.Age => texts.Say("fit.need.age.between", language, ("min", rule.MinAge), ("max", rule.MaxAge)),
            Requirement.Gender => texts.Say($"fit.gender.{rule.Gender}", language),
            Requirement.Residence => texts.Say($"fit.residence.{rule.Residence}", language),
            Requirement.Income => texts.Say("fit.need.income", language, ("max", Formats.Rupees(rule.IncomeMax!.Value))),
            Requirement.Land => texts.Say($"fit.land.{rule.Land}", language),
            Requirement.Social => texts.Say("fit.need.social", language, ("list", OneOf(finding.Words, "social", language))),
            Requirement.Occupation => texts.Say("fit.need.occupation", language, ("list", OneOf(finding.Words, "fact", language))),
            Requirement.OneOf => OneOf(finding.Words, "fact", language),
            Requirement.Must => texts.Say($"fit.fact.{finding.Words[0]}", language),
            _ => texts.Say($"fit.without.{finding.Words[0]}", language),
        };
    }

    private string OneOf(IReadOnlyList<string> words, string kind, Language language) =>
        string.Join($" {texts.Say("eligible.or", language)} ", words.Select(word => texts.Say($"fit.{kind}.{word}", language)));

    private static Button SchemeButton(Scheme scheme, Language language) => Button.To(scheme.Short[language], "scheme", scheme.Slug);
}
