using PanchayatBot.Conversations;
using PanchayatBot.Delivery.Papers;
using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Places;

namespace PanchayatBot.Polls;

/// <summary>What an officer sees of one vote in many panchayats: the result of all together, and how many came in each.</summary>
public sealed class GroupDesk(PollWords words, PollTable table) : IConversation
{
    /// <summary>The route that shows it.</summary>
    public const string Route = "poll-group";

    private const string TableRoute = "poll-group-table";

    /// <inheritdoc />
    public void Map(Routes routes)
    {
        routes.Button(Route, Routes.Privately((turn, id, _) => ShowAsync(turn, id)), Role.Officer);
        routes.Button(TableRoute, Routes.Privately((turn, argument, _) => OrderAsync(turn, argument)), Role.Officer);
    }

    /// <summary>The members of the group, for an officer over all of them; null for everybody else.</summary>
    private static async Task<IReadOnlyList<GroupMember>?> MembersAsync(Turn turn, string id)
    {
        if (PollAccess.Number(id) is not { } group || await PollGroup.MembersAsync(turn.Db, group) is not { Count: > 0 } members)
            return null;
        // All panchayats of a group lie in one block.
        var block = (await PlaceStore.FindAsync(turn.Db, members[0].Poll.PlaceId))!.ParentId;
        if (block is { } above && await Grants.HoldsAsync(turn.Db, turn.Chat.PersonId, Role.Officer, above))
            return members;
        turn.Refuse($"poll group {group}");
        return null;
    }

    private async Task<Answer> ShowAsync(Turn turn, string id)
    {
        if (await MembersAsync(turn, id) is not { } members)
            return await Routes.UnknownButton(turn, "", CancellationToken.None);
        var content = members[0].Poll.Content;
        var together = await PollGroup.TogetherAsync(turn.Db, members.Select(member => member.Poll));
        var (people, roll) = (members.Sum(member => member.People), members.Sum(member => member.Roll));
        string[] parts =
        [
            turn.Say("pollgroup.head", ("question", content.Question), ("count", members.Count)),
            together is null
                ? turn.Say("pollgroup.waiting", ("closed", members.Count(member => member.Poll.State == PollState.Closed)), ("count", members.Count))
                : words.Counted(content, together, turn.Language),
            turn.Say("pollgroup.turnout", ("people", people), ("roll", roll), ("percent", PollWords.Percent(people, roll))),
            string.Join('\n', members.Select(member => turn.Say("pollgroup.line", ("place", member.Panchayat), ("people", member.People), ("roll", member.Roll), ("percent", member.Turnout))
                + (member.Poll.Result is { } result ? " - " + words.Lead(content, result.Tally, turn.Language) : ""))),
        ];
        return Answer.Say(string.Join("\n\n", parts.Where(part => part.Length > 0)),
            [.. PollTable.Endings.Select(format => Button.To(turn.Say($"results.as.{format}"), TableRoute, $"{id} {format}")), Button.To(turn.Say("polldesk.open"), PollDesk.CardRoute, PollWords.Number(members[0].Poll.Id))]);
    }

    private async Task<Answer> OrderAsync(Turn turn, string argument)
    {
        var parts = argument.Split(' ');
        if (parts.Length != 2 || !PollTable.Endings.Contains(parts[1]) || await MembersAsync(turn, parts[0]) is null)
            return await Routes.UnknownButton(turn, "", CancellationToken.None);
        await PaperOrders.AddAsync(turn.Db, table.Of(parts[1]), PollTable.SubjectOfGroup(PollAccess.Number(parts[0])!.Value), turn.Chat.Address, turn.Language, turn.Now);
        return Answer.Say(turn.Say("report.ordered"));
    }
}
