using PanchayatBot.Content;
using PanchayatBot.Conversations;
using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Places;
using PanchayatBot.Storage;

namespace PanchayatBot.Offices;

/// <summary>An office within a place as a question shows it: kept with the question, which is put into words again without asking the database.</summary>
/// <param name="Role">The role behind it.</param>
/// <param name="Place">Where.</param>
/// <param name="Hi">What the place calls it in Hindi; empty where the usual word holds.</param>
/// <param name="En">The same in English.</param>
public sealed record OfficeOption(Role Role, PlaceOption Place, string Hi, string En)
{
    /// <summary>The office within a place.</summary>
    public static async Task<OfficeOption> OfAsync(Db db, States states, Role role, Place place)
    {
        var titles = await OfficeTitles.OfAsync(db, states, place);
        var (hindi, english) = role switch
        {
            Role.WardMember => (titles[Title.Member].Hindi, titles[Title.Member].English),
            Role.Secretary => (titles[Title.Secretary].Hindi, titles[Title.Secretary].English),
            // The officer in the bot need not be the development officer whose title the place has.
            _ => ("", ""),
        };
        return new(role, await PlaceOption.FullAsync(db, place), hindi, english);
    }

    /// <summary>The office with its place.</summary>
    public string Full(Turn turn) => turn.Say("office.of", ("office", Own(turn.Language) ?? NameOf(turn, Role)), ("place", Place[turn.Language]));

    /// <inheritdoc cref="Full(Turn)"/>
    public string Full(Texts texts, Language language) =>
        texts.Say("office.of", language, ("office", Own(language) ?? texts.Say(KeyOf(Role), language)), ("place", Place[language]));

    /// <summary>A role in words that hold everywhere.</summary>
    public static string NameOf(Turn turn, Role role) => turn.Say(KeyOf(role));

    private string? Own(Language language) => (language == Language.English ? En : Hi) is { Length: > 0 } own ? own : null;

    private static string KeyOf(Role role) => $"role.{role.ToString().ToLowerInvariant()}";
}
