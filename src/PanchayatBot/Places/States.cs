using PanchayatBot.Content;

namespace PanchayatBot.Places;

/// <summary>A state or union territory of India.</summary>
/// <param name="Code">Two letters, e.g. BR.</param>
/// <param name="Name">Its name.</param>
/// <param name="LgdCode">Its number in the Local Government Directory, where it was looked up.</param>
/// <param name="IsOffered">It stands as a button when somebody is asked for the state.</param>
/// <param name="Also">Other ways to write it.</param>
/// <param name="Titles">Its own words for offices.</param>
public sealed record State(string Code, Bilingual Name, long? LgdCode, bool IsOffered, IReadOnlyList<string> Also, IReadOnlyDictionary<Title, Bilingual> Titles);

/// <summary>All states and union territories, from content/places/states.yml.</summary>
public sealed class States
{
    private const string TitlesKey = "titles";

    private readonly OfficeTitles _usual;
    private readonly Dictionary<string, State> _byCode;
    private readonly Dictionary<string, State> _byName = new(StringComparer.OrdinalIgnoreCase);

    private States(IReadOnlyList<State> all, OfficeTitles usual)
    {
        (All, _usual) = (all, usual);
        Offered = [.. all.Where(state => state.IsOffered)];
        _byCode = all.ToDictionary(state => state.Code, StringComparer.OrdinalIgnoreCase);
        foreach (var state in all)
        {
            foreach (var name in state.Also.Append(state.Name.Hindi).Append(state.Name.English))
                _byName[Plain(name)] = state;
        }
    }

    /// <summary>Every state, in the order of the file.</summary>
    public IReadOnlyList<State> All { get; }

    /// <summary>Those that stand as buttons.</summary>
    public IReadOnlyList<State> Offered { get; }

    /// <summary>The state with this two-letter code; null when there is none.</summary>
    public State? Find(string code) => _byCode.GetValueOrDefault(code);

    /// <summary>The state that somebody typed, in either script; null when it is no state's name.</summary>
    public State? Named(string typed) => _byName.GetValueOrDefault(Plain(typed)) ?? Find(typed.Trim());

    /// <summary>What a state calls its offices; the usual words where it is unknown or was not looked up.</summary>
    public OfficeTitles TitlesOf(string code) => Find(code) is { } state ? _usual.With(state.Titles) : _usual;

    /// <summary>Reads content/places/states.yml.</summary>
    public static Parsed<States> Parse(string file, string text)
    {
        var problems = new ProblemList(file);
        var states = new List<State>();
        var usual = OfficeTitles.Unknown;
        if (YamlMap.Read(text, 1, problems) is { } map)
        {
            if (map.Map(TitlesKey) is { } titles)
                usual = usual.With(Titles(titles, all: true));
            foreach (var code in map.Keys.Where(key => key != TitlesKey))
            {
                if (map.Map(code) is { } state && state.Text("hi") is { } hindi && state.Text("en") is { } english)
                {
                    states.Add(new State(code, new Bilingual(hindi, english), state.Number("lgd", required: false), state.Flag("offered"),
                        [.. state.Texts("also", required: false).Select(name => name.Value)],
                        state.Map(TitlesKey, required: false) is { } own ? Titles(own, all: false) : new Dictionary<Title, Bilingual>()));
                }
            }

            map.ReportUnknownKeys();
        }

        return problems.Parsed(new States(states, usual));
    }

    private static Dictionary<Title, Bilingual> Titles(YamlMap map, bool all)
    {
        var titles = new Dictionary<Title, Bilingual>();
        foreach (var title in Enum.GetValues<Title>())
        {
            var key = title.ToString().ToLowerInvariant();
            // Asked for first, so that a key that is left out is no unknown one.
            if ((map.Has(key) || all) && map.Bilingual(key) is { } name)
                titles[title] = name;
        }

        return titles;
    }

    /// <summary>Without blanks, hyphens and the dot of the nukta, which people leave out.</summary>
    private static string Plain(string name) =>
        string.Concat(name.Normalize(System.Text.NormalizationForm.FormD).Where(c => char.IsLetterOrDigit(c) || (char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark && c != '\u093c')));
}
