using System.Text;
using PanchayatBot.Content;
using PanchayatBot.Messages;
using PanchayatBot.Places;
using PanchayatBot.Schemes.Checklist;
using PanchayatBot.Schemes.Eligibility;
using PanchayatBot.Schemes.Finding;
using PanchayatBot.Schemes.Gaps;

namespace PanchayatBot.Schemes;

/// <summary>Puts schemes into messages: the part asked for first, the source and its date below, the other parts as buttons.</summary>
public sealed class SchemeCards(Texts texts, States states)
{
    private const int MostChoices = 3;

    private static readonly Facet[] Facets = Enum.GetValues<Facet>();

    /// <summary>What is said to a question.</summary>
    /// <param name="found">What the finder made of it.</param>
    /// <param name="own">The person's state; null when unknown.</param>
    /// <param name="now">The present moment.</param>
    public Reply ReplyTo(Found found, State? own, DateTimeOffset now) => found.Outcome switch
    {
        Outcome.Answer => Card(found.Candidates[0].Scheme, found.Facet, found.Language, now),
        Outcome.Choices => Choices(found),
        Outcome.OtherState => OtherState(found, own),
        _ => DoNotKnow(found.Language, Offers(found)),
    };

    /// <summary>One part of a scheme.</summary>
    public Reply Card(Scheme scheme, Facet facet, Language language, DateTimeOffset now)
    {
        var card = new StringBuilder();
        card.Append("**").Append(Markup.Escape(facet == Facet.Overview ? scheme.Name[language] : scheme.Short[language])).Append("**");
        if (facet != Facet.Overview)
            card.Append(" · ").Append(Say($"facet.{Key(facet)}", language));
        if (scheme.Closed)
            card.Append("\n\n").Append(Say("scheme.closed", language));
        foreach (var part in PartsOf(facet))
        {
            card.Append("\n\n");
            if (part != PartsOf(facet)[0])
                card.Append("**").Append(Say($"part.{part.ToString().ToLowerInvariant()}", language)).Append("**\n\n");
            card.Append(scheme.Part(part, language));
        }

        card.Append("\n\n").Append(Provenance(scheme, language, now));
        return new Reply(card.ToString()) { Buttons = [.. StepButtons(scheme, facet, language), .. Facets.Where(other => other != facet).Select(other => FacetButton(scheme, other, language))] };
    }

    /// <summary>The close candidates, to choose from; the part asked for is kept.</summary>
    private Reply Choices(Found found) => new(Say("choices.question", found.Language))
    {
        Buttons =
        [
            .. Offers(found),
            Button.To(Say("choices.none", found.Language), GapIntake.NoneRoute),
        ],
    };

    /// <summary>The scheme exists, but in another state: said plainly, with what the own state has instead.</summary>
    private Reply OtherState(Found found, State? own)
    {
        var language = found.Language;
        var there = found.Candidates[0].Scheme;
        var names = Formats.List([.. there.States.Select(code => states.Find(code)?.Name[language] ?? code)], language);
        var similar = found.Candidates.Skip(1).Where(candidate => candidate.Scheme.ExistsIn(own?.Code)).Take(MostChoices - 1).ToList();
        var text = own is null
            ? texts.Say("scheme.otherstate.unset", language, ("scheme", there.Short[language]), ("states", names))
            : texts.Say("scheme.otherstate", language, ("scheme", there.Short[language]), ("states", names), ("state", own.Name[language]));
        return new Reply(similar.Count == 0 ? text : text + "\n\n" + Say("scheme.otherstate.similar", language))
        {
            Buttons =
            [
                .. similar.Select(candidate => Button.To(candidate.Scheme.Short[language], "scheme", candidate.Scheme.Slug)),
                Button.To(Say("scheme.otherstate.show", language), "scheme", $"{there.Slug}/{Key(found.Facet)}"),
            ],
        };
    }

    private static List<Button> Offers(Found found) =>
        [.. found.Candidates.Take(found.Offered).Select(candidate => Button.To(candidate.Scheme.Short[found.Language], "scheme", $"{candidate.Scheme.Slug}/{Key(found.Facet)}"))];

    /// <summary>The honest "I don't know", and what to do instead.</summary>
    /// <param name="language">Of the message.</param>
    /// <param name="guesses">Buttons of schemes that may be meant; none when no guess is worth a tap.</param>
    public Reply DoNotKnow(Language language, IReadOnlyList<Button> guesses) => new(Say(guesses.Count > 0 ? "none.guesses" : "none.answer", language))
    {
        Buttons = [.. guesses, Button.To(Say("none.again", language), "again"), Button.To(Say("none.browse", language), "schemes")],
    };

    /// <summary>All topics in which the person's state has schemes.</summary>
    public Reply Categories(SchemeCatalog catalog, string? state, Language language) =>
        new(Say("browse.categories", language)) { Buttons = CategoryButtons(catalog, state, language) };

    /// <summary>The schemes of one topic.</summary>
    public Reply Category(SchemeCatalog catalog, string key, string? state, Language language)
    {
        var category = catalog.Categories.FirstOrDefault(category => category.Key == key);
        var schemes = category is null ? [] : catalog.In(key, state);
        var back = Button.To(Say("browse.back", language), "schemes");
        return schemes.Count == 0
            ? new Reply(Say("browse.empty", language)) { Buttons = [back] }
            : new Reply(texts.Say("browse.schemes", language, ("category", category!.Name[language])))
            {
                Buttons = [.. schemes.Select(scheme => Button.To(scheme.Short[language], "scheme", scheme.Slug)), back],
            };
    }

    /// <summary>The key of a facet in texts, payloads and the command line's output.</summary>
    public static string Key(Facet facet) => facet.ToString().ToLowerInvariant();

    private static IReadOnlyList<SchemePart> PartsOf(Facet facet) => facet switch
    {
        Facet.Benefit => [SchemePart.Benefit],
        Facet.Eligibility => [SchemePart.WhoCan, SchemePart.WhoCannot],
        Facet.Documents => [SchemePart.Documents],
        Facet.Apply => [SchemePart.HowToApply, SchemePart.Where, SchemePart.Fee],
        Facet.Status => [SchemePart.Status],
        Facet.Contact => [SchemePart.Helpline],
        Facet.Deadline => [SchemePart.TimeLimit],
        Facet.Complaint => [SchemePart.IfItDoesNotCome, SchemePart.Helpline],
        _ => [SchemePart.WhatItIs, SchemePart.Benefit],
    };

    private string Provenance(Scheme scheme, Language language, DateTimeOffset now)
    {
        var date = Formats.Date(scheme.VerifiedOn, language);
        var source = texts.Say(IsGovernments(scheme.Site) ? "scheme.source.official" : "scheme.source", language, ("source", new Markup.Raw($"[{scheme.Site.Host}]({scheme.Site.AbsoluteUri})")), ("date", date));
        return Formats.IndianDate(now) <= scheme.ReviewAfter ? source : texts.Say("scheme.outdated", language, ("date", date)) + "\n\n" + source;
    }

    // Only these names are given to government offices alone.
    private static bool IsGovernments(Uri site) =>
        site.Host is "gov.in" or "nic.in" || site.Host.EndsWith(".gov.in", StringComparison.Ordinal) || site.Host.EndsWith(".nic.in", StringComparison.Ordinal);

    private static List<Button> CategoryButtons(SchemeCatalog catalog, string? state, Language language) =>
        [.. catalog.Categories.Where(category => catalog.In(category.Key, state).Count > 0)
            .Select(category => Button.To(category.Name[language], "category", category.Key))];

    /// <summary>What one can do next with this part: check oneself, or make a list of the papers.</summary>
    private IEnumerable<Button> StepButtons(Scheme scheme, Facet facet, Language language)
    {
        if (facet is Facet.Overview or Facet.Eligibility && Assessment.IsFor(scheme))
            yield return Button.To(Say("eligible.button", language), "eligible", scheme.Slug);
        if (facet == Facet.Documents && PaperList.Of(scheme).Count > 0)
            yield return Button.To(Say("checklist.button", language), "checklist", scheme.Slug);
    }

    private Button FacetButton(Scheme scheme, Facet facet, Language language) =>
        Button.To(Say($"facet.{Key(facet)}", language), "scheme", $"{scheme.Slug}/{Key(facet)}");

    private string Say(string key, Language language) => texts.Say(key, language);
}
