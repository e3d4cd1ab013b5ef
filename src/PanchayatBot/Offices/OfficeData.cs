using PanchayatBot.Conversations;
using PanchayatBot.People;
using PanchayatBot.Places;

namespace PanchayatBot.Offices;

/// <summary>The offices a person holds, as part of what is kept of them. Whoever has everything deleted gives them up: an office without a name
/// would be nobody's. The register keeps that there was one.</summary>
public sealed class OfficeData(States states) : IPersonalData
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> TellAsync(Turn turn)
    {
        var lines = new List<string>();
        foreach (var grant in turn.Chat.PersonId is { } person ? await Grants.OfAsync(turn.Db, person) : [])
        {
            var office = await OfficeOption.OfAsync(turn.Db, states, grant.Role, (await PlaceStore.FindAsync(turn.Db, grant.PlaceId))!);
            lines.Add(turn.Say("mydata.office", ("office", office.Full(turn))));
        }

        return lines;
    }

    /// <inheritdoc />
    public async Task ForgetAsync(Turn turn)
    {
        foreach (var grant in turn.Chat.PersonId is { } person ? await Grants.OfAsync(turn.Db, person) : [])
            await Appointments.EndAsync(turn.Db, grant.PersonId, grant.Role, grant.PlaceId, grant.PersonId, turn.Now);
    }
}
