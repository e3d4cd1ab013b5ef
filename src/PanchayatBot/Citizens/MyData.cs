using System.Text;
using System.Text.Json.Serialization;
using PanchayatBot.Content;
using PanchayatBot.Conversations;
using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Places;

namespace PanchayatBot.Citizens;

/// <summary>A person's rights over what is kept of them: see it, correct it, delete it, and be left in peace.</summary>
public sealed class MyData(IEnumerable<IPersonalData> kept) : IConversation
{
    private const string Yes = "yes";

    /// <summary>The question of the dialog.</summary>
    [JsonDerivedType(typeof(Sure), "sure")]
    public abstract record Step
    {
        /// <summary>सब मिटा दें?</summary>
        public sealed record Sure : Step;
    }

    /// <inheritdoc />
    public void Map(Routes routes)
    {
        routes.Dialog<Step>("mydata", (turn, _) => new Reply(turn.Say("mydata.forget.sure")) { Buttons = [Button.Choice(turn.Say("mydata.forget.yes"), Yes), Button.Choice(turn.Say("mydata.forget.no"), "no")] }, SureAsync);
        // Data belongs to a person; in a group anybody could silence or erase what all share.
        routes.Command("mydata", Routes.Privately(TellAsync));
        routes.Command("correct", Routes.Privately(CorrectAsync));
        routes.Command("forget", Routes.Privately((_, _, _) => Task.FromResult(Answer.Ask<Step>(new Step.Sure()))));
        routes.Button("forget-all", Routes.Privately((_, _, _) => Task.FromResult(Answer.Ask<Step>(new Step.Sure()))));
        routes.Command("stop", Routes.Privately(StopAsync));
        routes.Command("resume", Routes.Privately(ResumeAsync), listed: false);
    }

    private async Task<Answer> TellAsync(Turn turn, string argument, CancellationToken cancellation)
    {
        var told = new StringBuilder();
        foreach (var part in kept)
        {
            foreach (var line in await part.TellAsync(turn))
                told.Append("- ").Append(line).Append('\n');
        }

        return told.Length == 0
            ? Answer.Say(turn.Say("mydata.nothing"))
            : Answer.Say(turn.Say("mydata.title") + "\n\n" + told + "\n" + turn.Say("mydata.rights"), [.. Corrections(turn), Button.To(turn.Say("mydata.forget"), "forget-all")]);
    }

    private static Task<Answer> CorrectAsync(Turn turn, string argument, CancellationToken cancellation) => Task.FromResult(Answer.Say(turn.Say("mydata.correct"), [.. Corrections(turn)]));

    private static IEnumerable<Button> Corrections(Turn turn) =>
    [
        Button.To(turn.Say("mydata.correct.name"), "my-name"),
        Button.To(turn.Say("mydata.correct.panchayat"), "join"),
        Button.To(turn.Say("menu.language"), "language"),
        Button.To(turn.Say("menu.state"), "state"),
    ];

    private static Task<Answer> StopAsync(Turn turn, string argument, CancellationToken cancellation)
    {
        // In the midst of a form "stop" means the form.
        if (turn.Chat.Dialog is not null)
            return Task.FromResult(Answer.Close(turn.Say("cancel.done")));
        turn.Chat.SilencedAt ??= turn.Now;
        return Task.FromResult(Answer.Say(turn.Say("mydata.stopped"), turn.MenuButtons));
    }

    private static Task<Answer> ResumeAsync(Turn turn, string argument, CancellationToken cancellation)
    {
        turn.Chat.SilencedAt = null;
        return Task.FromResult(Answer.Say(turn.Say(turn.Chat.PanchayatId is null ? "mydata.resumed.none" : "mydata.resumed"), turn.MenuButtons));
    }

    private async Task<Answer> SureAsync(Turn turn, Step step, CancellationToken cancellation)
    {
        if (turn.Choice is null)
            return Answer.Pass;
        if (turn.Choice != Yes)
            return Answer.Say(turn.Say("mydata.forget.kept"), turn.MenuButtons);
        foreach (var part in kept)
            await part.ForgetAsync(turn);
        // Last: the others need to know who is meant.
        turn.Chat.PersonId = null;
        return Answer.Say(turn.Say("mydata.forgotten"));
    }
}

/// <summary>What this folder keeps: the name, the panchayat, the people of the household, and which consents were given.</summary>
public sealed class CitizenData(States states) : IPersonalData
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> TellAsync(Turn turn)
    {
        var lines = new List<string>();
        if (turn.Chat.PersonId is { } id && await PersonStore.FindAsync(turn.Db, id) is { IsNamed: true } person)
            lines.Add(turn.Say("mydata.name", ("name", person.Name[turn.Language])));
        if (turn.Chat.State is { } code && states.Find(code) is { } state)
            lines.Add(turn.Say("mydata.state", ("state", state.Name[turn.Language])));
        if ((turn.Chat.WardId ?? turn.Chat.PanchayatId) is { } placeId && await PlaceStore.FindAsync(turn.Db, placeId) is { } place)
            lines.Add(turn.Say("mydata.panchayat", ("place", (await PlaceOption.FullAsync(turn.Db, place))[turn.Language])));
        foreach (var member in (await ChatPeople.OfAsync(turn.Db, turn.Chat.Address)).Where(member => member.Id != turn.Chat.PersonId))
            lines.Add(turn.Say("mydata.member", ("name", member.Name[turn.Language])));
        if (turn.Chat.PersonId is { } known)
        {
            foreach (var (purpose, given) in await Consents.InForceAsync(turn.Db, known))
                lines.Add(turn.Say("mydata.consent", ("purpose", turn.Say($"consent.{purpose}")), ("date", Formats.Date(given, turn.Language))));
        }

        return lines;
    }

    /// <inheritdoc />
    public async Task ForgetAsync(Turn turn)
    {
        var people = (await ChatPeople.OfAsync(turn.Db, turn.Chat.Address)).Select(member => member.Id).ToHashSet();
        if (turn.Chat.PersonId is { } speaker)
            people.Add(speaker);
        foreach (var person in people)
        {
            await Consents.WithdrawAllAsync(turn.Db, person, turn.Now);
            await PersonStore.RenameAsync(turn.Db, person, new Bilingual("", ""));
            await PersonStore.MoveAsync(turn.Db, person, null);
            await ChatPeople.RemoveAsync(turn.Db, person);
        }

        (turn.Chat.PanchayatId, turn.Chat.WardId, turn.Chat.JoinedAt, turn.Chat.State, turn.Chat.Topic, turn.Chat.TopicAt) = (null, null, null, null, null, null);
    }
}
