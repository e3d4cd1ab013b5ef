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
    private const float SameName = 0.75f;

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
    public Found Find(Question question) => Find(question, Understand(question.Text));

    /// <summary>What can be said of a text before it is known who asks: by far the most of the work, and safe to do on any thread.</summary>
    public Understanding Understand(string text)
    {
        var reading = _index.Reader.Question(text, _index.Spelling);
        var asked = _facets.Of(reading.Keys);
        reading = reading.Without(asked, _index.Vocabulary);
        var states = reading.Units.Where(unit => unit.State is not null).Select(unit => unit.State!).Distinct().ToList();
        return new(this, reading, asked, states, _ranking.Of(reading));
    }

    /// <summary>Finds the scheme with the work of <see cref="Understand"/> done before.</summary>
    /// <param name="question">Who asks; its text is the one that was understood.</param>
    /// <param name="understanding">From this finder; another one's is made anew, for the schemes have changed since.</param>
    public Found Find(Question question, Understanding understanding)
    {
        if (!ReferenceEquals(understanding.Finder, this))
            understanding = Understand(question.Text);
        var found = Decide(question, understanding);
        var named = found.KeptTopic || found.Candidates.Count > 0 && understanding.Ranked.Exists(one => _index.Schemes[one.Scheme] == found.Candidates[0].Scheme && Verdict.IsNamed(one));
        return found with { Facet = understanding.Asked.Facet(named), Language = _language.Of(understanding.Reading.Words) ?? Language.Hindi, LanguageIsClear = _language.IsClear(understanding.Reading.Words) };
    }

    /// <summary>Why <see cref="Find(Question)"/> answers as it does: the words with what they tell, then the first schemes with what speaks for them; one line each, in English.</summary>
    public IReadOnlyList<string> Explain(Question question)
    {
        var understanding = Understand(question.Text);
        var found = Find(question, understanding);
        return
        [
            $"{found.Outcome.ToString().ToLowerInvariant()}, facet {found.Facet.ToString().ToLowerInvariant()}, answered in {found.Language.Code()}{(found.KeptTopic ? ", the scheme last talked about is kept" : "")}",
            .. new Explanation(_index, understanding.Reading, understanding.Asked).Lines(Weighed(question, understanding)),
        ];
    }

    /// <summary>The words of a text that tell something about its matter, each once, in the order of the text.</summary>
    public static IReadOnlyList<KeyWord> KeyWords(Understanding understanding)
    {
        var (index, reading) = (understanding.Finder._index, understanding.Reading);
        return [.. reading.Units.Where(unit => unit.Counts).Select(unit => new KeyWord(KeyOf(unit), index.Information(unit), unit.Variants.Length > 0)).DistinctBy(word => word.Key)];

        string KeyOf(Unit unit)
        {
            var meaning = Array.FindIndex(unit.Variants, variant => index.Vocabulary.IsMeaning(variant.Term));
            return unit.Variants.Length == 0 ? string.Concat(reading.Keys.Skip(unit.At).Take(unit.Length)) : index.Vocabulary.Name(unit.Variants[Math.Max(meaning, 0)].Term);
        }
    }

    private Found Decide(Question question, Understanding understanding)
    {
        var ranked = Weighed(question, understanding);
        var here = ranked.FindAll(one => Exists(one, question, understanding));
        var topic = question.Topic is { } slug && _catalog.BySlug.TryGetValue(slug, out var scheme) ? _index.PositionOf(scheme) : -1;
        var verdict = new Verdict(_index, understanding.Reading, understanding.Asked, topic);
        if (verdict.KeepsTopic(here))
            return new()
            {
                Outcome = Outcome.Answer,
                KeptTopic = true,
                Candidates = [new(_index.Schemes[topic], here.Find(one => one.Scheme == topic).Score), .. Candidates(here.Where(one => one.Scheme != topic), MostCandidates - 1)],
            };
        var elsewhere = ranked.Find(one => !Exists(one, question, understanding));
        // "Old age pension" names every state's: only a name that nothing in the person's own state bears is another state's.
        var homonym = here.Count > 0 && Verdict.IsNamed(here[0]) && here[0].Name >= SameName * elsewhere.Name && verdict.Believes(here[0]);
        if (!homonym && elsewhere.Sum > 0 && Verdict.IsNamed(elsewhere) && verdict.Believes(elsewhere) && (!verdict.BelievesAny(here) || elsewhere.Sum > here[0].Sum))
            return new() { Outcome = Outcome.OtherState, Candidates = [.. Candidates([elsewhere], 1), .. Candidates(here, MostCandidates - 1)] };
        if (!verdict.BelievesAny(here))
            return here.Count > 0 && verdict.IsGeneral(here[0])
                ? new() { Outcome = Outcome.Choices, Offered = MostChoices, Candidates = Candidates(here.OrderByDescending(one => one.Factor >= 1), MostChoices) }
                : Guesses(here, verdict, topic);
        var choices = verdict.Choices(here, MostChoices);
        return choices.Count > 1
            ? new() { Outcome = Outcome.Choices, Offered = choices.Count, Candidates = [.. Candidates(choices, MostChoices), .. Candidates(here.Where(one => !choices.Contains(one)), MostCandidates - choices.Count)] }
            : new() { Outcome = Outcome.Answer, Candidates = Candidates(here, MostCandidates) };
    }

    private Found Guesses(List<Evidence> here, Verdict verdict, int topic)
    {
        var guesses = here.FindAll(one => one.Scheme != topic && verdict.MayBe(one));
        // "How much fine if late?" may still be about the scheme last talked about, though it has none of the words.
        if (topic >= 0)
            guesses.Insert(0, here.Find(one => one.Scheme == topic) with { Scheme = topic });
        return new() { Outcome = Outcome.None, Offered = Math.Min(guesses.Count, MostChoices), Candidates = Candidates(guesses.Concat(here.Except(guesses)), MostCandidates) };
    }

    // A state named in the question wins over the person's own.
    private bool Exists(Evidence evidence, Question question, Understanding understanding) =>
        understanding.States.Count > 0
            ? understanding.States.Exists(_index.Schemes[evidence.Scheme].ExistsIn)
            : _index.Schemes[evidence.Scheme].ExistsIn(question.State);

    // Nobody should get Bihar's scheme who did not say that they live there, if there is one for all of India; who did gets it.
    // What exists elsewhere only is weighed as it is: it is never the answer, but may have to be named.
    private List<Evidence> Weighed(Question question, Understanding understanding)
    {
        var known = understanding.States.Count > 0 || question.State is not null;
        var weighed = understanding.Ranked.ConvertAll(one => _index.Schemes[one.Scheme].States.Count == 0
            ? one
            : one with { Factor = !known ? _index.Numbers.UnknownState : Exists(one, question, understanding) ? _index.Numbers.OwnState : 1 });
        weighed.Sort((one, other) => other.Score.CompareTo(one.Score));
        return weighed;
    }

    private List<Candidate> Candidates(IEnumerable<Evidence> ranked, int most) =>
        [.. ranked.Take(most).Select(one => new Candidate(_index.Schemes[one.Scheme], Math.Round(one.Score, 3)))];
}

/// <summary>A question's words as one finder understands them, whoever asks.</summary>
public sealed class Understanding
{
    internal Understanding(Finder finder, Reading reading, Asked asked, List<string> states, List<Evidence> ranked) =>
        (Finder, Reading, Asked, States, Ranked) = (finder, reading, asked, states, ranked);

    internal Finder Finder { get; }

    internal Reading Reading { get; }

    internal Asked Asked { get; }

    internal List<string> States { get; }

    internal List<Evidence> Ranked { get; }
}
