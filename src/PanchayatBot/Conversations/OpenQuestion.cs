using System.Text.Encodings.Web;
using System.Text.Json;
using PanchayatBot.Delivery;
using PanchayatBot.Messages;

namespace PanchayatBot.Conversations;

/// <summary>The question that waits in a chat: stored as JSON in the chat's row, so that it survives a restart.</summary>
internal sealed class OpenQuestion(Dialog dialog, object state)
{
    /// <summary>After so long nobody remembers what was asked.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromHours(24);

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public Dialog Dialog => dialog;

    public object State => state;

    /// <summary>Reads the chat's open question; null when none is open.</summary>
    /// <param name="routes">Knows the dialogs.</param>
    /// <param name="chat">The chat.</param>
    /// <param name="unreadable">True when there is one that this version no longer understands.</param>
    public static OpenQuestion? Read(Routes routes, Chat chat, out bool unreadable)
    {
        unreadable = false;
        if (chat.Dialog is null)
            return null;
        try
        {
            var stored = JsonSerializer.Deserialize<Stored>(chat.Dialog, Json);
            if (stored is not null && routes.DialogNamed(stored.Name) is { } dialog && stored.State.Deserialize(dialog.StateType, Json) is { } state)
                return new OpenQuestion(dialog, state);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            // Written by another version: told below.
        }

        unreadable = true;
        return null;
    }

    /// <summary>Writes the question into the chat under a new number; choices of older questions are refused from now on.</summary>
    public void Open(Chat chat, DateTimeOffset now)
    {
        chat.Question++;
        Amend(chat, now);
    }

    /// <summary>Writes the question into the chat under the number it has; the choices shown before stay good.</summary>
    public void Amend(Chat chat, DateTimeOffset now)
    {
        chat.Dialog = JsonSerializer.Serialize(new Stored(dialog.Name, JsonSerializer.SerializeToElement(state, dialog.StateType, Json)), Json);
        chat.AskedAt = now;
    }

    /// <summary>Drops whatever question is open.</summary>
    public static void Close(Chat chat)
    {
        chat.Dialog = null;
        chat.AskedAt = null;
    }

    /// <summary>The question in words, its choices bound to its number.</summary>
    public Reply Ask(Turn turn)
    {
        var reply = dialog.Question(turn, state);
        return reply with { Buttons = [.. reply.Buttons.Select(button => button.StampedWith(turn.Chat.Question))] };
    }

    private sealed record Stored(string Name, JsonElement State);
}
