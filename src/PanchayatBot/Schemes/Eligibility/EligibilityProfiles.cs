using System.Text.Json;
using PanchayatBot.Content;
using PanchayatBot.Conversations;
using PanchayatBot.People;

namespace PanchayatBot.Schemes.Eligibility;

/// <summary>Answers kept for later checks, with consent only; the SQL of the table <c>eligibility_profile</c>.</summary>
internal static class EligibilityProfiles
{
    /// <summary>The purpose of the consent.</summary>
    public const string Purpose = "eligibility";

    /// <summary>The kept answers of who speaks in this chat; null when none are kept.</summary>
    public static async Task<Answers?> FindAsync(Turn turn)
    {
        if (turn.Chat.PersonId is not { } person || !await Consents.HoldsAsync(turn.Db, person, Purpose))
            return null;
        var kept = await turn.Db.FirstOrDefaultAsync<string>("select answers from eligibility_profile where person_id = @person", new { person });
        try
        {
            return kept is null ? null : JsonSerializer.Deserialize<Answers>(kept);
        }
        catch (JsonException)
        {
            // Written by another version: asked anew.
            return null;
        }
    }

    /// <summary>Notes the consent and keeps the answers. Somebody unknown becomes a person without a name, so that others who
    /// later use the same phone stay apart from these answers.</summary>
    public static async Task KeepAsync(Turn turn, Answers answers)
    {
        var person = turn.Chat.PersonId ??= await PersonStore.AddAsync(turn.Db, new Bilingual("", ""), null, turn.Now);
        await Consents.GiveAsync(turn.Db, person, Purpose, turn.Say("eligible.consent.version"), turn.Language, turn.Chat.Channel, turn.Now);
        await turn.Db.ExecuteAsync("""
            insert into eligibility_profile (person_id, answers, updated_at) values (@person, @json, @Now)
            on conflict (person_id) do update set answers = excluded.answers, updated_at = excluded.updated_at
            """, new { person, json = JsonSerializer.Serialize(answers), turn.Now });
    }

    /// <summary>Deletes the answers and ends the consent; false when nothing was kept.</summary>
    public static async Task<bool> ForgetAsync(Turn turn)
    {
        if (turn.Chat.PersonId is not { } person)
            return false;
        await Consents.WithdrawAsync(turn.Db, person, Purpose, turn.Now);
        return await turn.Db.ExecuteAsync("delete from eligibility_profile where person_id = @person", new { person }) > 0;
    }
}
