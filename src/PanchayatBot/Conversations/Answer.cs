using PanchayatBot.Messages;

namespace PanchayatBot.Conversations;

/// <summary>What a handler wants said, and what is to become of the open question.</summary>
public sealed record Answer
{
    private Answer() { }

    /// <summary>What is said, in order.</summary>
    public IReadOnlyList<Reply> Replies { get; private init; } = [];

    internal Effect Effect { get; private init; }

    internal object? NextState { get; private init; }

    /// <summary>Says something. From a dialog this ends it; from anywhere else an open question stays open and is asked again.</summary>
    public static Answer Say(string text, params IReadOnlyList<Button> buttons) => Say(new Reply(text) { Buttons = buttons });

    /// <inheritdoc cref="Say(string, IReadOnlyList{Button})"/>
    public static Answer Say(params IReadOnlyList<Reply> replies) => new() { Replies = replies, Effect = Effect.Done };

    /// <summary>Asks the question that belongs to <paramref name="next"/>; the dialog registered for it puts it into words.</summary>
    public static Answer Ask<TState>(TState next) where TState : class => new() { NextState = next, Effect = Effect.Ask };

    /// <summary>The same with something said before the question.</summary>
    public static Answer Ask<TState>(TState next, Reply before) where TState : class => new() { Replies = [before], NextState = next, Effect = Effect.Ask };

    /// <summary>From a dialog: the same question with a changed state. Its number stays, so that of two taps on one message both count;
    /// for questions whose choices can be made in any order.</summary>
    public static Answer Amend<TState>(TState next) where TState : class => new() { NextState = next, Effect = Effect.Amend };

    /// <summary>From a dialog: a remark; the question stays open and is asked again below it.</summary>
    public static Answer Keep(string text) => new() { Replies = [new Reply(text)], Effect = Effect.Keep };

    /// <summary>Says something and drops the open question, whoever asked it.</summary>
    public static Answer Close(string text, params IReadOnlyList<Button> buttons) => Close([new Reply(text) { Buttons = buttons }]);

    /// <inheritdoc cref="Close(string, IReadOnlyList{Button})"/>
    public static Answer Close(IReadOnlyList<Reply> replies) => new() { Replies = replies, Effect = Effect.Close };

    /// <summary>From a dialog: what came is no answer to its question. It is handled as if no question were open, and the question stays.</summary>
    public static Answer Pass { get; } = new() { Effect = Effect.Pass };

    /// <summary>Nothing is said: the message was not for the bot.</summary>
    public static Answer Silence { get; } = new() { Effect = Effect.Silence };
}

internal enum Effect
{
    Done,
    Ask,
    Amend,
    Keep,
    Close,
    Pass,
    Silence,
}
