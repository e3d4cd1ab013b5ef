using System.Text.Json.Serialization;
using PanchayatBot.Content;
using PanchayatBot.Conversations;
using PanchayatBot.Delivery.Broadcasts;
using PanchayatBot.Ledger;
using PanchayatBot.Messages;
using PanchayatBot.People;

namespace PanchayatBot.GramSabha.Meetings;

/// <summary>The question before something is reported of a resolution.</summary>
[JsonDerivedType(typeof(WhatNote), "note")]
public abstract record ReportStep
{
    /// <summary>इसके बारे में कुछ लिखना है?</summary>
    public sealed record WhatNote(long Item, ResolutionStatus Status) : ReportStep;
}

/// <summary>What became of the resolutions of a panchayat: everybody sees it, whoever wants to is told of changes, the secretary reports them.</summary>
public sealed class FollowResolutions(MeetingWords words) : IConversation
{
    /// <summary>The route to the list: number of the panchayat, then the page from 0; without them the chat's own.</summary>
    public const string Route = "resolutions";

    /// <summary>The route to one resolution.</summary>
    public const string CardRoute = "resolution";

    /// <summary>The route that stops telling of a resolution.</summary>
    public const string UnfollowRoute = "resolution-unfollow";

    private const string ReportRoute = "resolution-report";
    private const string Skip = "skip";
    private const int OnPage = 6;
    private const int LongestNote = 500;

    // So long it is remembered who was told.
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(30);

    /// <inheritdoc />
    public void Map(Routes routes)
    {
        routes.Dialog<ReportStep>("report", Question, NotedAsync);
        routes.Command("resolutions", (turn, _, _) => OwnAsync(turn));
        routes.Button(Route, (turn, argument, _) => argument.Length == 0 ? OwnAsync(turn) : ListedAsync(turn, argument));
        routes.Button(CardRoute, (turn, id, _) => CardAsync(turn, id));
        routes.Button("resolution-follow", (turn, id, _) => FollowAsync(turn, id, follow: true));
        routes.Button(UnfollowRoute, (turn, id, _) => FollowAsync(turn, id, follow: false));
        routes.Button(ReportRoute, (turn, argument, _) => ReportAsync(turn, argument), Role.Secretary);
    }

    private async Task<Answer> OwnAsync(Turn turn)
    {
        if (turn.Chat.PanchayatId is { } own)
            return await ListAsync(turn, own, 0);
        return await Grants.PanchayatsAsync(turn.Db, turn.Chat.PersonId, Role.WardMember) is [var only]
            ? await ListAsync(turn, only.Id, 0)
            : Answer.Say(turn.Say("resolutions.nowhere"), Button.To(turn.Say("menu.panchayat"), "join"));
    }

    private async Task<Answer> ListedAsync(Turn turn, string argument)
    {
        var parts = argument.Split(' ');
        return MeetingAccess.Number(parts[0]) is { } place && await MeetingAccess.MayAsync(turn, place, writes: false)
            ? await ListAsync(turn, place, MeetingAccess.Number(parts.ElementAtOrDefault(1)) ?? 0)
            : await Routes.UnknownButton(turn, "", CancellationToken.None);
    }

    private async Task<Answer> ListAsync(Turn turn, long place, long page)
    {
        var count = await ResolutionStore.CountAsync(turn.Db, place);
        var name = await MeetingAccess.FullNameAsync(turn.Db, place);
        if (count == 0)
            return Answer.Say(turn.Say("resolutions.none", ("place", name)));
        var skip = (int)Math.Min(page, (count - 1) / OnPage) * OnPage;
        var shown = await ResolutionStore.AllAsync(turn.Db, place, skip, OnPage);
        var today = Formats.IndianDate(turn.Now);
        var lines = shown.Select((item, at) => words.Line(item, skip + at + 1, today, turn.Language));
        return Answer.Say(turn.Say("resolutions.list", ("place", name), ("count", count)) + "\n\n" + string.Join("\n\n", lines),
        [
            .. shown.Select((item, at) => Button.To(turn.Say("resolutions.item", ("number", skip + at + 1)), CardRoute, $"{item.Id}")),
            .. skip > 0 ? new[] { Button.To(turn.Say("list.previous"), Route, $"{place} {(skip / OnPage) - 1}") } : [],
            .. skip + OnPage < count ? new[] { Button.To(turn.Say("list.next"), Route, $"{place} {(skip / OnPage) + 1}") } : [],
        ]);
    }

    /// <summary>The resolution that a button names, once it is published.</summary>
    private static async Task<MinuteItem?> FindAsync(Turn turn, string id, bool writes) =>
        await MeetingAccess.ItemAsync(turn, id, writes) is { Status: not null } item ? item : null;

    private async Task<Answer> CardAsync(Turn turn, string id)
    {
        if (await FindAsync(turn, id, writes: false) is not { } item)
            return await Routes.UnknownButton(turn, "", CancellationToken.None);
        var follows = (await Followers.OfAsync(turn.Db, turn.Chat.Address)).Contains(item.Subject);
        var reports = !turn.Message.InGroup && await Grants.HoldsAsync(turn.Db, turn.Chat.PersonId, Role.Secretary, item.PlaceId);
        return Answer.Say(words.Card(item, await ResolutionStore.StepsAsync(turn.Db, item.Id), turn.Language),
        [
            .. !turn.Message.InGroup ? new[] { follows ? Unfollow(turn, item) : Button.To(turn.Say("resolution.follow"), "resolution-follow", id) } : [],
            .. reports ? Reports(item).Select(status => Button.To(turn.Say($"resolution.report.{MeetingStore.Name(status)}"), ReportRoute, $"{item.Id} {MeetingStore.Name(status)}")) : [],
            Button.To(turn.Say("resolutions.all"), Route, $"{item.PlaceId}"),
        ]);
    }

    private static IEnumerable<ResolutionStatus> Reports(MinuteItem item) => Enum.GetValues<ResolutionStatus>().Where(status => status != ResolutionStatus.Open && status != item.Status);

    private static Button Unfollow(Turn turn, MinuteItem item) => Button.To(turn.Say("resolution.unfollow"), UnfollowRoute, $"{item.Id}");

    private static async Task<Answer> FollowAsync(Turn turn, string id, bool follow)
    {
        // Whoever followed and moved away may still stop.
        if (turn.Message.InGroup || (follow ? await FindAsync(turn, id, writes: false) : MeetingAccess.Number(id) is { } number ? await MeetingStore.ItemAsync(turn.Db, number) : null) is not { } item)
            return await Routes.UnknownButton(turn, "", CancellationToken.None);
        if (!follow)
        {
            await Followers.RemoveAsync(turn.Db, item.PlaceId, item.Subject, turn.Chat.Address);
            return Answer.Say(turn.Say("resolution.unfollowed"));
        }

        await Followers.AddAsync(turn.Db, item.PlaceId, item.Subject, turn.Chat.Address, turn.Now);
        return Answer.Say(turn.Say(turn.Chat.SilencedAt is null ? "resolution.followed" : "resolution.followed.silent"), Unfollow(turn, item));
    }

    private static async Task<Answer> ReportAsync(Turn turn, string argument)
    {
        var parts = argument.Split(' ');
        return parts.Length == 2 && Enum.TryParse<ResolutionStatus>(parts[1], ignoreCase: true, out var status) && Enum.IsDefined(status) && status != ResolutionStatus.Open
            && await FindAsync(turn, parts[0], writes: true) is { } item
            ? Answer.Ask<ReportStep>(new ReportStep.WhatNote(item.Id, status))
            : await Routes.UnknownButton(turn, "", CancellationToken.None);
    }

    // Why something could not be done is always told.
    private static Reply Question(Turn turn, ReportStep step) => step is ReportStep.WhatNote { Status: ResolutionStatus.Failed }
        ? new Reply(turn.Say("resolution.why"))
        : new Reply(turn.Say("resolution.what")) { Buttons = [Button.Choice(turn.Say("resolution.what.skip"), Skip)] };

    private async Task<Answer> NotedAsync(Turn turn, ReportStep step, CancellationToken cancellation)
    {
        var (id, status) = (((ReportStep.WhatNote)step).Item, ((ReportStep.WhatNote)step).Status);
        if (await FindAsync(turn, $"{id}", writes: true) is not { } item)
            return Answer.Close(turn.Say("button.unknown"), turn.MenuButtons);
        var note = turn.Choice is null ? OfficialText.CleanLine(turn.Text) : null;
        if (turn.Choice is null ? note is not { Length: > 0 } : turn.Choice != Skip || status == ResolutionStatus.Failed)
            return Answer.Pass;
        if (note?.Length > LongestNote)
            return Answer.Keep(turn.Say("minutes.long", ("most", LongestNote), ("length", note.Length)));
        if (await ResolutionStore.ReportAsync(turn.Db, item, status, note, turn.Chat.PersonId, turn.Now) is not { } number)
            return Answer.Say(turn.Say("resolution.already"), Button.To(turn.Say("resolution.open"), CardRoute, $"{id}"));
        await LedgerBook.WriteAsync(turn.Db, item.PlaceId, turn.Chat.PersonId, $"resolution-{MeetingStore.Name(status)}", item.Subject, new { number, note }, turn.Now);
        var followers = await Followers.CountAsync(turn.Db, item.PlaceId, item.Subject);
        if (followers > 0)
            await TellAsync(turn, item, status, note, number);
        return Answer.Say(turn.Say(followers > 0 ? "resolution.reported" : "resolution.reported.alone", ("status", words.Status(status, turn.Language)), ("count", followers)),
            Button.To(turn.Say("resolution.open"), CardRoute, $"{id}"));
    }

    private Task<long> TellAsync(Turn turn, MinuteItem item, ResolutionStatus status, string? note, int number)
    {
        IReadOnlyList<Reply> Said(Language language) => [new Reply(words.Told(item, status, note, turn.Now, language)) { Buttons = words.BelowTold(item, language) }];
        return BroadcastStore.OrderAsync(turn.Db, new BroadcastOrder(item.PlaceId, item.Subject, $"{item.Subject}:{number}", Said(Language.Hindi), Said(Language.English), turn.Now, turn.Now + Remembered)
        {
            Audience = Audience.Followers,
        }, turn.Now);
    }
}

/// <summary>What a chat follows is kept until it stops or is forgotten.</summary>
public sealed class FollowData : IPersonalData
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> TellAsync(Turn turn) => await Followers.OfAsync(turn.Db, turn.Chat.Address) is { Count: > 0 } followed
        ? [turn.Say("resolution.kept", ("count", followed.Count))]
        : [];

    /// <inheritdoc />
    public Task ForgetAsync(Turn turn) => Followers.RemoveAllAsync(turn.Db, turn.Chat.Address);
}
