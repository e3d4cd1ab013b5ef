using System.Globalization;
using System.Text.Json.Serialization;
using PanchayatBot.Content;
using PanchayatBot.Conversations;
using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Places;

namespace PanchayatBot.Api;

/// <summary>The questions before a key is made.</summary>
[JsonDerivedType(typeof(WhichPlace), "place")]
[JsonDerivedType(typeof(WhatFor), "label")]
public abstract record KeyStep
{
    /// <summary>किस जगह के आँकड़े?</summary>
    public sealed record WhichPlace(IReadOnlyList<PlaceOption> Options) : KeyStep;

    /// <summary>किस काम के लिए?</summary>
    public sealed record WhatFor(PlaceOption Place) : KeyStep;
}

/// <summary>/apikey: a secretary or officer makes a key with which a sheet or a program pulls the tables of the own places, and ends it.</summary>
public sealed class KeyDesk(BotLinks links) : IConversation
{
    private const string Route = "apikeys";
    private const string NewRoute = "apikey-new";
    private const string RevokeRoute = "apikey-revoke";
    private const int MostKeys = 5;
    private const int MostPlaces = 20;

    /// <inheritdoc />
    public void Map(Routes routes)
    {
        routes.Dialog<KeyStep>("apikey", Ask, AnswerAsync);
        routes.Command("apikey", Routes.Privately((turn, _, _) => ListAsync(turn)), needs: Role.Secretary);
        routes.Button(Route, Routes.Privately((turn, _, _) => ListAsync(turn)), Role.Secretary);
        routes.Button(NewRoute, Routes.Privately((turn, _, _) => BeginAsync(turn)), Role.Secretary);
        routes.Button(RevokeRoute, Routes.Privately((turn, id, _) => RevokeAsync(turn, id)), Role.Secretary);
    }

    private static async Task<Answer> ListAsync(Turn turn)
    {
        var keys = await ApiKeys.InForceAsync(turn.Db, turn.Chat.PersonId!.Value);
        var lines = new List<string>();
        foreach (var key in keys)
        {
            var place = (await PlaceStore.FindAsync(turn.Db, key.PlaceId))!.Name;
            lines.Add(turn.Say("apikey.line", ("label", key.Label), ("place", place), ("made", Formats.Date(key.MadeAt, turn.Language)))
                + " - " + (key.UsedOn is { } day ? turn.Say("apikey.used", ("day", Formats.Date(DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture), turn.Language))) : turn.Say("apikey.unused")));
        }

        return Answer.Say(string.Join("\n\n", [turn.Say("apikey.about"), .. lines]),
        [
            .. keys.Select(key => Button.To(turn.Say("apikey.revoke", ("label", key.Label.Length > 25 ? key.Label[..24] + "…" : key.Label)), RevokeRoute, $"{key.Id}")),
            .. keys.Count < MostKeys ? new[] { Button.To(turn.Say("apikey.new"), NewRoute) } : [],
        ]);
    }

    private static async Task<Answer> BeginAsync(Turn turn)
    {
        if ((await ApiKeys.InForceAsync(turn.Db, turn.Chat.PersonId!.Value)).Count >= MostKeys)
            return await ListAsync(turn);
        var options = new List<PlaceOption>();
        foreach (var id in (await Grants.OfAsync(turn.Db, turn.Chat.PersonId.Value)).Where(grant => grant.Role >= Role.Secretary).Select(grant => grant.PlaceId).Distinct().Take(MostPlaces))
            options.Add(await PlaceOption.FullAsync(turn.Db, (await PlaceStore.FindAsync(turn.Db, id))!));
        return options is [var only] ? Answer.Ask<KeyStep>(new KeyStep.WhatFor(only)) : Answer.Ask<KeyStep>(new KeyStep.WhichPlace(options));
    }

    private static Reply Ask(Turn turn, KeyStep step) => step is KeyStep.WhichPlace which
        ? new Reply(turn.Say("apikey.where")) { Buttons = [.. which.Options.Select(place => Button.Choice(place[turn.Language].Length > 40 ? place[turn.Language][..39] + "…" : place[turn.Language], $"{place.Id}"))] }
        : new Reply(turn.Say("apikey.label"));

    private async Task<Answer> AnswerAsync(Turn turn, KeyStep step, CancellationToken cancellation)
    {
        if (step is KeyStep.WhichPlace which)
            return which.Options.FirstOrDefault(place => $"{place.Id}" == turn.Choice) is { } chosen ? Answer.Ask<KeyStep>(new KeyStep.WhatFor(chosen)) : Answer.Pass;
        var place = ((KeyStep.WhatFor)step).Place;
        if (!await Grants.HoldsAsync(turn.Db, turn.Chat.PersonId, Role.Secretary, place.Id))
            return Answer.Close(turn.Say("button.unknown"), turn.MenuButtons);
        if (turn.Choice is not null || ApiKeys.Label(turn.Text) is not { } label)
            return Answer.Pass;
        var key = await ApiKeys.MakeAsync(turn.Db, place.Id, turn.Chat.PersonId, label, turn.Now);
        return Answer.Say(turn.Say("apikey.made", ("key", key), ("place", place[turn.Language]), ("address", links.ToPage($"{ApiEndpoints.Root}/polls.csv?key={key}").AbsoluteUri), ("description", links.ToPage(ApiEndpoints.Root + "/openapi.json").AbsoluteUri)),
            Button.To(turn.Say("apikey.all"), Route));
    }

    private static async Task<Answer> RevokeAsync(Turn turn, string id) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && await ApiKeys.RevokeAsync(turn.Db, number, turn.Chat.PersonId!.Value, turn.Now)
            ? Answer.Say(turn.Say("apikey.revoked"), Button.To(turn.Say("apikey.all"), Route))
            : await Routes.UnknownButton(turn, "", CancellationToken.None);
}

/// <summary>Keys end with everything else that is kept of a person.</summary>
public sealed class KeyData : IPersonalData
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> TellAsync(Turn turn) =>
        turn.Chat.PersonId is { } person && (await ApiKeys.InForceAsync(turn.Db, person)).Count is > 0 and var count ? [turn.Say("apikey.kept", ("count", count))] : [];

    /// <inheritdoc />
    public async Task ForgetAsync(Turn turn)
    {
        if (turn.Chat.PersonId is { } person)
            await ApiKeys.ForgetAsync(turn.Db, person, turn.Now);
    }
}
