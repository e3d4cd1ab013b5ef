using PanchayatBot.Content;
using PanchayatBot.Schemes;

namespace PanchayatBot.Tests.Support;

/// <summary>A small scheme file without a mistake, to change one thing in.</summary>
public static class SampleScheme
{
    /// <summary>Its path.</summary>
    public const string File = "content/schemes/seed-help.md";

    /// <summary>The file.</summary>
    public const string Text = """
        ---
        name: {hi: बीज सहायता योजना, en: Seed Help Scheme}
        short: {hi: बीज सहायता, en: Seed help}
        states: [BR, UP]
        category: farming
        department: {hi: कृषि विभाग, en: Agriculture Department}
        amounts:
          - {rupees: 120000, per: unit}
          - {rupees: 6000, per: year}
        fee: 0
        eligibility:
          age: {min: 18, max: 60}
          occupation: [farmer]
          none_of: [income_tax_payer]
        aliases:
          - बीज योजना
          - seed yojana
        needs: [बीज के लिए पैसा, money for seed]
        examples: [बीज योजना क्या है, seed yojana kya hai]
        site: https://seed.gov.in
        helplines: ["155261", 1800-180-1551]
        sources:
          - {url: "https://seed.gov.in/about", read: 2026-11-20}
        verified_on: 2026-11-22
        review_after: 2027-05-22
        ---

        # हिन्दी

        ## क्या है
        किसान को बीज के लिए पैसा मिलता है।

        ## लाभ
        - साल में **₹6,000**।
        - कुल ₹1.2 लाख तक।

        ## कौन ले सकता है
        - किसान

        ## कौन नहीं ले सकता
        - आयकर देने वाले

        ## कागज़ात
        - आधार कार्ड

        ## आवेदन कैसे करें
        1. [seed.gov.in](https://seed.gov.in) खोलें।
        2. OTP डालें।

        ## कहाँ
        पंचायत भवन।

        ## शुल्क
        मुफ़्त। किसी को पैसा न दें।

        ## समय-सीमा
        साल भर।

        ## स्थिति कैसे देखें
        1. "Know Your Status" दबाएँ।

        ## लाभ न मिले तो
        कृषि कार्यालय में लिखकर दें।

        ## हेल्पलाइन
        155261

        # English

        ## What it is
        Farmers get money for seed.

        ## Benefit
        - **₹6,000** a year.
        - Up to ₹1.2 lakh in all.

        ## Who can get it
        - Farmers

        ## Who cannot get it
        - Income tax payers

        ## Documents
        - Aadhaar card

        ## How to apply
        1. Open [seed.gov.in](https://seed.gov.in).
        2. Enter the OTP.

        ## Where
        Panchayat office.

        ## Fee
        Free. Pay nobody.

        ## Time limit
        All year.

        ## Check the status
        1. Press "Know Your Status".

        ## If it does not come
        Write to the agriculture office.

        ## Helpline
        155261

        """;

    /// <summary>What it is checked against.</summary>
    public static SchemeRules Rules { get; } = new(
        new([new("farming", new("खेती", "Farming")), new("food", new("राशन", "Ration"))]),
        new LatinNames(["DigiLocker"]));

    /// <summary>Reads the file with one text in it replaced by another.</summary>
    public static Parsed<Scheme> With(string old, string replacement)
    {
        if (!Text.Contains(old, StringComparison.Ordinal))
            throw new ArgumentException($"The sample has no '{old}'.", nameof(old));
        return SchemeFile.Parse(File, Text.Replace(old, replacement, StringComparison.Ordinal), Rules);
    }

    /// <summary>Line of the first line that begins so.</summary>
    public static int Line(string start, string? text = null) =>
        Array.FindIndex((text ?? Text).Split('\n'), line => line.StartsWith(start, StringComparison.Ordinal)) + 1;
}
