using PanchayatBot.Content;
using PanchayatBot.Delivery;
using PanchayatBot.Messages;
using PanchayatBot.Storage;

namespace PanchayatBot.Schemes.Gaps;

/// <summary>Tells those who asked to be told that their question is answered now.</summary>
public sealed class GapNews(LiveSchemeLibrary library, Outbox outbox, Texts texts)
{
    private const int AtOnce = 200;

    /// <summary>Puts some of the messages into the outbox and takes the chats off the list, in one transaction.</summary>
    /// <returns>How many; 0 when nobody is left to tell.</returns>
    public async Task<int> TellSomeAsync(Db db, DateTimeOffset now)
    {
        var catalog = library.Value.Catalog;
        foreach (var scheme in (await GapStore.AwaitedAsync(db)).Select(slug => catalog.BySlug.GetValueOrDefault(slug)).OfType<Scheme>())
        {
            var waiting = await GapStore.TakeWaitingAsync(db, scheme.Slug, AtOnce);
            foreach (var one in waiting)
            {
                var language = LanguageCodes.FromCode(one.Language) ?? Language.Hindi;
                var reply = new Reply(texts.Say("gap.news", language, ("question", one.Question), ("scheme", scheme.Short)))
                {
                    Buttons = [Button.To(scheme.Short[language], "scheme", scheme.Slug)],
                };
                await outbox.AddAsync(db, new ChatAddress(one.Channel, one.ChatId), reply, language, Lane.Broadcast, now, once: $"gap:{one.GapId}");
            }

            if (waiting.Count > 0)
                return waiting.Count;
        }

        return 0;
    }

    /// <summary>Forgets old questions, a thousand at a time.</summary>
    /// <returns>How many; 0 when none is left.</returns>
    public static Task<int> ForgetAsync(Db db, GapOptions options, DateTimeOffset now) => GapStore.ForgetAsync(db, options, now);
}
