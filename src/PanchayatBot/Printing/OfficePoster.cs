namespace PanchayatBot.Printing;

/// <summary>What stands on the poster of a panchayat.</summary>
/// <param name="Office">The panchayat.</param>
/// <param name="Link">The link that opens the chat with this panchayat chosen, e.g. https://t.me/bot?start=gp_123.</param>
public sealed record OfficePoster(Office Office, Uri Link);
