using PanchayatBot.Conversations;

namespace PanchayatBot.Schemes.Eligibility;

/// <summary>The answers of the eligibility check, where they are kept.</summary>
internal sealed class EligibilityData : IPersonalData
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> TellAsync(Turn turn) => await EligibilityProfiles.FindAsync(turn) is null ? [] : [turn.Say("mydata.eligibility")];

    /// <inheritdoc />
    public Task ForgetAsync(Turn turn) => EligibilityProfiles.ForgetAsync(turn);
}
