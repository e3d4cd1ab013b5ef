using System.Globalization;
using PanchayatBot.Content;
using PanchayatBot.Dates;
using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Places;
using PanchayatBot.Storage;

namespace PanchayatBot.Dashboard;

/// <summary>Who looks at a page of the office, at which place, and when.</summary>
public sealed class OfficeView
{
    private readonly Texts _texts;
    private readonly IQueryCollection _query;

    private OfficeView(Db db, Texts texts, IQueryCollection query, SignIn signIn, DateTimeOffset now)
    {
        (Db, _texts, _query, Now) = (db, texts, query, now);
        (ReaderId, Language) = (signIn.PersonId, LanguageCodes.FromCode(signIn.Language) ?? Language.Hindi);
    }

    /// <summary>A connection for reading.</summary>
    public Db Db { get; }

    /// <summary>The moment at which the page was asked for, in UTC.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>Language of the page.</summary>
    public Language Language { get; }

    /// <summary>Number of the person who looks.</summary>
    public long ReaderId { get; }

    /// <summary>What the person holds, from secretary upwards; the highest first.</summary>
    public IReadOnlyList<Grant> Offices { get; private init; } = [];

    /// <summary>The place that is looked at; with it everything below it.</summary>
    public Place Place { get; private init; } = null!;

    /// <summary>The place and all above it, itself first.</summary>
    public IReadOnlyList<Place> Path { get; private init; } = [];

    /// <summary>True for a single panchayat.</summary>
    public bool IsPanchayat => Place.Kind == PlaceKind.Panchayat;

    /// <summary>The present date in India.</summary>
    public DateOnly Today => Formats.IndianDate(Now);

    /// <summary>The quarter that the address names, else the present one.</summary>
    public Quarter Quarter => Quarter.Parse(_query["quarter"]) ?? Quarter.Of(Today);

    /// <summary>The page of a long list that the address names, from 0.</summary>
    public int Leaf => (int)Math.Min(Number("leaf") ?? 0, 100_000);

    /// <summary>Opens a page for whoever is signed in. What the person may do, and where, is read anew for every page.</summary>
    /// <returns>The view; or, when there is none, whether the person holds an office at all.</returns>
    internal static async Task<(OfficeView? View, bool HoldsOffice)> OpenAsync(Db db, Texts texts, IQueryCollection query, SignIn signIn, DateTimeOffset now)
    {
        var asked = new OfficeView(db, texts, query, signIn, now);
        var offices = (await Grants.OfAsync(db, signIn.PersonId)).Where(grant => grant.Role >= Role.Secretary).ToList();
        if (offices.Count == 0)
            return (null, false);
        if (query.ContainsKey("place") && asked.Number("place") is null)
            return (null, true);
        var id = asked.Number("place") ?? offices[0].PlaceId;
        if (!await asked.MayAsync(id))
            return (null, true);
        var path = await PlaceStore.PathAsync(db, id);
        return (new OfficeView(db, texts, query, signIn, now) { Offices = offices, Place = path[0], Path = path }, true);
    }

    /// <summary>True if the reader holds an office from secretary upwards in a place, or above it.</summary>
    public Task<bool> MayAsync(long place) => Grants.HoldsAsync(Db, ReaderId, Role.Secretary, place);

    /// <summary>A number of the address; null when there is none, or it is none.</summary>
    public long? Number(string name) => long.TryParse(_query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A sentence of <c>content/texts</c> in the reader's language, as plain text.</summary>
    public string Say(string key, params ReadOnlySpan<(string Name, object? Value)> values) => Markup.ToPlainText(_texts.Say(key, Language, values));

    /// <summary>True if there is such a sentence.</summary>
    public bool Knows(string key) => _texts.Keys.Contains(key);

    /// <summary>A text in small Markdown as paragraphs and lists.</summary>
    public static string Plain(string markdown) => Markup.ToPlainText(markdown);

    /// <summary>The address of a page about the same place.</summary>
    /// <param name="page">Its name.</param>
    /// <param name="more">What else the address names.</param>
    public string Link(string page, params IEnumerable<(string Name, string Value)> more) => LinkTo(page, Place.Id, more);

    /// <summary>The address of a page about another place.</summary>
    public static string LinkTo(string page, long place, params IEnumerable<(string Name, string Value)> more) =>
        string.Create(CultureInfo.InvariantCulture, $"{OfficePages.Root}/{page}?place={place}") + string.Concat(more.Select(one => $"&{one.Name}={Uri.EscapeDataString(one.Value)}"));
}
