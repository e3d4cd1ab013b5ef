using System.Security.Cryptography;
using PanchayatBot.Content;
using PanchayatBot.Delivery;
using PanchayatBot.Messages;
using PanchayatBot.Storage;

namespace PanchayatBot.Conversations;

/// <summary>Turns what people do into replies in the outbox: one message, one transaction. When <see cref="HandleAsync"/> returns, the
/// message may be acknowledged to its channel: all that follows from it is on disk.</summary>
public sealed partial class Dispatcher(Database database, Outbox outbox, Routes routes, Texts texts, TimeProvider clock, ILogger<Dispatcher> log)
{
    // Letters and digits that nobody confuses when reading them out on the telephone.
    private const string IncidentLetters = "ACDEFHJKLMNPRTUVWXY34679";

    private readonly CommandWords _words = new(routes, texts);

    /// <summary>Handles one message, once: the same message again changes nothing and is not answered again.</summary>
    /// <exception cref="System.Data.Common.DbException">The database is not to be had; the message was not handled and must come again.</exception>
    public async Task HandleAsync(InboundMessage message, CancellationToken cancellation)
    {
        // From here on nobody but the turn's dialog, and only for a telephone number or counts it asked for, has what was taken out.
        // A place that was typed is a place that was sent; its digits would pass for a private number.
        if (message is { Attachment: null, Payload: null } && MapPoint.Read(message.Text) is { } point)
            message = message with { Text = "", Attachment = new Attachment(AttachmentKind.Location) { Point = point } };
        var typed = message.Text;
        var heard = PrivateNumbers.Remove(typed);
        message = message with { Text = heard.Text };
        try
        {
            var prepared = Prepare(message);
            await database.WriteAsync(db => TakeTurnAsync(db, message, typed, heard, prepared, cancellation), cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // Whatever a handler throws: the person gets an apology, and the message does not come back for ever.
        catch (Exception e)
#pragma warning restore CA1031
        {
            var incident = RandomNumberGenerator.GetString(IncidentLetters, 5);
            LogFailed(e, incident, message.From.Channel, message.MessageId);
            await database.WriteAsync(db => ApologiseAsync(db, message, incident), cancellation);
        }
    }

    private async Task TakeTurnAsync(Db db, InboundMessage message, string typed, WithoutNumbers heard, object? prepared, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var chat = await Chats.OpenAsync(db, message.From, now);
        if (!await HandledMessages.AddAsync(db, message, now))
            return;

        var before = ChatState.Of(chat);
        var turn = new Turn(message, chat, db, routes, texts, now) { Prepared = prepared, Phones = heard.Phones, Typed = typed };
        var replies = await AnswerAsync(turn, cancellation);
        // In a group the bot speaks only when it was spoken to.
        if ((replies.Count > 0 || !message.InGroup) && Warning(turn, heard.Kinds) is { } warning)
            replies = [warning, .. replies];
        for (var i = 0; i < replies.Count; i++)
            await outbox.AddAsync(db, message.From, replies[i], turn.Language, Lane.Answer, now, once: turn.OncePer is { } one ? $"{one}:{i}" : null);
        if (turn.Refused is { } route)
            db.AfterCommit(() => LogRefused(route, message.From.Channel));
        if (before != ChatState.Of(chat))
            await Chats.SaveAsync(db, chat);
    }

    /// <summary>What is said about the gravest of the numbers that were taken out; null when there was none, or it had been asked for.</summary>
    private static Reply? Warning(Turn turn, PrivateKinds kinds)
    {
        if (turn.PhoneTaken)
            kinds &= ~PrivateKinds.Phone;
        if (turn.TypedTaken)
            kinds = PrivateKinds.None;
        return kinds switch
        {
            PrivateKinds.None => null,
            _ when kinds.HasFlag(PrivateKinds.Code) => new Reply(turn.Say("private.code")),
            _ when kinds.HasFlag(PrivateKinds.Identity) => new Reply(turn.Say("private.identity")),
            _ => new Reply(turn.Say("private.phone")),
        };
    }

    private object? Prepare(InboundMessage message) =>
        message.Payload is null && !message.IsEdit && message.Text.Trim() is { Length: > 0 } text && CommandIn(text, out _) is null ? routes.Prepare?.Invoke(text) : null;

    private async Task<IReadOnlyList<Reply>> AnswerAsync(Turn turn, CancellationToken cancellation)
    {
        if (turn.Message.IsEdit)
            return turn.Message.InGroup ? [] : [new Reply(turn.Say("edited.hint"))];

        var open = OpenQuestion.Read(routes, turn.Chat, out var unreadable);
        if (open is not null && turn.Chat.AskedAt + OpenQuestion.Lasts < turn.Now)
        {
            OpenQuestion.Close(turn.Chat);
            open = null;
        }

        if (unreadable)
        {
            OpenQuestion.Close(turn.Chat);
            if (turn.Message.Payload is not { } pressed || Button.TryReadChoice(pressed, out _, out _))
                return [new Reply(turn.Say("dialog.unreadable")) { Buttons = turn.MenuButtons }];
        }

        if (turn.Message.Payload is { } payload)
            return await PressedAsync(turn, open, payload, cancellation);

        if (CommandIn(turn.Text, out var argument) is { } command)
            return Apply(turn, open, await command(turn, argument, cancellation));

        if (open is not null)
        {
            var answer = await open.Dialog.Handler(turn, open.State, cancellation);
            if (answer.Effect != Effect.Pass)
                return ApplyFromDialog(turn, open, answer);
        }

        if (turn.Text.Length == 0)
        {
            // Ten pictures sent at once are told off once.
            turn.OncePer = turn.Message.Attachment?.Album is { } album ? "album:" + album : null;
            return Apply(turn, open, Answer.Say(turn.Say($"attachment.{(turn.Message.Attachment?.Kind ?? AttachmentKind.Other).ToString().ToLowerInvariant()}")));
        }

        // Nothing is left but what was taken out: the warning is the answer.
        if (turn.Text.Contains(PrivateNumbers.Mask, StringComparison.Ordinal) && !turn.Text.Any(char.IsLetterOrDigit))
            return Apply(turn, open, Answer.Say([]));

        return Apply(turn, open, routes.FreeText is { } other ? await other(turn, turn.Text, cancellation) : Answer.Silence);
    }

    private async Task<IReadOnlyList<Reply>> PressedAsync(Turn turn, OpenQuestion? open, string payload, CancellationToken cancellation)
    {
        if (Button.TryReadChoice(payload, out var question, out var value))
        {
            if (open is null || question != turn.Chat.Question)
                return Apply(turn, open, Answer.Say(turn.Say("dialog.stale")));
            turn.Choice = value;
            var answer = await open.Dialog.Handler(turn, open.State, cancellation);
            // A choice that the dialog itself does not know can only have been made up.
            return answer.Effect == Effect.Pass ? Apply(turn, open, Answer.Say(turn.Say("dialog.stale"))) : ApplyFromDialog(turn, open, answer);
        }

        return Button.TryReadRoute(payload, out var route, out var argument) && routes.ButtonHandler(route) is { } handler
            ? Apply(turn, open, await handler(turn, argument, cancellation))
            : Apply(turn, open, await Routes.UnknownButton(turn, argument, cancellation));
    }

    private TurnHandler? CommandIn(string text, out string argument)
    {
        argument = "";
        if (!text.StartsWith('/'))
            return _words.CommandOf(text) is { } meant ? routes.CommandHandler(meant) : null;
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        var name = space < 0 ? text[1..] : text[1..space];
        argument = space < 0 ? "" : text[(space + 1)..].Trim();
        return routes.CommandHandler(name.ToLowerInvariant()) ?? routes.CommandHandler("help");
    }

    /// <summary>An answer that did not come from the open question's own dialog: the question stays, and is asked again below.</summary>
    private IReadOnlyList<Reply> Apply(Turn turn, OpenQuestion? open, Answer answer)
    {
        if (open is null || answer.Effect is Effect.Ask or Effect.Close or Effect.Silence)
            return ApplyFromDialog(turn, open, answer);
        return [.. answer.Replies, Again(turn, open)];
    }

    private IReadOnlyList<Reply> ApplyFromDialog(Turn turn, OpenQuestion? open, Answer answer)
    {
        switch (answer.Effect)
        {
            case Effect.Ask:
                var next = new OpenQuestion(routes.DialogOf(answer.NextState!), answer.NextState!);
                next.Open(turn.Chat, turn.Now);
                return [.. answer.Replies, next.Ask(turn)];
            case Effect.Amend when open is not null:
                var amended = new OpenQuestion(open.Dialog, answer.NextState!);
                amended.Amend(turn.Chat, turn.Now);
                return [amended.Ask(turn)];
            case Effect.Keep when open is not null:
                return [AskBelow(turn, open, answer.Replies[0].Text)];
            case Effect.Done or Effect.Close:
                OpenQuestion.Close(turn.Chat);
                return answer.Replies;
            default:
                return answer.Replies;
        }
    }

    private static Reply Again(Turn turn, OpenQuestion open) => AskBelow(turn, open, turn.Say("dialog.again"));

    /// <summary>Asks the open question once more, below the remark and below all that was said since: never in the place of its first asking.</summary>
    private static Reply AskBelow(Turn turn, OpenQuestion open, string remark)
    {
        var question = open.Ask(turn);
        return question with { Text = remark + "\n\n" + question.Text, Board = null };
    }

    private async Task ApologiseAsync(Db db, InboundMessage message, string incident)
    {
        var now = clock.GetUtcNow();
        var chat = await Chats.OpenAsync(db, message.From, now);
        if (!await HandledMessages.AddAsync(db, message, now))
            return;
        var language = LanguageCodes.FromCode(chat.Language) ?? message.AppLanguage ?? Language.Hindi;
        await outbox.AddAsync(db, message.From, new Reply(texts.Say("error.apology", language, ("code", incident))), language, Lane.Answer, now);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Incident {Incident}: message {MessageId} on {Channel} could not be handled")]
    private partial void LogFailed(Exception error, string incident, string channel, string messageId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "'{Route}' on {Channel} was refused: whoever tried it has no right to it")]
    private partial void LogRefused(string route, string channel);

    /// <summary>What a turn may change of a chat, to see whether it did.</summary>
    private readonly record struct ChatState(long? Person, long? Panchayat, long? Ward, DateTimeOffset? JoinedAt, DateTimeOffset? SilencedAt, string? Language, string? State, string? Topic, DateTimeOffset? TopicAt, string? Dialog, long Question, DateTimeOffset? AskedAt)
    {
        public static ChatState Of(Chat chat) =>
            new(chat.PersonId, chat.PanchayatId, chat.WardId, chat.JoinedAt, chat.SilencedAt, chat.Language, chat.State, chat.Topic, chat.TopicAt, chat.Dialog, chat.Question, chat.AskedAt);
    }
}
