using System.Globalization;
using PanchayatBot.Content;
using PanchayatBot.Ledger;
using PanchayatBot.People;
using PanchayatBot.Places;

namespace PanchayatBot.Dashboard;

/// <summary>The register of official acts, a place's chain at a time, the newest first. Every entry shown is held against the seal of the one before it.</summary>
internal sealed class LedgerPage : IOfficePage
{
    private const int OnLeaf = 50;
    private const int MostChains = 300;

    /// <inheritdoc />
    public string Name => "ledger";

    /// <inheritdoc />
    public int Order => 60;

    /// <inheritdoc />
    public async Task<Html?> BodyAsync(OfficeView view)
    {
        var below = view.Number("below") ?? long.MaxValue;
        // One more than is shown: the seal of the oldest is made with it, and it tells whether there is more.
        var entries = await LedgerBook.LeafAsync(view.Db, view.Place.Id, below, OnLeaf + 1);
        var names = new Dictionary<long, string>();
        var table = new Table(view.Say("pages.ledger.acts"),
            new(view.Say("pages.ledger.act")), new(view.Say("pages.ledger.when")), new(view.Say("pages.ledger.who")), new(view.Say("pages.ledger.details")), new(view.Say("pages.ledger.seal")));
        foreach (var (entry, at) in entries.Take(OnLeaf).Select((entry, at) => (entry, at)))
        {
            if (entry.ActorId is { } actor && !names.ContainsKey(actor))
                names.Add(actor, await PersonStore.FindAsync(view.Db, actor) is { IsNamed: true } person ? person.Name[view.Language] : view.Say("pages.subject.person", ("number", actor)));
            var holds = entry.Hash == entry.HashAfter(at + 1 < entries.Count ? entries[at + 1].Hash : "");
            table.Add(
                Html.Of($"{entry.Number}. {Act(view, entry)}"), Parts.Text(Formats.DateAndTime(entry.At, view.Language)),
                Parts.Text(entry.ActorId is { } by ? names[by] : view.Say("pages.ledger.bot")),
                Html.Of($"<details><summary>{Subject(view, entry.Subject)}</summary><p class=\"code\">{entry.Details}</p></details>"),
                Html.Of($"{view.Say(holds ? "pages.ledger.holds" : "pages.ledger.broken")} <span class=\"code\">{entry.Hash[..Math.Min(entry.Hash.Length, 12)]}…</span>"));
        }

        return Html.Join(
            Parts.Paragraph(view.Say("pages.ledger.about")),
            entries.Count == 0 ? Parts.Paragraph(view.Say("pages.ledger.none")) : table.ToHtml(),
            Html.Of($"<nav class=\"pager\" aria-label=\"{view.Say("pages.leaves")}\">{Parts.Link(view.Link(Name, ("below", entries.Count > OnLeaf ? entries[OnLeaf - 1].Number.ToString(CultureInfo.InvariantCulture) : "")), view.Say("pages.ledger.older") + " →")}</nav>").When(entries.Count > OnLeaf),
            await ChainsAsync(view));
    }

    /// <inheritdoc />
    public Task<Html> TodayAsync(OfficeView view) => Task.FromResult(Html.Empty);

    /// <summary>The registers of the places below.</summary>
    private async Task<Html> ChainsAsync(OfficeView view)
    {
        var table = new Table(view.Say("pages.ledger.chains"), new(view.Say("pages.ledger.place")), new(view.Say("pages.ledger.entries"), IsNumber: true));
        foreach (var (place, entries) in (await LedgerBook.ChainsAsync(view.Db, view.Place.Id, MostChains)).Where(chain => chain.PlaceId != view.Place.Id))
            table.Add(Parts.Link(OfficeView.LinkTo(Name, place), (await PlaceStore.FindAsync(view.Db, place))!.Name[view.Language]), Parts.Number(entries));
        return Parts.Section(view.Say("pages.ledger.chains"), table.ToHtml());
    }

    /// <summary>मतदान 3: what stands behind the colon is a number, or a code that tells nobody anything.</summary>
    private static string Subject(OfficeView view, string subject)
    {
        var parts = subject.Split(':', 2);
        var key = $"pages.subject.{parts[0]}";
        return !view.Knows(key) ? subject : view.Say(key, ("number", parts.Length > 1 && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out _) ? parts[1] : ""));
    }

    private static string Act(OfficeView view, LedgerEntry entry) =>
        KeyOf(entry.Act) is var key && view.Knows(key) ? view.Say(key) : entry.Act;

    /// <summary>The text that says an act in words.</summary>
    internal static string KeyOf(string act) => "ledger." + act.Replace('-', '.');
}
