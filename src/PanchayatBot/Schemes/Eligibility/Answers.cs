using System.Runtime.InteropServices;
using System.Text.Json.Serialization;

namespace PanchayatBot.Schemes.Eligibility;

/// <summary>What the check asks about, in the order of its questions.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Topic>))]
public enum Topic
{
    /// <summary>The state one lives in.</summary>
    State,

    /// <summary>Age.</summary>
    Age,

    /// <summary>Woman, man or other.</summary>
    Gender,

    /// <summary>Social category.</summary>
    Social,

    /// <summary>Kinds of work; several may hold.</summary>
    Occupation,

    /// <summary>The family's yearly income.</summary>
    Income,

    /// <summary>Farm land.</summary>
    Land,

    /// <summary>All other conditions; several may hold.</summary>
    Conditions,
}

/// <summary>Whole numbers between two bounds, both inclusive: an age band, an income band, or one exact number.</summary>
/// <param name="From">Lowest.</param>
/// <param name="To">Highest.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Span(long From, long To)
{
    /// <summary>Whether the number meant is within these bounds; a null bound is open.</summary>
    public Truth IsWithin(long? min, long? max) =>
        From >= (min ?? long.MinValue) && To <= (max ?? long.MaxValue) ? Truth.Yes
        : To < (min ?? long.MinValue) || From > (max ?? long.MaxValue) ? Truth.No
        : Truth.Unknown;
}

/// <summary>What a person told about himself or herself; null and absent is what was not told.</summary>
public sealed record Answers
{
    /// <summary>Word of <see cref="Gender"/> for people who are neither woman nor man.</summary>
    public const string OtherGender = "other";

    /// <summary>Word of <see cref="Social"/> whose people may belong to any other category as well.</summary>
    public const string Minority = "minority";

    // Below this age nothing is kept (Digital Personal Data Protection Act 2023, section 9: a child is under eighteen).
    private const int AdultAge = 18;

    /// <summary>Code of the state, e.g. BR.</summary>
    public string? State { get; init; }

    /// <summary>Age in years.</summary>
    public Span? Age { get; init; }

    /// <summary>female, male or other.</summary>
    public string? Gender { get; init; }

    /// <summary>A word of <see cref="SchemeWords.Social"/>.</summary>
    public string? Social { get; init; }

    /// <summary>The family's yearly income in ₹.</summary>
    public Span? Income { get; init; }

    /// <summary>A word of <see cref="SchemeWords.Land"/>.</summary>
    public string? Land { get; init; }

    /// <summary>Kinds of work and conditions that were asked, and whether they hold.</summary>
    public IReadOnlyDictionary<string, bool> Facts { get; init; } = new Dictionary<string, bool>();

    /// <summary>True unless the person is certainly of age: nothing may be kept then.</summary>
    [JsonIgnore]
    public bool PerhapsChild => Age is not { From: >= AdultAge };

    /// <summary>Whether a kind of work or a condition holds, by what was told and by what follows from it.</summary>
    public Truth Holds(string word) => word switch
    {
        // The content means 60 or 70 years by it, as the scheme says: certain only beyond both.
        "senior" => Age?.IsWithin(70, null) == Truth.Yes ? Truth.Yes : Age?.IsWithin(60, null) == Truth.No ? Truth.No : Truth.Unknown,
        "has_pucca_house" => Holds("kaccha_house").Not(),
        Minority => Social == Minority ? Truth.Yes : Truth.Unknown,
        _ when Facts.TryGetValue(word, out var holds) => TruthLogic.Of(holds),
        "widow" or "pregnant" or "new_mother" when Gender == "male" => Truth.No,
        _ => Truth.Unknown,
    };

    /// <summary>The same with facts added; later ones win.</summary>
    public Answers With(IEnumerable<KeyValuePair<string, bool>> facts)
    {
        var all = new Dictionary<string, bool>(Facts, StringComparer.Ordinal);
        foreach (var (word, holds) in facts)
            all[word] = holds;
        return this with { Facts = all };
    }

    /// <summary>The same as if the question about this topic had not been answered.</summary>
    public Answers Without(Topic topic) => topic switch
    {
        Topic.State => this with { State = null },
        Topic.Age => this with { Age = null },
        Topic.Gender => this with { Gender = null },
        Topic.Social => this with { Social = null },
        Topic.Income => this with { Income = null },
        Topic.Land => this with { Land = null },
        _ => this with { Facts = Facts.Where(fact => TopicOf(fact.Key) != topic).ToDictionary(StringComparer.Ordinal) },
    };

    /// <summary>Which question tells about a kind of work or a condition.</summary>
    public static Topic TopicOf(string word) => word switch
    {
        "senior" => Topic.Age,
        Minority => Topic.Social,
        _ => SchemeWords.Occupations.Contains(word) ? Topic.Occupation : Topic.Conditions,
    };

    /// <summary>The condition that is asked in order to know about this one.</summary>
    public static string AskedAs(string word) => word == "has_pucca_house" ? "kaccha_house" : word;
}
