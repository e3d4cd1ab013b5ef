using System.Text;
using PanchayatBot.Content;
using PanchayatBot.Messages;
using PanchayatBot.Schemes.Finding;
using PanchayatBot.Sounds;

namespace PanchayatBot.Schemes;

/// <summary>What sort of fraud a message tells of.</summary>
public enum FraudKind
{
    /// <summary>Somebody asks whether a scheme, a message or a site is real.</summary>
    Real,

    /// <summary>An official wants money.</summary>
    Bribe,

    /// <summary>Somebody wants an OTP, a PIN or account details.</summary>
    Code,

    /// <summary>A lottery, or a link that promises money.</summary>
    Prize,

    /// <summary>An agent or somebody else wants money for a form.</summary>
    Middleman,

    /// <summary>It has happened.</summary>
    Cheated,
}

/// <summary>Recognises messages that tell of fraud by the words of <c>content/search/fraud.yml</c>, compared by their sound, and warns. Immutable.</summary>
public sealed class FraudGuard
{
    private const string Number = "number";
    private const int SmallestSum = 50;

    private readonly Texts _texts;
    private readonly Dictionary<string, List<(GapPhrase Phrase, string Group)>> _phrases = new(StringComparer.Ordinal);
    private readonly List<(FraudKind Kind, string[] Groups)> _signs = [];

    /// <summary>Reads the words.</summary>
    /// <param name="folder">The folder <c>content/search</c>.</param>
    /// <param name="texts">The sentences of the warnings.</param>
    /// <exception cref="FormatException">The file cannot be understood; the message begins with <c>file:line:</c>.</exception>
    public FraudGuard(string folder, Texts texts)
    {
        _texts = texts;
        const string file = "fraud.yml";
        var read = Lexicon.ReadFile<Dictionary<string, Dictionary<string, List<string>>>>(folder, file);
        var groupsOfWords = read.GetValueOrDefault("words", []);
        foreach (var (group, words) in groupsOfWords)
            foreach (var phrase in words.Select(phrase => new GapPhrase(phrase, SoundKey.Of)))
            {
                if (!_phrases.TryGetValue(phrase.First, out var known))
                    _phrases.Add(phrase.First, known = []);
                known.Add((phrase, group));
            }

        foreach (var (name, signs) in read.GetValueOrDefault("signs", []))
            foreach (var groups in signs.Select(sign => sign.Split('+', StringSplitOptions.TrimEntries)))
            {
                if (!Enum.TryParse<FraudKind>(name, ignoreCase: true, out var kind))
                    throw new FormatException($"{Path.Combine(folder, file)}:1: '{name}' is no kind of fraud; use one of {string.Join(", ", Enum.GetNames<FraudKind>()).ToLowerInvariant()}.");
                if (Array.Find(groups, group => group != Number && !groupsOfWords.ContainsKey(group)) is { } missing)
                    throw new FormatException($"{Path.Combine(folder, file)}:1: '{missing}' stands under signs.{name} but not under words.");
                _signs.Add((kind, groups));
            }
    }

    /// <summary>The sort of fraud a message tells of; null for every other message.</summary>
    public FraudKind? KindOf(string text)
    {
        var words = Words.Of(text.Replace("₹", " rs ", StringComparison.Ordinal));
        var keys = words.ConvertAll(SoundKey.Of);
        var groups = new HashSet<string>(StringComparer.Ordinal);
        for (var at = 0; at < keys.Count; at++)
        {
            foreach (var (phrase, group) in _phrases.GetValueOrDefault(keys[at], []))
                if (phrase.EndFrom(keys, at) >= 0)
                    groups.Add(group);
            if (SoundKey.Other(words[at]) is { } other)
                groups.UnionWith(_phrases.GetValueOrDefault(other, []).Where(entry => entry.Phrase.EndFrom([other], 0) == 1).Select(entry => entry.Group));
            if (words[at].Script == Script.Number && (!int.TryParse(words[at].Text, out var number) || number >= SmallestSum))
                groups.Add(Number);
        }

        foreach (var (kind, needed) in _signs)
            if (Array.TrueForAll(needed, groups.Contains))
                return kind;
        return null;
    }

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
            return [warning with { Buttons = [Button.To(_texts.Say("none.browse", language), "schemes")] }];
        // A scheme just shown is not shown again.
        return scheme is not null && (found.KeptTopic || found.Outcome == Outcome.None)
            ? [warning with { Buttons = [Button.To(scheme.Short[language], "scheme", scheme.Slug)] }]
            : [warning, usual];
    }

    private string Warning(FraudKind kind, Scheme? scheme, Language language)
    {
        var warning = new StringBuilder(_texts.Say($"fraud.{kind.ToString().ToLowerInvariant()}", language));
        if (IsAboutScheme(kind))
            warning.Append("\n\n").Append(Fee(scheme, language));
        if (scheme is not null)
            warning.Append('\n').Append(_texts.Say("fraud.site", language, ("site", new Markup.Raw($"[{scheme.Site.Host}]({scheme.Site.AbsoluteUri})"))));
        warning.Append("\n\n").Append(_texts.Say(kind == FraudKind.Bribe ? "fraud.tell.office" : "fraud.tell.cyber", language));
        return warning.ToString();
    }

    private static bool IsAboutScheme(FraudKind kind) => kind is FraudKind.Real or FraudKind.Bribe or FraudKind.Middleman;

    private string Fee(Scheme? scheme, Language language) => scheme switch
    {
        { Fee: 0 } => _texts.Say("fraud.fee.free", language, ("scheme", scheme.Short[language])),
        { Fee: > 0 and var fee } => _texts.Say("fraud.fee.some", language, ("scheme", scheme.Short[language]), ("fee", Formats.Rupees(fee))),
        _ => _texts.Say("fraud.fee.general", language),
    };
}
