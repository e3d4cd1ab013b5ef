using PanchayatBot.Content;
using PanchayatBot.Messages;
using PanchayatBot.Places;
using PanchayatBot.Web;

namespace PanchayatBot.Dashboard;

/// <summary>The frame around every page of the office: head, pages, place, what is shown, and who is signed in.</summary>
/// <param name="texts">The sentences.</param>
/// <param name="files">Style, fonts and icon.</param>
internal sealed class Layout(Texts texts, PageFiles files)
{
    private const int MostPlaces = 200;

    /// <summary>A whole page.</summary>
    /// <param name="view">Who looks, and where.</param>
    /// <param name="pages">All pages.</param>
    /// <param name="page">The one that is shown.</param>
    /// <param name="body">What it shows.</param>
    /// <param name="formKey">Makes the forms this browser's own.</param>
    /// <param name="address">Path and query of the page, to come back to.</param>
    public async Task<Html> PageAsync(OfficeView view, IReadOnlyList<IOfficePage> pages, IOfficePage page, Html body, string formKey, string address)
    {
        var title = view.Say($"pages.{page.Name}");
        var other = view.Language == Language.Hindi ? Language.English : Language.Hindi;
        var reader = view.Offices[0];
        var places = await PlacesAsync(view, page);
        return Frame(view.Language, $"{title} · {view.Place.Name[view.Language]}", Html.Of($"""
            <a class="skip" href="#main">{view.Say("pages.skip")}</a>
            <header>
            <a class="home" href="{OfficePages.Root}"><img src="{files.AddressOf("icon.svg")}" alt="" width="40" height="40"><span>{view.Say("pages.title")}</span></a>
            <form method="post" action="{OfficePages.LanguagePath}">{Hidden("key", formKey)}{Hidden("back", address)}<button name="language" value="{other.Code()}" lang="{other.Code()}">{texts.Say("pages.language", other)}</button></form>
            <form method="post" action="{OfficePages.SignOutPath}">{Hidden("key", formKey)}<button>{view.Say("pages.out")}</button></form>
            </header>
            <nav class="pages" aria-label="{view.Say("pages.all")}"><ul>{pages.Select(one => Html.Of($"<li><a href=\"{view.Link(one.Name)}\"{Html.Of($" aria-current=\"page\"").When(one == page)}>{view.Say($"pages.{one.Name}")}</a></li>"))}</ul></nav>
            <main id="main" tabindex="-1">
            <h1>{title}</h1>
            <p class="place">{string.Join(", ", view.Path.Where(one => one.Kind != PlaceKind.State || one.Id == view.Place.Id).Select(one => one.Name[view.Language]))}</p>
            {places}
            {body}
            </main>
            <footer>
            <p>{view.Say("pages.asof", ("when", view.Now))}</p>
            <p>{view.Say("pages.reader", ("name", new Bilingual(reader.NameHi, reader.NameEn)), ("role", view.Say($"role.{reader.Role.ToString().ToLowerInvariant()}")))}</p>
            <form method="post" action="{OfficePages.SignOutPath}">{Hidden("key", formKey)}{Hidden("everywhere", "yes")}<button>{view.Say("pages.out.everywhere")}</button></form>
            </footer>
            """));
    }

    /// <summary>A page for whoever is not signed in, in both languages.</summary>
    /// <param name="key">Of the sentence that is said; its title is the pages' own.</param>
    /// <param name="after">What stands below it.</param>
    public Html Outside(string key, Html after = default) => Frame(Language.Hindi, texts.Say("pages.title", Language.Hindi), Html.Of($"""
        <header><span class="home"><img src="{files.AddressOf("icon.svg")}" alt="" width="40" height="40"><span>{texts.Say("pages.title", Language.Hindi)}</span></span></header>
        <main id="main" class="outside"><h1>{texts.Say("pages.title", Language.Hindi)} · <span lang="en">{texts.Say("pages.title", Language.English)}</span></h1>
        <p>{Markup.ToPlainText(texts.Say(key, Language.Hindi))}</p><p lang="en">{Markup.ToPlainText(texts.Say(key, Language.English))}</p>{after}</main>
        """));

    /// <summary>The address names nothing that the reader may see.</summary>
    public Html NotFound() => Outside("pages.notfound", Html.Of($"""
        <p><a href="{OfficePages.Root}">{texts.Say("pages.today", Language.Hindi)} · <span lang="en">{texts.Say("pages.today", Language.English)}</span></a></p>
        """));

    /// <summary>The form behind a link: only its button signs in, so that whoever merely looks at the link does not use it up.</summary>
    /// <param name="code">From outside: may be anything.</param>
    public Html SignIn(string code) => Outside("pages.in", Html.Of($"""
        <form method="post" action="{OfficePages.SignInPath}">{Hidden("code", code)}<button class="first">{texts.Say("pages.in.button", Language.Hindi)} · <span lang="en">{texts.Say("pages.in.button", Language.English)}</span></button></form>
        """));

    private static Html Hidden(string name, string value) => Html.Of($"<input type=\"hidden\" name=\"{name}\" value=\"{value}\">");

    private Html Frame(Language language, string title, Html content) => Html.Of($"""
        <!doctype html>
        <html lang="{language.Code()}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex">
        <title>{title}</title>
        <link rel="icon" href="{files.AddressOf("icon.svg")}" type="image/svg+xml">
        <link rel="stylesheet" href="{files.AddressOf(OfficePages.Style)}">
        </head>
        <body>
        {content}
        </body>
        </html>
        """);

    /// <summary>A choice among the reader's places, those between them and this one, and those below it; nothing when there is no choice.</summary>
    private static async Task<Html> PlacesAsync(OfficeView view, IOfficePage page)
    {
        var own = new List<Place>();
        foreach (var id in view.Offices.Select(office => office.PlaceId).Distinct().Take(MostPlaces))
            own.Add((await PlaceStore.FindAsync(view.Db, id))!);
        var above = view.Path.TakeWhile(place => own.All(one => one.Id != place.Id)).Reverse();
        var below = view.Place.Kind < PlaceKind.Panchayat ? await PlaceStore.BelowAsync(view.Db, view.Place.Id, view.Place.Kind + 1, 0, MostPlaces) : [];
        var places = own.Concat(above).Concat(below).DistinctBy(place => place.Id).ToList();
        return Html.Of($"""
            <form class="choose" method="get" action="{OfficePages.Root}/{page.Name}"><label for="place">{view.Say("pages.place")}</label>
            <select id="place" name="place">{places.Select(place => Html.Of($"<option value=\"{place.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)}\"{Html.Of($" selected").When(place.Id == view.Place.Id)}>{place.Name[view.Language]} ({view.Say($"pages.kind.{place.Kind.ToString().ToLowerInvariant()}")})</option>"))}</select>
            <button>{view.Say("pages.place.show")}</button></form>
            """).When(places.Count > 1);
    }
}
