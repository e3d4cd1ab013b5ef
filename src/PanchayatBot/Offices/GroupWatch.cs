using PanchayatBot.Content;
using PanchayatBot.Delivery;
using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Places;
using PanchayatBot.Storage;

namespace PanchayatBot.Offices;

/// <summary>Tells the secretaries of a panchayat, once, that its group can no longer be reached: the bot was removed, or may not write there.</summary>
public sealed class GroupWatch(Outbox outbox, Texts texts)
{
    private const int Piece = 50;

    /// <summary>Looks for such groups.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> TickAsync(Db db, DateTimeOffset now)
    {
        var lost = await LinkedGroups.LostAsync(db, now, Piece);
        foreach (var group in lost)
        {
            if (await PlaceStore.FindAsync(db, group.PanchayatId) is not { } place)
                continue;
            foreach (var chat in await Grants.SecretaryChatsAsync(db, place.Id))
            {
                var language = await Chats.LanguageAsync(db, chat) ?? Language.Hindi;
                await outbox.AddAsync(db, chat, new Reply(texts.Say("group.lost", language, ("group", group.Title), ("place", place.Name))) { Buttons = [Button.To(texts.Say("duty.group", language), "group")] },
                    language, Lane.Alert, now);
            }
        }

        return lost.Count;
    }
}
