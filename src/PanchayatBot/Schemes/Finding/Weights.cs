namespace PanchayatBot.Schemes.Finding;

/// <summary>The numbers of the ranking. They were chosen on the tuning questions; docs/finding.md tells what each does.</summary>
internal sealed record Weights
{
    /// <summary>How often a word of each field counts: name, alias, need, example, body.</summary>
    public IReadOnlyList<float> Fields { get; init; } = [4f, 4f, 3f, 2f, 0.35f];

    /// <summary>BM25's k: the frequency at which a word has half its effect.</summary>
    public float Saturation { get; init; } = 3f;

    /// <summary>BM25's b: how much a long field weakens its words.</summary>
    public float LengthPart { get; init; } = 0.4f;

    /// <summary>Part of a scheme that only mentions a word in its body, when the schemes that have a word are counted.</summary>
    public float ShareOfBody { get; init; } = 0.2f;

    /// <summary>What an everyday word tells at most, however rare it is in the schemes.</summary>
    public float MostOfEveryday { get; init; } = 0.7f;

    /// <summary>What an unknown word tells, as part of what a word in one scheme's body would.</summary>
    public float Unknown { get; init; } = 0.6f;

    /// <summary>Weight of the nearest need or example.</summary>
    public float Near { get; init; } = 0.6f;

    /// <summary>Weight of the name said.</summary>
    public float Name { get; init; } = 0.8f;

    /// <summary>Extra points when a name is said as a whole: "ration card" is the ration card before anything about ration cards.</summary>
    public float WholeName { get; init; } = 0.3f;

    /// <summary>Points for a scheme of the state that the question names.</summary>
    public float StateNamed { get; init; } = 2.5f;

    /// <summary>A question that tells less than this is not believed to be fully understood.</summary>
    public float LeastTold { get; init; } = 1.0f;

    /// <summary>Factor for a state's scheme when the person's state is known: their own before the general one.</summary>
    public float OwnState { get; init; } = 1.15f;

    /// <summary>Factor for a state's scheme when it is unknown: the general one before one that may not be theirs.</summary>
    public float UnknownState { get; init; } = 0.7f;

    /// <summary>Schemes that reach this part of the best score are close: the person chooses.</summary>
    public float Close { get; init; } = 0.88f;

    /// <summary>A word stands for its meaning a little less surely than for itself.</summary>
    public float Meaning { get; init; } = 0.7f;

    /// <summary>How much less sure a guess at a misspelt word is for each consonant that differs.</summary>
    public float Difference { get; init; } = 0.15f;

    /// <summary>How sure a guess is that is like a word only by its letters, not by its sound.</summary>
    public float Slip { get; init; } = 0.65f;

    /// <summary>An everyday word, where the words of a question are counted.</summary>
    public float Everyday { get; init; } = 0.3f;

    /// <summary>Constant, words, name, share of words understood, likeness to the nearest saying, what all its words tell (the more, the more has to speak for the scheme): how belief is summed up.</summary>
    public IReadOnlyList<float> Belief { get; init; } = [-12.6f, 5.6f, 2.7f, 4.7f, 3f, -0.13f];

    /// <summary>Constant, name of the best scheme, belief in it, how far it is ahead of the scheme last talked about: how a change of topic is summed up.</summary>
    public IReadOnlyList<float> Departure { get; init; } = [-2.7f, 0.46f, 0.37f, 0.5f];
}
