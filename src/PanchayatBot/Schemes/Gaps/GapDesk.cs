using System.Globalization;
using PanchayatBot.Content;
using PanchayatBot.Conversations;
using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Schemes.Finding;

namespace PanchayatBot.Schemes.Gaps;

/// <summary><c>/gaps</c>: what people asked in vain, for those who look after a panchayat. To everybody else it does not exist.</summary>
public sealed partial class GapDesk(LiveSchemeLibrary library, DraftFolder drafts, ILogger<GapDesk> log) : IConversation
{
    private const int GroupsOnPage = 6;
    private const int MostShown = 8;
    private const int MostPlaces = 5;
    private const int MostKnown = 5;
    private const int LongestLabel = 32;
    private const int MostNames = 50;
    private const char Slash = '/';

    /// <inheritdoc />
    public void Map(Routes routes)
    {
        routes.Command("gaps", (turn, _, _) => ListAsync(turn, ""), needs: Role.Secretary);
        routes.Button("gaps", (turn, page, _) => ListAsync(turn, page), Role.Secretary);
        routes.Duty(40, "duty.gaps", "gaps");
        routes.Button("gap", (turn, id, _) => OfGroupAsync(turn, id, (group, _) => Task.FromResult(Show(turn, group))), Role.Secretary);
        routes.Button("gapdraft", (turn, id, _) => OfGroupAsync(turn, id, (group, _) => DraftAsync(turn, group)), Role.Secretary);
        routes.Button("gapknown", (turn, id, _) => OfGroupAsync(turn, id, (group, slug) => KnownAsync(turn, group, slug)), Role.Secretary);
        routes.Button("gapremove", (turn, id, _) => OfGroupAsync(turn, id, (group, _) => RemoveAsync(turn, group)), Role.Secretary);
    }

    private static Answer Unknown(Turn turn) => Answer.Say(turn.Say("button.unknown"), turn.MenuButtons);

    private static async Task<Answer> ListAsync(Turn turn, string page)
    {
        if (await PlacesAsync(turn) is not { Count: > 0 } places)
            return Unknown(turn);
        var groups = await GroupsAsync(turn, places);
        if (groups.Count == 0)
            return Answer.Say(turn.Say("gap.list.empty"));
        _ = int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var from);
        from = Math.Min(from, (groups.Count - 1) / GroupsOnPage);
        var shown = groups.Skip(from * GroupsOnPage).Take(GroupsOnPage).ToList();
        var lines = shown.Select((group, at) => turn.Say("gap.list.line", ("number", Number((from * GroupsOnPage) + at + 1)), ("question", group.Title), ("count", group.Asked)));
        List<Button> buttons = [.. shown.Select((group, at) => Button.To(Label($"{(from * GroupsOnPage) + at + 1}. {group.Title}"), "gap", Number(group.Id)))];
        if (from > 0)
            buttons.Add(Button.To(turn.Say("gap.list.previous"), "gaps", Number(from - 1)));
        if ((from + 1) * GroupsOnPage < groups.Count)
            buttons.Add(Button.To(turn.Say("gap.list.next"), "gaps", Number(from + 1)));
        return Answer.Say(turn.Say("gap.list", ("count", groups.Count)) + "\n\n" + string.Join('\n', lines), buttons);
    }

    /// <summary>Finds the group that a button names among those the person may see; anything else in the button is for the action.</summary>
    private static async Task<Answer> OfGroupAsync(Turn turn, string argument, Func<Opened, string, Task<Answer>> act)
    {
        if (await PlacesAsync(turn) is not { Count: > 0 } places)
            return Unknown(turn);
        var slash = argument.IndexOf(Slash, StringComparison.Ordinal);
        var groups = await GroupsAsync(turn, places);
        var group = long.TryParse(slash < 0 ? argument : argument[..slash], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? groups.Find(group => group.Questions.Any(question => question.Id == id))
            : null;
        return group is null
            ? Answer.Say(turn.Say("gap.gone"), Back(turn))
            : await act(new(group, places), slash < 0 ? "" : argument[(slash + 1)..]);
    }

    private static Answer Show(Turn turn, Opened opened)
    {
        var (group, places) = opened;
        var counts = group.Questions.GroupBy(question => question.PlaceId).OrderByDescending(place => place.Sum(question => question.Asked)).Take(MostPlaces)
            .Select(place => turn.Say("gap.place", ("place", places[place.Key] ?? new(turn.Say("gap.place.unknown"), turn.Say("gap.place.unknown"))), ("count", place.Sum(question => question.Asked))));
        var text = turn.Say("gap.group", ("question", group.Title), ("count", group.Asked)) + "\n\n"
            + string.Join('\n', counts) + "\n\n"
            + turn.Say("gap.wordings") + "\n\n"
            + string.Join('\n', group.Wordings.Take(MostShown).Select(wording => "- " + Markup.Escape(wording)));
        if (group.Questions.Sum(question => question.Wanted) is > 0 and var wanted)
            text += "\n\n" + turn.Say("gap.wanted", ("count", wanted));
        if (group.Questions.Select(question => question.Scheme).FirstOrDefault(slug => slug is not null) is { } scheme)
            text += "\n\n" + turn.Say("gap.answered", ("scheme", scheme));
        var id = Number(group.Id);
        return Answer.Say(text,
            Button.To(turn.Say("gap.draft"), "gapdraft", id), Button.To(turn.Say("gap.known"), "gapknown", id), Button.To(turn.Say("gap.remove"), "gapremove", id), Back(turn));
    }

    /// <summary>The file first, then the commit that tells of it: whoever is told of a draft finds it, even after a crash in between. The name
    /// is taken in the database, where two who draft at once queue up; the same turn again finds its own file by the origin in it.</summary>
    private async Task<Answer> DraftAsync(Turn turn, Opened opened)
    {
        var (group, catalog) = (opened.Group, library.Value.Catalog);
        var (stem, text) = (Draft.SlugOf(group), Draft.Write(group, catalog.Categories));
        for (var number = 1; number <= MostNames; number++)
        {
            var slug = number == 1 ? stem : $"{stem}-{number}";
            if (catalog.BySlug.ContainsKey(slug))
                continue;
            if (!await GapStore.TakeSlugAsync(turn.Db, slug, group.Id, turn.Now))
            {
                // Taken by somebody who pressed at the same moment: then the draft is made.
                if (await GapStore.OriginOfDraftAsync(turn.Db, slug) is { } origin && group.Questions.Any(question => question.Id == origin))
                    return Answer.Say(turn.Say("gap.gone"), Back(turn));
                continue;
            }

            var outcome = OnDisk(() => drafts.Write(slug, text, Draft.OriginLine(group)));
            if (outcome != true)
                await GapStore.ReturnSlugAsync(turn.Db, slug);
            if (outcome is null)
                return Answer.Say(turn.Say("gap.unwritable"), Back(turn));
            if (outcome == false)
                continue;
            await CloseAsync(turn, group, "draft", slug);
            return Answer.Say(turn.Say("gap.drafted", ("slug", slug), ("question", group.Title)), Back(turn));
        }

        return Answer.Say(turn.Say("gap.unwritable"), Back(turn));
    }

    private async Task<Answer> KnownAsync(Turn turn, Opened opened, string slug)
    {
        var (group, finder, catalog) = (opened.Group, library.Value.Finder, library.Value.Catalog);
        if (!catalog.BySlug.TryGetValue(slug, out var scheme))
        {
            var near = finder.Find(new Question(group.Title)).Candidates.Take(MostKnown).ToList();
            return Answer.Say(turn.Say(near.Count == 0 ? "gap.known.none" : "gap.known.which", ("question", group.Title)),
                [.. near.Select(candidate => Button.To(candidate.Scheme.Short[turn.Language], "gapknown", $"{Number(group.Id)}{Slash}{candidate.Scheme.Slug}")), Back(turn)]);
        }

        if (OnDisk(() =>
        {
            drafts.AddWordings(slug, group.Wordings);
            return true;
        }) is null)
            return Answer.Say(turn.Say("gap.unwritable"), Back(turn));
        await CloseAsync(turn, group, "known", slug);
        return Answer.Say(turn.Say("gap.known.done", ("scheme", scheme.Short)), Back(turn));
    }

    private static async Task<Answer> RemoveAsync(Turn turn, Opened opened)
    {
        await CloseAsync(turn, opened.Group, "removed", slug: null);
        return Answer.Say(turn.Say("gap.removed", ("question", opened.Group.Title)), Back(turn));
    }

    private static async Task CloseAsync(Turn turn, GapGroup group, string how, string? slug)
    {
        foreach (var question in group.Questions)
            await GapStore.CloseAsync(turn.Db, question, how, slug);
    }

    /// <summary>Null, with the reason in the log, when the folder cannot be written.</summary>
    private bool? OnDisk(Func<bool> write)
    {
        try
        {
            return write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogUnwritable(drafts.FolderPath, e.Message);
            return null;
        }
    }

    /// <summary>The panchayats of the person with their names; under 0 those who told no panchayat, for officers and above. Empty for everybody else,
    /// and in groups, where others read along.</summary>
    private static async Task<IReadOnlyDictionary<long, Bilingual?>> PlacesAsync(Turn turn)
    {
        var places = new Dictionary<long, Bilingual?>();
        if (turn.Message.InGroup || turn.Chat.PersonId is not { } person)
            return places;
        foreach (var place in await Grants.PanchayatsAsync(turn.Db, person, Role.Secretary))
            places.Add(place.Id, place.Name);
        if (await Grants.HighestAsync(turn.Db, person) >= Role.Officer)
            places.Add(0, null);
        return places;
    }

    private static async Task<List<GapGroup>> GroupsAsync(Turn turn, IReadOnlyDictionary<long, Bilingual?> places)
    {
        var open = new List<GapQuestion>();
        foreach (var place in places.Keys)
            open.AddRange(await GapStore.OpenAsync(turn.Db, place));
        return GapGroups.Of(open);
    }

    private static Button Back(Turn turn) => Button.To(turn.Say("gap.back"), "gaps");

    private static string Label(string text) => text.Length <= LongestLabel ? text : text[..(LongestLabel - 1)].TrimEnd() + "…";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Drafts cannot be written to {Folder}: {Reason} Give the bot's user the right to write there, or set Gaps:DraftFolder")]
    private partial void LogUnwritable(string folder, string reason);

    /// <summary>A group with the places its reader may see.</summary>
    private sealed record Opened(GapGroup Group, IReadOnlyDictionary<long, Bilingual?> Places);
}
