using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Storage;
using PanchayatBot.Tests.Support;

namespace PanchayatBot.Tests.Schemes.Eligibility;

public sealed class CheckEligibilityTests(PostgresServer postgres)
{
    [Theory]
    [InlineData(Dialect.Sqlite)]
    [InlineData(Dialect.PostgreSql)]
    public async Task Of_two_taps_at_once_none_is_lost(Dialect dialect)
    {
        await using var bot = await TestBot.StartAsync(dialect, postgres);
        var question = (await bot.PressAsync("sita", Button.To("", "checklist", "pm-kisan").Payload))[^1];
        await Task.WhenAll(question.Buttons.Take(2).Select(button =>
            bot.Dispatcher.HandleAsync(new InboundMessage(bot.Address("sita"), bot.NextMessageId(), "", button.Payload), CancellationToken.None)));

        var done = (await bot.PressAsync("sita", question.Buttons[^1].Payload))[^1];
        Assert.Equal(2, done.Text.Split('☑').Length - 1);
    }

    [Theory]
    [InlineData(Dialect.Sqlite)]
    [InlineData(Dialect.PostgreSql)]
    public async Task Consent_is_kept_as_a_proof_and_the_answers_only_while_it_holds(Dialect dialect)
    {
        await using var bot = await TestBot.StartAsync(dialect, postgres);
        await bot.SayAsync("sita", "/eligible");
        var reply = await bot.PressAsync("sita", await StateAsync(bot));
        await bot.SayAsync("sita", "34");
        while ((reply = await bot.PressAsync("sita", Choice(await OpenNumberAsync(bot), "skip")))[^1].Text != TestBot.Sentence("eligible.consent"))
            Assert.NotEmpty(reply);
        await bot.PressAsync("sita", Choice(await OpenNumberAsync(bot), "yes"));

        var person = await bot.Database.ReadAsync(db => db.SingleAsync<long>("select person_id from eligibility_profile"));
        Assert.True(await bot.Database.ReadAsync(db => Consents.HoldsAsync(db, person, "eligibility")));
        await bot.SayAsync("sita", "/delete");
        Assert.Equal(0, await bot.Database.ReadAsync(db => db.SingleAsync<long>("select count(*) from eligibility_profile")));
        Assert.Equal(1, await bot.Database.ReadAsync(db => db.SingleAsync<long>("select count(*) from consent where withdrawn_at is not null")));
        Assert.False(await bot.Database.ReadAsync(db => Consents.HoldsAsync(db, person, "eligibility")));
    }

    [Fact]
    public void Every_word_of_a_rule_can_be_said()
    {
        string[] keys =
        [
            .. PanchayatBot.Schemes.SchemeWords.Occupations.Concat(PanchayatBot.Schemes.SchemeWords.Conditions).Concat(PanchayatBot.Schemes.SchemeWords.Exclusions).Select(word => "fit.fact." + word),
            .. PanchayatBot.Schemes.SchemeWords.Exclusions.Select(word => "fit.without." + word),
            .. PanchayatBot.Schemes.SchemeWords.Social.Select(word => "fit.social." + word),
            .. PanchayatBot.Schemes.SchemeWords.Land.Select(word => "fit.land." + word),
            .. PanchayatBot.Schemes.SchemeWords.Residences.Select(word => "fit.residence." + word),
            .. Enum.GetNames<PanchayatBot.Schemes.Eligibility.Topic>().Select(name => "fit.ask." + name.ToLowerInvariant()),
        ];
        Assert.All(keys, key => Assert.NotEmpty(TestBot.Sentence(key)));
    }

    private static async Task<string> StateAsync(TestBot bot) => Choice(await OpenNumberAsync(bot), "BR");

    private static Task<long> OpenNumberAsync(TestBot bot) => bot.Database.ReadAsync(db => db.SingleAsync<long>("select question from chat where chat_id = 'sita'"));

    private static string Choice(long question, string value) => Button.Choice("", value).StampedWith(question).Payload;
}
