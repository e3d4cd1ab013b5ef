using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using PanchayatBot.Messages;

namespace PanchayatBot.Schemes.Finding;

/// <summary>What a line of a scheme's front matter is.</summary>
internal enum LineKind
{
    /// <summary>An official name, short name or alias.</summary>
    Name,

    /// <summary>A need in somebody's own words, or an example question.</summary>
    Saying,
}

/// <summary>A line that a question may resemble.</summary>
/// <param name="Scheme">Position of the scheme.</param>
/// <param name="Kind">A name or a saying.</param>
/// <param name="Information">Sum of what its words tell; a question that matches all of it is the line.</param>
/// <param name="Text">As written.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Line(int Scheme, LineKind Kind, float Information, string Text);

/// <summary>Where a term stands.</summary>
/// <param name="Schemes">The schemes, in their order.</param>
/// <param name="Frequencies">For each scheme the saturated frequency, 0..1.</param>
/// <param name="Shares">For each scheme 1, or less where the term is only mentioned in the body.</param>
/// <param name="Lines">The lines, in their order.</param>
internal sealed record Postings(int[] Schemes, float[] Frequencies, float[] Shares, int[] Lines)
{
    public static readonly Postings Nowhere = new([], [], [], []);
}

/// <summary>All schemes turned into terms. Immutable after construction.</summary>
internal sealed partial class SchemeIndex
{
    private const int Fields = 5;
    private const int Body = 4;

    private readonly Postings[] _postings;
    private readonly float[] _weights;
    private readonly bool[] _known;
    private readonly float _inOneState;
    private readonly Dictionary<string, int> _positions;

    public SchemeIndex(IReadOnlyList<Scheme> schemes, Lexicon lexicon, Weights weights)
    {
        Schemes = schemes;
        Numbers = weights;
        _positions = schemes.Select((scheme, position) => (scheme.Slug, position)).ToDictionary(entry => entry.Slug, entry => entry.position);
        Vocabulary = new(lexicon);
        Reader = new(Vocabulary, new(lexicon.Numbers, lexicon.Concepts.TryGetValue("money", out var money) ? money : []), weights);
        var fields = schemes.Select(scheme => FieldsOf(scheme).ToList()).ToList();
        var read = fields.Select(lines => lines.ConvertAll(line => Reader.Content(line.Text))).ToList();
        var standing = Count(fields, read);
        _weights = new float[standing.Length];
        _known = new bool[standing.Length];
        _inOneState = InOneState(schemes.Select((_, scheme) => (scheme, 1f)));
        for (var term = 0; term < standing.Length; term++)
            (_weights[term], _known[term]) = (Weight(standing[term] is { } found ? InOneState(found.Select(one => (one.Scheme, one.Share))) : 0), standing[term] is not null);
        Unknown = weights.Unknown * Weight(0);
        Lines = ReadLines(fields, read, out var lines);
        _postings = new Postings[standing.Length];
        for (var term = 0; term < standing.Length; term++)
            _postings[term] = standing[term] is { } found
                ? new([.. found.Select(one => one.Scheme)], [.. found.Select(one => one.Frequency)], [.. found.Select(one => one.Share)], lines[term]?.ToArray() ?? [])
                : Postings.Nowhere;
        Spelling = new(Vocabulary, [.. standing.Select(found => found is null ? 0 : found.Max(one => one.Frequency))],
            new(lexicon.Words.Distinct().Select(word => (word, Vocabulary.Key(word))).Concat(read.SelectMany(lines => lines).SelectMany(line => line.Words.Zip(line.Keys))), Vocabulary));
    }

    public IReadOnlyList<Scheme> Schemes { get; }

    public Weights Numbers { get; }

    public Vocabulary Vocabulary { get; }

    public Reader Reader { get; }

    public Spelling Spelling { get; }

    public Line[] Lines { get; }

    /// <summary>What a word tells that stands nowhere but in passing.</summary>
    public float Rarest => Weight(0);

    /// <summary>What a word tells that stands nowhere.</summary>
    public float Unknown { get; }

    /// <summary>The position of a scheme of this index.</summary>
    public int PositionOf(Scheme scheme) => _positions[scheme.Slug];

    /// <summary>Where a term stands.</summary>
    public Postings At(int term) => _postings[term];

    /// <summary>Inverse document frequency of a term: what it tells about the scheme, in nats.</summary>
    public float WeightOf(int term) => _weights[term];

    /// <summary>
    /// What a unit tells: nothing for common words and states, at most <see cref="Weights.MostOfEveryday"/> for everyday words, else
    /// the weight of its rarest meaning, or of the word itself when it has none.
    /// </summary>
    public float Information(Unit unit)
    {
        if (!unit.Counts)
            return 0;
        var (meaning, word) = (-1f, -1f);
        foreach (var variant in unit.Variants)
        {
            var weight = _weights[variant.Term];
            if (Vocabulary.IsMeaning(variant.Term))
                meaning = Math.Max(meaning, weight);
            else if (_known[variant.Term])
                word = word < 0 ? weight : Math.Min(word, weight);
        }

        var information = meaning >= 0 ? meaning : word >= 0 ? word : Unknown;
        if (unit.Kind.HasFlag(WordKind.Everyday))
            return Math.Min(information, Numbers.MostOfEveryday);
        return unit.Certainty * information + (1 - unit.Certainty) * Unknown;
    }

    /// <summary>What a term tells as a reading of a unit: its weight, capped for words that ask for a part.</summary>
    public float Tells(int term, Unit unit) => unit.Kind.HasFlag(WordKind.Everyday) ? Math.Min(_weights[term], Numbers.MostOfEveryday) : _weights[term];

    private float Weight(float count) => MathF.Log(1 + (_inOneState - count + 0.5f) / (count + 0.5f));

    // A person lives in one state: that three states have a widow pension of their own does not make "widow" tell less.
    private float InOneState(IEnumerable<(int Scheme, float Share)> standing)
    {
        var (everywhere, most) = (0f, 0f);
        var inState = new Dictionary<string, float>();
        foreach (var (scheme, share) in standing)
        {
            if (Schemes[scheme].States.Count == 0)
                everywhere += share;
            foreach (var state in Schemes[scheme].States)
                most = Math.Max(most, CollectionsMarshal.GetValueRefOrAddDefault(inState, state, out _) += share);
        }

        return everywhere + most;
    }

    private static IEnumerable<(int Field, string Text)> FieldsOf(Scheme scheme)
    {
        foreach (var name in new[] { scheme.Name.Hindi, scheme.Name.English, scheme.Short.Hindi, scheme.Short.English }.SelectMany(Parts).Distinct())
            yield return (0, name);
        foreach (var alias in scheme.Aliases)
            yield return (1, alias);
        foreach (var need in scheme.Needs)
            yield return (2, need);
        foreach (var example in scheme.Examples)
            yield return (3, example);
        foreach (var (part, text) in scheme.Parts)
            if (part is SchemePart.WhatItIs or SchemePart.Benefit or SchemePart.WhoCan or SchemePart.Documents)
            {
                yield return (Body, text[Language.Hindi]);
                yield return (Body, text[Language.English]);
            }
    }

    // "Pradhan Mantri Awaas Yojana - Gramin (PMAY-G)" is two names: what stands in brackets, and the rest as a whole.
    private static IEnumerable<string> Parts(string name)
    {
        var bracketed = Bracketed.Matches(name).Select(match => match.Groups["inner"].Value);
        return bracketed.Concat(Bracketed.Replace(name, " ").Split('/')).Select(part => part.Trim(' ', ',', '-')).Where(part => part.Length > 1);
    }

    [GeneratedRegex(@"\((?<inner>[^)]*)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Bracketed { get; }

    // Term → the schemes in which it stands, in their order, with its saturated frequency; null where it stands nowhere.
    private List<(int Scheme, float Frequency, float Share)>?[] Count(List<List<(int Field, string Text)>> fields, List<List<Reading>> read)
    {
        var lengths = new float[Schemes.Count, Fields];
        var averages = new float[Fields];
        for (var scheme = 0; scheme < Schemes.Count; scheme++)
            for (var line = 0; line < fields[scheme].Count; line++)
            {
                var (field, length) = (fields[scheme][line].Field, read[scheme][line].Units.Count);
                lengths[scheme, field] += length;
                averages[field] += (float)length / Schemes.Count;
            }

        var standing = new List<(int Scheme, float Frequency, float Share)>?[Vocabulary.Count];
        var sums = new Dictionary<int, (float Sum, float Share)>();
        for (var scheme = 0; scheme < Schemes.Count; scheme++)
        {
            sums.Clear();
            for (var line = 0; line < fields[scheme].Count; line++)
            {
                var field = fields[scheme][line].Field;
                // BM25 with fields (Robertson, Zaragoza 2004): a word counts as often as its field weighs; then frequency saturates.
                var each = Numbers.Fields[field] / (1 - Numbers.LengthPart + Numbers.LengthPart * lengths[scheme, field] / averages[field]);
                foreach (var unit in read[scheme][line].Units)
                    foreach (var variant in unit.Variants)
                    {
                        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(sums, variant.Term, out _);
                        sum = (sum.Sum + each, Math.Max(sum.Share, field == Body ? Numbers.ShareOfBody : 1));
                    }
            }

            foreach (var state in Schemes[scheme].States)
                if (Vocabulary.Find("@" + state) is >= 0 and var named)
                    sums[named] = (Numbers.Fields[0], 1);
            foreach (var (term, (sum, share)) in sums)
                (standing[term] ??= []).Add((scheme, sum / (Numbers.Saturation + sum), share));
        }

        return standing;
    }

    private Line[] ReadLines(List<List<(int Field, string Text)>> fields, List<List<Reading>> read, out List<int>?[] terms)
    {
        terms = new List<int>[Vocabulary.Count];
        var lines = new List<Line>();
        for (var scheme = 0; scheme < Schemes.Count; scheme++)
            for (var i = 0; i < fields[scheme].Count; i++)
            {
                var (field, text) = fields[scheme][i];
                if (field == Body)
                    continue;
                var units = read[scheme][i].Units;
                var information = units.Sum(Information);
                if (information <= 0)
                    continue;
                foreach (var unit in units)
                {
                    if (!unit.Counts)
                        continue;
                    foreach (var variant in unit.Variants)
                    {
                        if (unit.Length > 1 && variant.Weight <= Reader.PartOfPhrase)
                            continue;
                        var list = terms[variant.Term] ??= [];
                        if (list.Count == 0 || list[^1] != lines.Count)
                            list.Add(lines.Count);
                    }
                }

                lines.Add(new(scheme, field < 2 ? LineKind.Name : LineKind.Saying, information, text));
            }

        return [.. lines];
    }
}
