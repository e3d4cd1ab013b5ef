using PanchayatBot.Messages;

namespace PanchayatBot.Schemes.Finding;

/// <summary>
/// From a person's words to the right scheme, without any outside help: docs/finding.md explains how. Immutable, may be
/// asked from many threads; when schemes change, a new one is made.
/// </summary>
public sealed class Finder
{
    private const int MostCandidates = 5;
    private const int MostChoices = 3;

    private readonly SchemeCatalog _catalog;
    private readonly SchemeIndex _index;
    private readonly Ranking _ranking;
    private readonly FacetWords _facets;
    private readonly QuestionLanguage _language;

    /// <summary>Builds the index; about 1 ms a scheme.</summary>
    public Finder(SchemeCatalog catalog, Lexicon lexicon)
        : this(catalog, lexicon, new())
    {
    }

    internal Finder(SchemeCatalog catalog, Lexicon lexicon, Weights weights)
    {
        _catalog = catalog;
        _index = new(catalog.Schemes, lexicon, weights);
        _ranking = new(_index);
        _facets = new(lexicon.Facets, _index.Vocabulary);
        _language = new(lexicon);
    }

    /// <summary>Finds the scheme a question is about; never fails, whatever was typed.</summary>
    public Found Find(Question question)
    {
        var read = Read(question);
        var found = Decide(question, read);
        var named = found.KeptTopic || read.Ranked.Exists(Verdict.IsNamed);
        return found with { Facet = read.Asked.Facet(named), Language = _language.Of(read.Reading.Words) ?? Language.Hindi };
    }

    /// <summary>Why <see cref="Find"/> answers as it does: the words with what they tell, then the first schemes with what speaks for them; one line each, in English.</summary>
    public IReadOnlyList<string> Explain(Question question)
    {
        var found = Find(question);
        var read = Read(question);
        return
        [
            $"{found.Outcome.ToString().ToLowerInvariant()}, facet {found.Facet.ToString().ToLowerInvariant()}, answered in {found.Language.Code()}{(found.KeptTopic ? ", the scheme last talked about is kept" : "")}",
            .. new Explanation(_index, read.Reading, read.Asked).Lines(read.Ranked),
        ];
    }

    private QuestionRead Read(Question question)
    {
        var reading = _index.Reader.Question(question.Text, _index.Spelling);
        var asked = _facets.Of(reading.Keys);
        reading = reading.Without(asked, _index.Vocabulary);
        var states = reading.Units.Where(unit => unit.State is not null).Select(unit => unit.State!).Distinct().ToList();
        return new(reading, asked, states, _ranking.Of(reading, states.Count > 0 || question.State is not null));
    }

    private Found Decide(Question question, QuestionRead read)
    {
        // A state named in the question wins over the person's own.
        bool Exists(Evidence evidence) =>
            read.States.Count > 0 ? read.States.Exists(_index.Schemes[evidence.Scheme].ExistsIn) : _index.Schemes[evidence.Scheme].ExistsIn(question.State);
        var here = read.Ranked.FindAll(Exists);
        var topic = question.Topic is { } slug && _catalog.BySlug.TryGetValue(slug, out var scheme) ? _index.PositionOf(scheme) : -1;
        var verdict = new Verdict(_index, read.Reading, read.Asked, topic);
        if (verdict.KeepsTopic(here))
            return new()
            {
                Outcome = Outcome.Answer,
                KeptTopic = true,
                Candidates = [new(_index.Schemes[topic], here.Find(one => one.Scheme == topic).Score), .. Candidates(here.Where(one => one.Scheme != topic), MostCandidates - 1)],
            };
        var elsewhere = read.Ranked.Find(one => !Exists(one));
        if (elsewhere.Score > 0 && (here.Count == 0 || elsewhere.Score > here[0].Score) && Verdict.IsNamed(elsewhere) && verdict.Believes(elsewhere))
            return new() { Outcome = Outcome.OtherState, Candidates = [.. Candidates([elsewhere], 1), .. Candidates(here, MostCandidates - 1)] };
        if (!verdict.BelievesAny(here))
            return new() { Outcome = Outcome.None, Candidates = Candidates(here, MostCandidates) };
        var choices = verdict.Choices(here, MostChoices);
        return choices.Count > 1
            ? new() { Outcome = Outcome.Choices, Candidates = [.. Candidates(choices, MostChoices), .. Candidates(here.Where(one => !choices.Contains(one)), MostCandidates - choices.Count)] }
            : new() { Outcome = Outcome.Answer, Candidates = Candidates(here, MostCandidates) };
    }

    private List<Candidate> Candidates(IEnumerable<Evidence> ranked, int most) =>
        [.. ranked.Take(most).Select(one => new Candidate(_index.Schemes[one.Scheme], Math.Round(one.Score, 3)))];

    /// <summary>A question as far as it is understood before anything is decided.</summary>
    private sealed record QuestionRead(Reading Reading, Asked Asked, List<string> States, List<Evidence> Ranked);
}
