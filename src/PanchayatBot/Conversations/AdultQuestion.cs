using PanchayatBot.Messages;
using PanchayatBot.People;

namespace PanchayatBot.Conversations;

/// <summary>क्या आप 18 वर्ष के हो चुके हैं? In Hindi the verb tells whether a man or a woman answers: so the turnout of women is counted without
/// another question, and whoever does not want to tell has an answer, too.</summary>
public static class AdultQuestion
{
    private const string Man = "man";
    private const string Woman = "woman";
    private const string Untold = "yes";
    private const string No = "no";

    /// <summary>The answers as buttons.</summary>
    public static IReadOnlyList<Button> Buttons(Turn turn) =>
    [
        Button.Choice(turn.Say("adult.man"), Man), Button.Choice(turn.Say("adult.woman"), Woman), Button.Choice(turn.Say("adult.yes"), Untold), Button.Choice(turn.Say("adult.no"), No),
    ];

    /// <summary>Takes the answer: true for somebody of age, which is noted; false for somebody younger; null when it is none.</summary>
    public static async Task<bool?> TakeAsync(Turn turn)
    {
        if (turn.Choice == No)
            return false;
        if (turn.Choice is not (Man or Woman or Untold))
            return null;
        await PersonStore.DeclareAdultAsync(turn.Db, await turn.SpeakerAsync(), turn.Choice switch { Man => Gender.Man, Woman => Gender.Woman, _ => null }, turn.Now);
        return true;
    }
}
