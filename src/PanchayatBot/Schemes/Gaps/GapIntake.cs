using System.Globalization;
using Microsoft.Extensions.Options;
using PanchayatBot.Content;
using PanchayatBot.Conversations;
using PanchayatBot.Messages;
using PanchayatBot.Schemes.Finding;

namespace PanchayatBot.Schemes.Gaps;

/// <summary>Takes down the questions that had no good answer, and lets people leave them for the secretary.</summary>
public sealed class GapIntake(Texts texts, SchemeCards cards, IOptions<GapOptions> options) : IConversation
{
    /// <summary>The button below choices that says none was meant.</summary>
    public const string NoneRoute = "none";

    private const string UnhelpfulRoute = "gapunhelpful";
    private const string LeaveRoute = "gapleave";
    private const string TellRoute = "gaptell";
    private const string DoNotTellRoute = "gaptellnot";

    /// <inheritdoc />
    public void Map(Routes routes)
    {
        routes.Button(NoneRoute, NoneOfThemAsync);
        routes.Button(UnhelpfulRoute, UnhelpfulAsync);
        routes.Button(LeaveRoute, LeaveAsync);
        routes.Button(TellRoute, TellAsync);
        routes.Button(DoNotTellRoute, DoNotTellAsync);
    }

    /// <summary>Looks at an answer before it goes out: counts a refusal, and adds the buttons that speak of the question.</summary>
    /// <param name="turn">The turn in which the question was asked.</param>
    /// <param name="understanding">How its words were understood.</param>
    /// <param name="found">What was found.</param>
    /// <param name="reply">The answer.</param>
    public async Task<Reply> LookAtAsync(Turn turn, Understanding understanding, Found found, Reply reply)
    {
        if (found.Outcome == Outcome.OtherState || !GapText.IsPlausible(turn.Text, understanding))
            return reply;
        var kind = found.Outcome switch { Outcome.None => GapKind.Refused, Outcome.Choices => GapKind.Declined, _ => GapKind.Unhelpful };
        var last = new LastQuestion
        {
            Kind = Name(kind),
            Language = found.Language.Code(),
            Question = GapText.Masked(turn.Text),
            KeyWords = GapKeys.Write(Finder.KeyWords(understanding)),
            Scheme = kind == GapKind.Unhelpful ? found.Candidates[0].Scheme.Slug : null,
        };
        if (kind == GapKind.Refused)
            last.GapId = await CountAsync(turn, last);
        await GapStore.RememberAsync(turn.Db, turn.Chat.Address, last, turn.Now);
        return kind switch
        {
            GapKind.Refused => reply with { Buttons = [.. reply.Buttons, Leave(last, found.Language)] },
            GapKind.Declined => reply with { Buttons = [.. reply.Buttons.Select(button => button.Payload == Button.To("", NoneRoute).Payload ? About(button.Label, NoneRoute, last) : button)] },
            _ => reply with { Buttons = [.. reply.Buttons, About(texts.Say("gap.unhelpful.button", found.Language), UnhelpfulRoute, last)] },
        };
    }

    private async Task<Answer> NoneOfThemAsync(Turn turn, string number, CancellationToken cancellation)
    {
        var reply = cards.DoNotKnow(turn.Language, []);
        if (await GapStore.LastAsync(turn.Db, turn.Chat.Address, number, turn.Now) is not { } last)
            return Answer.Say(reply);
        await CountLaterAsync(turn, last);
        return Answer.Say(reply with { Buttons = [.. reply.Buttons, Leave(last, turn.Language)] });
    }

    private async Task<Answer> UnhelpfulAsync(Turn turn, string number, CancellationToken cancellation)
    {
        if (await GapStore.LastAsync(turn.Db, turn.Chat.Address, number, turn.Now) is not { } last)
            return Answer.Say(turn.Say("gap.stale"));
        await CountLaterAsync(turn, last);
        return Answer.Say(turn.Say("gap.unhelpful"), Leave(last, turn.Language), Button.To(turn.Say("menu.schemes"), "schemes"));
    }

    private async Task<Answer> LeaveAsync(Turn turn, string number, CancellationToken cancellation)
    {
        if (await GapStore.LastAsync(turn.Db, turn.Chat.Address, number, turn.Now) is not { } last)
            return Answer.Say(turn.Say("gap.stale"));
        if (await CountLaterAsync(turn, last) is not { } gap)
            return Answer.Say(turn.Say("gap.enough"));
        await GapStore.WantAsync(turn.Db, turn.Chat.Address, gap, turn.Now);
        return Answer.Say(turn.Say(turn.Chat.PanchayatId is null ? "gap.left.anywhere" : "gap.left", ("question", last.Question)), About(turn.Say("gap.tell"), TellRoute, last));
    }

    private async Task<Answer> TellAsync(Turn turn, string number, CancellationToken cancellation)
    {
        if (await GapStore.LastAsync(turn.Db, turn.Chat.Address, number, turn.Now) is not { GapId: { } gap })
            return Answer.Say(turn.Say("gap.stale"));
        await GapStore.WaitAsync(turn.Db, turn.Chat.Address, gap);
        return Answer.Say(turn.Say("gap.tell.done", ("days", options.Value.KeepDays)), Button.To(turn.Say("gap.tell.not"), DoNotTellRoute));
    }

    private static async Task<Answer> DoNotTellAsync(Turn turn, string argument, CancellationToken cancellation)
    {
        await GapStore.StopWaitingAsync(turn.Db, turn.Chat.Address);
        return Answer.Say(turn.Say("gap.tell.forgotten"));
    }

    private async Task<long?> CountLaterAsync(Turn turn, LastQuestion last)
    {
        if (last.GapId is null && await CountAsync(turn, last) is { } gap)
        {
            last.GapId = gap;
            await GapStore.LinkAsync(turn.Db, turn.Chat.Address, gap);
        }

        return last.GapId;
    }

    private Task<long?> CountAsync(Turn turn, LastQuestion last) =>
        GapStore.CountAsync(turn.Db, turn.Chat.Address, turn.Chat.PanchayatId ?? 0, last, options.Value, turn.Now);

    private Button Leave(LastQuestion last, Language language) => About(texts.Say("gap.leave", language), LeaveRoute, last);

    private static Button About(string label, string route, LastQuestion last) => Button.To(label, route, last.Number.ToString(CultureInfo.InvariantCulture));

    private static string Name(GapKind kind) => kind.ToString().ToLowerInvariant();
}
