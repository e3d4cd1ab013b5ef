using PanchayatBot.Content;
using PanchayatBot.Dashboard;
using PanchayatBot.Places;
using PanchayatBot.Storage;

namespace PanchayatBot.Citizens;

/// <summary>Telephones and people on the pages of the office: numbers alone, nobody by name.</summary>
public sealed class PeoplePage : IOfficePage
{
    private const int OnLeaf = 50;
    private const int DaysOfNews = 30;

    /// <summary>Fewer would show who they are.</summary>
    private const int FewestShown = 10;

    /// <inheritdoc />
    public string Name => "people";

    /// <inheritdoc />
    public int Order => 30;

    /// <inheritdoc />
    public async Task<Html?> BodyAsync(OfficeView view)
    {
        var since = view.Now.AddDays(-DaysOfNews);
        var all = await PeopleCount.WithinAsync(view.Db, view.Place.Id, since);
        return Html.Join(
            Parts.Facts(
                (view.Say("pages.people.connected"), Parts.Number(all.Connected)), (view.Say("pages.people.fresh", ("days", DaysOfNews)), Parts.Number(all.Fresh)),
                (view.Say("pages.people.silent"), Parts.Number(all.Silent)), (view.Say("pages.people.unreachable"), Parts.Number(all.Unreachable)),
                (view.Say("pages.people.adults"), Parts.Number(all.Adults))),
            Parts.Paragraph(view.Say("pages.people.about")),
            view.IsPanchayat ? await WardsAsync(view) : await PanchayatsAsync(view, since));
    }

    /// <inheritdoc />
    public Task<Html> TodayAsync(OfficeView view) => Task.FromResult(Html.Empty);

    private static async Task<Html> WardsAsync(OfficeView view)
    {
        var table = new Table(view.Say("pages.people.wards"), new(view.Say("results.column.ward")), new(view.Say("pages.people.connected"), IsNumber: true)) { ShowsCaption = true };
        foreach (var ward in await PeopleCount.WardsAsync(view.Db, view.Place.Id, FewestShown))
            table.Add(Parts.Text(ward.Name[view.Language]), Parts.Number(ward.Connected));
        return table.ToHtml();
    }

    private async Task<Html> PanchayatsAsync(OfficeView view, DateTimeOffset since)
    {
        var rows = await PeopleCount.PanchayatsAsync(view.Db, view.Place.Id, since, view.Leaf * OnLeaf, OnLeaf + 1);
        var table = new Table(view.Say("pages.people.panchayats"),
            new(view.Say("results.column.panchayat")), new(view.Say("results.column.block")), new(view.Say("pages.people.secretary")), new(view.Say("pages.people.connected"), IsNumber: true),
            new(view.Say("pages.people.fresh", ("days", DaysOfNews)), IsNumber: true), new(view.Say("pages.people.unreachable"), IsNumber: true), new(view.Say("pages.people.adults"), IsNumber: true));
        foreach (var row in rows.Take(OnLeaf))
        {
            table.Add(Parts.Link(OfficeView.LinkTo(Name, row.Id), row.Name[view.Language]), Parts.Text(row.Block?[view.Language] ?? ""),
                Parts.Text(view.Say(row.HasSecretary ? "pages.people.secretary.yes" : "pages.people.secretary.no")),
                Parts.Number(row.Connected), Parts.Number(row.Fresh), Parts.Number(row.Unreachable), Parts.Number(row.Adults));
        }

        return Html.Join(table.ToHtml(), Parts.Leaves(view, Name, rows.Count > OnLeaf));
    }
}

/// <summary>How many telephones and people belong to a place.</summary>
public sealed class PeopleCount
{
    private const string Counts = """
        count(c.chat_id) as connected, count(case when c.joined_at >= @since then 1 end) as fresh,
        count(case when c.silenced_at is not null then 1 end) as silent, count(case when c.unreachable_since is not null then 1 end) as unreachable
        """;

    /// <summary>The panchayat or ward; 0 for all together.</summary>
    public long Id { get; init; }

    /// <summary>Chats that chose the panchayat, its own group left aside.</summary>
    public long Connected { get; init; }

    /// <summary>Of them those that chose it of late.</summary>
    public long Fresh { get; init; }

    /// <summary>Of them those that want no notices.</summary>
    public long Silent { get; init; }

    /// <summary>Of them those that nothing reaches.</summary>
    public long Unreachable { get; init; }

    /// <summary>Persons of the panchayat who declared to be 18 or older.</summary>
    public long Adults { get; init; }

    /// <summary>Its name.</summary>
    public Bilingual Name => new(NameHi, NameEn);

    /// <summary>The block's name; null for a panchayat without one.</summary>
    public Bilingual? Block => BlockHi is null ? null : new(BlockHi, BlockEn!);

    /// <summary>True if somebody holds the office of its secretary.</summary>
    public bool HasSecretary => Secretaries > 0;

    internal long Secretaries { get; init; }

    internal string NameHi { get; init; } = "";

    internal string NameEn { get; init; } = "";

    internal string? BlockHi { get; init; }

    internal string? BlockEn { get; init; }

    /// <summary>A place and all below it together.</summary>
    public static Task<PeopleCount> WithinAsync(Db db, long place, DateTimeOffset since) => db.SingleAsync<PeopleCount>($"""
        {PlaceStore.Down}
        select {Counts}, (select count(*) from person p where p.adult_at is not null and p.place_id in (select id from down)) as adults
        from chat c where c.panchayat_id in (select id from down) and c.linked_at is null
        """, new { place, since });

    /// <summary>The panchayats within a place, by name.</summary>
    public static Task<IReadOnlyList<PeopleCount>> PanchayatsAsync(Db db, long place, DateTimeOffset since, int skip, int most) => db.QueryAsync<PeopleCount>($"""
        {PlaceStore.Down},
        shown as (
            select p.id, p.name_hi, p.name_en, b.name_hi as block_hi, b.name_en as block_en
            from place p join down on down.id = p.id left join place b on b.id = p.parent_id
            where p.kind = 'Panchayat' order by b.name_hi, p.name_hi, p.id limit @most offset @skip),
        counted as (select c.panchayat_id, {Counts} from chat c where c.panchayat_id in (select id from shown) and c.linked_at is null group by c.panchayat_id)
        select s.*, coalesce(n.connected, 0) as connected, coalesce(n.fresh, 0) as fresh, coalesce(n.silent, 0) as silent, coalesce(n.unreachable, 0) as unreachable,
            (select count(*) from person p where p.place_id = s.id and p.adult_at is not null) as adults,
            (select count(*) from role_grant g where g.place_id = s.id and g.role = 'Secretary' and g.revoked_at is null) as secretaries
        from shown s left join counted n on n.panchayat_id = s.id order by s.block_hi, s.name_hi, s.id
        """, new { place, since, skip, most });

    /// <summary>The wards of a panchayat to which at least so many telephones belong.</summary>
    public static Task<IReadOnlyList<PeopleCount>> WardsAsync(Db db, long panchayat, int atLeast) => db.QueryAsync<PeopleCount>("""
        select w.id, w.name_hi, w.name_en, count(*) as connected from chat c join place w on w.id = c.ward_id
        where c.panchayat_id = @panchayat and c.linked_at is null group by w.id, w.name_hi, w.name_en having count(*) >= @atLeast order by length(w.name_hi), w.name_hi
        """, new { panchayat, atLeast });
}
