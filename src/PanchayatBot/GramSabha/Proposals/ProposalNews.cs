using System.Globalization;
using PanchayatBot.Content;
using PanchayatBot.Delivery;
using PanchayatBot.Delivery.Broadcasts;
using PanchayatBot.GramSabha.Notices;
using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Storage;

namespace PanchayatBot.GramSabha.Proposals;

/// <summary>Tells the secretary and those who support a proposal what becomes of it.</summary>
public sealed class ProposalNews(Texts texts, Outbox outbox)
{
    private const int LongestLabel = 40;

    // So long it is remembered who was told.
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(60);

    /// <summary>The item of the agenda that a proposal becomes. It ends with the words as typed: by these it is known again.</summary>
    public Bilingual Item(Proposal proposal) => new(
        Markup.ToPlainText(texts.Say("proposal.item", Language.Hindi, ("count", proposal.Supports))) + ": " + proposal.Body,
        Markup.ToPlainText(texts.Say("proposal.item", Language.English, ("count", proposal.Supports))) + ": " + proposal.Body);

    /// <summary>True if an item of an agenda is this proposal, whatever number of supporters it was written with.</summary>
    public static bool IsItem(Bilingual item, Proposal proposal) => item.Hindi.EndsWith(": " + proposal.Body, StringComparison.Ordinal) || item.Hindi == proposal.Body;

    /// <summary>The secretaries of the panchayat hear of it.</summary>
    public async Task TellSecretariesAsync(Db db, Proposal proposal, string key, DateTimeOffset now)
    {
        foreach (var chat in await Grants.SecretaryChatsAsync(db, proposal.PlaceId))
        {
            var language = await Chats.LanguageAsync(db, chat) ?? Language.Hindi;
            await outbox.AddAsync(db, chat, new Reply(texts.Say(key, language, ("proposal", proposal.Body), ("count", proposal.Supports)))
            {
                Buttons = [Button.To(texts.Say("proposals.open", language), ProposalDesk.CardRoute, $"{proposal.Id}")],
            }, language, Lane.Alert, now);
        }
    }

    /// <summary>Those who support a proposal hear the panchayat's answer, or that it was taken down; what was taken down is not repeated.</summary>
    public Task<long> SettledAsync(Db db, Proposal proposal, bool removed, string words, DateTimeOffset now) =>
        TellSupportersAsync(db, proposal, string.Create(CultureInfo.InvariantCulture, $"settled:{now.ToUnixTimeSeconds()}"), now,
            language => texts.Say(removed ? "proposal.told.removed" : "proposal.told.answered", language, ("proposal", proposal.Body), ("answer", words)));

    /// <summary>Everybody who supports it hears of it, once for each <paramref name="what"/>.</summary>
    private Task<long> TellSupportersAsync(Db db, Proposal proposal, string what, DateTimeOffset now, Func<Language, string> said)
    {
        IReadOnlyList<Reply> Said(Language language) => [new Reply(said(language)) { Buttons = proposal.NoticeId is { } notice && what == "agenda" ? [Button.To(texts.Say("notice.whole", language), NoticeButtons.WholeRoute, $"{notice}")] : [] }];
        return BroadcastStore.OrderAsync(db, new BroadcastOrder(proposal.PlaceId, proposal.Subject, $"{proposal.Subject}:{what}", Said(Language.Hindi), Said(Language.English), now, now + Remembered)
        {
            Audience = Audience.Followers,
        }, now);
    }

    /// <summary>Proposals on agendas that nobody can take back any more: their supporters are told.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> TickAsync(Db db, DateTimeOffset now, TimeSpan undoFor)
    {
        var due = await ProposalStore.ToTellAsync(db, now - undoFor, 50);
        foreach (var proposal in due)
        {
            await ProposalStore.ToldAsync(db, proposal.Id, now);
            await TellSupportersAsync(db, proposal, "agenda", now, language => texts.Say("proposal.told.agenda", language, ("proposal", proposal.Body), ("count", proposal.Supports)));
        }

        return due.Count;
    }

    /// <summary>At most so many letters, for a button.</summary>
    internal static string Label(string text) => text.Length <= LongestLabel ? text : text[..(LongestLabel - 1)].TrimEnd() + "…";
}
