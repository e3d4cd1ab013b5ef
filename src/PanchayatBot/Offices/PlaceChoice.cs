using System.Globalization;
using PanchayatBot.Conversations;
using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Places;

namespace PanchayatBot.Offices;

/// <summary>Choosing one of the own places: by button, page by page, or by typing part of a name.</summary>
/// <param name="Holding">Roles that make a place an own one.</param>
/// <param name="Levels">Levels wanted.</param>
/// <param name="Options">What is shown.</param>
/// <param name="Skipped">So many came before.</param>
/// <param name="More">There are more.</param>
public sealed record PlaceChoice(IReadOnlyList<Role> Holding, IReadOnlyList<PlaceKind> Levels, IReadOnlyList<PlaceOption> Options, int Skipped, bool More)
{
    private const int PageSize = 8;
    private const string Next = "next";

    /// <summary>The first page; without options when there is no such place.</summary>
    public static Task<PlaceChoice> FirstAsync(Turn turn, IEnumerable<Role> holding, IReadOnlyList<PlaceKind> levels) =>
        new PlaceChoice([.. holding], levels, [], 0, More: false).PageAsync(turn, [], 0);

    /// <summary>A button for each option, and one for more.</summary>
    public IReadOnlyList<Button> Buttons(Turn turn) =>
    [
        .. Options.Select(option => Button.Choice(option[turn.Language], option.Id.ToString(CultureInfo.InvariantCulture))),
        .. More ? new[] { Button.Choice(turn.Say("join.more"), Next) } : [],
    ];

    /// <summary>The option that was pressed; null when it was none of them.</summary>
    public PlaceOption? Chosen(Turn turn) =>
        long.TryParse(turn.Choice, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? Options.FirstOrDefault(option => option.Id == id) : null;

    /// <summary>What is shown after "more", or after part of a name was typed; null when nothing is found, or neither was done.</summary>
    public async Task<PlaceChoice?> MovedAsync(Turn turn)
    {
        if (turn.Choice is { } pressed)
            return pressed == Next && More ? await PageAsync(turn, [], Skipped + PageSize) : null;
        foreach (var reading in PlaceSearch.Readings(turn.Text))
        {
            if (await PageAsync(turn, reading, 0) is { Options.Count: > 0 } found)
                return found with { More = false };
        }

        return null;
    }

    private async Task<PlaceChoice> PageAsync(Turn turn, IReadOnlyList<string> sounds, int skip)
    {
        var places = turn.Chat.PersonId is { } person ? await Grants.PlacesAsync(turn.Db, person, Holding, Levels, sounds, skip, PageSize + 1) : [];
        var options = new List<PlaceOption>();
        foreach (var place in places.Take(PageSize))
            options.Add(await PlaceOption.FullAsync(turn.Db, place));
        return this with { Options = options, Skipped = skip, More = places.Count > PageSize };
    }
}
