using System.Text;
using PanchayatBot.Content;

namespace PanchayatBot.Conversations;

/// <summary>The words that mean a command, in all writings ("भाषा", "bhasha", "language"): they stand in content/texts and are
/// taken up again when those change.</summary>
internal sealed class CommandWords
{
    private const int LongestWord = 40;

    private readonly Routes _routes;
    private readonly Texts _texts;
    private volatile Dictionary<string, string> _commands;

    public CommandWords(Routes routes, Texts texts)
    {
        _routes = routes;
        _texts = texts;
        _commands = Read();
        texts.Changed += (_, _) => _commands = Read();
    }

    /// <summary>The command that a whole message means; null when it is none.</summary>
    public string? CommandOf(string text) => text.Length > LongestWord ? null : _commands.GetValueOrDefault(Plain(text));

    private Dictionary<string, string> Read()
    {
        var read = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (command, key) in _routes.Commands.Select(command => (command, $"command.{command}.words")))
        {
            // A command may have no words besides its name.
            foreach (var word in _texts.Keys.Contains(key) ? _texts.Words(key) : [])
                read[Plain(word)] = command;
        }

        return read;
    }

    /// <summary>Lower case, without punctuation and joiners around and inside.</summary>
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormC))
        {
            if (char.IsLetterOrDigit(c) || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark)
                plain.Append(char.ToLowerInvariant(c));
            else if (char.IsWhiteSpace(c) && plain.Length > 0 && plain[^1] != ' ')
                plain.Append(' ');
        }

        return plain.ToString().TrimEnd();
    }
}
