using PanchayatBot.Content;

namespace PanchayatBot.Schemes;

/// <summary>The chapters and headings of a scheme file, in the order of docs/writing-schemes.md.</summary>
public static class SchemeHeadings
{
    /// <summary>The two chapters.</summary>
    public static Bilingual Chapters { get; } = new("हिन्दी", "English");

    /// <summary>The heading of each part.</summary>
    public static IReadOnlyList<(SchemePart Part, Bilingual Title)> Parts { get; } =
    [
        (SchemePart.WhatItIs, new("क्या है", "What it is")),
        (SchemePart.Benefit, new("लाभ", "Benefit")),
        (SchemePart.WhoCan, new("कौन ले सकता है", "Who can get it")),
        (SchemePart.WhoCannot, new("कौन नहीं ले सकता", "Who cannot get it")),
        (SchemePart.Documents, new("कागज़ात", "Documents")),
        (SchemePart.HowToApply, new("आवेदन कैसे करें", "How to apply")),
        (SchemePart.Where, new("कहाँ", "Where")),
        (SchemePart.Fee, new("शुल्क", "Fee")),
        (SchemePart.TimeLimit, new("समय-सीमा", "Time limit")),
        (SchemePart.Status, new("स्थिति कैसे देखें", "Check the status")),
        (SchemePart.IfItDoesNotCome, new("लाभ न मिले तो", "If it does not come")),
        (SchemePart.Helpline, new("हेल्पलाइन", "Helpline")),
    ];
}
