namespace PanchayatBot.Schemes.Eligibility;

/// <summary>A single requirement of a scheme.</summary>
public enum Requirement
{
    /// <summary>It exists in the person's state.</summary>
    State,

    /// <summary>Age within bounds.</summary>
    Age,

    /// <summary>Woman or man.</summary>
    Gender,

    /// <summary>Village or town.</summary>
    Residence,

    /// <summary>One of these social categories.</summary>
    Social,

    /// <summary>One of these kinds of work.</summary>
    Occupation,

    /// <summary>Income not above a limit.</summary>
    Income,

    /// <summary>Land of this kind.</summary>
    Land,

    /// <summary>One of these conditions at least.</summary>
    OneOf,

    /// <summary>This condition.</summary>
    Must,

    /// <summary>Not this condition.</summary>
    MustNot,
}

/// <summary>Whether a requirement is met.</summary>
/// <param name="Requirement">The requirement.</param>
/// <param name="Truth">Whether the person meets it.</param>
/// <param name="Words">The words of the rule it is about; empty where the rule itself says it.</param>
public sealed record Finding(Requirement Requirement, Truth Truth, IReadOnlyList<string> Words);

/// <summary>How a person stands to a scheme, as far as the answers tell.</summary>
/// <param name="Scheme">The scheme.</param>
/// <param name="Findings">One for each of its requirements.</param>
public sealed record Assessment(Scheme Scheme, IReadOnlyList<Finding> Findings)
{
    private const string AlreadyThere = "existing_benefit";

    /// <summary>All requirements together.</summary>
    public Truth Verdict { get; } = Findings.Select(finding => finding.Truth).All();

    /// <summary>True for a scheme with a requirement that somebody's own answers decide; a complaint line has none.</summary>
    public static bool IsFor(Scheme scheme) =>
        Of(scheme, new Answers { State = scheme.States.Count > 0 ? scheme.States[0] : null }).Findings.Any(finding => finding.Truth != Truth.Yes);

    /// <summary>Holds a scheme's rule against the answers. People of a panchayat live in a village; that is not asked.</summary>
    /// <param name="scheme">The scheme.</param>
    /// <param name="answers">What is known.</param>
    /// <param name="among">True when many schemes are gone through: nobody is asked of each of them whether it is received already;
    /// that no benefit is paid twice is said below the list.</param>
    public static Assessment Of(Scheme scheme, Answers answers, bool among = false)
    {
        var rule = scheme.Eligibility;
        var findings = new List<Finding>();
        void Add(bool applies, Requirement requirement, Func<Truth> truth, IReadOnlyList<string>? words = null)
        {
            if (applies)
                findings.Add(new(requirement, truth(), words ?? []));
        }

        Add(scheme.States.Count > 0, Requirement.State, () => TruthLogic.Of(answers.State is null ? null : scheme.ExistsIn(answers.State)));
        Add(rule.Gender is not null, Requirement.Gender, () => TruthLogic.Of(answers.Gender is null ? null : answers.Gender == rule.Gender));
        Add(rule.MinAge is not null || rule.MaxAge is not null, Requirement.Age, () => answers.Age?.IsWithin(rule.MinAge, rule.MaxAge) ?? Truth.Unknown);
        Add(rule.Residence is not null, Requirement.Residence, () => TruthLogic.Of(rule.Residence == "rural"));
        Add(rule.Social.Count > 0, Requirement.Social, () => Belongs(rule.Social, answers.Social), rule.Social);
        Add(rule.Occupation.Count > 0, Requirement.Occupation, () => rule.Occupation.Select(answers.Holds).Any(), Telling(rule.Occupation, answers));
        Add(rule.IncomeMax is not null, Requirement.Income, () => answers.Income?.IsWithin(null, rule.IncomeMax) ?? Truth.Unknown);
        Add(rule.Land is not null, Requirement.Land, () => TruthLogic.Of(answers.Land is null ? null : answers.Land == rule.Land));
        Add(rule.AnyOf.Count > 0, Requirement.OneOf, () => rule.AnyOf.Select(answers.Holds).Any(), Telling(rule.AnyOf, answers));
        foreach (var word in rule.AllOf)
            Add(true, Requirement.Must, () => answers.Holds(word), [word]);
        foreach (var word in rule.NoneOf)
            Add(!among || word != AlreadyThere, Requirement.MustNot, () => answers.Holds(word).Not(), [word]);
        return new(scheme, findings);
    }

    /// <summary>The words, of work or condition, on which the verdict may still depend; none once it is certain.</summary>
    public IEnumerable<string> OpenWords(Answers answers) => Verdict != Truth.Unknown ? [] :
        Findings.Where(finding => finding.Truth == Truth.Unknown && finding.Requirement is Requirement.Occupation or Requirement.OneOf or Requirement.Must or Requirement.MustNot)
            .SelectMany(finding => finding.Words).Where(word => answers.Holds(word) == Truth.Unknown).Select(Answers.AskedAs);

    /// <summary>The topics of which an answer may still change the verdict; none once it is certain.</summary>
    public IEnumerable<Topic> OpenTopics(Answers answers) => Verdict != Truth.Unknown ? [] :
        Findings.Where(finding => finding.Truth == Truth.Unknown).SelectMany(finding => finding.Requirement switch
        {
            Requirement.State => [Topic.State],
            Requirement.Age => [Topic.Age],
            Requirement.Gender => [Topic.Gender],
            Requirement.Social => [Topic.Social],
            Requirement.Income => [Topic.Income],
            Requirement.Land => [Topic.Land],
            _ => finding.Words.Where(word => answers.Holds(word) == Truth.Unknown).Select(Answers.TopicOf),
        });

    /// <summary>Of words of which one is enough, those that decide: the ones that hold, else the open ones, else all.</summary>
    private static IReadOnlyList<string> Telling(IReadOnlyList<string> words, Answers answers)
    {
        var best = words.Select(answers.Holds).Any();
        return [.. words.Where(word => answers.Holds(word) == best)];
    }

    // A family of a minority may be OBC, ST or general as well: only its own word is certain.
    private static Truth Belongs(IReadOnlyList<string> wanted, string? social) => social switch
    {
        null => Truth.Unknown,
        _ when wanted.Contains(social) => Truth.Yes,
        Answers.Minority => Truth.Unknown,
        // Extremely backward classes are a part of the backward ones that only some states tell apart.
        "ebc" when wanted.Contains("obc") => Truth.Yes,
        _ => Truth.No,
    };
}
