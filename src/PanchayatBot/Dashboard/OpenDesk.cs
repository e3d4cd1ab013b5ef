using PanchayatBot.Conversations;
using PanchayatBot.Messages;
using PanchayatBot.People;

namespace PanchayatBot.Dashboard;

/// <summary>/desk: who holds an office from secretary upwards gets a link to the pages of the office, and can sign out everywhere.</summary>
public sealed class OpenDesk(BotLinks links) : IConversation
{
    /// <summary>The button that ends every sign-in.</summary>
    public const string EndRoute = "desk-end";

    private const string Route = "desk";

    /// <inheritdoc />
    public void Map(Routes routes)
    {
        routes.Command(Route, Routes.Privately((turn, _, _) => OfferAsync(turn)), needs: Role.Secretary);
        routes.Button(Route, Routes.Privately((turn, _, _) => OfferAsync(turn)), Role.Secretary);
        routes.Button(EndRoute, Routes.Privately((turn, _, _) => EndAsync(turn)), Role.Secretary);
        routes.Duty(5, "desk.duty", Route);
    }

    private async Task<Answer> OfferAsync(Turn turn)
    {
        var person = turn.Chat.PersonId!.Value;
        var address = links.ToPage(OfficePages.SignInPath + "?code=" + await SignIns.OfferAsync(turn.Db, person, turn.Chat.Address, turn.Language, turn.Now));
        var minutes = (int)SignIns.LinkLasts.TotalMinutes;
        Button[] end = await SignIns.CountAsync(turn.Db, person, turn.Now) > 0 ? [Button.To(turn.Say("desk.end"), EndRoute)] : [];
        // Messengers take a button for the address of a machine on the web only; while somebody tries the bot at their own machine, words do.
        return address.Host.Contains('.', StringComparison.Ordinal)
            ? Answer.Say(turn.Say("desk.link", ("minutes", minutes)), [Button.Link(turn.Say("desk.open"), address), .. end])
            : Answer.Say(turn.Say("desk.link.here", ("minutes", minutes), ("address", address)), end);
    }

    private static async Task<Answer> EndAsync(Turn turn)
    {
        var ended = await SignIns.EndAllAsync(turn.Db, turn.Chat.PersonId!.Value);
        return Answer.Say(turn.Say(ended > 0 ? "desk.ended" : "desk.ended.none"), Button.To(turn.Say("desk.duty"), Route));
    }
}

/// <summary>Sign-ins as part of what is kept of a person: they end with everything else.</summary>
public sealed class SignInData : IPersonalData
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> TellAsync(Turn turn) =>
        turn.Chat.PersonId is { } person && await SignIns.CountAsync(turn.Db, person, turn.Now) is > 0 and var count ? [turn.Say("mydata.desk", ("count", count))] : [];

    /// <inheritdoc />
    public async Task ForgetAsync(Turn turn)
    {
        if (turn.Chat.PersonId is { } person)
            await SignIns.EndAllAsync(turn.Db, person);
    }
}
