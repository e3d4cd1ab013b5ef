using CsCheck;
using PanchayatBot.Schemes.Finding;

namespace PanchayatBot.Tests.Schemes.Finding;

/// <summary>The finder on seven schemes.</summary>
public sealed class FinderTests
{
    private readonly Finder _finder = new(GivenSchemes.Few, GivenSchemes.Words);

    [Theory]
    [InlineData("पीएम किसान क्या है", "pm-kisan")]
    [InlineData("pm kisan yojna", "pm-kisan")]
    [InlineData("pmkisan status", "pm-kisan")] // written as one word
    [InlineData("पी एम किसान", "pm-kisan")]
    [InlineData("फसल beema", "fasal-bima")] // two scripts
    [InlineData("crop insurance claim", "fasal-bima")]
    [InlineData("my husband died", "widow-pension")] // no word of it stands in the scheme
    [InlineData("मेरा मरद गुजर गया", "widow-pension")]
    [InlineData("amma 70 saal ki hai", "old-age-pension")]
    [InlineData("छेरी पालना है", "goat-farming")]
    [InlineData("bkri palan", "goat-farming")] // a letter left out
    public void One_scheme_is_the_answer(string text, string slug)
    {
        var found = _finder.Ask(text);
        Assert.Equal((Outcome.Answer, slug), (found.Outcome, found.First()));
    }

    [Theory]
    [InlineData("आज मौसम कैसा रहेगा")]
    [InlineData("ipl ka score batao")]
    [InlineData("write a poem")]
    [InlineData("asdfgh")]
    [InlineData("😀")]
    [InlineData("")]
    [InlineData("नमस्ते")]
    public void What_no_scheme_answers_is_refused(string text) => Assert.Equal(Outcome.None, _finder.Ask(text).Outcome);

    [Fact]
    public void Close_ones_are_a_choice_of_at_most_three()
    {
        var found = _finder.Ask("महीने की पेंशन कितनी है");
        Assert.Equal(Outcome.Choices, found.Outcome);
        Assert.Equal(["old-age-pension", "widow-pension"], found.Candidates.Take(2).Select(candidate => candidate.Scheme.Slug).Order());
    }

    [Theory]
    [InlineData("pm kisan aur fasal bima ke kagaz")]
    [InlineData("फसल बीमा और पीएम किसान दोनों")]
    public void Two_named_in_one_question_are_both_offered(string text)
    {
        var found = _finder.Ask(text);
        Assert.Equal(Outcome.Choices, found.Outcome);
        Assert.Equal(["fasal-bima", "pm-kisan"], found.Candidates.Take(2).Select(candidate => candidate.Scheme.Slug).Order());
    }

    [Fact]
    public void Another_states_scheme_is_said_to_be_another_states()
    {
        Assert.Equal((Outcome.Answer, "bihar-cycle"), OutcomeOf("साइकिल योजना", "BR"));
        Assert.Equal((Outcome.OtherState, "bihar-cycle"), OutcomeOf("साइकिल योजना", "UP"));
        Assert.Equal((Outcome.Answer, "bihar-cycle"), OutcomeOf("साइकिल योजना", null));

        (Outcome, string?) OutcomeOf(string text, string? state) => (_finder.Ask(text, state).Outcome, _finder.Ask(text, state).First());
    }

    [Fact]
    public void A_state_named_in_the_question_wins_over_the_persons()
    {
        var found = _finder.Ask("बिहार में साइकिल योजना", "UP");
        Assert.Equal((Outcome.Answer, "bihar-cycle"), (found.Outcome, found.First()));
        Assert.Equal(Outcome.OtherState, _finder.Ask("यूपी में साइकिल योजना", "BR").Outcome);
    }

    [Fact]
    public void A_scheme_for_all_of_India_is_there_in_every_state() => Assert.Equal(Outcome.Answer, _finder.Ask("pm kisan", "MH").Outcome);

    [Theory]
    [InlineData("kagaz kya lagenge")]
    [InlineData("कितना मिलेगा")]
    [InlineData("helpline?")]
    [InlineData("last date")]
    [InlineData("only aadhaar is enough or something else")]
    [InlineData("do i need to carry original card")]
    [InlineData("कतेक मिलतै")] // Maithili: how much will one get
    [InlineData("का करे के परी")] // Bhojpuri: what will have to be done
    public void A_follow_up_keeps_the_scheme_talked_about(string text)
    {
        var found = _finder.Ask(text, topic: "goat-farming");
        Assert.Equal((Outcome.Answer, "goat-farming", true), (found.Outcome, found.First(), found.KeptTopic));
    }

    [Theory]
    [InlineData("और फसल बीमा?", "fasal-bima")]
    [InlineData("vidhwa pension kaise banegi", "widow-pension")]
    [InlineData("my husband died", "widow-pension")]
    public void A_new_matter_leaves_the_scheme_talked_about(string text, string slug)
    {
        var found = _finder.Ask(text, topic: "goat-farming");
        Assert.Equal((slug, false), (found.First(), found.KeptTopic));
    }

    [Theory]
    [InlineData("cricket ka score batao")]
    [InlineData("कल मैच कौन जीतेगा")]
    [InlineData("पासपोर्ट ऑफिस का हवाई जहाज टिकट किराया")]
    public void A_foreign_matter_amid_talk_is_refused_and_the_scheme_offered(string text)
    {
        var found = _finder.Ask(text, topic: "goat-farming");
        Assert.Equal((Outcome.None, "goat-farming"), (found.Outcome, found.First()));
        Assert.True(found.Offered > 0);
    }

    [Fact]
    public void A_topic_that_is_no_longer_there_is_forgotten() => Assert.Equal(Outcome.None, _finder.Ask("kagaz", topic: "gone").Outcome);

    [Fact]
    public void Anything_may_be_typed() =>
        Gen.String.Sample(text => Assert.NotNull(_finder.Find(new(text) { State = "BR", Topic = "pm-kisan" })));

    [Fact]
    public void Asked_from_many_threads_it_answers_as_from_one()
    {
        string[] questions = ["pm kisan", "फसल बीमा", "vidhwa pension", "bakri palan ka loan", "cycle yojana"];
        var alone = questions.Select(question => _finder.Ask(question).Candidates).ToList();
        Parallel.For(0, 500, i => Assert.Equal(alone[i % questions.Length], _finder.Ask(questions[i % questions.Length]).Candidates));
    }

    [Fact]
    public void The_ranking_is_explained_word_by_word()
    {
        var lines = _finder.Explain(new("goat loan xyzzyq"));
        Assert.Contains(lines, line => line.Contains("goat", StringComparison.Ordinal) && line.Contains("=goat", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("unknown", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("goat-farming:", StringComparison.Ordinal));
    }

    [Fact]
    public void No_scheme_at_all_is_no_reason_to_fail() =>
        Assert.Equal(Outcome.None, new Finder(new([], new([])), GivenSchemes.Words).Ask("pm kisan").Outcome);
}
