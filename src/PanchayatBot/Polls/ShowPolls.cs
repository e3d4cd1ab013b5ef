using PanchayatBot.Conversations;
using PanchayatBot.Delivery.Papers;
using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Places;
using PanchayatBot.Polls.Counting;
using PanchayatBot.Printing;

namespace PanchayatBot.Polls;

/// <summary>What everybody can look at: open votes, results, receipts.</summary>
public sealed class ShowPolls : IConversation
{
    /// <summary>The button that lists results.</summary>
    public const string ResultsRoute = "poll-results";

    /// <summary>The button that looks for a receipt.</summary>
    public const string ReceiptRoute = "receipt";

    private const int MostOpen = 5;
    private const int MostClosed = 3;
    private const int LongestCode = 12;

    private readonly PollWords _words;

    /// <summary>Puts votes into words and pictures.</summary>
    public ShowPolls(PollWords words, Press press)
    {
        _words = words;
        Picture = new PaperKind("poll-picture", async (db, subject, language) =>
        {
            if (PollAccess.Number(subject) is not { } id || await PollStore.FindAsync(db, id) is not { State: PollState.Closed } poll || await PlaceStore.FindAsync(db, poll.PlaceId) is not { } place)
                return null;
            var chart = words.Chart(poll, place, language);
            return () => [.. press.Chart(chart, language).Pictures(Press.PictureWidth).Select((picture, at) => new Paper(at == 0 ? words.PictureWords(poll, language) : "", $"result-{poll.Id}.png", "image/png", picture))];
        });
    }

    /// <summary>The result as a picture.</summary>
    public PaperKind Picture { get; }

    /// <inheritdoc />
    public void Map(Routes routes)
    {
        routes.Command("polls", (turn, _, _) => OpenAsync(turn));
        routes.Button("polls", (turn, _, _) => OpenAsync(turn));
        routes.Menu(57, "menu.polls", "polls");
        routes.Button(ResultsRoute, (turn, _, _) => ResultsAsync(turn));
        routes.Button(PollWords.ShowRoute, (turn, id, _) => OfOwnAsync(turn, id, ShowAsync));
        routes.Button(PollWords.PictureRoute, (turn, id, _) => OfOwnAsync(turn, id, PictureAsync));
        routes.Button(PollWords.ReceiptsRoute, (turn, id, _) => OfOwnAsync(turn, id, ReceiptsAsync));
        routes.Button(ReceiptRoute, (turn, code, _) => ReceiptAsync(turn, code));
        routes.Command("receipt", (turn, code, _) => ReceiptAsync(turn, code));
    }

    private static async Task<Answer> OfOwnAsync(Turn turn, string id, Func<Turn, Poll, Task<Answer>> act) =>
        await PollAccess.OfOwnAsync(turn, id) is { } poll ? await act(turn, poll) : await Routes.UnknownButton(turn, "", CancellationToken.None);

    private async Task<Answer> OpenAsync(Turn turn)
    {
        var serves = turn.Chat.PersonId is { } person && await Grants.HighestAsync(turn.Db, person) >= Role.Secretary;
        Button[] more = serves ? [Button.To(turn.Say("newpoll.button"), CallPoll.Route), Button.To(turn.Say("polldesk.button"), PollDesk.Route)] : [];
        if (turn.Chat.PanchayatId is not { } place || await PlaceStore.FindAsync(turn.Db, place) is not { } panchayat)
            return Answer.Say(turn.Say("polls.nowhere"), [Button.To(turn.Say("polls.choose"), "panchayat"), .. more]);
        var polls = await PollStore.OpenForAsync(turn.Db, place, turn.Chat.WardId, turn.Now, MostOpen);
        if (polls.Count == 0)
            return Answer.Say(turn.Say("polls.none"), [Button.To(turn.Say("polls.results"), ResultsRoute), .. more.Length > 0 ? more : turn.MenuButtons]);
        var replies = new List<Reply>();
        foreach (var poll in polls)
        {
            var shown = _words.Announced(poll, panchayat, turn.Language);
            replies.AddRange(shown.SkipLast(1));
            replies.Add(await OwnAsync(turn, poll) is { } own ? shown[^1] with { Text = shown[^1].Text + "\n\n" + own } : shown[^1]);
        }

        return Answer.Say(replies);
    }

    /// <summary>Whether the speaker has voted, and in an open vote what; null when not.</summary>
    private static async Task<string?> OwnAsync(Turn turn, Poll poll)
    {
        if (turn.Chat.PersonId is not { } person || await PollStore.WayAsync(turn.Db, poll.Id, person) is null)
            return null;
        var content = poll.Content;
        return !content.IsSecret && await PollStore.VoteOfAsync(turn.Db, poll.Id, person) is { } choices && Ballot.Parse(content.Kind, content.Most, content.Options.Count, choices) is { } ballot
            ? turn.Say("polls.voted.so", ("choice", PollWords.Choice(content, ballot, turn.Language)))
            : turn.Say("polls.voted");
    }

    private async Task<Answer> ResultsAsync(Turn turn)
    {
        if (turn.Chat.PanchayatId is not { } place || await PlaceStore.FindAsync(turn.Db, place) is not { } panchayat)
            return Answer.Say(turn.Say("polls.nowhere"), Button.To(turn.Say("polls.choose"), "panchayat"));
        var closed = (await PollStore.ClosedAsync(turn.Db, place, MostClosed)).Where(poll => PollAccess.Concerns(turn, poll)).ToList();
        return closed.Count == 0 ? Answer.Say(turn.Say("polls.none"), turn.MenuButtons) : Answer.Say([.. closed.Select(poll => _words.Result(poll, panchayat, turn.Language))]);
    }

    private async Task<Answer> ShowAsync(Turn turn, Poll poll)
    {
        if (poll.State == PollState.Cancelled)
            return Answer.Say(turn.Say("vote.cancelled", ("reason", poll.Reason)));
        if (poll.State == PollState.Closed)
            return Answer.Say(_words.Result(poll, (await PlaceStore.FindAsync(turn.Db, poll.PlaceId))!, turn.Language));
        return Answer.Say(poll.Content.IsHidden ? turn.Say("poll.hidden") : _words.Live(poll, await PollCount.LiveAsync(turn.Db, poll), turn.Language));
    }

    private async Task<Answer> PictureAsync(Turn turn, Poll poll)
    {
        if (poll.State != PollState.Closed)
            return Answer.Say(turn.Say("poll.hidden"));
        await PaperOrders.AddAsync(turn.Db, Picture, PollWords.Number(poll.Id), turn.Chat.Address, turn.Language, turn.Now);
        return Answer.Silence;
    }

    private async Task<Answer> ReceiptsAsync(Turn turn, Poll poll) => poll.State == PollState.Closed
        ? Answer.Say(_words.Receipts(await BallotBox.ReceiptsAsync(turn.Db, poll.Id), turn.Language))
        : Answer.Say(turn.Say("poll.hidden"));

    private static async Task<Answer> ReceiptAsync(Turn turn, string typed)
    {
        var code = new string([.. typed.Where(char.IsAsciiLetterOrDigit).Take(LongestCode)]).ToUpperInvariant();
        if (code.Length == 0)
            return Answer.Say(turn.Say("receipt.ask"));
        if (await BallotBox.ReceiptAsync(turn.Db, code) is not { } id || await PollStore.FindAsync(turn.Db, id) is not { } poll)
            return Answer.Say(turn.Say("receipt.unknown", ("code", code)));
        return poll.State switch
        {
            PollState.Cancelled => Answer.Say(turn.Say("vote.cancelled", ("reason", poll.Reason))),
            PollState.Closed => Answer.Say(turn.Say("receipt.counted", ("code", code), ("question", poll.Content.Question))),
            _ => Answer.Say(turn.Say("receipt.waiting", ("code", code), ("question", poll.Content.Question))),
        };
    }
}
