using PanchayatBot.Content;
using PanchayatBot.Messages;
using PanchayatBot.Schemes;
using PanchayatBot.Tests.Support;

namespace PanchayatBot.Tests.Schemes;

public class SchemeFileTests
{
    [Fact]
    public void A_file_without_mistakes_is_read_in_full()
    {
        var parsed = SchemeFile.Parse(SampleScheme.File, SampleScheme.Text, SampleScheme.Rules);
        Assert.Empty(parsed.Problems);
        var scheme = parsed.Value!;
        Assert.Equal("seed-help", scheme.Slug);
        Assert.Equal(new Bilingual("बीज सहायता", "Seed help"), scheme.Short);
        Assert.Equal(["BR", "UP"], scheme.States);
        Assert.Equal([new Amount(120000, "unit"), new Amount(6000, "year")], scheme.Amounts);
        Assert.Equal(0, scheme.Fee);
        Assert.Equal((18, 60), (scheme.Eligibility.MinAge, scheme.Eligibility.MaxAge));
        Assert.Equal(["income_tax_payer"], scheme.Eligibility.NoneOf);
        Assert.Equal(["बीज योजना", "seed yojana"], scheme.Aliases);
        Assert.Equal(["155261", "1800-180-1551"], scheme.Helplines);
        Assert.Equal(new Source(new("https://seed.gov.in/about"), new(2026, 11, 20)), Assert.Single(scheme.Sources));
        Assert.Equal(new DateOnly(2027, 5, 22), scheme.ReviewAfter);
        Assert.Equal("- साल में **₹6,000**।\n- कुल ₹1.2 लाख तक।", scheme.Part(SchemePart.Benefit, Language.Hindi));
        Assert.Equal("155261", scheme.Part(SchemePart.Helpline, Language.English));
        Assert.Equal(12, scheme.Parts.Count);
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n")]
    public void Line_ends_and_a_byte_order_mark_do_not_matter(string lineEnd)
    {
        var text = "\uFEFF" + SampleScheme.Text.Replace("\n", lineEnd, StringComparison.Ordinal);
        var parsed = SchemeFile.Parse(SampleScheme.File, text, SampleScheme.Rules);
        Assert.Empty(parsed.Problems);
        Assert.DoesNotContain('\r', parsed.Value!.Part(SchemePart.Benefit, Language.Hindi));
    }

    [Fact]
    public void States_all_means_no_list() => Assert.Empty(SampleScheme.With("states: [BR, UP]", "states: all").Value!.States);

    // What is written instead of what, the line on which it is reported (found by how it begins), and the report.
    [Theory]
    [InlineData("name: {hi: बीज सहायता योजना, en", "name: {hi: बीज सहायता योजना, eng", "name:", "'en' is missing")]
    [InlineData("name: {hi: बीज सहायता योजना, en", "name: {hi: बीज सहायता योजना, eng", "name:", "'eng' is not a known key: did you mean 'en'?")]
    [InlineData("short: {hi: बीज सहायता,", "short: {hi: बीज सहायता बीज सहायता बीज सहायता,", "short:", "has 32 characters: at most 30")]
    [InlineData("states: [BR, UP]", "states: [BR, XX]", "states:", "'XX' is not a word for 'states'")]
    [InlineData("states: [BR, UP]", "states: [all, UP]", "states:", "names 'all' and a state")]
    [InlineData("states: [BR, UP]\n", "", "name:", "'states' is missing")]
    [InlineData("category: farming", "category: farmin", "category:", "'farmin' is not a word for 'category': did you mean 'farming'?")]
    [InlineData("category: farming", "categroy: farming", "categroy:", "did you mean 'category'?")]
    [InlineData("category: farming", "category: farming\ncategory: food", "category: food", "stands here a second time (first in line 5)")]
    [InlineData("rupees: 6000", "rupees: 6,000", "  - {rupees: 6", "'000' is not a known key: use one of: rupees, per.")]
    [InlineData("rupees: 6000", "rupees: six", "  - {rupees: six", "'rupees: six' is not a whole number")]
    [InlineData("per: year}", "per: yearly}", "  - {rupees: 6000", "did you mean 'year'?")]
    [InlineData("age: {min: 18, max: 60}", "age: {min: 60, max: 18}", "  age:", "min not above max")]
    [InlineData("occupation: [farmer]", "occupation: farmer", "  occupation:", "'occupation' must be a list")]
    [InlineData("occupation: [farmer]", "occupation: [farmr]", "  occupation:", "did you mean 'farmer'?")]
    [InlineData("occupation: [farmer]", "ocupation: [farmer]", "  ocupation:", "did you mean 'occupation'?")]
    [InlineData("site: https://seed.gov.in\n", "site: seed.gov.in\n", "site:", "is not a web address")]
    [InlineData("site: https://seed.gov.in\n", "site: javascript:alert(1)\n", "site:", "is not a web address")]
    [InlineData("site: https://seed.gov.in\n", "site:\n", "site:", "'site' is empty")]
    [InlineData("[\"155261\", ", "[\"call us\", ", "helplines:", "'call us' is not a telephone number")]
    [InlineData("sources:\n  - {url: \"https://seed.gov.in/about\", read: 2026-11-20}", "sources: []", "sources:", "no usable source")]
    [InlineData("read: 2026-11-20", "read: 20-11-2026", "  - {url", "'read: 20-11-2026' is not a date")]
    [InlineData("review_after: 2027-05-22", "review_after: 2026-11-22", "review_after:", "must be later than verified_on")]
    [InlineData("review_after: 2027-05-22\n", "review_after: 2027-05-22\nclosed: yes\n", "closed:", "'yes' is not a word for 'closed'")]
    [InlineData("# हिन्दी", "# हिंदी", "# हिंदी", "'# हिंदी' is not a chapter")]
    [InlineData("## कहाँ\nपंचायत भवन।\n\n", "", "# हिन्दी", "'## कहाँ' is missing")]
    [InlineData("## Where\nPanchayat office.\n\n", "", "# English", "'## Where' is missing")]
    [InlineData("## Where\n", "## Were\n", "## Were", "did you mean 'Where'?")]
    [InlineData("## Where\nPanchayat office.", "## Where\n", "## Where", "is empty")]
    [InlineData("## Where\nPanchayat office.", "## Where\nOffice.\n\n## Where\nOffice.", null, "'## Where' stands here a second time")]
    [InlineData("# English\n", "# English\nLost words.\n", "Lost words.", "stands below no '## …' heading")]
    [InlineData("Panchayat office.", "Office\n\n| a | b |\n|---|---|\n| c | d |", "| a | b |", "tables cannot be shown")]
    [InlineData("Panchayat office.", "Office.\n![map](https://seed.gov.in/a.png)", "![map]", "pictures cannot be shown")]
    [InlineData("Panchayat office.", "Office.\n<b>here</b>", "<b>here</b>", "HTML is not shown")]
    [InlineData("Panchayat office.", "Office.\n\n### More", "### More", "headings inside a part")]
    [InlineData("Panchayat office.", "Office.\n\n    indented", "    indented", "program text")]
    [InlineData("Panchayat office.", "Office.\n\n> quote", "> quote", "quotes with '>'")]
    [InlineData("Panchayat office.", "Office.\n\n***", "***", "separator lines")]
    [InlineData("Panchayat office.", "See [here](seed.gov.in).", "See [here]", "the link 'seed.gov.in' is not a web address")]
    [InlineData("Panchayat office.", "See [pmkisan.gov.in](https://seed.gov.in).", "See [", "shows 'pmkisan.gov.in' but leads to seed.gov.in")]
    [InlineData("Panchayat office.", "Go to the**office.**now", "Go to", "these ** do not make bold")]
    [InlineData("- **₹6,000** a year.", "- ₹7,000 a year.", "## Benefit", "₹7,000 stands here but not in 'amounts'")]
    [InlineData("- **₹6,000** a year.", "- ₹7,000 a year.", "## Benefit", "₹6,000 stands in 'amounts' but not here")]
    [InlineData("कुल ₹1.2 लाख तक।", "कुल ₹1.3 लाख तक।", "## लाभ", "₹1,30,000 stands here but not in 'amounts'")]
    [InlineData("Panchayat office.", "Bring ₹50.", "## Where", "₹50 stands here but not in the Hindi part")]
    [InlineData("Free. Pay nobody.", "Ask the office.", "## Fee", "'fee: 0' says that it is free")]
    [InlineData("मुफ़्त। किसी को पैसा न दें।", "कार्यालय में पूछें।", "## शुल्क", "'fee: 0' says that it is free")]
    [InlineData("fee: 0", "fee: 100", "## शुल्क", "'fee' is ₹100, this part does not name it")]
    public void Mistakes_that_make_a_file_unusable_are_told_with_their_line(string old, string replacement, string? reportedAt, string message)
    {
        var text = SampleScheme.Text.Replace(old, replacement, StringComparison.Ordinal);
        var parsed = SampleScheme.With(old, replacement);
        Assert.Null(parsed.Value);
        Assert.Contains(parsed.Problems, problem => problem.Message.Contains(message, StringComparison.Ordinal)
            && (reportedAt is null || problem.Line == SampleScheme.Line(reportedAt, text)) && problem.File == SampleScheme.File);
    }

    [Theory]
    [InlineData("aliases:\n  - बीज योजना\n", "aliases:\n  - beej yojana\n", "aliases:", "entries in both scripts")]
    [InlineData("  - seed yojana", "  - seed yojana\n  - Seed Yojana", "  - Seed Yojana", "'Seed Yojana' stands twice in 'aliases'")]
    [InlineData("किसान को बीज के लिए पैसा मिलता है।", "किसान को seed के लिए पैसा मिलता है।", "किसान को seed", "'seed' stands in Latin letters")]
    [InlineData("पंचायत भवन।", "पंचायत भवन।\nकमरा १२।", "कमरा", "'१२': write digits as 0-9")]
    [InlineData("- **₹6,000** a year.", "- ₹6000 a year.", "- ₹6000", "put the commas the Indian way")]
    [InlineData("- **₹6,000** a year.", "- ₹6,000 a year, not 7,000 rupees.", "- ₹6,000 a", "'7,000 rupees': write ₹7,000.")]
    public void Mistakes_of_style_are_told_and_the_file_is_used(string old, string replacement, string reportedAt, string message)
    {
        var text = SampleScheme.Text.Replace(old, replacement, StringComparison.Ordinal);
        var parsed = SampleScheme.With(old, replacement);
        Assert.NotNull(parsed.Value);
        var problem = Assert.Single(parsed.Problems);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Equal(SampleScheme.Line(reportedAt, text), problem.Line);
    }

    [Fact]
    public void Long_parts_and_sentences_are_told()
    {
        var sentence = string.Concat(Enumerable.Repeat("शब्द ", 30)) + "है।";
        var parsed = SampleScheme.With("पंचायत भवन।", "पंचायत भवन।\n" + sentence);
        Assert.Equal($"{SampleScheme.File}:{SampleScheme.Line("पंचायत भवन।") + 1}: this sentence has 31 words: make two of it (30 is the most, 20 is good).", Assert.Single(parsed.Problems).ToString());

        var longest = string.Concat(Enumerable.Repeat("शब्द है। ", 38)) + "बस इतना।";
        Assert.Equal(SchemeBody.LongestWhatItIs, longest.Length);
        Assert.Empty(SampleScheme.With("किसान को बीज के लिए पैसा मिलता है।", longest).Problems);
        parsed = SampleScheme.With("किसान को बीज के लिए पैसा मिलता है।", longest + "!");
        Assert.Equal($"{SampleScheme.File}:{SampleScheme.Line("## क्या है")}: '## क्या है' has 351 characters: at most 350. Say what decides, leave the rest to the official page.", Assert.Single(parsed.Problems).ToString());
        Assert.NotNull(parsed.Value);
    }

    [Theory]
    [InlineData("OTP और DBT देखें।")]
    [InlineData("\"Know Your Status\" और “Farmers Corner” देखें।")]
    [InlineData("digilocker ऐप या [Seed Portal](https://seed.gov.in) देखें।")]
    [InlineData("help@seed.gov.in पर या seed.gov.in पर लिखें।")]
    [InlineData("फ़ॉर्म B और धारा 80C देखें।")]
    public void Names_labels_and_abbreviations_may_stand_in_latin_letters(string hindi) => Assert.Empty(SampleScheme.With("पंचायत भवन।", hindi).Problems);

    [Theory]
    [InlineData("₹6,000", "₹ 6,000")]
    [InlineData("₹1.2 लाख", "₹1,20,000")]
    [InlineData("₹1.2 लाख", "₹120 हज़ार")]
    [InlineData("₹1.2 लाख", "₹120 ह\u095Bार")]
    [InlineData("₹1.2 लाख", "₹0.012 करोड़")]
    [InlineData("₹1.2 lakh", "₹1,20,000")]
    [InlineData("₹1.2 lakh", "₹120 thousand")]
    [InlineData("₹6,000** a year.", "₹6,000**, each year ₹6,000.")]
    public void The_same_sum_may_be_written_in_several_ways(string old, string replacement) => Assert.Empty(SampleScheme.With(old, replacement).Problems);

    [Fact]
    public void A_dot_below_a_letter_may_be_a_character_of_its_own()
    {
        Assert.Empty(SampleScheme.With("## कागज़ात", "## काग\u095Bात").Problems);
        Assert.Empty(SampleScheme.With("मुफ़्त", "मु\u095E्त").Problems);
    }

    [Fact]
    public void All_mistakes_are_told_at_once()
    {
        var text = SampleScheme.Text
            .Replace("category: farming", "category: shop", StringComparison.Ordinal)
            .Replace("site: https://seed.gov.in\n", "", StringComparison.Ordinal)
            .Replace("## Where\n", "## Were\n", StringComparison.Ordinal)
            .Replace("किसान को बीज", "किसान को seed", StringComparison.Ordinal);
        var lines = SchemeFile.Parse(SampleScheme.File, text, SampleScheme.Rules).Problems.Select(problem => problem.Line).Distinct();
        Assert.Equal([2, SampleScheme.Line("category", text), SampleScheme.Line("किसान को", text), SampleScheme.Line("# English", text), SampleScheme.Line("## Were", text)], lines);
    }

    [Theory]
    [InlineData("", 1, "must begin with a line '---'")]
    [InlineData("---\nname: x\n", 3, "the front matter is not closed")]
    [InlineData("---\nname: [x\n---\n", 2, "not valid YAML")]
    [InlineData("---\n- x\n---\n", 2, "expected lines of the form 'key: value'")]
    [InlineData("---\nname: &a x\nshort: *a\n---\n", 3, "references")]
    public void A_file_that_is_no_scheme_file_says_why(string text, int line, string message) =>
        Assert.Contains(SchemeFile.Parse(SampleScheme.File, text, SampleScheme.Rules).Problems, problem => problem.Line == line && problem.Message.Contains(message, StringComparison.Ordinal));

    [Fact]
    public void The_file_name_must_be_a_slug() =>
        Assert.Contains(SchemeFile.Parse("content/schemes/Seed_Help.md", SampleScheme.Text, SampleScheme.Rules).Problems, problem => problem.Message.StartsWith("the file name 'Seed_Help'", StringComparison.Ordinal));
}
