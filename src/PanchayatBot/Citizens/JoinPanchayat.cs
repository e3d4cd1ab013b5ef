using System.Globalization;
using System.Text.Json.Serialization;
using PanchayatBot.Conversations;
using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Places;

namespace PanchayatBot.Citizens;

/// <summary>Choosing the own gram panchayat: by its link (a QR code on the office wall), by typing part of the name, or from the list; then
/// the consent to hear its notices.</summary>
public sealed class JoinPanchayat : IConversation
{
    /// <summary>Purpose of the consent that this dialog asks for.</summary>
    public const string Purpose = "notices";

    /// <summary>Version of the words under <c>join.agree</c>; changes when their meaning does.</summary>
    public const string NoticeVersion = "2026-11";

    private const int PageSize = 8;
    private const int MostFound = 8;
    private const string Browse = "browse";
    private const string Next = "next";
    private const string Adult = "adult";
    private const string Minor = "minor";
    private const string No = "no";

    /// <summary>The questions of the dialog.</summary>
    [JsonDerivedType(typeof(Typing), "typing")]
    [JsonDerivedType(typeof(Picking), "picking")]
    [JsonDerivedType(typeof(Agreeing), "agreeing")]
    [JsonDerivedType(typeof(WhichWard), "ward")]
    public abstract record Step
    {
        /// <summary>अपनी पंचायत का नाम लिखें</summary>
        public sealed record Typing : Step;

        /// <summary>कौन सी?; from a search (<paramref name="Above"/> is null and <paramref name="Kind"/> is Panchayat) or from the list.</summary>
        public sealed record Picking(PlaceKind Kind, PlaceOption? Above, IReadOnlyList<PlaceOption> Options, int Skipped, bool More) : Step;

        /// <summary>इस पंचायत की सूचनाएँ यहाँ भेजें?</summary>
        public sealed record Agreeing(PlaceOption Panchayat) : Step;

        /// <summary>आपका वार्ड कौन सा है?</summary>
        public sealed record WhichWard(PlaceOption Panchayat, IReadOnlyList<PlaceOption> Options, int Skipped, bool More) : Step;
    }

    /// <inheritdoc />
    public void Map(Routes routes)
    {
        routes.Dialog<Step>("join", Question, AnswerAsync);
        // A panchayat belongs to a person; a group hears one only when its secretary links it.
        routes.Command("panchayat", Routes.Privately(ShowAsync));
        routes.Button("panchayat", Routes.Privately(ShowAsync));
        routes.Button("join", Routes.Privately((turn, code, cancellation) => code.Length > 0 ? ByLinkAsync(turn, code, cancellation) : Task.FromResult(Answer.Ask<Step>(new Step.Typing()))));
        routes.Button("leave", Routes.Privately(LeaveAsync));
        routes.Link(Place.LinkPrefix, Routes.Privately(ByLinkAsync));
        routes.Menu(60, "menu.panchayat", "panchayat");
    }

    private static async Task<Answer> ShowAsync(Turn turn, string argument, CancellationToken cancellation)
    {
        if (turn.Chat.PanchayatId is not { } id || await PlaceStore.FindAsync(turn.Db, id) is not { } place)
            return Answer.Ask<Step>(new Step.Typing());
        var ward = turn.Chat.WardId is { } wardId ? await PlaceStore.FindAsync(turn.Db, wardId) : null;
        var shown = (await PlaceOption.FullAsync(turn.Db, ward ?? place))[turn.Language];
        return Answer.Say(turn.Say(turn.Chat.SilencedAt is null ? "join.current" : "join.current.silent", ("place", shown)),
            Button.To(turn.Say("join.change"), "join"), Button.To(turn.Say("join.leave"), "leave"));
    }

    private static async Task<Answer> ByLinkAsync(Turn turn, string code, CancellationToken cancellation) =>
        await PlaceStore.LinkedAsync(turn.Db, code) is { } panchayat ? await OfferAsync(turn, panchayat) : Answer.Say(turn.Say("join.link.unknown"), Button.To(turn.Say("join.type"), "join"));

    private static async Task<Answer> OfferAsync(Turn turn, Place panchayat)
    {
        var shown = await PlaceOption.FullAsync(turn.Db, panchayat);
        return turn.Chat.PanchayatId == panchayat.Id
            ? Answer.Say(turn.Say("join.already", ("place", shown[turn.Language])), turn.MenuButtons)
            : Answer.Ask<Step>(new Step.Agreeing(shown));
    }

    private static async Task<Answer> LeaveAsync(Turn turn, string argument, CancellationToken cancellation)
    {
        await LeavePanchayatAsync(turn);
        return Answer.Say(turn.Say("join.left"), turn.MenuButtons);
    }

    /// <summary>Ends the consent and what was kept under it.</summary>
    internal static async Task LeavePanchayatAsync(Turn turn)
    {
        (turn.Chat.PanchayatId, turn.Chat.WardId, turn.Chat.JoinedAt) = (null, null, null);
        if (turn.Chat.PersonId is { } person)
            await Consents.WithdrawAsync(turn.Db, person, Purpose, turn.Now);
    }

    private static Reply Question(Turn turn, Step step) => step switch
    {
        Step.Picking { Options: var options } picking => new Reply(picking.Above is { } above
            ? turn.Say($"join.pick.{picking.Kind.ToString().ToLowerInvariant()}", ("above", above[turn.Language]))
            : turn.Say(picking.Kind == PlaceKind.Panchayat ? "join.pick.found" : "join.pick.state"))
        {
            Buttons = [.. Buttons(turn, options, picking.More), Button.Choice(turn.Say("join.type"), No)],
        },
        Step.Agreeing agreeing => new Reply(turn.Say("join.agree", ("place", agreeing.Panchayat[turn.Language])))
        {
            Buttons = [Button.Choice(turn.Say("join.agree.adult"), Adult), Button.Choice(turn.Say("join.agree.minor"), Minor), Button.Choice(turn.Say("join.agree.no"), No)],
        },
        Step.WhichWard ward => new Reply(turn.Say("join.ward", ("place", ward.Panchayat[turn.Language])))
        {
            Buttons = [.. Buttons(turn, ward.Options, ward.More), Button.Choice(turn.Say("join.ward.skip"), No)],
        },
        _ => new Reply(turn.Say("join.typing")) { Buttons = [Button.Choice(turn.Say("join.browse"), Browse)] },
    };

    private static IEnumerable<Button> Buttons(Turn turn, IReadOnlyList<PlaceOption> options, bool more) =>
    [
        .. options.Select(option => Button.Choice(option[turn.Language], option.Id.ToString(CultureInfo.InvariantCulture))),
        .. more ? new[] { Button.Choice(turn.Say("join.more"), Next) } : [],
    ];

    private static Task<Answer> AnswerAsync(Turn turn, Step step, CancellationToken cancellation) => step switch
    {
        Step.Picking picking => PickAsync(turn, picking),
        Step.Agreeing agreeing => AgreeAsync(turn, agreeing.Panchayat),
        Step.WhichWard ward => WardAsync(turn, ward),
        _ when turn.Choice == Browse => BrowseAsync(turn, null, PlaceKind.State, 0),
        _ => SearchAsync(turn),
    };

    private static async Task<Answer> SearchAsync(Turn turn)
    {
        if (turn.Text.Length == 0)
            return Answer.Pass;
        var found = await PlaceSearch.PanchayatsAsync(turn.Db, turn.Text, turn.Chat.State, MostFound + 1);
        if (found.Count == 0)
            return Answer.Keep(turn.Say("join.notfound"));
        if (found.Count == 1)
            return await OfferAsync(turn, found[0]);
        var options = new List<PlaceOption>();
        foreach (var place in found.Take(MostFound))
            options.Add(await PlaceOption.FullAsync(turn.Db, place));
        return Answer.Ask<Step>(new Step.Picking(PlaceKind.Panchayat, null, options, 0, More: false));
    }

    private static async Task<Answer> BrowseAsync(Turn turn, Place? above, PlaceKind kind, int skip)
    {
        var places = await PlaceStore.BelowAsync(turn.Db, above?.Id, kind, skip, PageSize + 1);
        if (places.Count == 0)
            return Answer.Keep(turn.Say("join.empty"));
        return Answer.Ask<Step>(new Step.Picking(kind, above is null ? null : PlaceOption.Of(above), [.. places.Take(PageSize).Select(PlaceOption.Of)], skip, places.Count > PageSize));
    }

    private static async Task<Answer> PickAsync(Turn turn, Step.Picking picking)
    {
        if (turn.Choice == No)
            return Answer.Ask<Step>(new Step.Typing());
        if (turn.Choice == Next)
            return await BrowseAsync(turn, picking.Above is { } above ? await PlaceStore.FindAsync(turn.Db, above.Id) : null, picking.Kind, picking.Skipped + PageSize);
        // Somebody who reads the list and writes the name instead of tapping.
        if (turn.Choice is null)
            return await SearchAsync(turn);
        if (Chosen(turn, picking.Options) is not { } option || await PlaceStore.FindAsync(turn.Db, option.Id) is not { } place)
            return Answer.Pass;
        return place.Kind == PlaceKind.Panchayat ? await OfferAsync(turn, place) : await BrowseAsync(turn, place, place.Kind + 1, 0);
    }

    private static async Task<Answer> AgreeAsync(Turn turn, PlaceOption panchayat)
    {
        if (turn.Choice == Minor)
            return Answer.Say(turn.Say("join.minor"), turn.MenuButtons);
        if (turn.Choice == No)
            return Answer.Say(turn.Say("join.declined"), turn.MenuButtons);
        if (turn.Choice != Adult || await PlaceStore.FindAsync(turn.Db, panchayat.Id) is not { } place)
            return Answer.Pass;
        var person = await turn.SpeakerAsync();
        await PersonStore.DeclareAdultAsync(turn.Db, person, null, turn.Now);
        await PersonStore.MoveAsync(turn.Db, person, place.Id);
        await Consents.GiveAsync(turn.Db, person, Purpose, NoticeVersion, turn.Language, turn.Chat.Channel, turn.Now);
        (turn.Chat.PanchayatId, turn.Chat.WardId, turn.Chat.JoinedAt, turn.Chat.SilencedAt, turn.Chat.State) = (place.Id, null, turn.Now, null, place.State);
        var wards = await PlaceStore.BelowAsync(turn.Db, place.Id, PlaceKind.Ward, 0, PageSize + 1);
        return wards.Count == 0
            ? Joined(turn, panchayat)
            : Answer.Ask<Step>(new Step.WhichWard(panchayat, [.. wards.Take(PageSize).Select(PlaceOption.Of)], 0, wards.Count > PageSize));
    }

    private static async Task<Answer> WardAsync(Turn turn, Step.WhichWard step)
    {
        if (turn.Choice == Next)
        {
            var skip = step.Skipped + PageSize;
            var wards = await PlaceStore.BelowAsync(turn.Db, step.Panchayat.Id, PlaceKind.Ward, skip, PageSize + 1);
            return Answer.Ask<Step>(step with { Options = [.. wards.Take(PageSize).Select(PlaceOption.Of)], Skipped = skip, More = wards.Count > PageSize });
        }

        if (turn.Choice == No)
            return Joined(turn, step.Panchayat);
        if (Chosen(turn, step.Options) is not { } ward)
            return Answer.Pass;
        turn.Chat.WardId = ward.Id;
        return Joined(turn, step.Panchayat);
    }

    private static Answer Joined(Turn turn, PlaceOption panchayat) => Answer.Say(turn.Say("join.done", ("place", panchayat[turn.Language])), turn.MenuButtons);

    private static PlaceOption? Chosen(Turn turn, IReadOnlyList<PlaceOption> options) =>
        long.TryParse(turn.Choice, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? options.FirstOrDefault(option => option.Id == id) : null;
}
