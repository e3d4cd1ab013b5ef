using PanchayatBot.Messages;
using Telegram.Bot.Types.Enums;
using Telegram.Bot.Types.ReplyMarkups;

namespace PanchayatBot.Channels.Telegram;

/// <summary>A message in the form that Telegram takes.</summary>
/// <param name="Text">The text.</param>
/// <param name="ParseMode">How the text is to be read.</param>
/// <param name="Keyboard">Buttons below it; null for none.</param>
internal sealed record TelegramMessage(string Text, ParseMode ParseMode, InlineKeyboardMarkup? Keyboard);

/// <summary>Gives a reply its form for Telegram: a pure function.</summary>
internal static class TelegramRenderer
{
    // Two labels of this length stand side by side on a small telephone.
    private const int ShortLabel = 16;

    // What people can read of a place on a telephone; Telegram cuts longer ones.
    private const int LongestVenue = 250;

    public static TelegramMessage Render(Reply reply) =>
        new(Markup.ToTelegramHtml(reply.Text), ParseMode.Html, Keyboard(reply.Buttons));

    /// <summary>The same without any formatting, for the case that Telegram cannot read ours.</summary>
    public static TelegramMessage RenderPlain(Reply reply) =>
        new(Markup.ToPlainText(reply.Text), ParseMode.None, Keyboard(reply.Buttons));

    /// <summary>Name and address of a place from the words of its reply; without an address, which Telegram wants, the numbers stand there. The name
    /// is empty when there are no words.</summary>
    public static (string Title, string Address) Venue(string words, MapPoint pin)
    {
        var lines = Markup.ToPlainText(words).Split('\n', 2, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return (lines.Length == 0 ? "" : Cut(lines[0]), Cut(lines.Length < 2 ? pin.ToString() : lines[1].ReplaceLineEndings(", ")));
    }

    private static string Cut(string text) => text.Length <= LongestVenue ? text : text[..(LongestVenue - 1)] + "…";

    private static InlineKeyboardMarkup? Keyboard(IReadOnlyList<Button> buttons)
    {
        if (buttons.Count == 0)
            return null;
        var rows = new List<List<InlineKeyboardButton>>();
        var open = false;
        foreach (var button in buttons)
        {
            var key = button.IsLink
                ? InlineKeyboardButton.WithUrl(button.Label, button.Payload)
                : InlineKeyboardButton.WithCallbackData(button.Label, button.Payload);
            var fits = button.Label.Length <= ShortLabel;
            if (open && fits)
            {
                rows[^1].Add(key);
                open = false;
            }
            else
            {
                rows.Add([key]);
                open = fits;
            }
        }

        return new InlineKeyboardMarkup(rows);
    }
}
