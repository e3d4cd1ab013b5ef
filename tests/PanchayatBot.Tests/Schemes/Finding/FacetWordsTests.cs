using PanchayatBot.Schemes;
using PanchayatBot.Schemes.Finding;

namespace PanchayatBot.Tests.Schemes.Finding;

/// <summary>Which part of a scheme is asked for.</summary>
public sealed class FacetWordsTests
{
    private readonly Finder _finder = new(GivenSchemes.Few, GivenSchemes.Words);

    [Theory]
    [InlineData("पीएम किसान में कितना पैसा मिलता है", Facet.Benefit)]
    [InlineData("how much money in pm kisan", Facet.Benefit)]
    [InlineData("pm kisan kisko milega", Facet.Eligibility)]
    [InlineData("पीएम किसान के लिए कौन से कागज़ लगेंगे", Facet.Documents)]
    [InlineData("pm kisan documents", Facet.Documents)]
    [InlineData("pm kisan ka form kaise bhare", Facet.Apply)]
    [InlineData("पीएम किसान का स्टेटस", Facet.Status)]
    [InlineData("pm kisan helpline", Facet.Contact)]
    [InlineData("पीएम किसान की शिकायत किससे करें", Facet.Contact)]
    [InlineData("pm kisan last date", Facet.Deadline)]
    [InlineData("पीएम किसान का पैसा रुक गया", Facet.Complaint)]
    [InlineData("pm kisan", Facet.Overview)]
    [InlineData("पीएम किसान में कतका मिलथे", Facet.Benefit)] // Chhattisgarhi
    [InlineData("पीएम किसान कहवाँ बनेला", Facet.Apply)] // Bhojpuri
    [InlineData("pm kisan money not came", Facet.Complaint)]
    [InlineData("is photocopy enough for pm kisan", Facet.Documents)]
    [InlineData("pm kisan kiske paas jana hai", Facet.Apply)] // kiske alone would ask who gets it
    public void The_part_is_read_from_the_words(string text, Facet expected) => Assert.Equal(expected, _finder.Ask(text).Facet);

    [Fact]
    public void A_need_alone_asks_for_no_part() => Assert.Equal(Facet.Overview, _finder.Ask("बकरी के लिए लोन चाहिए").Facet);
}
