using PanchayatBot.Messages;

namespace PanchayatBot.Schemes.Finding;

/// <summary>A person's question as the finder sees it.</summary>
/// <param name="Text">As typed.</param>
public sealed record Question(string Text)
{
    /// <summary>Code of the person's state, e.g. BR; null when unknown.</summary>
    public string? State { get; init; }

    /// <summary>Slug of the scheme last talked about in this chat, for follow-ups; null when there is none.</summary>
    public string? Topic { get; init; }
}

/// <summary>How sure the finder is.</summary>
public enum Outcome
{
    /// <summary>One scheme is the answer.</summary>
    Answer,

    /// <summary>A few are close: the person chooses.</summary>
    Choices,

    /// <summary>Nothing in the content answers this.</summary>
    None,

    /// <summary>The scheme asked for exists, but in another state than the person's.</summary>
    OtherState,
}

/// <summary>A scheme with its score; scores compare only within one question.</summary>
/// <param name="Scheme">The scheme.</param>
/// <param name="Score">Higher is better.</param>
public readonly record struct Candidate(Scheme Scheme, double Score);

/// <summary>What the finder made of a question.</summary>
public sealed record Found
{
    /// <summary>How sure it is.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>Best first. Answer: the first is it, others are near. Choices: the close ones first. None: guesses, never the answer.</summary>
    public IReadOnlyList<Candidate> Candidates { get; init; } = [];

    /// <summary>How many of them are offered. Choices: those close to each other. None: guesses worth asking about, often none. Otherwise 0.</summary>
    public int Offered { get; init; }

    /// <summary>Which part is asked for.</summary>
    public Facet Facet { get; init; }

    /// <summary>The language in which to answer.</summary>
    public Language Language { get; init; }

    /// <summary>False if the question's words are said in both languages, so that the talk's own language is the better guess.</summary>
    public bool LanguageIsClear { get; init; }

    /// <summary>True when the question only made sense with the scheme last talked about.</summary>
    public bool KeptTopic { get; init; }
}
