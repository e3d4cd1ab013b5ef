using System.Globalization;
using System.Text.Json.Serialization;
using PanchayatBot.Content;
using PanchayatBot.Conversations;
using PanchayatBot.Delivery.Papers;
using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Places;
using PanchayatBot.Printing;
using PanchayatBot.Storage;

namespace PanchayatBot.Offices;

/// <summary>/poster: a poster for the office wall with the panchayat's QR code, to print (PDF) and to forward (picture).</summary>
public sealed class OfficePosters : IConversation
{
    private static readonly Role[] Holding = [Role.Secretary, Role.Officer, Role.Administrator];

    private readonly States _states;
    private readonly BotLinks _links;
    private readonly Press _press;
    private readonly Texts _texts;

    /// <summary>Lays the poster out with the press.</summary>
    public OfficePosters(States states, BotLinks links, Press press, Texts texts)
    {
        (_states, _links, _press, _texts) = (states, links, press, texts);
        Paper = new PaperKind("office-poster", ReadAsync);
    }

    /// <summary>The question of the dialog.</summary>
    [JsonDerivedType(typeof(WhichPanchayat), "panchayat")]
    public abstract record Step
    {
        /// <summary>किस पंचायत का पोस्टर?</summary>
        public sealed record WhichPanchayat(PlaceChoice Places) : Step;
    }

    /// <summary>The poster as a paper that can be ordered.</summary>
    public PaperKind Paper { get; }

    /// <inheritdoc />
    public void Map(Routes routes)
    {
        routes.Dialog<Step>("poster", (turn, step) => new Reply(turn.Say("poster.which")) { Buttons = ((Step.WhichPanchayat)step).Places.Buttons(turn) }, AnswerAsync);
        routes.Command("poster", StartAsync, needs: Role.Secretary);
        routes.Button("poster", StartAsync, needs: Role.Secretary);
    }

    private async Task<Answer> StartAsync(Turn turn, string argument, CancellationToken cancellation)
    {
        var places = await PlaceChoice.FirstAsync(turn, Holding, [PlaceKind.Panchayat]);
        return places.Options.Count switch
        {
            0 => Answer.Say(turn.Say("poster.none")),
            1 => await OrderAsync(turn, places.Options[0]),
            _ => Answer.Ask<Step>(new Step.WhichPanchayat(places)),
        };
    }

    private async Task<Answer> AnswerAsync(Turn turn, Step step, CancellationToken cancellation)
    {
        var places = ((Step.WhichPanchayat)step).Places;
        if (places.Chosen(turn) is { } chosen)
            return await OrderAsync(turn, chosen);
        return await places.MovedAsync(turn) is { } moved ? Answer.Ask<Step>(new Step.WhichPanchayat(moved))
            : turn.Choice is null && turn.Text.Length > 0 ? Answer.Keep(turn.Say("office.notfound"))
            : Answer.Pass;
    }

    private async Task<Answer> OrderAsync(Turn turn, PlaceOption panchayat)
    {
        if (!await Grants.HoldsAsync(turn.Db, turn.Chat.PersonId, Role.Secretary, panchayat.Id))
        {
            turn.Refuse("poster");
            return Answer.Say(turn.Say("office.notyours"));
        }

        await PaperOrders.AddAsync(turn.Db, Paper, panchayat.Id.ToString(CultureInfo.InvariantCulture), turn.Chat.Address, turn.Language, turn.Now);
        return Answer.Say(turn.Say("poster.ordered", ("place", panchayat[turn.Language])));
    }

    private async Task<Func<IReadOnlyList<Paper>>?> ReadAsync(Db db, string subject, Language language)
    {
        if (await PlaceStore.FindAsync(db, long.Parse(subject, CultureInfo.InvariantCulture)) is not { } panchayat)
            return null;
        var path = await PlaceStore.PathAsync(db, panchayat.Id);
        var titles = await OfficeTitles.OfAsync(db, _states, panchayat);
        Bilingual Named(PlaceKind kind) => path.FirstOrDefault(place => place.Kind == kind)?.Name ?? new("", "");
        var office = new Office(panchayat.Name, Named(PlaceKind.Block), Named(PlaceKind.District), _states.Find(panchayat.State)?.Name ?? Named(PlaceKind.State), titles[Title.Block]);
        var poster = new OfficePoster(office, _links.To(panchayat.LinkWord));
        return () =>
        {
            var sheets = _press.Poster(poster);
            var name = $"poster-{panchayat.LinkCode}";
            return
            [
                new(_texts.Say("poster.pdf", language), name + ".pdf", "application/pdf", sheets.Pdf()),
                new(_texts.Say("poster.picture", language), name + ".png", "image/png", sheets.Picture()),
            ];
        };
    }
}
