using System.Text.Json.Serialization;
using PanchayatBot.Content;
using PanchayatBot.Conversations;
using PanchayatBot.Delivery.Papers;
using PanchayatBot.Ledger;
using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Places;
using PanchayatBot.Printing;
using PanchayatBot.Storage;

namespace PanchayatBot.Polls;

/// <summary>The questions of the secretary about who is a voter of the panchayat.</summary>
[JsonDerivedType(typeof(Where), "where")]
[JsonDerivedType(typeof(What), "what")]
[JsonDerivedType(typeof(Name), "name")]
[JsonDerivedType(typeof(Who), "who")]
[JsonDerivedType(typeof(HowMany), "slips")]
public abstract record RegisterStep
{
    /// <summary>किस पंचायत के मतदाता?</summary>
    public sealed record Where(IReadOnlyList<PlaceOption> Options) : RegisterStep;

    /// <summary>A question about a panchayat.</summary>
    public abstract record Of(PlaceOption Panchayat) : RegisterStep;

    /// <summary>पर्चियाँ या नाम?</summary>
    public sealed record What(PlaceOption Panchayat, long Verified, long Slips) : Of(Panchayat);

    /// <summary>किसका नाम?</summary>
    public sealed record Name(PlaceOption Panchayat) : Of(Panchayat);

    /// <summary>Which of these?; a tap verifies, or takes it back.</summary>
    public sealed record Who(PlaceOption Panchayat, IReadOnlyList<NamedPerson> Found, IReadOnlyList<long> Verified) : Of(Panchayat);

    /// <summary>कितनी पर्चियाँ?</summary>
    public sealed record HowMany(PlaceOption Panchayat) : Of(Panchayat);
}

/// <summary>/voters: the secretary verifies voters one by one, or prints slips of paper with a code for each. Votes may be held for verified voters only.</summary>
public sealed class VoterDesk : IConversation
{
    /// <summary>What stands before the code in the link behind a slip's QR code.</summary>
    public const string LinkPrefix = "slip_";

    private const string Route = "voters";
    private const string Slips = "slips";
    private const string ByName = "name";
    private const string Back = "back";
    private const int MostPanchayats = 10;
    private const int MostFound = 8;

    private static readonly int[] Counts = [12, 48, 120];

    private readonly BotLinks _links;
    private readonly Press _press;
    private readonly Texts _texts;
    private readonly TimeProvider _clock;

    /// <summary>Lays slips out with the press.</summary>
    public VoterDesk(BotLinks links, Press press, Texts texts, TimeProvider clock)
    {
        (_links, _press, _texts, _clock) = (links, press, texts, clock);
        Paper = new PaperKind("voter-slips", ReadAsync);
    }

    /// <summary>The slips as a paper that can be ordered; its subject holds the codes until the paper is made, a second or two.</summary>
    public PaperKind Paper { get; }

    /// <inheritdoc />
    public void Map(Routes routes)
    {
        routes.Dialog<RegisterStep>("voters", Ask, AnswerAsync);
        routes.Command("voters", Routes.Privately((turn, _, _) => BeginAsync(turn)), needs: Role.Secretary);
        routes.Button(Route, Routes.Privately((turn, _, _) => BeginAsync(turn)), Role.Secretary);
        routes.Duty(14, "voters.button", Route);
    }

    private static async Task<Answer> BeginAsync(Turn turn)
    {
        var panchayats = await Grants.PanchayatsAsync(turn.Db, turn.Chat.PersonId, Role.Secretary);
        return panchayats.Count switch
        {
            0 => await Routes.UnknownButton(turn, "", CancellationToken.None),
            1 => await WhatAsync(turn, PlaceOption.Of(panchayats[0])),
            _ => Answer.Ask<RegisterStep>(new RegisterStep.Where([.. panchayats.Take(MostPanchayats).Select(PlaceOption.Of)])),
        };
    }

    private static async Task<Answer> WhatAsync(Turn turn, PlaceOption panchayat, Reply? before = null)
    {
        var step = new RegisterStep.What(panchayat, await VoterRegister.CountAsync(turn.Db, panchayat.Id), await VoterRegister.OpenSlipsAsync(turn.Db, panchayat.Id, turn.Now));
        return before is null ? Answer.Ask<RegisterStep>(step) : Answer.Ask<RegisterStep>(step, before);
    }

    private static Reply Ask(Turn turn, RegisterStep step) => step switch
    {
        RegisterStep.Where where => new Reply(turn.Say("voters.where")) { Buttons = [.. where.Options.Select(one => Button.Choice(PollWords.Label(one[turn.Language]), PollWords.Number(one.Id)))] },
        RegisterStep.What what => new Reply(turn.Say("voters.what", ("place", what.Panchayat[turn.Language]), ("verified", what.Verified), ("slips", what.Slips)))
        {
            Buttons = [Button.Choice(turn.Say("voters.slips"), Slips), Button.Choice(turn.Say("voters.name"), ByName)],
        },
        RegisterStep.Name => new Reply(turn.Say("voters.name.ask")) { Buttons = [Button.Choice(turn.Say("newpoll.rules.back"), Back)] },
        RegisterStep.Who who => new Reply(turn.Say("voters.who"))
        {
            Buttons =
            [
                .. who.Found.Select(person => Button.Choice((who.Verified.Contains(person.Id) ? "✅ " : "▫️ ") + PollWords.Label(person.Name), PollWords.Number(person.Id))),
                Button.Choice(turn.Say("newpoll.rules.back"), Back),
            ],
        },
        _ => new Reply(turn.Say("voters.slips.ask", ("days", (int)VoterRegister.SlipLasts.TotalDays)))
        {
            Buttons = [.. Counts.Select(count => Button.Choice($"{count}", $"{count}")), Button.Choice(turn.Say("newpoll.rules.back"), Back)],
        },
    };

    private async Task<Answer> AnswerAsync(Turn turn, RegisterStep step, CancellationToken cancellation)
    {
        if (step is RegisterStep.Where where)
            return where.Options.FirstOrDefault(one => PollWords.Number(one.Id) == turn.Choice) is { } chosen && await HoldsAsync(turn, chosen) ? await WhatAsync(turn, chosen) : Answer.Pass;
        var panchayat = ((RegisterStep.Of)step).Panchayat;
        if (!await HoldsAsync(turn, panchayat))
            return Answer.Close(turn.Say("button.unknown"), turn.MenuButtons);
        if (turn.Choice == Back)
            return await WhatAsync(turn, panchayat);
        return step switch
        {
            RegisterStep.What => turn.Choice switch
            {
                Slips => Answer.Ask<RegisterStep>(new RegisterStep.HowMany(panchayat)),
                ByName => Answer.Ask<RegisterStep>(new RegisterStep.Name(panchayat)),
                _ => Answer.Pass,
            },
            RegisterStep.HowMany => await PrintAsync(turn, panchayat),
            RegisterStep.Who who when turn.Choice is not null => await TurnedAsync(turn, who),
            _ => await NamedAsync(turn, panchayat),
        };
    }

    private static Task<bool> HoldsAsync(Turn turn, PlaceOption panchayat) => Grants.HoldsAsync(turn.Db, turn.Chat.PersonId, Role.Secretary, panchayat.Id);

    private static async Task<Answer> NamedAsync(Turn turn, PlaceOption panchayat)
    {
        if (turn.Choice is not null || OfficialText.CleanLine(turn.Text) is not { Length: > 0 } typed)
            return Answer.Pass;
        var found = await VoterRegister.NamedAsync(turn.Db, panchayat.Id, typed, MostFound);
        return found.Count == 0
            ? Answer.Ask<RegisterStep>(new RegisterStep.Name(panchayat), new Reply(turn.Say("voters.nobody")))
            : Answer.Ask<RegisterStep>(new RegisterStep.Who(panchayat, [.. found.Select(one => new NamedPerson(one.Id, turn.Language == Language.English ? one.NameEn : one.NameHi))],
                [.. found.Where(one => one.IsVerified).Select(one => one.Id)]));
    }

    private static async Task<Answer> TurnedAsync(Turn turn, RegisterStep.Who step)
    {
        if (step.Found.FirstOrDefault(one => PollWords.Number(one.Id) == turn.Choice) is not { } person)
            return Answer.Pass;
        var (place, by) = (step.Panchayat.Id, turn.Chat.PersonId);
        var was = await VoterRegister.IsVerifiedAsync(turn.Db, place, person.Id);
        if (was)
            await VoterRegister.UnverifyAsync(turn.Db, place, person.Id);
        else
            await VoterRegister.VerifyAsync(turn.Db, place, person.Id, bySlip: false, by, turn.Now);
        await LedgerBook.WriteAsync(turn.Db, place, by, was ? "voter-unverified" : "voter-verified", $"person:{person.Id}", new { }, turn.Now);
        return Answer.Ask<RegisterStep>(step with { Verified = was ? [.. step.Verified.Where(one => one != person.Id)] : [.. step.Verified, person.Id] },
            new Reply(turn.Say(was ? "voters.unverified" : "voters.verified", ("name", person.Name))));
    }

    private async Task<Answer> PrintAsync(Turn turn, PlaceOption panchayat)
    {
        if (PollAccess.Number(turn.Choice ?? turn.Text) is not { } count || !Counts.Contains((int)Math.Min(count, int.MaxValue)))
            return Answer.Pass;
        var codes = await VoterRegister.MakeSlipsAsync(turn.Db, panchayat.Id, (int)count, turn.Chat.PersonId, turn.Now);
        await LedgerBook.WriteAsync(turn.Db, panchayat.Id, turn.Chat.PersonId, "voter-slips", $"place:{panchayat.Id}", new { count }, turn.Now);
        await PaperOrders.AddAsync(turn.Db, Paper, $"{panchayat.Id} {string.Join(' ', codes)}", turn.Chat.Address, turn.Language, turn.Now);
        return await WhatAsync(turn, panchayat, new Reply(turn.Say("voters.slips.ordered", ("count", count))));
    }

    private async Task<Func<IReadOnlyList<Paper>>?> ReadAsync(Db db, string subject, Language language)
    {
        var parts = subject.Split(' ');
        if (PollAccess.Number(parts[0]) is not { } id || await PlaceStore.FindAsync(db, id) is not { } panchayat)
            return null;
        var slips = new VoterSlips(panchayat.Name[language], [.. parts.Skip(1).Select(code => new VoterSlip(VoterRegister.Written(code), _links.To(LinkPrefix + code)))],
            Formats.Date(Formats.IndianDate(_clock.GetUtcNow() + VoterRegister.SlipLasts), language));
        return () => [new(_texts.Say("voters.slips.words", language), "voter-slips.pdf", "application/pdf", _press.Slips(slips, language).Pdf())];
    }
}
